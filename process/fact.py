"""One fact of the calendar, one year it covers, and what facts may not say together. Opens no file."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from process.errors import BadInput

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the law or an act says of days off: on one `date`, or every year on `month`, `day`.

    `known_since` is the day from which it was known, `until_known_since` the day its end was.
    """

    id: str
    kind: Literal["holiday", "day_off", "moved"]
    names: Names = field(hash=False)
    act: str
    known_since: datetime.date
    known_since_note: str | None = None
    status: Literal["confirmed", "estimated"]
    date: datetime.date | None = None
    worked: datetime.date | None = None
    month: int | None = None
    day: int | None = None
    from_year: int | None = None
    until_year: int | None = None
    years: tuple[int, ...] = ()
    until_act: str | None = None
    until_known_since: datetime.date | None = None

    def on(self, year: int) -> datetime.date | None:
        """Its day in that year, if it has one."""
        if self.date is not None:
            return self.date if self.date.year == year else None
        if self.month is None or self.day is None or not self._holds_in(year):
            return None
        return datetime.date(year, self.month, self.day)

    def _holds_in(self, year: int) -> bool:
        if self.years:
            return year in self.years
        return (self.from_year or year) <= year <= (self.until_year or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year the facts cover. Provisional: something is still to come; `why` says what, `who` says by whom."""

    year: int
    status: Literal["confirmed", "provisional"]
    why: Names = field(default_factory=dict, hash=False)
    who: Names = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the facts, and where: the fact, or the file's table, its number from 0, and the key."""

    words: str
    id: str | None = None
    table: str = ""
    number: int = -1
    key: str = ""

    def line(self, text: str) -> int | None:
        """The key's line in the file, else the line of its entry's heading, else None."""
        start, end = self._entry(text)
        key = re.compile(rf"^[ \t\[]*(?:\w+\.)?{re.escape(self.key)}\b", re.M) if self.key else None
        found = key.search(text, start, end) if key else None
        if found is None and self.number < 0:
            return None
        return text.count("\n", 0, found.start() if found else start) + 1

    def _entry(self, text: str) -> tuple[int, int]:
        heads = [found.start() for found in re.finditer(rf"^\[\[{self.table}\]\]", text, re.M)]
        if not 0 <= self.number < len(heads):
            return 0, len(text)
        return heads[self.number], [*heads, len(text)][self.number + 1]


def refuse(faults: Iterable[Fault], text: str = "") -> None:
    """BadInput that names every fault, if there is one; `text` is the file they were found in."""
    found = [{"line": fault.line(text), "id": fault.id, "fault": fault.words} for fault in faults]
    if found:
        raise BadInput(
            f"The calendar facts do not hold: {'; '.join(map(_told, found))}",
            way_on="Nothing was changed; correct the facts and read them again.",
            details={"faults": found},
        )


def _told(found: Mapping[str, object]) -> str:
    place = [f"line {found['line']}"] if found["line"] else []
    place += [str(found["id"])] if found["id"] else []
    return ": ".join([", ".join(place), str(found["fault"])] if place else [str(found["fault"])])


def contradictions(facts: Sequence[Fact], years: Sequence[Year]) -> Iterator[Fault]:
    """What the facts cannot say together, as far as it shows without knowing which days are worked."""
    covered = [year.year for year in years]
    if not covered or covered != list(range(covered[0], covered[0] + len(covered))):
        yield Fault("the years must be there, one after another, each once")
    for number, fact in enumerate(facts):
        if fact.date is not None and fact.date.year not in covered:
            yield Fault(f"{fact.date.year} is not among the years", fact.id, "fact", number, "date")
    yield from _claimed_twice(facts, covered)


def _claimed_twice(facts: Sequence[Fact], covered: Sequence[int]) -> Iterator[Fault]:
    taken: dict[object, Fact] = {}
    for number, fact in enumerate(facts):
        for claim, words in _claims(fact, covered):
            first = taken.setdefault(claim, fact)
            if first is not fact:
                yield Fault(f"{words}, and so does {first.id!r}", fact.id, "fact", number)
                break


def _claims(fact: Fact, covered: Sequence[int]) -> Iterator[tuple[object, str]]:
    """What nobody else may have: the id, and a day for facts of one kind (a holiday may be a day off of Article 84)."""
    yield fact.id, "it bears this id"
    days = [day for day in map(fact.on, covered) if day is not None]
    for day in [*days, *([fact.worked] if fact.worked else [])]:
        yield (fact.kind, day), f"it speaks of {day}"
