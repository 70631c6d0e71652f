"""When it turns out that the acts of a case were others than was known: an act entered late, or corrected.

The acts are done again, each at its own moment, from the report on; what would then have fired by itself is compared
with what did. Firings that lose their condition are annulled, never erased; those that should have come are added.
So the same acts give the same state and deadlines in whatever order they were entered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from process.case import Case, Inconsistent, course_of, open_case, replay
from process.due_dates import IN_WRITING, hearing_method, set_by
from process.entering import entries, next_seq
from process.events import (
    DeadlineMoved,
    Event,
    FiringAnnulled,
    HearingHeld,
    HearingWaived,
    PositionStated,
    fires_by_itself,
)
from process.firings import firing_key, settle
from process.record import Due, Entry
from process.roles import SYSTEM
from process.states import State
from process.workdays import Workdays

DueOf = Callable[[Case | None, Entry, Event], tuple[Due, ...]]
Course = list[tuple[Entry, Event]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a case once `entries` are added to its record."""

    case: Case
    entries: tuple[Entry, ...]
    workdays: Workdays

    @property
    def record(self) -> tuple[Entry, ...]:
        return (*self.case.record, *self.entries)

    @property
    def course(self) -> Course:
        return course_of(self.record)


def reconciled(known: Known, *, why: str, recorded_at: datetime) -> Case:
    """The case with the new entries, its firings being those that its acts, as now known, give.

    Firings later than everything on record are left to the next sweep. Raises Inconsistent, naming the act, where a
    later act of a person would lose the state it started from.
    """
    fired = {firing_key(event): entry for entry, event in known.course if fires_by_itself(event)}
    horizon = max(event.occurred_at for _, event in known.course) + timedelta(microseconds=1)
    done = done_again(known, horizon, recorded_due(known.record))
    expected = {firing_key(step.event): step.entry for step in done.course if fires_by_itself(step.event)}
    act = known.entries[0].act
    gone = [
        _annulment(entry, why, act, known, recorded_at) for key, entry in fired.items() if key not in expected
    ]
    came = [replace(entry, recorded_at=recorded_at) for key, entry in expected.items() if key not in fired]
    record = _numbered(known.record, (*gone, *came))
    return replay(known.case.id, record, known.case.editions)


def _annulment(entry: Entry, why: str, act: int, known: Known, at: datetime) -> Entry:
    step = known.case.definition.chart.step(FiringAnnulled)
    return Entry(
        seq=0,
        event=FiringAnnulled(at, entry.seq, why, act),
        act=0,
        recorded_at=at,
        actor=SYSTEM,
        provision=str(step.law) if step else "",
        definition=entry.definition,
        round=entry.round,
    )


def _numbered(record: tuple[Entry, ...], more: Iterable[Entry]) -> tuple[Entry, ...]:
    """The record with further entries, each an act of its own."""
    first = record[-1].seq + 1
    return (*record, *(replace(entry, seq=seq, act=seq) for seq, entry in enumerate(more, start=first)))


def done_again(known: Known, until: datetime, due_of: DueOf) -> Case:
    """The acts as now known, done again from the report on, with what fires between them. Raises Inconsistent."""
    acts = [(entry, event) for entry, event in known.course if not fires_by_itself(event)]
    (first, filed), *rest = acts
    case = open_case(known.case.id, replace(first, due=due_of(None, first, filed)), known.case.editions)
    for entry, event in rest:
        case = settle(case, event.occurred_at, known.workdays)
        if _would_hold_the_hearing(case, entry, event, known):
            raise Inconsistent(entry, case.state)
        case = case.with_event(entry, event, due_of(case, entry, event))
    return settle(case, until, known.workdays)


def _would_hold_the_hearing(case: Case, entry: Entry, event: Event, known: Known) -> bool:
    """Whether it is a written position that would now have held a hearing in writing (R10), and its act did not."""
    if not isinstance(event, PositionStated) or event.form != IN_WRITING:
        return False
    act = [each.event for each in known.record if each.act == entry.act]
    said = any(isinstance(each, (HearingHeld, HearingWaived)) for each in act)
    return not said and case.state is State.HEARING and hearing_method(case) == IN_WRITING


def recorded_due(record: tuple[Entry, ...]) -> DueOf:
    """The due dates as they stand on record, those computed again by a correction included."""
    again = {seq: due for entry in record for seq, due in entry.again.items()}
    return lambda case, entry, event: again.get(entry.seq, entry.due)


def lost_by(known: Known) -> list[Entry]:
    """The acts of persons that could no longer have happened, were the new entries so."""
    lost: list[Entry] = []
    while True:
        try:
            done_again(_without(known, lost), known.course[-1][1].occurred_at, recorded_due(known.record))
        except Inconsistent as found:
            lost.append(found.entry)
            continue
        return lost


def _without(known: Known, lost: list[Entry]) -> Known:
    gone = {entry.seq for entry in lost}
    kept = tuple(entry for entry in known.case.record if entry.seq not in gone)
    case = replace(known.case, record=kept)
    return replace(known, case=case, entries=tuple(entry for entry in known.entries if entry.seq not in gone))


# --- due dates after a correction


def due_again(known: Known, recorded_at: datetime) -> dict[int, tuple[Due, ...]]:
    """The due dates of entries on record that the new entries change, by the seq of the entry that set them.

    Both histories are counted anew, each date on the calendar of its moment, so that only what the new entries changed
    differs. Raises Inconsistent.
    """
    try:
        was = _fresh(replace(known, entries=()), recorded_at)
    except Inconsistent:
        return {}  # counted anew, what is on record could not have happened: then its dates stay as they are
    now = _fresh(known, recorded_at)
    return {seq: due for seq, due in now.items() if seq in was and was[seq] != due}


def _fresh(known: Known, until: datetime) -> dict[int, tuple[Due, ...]]:
    fresh: dict[int, tuple[Due, ...]] = {}

    def count(case: Case | None, entry: Entry, event: Event) -> tuple[Due, ...]:
        definition = known.case.editions[entry.definition]
        calendar = known.workdays.in_force_at(event.occurred_at)
        fresh[entry.seq] = set_by(event, case, definition, calendar)
        return fresh[entry.seq]

    done_again(known, until, count)
    return fresh


def journaled(before: Case, after: Case, entry: Entry, act: str, workdays: Workdays) -> Case:
    """The case with the moves of its due dates journaled, `act` being what moved them; by whoever made `entry`."""
    actor = replace(entry.actor, on_behalf_of=None)
    for moved in _moves(before, after, entry, act):
        [line] = entries(
            after,
            (moved,),
            first_seq=next_seq(after),
            actor=actor,
            recorded_at=entry.recorded_at,
            workdays=workdays,
        )
        after = after.after(line)
    return after


def _moves(before: Case, after: Case, entry: Entry, act: str) -> list[DeadlineMoved]:
    moved = []
    for name, deadline in after.deadlines.items():
        old = before.deadlines.get(name)
        if old is None or old.due_at != deadline.due_at:
            was = old.due_at if old else None
            by, at = entry.actor.name, entry.recorded_at
            moved.append(DeadlineMoved(at, name, was, deadline.due_at, act, by, counted_in=entry.seq))
    return moved
