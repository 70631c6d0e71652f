"""What a changed calendar does to the deadlines of a case (R24). Pure: counts again, and says what moves.

A later day moves the deadline at once. An earlier one waits for a person. One that is over already is only noted.
What is closed, or has run out, never moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from process.case import Case
from process.definition import Definition
from process.due_dates import recount
from process.errors import CalendarUnknown, NotAllowedHere, TooLate
from process.events import DeadlineMoved, DeadlineMoveHeld, Event
from process.law import reading
from process.standing import when
from process.terms import Deadline, Status
from process.workdays import Workdays


class Effect(StrEnum):
    """What becomes of a move."""

    LATER = "later"
    EARLIER = "earlier"
    PAST = "past"
    KEPT = "kept"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Shift:
    """A deadline whose date is another on this calendar: moved at once (later), held (earlier), noted (past), or kept
    after all, where the calendar no longer gives the earlier date that was held. Unknown: the calendar does not reach
    so far, and the date on record stays."""

    deadline: Deadline
    now: datetime
    effect: Effect

    @property
    def was(self) -> datetime:
        return self.deadline.due_at


def shifted(deadline: Deadline, definition: Definition, workdays: Workdays, at: datetime) -> Shift | None:
    """What this calendar does to one deadline at that moment; None where nothing, or where it is held already."""
    if deadline.status(at) is not Status.OPEN:
        return None
    try:
        now = recount(deadline, definition, workdays).due_at
    except CalendarUnknown:
        return Shift(deadline, deadline.due_at, Effect.UNKNOWN)
    if deadline.held and deadline.held.now == now:
        return None
    if now == deadline.due_at:
        return Shift(deadline, now, Effect.KEPT) if deadline.held else None
    if now > deadline.due_at:
        return Shift(deadline, now, Effect.LATER)
    return Shift(deadline, now, Effect.PAST if now < at else Effect.EARLIER)


def shifts(case: Case, at: datetime, workdays: Workdays) -> Iterator[Shift]:
    """Everything that this calendar does to the case at that moment; what it cannot count stays as it is."""
    for deadline in case.deadlines.values():
        found = shifted(deadline, case.definition, workdays, at)
        if found and found.effect is not Effect.UNKNOWN:
            yield found


def journaled(shift: Shift, act: str, at: datetime) -> Event:
    """The shift as the event that carries it out, or holds it."""
    name = shift.deadline.name
    if shift.effect in (Effect.LATER, Effect.KEPT):
        return DeadlineMoved(at, name, shift.was, shift.now, act)
    return DeadlineMoveHeld(at, name, shift.was, shift.now, act, past=shift.effect is Effect.PAST)


def waiting(case: Case, at: datetime) -> Iterator[Deadline]:
    """The deadlines whose earlier date waits for a person at that moment."""
    return (deadline for deadline in case.deadlines.values() if deadline.waits(at))


def approve(case: Case, at: datetime, workdays: Workdays, *, approver: str) -> tuple[Event, ...]:
    """Move every deadline of the case whose earlier date waits. Raises TooLate, NotAllowedHere where none does."""
    moved = []
    for deadline in waiting(case, at):
        assert deadline.held
        if recount(deadline, case.definition, workdays).due_at != deadline.held.now:
            raise NotAllowedHere(
                f"Case {case.id}: the calendar has changed again since {when(deadline.held.now)} was proposed for"
                f" {deadline.name}",
                provision=reading("R24").label,
                way_on="Carry the change through first: `merzim calendar import --apply`.",
            )
        held = deadline.held
        moved.append(DeadlineMoved(at, deadline.name, deadline.due_at, held.now, held.act, approver))
    if not moved:
        raise _nothing_waits(case, at)
    return tuple(moved)


def _nothing_waits(case: Case, at: datetime) -> Exception:
    over = [each for each in case.deadlines.values() if each.held and not each.closed and not each.held.past]
    if over:
        held = over[0].held
        assert held
        return TooLate(
            f"Case {case.id}: the move of {over[0].name} to {when(held.now)} can no longer be approved: that moment is"
            " over",
            provision=reading("R24").label,
            way_on=f"The deadline stays at {when(over[0].due_at)}.",
        )
    return NotAllowedHere(
        f"Case {case.id}: no move of a deadline waits for approval",
        provision=reading("R24").label,
        way_on="`merzim calendar approve --list` shows those that do.",
    )
