"""Setting due dates: which an event sets, and how a changed calendar counts one again.

A due date is computed once, when its event is recorded; after that it is a fact. The terms stand in the
definition.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from process.case import Case
from process.complaint_events import (
    ActCancelled,
    CaseReturned,
    ComplaintExtended,
    ComplaintLodged,
)
from process.definition import Definition, Hours
from process.errors import CalendarUnknown
from process.events import (
    MOVING,
    ApplicantRefused,
    ApplicantRegistered,
    CourtActSetAside,
    DeadlineMoved,
    DeadlineMoveHeld,
    Event,
    HearingHeld,
    HearingNoticeReceived,
    HearingRescheduled,
    OfComplaint,
    OralHearingRequested,
    RefusalProposed,
    ReportFiled,
)
from process.localtime import at, day_of, end_of_day, local
from process.record import Due
from process.terms import Before, Deadline, Ends, Missed, Within
from process.units import Unit, last_day, months_after
from process.vocabulary import OF_COMPLAINT
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
    day = day_of(filed_at)
    in_hours = workdays.is_worked(day) and filed_at <= closing(day, definition)
    return day if in_hours else workdays.add(day, 1)


RESULTS: tuple[type[Event], ...] = (ApplicantRegistered, ApplicantRefused)
"""What list 8(2) has issued in working hours only: a decision signed after hours goes out the next working day (R4)."""


def issue_from(event: Event, definition: Definition, workdays: Workdays) -> datetime:
    """From when the paper of that event may go out: in hours of a working day at once; a result that was signed after
    hours, on the next working day (R4)."""
    moment = event.occurred_at
    if not isinstance(event, RESULTS):
        return moment
    day = day_of(moment)
    if workdays.is_worked(day) and moment <= closing(day, definition):
        return moment
    return opening(workdays.add(day, 1), definition)


def issue_day(event: Event, definition: Definition, workdays: Workdays) -> date:
    """The day on which the applicant learns of it at the earliest: that of its paper (R7, R17)."""
    return day_of(issue_from(event, definition, workdays))


# --- setting due dates


def set_by(event: Event, case: Case | None, definition: Definition, workdays: Workdays) -> tuple[Due, ...]:
    """The due dates that this event sets on the case as it stood before it (None: the report itself).

    Raises CalendarUnknown where a date would leave the years that the calendar knows.
    """
    kind = type(event)
    started = definition.started.get(kind)
    if not started:
        return _moved(event, case, definition, workdays) if kind in MOVING else ()
    if kind in definition.sets_by_day and kind not in _OTHERWISE:
        return _set_by_day(event, case, started, definition, workdays)
    due = _reckoned(
        [each for each in started if _sets(each, event, case, workdays)], event, case, definition, workdays
    )
    if isinstance(event, OfComplaint):
        return tuple(_named(each, event, definition) for each in due)
    return due


def _set_by_day(
    event: Event,
    case: Case | None,
    started: Sequence[Within | Before],
    definition: Definition,
    workdays: Workdays,
) -> tuple[Due, ...]:
    """The same for all that begins on one day, so the calendar remembers it."""
    terms, own = [], []
    for each in started:
        if each.starts_if is None or each.starts_if(event, case):
            terms.append(each)
            if each.own_days:
                own.append(each.own_days(event, each.days))
    key = ("set", _its_day(event, definition, workdays), definition.hours.closes, *terms, *own)
    found: tuple[Due, ...] | None = workdays.remembered.get(key)
    if found is None:
        found = workdays.remembered[key] = _reckoned(terms, event, case, definition, workdays)
    return found


def _reckoned(
    terms: Iterable[Within | Before],
    event: Event,
    case: Case | None,
    definition: Definition,
    workdays: Workdays,
) -> tuple[Due, ...]:
    due: dict[str, Due] = {}
    for term in terms:
        due[term.name] = _due(term, event, case, definition, workdays, due)
    return tuple(due.values())


def _named(due: Due, event: OfComplaint, definition: Definition) -> Due:
    """Each complaint has deadlines of its own, by its number."""
    return (
        replace(due, name=f"{due.name}/{event.complaint}") if definition.term(due.name).of_complaint else due
    )


def _moved(event: Event, case: Case | None, definition: Definition, workdays: Workdays) -> tuple[Due, ...]:
    """The date that a changed calendar gives; none where the move only journals what was counted elsewhere."""
    assert isinstance(event, (DeadlineMoved, DeadlineMoveHeld))
    deadline = case.deadlines.get(event.deadline) if case else None
    if deadline is None or (isinstance(event, DeadlineMoved) and event.counted_in is not None):
        return ()
    return (recount(deadline, definition, workdays),)


def recount(deadline: Deadline, definition: Definition, workdays: Workdays) -> Due:
    """The due date counted again from the same day on another state of the calendar (R24); its hour stays."""
    term = deadline.term
    if term.unit is Unit.MINUTES:
        return _recounted_in_minutes(deadline, workdays)
    if isinstance(term, Before):
        through = end_of(deadline, term, definition, workdays)
        day = workdays.add(through, -term.days)
    else:
        assert isinstance(term, Within)
        zero = deadline.day_zero
        # "On the working day of registration": where that day is no longer worked, on the next one (R3).
        days = term.days if deadline.own_days is None else deadline.own_days
        through = day = last_day(zero, days, term.unit, workdays) if days else workdays.next_worked(zero)
    midnight = deadline.due_at == end_of_day(day_of(deadline.due_at))
    due_at = end_of_day(day) if midnight else closing(day, definition)
    made = _made(deadline.name, due_at, deadline.day_zero, through, workdays)
    return made if deadline.own_days is None else replace(made, days=deadline.own_days)


def _recounted_in_minutes(deadline: Deadline, workdays: Workdays) -> Due:
    """At the same time of day, on the day itself or on the next one that is worked."""
    on = day_of(deadline.due_at)
    day = workdays.next_worked(on)
    due_at = deadline.due_at if day == on else at(day, local(deadline.due_at).time())
    return _made(deadline.name, due_at, deadline.day_zero, day, workdays)


def end_of(deadline: Deadline, term: Before, definition: Definition, workdays: Workdays) -> date:
    """The last day of the term that this one is counted back from, by this calendar."""
    other = definition.within(term.end)
    days = other.days if deadline.own_days is None else deadline.own_days
    return last_day(deadline.day_zero, days, other.unit, workdays)


def _sets(term: Within | Before, event: Event, case: Case | None, workdays: Workdays) -> bool:
    if term.starts_if is not None and not term.starts_if(event, case):
        return False
    if case is None:
        return True
    if type(event) is HearingHeld and event.method == IN_WRITING:
        return False  # a hearing in writing has no protocol (R10)
    if type(event) is OralHearingRequested or type(event) is HearingRescheduled:
        return _leaves_time(term, event, case, workdays)
    if term.first_since is None:
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
    own = term.own_days(event, term.days) if term.own_days else None
    zero = _day_zero(term, event, case, definition, workdays)
    if term.unit is Unit.MINUTES:
        minutes = term.days if own is None else own
        due_at = minutes_after(event.occurred_at, minutes, definition.hours, workdays)
        made = _made(term.name, due_at, zero, day_of(due_at), workdays)
        return made if own is None else replace(made, days=own)
    return _within(term, zero, definition, workdays, own)


def minutes_after(moment: datetime, minutes: int, hours: Hours, workdays: Workdays) -> datetime:
    """So many minutes of the provider's hours later: none counts at lunch, at night or on a day off."""
    left = timedelta(minutes=minutes)
    day = day_of(moment)
    while True:
        if workdays.is_worked(day):
            for begins, ends in ((hours.opens, hours.lunch_from), (hours.lunch_to, hours.closes)):
                start, end = max(moment, at(day, begins)), at(day, ends)
                if start + left <= end:
                    return start + left
                left -= max(end - start, timedelta(0))
        day += timedelta(days=1)


def _within(
    term: Within, zero: date, definition: Definition, workdays: Workdays, own: int | None = None
) -> Due:
    """`own`: days in place of the term's."""
    day, known = _last_day(term, zero, term.days if own is None else own, workdays)
    due_at = last_instant(day, term.ends, definition)
    if known:
        made = _made(term.name, due_at, zero, day, workdays)
    else:
        made = Due(term.name, due_at, zero, workdays.version, True)
    return made if own is None else replace(made, days=own)


def _last_day(term: Within, zero: date, number: int, workdays: Workdays) -> tuple[date, bool]:
    """The last day, and whether the calendar reaches so far.

    The months that an applicant has to complain keep nobody from deciding: where the calendar does not reach their
    end, it is provisional, and can only move to a later day once the calendar does (R3, R24).
    """
    try:
        return last_day(zero, number, term.unit, workdays), True
    except CalendarUnknown:
        if term.missed is not Missed.RIGHT_ENDED:
            raise
        return months_after(zero, number), False


def _before(term: Before, end: Due, definition: Definition, workdays: Workdays) -> Due:
    through = day_of(end.due_at)
    due_at = closing(workdays.add(through, -term.days), definition)
    made = _made(term.name, due_at, end.day_zero, through, workdays)
    return made if end.days is None else replace(made, days=end.days)


def _method_after(event: Event, case: Case) -> str | None:
    if isinstance(event, OralHearingRequested):
        return ORAL
    return event.method if isinstance(event, HearingRescheduled) else hearing_method(case)


def _day_zero(
    term: Within, event: Event, case: Case | None, definition: Definition, workdays: Workdays
) -> date:
    """The day of the event is day 0 (R1); for a report that of its registration (R4), for a hearing that changes its
    method that of the latest receipt (R8)."""
    if term.from_running and type(event) in term.from_running and case:
        return case.deadlines[term.name].day_zero
    if isinstance(event, OfComplaint):
        return _day_zero_of_complaint(term, event, case, definition, workdays)
    if isinstance(event, CourtActSetAside):
        return event.set_aside_on
    if isinstance(event, (OralHearingRequested, HearingRescheduled)) and case:
        return day_of(receipts(case)[-1].occurred_at)
    return _its_day(event, definition, workdays)


def _its_day(event: Event, definition: Definition, workdays: Workdays) -> date:
    """The day from which the terms run of an event that is not counted otherwise."""
    if isinstance(event, ReportFiled):
        return event.registered_on
    return issue_day(event, definition, workdays) if type(event) in _RESULTS else day_of(event.occurred_at)


_RESULTS = frozenset(RESULTS)
_OTHERWISE = frozenset(
    (*OF_COMPLAINT, CourtActSetAside, HearingHeld, OralHearingRequested, HearingRescheduled)
)
"""The events whose terms run from another day than their own, or not always: for them the case is asked."""


def _day_zero_of_complaint(
    term: Within, event: OfComplaint, case: Case | None, definition: Definition, workdays: Workdays
) -> date:
    """A complaint's terms run from its registration, the one for sending it on from the day it came in (R15, R16); an
    extended one still from where it began; what a return starts, from its registration day by the rule of reports."""
    day = day_of(event.occurred_at)
    match event:
        case ComplaintLodged(learned_on=learned_on) if learned_on and not term.of_complaint:
            return learned_on
        case ComplaintLodged():
            return day if term.from_arrival else event.registered_on
        case ComplaintExtended() if case and (
            running := case.deadlines.get(f"{term.name}/{event.complaint}")
        ):
            return running.day_zero
        case ActCancelled() | CaseReturned() if ReportFiled in term.starts:
            return registration_day(event.occurred_at, workdays, definition)
    return day


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


def window_end(
    day: date, definition: Definition, workdays: Workdays, *, months: int | None = None
) -> datetime:
    """The last instant to complain, for whom learned on that day (R17)."""
    term = definition.within("complaint_filing")
    end, _ = _last_day(term, day, months or term.days, workdays)
    return last_instant(end, term.ends, definition)
