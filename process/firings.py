"""What happens to a case by itself when moments pass: warnings, missed deadlines, deemed refusals.

A firing takes effect at its own due instant, however late anybody looked. `settle` applies all that fell due
before a moment, in due order; so the result never depends on how late the daemon woke. A change of the calendar that
the office has taken up comes to a case in the same way, at the moment at which it was taken up (R24).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from process.case import Case
from process.definition import Definition
from process.due_dates import IN_WRITING, closing, hearing_method
from process.endorsements import missing
from process.entering import entries, next_seq
from process.events import (
    ComplaintSilent,
    DeadlineMissed,
    DeadlineMoved,
    DeadlineMoveHeld,
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
from process.localtime import at, day_of, utc_text
from process.moves import journaled, shifts
from process.record import Entry
from process.roles import SYSTEM, Role
from process.states import EXAMINED, NOTICED, State
from process.terms import Deadline, Missed
from process.workdays import Workdays


def settle(case: Case, until: datetime, workdays: Workdays, *, recorded_at: datetime | None = None) -> Case:
    """The case once everything that fell due before `until` has fired, each at its own due instant.

    `recorded_at` stamps the new entries; without it each carries its own moment, as in a view that only looks ahead.
    """
    while True:
        ahead = case.ahead
        coming = ahead[1] if ahead and ahead[0] is workdays else next_coming(case, workdays)
        change = next_change(case, workdays) if workdays.history is not None else None
        if change and change[0] <= until and not (coming and coming[0] < change[0]):
            case = case.after(_fired(case, change[1], workdays, recorded_at))
        elif coming and coming[0] < until:
            case = case.after(_fired(case, _event(case, coming), workdays, recorded_at))
        else:
            return case


def next_change(case: Case, workdays: Workdays) -> tuple[datetime, Event] | None:
    """What a change of the calendar, which the office has taken up, still has to do to this case: when, and the event.

    A change comes at its own moment; the latest one also later, where a clock set back kept it from coming then.
    """
    if workdays.history is None:
        return None
    since, seen = case.last_moment, case.counted_again_at
    *_, latest = workdays.history.changes
    for change in workdays.history.changes:
        if (seen and change.at < seen) or (change.at < since and change is not latest):
            continue
        at, calendar = max(change.at, since), workdays if change is latest else change.calendar
        if shift := next(shifts(case, at, calendar), None):
            return at, journaled(shift, change.act, at)
    return None


def _fired(case: Case, firing: Event, workdays: Workdays, recorded_at: datetime | None) -> Entry:
    stamp = recorded_at or firing.occurred_at
    [entry] = entries(
        case, (firing,), first_seq=next_seq(case), actor=SYSTEM, recorded_at=stamp, workdays=workdays
    )
    return entry


def next_firing(case: Case, workdays: Workdays) -> Event | None:
    """What fires next if nobody acts; None where nothing ever will."""
    coming = next_coming(case, workdays)
    return _event(case, coming) if coming else None


def next_coming(case: Case, workdays: Workdays) -> "Coming | None":
    """The same, before any event is made of it; its first part is the instant."""
    ahead = case.ahead
    if ahead is None or ahead[0] is not workdays:
        ahead = (workdays, _first_of(_of_running(case, workdays), case, workdays))
        object.__setattr__(case, "ahead", ahead)
    coming: Coming | None = ahead[1]
    return coming


def _first_of(coming: "Sequence[Coming]", case: Case, workdays: Workdays) -> "Coming | None":
    """Which of these comes next, or else what a hearing waits for."""
    since = case.latest.event.occurred_at
    given = _warnings_given(case) if workdays.history is not None else ()
    if case.state in NOTICED:
        coming = sorted([*coming, *_written_hearing(case), *_receipt(case, workdays)])
    for each in coming:
        moment, _, key = each
        # Only at that very instant may it have fired already.
        if moment <= since and (moment < since or key in _fired_at(case, since)):
            continue
        if key not in given and (key[1] != ENDORSEMENTS or _awaited(case)):
            return each
    return None


def _warnings_given(case: Case) -> frozenset["Key"]:
    """Once per deadline, level and due day: a changed calendar may give the same warning another morning."""
    return frozenset(firing_key(step.event) for step in case.course if isinstance(step.event, WarningRaised))


def _fired_at(case: Case, moment: datetime) -> list["Key"]:
    events = [step.event for step in case.course if step.event.occurred_at == moment]
    return [firing_key(event) for event in events if fires_by_itself(event)]


ENDORSEMENTS = "endorsements"
Key = tuple[str, str, int, datetime]
"""What makes a firing this one: once per (deadline, level, due day), again when the due day moves."""
Coming = tuple[datetime, bool, Key]
"""A firing to come: its instant, its turn at that instant, its key. A hearing in writing is held first: then its term
is met, and not missed (R10)."""


def _event(case: Case, coming: Coming) -> Event:
    """The firing itself; made of the one that comes first, and not of all that might."""
    moment, _, (kind, name, level, due_at) = coming
    match kind:
        case "overdue":
            return DecisionOverdue(moment, name)
        case "warning":
            return WarningRaised(moment, name, due_at, _told(case, name), level or None)
        case "HearingHeld":
            return HearingHeld(moment, IN_WRITING, present=False, window_ended=True)
        case "ComplaintSilent":
            term, _, number = name.partition("/")
            return ComplaintSilent(moment, int(number), term)
    return DeadlineMissed(moment, name)


def firing_key(firing: Event) -> Key:
    """The key of a firing that there is."""
    if isinstance(firing, (DeadlineMoved, DeadlineMoveHeld)):
        kind = f"{type(firing).__name__} on {utc_text(firing.occurred_at)}"
        return (kind, firing.deadline, isinstance(firing, DeadlineMoveHeld) and firing.past, firing.now)
    if isinstance(firing, WarningRaised):
        return ("warning", firing.about, firing.days_before or 0, firing.due_at)
    if isinstance(firing, DecisionOverdue):
        return ("overdue", firing.term, 0, firing.occurred_at)
    if isinstance(firing, ComplaintSilent):
        return (ComplaintSilent.__name__, f"{firing.term}/{firing.complaint}", 0, firing.occurred_at)
    name = firing.deadline if isinstance(firing, DeadlineMissed) else ""
    return (type(firing).__name__, name, 0, firing.occurred_at)


def _of_running(case: Case, workdays: Workdays) -> Sequence[Coming]:
    """All that may come of the deadlines that run, and of the endorsements should one be missing; soonest first."""
    deadlines, definition, known = case.deadlines, case.definition, case.running
    if known and known[0] is deadlines and known[1] is workdays and known[2] is definition:
        found: Sequence[Coming] = known[3]
    else:
        found = _reckoned_of(deadlines, definition, workdays)
        object.__setattr__(case, "running", (deadlines, workdays, definition, found))
    return found


def _reckoned_of(
    deadlines: Mapping[str, Deadline], definition: Definition, workdays: Workdays
) -> Sequence[Coming]:
    """The same for every case on which the same runs, so the calendar remembers it."""
    opens = definition.hours.opens
    key: list[Any] = ["coming", opens, definition.endorsement_warning.days]
    for each in deadlines.values():
        if each.met_at is None and each.lapsed_at is None:
            key += (each.term, each.due_at)
            if each.complaint or each.moved_at or each.held:
                key.append((each.complaint, each.moved_at, each.held))
    sought = tuple(key)
    found: Sequence[Coming] | None = workdays.remembered.get(sought)
    if found is None:
        coming = list(_endorsements(deadlines, definition, workdays))
        for each in deadlines.values():
            if not each.closed:
                coming += _reckoned(each, opens, workdays)
        found = workdays.remembered[sought] = tuple(sorted(coming))
    return found


def _reckoned(deadline: Deadline, opens: time, workdays: Workdays) -> list[Coming]:
    """No warning of a date is older than the date; once an earlier one can no longer be approved, the one on record is
    warned of again."""
    known, held = deadline.warned_since, deadline.held
    of_term = _of_term(deadline, deadline.warned_of, opens, workdays)
    coming = [each for each in of_term if known is None or each[0] >= known]
    if held and not held.past:
        own = _of_term(deadline, deadline.due_at, opens, workdays)
        coming += [each for each in own if each[0] > held.now and each not in coming]
    return coming


def _of_term(deadline: Deadline, warned_of: datetime, opens: time, workdays: Workdays) -> Iterator[Coming]:
    """What follows where its term runs out, and its warnings counted back from `warned_of`."""
    term, name, due_at = deadline.term, deadline.name, deadline.due_at
    if term.missed is Missed.DEEMED_REFUSAL:
        yield (due_at, True, ("overdue", name, 0, due_at))
    elif term.missed is Missed.COMPLAINT_SILENCE:
        yield (due_at, True, (ComplaintSilent.__name__, name, 0, due_at))
    elif term.missed not in (Missed.WINDOW_CLOSED, Missed.RIGHT_ENDED):
        yield (due_at, True, (DeadlineMissed.__name__, name, 0, due_at))
    for level in term.warn:
        moment = at(workdays.add(day_of(warned_of), -level), opens)
        yield (moment, True, ("warning", name, level, warned_of))


def _told(case: Case, about: str) -> str:
    """Whom a warning goes to: of missing endorsements the head, of all else the executor or, without one, the head."""
    return str(Role.HEAD) if about == ENDORSEMENTS else told(case)


def told(case: Case) -> str:
    """Whom a warning goes to: the executor, or the head while there is none."""
    return str(Role.EXECUTOR if case.executor else Role.HEAD)


def _written_hearing(case: Case) -> Sequence[Coming]:
    """A hearing in writing is held by the end of the objection window, where no written position came (R10)."""
    window = case.deadlines.get("objection")
    if window is None or case.state is not State.HEARING or hearing_method(case) != IN_WRITING:
        return ()
    return ((window.due_at, False, (HearingHeld.__name__, "", 0, window.due_at)),)


def unreceived(case: Case) -> HearingNoticeSent | None:
    """The latest notice of a hearing, where nothing shows yet that it arrived."""
    if case.state not in NOTICED:
        return None
    sent: HearingNoticeSent | None = None
    for step in reversed(case.course):
        event = step.event
        if isinstance(event, HearingNoticeReceived):
            return None  # sent twice or not, it tells of one time, and has arrived
        if isinstance(event, (RefusalProposed, HearingRescheduled)):
            return sent
        if sent is None and isinstance(event, HearingNoticeSent):
            sent = event
    return None


def _receipt(case: Case, workdays: Workdays) -> Sequence[Coming]:
    """No receipt by the end of the next working day: the executor is told, to send it another way (R7)."""
    sent = unreceived(case)
    if sent is None:
        return ()
    watch = workdays.add(day_of(sent.occurred_at), case.definition.receipt_watch.days)
    moment = closing(watch, case.definition)
    return ((moment, True, ("warning", "receipt", 0, moment)),)


def _awaited(case: Case) -> bool:
    return case.state in EXAMINED and bool(missing(case))


def _endorsements(
    deadlines: Mapping[str, Deadline], definition: Definition, workdays: Workdays
) -> tuple[Coming, ...]:
    """When the head is told, in time, should an endorsement be missing (R13)."""
    decision = deadlines.get("decision")
    if decision is None or decision.closed:
        return ()
    level, warned_of = definition.endorsement_warning.days, decision.warned_of
    moment = at(workdays.add(day_of(warned_of), -level), definition.hours.opens)
    if decision.warned_since and moment < decision.warned_since:
        return ()
    return ((moment, True, ("warning", ENDORSEMENTS, level, warned_of)),)
