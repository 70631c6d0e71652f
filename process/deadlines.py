"""What must be done on a case, by when, and why exactly then.

Due dates are set once, when their event is recorded (`due_dates`); after that they are facts, and here are the
questions about them: what runs, how many days are left, why a date is this one. The terms stand in the definition.
"""

from dataclasses import dataclass
from datetime import date, datetime

from process.calendar_text import Read
from process.case import Case
from process.day import Day, Names
from process.due_dates import end_of, recount, set_by
from process.errors import CalendarUnknown, NotFound
from process.events import Event, ReportFiled
from process.law import Provision
from process.localtime import day_of, end_of_day
from process.terms import Before, Deadline, Status, Within
from process.units import Unit, plain_last_day
from process.workdays import Workdays

__all__ = ["Before", "Explanation", "Within", "days_left", "explain", "running", "set_by"]


def running(case: Case, at: datetime) -> list[Deadline]:
    """The deadlines still to be met at that moment, in time or late, soonest first."""
    wanted = (Status.OPEN, Status.MISSED)
    open_ones = [each for each in case.deadlines.values() if not each.closed and each.status(at) in wanted]
    return sorted(open_ones, key=lambda each: (each.due_at, each.name))


def days_left(due_at: datetime, now: datetime, workdays: Workdays) -> int:
    """Working days after today up to and including the due day: 0 on that day until the due instant, -1 from then
    to the end of the first working day after it, and so on."""
    today, due_on = day_of(now), day_of(due_at)
    if now <= due_at:
        return workdays.count(today, due_on)
    ended = workdays.count(due_on, max(today, due_on)) - (
        1 if today > due_on and workdays.is_worked(today) else 0
    )
    return -1 - ended


def may_move(deadline: Deadline, workdays: Workdays) -> bool:
    """Whether a due date may still change for want of facts: it could when it was set, and can today."""
    if not deadline.provisional:
        return False
    last, term = day_of(deadline.due_at), deadline.term
    try:
        # What is counted back from the end of a term hangs on the days up to that end.
        through = workdays.add(last, term.days) if isinstance(term, Before) else last
        return workdays.is_provisional(deadline.day_zero, through)
    except CalendarUnknown:
        return True


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a due date is this one: the day it counts from and why, each counted day with its number, each skipped one
    with its reason and act, the rule in its words, and the state of the calendar that it was computed from.

    `nominal`: where a term is counted in calendar days or months (`unit`, `number` of them), its last day before R3
    moved it to one that is worked; no single day is counted then, and skipped are those from there on.
    `anchor_event` is what happened on day 0; empty where a term is counted back from the end of another one.
    `due_at` is the date on record or, where `known_on` asks for it, what was known on that day. `kept`: `calendar` is
    the very state that the date was computed from, and not the one of that day as it can be had today. `by_now`: what
    the present calendar gives, where that is another date.
    """

    deadline: Deadline
    due_at: datetime
    anchor: date
    anchor_event: str
    anchor_why: str
    backwards: bool
    counted: tuple[tuple[int, Day], ...]
    skipped: tuple[Day, ...]
    week: Provision
    calendar: Workdays
    kept: bool
    provisional: bool
    why_provisional: Names | None
    known_on: date | None = None
    by_now: datetime | None = None
    unit: Unit = Unit.WORKING_DAYS
    number: int = 0
    nominal: date | None = None

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings relied on: how days are counted and end, the term's own, and how a date moves."""
        moved = ("R24",) if self.deadline.moves or self.deadline.held else ()
        in_writing = ("R10",) if self.in_writing else ()
        moved_on = ("R3",) if self.nominal else ()
        return tuple(
            dict.fromkeys(("R1", "R2", *moved_on, *self.deadline.term.law.readings, *in_writing, *moved))
        )

    @property
    def in_writing(self) -> bool:
        """Whether it is a hearing in writing, which ends with the objection window (R10)."""
        term = self.deadline.term
        return (
            isinstance(term, Within)
            and bool(term.in_writing)
            and self.due_at == end_of_day(day_of(self.due_at))
        )

    @property
    def version(self) -> str:
        """The state of the calendar that the answer speaks of, also where it is not kept."""
        return self.calendar.version if self.kept or self.known_on else self.deadline.calendar

    @property
    def worked_instead(self) -> tuple[Day, ...]:
        """The counted days that are days off otherwise, worked in place of others."""
        return tuple(day for _, day in self.counted if day.kind == "worked_instead")

    def act_of(self, day: Day, lang: str = "en") -> str:
        """By which act a skipped day is not worked; a weekend, by the provider's working week."""
        return day.act.cited(lang) if day.act else str(self.week)


def explain(
    case: Case,
    name: str,
    workdays: Workdays,
    *,
    calendars: Read | None = None,
    known_on: date | None = None,
) -> Explanation:
    """Walk from day 0 to the due day, on the state of the calendar that the date was computed from.

    `calendars` finds a state by its version. Raises NotFound where that deadline has never run on this case,
    CalendarUnknown where that day's calendar did not reach so far.
    """
    deadline = _known(case, name)
    if known_on is None:
        calendar, kept = _state(case, _whose_state(case, deadline, workdays, calendars), workdays, calendars)
        due_at = deadline.due_at
    else:
        calendar, kept = workdays.as_known_on(known_on), False
        due_at = recount(deadline, case.definition, calendar).due_at
    term = deadline.term
    end = end_of(deadline, term, case.definition, calendar) if isinstance(term, Before) else None
    anchor = end or deadline.day_zero
    unit, number = (term.unit, deadline.days) if end is None else (Unit.WORKING_DAYS, 0)
    nominal = _nominal(unit, anchor, number, due_at)
    if nominal is None:
        counted, skipped = walked(anchor, day_of(due_at), calendar)
    else:
        counted, skipped = [], _moved_over(nominal, day_of(due_at), calendar)
    provisional = calendar.is_provisional(deadline.day_zero, max(anchor, day_of(due_at)))
    return Explanation(
        deadline=deadline,
        due_at=due_at,
        anchor=anchor,
        anchor_event="" if end else type(_set_by(case, deadline)).__name__,
        anchor_why=_anchor_why(case, deadline),
        backwards=end is not None,
        counted=tuple(counted),
        skipped=tuple(skipped),
        week=case.definition.hours.law,
        calendar=calendar,
        kept=kept,
        provisional=provisional,
        why_provisional=why_provisional(calendar, anchor, day_of(due_at)) if provisional else None,
        known_on=known_on,
        by_now=_by_now(case, deadline, workdays, due_at),
        unit=unit,
        number=number,
        nominal=nominal,
    )


def _nominal(unit: Unit, anchor: date, number: int, due_at: datetime) -> date | None:
    """The last day before it moves, of what is not counted in working days; minutes end where they end."""
    if unit is Unit.WORKING_DAYS:
        return None
    return day_of(due_at) if unit is Unit.MINUTES else plain_last_day(anchor, number, unit)


def _known(case: Case, name: str) -> Deadline:
    deadline = case.deadlines.get(name) or _latest_of_complaints(case, name)
    if deadline is None:
        have = ", ".join(case.deadlines) or "none"
        raise NotFound(f"case {case.id} has no deadline {name!r}", way_on=f"It has: {have}.")
    return deadline


def _latest_of_complaints(case: Case, name: str) -> Deadline | None:
    """By the name of its term alone: that of the latest complaint."""
    of_complaints = [each for each in case.deadlines.values() if each.complaint is not None]
    return next((each for each in reversed(of_complaints) if each.term.name == name), None)


def _whose_state(case: Case, deadline: Deadline, workdays: Workdays, calendars: Read | None) -> Deadline:
    """A date counted back from the end of another term stands on that term's calendar, where the two agree: a move of
    the end may have left it where it was."""
    if not isinstance(deadline.term, Before) or deadline.term.end not in case.deadlines:
        return deadline
    end = case.deadlines[deadline.term.end]
    calendar, kept = _state(case, end, workdays, calendars)
    try:
        same = kept and recount(deadline, case.definition, calendar).due_at == deadline.due_at
    except CalendarUnknown:
        same = False
    return end if same else deadline


def _state(
    case: Case, deadline: Deadline, workdays: Workdays, calendars: Read | None
) -> tuple[Workdays, bool]:
    """The state by its version; else the one that stood on the day of recording, as it can be had today."""
    if known := workdays.by_version(deadline.calendar):
        return known, True
    if calendars and (kept := calendars(deadline.calendar)):
        return kept, True
    recorded = [
        entry.recorded_at
        for entry in case.record
        if any(due.calendar == deadline.calendar for due in [*entry.due, *sum(entry.again.values(), ())])
    ]
    try:
        stood = workdays.as_known_on(day_of(recorded[0]))
        stood.day(day_of(deadline.due_at))
    except (CalendarUnknown, IndexError):
        return workdays, False
    return stood, stood.version == deadline.calendar


def why_provisional(calendar: Workdays, *days: date) -> Names:
    """What may still change between the days, by language; nothing where only a day in between is estimated."""
    years = range(min(days).year, max(days).year + 1)
    open_years = [year for year in years if not calendar.is_confirmed(year)]
    if not open_years:
        return {}
    return {lang: calendar.why_provisional(open_years[0], lang) or "" for lang in ("kk", "ru", "en")}


def _by_now(case: Case, deadline: Deadline, workdays: Workdays, due_at: datetime) -> datetime | None:
    try:
        now = recount(deadline, case.definition, workdays).due_at
    except CalendarUnknown:
        return None
    return now if now != due_at else None


def walked(zero: date, through: date, workdays: Workdays) -> tuple[list[tuple[int, Day]], list[Day]]:
    """The days after day 0 up to `through` (or before it, backwards): worked ones numbered from 1, and the others."""
    first, last = min(zero, through), max(zero, through)
    days = [day for day in workdays.walk(first, last) if day.date != zero]
    if through < zero:
        days.reverse()
    return list(enumerate((day for day in days if day.working), start=1)), [
        day for day in days if not day.working
    ]


def _moved_over(nominal: date, due_on: date, calendar: Workdays) -> list[Day]:
    """The days not worked by which a last day moved to the next worked one (R3)."""
    if due_on <= nominal:
        return []
    return [day for day in calendar.walk(nominal, due_on) if not day.working]


def _anchor_why(case: Case, deadline: Deadline) -> str:
    if isinstance(deadline.term, Before):
        return f"the last day of {deadline.term.end}; counted back from it"
    event = _set_by(case, deadline)
    if isinstance(event, ReportFiled):
        return "the report was registered on this day, which is day 0 (R1, R4)"
    return f"{type(event).__name__} on this day, which is day 0 (R1)"


def _set_by(case: Case, deadline: Deadline) -> Event:
    return next(entry.event for entry in case.record if entry.seq == deadline.set_by)
