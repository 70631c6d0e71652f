"""One scenario from every start day of many years: where its outcome differs, and which days off lie there.

The definition is named, whatever edition was in force (R22); expectations of dates are not compared. A start whose term
leaves the years that the calendar knows is refused, and counted apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from process.day import Day
from process.definition import Definition
from process.definitions import SHIPPED
from process.errors import CalendarUnknown
from process.localtime import day_of
from process.workdays import Workdays, kazakhstan
from simulation.given import calendar_of, definition_of
from simulation.judging import Difference
from simulation.scenario import At, Scenario
from simulation.shifted import begun_on, freed
from simulation.trial import Tried, try_on
from simulation.trial_world import TrialWorld, try_in_a_world
from simulation.world import World

UNKNOWN = CalendarUnknown.kind
EXAMPLES = 3
SATURDAY = 5
_ONE_DAY = timedelta(days=1)
Signature = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one start, whatever was expected: where each case stood, what was late, which steps were refused."""

    states: tuple[str, ...]
    late: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """One start day: the differences from what is expected, the result, and the last day of the run.

    `refused` says why the calendar could not carry it.
    """

    day: date
    until: date
    differences: tuple[Difference, ...] = ()
    result: Result | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The starts of one outcome: how they differ, the days off in the term of the first of them, the names of the days
    off that lie in the terms of all of them, and how many weekdays the days off take from each term (`fewest`, `most`;
    a weekend that is worked gives one back)."""

    starts: tuple[Start, ...]
    days_off: tuple[Day, ...]
    in_all: tuple[str, ...]
    fewest: int
    most: int

    @property
    def first(self) -> Start:
        return self.starts[0]


@dataclass(frozen=True, slots=True)
class EveryStart:
    """The answer: the starts that came as expected, groups of those that differ, the different results, and the refused
    starts.

    `example` is what came of the first start that differs, with its timelines.
    """

    scenario: Scenario
    definition: str
    first_day: date
    last_day: date
    good: Group | None
    groups: tuple[Group, ...]
    results: tuple[Group, ...]
    refused: tuple[Start, ...]
    example: Tried | None = field(default=None, compare=False)

    @property
    def as_expected(self) -> int:
        return len(self.good.starts) if self.good else 0

    @property
    def tried(self) -> int:
        return self.as_expected + self.otherwise

    @property
    def otherwise(self) -> int:
        return sum(len(group.starts) for group in self.groups)

    @property
    def ok(self) -> bool:
        """Every start that could be tried came as expected, and there was one."""
        return not self.groups and self.as_expected > 0


def every_start(
    scenario: Scenario,
    first_day: date,
    last_day: date,
    *,
    workdays: Workdays | None = None,
    step: Callable[[], object] = lambda: None,
) -> EveryStart:
    """Try the scenario from every day, both included; `step` is called after each.

    Raises BadInput where the scenario stands on days off, so that it cannot begin on others.
    """
    calendar = calendar_of(scenario, workdays or kazakhstan())
    rules = definition_of(scenario) or SHIPPED.definitions[0]
    plain = replace(scenario, days_off=())
    written = try_in_a_world(replace(plain, definition=rules_named(scenario)), workdays=calendar)
    free = freed(plain, written, rules, calendar)
    starts = []
    for day in _days(first_day, last_day):
        starts.append(_start(begun_on(free, day), day, rules, calendar))
        step()
    return _answer(scenario, free, rules, calendar, starts)


def rules_named(scenario: Scenario) -> str:
    """The definition by which every start is tried."""
    return scenario.definition or SHIPPED.definitions[0].id


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _world(scenario: Scenario, rules: Definition, calendar: Workdays) -> TrialWorld:
    filed = scenario.reports[0].filed
    assert isinstance(filed, At), "the first report names its moment"
    return TrialWorld(World(filed.moment, definition=rules, workdays=calendar))


def _start(scenario: Scenario, day: date, rules: Definition, calendar: Workdays) -> Start:
    office = _world(scenario, rules, calendar)
    try:
        tried = try_on(scenario, office, dates=False, draw=False)
        until = day_of(tried.until) if tried.until else day
        for each in tried.differences:
            if each.kind == UNKNOWN:
                return Start(day, until, refused=each.got.removeprefix(f"{UNKNOWN}: "))
        return Start(day, until, tuple(tried.differences), _result(tried, office))
    except CalendarUnknown as no:
        return Start(day, day, refused=no.message)


def _result(tried: Tried, office: TrialWorld) -> Result:
    seen = [office.seen(case) for case in tried.cases.values()]
    return Result(
        states=tuple(each.state for each in seen),
        late=tuple(name for each in seen for name in each.late),
        refused=tuple(each.refusal.kind for each in tried.happened if each.refusal),
    )


# --- what they have in common


def _answer(
    scenario: Scenario, free: Scenario, rules: Definition, calendar: Workdays, starts: Sequence[Start]
) -> EveryStart:
    carried = [each for each in starts if each.refused is None]
    good = [each for each in carried if not each.differences]
    other = [each for each in carried if each.differences]
    groups = _groups(other, _signature, calendar)
    return EveryStart(
        scenario=scenario,
        definition=rules.id,
        first_day=starts[0].day,
        last_day=starts[-1].day,
        good=_group(good, calendar) if good else None,
        groups=groups,
        results=_groups(carried, lambda start: (start.result,), calendar),
        refused=tuple(each for each in starts if each.refused is not None),
        example=_example(free, groups[0].first.day, rules, calendar) if groups else None,
    )


def _example(free: Scenario, day: date, rules: Definition, calendar: Workdays) -> Tried:
    scenario = begun_on(free, day)
    return try_on(scenario, _world(scenario, rules, calendar), dates=False)


def _signature(start: Start) -> Signature:
    """How a start differs, without the days and numbers in the words."""
    return tuple((each.place, each.key, _came(each)) for each in start.differences)


def _came(each: Difference) -> str | None:
    return each.kind if each.key in ("refused", "when", "do") else each.got


def _groups(
    starts: Iterable[Start], same: Callable[[Start], Signature], calendar: Workdays
) -> tuple[Group, ...]:
    """The starts by what they have in common, most of them first."""
    found: dict[Signature, list[Start]] = {}
    for start in starts:
        found.setdefault(same(start), []).append(start)
    ordered = sorted(found.values(), key=lambda group: (-len(group), group[0].day))
    return tuple(_group(group, calendar) for group in ordered)


def _group(starts: Sequence[Start], calendar: Workdays) -> Group:
    days_off = [_days_off(each, calendar) for each in starts]
    in_all = frozenset.intersection(*(frozenset(_names(days)) for days in days_off))
    taken = [_weekdays_taken(days) for days in days_off]
    names = tuple(name for name in _names(days_off[0]) if name in in_all)
    return Group(tuple(starts), tuple(days_off[0]), names, min(taken), max(taken))


def _weekdays_taken(days: Iterable[Day]) -> int:
    return sum(-1 if day.working else day.date.weekday() < SATURDAY for day in days)


def _days_off(start: Start, calendar: Workdays) -> list[Day]:
    """The days off in that term, beside plain weekends, and the weekends worked instead."""
    last = min(start.until, date(calendar.last_year, 12, 31))
    return [day for day in calendar.walk(start.day, last) if day.act]


def _names(days: Iterable[Day]) -> Mapping[str, None]:
    return dict.fromkeys(day.names["en"].partition(", moved from")[0] for day in days)
