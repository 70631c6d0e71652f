"""What the facts make of the days: named days off, Article 5's shifts, days moved and days worked instead.

Which weekdays are off of themselves depends on the working week: Saturday and Sunday, or Sunday alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from process.act import ADDRESS, Act
from process.day import DayKind, Names, moved_from, worked_instead_of
from process.fact import Fact, Week
from process.fact_faults import Fault

ARTICLE_5 = Act(
    id="law-267-article-5",
    kind="law",
    words={
        "kk": "2001 жылғы 13 желтоқсандағы № 267-II «Мерекелер туралы» Заңның 5-бабы",
        "ru": "Закон № 267-II от 13 декабря 2001 года «О праздниках», статья 5",
        "en": "Law No. 267-II of 13 December 2001 on holidays, Article 5",
    },
    number="267-II",
    date=date(2001, 12, 13),
    register="Z010000267_",
    address=f"{ADDRESS}kaz/docs/Z010000267_",
)
ONE_DAY = timedelta(days=1)
WEEKENDS: dict[Week, frozenset[int]] = {"five": frozenset({5, 6}), "six": frozenset({6})}
"""The weekdays off of themselves, Monday being 0."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day is off, or worked though it would not be."""

    kind: DayKind
    names: Names
    fact: Fact
    act: Act


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The days of `years` that the facts speak of, whatever weekday they are; nothing is said of plain weekends."""

    facts: tuple[Fact, ...]
    years: tuple[int, ...]
    week: Week = "five"
    named: dict[date, Fact] = field(init=False, default_factory=dict)
    shifted: dict[date, tuple[Fact, date]] = field(init=False, default_factory=dict)
    moved: dict[date, Fact] = field(init=False, default_factory=dict)
    instead: dict[date, Fact] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._name("day_off")
        never_moving = set(self.named)
        self._name("holiday")
        self._shift(never_moving)
        self._move()

    def is_worked(self, day: date) -> bool:
        """Whether it is a working day, by the facts alone; the table of `Workdays` must say the same."""
        if day in self.instead:
            return True
        return not (self._is_off(day) or day in self.moved)

    def all(self) -> dict[date, Fact]:
        """Every day off beside the weekends."""
        return self.named | {day: fact for day, (fact, _) in self.shifted.items()} | self.moved

    def why(self, day: date) -> Reason | None:
        """What the facts say of the day, the last word first: worked instead, moved, named, shifted."""
        if fact := self.instead.get(day):
            return Reason("worked_instead", worked_instead_of(fact.date or day), fact, fact.act)
        if fact := self.moved.get(day):
            return Reason("moved_off", moved_from(fact.names, fact.worked or day), fact, fact.act)
        if fact := self.named.get(day):
            return Reason("holiday" if fact.kind == "holiday" else "day_off", fact.names, fact, fact.act)
        if day in self.shifted:
            fact, holiday = self.shifted[day]
            return Reason("shifted_holiday", moved_from(fact.names, holiday), fact, ARTICLE_5)
        return None

    def contradictions(self) -> Iterator[Fault]:
        """Moved days that move nothing."""
        for off, fact in self.moved.items():
            if self._is_off(off):
                yield Fault(f"{off} is a day off already", fact.id, "fact", key="date")
        for worked, fact in self.instead.items():
            if not self._is_off(worked):
                yield Fault(f"{worked} is a working day already", fact.id, "fact", key="worked")

    def _name(self, kind: str) -> None:
        # A holiday on a day off of the Labour Code gives the day its name; so holidays are named last.
        for fact in self.facts:
            if fact.kind == kind:
                self.named.update({day: fact for day in map(fact.on, self.years) if day is not None})

    def _shift(self, never_moving: set[date]) -> None:
        """Article 5: a holiday on a day off gives the next working day after it. Days moved come on top of that."""
        for holiday, fact in sorted(self.named.items(), key=lambda item: item[0]):
            if fact.kind == "holiday" and (self.is_weekend(holiday) or holiday in never_moving):
                self.shifted[self._next_free(holiday)] = (fact, holiday)

    def _next_free(self, day: date) -> date:
        day += ONE_DAY
        while self._is_off(day):
            day += ONE_DAY
        return day

    def _move(self) -> None:
        for fact in self.facts:
            if fact.date is not None and fact.worked is not None:
                self.moved[fact.date] = self.instead[fact.worked] = fact

    def _is_off(self, day: date) -> bool:
        """Before any day is moved."""
        return self.is_weekend(day) or day in self.named or day in self.shifted

    def is_weekend(self, day: date) -> bool:
        return day.weekday() in WEEKENDS[self.week]
