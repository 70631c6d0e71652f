"""When a hearing may be set (R8, R12): in working hours, by day 2, and before the end of the term while it runs."""

from dataclasses import dataclass
from datetime import datetime

from process.case import Case
from process.due_dates import IN_WRITING, METHODS, hearing_limit, receipts
from process.errors import BadInput, NotAllowedHere, TooEarly, TooLate
from process.events import HearingNoticeReceived, HearingRescheduled, OralHearingRequested, RefusalProposed
from process.localtime import day_of, local
from process.standing import when
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Setting:
    """How, when and where a hearing is to be held; one in writing has no set time (R10)."""

    method: str
    hearing_at: datetime | None = None
    place: str | None = None


def setting(case: Case) -> RefusalProposed | HearingRescheduled | None:
    """The latest setting of the hearing that is announced on this case."""
    for step in reversed(case.course):
        if isinstance(step.event, (RefusalProposed, HearingRescheduled)):
            return step.event
    return None


def check_readable(wanted: Setting, case: Case) -> None:
    """Raises BadInput, every fault at once, where the setting does not say what it must."""
    faults = []
    if wanted.method not in METHODS:
        faults.append(f"the method is one of {', '.join(METHODS)}, not {wanted.method!r}")
    in_writing = wanted.method == IN_WRITING
    if in_writing and wanted.hearing_at:
        faults.append("a hearing in writing has no set time: leave --hearing out (R10)")
    if not in_writing and not wanted.hearing_at:
        faults.append("the time of the hearing is needed: --hearing 'YYYY-MM-DD HH:MM'")
    if not in_writing and not (wanted.place or "").strip():
        faults.append("the place (or the link, by video) is needed: --place TEXT")
    if faults:
        raise BadInput(
            f"Case {case.id}: " + "; ".join(faults),
            provision=case.definition.term("hearing").law.provisions[0].cite(),
            details={"faults": faults},
        )


def check_time(
    wanted: Setting, case: Case, at: datetime, limit: datetime, workdays: Workdays, *, late: bool
) -> None:
    """Raises where an oral hearing set at `at` for `wanted.hearing_at` is too soon, off hours, or after `limit`.

    `late`: the term is overdue, so its end binds no more (R12 b).
    """
    if wanted.hearing_at is None:
        return
    hearing = wanted.hearing_at
    if hearing <= at:
        raise TooEarly(
            f"Case {case.id}: a hearing on {when(hearing)} would not come after its notice of {when(at)}",
            provision=case.definition.term("hearing").law.cite(),
            way_on=f"Set it later, by {when(limit)}.",
        )
    _check_hours(hearing, case, limit, workdays)
    _check_limit(hearing, case, limit, late=late)


def _check_hours(hearing: datetime, case: Case, limit: datetime, workdays: Workdays) -> None:
    hours = case.definition.hours
    clock = local(hearing)
    if not workdays.is_worked(clock.date()) or not hours.in_hours(clock.time()):
        day = workdays.day(clock.date())
        off = "" if day.working else f" ({day.names.get('en', 'a day off')})"
        raise NotAllowedHere(
            f"Case {case.id}: a hearing cannot be set for {when(hearing)}{off}; it is held in working hours"
            f" ({hours.opens:%H:%M}-{hours.lunch_from:%H:%M}, {hours.lunch_to:%H:%M}-{hours.closes:%H:%M}) of a"
            " working day (R8)",
            provision=hours.law.cite(),
            way_on=f"Set it in working hours, by {when(limit)}.",
        )


def _check_limit(hearing: datetime, case: Case, limit: datetime, *, late: bool) -> None:
    if hearing > limit:
        raise TooLate(
            f"Case {case.id}: a hearing cannot be set for {when(hearing)}; the last moment is {when(limit)} (R8)",
            provision=case.definition.term("hearing").law.provisions[0].cite(),
            way_on=f"Set it by {when(limit)}.",
            details={"last": limit.isoformat()},
        )
    decision = case.deadlines["decision"]
    if not late and hearing > decision.due_at:
        raise TooLate(
            f"Case {case.id}: a hearing on {when(hearing)} would come after the end of the term,"
            f" {when(decision.due_at)} (R8)",
            provision=decision.term.law.provisions[0].cite(),
            way_on=f"Set it by {when(decision.due_at)}, or wait until the term is overdue (R12).",
            details={"last": decision.due_at.isoformat()},
        )


def limit_when_set_anew(case: Case, at: datetime, workdays: Workdays) -> tuple[datetime, bool]:
    """The last moment for a new time, and whether it is a late one (R12 c).

    While the days from the receipt run, they bind the new time too; once no moment of them is left, the hearing is
    set anew from the new notice. Before any receipt the sending counts as if it were one (R8).
    """
    received = receipts(case)
    if not received:
        return hearing_limit(at, case, workdays), False
    limit = hearing_limit(received[-1].occurred_at, case, workdays)
    if at < limit:
        return limit, False
    return hearing_limit(at, case, workdays), True


def no_longer_worked(case: Case, workdays: Workdays) -> str | None:
    """Why the hearing must be set anew though it was set by the rules: its day has become a day off (R24)."""
    current = setting(case)
    if current is None or current.hearing_at is None or workdays.is_worked(day_of(current.hearing_at)):
        return None
    why = workdays.day(day_of(current.hearing_at))
    return f"its day, {when(current.hearing_at)}, is no longer worked ({why.act or why.names['en']})"


def after_the_term(case: Case, ends: datetime) -> str | None:
    """Why the hearing must be set anew where the term of the service now ends then, before it is held (R8, R24)."""
    current, decision = setting(case), case.deadlines.get("decision")
    if current is None or current.hearing_at is None or decision is None or decision.closed or case.overdue:
        return None
    if current.hearing_at <= ends:
        return None
    return f"its time, {when(current.hearing_at)}, lies after the end of the term, {when(ends)}"


def must_be_set_anew(case: Case) -> str | None:
    """Why the hearing cannot be held as it is set, once its notice was received; None where it can (R8, R10)."""
    if not receipts(case) or case.deadlines["hearing"].closed:
        return None
    since = case.since((RefusalProposed, HearingRescheduled))
    current = since[0]
    assert isinstance(current, (RefusalProposed, HearingRescheduled))
    if any(isinstance(event, OralHearingRequested) for event in since):
        return "an oral hearing was asked for and has no time yet"
    received = next((event for event in since if isinstance(event, HearingNoticeReceived)), None)
    if received and current.hearing_at and current.hearing_at < received.occurred_at:
        return f"its time, {when(current.hearing_at)}, lies before the notice arrived"
    limit = case.deadlines["hearing"].due_at
    if (
        received and current.hearing_at and current.hearing_at > limit
    ):  # by a correction, or a changed calendar
        return f"its time, {when(current.hearing_at)}, lies after the last moment, {when(limit)}"
    return None
