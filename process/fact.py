"""One fact of the calendar, one year it covers, and what facts may not say together. Opens no file.

Facts are a log: what ended is not taken out but has its ending, so that the calendar can be had as it stood on any
day (`as_known_on`).
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from process.act import Act
from process.fact_faults import Fault

Names = Mapping[str, str]
Week = Literal["five", "six"]
WEEKS: tuple[Week, ...] = ("five", "six")
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """The end of a fact: by which act, known since when. `until`: the last year of a yearly rule; None where the fact
    is taken back altogether."""

    act: Act
    known_since: datetime.date
    known_since_note: str | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the law or an act says of days off: on one `date`, or every year on `month`, `day`.

    `known_since` is the day from which it was known; `weeks` are the working weeks that it is about.
    """

    id: str
    kind: Literal["holiday", "day_off", "moved"]
    names: Names = field(hash=False)
    act: Act
    known_since: datetime.date
    known_since_note: str | None = None
    status: Literal["confirmed", "estimated"]
    date: datetime.date | None = None
    worked: datetime.date | None = None
    month: int | None = None
    day: int | None = None
    from_year: int | None = None
    years: tuple[int, ...] = ()
    weeks: tuple[Week, ...] = WEEKS
    ending: Ending | None = None

    def is_about(self, week: Week) -> bool:
        """Whether it speaks of that working week. A Saturday worked instead moves a day of the five-day week alone: in
        the six-day week it is worked anyway."""
        saturday = self.worked is not None and self.worked.weekday() == SATURDAY
        return week in self.weeks and not (saturday and week == "six")

    def on(self, year: int) -> datetime.date | None:
        """Its day in that year, if it has one."""
        if self.date is not None:
            return self.date if self.date.year == year else None
        if self.month is None or self.day is None or not self._holds_in(year):
            return None
        return datetime.date(year, self.month, self.day)

    def as_known_on(self, day: datetime.date | None) -> Self | None:
        """The fact as it stood that day (None: with all that is known); None where it was unknown or taken back."""
        if day is not None and self.known_since > day:
            return None
        ending = self.ending
        if ending is None:
            return self
        if day is not None and ending.known_since > day:
            return replace(self, ending=None)
        return self if ending.until is not None else None

    def _holds_in(self, year: int) -> bool:
        if self.years:
            return year in self.years
        until = self.ending.until if self.ending and self.ending.until is not None else year
        return (self.from_year or year) <= year <= until


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What was known of a year as a whole, and since when; the latest word on a year counts.

    Provisional: something is still to come; `why` says what, `who` says by whom.
    """

    year: int
    status: Literal["confirmed", "provisional"]
    known_since: datetime.date = datetime.date.min
    why: Names = field(default_factory=dict, hash=False)
    who: Names = field(default_factory=dict, hash=False)


def acts_of(facts: Iterable[Fact]) -> Iterator[Act]:
    """Every act that the facts rest on, ends included."""
    for fact in facts:
        yield fact.act
        if fact.ending:
            yield fact.ending.act


def years_known(years: Iterable[Year], day: datetime.date | None) -> tuple[Year, ...]:
    """The latest word on each year that was known that day (None: today), in order."""
    latest: dict[int, Year] = {}
    for word in sorted(years, key=lambda each: each.known_since):
        if day is None or word.known_since <= day:
            latest[word.year] = word
    return tuple(latest[year] for year in sorted(latest))


def contradictions(facts: Sequence[Fact], years: Sequence[Year]) -> Iterator[Fault]:
    """What the facts of one state cannot say together, as far as it shows without knowing which days are worked."""
    covered = [year.year for year in years]
    if not covered or covered != list(range(covered[0], covered[0] + len(covered))):
        yield Fault("the years must be there, one after another, each once")
    for fact in facts:
        for key, day in (("date", fact.date), ("worked", fact.worked)):
            if day is not None and day.year not in covered:
                yield Fault(f"{day.year} is not among the years", fact.id, "fact", key=key)
    yield from _claimed_twice(facts, covered)


def ids_twice(facts: Sequence[Fact]) -> Iterator[Fault]:
    """Ids that two facts of the log bear."""
    known: set[str] = set()
    for number, fact in enumerate(facts):
        if fact.id in known:
            yield Fault(f"it bears this id, and so does {fact.id!r}", fact.id, "fact", number)
        known.add(fact.id)


def _claimed_twice(facts: Sequence[Fact], covered: Sequence[int]) -> Iterator[Fault]:
    taken: dict[object, Fact] = {}
    for fact in facts:
        for claim in _claims(fact, covered):
            first = taken.setdefault(claim, fact)
            if first is not fact:
                yield Fault(f"it speaks of {claim[1]}, and so does {first.id!r}", fact.id, "fact")
                break


def _claims(fact: Fact, covered: Sequence[int]) -> Iterator[tuple[str, datetime.date]]:
    """The days that no other fact of the kind may have (a holiday may be a day off of Article 84)."""
    days = [day for day in map(fact.on, covered) if day is not None]
    for day in [*days, *([fact.worked] if fact.worked else [])]:
        yield (fact.kind, day)
