"""A scenario as a value: what is given, what people do and when, and what is expected of it. It runs nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from process.localtime import at
from process.workdays import Workdays
from simulation.toml_lines import Lines, Place

Unit = Literal["wd", "days"]


@dataclass(frozen=True, slots=True)
class At:
    """At that instant."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class After:
    """So many working or calendar days after the day of the step above, at that time of day; before it, if negative.

    0 wd: that very day, or the next working one where it is not worked.
    """

    n: int
    unit: Unit
    clock: time

    def since(self, day: date, workdays: Workdays) -> datetime:
        """The moment, counted from that day. Raises CalendarUnknown."""
        if self.unit == "days":
            return at(day + timedelta(days=self.n), self.clock)
        return at(workdays.add(day, self.n) if self.n else workdays.next_worked(day), self.clock)


@dataclass(frozen=True, slots=True)
class Due:
    """At the last instant of that deadline; `missed`: an instant later."""

    deadline: str
    missed: bool


When = At | After | Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is looked for on one case at one moment. None, or empty: not looked at.

    `late` are all deadlines that were missed or met late, by name; `events` all events but warnings, in lawful order;
    `due` the due instants or days, `status` the states of deadlines; `papers` are among what is owed.
    """

    place: Place
    case: str | None = None
    state: str | None = None
    decision: str | None = None
    overdue: bool | None = None
    late: tuple[str, ...] | None = None
    events: tuple[str, ...] | None = None
    due: Mapping[str, datetime | date] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    blocked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledReport:
    """A report that comes in: whose, when, and what differs from the invented one (or the whole report).

    `refused`: the kind of refusal that it is to meet. `since_registration`: `filed` counts from the day on which the
    first report is registered, and not from that of its filing.
    """

    place: Place
    of: str
    filed: At | After
    since_registration: bool = False
    form: int = 1
    by: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    whole: Mapping[str, Any] | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody does: the act by its name, whose it is, and what is said of it."""

    place: Place
    name: str
    by: str | None = None
    on_behalf_of: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Time passes until `when`; then the act is done, if there is one, and what is expected is looked at.

    `entered`: the act was done then and is entered later. `meanwhile`: another's act, which comes between.
    `refused`: the kind of refusal that it is to meet.
    """

    place: Place
    when: When
    case: str | None = None
    act: Act | None = None
    entered: When | None = None
    meanwhile: Act | None = None
    refused: str | None = None
    expected: Expected | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A working day off by an act that there is not; `worked`: a day off worked in its place."""

    day: date
    act: str
    worked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One story to try. `about` are the provisions and readings that it is about.

    `definition`: the rules of every report on any date; without it the edition of the day (R22).
    """

    source: str
    title: str
    about: tuple[str, ...]
    definition: str | None
    changes: Mapping[str, Any]
    days_off: tuple[DayOff, ...]
    reports: tuple[FiledReport, ...]
    steps: tuple[Step, ...]
    expected: tuple[Expected, ...]
    lines: Lines = field(default_factory=lambda: Lines(""), compare=False, repr=False)
