"""A case is its record, folded. Nothing else is ever remembered about it.

The record is kept in the order in which we learned of things; the course of the case is the order in which they
lawfully happened. An act entered late stands late in the record and at its own moment in the course; a firing that
was annulled and an act that was struck stand in the record and not in the course. So the same acts give the same
state and deadlines in whatever order they were entered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from process.complaint import Complaints, complaints_after, keeps_under_appeal, without_decision
from process.complaint_events import (
    NEW_ROUND,
    ActReplaced,
)
from process.definition import Definition, Editions
from process.events import (
    MARKS,
    MOVING,
    ActCorrected,
    ApplicantRefused,
    ApplicantRegistered,
    DeadlineMoved,
    DeadlineMoveHeld,
    DecisionOverdue,
    Event,
    ExecutorAssigned,
    FiringAnnulled,
    HearingWaived,
    OfComplaint,
    OralHearingRequested,
    PositionStated,
    ReportFiled,
    by_the_calendar,
    fires_by_itself,
)
from process.localtime import day_of
from process.quick import maker, quick
from process.record import Due, Entry
from process.states import BENEATH, DECISIONS, State
from process.terms import Deadline, Held, Move, new_deadline
from process.vocabulary import OF_COMPLAINT

E = TypeVar("E", bound=Event)
PROVING = (PositionStated, OralHearingRequested, HearingWaived)
"""Acts that prove the receipt of the notice (R7): it always stands before them in the course, or their days would not
run. Where a late entry takes the receipt from them, they could not have happened as they did."""

DECIDING: tuple[type[Event], ...] = (ApplicantRegistered, ApplicantRefused, ActReplaced)
"""The events that decide the case, the last by the body that considered a complaint, or by a court."""

# Asked at every act, and answered sooner so.
_MARKS = frozenset(MARKS)
_DECIDING, _NEW_ROUND, _PROVING = frozenset(DECIDING), frozenset(NEW_ROUND), frozenset(PROVING)
_CORRECTING = frozenset((ActCorrected, FiringAnnulled))
_RECORDED_AT = attrgetter("recorded_at")


class Inconsistent(Exception):
    """An event of the record cannot happen where the case then stands. Never shown: callers say what it means."""

    def __init__(self, entry: Entry, state: State) -> None:
        super().__init__(
            f"{type(entry.event).__name__} (seq {entry.seq}) cannot happen while the case is {state}"
        )
        self.entry = entry
        self.state = state


@quick
@dataclass(frozen=True, slots=True)
class Happened:
    """An entry at its lawful moment: `event` carries that moment, also where a correction moved it."""

    entry: Entry
    event: Event
    before: State | None
    after: State

    @property
    def place(self) -> tuple[datetime, bool, int]:
        """Its place in the course."""
        return place(self.entry, self.event)


def place(entry: Entry, event: Event) -> tuple[datetime, bool, int]:
    """Where an entry stands in the course, its event being at its lawful moment: an act done at the very instant of a
    firing was in time, so it goes first."""
    return (event.occurred_at, fires_by_itself(event), entry.seq)


@quick
@dataclass(frozen=True, slots=True)
class Case:
    """One report and all that happened to it. Its version is the length of its record."""

    id: str
    editions: Editions
    definition: Definition
    record: tuple[Entry, ...]
    course: tuple[Happened, ...]
    state: State
    deadlines: Mapping[str, Deadline]
    last_recorded_at: datetime
    latest: Happened = field(compare=False, repr=False)
    """The latest thing in the course, marks on the record aside."""
    complaints: Complaints = ()
    running: tuple[Any, ...] | None = field(compare=False, repr=False, default=None)
    """What `firings` reckoned of the deadlines, and of which: handed on from act to act, for most leave them as they
    are."""
    ahead: tuple[Any, ...] | None = field(compare=False, repr=False, default=None)
    """What `firings` found to come next, and by which calendar: looked for once."""

    # --- what it is

    @property
    def version(self) -> int:
        return len(self.record)

    @property
    def round(self) -> int:
        return self.course[-1].entry.round

    @property
    def filed(self) -> ReportFiled:
        event = self.record[0].event
        assert isinstance(event, ReportFiled)
        return event

    @property
    def executor(self) -> str | None:
        assigned = self.last(ExecutorAssigned)
        return assigned.executor if assigned else None

    @property
    def decision(self) -> State | None:
        """The decision in force, which stays beneath a complaint; none once the case is examined again."""
        for step in reversed(self.course):
            if type(step.event) in _DECIDING:
                return step.after
            if type(step.event) in _NEW_ROUND:
                return None
        return None

    @property
    def beneath(self) -> State:
        """Where the case stands, complaints aside."""
        return (self.decision or self.state) if self.state is State.APPEAL else self.state

    @property
    def overdue(self) -> bool:
        """Whether the term of the service ran out without a decision, in this round."""
        for step in self.course:
            event = step.event
            if (
                isinstance(event, DecisionOverdue)
                and event.term == "decision"
                and step.entry.round == self.round
            ):
                return True
        return False

    @property
    def deemed_refused_on(self) -> date | None:
        """The local day of the deemed refusal by silence, where there was one in this round (R5, R11)."""
        round = self.round
        for step in reversed(self.course):
            if isinstance(step.event, DecisionOverdue) and step.entry.round == round:
                return day_of(step.event.occurred_at)
        return None

    @property
    def last_moment(self) -> datetime:
        """The lawful moment of the latest thing in the course."""
        return self.latest.event.occurred_at

    @property
    def counted_again_at(self) -> datetime | None:
        """When a changed calendar last moved or held a date here."""
        moved = (step.event.occurred_at for step in reversed(self.course) if by_the_calendar(step.event))
        return next(moved, None)

    # --- what happened

    def events(self, kind: type[E]) -> Iterator[E]:
        """The events of this kind in the course, latest first."""
        return (step.event for step in reversed(self.course) if isinstance(step.event, kind))

    def last(self, kind: type[E] | tuple[type[E], ...]) -> E | None:
        """The latest event of this kind (or of these), if it has happened."""
        for step in reversed(self.course):
            if isinstance(step.event, kind):
                return step.event
        return None

    def since(self, kind: type[Event] | tuple[type[Event], ...]) -> tuple[Event, ...]:
        """What happened from the latest event of this kind (or these) on, it included; nothing without one."""
        for index in range(len(self.course) - 1, -1, -1):
            if isinstance(self.course[index].event, kind):
                return tuple([step.event for step in self.course[index:]])
        return ()

    # --- what happens next

    def after(self, *entries: Entry) -> "Case":
        """This case, once these entries stand in its record. Raises Inconsistent."""
        case = self
        for entry in entries:
            event, latest, record = entry.event, case.course[-1], (*case.record, entry)
            follows = event.occurred_at > latest.event.occurred_at or place(entry, event) >= latest.place
            if follows and type(event) not in _CORRECTING:
                case = case._with(entry, event, entry.due, record)
            else:  # it changes the course before its end, which is then gone through again
                case = replay(case.id, record, case.editions)
        return case

    def _with(self, entry: Entry, event: Event, due: tuple[Due, ...], record: tuple[Entry, ...]) -> "Case":
        """This case once the entry's event, at its lawful moment, is the last of the course. Raises Inconsistent."""
        kind, state, definition = type(event), self.state, self.definition
        after = definition.chart.moves.get((kind, state))
        if after is None or (kind in _PROVING and state is State.PRELIMINARY_REFUSAL):
            raise Inconsistent(entry, state)
        complaints = self.complaints
        if complaints or kind in OF_COMPLAINT:
            complaints, after = self._complained(entry, event, after)
        elif after is BENEATH:
            after = state
        if entry.definition != definition.id:
            definition = self.editions[entry.definition]
        step = _happened(entry, event, state, after)
        deadlines, recorded_at = self.deadlines, entry.recorded_at
        if due or kind in definition.touched or kind in MOVING:
            deadlines = _deadlines_after(deadlines, step, due, definition)
        return _case(
            self.id,
            self.editions,
            definition,
            record,
            (*self.course, step),
            after,
            deadlines,
            recorded_at if recorded_at > self.last_recorded_at else self.last_recorded_at,
            self.latest if kind in _MARKS else step,
            complaints,
            self.running,
        )

    def _complained(self, entry: Entry, event: Event, after: Any) -> tuple[Complaints, State]:
        """The complaints after the event, and the state: `appeal` while one about the decision in force is open."""
        beneath = self.beneath
        complaints = complaints_after(self.complaints, event, decided=beneath in DECISIONS)
        if complaints is None:
            raise Inconsistent(entry, self.state)
        if type(event) in _DECIDING or type(event) in _NEW_ROUND:
            complaints = without_decision(complaints)
        if after is not BENEATH:
            return complaints, after
        return complaints, State.APPEAL if keeps_under_appeal(complaints) else beneath

    def with_event(self, entry: Entry, event: Event, due: tuple[Due, ...]) -> "Case":
        """This case once the same thing happened here, its due dates as recorded. Raises Inconsistent."""
        return self._with(entry, event, due, (*self.record, entry))

    def as_at(self, moment: datetime, *, corrections_known: bool = True) -> "Case | None":
        """The case as it stood at that moment, None before its beginning. Firings due at the very instant have
        not fired yet. `corrections_known=False`: without the corrections that were made only later."""
        known = self.record if corrections_known else _before_corrections(self.record, moment)
        kept = _until(known, moment)
        return replay(self.id, kept, self.editions) if kept and kept[0].seq == 1 else None


_happened, _case = maker(Happened), maker(Case)


def open_case(id: str, filed: Entry, editions: Editions) -> Case:
    """The case that begins with this report."""
    definition = editions[filed.definition]
    step = _happened(filed, filed.event, None, State.SUBMITTED)
    deadlines = _deadlines_after({}, step, filed.due, definition)
    return _case(
        id, editions, definition, (filed,), (step,), State.SUBMITTED, deadlines, filed.recorded_at, step
    )


def replay(id: str, record: Iterable[Entry], editions: Editions) -> Case:
    """Rebuild a case from its record, never computing a due date. Raises Inconsistent; ValueError without a report."""
    kept = tuple(record)
    if not kept or not isinstance(kept[0].event, ReportFiled):
        raise ValueError(f"the record of case {id} does not begin with a report")
    filed, *rest = course_of(kept)
    again = {seq: due for entry in kept for seq, due in entry.again.items()}
    case = open_case(id, filed[0], editions)
    for entry, event in rest:
        case = case._with(entry, event, again.get(entry.seq, entry.due), ())
    recorded_at = max(map(_RECORDED_AT, kept))
    return _case(
        id,
        editions,
        case.definition,
        kept,
        case.course,
        case.state,
        case.deadlines,
        recorded_at,
        case.latest,
        case.complaints,
    )


def course_of(record: tuple[Entry, ...]) -> list[tuple[Entry, Event]]:
    """The entries that have effect, each at its lawful moment, in the order of those moments."""
    annulled = {entry.event.firing for entry in record if isinstance(entry.event, FiringAnnulled)}
    corrected = {entry.event.act: entry.event for entry in record if isinstance(entry.event, ActCorrected)}
    happened = []
    for entry in record:
        correction = corrected.get(entry.act)
        if entry.seq in annulled or (correction and correction.moment is None):
            continue
        moved = correction.moment if correction else None
        happened.append((entry, replace(entry.event, occurred_at=moved) if moved else entry.event))
    return sorted(happened, key=lambda each: place(*each))


def _until(record: tuple[Entry, ...], moment: datetime) -> list[Entry]:
    """The entries that stood at that moment, with the marks that say what has no effect."""
    lawful = {entry.seq: event for entry, event in course_of(record)}
    return [entry for entry in record if _stood(lawful.get(entry.seq, entry.event), moment)]


def _stood(event: Event, moment: datetime) -> bool:
    if isinstance(event, (FiringAnnulled, ActCorrected)):
        return True
    if by_the_calendar(event):
        return event.occurred_at <= moment  # the calendar of that moment is the changed one
    return event.occurred_at < moment if fires_by_itself(event) else event.occurred_at <= moment


def _before_corrections(record: tuple[Entry, ...], moment: datetime) -> tuple[Entry, ...]:
    """The record without the corrections made only after that moment, and without what fired because of them."""
    later = [
        entry
        for entry in record
        if isinstance(entry.event, ActCorrected) and entry.event.occurred_at > moment
    ]
    if not later:
        return record
    acts = {entry.seq for entry in later}
    first = min(acts)

    def follows(entry: Entry) -> bool:
        if isinstance(entry.event, FiringAnnulled):
            return entry.event.act in acts
        return entry.seq in acts or (entry.seq > first and fires_by_itself(entry.event))

    return tuple(entry for entry in record if not follows(entry))


def _deadlines_after(
    running: Mapping[str, Deadline], step: Happened, due: tuple[Due, ...], definition: Definition
) -> Mapping[str, Deadline]:
    """The deadlines once this happened: some close, some open again, some begin, one may move."""
    event = step.event
    kind = type(event)
    if kind in MOVING:
        return _with_move(running, event, due)
    touched = definition.touched.get(kind, ())
    entry, deadlines = step.entry, dict(running)
    if of_complaint := kind in OF_COMPLAINT:
        touched = [running_name(name, event, definition) for name in touched]
        if kind in _NEW_ROUND:
            deadlines = _put_by(deadlines, event.occurred_at)
    for name in touched:
        if deadline := deadlines.get(name):
            deadlines[name] = deadline.after(event)
    for each in due:
        term = definition.term(each.name)
        new = new_deadline(
            term,
            entry.round,
            each.due_at,
            each.day_zero,
            entry.seq,
            each.calendar,
            each.provisional,
            each.days,
        )
        if of_complaint:
            new = _of_complaint(new, event)
        deadlines[each.name] = new
    return deadlines


def _of_complaint(deadline: Deadline, event: Event) -> Deadline:
    """As it is begun by an event of a complaint: with the number of that one, where each has its own."""
    assert isinstance(event, OfComplaint)
    new = replace(deadline, complaint=event.complaint) if deadline.term.of_complaint else deadline
    # A window that its own end is given with: when the applicant learned of the act, and complained.
    return new.after(event) if type(event) in new.term.met_by else new


def running_name(name: str, event: Event, definition: Definition) -> str:
    """Under what name a deadline of that term runs: each complaint has its own, by its number."""
    of_complaint = isinstance(event, OfComplaint) and definition.term(name).of_complaint
    return f"{name}/{event.complaint}" if of_complaint else name  # type: ignore[attr-defined]  # it is one


def _put_by(running: Mapping[str, Deadline], moment: datetime) -> dict[str, Deadline]:
    """With a new round the deadlines of the one before are over: closed, and kept under its number (R26).

    Those of complaints go on.
    """
    kept = {}
    for name, each in running.items():
        if each.complaint is not None or name != each.name:
            kept[name] = each
        else:
            kept[f"{name} (round {each.round})"] = each.lapse(moment)
    return kept


def _with_move(running: Mapping[str, Deadline], event: Event, due: tuple[Due, ...]) -> Mapping[str, Deadline]:
    """A move goes on the deadline's journal; it moves the date too, unless that was counted again elsewhere.

    A deadline that had closed before, as a late entry may show, keeps its date: closed ones never move (R24).
    """
    assert isinstance(event, (DeadlineMoved, DeadlineMoveHeld))
    deadline = running.get(event.deadline)
    journaled_only = isinstance(event, DeadlineMoved) and event.counted_in is not None
    if deadline is None or (deadline.closed and not journaled_only):
        return running
    dated = next(iter(due), None)
    if isinstance(event, DeadlineMoveHeld):
        now = dated.due_at if dated else event.now
        earlier = now < deadline.due_at  # another act may have moved the deadline itself meanwhile
        held = Held(now, event.act, event.occurred_at, event.past) if earlier else None
        return {**running, deadline.name: replace(deadline, held=held)}
    move = Move(event.was, event.now, event.act, event.occurred_at, event.approved_by)
    moved = replace(deadline, moves=(*deadline.moves, move))
    if event.counted_in is None:
        due_at = dated.due_at if dated else event.now
        moved = replace(moved, due_at=due_at, held=None, moved_at=event.occurred_at)
    if dated:
        moved = replace(moved, calendar=dated.calendar, provisional=dated.provisional)
    return {**running, deadline.name: moved}
