"""Setting due dates: which an event sets, and how a changed calendar counts one again.

A due date is computed once, when its event is recorded; after that it is a fact. The terms stand in the
definition.
"""

from datetime import date, datetime

from process.case import Case
from process.definition import Definition
from process.events import (
    DeadlineMoved,
    DeadlineMoveHeld,
    Event,
    HearingHeld,
    HearingNoticeReceived,
    HearingRescheduled,
    OralHearingRequested,
    RefusalProposed,
    ReportFiled,
)
from process.localtime import at, day_of, end_of_day, local
from process.record import Due
from process.terms import Before, Deadline, Ends, Within
from process.workdays import Workdays

ORAL, IN_WRITING = "oral", "written"
METHODS = (ORAL, "video", IN_WRITING)


# --- instants of the provider's day


def closing(day: date, definition: Definition) -> datetime:
    """The last instant of that day that is in time for the provider (R2)."""
    return at(day, definition.hours.closes)


def opening(day: date, definition: Definition) -> datetime:
    return at(day, definition.hours.opens)


def last_instant(day: date, ends: Ends, definition: Definition) -> datetime:
    """The last instant of a term that ends on that day (R2)."""
    return end_of_day(day) if ends is Ends.AT_MIDNIGHT else closing(day, definition)


def registration_day(filed_at: datetime, workdays: Workdays, definition: Definition) -> date:
    """The day on which a report filed at that instant is registered (R4): after hours, the next working day."""
    clock = local(filed_at)
    after_hours = (clock.time(), clock.fold) > (definition.hours.closes, 0)
    if after_hours or not workdays.is_worked(clock.date()):
        return workdays.add(clock.date(), 1)
    return clock.date()


# --- setting due dates


def set_by(event: Event, case: Case | None, definition: Definition, workdays: Workdays) -> tuple[Due, ...]:
    """The due dates that this event sets on the case as it stood before it (None: the report itself).

    Raises CalendarUnknown where a date would leave the years that the calendar knows.
    """
    if isinstance(event, (DeadlineMoved, DeadlineMoveHeld)):
        return _moved(event, case, definition, workdays)
    started = definition.started_by(type(event))
    if not started:
        return ()
    due: dict[str, Due] = {}
    for term in started:
        if _sets(term, event, case, workdays):
            due[term.name] = _due(term, event, case, definition, workdays, due)
    return tuple(due.values())


def _moved(
    event: DeadlineMoved | DeadlineMoveHeld, case: Case | None, definition: Definition, workdays: Workdays
) -> tuple[Due, ...]:
    """The date that a changed calendar gives; none where the move only journals what was counted elsewhere."""
    deadline = case.deadlines.get(event.deadline) if case else None
    if deadline is None or (isinstance(event, DeadlineMoved) and event.counted_in is not None):
        return ()
    return (recount(deadline, definition, workdays),)


def recount(deadline: Deadline, definition: Definition, workdays: Workdays) -> Due:
    """The due date counted again from the same day on another state of the calendar (R24); its hour stays."""
    term = deadline.term
    if isinstance(term, Before):
        through = workdays.add(deadline.day_zero, definition.within(term.end).days)
        day = workdays.add(through, -term.days)
    else:
        assert isinstance(term, Within)
        zero = deadline.day_zero
        # "On the working day of registration": where that day is no longer worked, on the next one (R3).
        through = day = workdays.add(zero, term.days) if term.days else workdays.next_worked(zero)
    midnight = deadline.due_at == end_of_day(day_of(deadline.due_at))
    due_at = end_of_day(day) if midnight else closing(day, definition)
    return _made(term.name, due_at, deadline.day_zero, through, workdays)


def _sets(term: Within | Before, event: Event, case: Case | None, workdays: Workdays) -> bool:
    if isinstance(event, HearingHeld) and event.method == IN_WRITING:
        return False  # a hearing in writing has no protocol (R10)
    if case and isinstance(event, (OralHearingRequested, HearingRescheduled)):
        return _leaves_time(term, event, case, workdays)
    if term.first_since is None or case is None:
        return True
    return not any(type(earlier) in term.starts for earlier in case.since(term.first_since))


def _leaves_time(term: Within | Before, event: Event, case: Case, workdays: Workdays) -> bool:
    """A hearing that changes its method after the receipt is due by that receipt, while the date lies ahead (R8, R10);
    otherwise the date on record stays until the new notice is received (R12 c)."""
    if not receipts(case) or term.name not in case.deadlines:
        return False
    return _due(term, event, case, case.definition, workdays, {}).due_at >= event.occurred_at


def _due(
    term: Within | Before,
    event: Event,
    case: Case | None,
    definition: Definition,
    workdays: Workdays,
    so_far: dict[str, Due],
) -> Due:
    if isinstance(term, Before):
        return _before(term, so_far[term.end], definition, workdays)
    if term.in_writing and case and _method_after(event, case) == IN_WRITING:
        return _with_the_other(term, so_far.get(term.in_writing), case.deadlines.get(term.in_writing))
    return _within(term, _day_zero(event, case), definition, workdays)


def _within(term: Within, zero: date, definition: Definition, workdays: Workdays) -> Due:
    """The same for all that begins on one day, so the calendar remembers it."""
    key = ("within", term, zero, definition.hours.closes)
    found: Due | None = workdays.remembered.get(key)
    if found is None:
        day = workdays.add(zero, term.days)
        due_at = last_instant(day, term.ends, definition)
        found = workdays.remembered[key] = _made(term.name, due_at, zero, day, workdays)
    return found


def _before(term: Before, end: Due, definition: Definition, workdays: Workdays) -> Due:
    """Remembered likewise, for all whose other term ends then."""
    key = ("before", term, end.day_zero, end.due_at, definition.hours.closes)
    found: Due | None = workdays.remembered.get(key)
    if found is None:
        through = day_of(end.due_at)
        due_at = closing(workdays.add(through, -term.days), definition)
        found = workdays.remembered[key] = _made(term.name, due_at, end.day_zero, through, workdays)
    return found


def _method_after(event: Event, case: Case) -> str | None:
    if isinstance(event, OralHearingRequested):
        return ORAL
    return event.method if isinstance(event, HearingRescheduled) else hearing_method(case)


def _day_zero(event: Event, case: Case | None) -> date:
    """The day of the event is day 0 (R1); for a report that of its registration (R4), for a hearing that changes its
    method that of the latest receipt (R8)."""
    if isinstance(event, ReportFiled):
        return event.registered_on
    if case and isinstance(event, (OralHearingRequested, HearingRescheduled)):
        return day_of(receipts(case)[-1].occurred_at)
    return day_of(event.occurred_at)


def _made(name: str, due_at: datetime, zero: date, through: date, workdays: Workdays) -> Due:
    return Due(name, due_at, zero, workdays.version, workdays.is_provisional(zero, through))


def _with_the_other(term: Within, new: Due | None, old: Deadline | None) -> Due:
    """A hearing in writing ends with the objection window, which runs from the first receipt (R10)."""
    if new:
        return Due(term.name, new.due_at, new.day_zero, new.calendar, new.provisional)
    assert old, "a hearing in writing is received once before it is received again"
    return Due(term.name, old.due_at, old.day_zero, old.calendar, old.provisional)


def hearing_method(case: Case) -> str | None:
    """How the hearing is to be held as things stand: by the latest setting; orally once that was asked for."""
    kinds = (RefusalProposed, HearingRescheduled, OralHearingRequested)
    latest: Event | None = case.last(kinds)
    if isinstance(latest, OralHearingRequested):
        return ORAL
    return latest.method if isinstance(latest, (RefusalProposed, HearingRescheduled)) else None


def hearing_limit(received_or_sent: datetime, case: Case, workdays: Workdays) -> datetime:
    """The last instant for an oral hearing, counted from a receipt, or from a sending as if received then (R8)."""
    term = case.definition.within("hearing")
    return closing(workdays.add(day_of(received_or_sent), term.days), case.definition)


def receipts(case: Case) -> tuple[HearingNoticeReceived, ...]:
    """The receipts of the latest proposal's notices, earliest first."""
    return tuple([event for event in case.since(RefusalProposed) if isinstance(event, HearingNoticeReceived)])
