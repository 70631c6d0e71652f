"""A change of the calendar: new acts with their facts, the ends of others, words on years. Read, checked, applied.

The calendar that is changed stays as it was; the answer is another. What it knows already is passed over, so that the
same file can be read again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from process.act import Act
from process.errors import BadInput
from process.fact import WEEKS, Ending, Fact, Year, acts_of, ids_twice
from process.fact_faults import Fault, refuse
from process.facts import FactSheet, read
from process.standing import on
from process.workdays import Workdays, faults_in


@dataclass(frozen=True, slots=True)
class Amendment:
    """A file that changes the calendar, as read: what is new in it, the calendar that comes of it, its acts."""

    new: FactSheet
    calendar: Workdays
    acts: tuple[Act, ...]

    @property
    def nothing_new(self) -> bool:
        return self.new.empty

    def cited(self, lang: str = "en") -> str:
        """The acts, as they are cited; by them the deadlines move."""
        return "; ".join(act.cited(lang) for act in self.acts)


def amend(data: bytes, calendar: Workdays, *, known_by: date | None = None) -> Amendment:
    """The calendar as the file changes it. Raises BadInput with every fault and its line; then nothing is changed.

    `known_by`: the day whose knowledge is asked for; an act that became known only later is refused.
    """
    text = _decoded(data)
    sheet = read(text, tuple(acts_of(calendar.facts)))
    refuse([*ids_twice(sheet.facts), *_strange(sheet, calendar, known_by)], text)
    if sheet.empty:
        raise BadInput(
            "the file says nothing of the calendar: it has no fact, no ending and no word on a year",
            way_on="docs/calendar.md shows what a file says.",
        )
    new = _new(sheet, calendar.facts, calendar.years)
    facts, years = _merged(new, calendar.facts, calendar.years)
    for week in WEEKS:
        refuse(faults_in(facts, years, week, calendar.known_on), text)
    changed = replace(calendar, facts=facts, years=years)
    return Amendment(new, changed, tuple(sheet.acts))


def amended(calendar: Workdays, texts: Iterable[str]) -> Workdays:
    """The calendar with all these files, which were checked when they were applied.

    A fact that has since been shipped under another name is not taken twice.
    """
    facts, years = calendar.facts, calendar.years
    shipped = {_substance(fact) for fact in facts if fact.ending is None}
    for text in texts:
        sheet = read(text, tuple(acts_of(facts)))
        told = tuple(fact for fact in sheet.facts if _substance(fact) not in shipped)
        facts, years = _merged(_new(replace(sheet, facts=told), facts, years), facts, years)
    return replace(calendar, facts=facts, years=years)


def holds(text: str, calendar: Workdays) -> bool:
    """Whether the calendar says all that the file says. Raises BadInput where it cannot be read."""
    new = _new(read(text, tuple(acts_of(calendar.facts))), calendar.facts, calendar.years)
    return new.empty


def _substance(fact: Fact) -> tuple[object, ...]:
    return (fact.kind, fact.date, fact.worked, fact.month, fact.day, fact.from_year, fact.years, fact.weeks)


def _merged(
    new: FactSheet, facts: tuple[Fact, ...], years: tuple[Year, ...]
) -> tuple[tuple[Fact, ...], tuple[Year, ...]]:
    ended = dict(new.endings)
    facts = tuple(replace(fact, ending=ended.get(fact.id, fact.ending)) for fact in facts)
    return (*facts, *new.facts), (*years, *new.years)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"the file is not UTF-8: byte {error.start + 1} cannot be read", way_on="Save it as UTF-8."
        ) from None


def _new(sheet: FactSheet, facts: tuple[Fact, ...], years: tuple[Year, ...]) -> FactSheet:
    """What the calendar does not know yet."""
    known = {fact.id: fact for fact in facts}
    return FactSheet(
        tuple(fact for fact in sheet.facts if _open(known.get(fact.id)) != _open(fact)),
        tuple(word for word in sheet.years if word not in years),
        tuple((id, ending) for id, ending in sheet.endings if id in known and known[id].ending != ending),
    )


def _open(fact: Fact | None) -> Fact | None:
    """The fact as the file that brought it said it, before another file ended it."""
    return None if fact is None else replace(fact, ending=None)


def _strange(sheet: FactSheet, calendar: Workdays, known_by: date | None) -> Iterator[Fault]:
    """What does not fit this calendar, entry by entry."""
    known = {fact.id: fact for fact in calendar.facts}
    for number, fact in enumerate(sheet.facts):
        before = known.get(fact.id)
        if before is not None and _open(before) != _open(fact):
            words = "another fact bears this id; a fact is ended by [[ending]], never written over"
            yield Fault(words, fact.id, "fact", number, "id")
        yield from _too_new(fact.known_since, known_by, fact.id, "fact", number)
        if fact.ending:
            until = "until_known_since"
            yield from _too_new(fact.ending.known_since, known_by, fact.id, "fact", number, until)
    ended: set[str] = set()
    for number, (id, ending) in enumerate(sheet.endings):
        if id in ended:
            yield Fault("the file ends this fact twice", id, "ending", number, "fact")
        ended.add(id)
        yield from _strange_end(id, ending, known.get(id), number)
        yield from _too_new(ending.known_since, known_by, id, "ending", number)
    yield from _strange_acts(sheet, calendar)
    for word in sheet.years:
        yield from _too_new(word.known_since, known_by, str(word.year), "year", -1)


def _strange_acts(sheet: FactSheet, calendar: Workdays) -> Iterator[Fault]:
    """An act that is cited already is cited in the same words."""
    known = {act.id: act for act in acts_of(calendar.facts)}
    for number, act in enumerate(sheet.described):
        if act.id in known and known[act.id] != act:
            words = f"another act bears this id: {known[act.id]}"
            yield Fault(words, act.id, "act", number, "id")


def _too_new(
    since: date, known_by: date | None, id: str, table: str, number: int, key: str = "known_since"
) -> Iterator[Fault]:
    if known_by is not None and since > known_by:
        words = f"it is known since {on(since)} only, and what was known on {on(known_by)} is asked for"
        yield Fault(words, id, table, number, key)


def _strange_end(id: str, ending: Ending, fact: Fact | None, number: int) -> Iterator[Fault]:
    if fact is None:
        yield Fault(f"there is no fact {id!r} to end", id, "ending", number, "fact")
        return
    if fact.ending is not None and fact.ending != ending:
        yield Fault(f"the fact has its end already, by {fact.ending.act}", id, "ending", number, "fact")
    if fact.date is None and ending.until is None:
        yield Fault("a yearly rule ends with a year: until", id, "ending", number)
    if fact.date is not None and ending.until is not None:
        yield Fault("a fact of one date has no last year", id, "ending", number, "until")
    if ending.until is not None and ending.until < max(fact.from_year or 0, ending.known_since.year - 1):
        words = f"it would end with {ending.until}, before the year before that in which its end was known"
        yield Fault(words, id, "ending", number, "until")
    if ending.known_since < fact.known_since:
        words = f"it would end before it was known ({on(fact.known_since)})"
        yield Fault(words, id, "ending", number, "known_since")
