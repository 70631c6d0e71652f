"""What of a case belongs into the calendar program of those who work on it: last moments, and the hearing's time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from process.case import Case
from process.events import HearingHeld, HearingRescheduled, RefusalProposed
from process.roles import OUTSIDE_THE_PROVIDER
from process.states import NOTICED
from process.terms import Deadline

HEARING = "appointment"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A moment to keep. `key` stays the same while the date moves; `revision` grows whenever the case changes.

    `deadline` is None for the hearing itself. `over`: met, lapsed or called off: nobody has to keep it.
    """

    key: str
    at: datetime
    revision: int
    changed_at: datetime
    over: bool
    deadline: Deadline | None = None
    place: str | None = None
    method: str | None = None


def appointments(case: Case) -> Iterator[Appointment]:
    """Of the provider's people, in the order in which they began; the hearing last."""
    for name, each in case.deadlines.items():
        if each.term.who not in OUTSIDE_THE_PROVIDER and each.term.name != "silence":
            yield Appointment(
                f"{case.id}/{name.replace(' ', '-')}",
                each.due_at,
                case.version,
                case.last_recorded_at,
                each.closed,
                deadline=each,
            )
    yield from _hearing(case)


def _hearing(case: Case) -> Iterator[Appointment]:
    """The hearing as it was set last, under the round in which it was."""
    set_last = (RefusalProposed, HearingRescheduled)
    step = next((each for each in reversed(case.course) if isinstance(each.event, set_last)), None)
    if step is None or not isinstance(step.event, set_last) or step.event.hearing_at is None:
        return
    held = case.last((*set_last, HearingHeld))
    kept = isinstance(held, HearingHeld) or case.state in NOTICED
    yield Appointment(
        f"{case.id}/{HEARING}-{step.entry.round}",
        step.event.hearing_at,
        case.version,
        case.last_recorded_at,
        not kept,
        place=step.event.place,
        method=step.event.method,
    )
