"""What happens to a case by itself when moments pass: warnings, missed deadlines, deemed refusals.

A firing takes effect at its own due instant, however late anybody looked. `settle` applies all that fell due
before a moment, in due order; so the result never depends on how late the daemon woke.
"""

from collections.abc import Iterator
from datetime import datetime

from process.case import Case
from process.deadlines import IN_WRITING, closing, hearing_method, opening
from process.endorsements import missing
from process.entering import entries, next_seq
from process.events import (
    DeadlineMissed,
    DecisionOverdue,
    Event,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    RefusalProposed,
    WarningRaised,
    fires_by_itself,
)
from process.localtime import day_of
from process.record import Entry
from process.roles import SYSTEM, Role
from process.states import EXAMINED, NOTICED, State
from process.terms import Deadline, Missed
from process.workdays import Workdays


def settle(case: Case, until: datetime, workdays: Workdays, *, recorded_at: datetime | None = None) -> Case:
    """The case once everything that fell due before `until` has fired, each at its own due instant.

    `recorded_at` stamps the new entries; without it each carries its own moment, as in a view that only looks ahead.
    """
    while (firing := next_firing(case, workdays)) and firing.occurred_at < until:
        case = case.after(_fired(case, firing, workdays, recorded_at))
    return case


def _fired(case: Case, firing: Event, workdays: Workdays, recorded_at: datetime | None) -> Entry:
    stamp = recorded_at or firing.occurred_at
    [entry] = entries(
        case, (firing,), first_seq=next_seq(case), actor=SYSTEM, recorded_at=stamp, workdays=workdays
    )
    return entry


def next_firing(case: Case, workdays: Workdays) -> Event | None:
    """What fires next if nobody acts; None where nothing ever will."""
    since = case.last_moment
    coming = [each for each in _candidates(case, workdays) if each.occurred_at >= since]
    if any(each.occurred_at == since for each in coming):  # only then may one have fired already
        done = {firing_key(step.event) for step in case.course if fires_by_itself(step.event)}
        coming = [each for each in coming if firing_key(each) not in done]
    return min(coming, key=_turn, default=None)


def _turn(firing: Event) -> tuple[datetime, bool, tuple[str, str, int, datetime]]:
    """At one instant a hearing in writing is held first: then its term is met, and not missed (R10)."""
    return (firing.occurred_at, not isinstance(firing, HearingHeld), firing_key(firing))


def firing_key(firing: Event) -> tuple[str, str, int, datetime]:
    """What makes a firing this one: once per (deadline, level, due day), again when the due day moves."""
    if isinstance(firing, WarningRaised):
        return ("warning", firing.about, firing.days_before or 0, firing.due_at)
    if isinstance(firing, DecisionOverdue):
        return ("overdue", firing.term, 0, firing.occurred_at)
    name = firing.deadline if isinstance(firing, DeadlineMissed) else ""
    return (type(firing).__name__, name, 0, firing.occurred_at)


def _candidates(case: Case, workdays: Workdays) -> Iterator[Event]:
    for deadline in case.deadlines.values():
        if not deadline.closed:
            yield from _of(deadline, case, workdays)
    yield from _written_hearing(case)
    yield from _receipt(case, workdays)
    yield from _endorsements(case, workdays)


def _of(deadline: Deadline, case: Case, workdays: Workdays) -> Iterator[Event]:
    if deadline.term.missed is Missed.DEEMED_REFUSAL:
        yield DecisionOverdue(deadline.due_at, deadline.name)
    elif deadline.term.missed is not Missed.WINDOW_CLOSED:
        yield DeadlineMissed(deadline.due_at, deadline.name)
    for level in deadline.term.warn:
        yield WarningRaised(
            _days_before(deadline, level, case, workdays), deadline.name, deadline.due_at, told(case), level
        )


def _days_before(deadline: Deadline, level: int, case: Case, workdays: Workdays) -> datetime:
    return opening(workdays.add(day_of(deadline.due_at), -level), case.definition)


def told(case: Case) -> str:
    """Whom a warning goes to: the executor, or the head while there is none."""
    return str(Role.EXECUTOR if case.executor else Role.HEAD)


def _written_hearing(case: Case) -> Iterator[Event]:
    """A hearing in writing is held by the end of the objection window, where no written position came (R10)."""
    window = case.deadlines.get("objection")
    if window and case.state is State.HEARING and hearing_method(case) == IN_WRITING:
        yield HearingHeld(window.due_at, IN_WRITING, present=False, window_ended=True)


def unreceived(case: Case) -> HearingNoticeSent | None:
    """The latest notice of a hearing, where nothing shows yet that it arrived."""
    if case.state not in NOTICED:
        return None
    since = case.since((RefusalProposed, HearingRescheduled))
    if any(isinstance(event, HearingNoticeReceived) for event in since):
        return None  # sent twice or not, it tells of one time, and has arrived
    return next((event for event in reversed(since) if isinstance(event, HearingNoticeSent)), None)


def _receipt(case: Case, workdays: Workdays) -> Iterator[Event]:
    """No receipt by the end of the next working day: the executor is told, to send it another way (R7)."""
    if sent := unreceived(case):
        watch = workdays.add(day_of(sent.occurred_at), case.definition.receipt_watch.days)
        moment = closing(watch, case.definition)
        yield WarningRaised(moment, "receipt", moment, told(case))


def _endorsements(case: Case, workdays: Workdays) -> Iterator[Event]:
    decision = case.deadlines.get("decision")
    if decision and not decision.closed and case.state in EXAMINED and missing(case):
        level = case.definition.endorsement_warning.days
        moment = _days_before(decision, level, case, workdays)
        yield WarningRaised(moment, "endorsements", decision.due_at, str(Role.HEAD), level)
