"""A complaint as its events make it, with its small chart: where it stands, who considers it, what it is about.

Several may run on one case, numbered as they came in. Pure fold: nothing here decides what may be done.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from process.complaint_events import (
    ActCancelled,
    ActionOrdered,
    ActReplaced,
    CaseReturned,
    ComplaintDismissed,
    ComplaintExtended,
    ComplaintForwarded,
    ComplaintLeft,
    ComplaintLodged,
    ComplaintSatisfied,
    ComplaintTaken,
    ComplaintWithdrawn,
    ExtensionTold,
    OrderExecuted,
    ReturnDecided,
)
from process.events import ComplaintSilent, Event, OfComplaint
from process.states import Chart, Step

PROVIDER = "provider"
"""A complaint that came in at the provider's address (item 10); elsewhere it is the body's own name."""
COURT = 0
"""The number under which a court's act stands among those of the bodies: no complaint has it."""


class ComplaintState(StrEnum):
    """Where a complaint stands. The names are the public vocabulary."""

    LODGED = "lodged"
    SATISFIED = "satisfied"
    FORWARDED = "forwarded"
    UNDER_REVIEW = "under_review"
    UPHELD = "upheld"
    REPLACED = "replaced"
    ORDERED = "ordered"
    RETURNED = "returned"
    DISMISSED = "dismissed"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    SILENT = "silent"


class About(StrEnum):
    """What is complained of: an act, or what was not done."""

    ACCEPTANCE = "acceptance"
    SILENCE = "silence"
    DECISION = "decision"
    TERMINATION = "termination"
    ACTION = "action"


C = ComplaintState
OPEN = (C.LODGED, C.FORWARDED, C.UNDER_REVIEW)
ENDED = tuple(state for state in C if state not in OPEN)
_REVIEWED = (C.UNDER_REVIEW, C.SILENT)
"""A body that was silent may still decide: what happens late is recorded, and has its effect (R12)."""

# fmt: off
COMPLAINT_STEPS: tuple[Step, ...] = (
    Step(ComplaintLodged,    (),                      C.LODGED),        # came in at the provider
    Step(ComplaintLodged,    (),                      C.UNDER_REVIEW),  # came in at the body itself
    Step(ComplaintSatisfied, (C.LODGED,),             C.SATISFIED),
    Step(ComplaintForwarded, (C.LODGED, C.SILENT),    C.FORWARDED),
    Step(ComplaintTaken,     (C.FORWARDED,),          C.UNDER_REVIEW),
    Step(ComplaintExtended,  (C.UNDER_REVIEW,),       None),
    Step(ExtensionTold,      (C.UNDER_REVIEW, *ENDED), None),
    Step(ReturnDecided,      _REVIEWED,               None),
    Step(ActCancelled,       _REVIEWED,               C.UPHELD),
    Step(ActReplaced,        _REVIEWED,               C.REPLACED),
    Step(ActionOrdered,      _REVIEWED,               C.ORDERED),
    Step(CaseReturned,       _REVIEWED,               C.RETURNED),
    Step(ComplaintDismissed, _REVIEWED,               C.DISMISSED),
    Step(ComplaintLeft,      _REVIEWED,               C.LEFT),
    Step(ComplaintWithdrawn, OPEN,                    C.WITHDRAWN),
    Step(ComplaintSilent,    (C.LODGED, C.UNDER_REVIEW), C.SILENT),
    Step(OrderExecuted,      (C.ORDERED,),            None),
)
# fmt: on
CHART: Chart[ComplaintState] = Chart(COMPLAINT_STEPS, ComplaintState)


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. `reviewer` is the body it was sent to, or came in at; None while it lies at the provider.

    `of_decision`: it is about the decision in force, which it keeps under appeal while it is open.
    """

    number: int
    about: About
    came_in: str
    lodged_at: datetime
    registered_on: date
    late: bool
    of_decision: bool
    state: ComplaintState
    reviewer: str | None = None
    extended: bool = False
    told: bool = False
    returning: bool = False

    @property
    def open(self) -> bool:
        return self.state in OPEN


Complaints = tuple[Complaint, ...]
"""The complaints of a case, in the order of their numbers, from 1."""


def complaints_after(complaints: Complaints, event: Event, *, decided: bool) -> Complaints | None:
    """The complaints once the event happened; None where it cannot happen to the one it names.

    `decided`: a decision is in force, so that a complaint about the decision keeps it under appeal.
    """
    if not isinstance(event, OfComplaint) or event.complaint == COURT:
        return complaints
    if isinstance(event, ComplaintLodged):
        new = _lodged(event, decided=decided)
        return (*complaints, new) if new.number == len(complaints) + 1 else None
    if not 1 <= event.complaint <= len(complaints):
        return None
    old = complaints[event.complaint - 1]
    state = CHART.leads_to(type(event), old.state)
    if state is None:
        return None
    new = replace(_told(old, event), state=state)
    return (*complaints[: old.number - 1], new, *complaints[old.number :])


def without_decision(complaints: Complaints) -> Complaints:
    """The same, once another act took the place of the decision that they were about."""
    return tuple(replace(each, of_decision=False) if each.of_decision else each for each in complaints)


def keeps_under_appeal(complaints: Complaints) -> bool:
    """Whether one that is open is about the decision in force."""
    return any(each.open and each.of_decision for each in complaints)


def _lodged(event: ComplaintLodged, *, decided: bool) -> Complaint:
    elsewhere = event.came_in != PROVIDER
    about = About(event.about)
    return Complaint(
        number=event.complaint,
        about=about,
        came_in=event.came_in,
        lodged_at=event.occurred_at,
        registered_on=event.registered_on,
        late=event.late,
        of_decision=decided and about is About.DECISION,
        state=C.UNDER_REVIEW if elsewhere else C.LODGED,
        reviewer=event.came_in if elsewhere else None,
    )


def _told(complaint: Complaint, event: OfComplaint) -> Complaint:
    """What the event says of the complaint, its state aside."""
    match event:
        case ComplaintForwarded(to=body) | ComplaintTaken(body=body):
            return replace(complaint, reviewer=body)
        case ComplaintExtended():
            return replace(complaint, extended=True)
        case ExtensionTold():
            return replace(complaint, told=True)
        case ReturnDecided():
            return replace(complaint, returning=True)
    return complaint
