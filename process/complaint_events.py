"""What can happen to a complaint, and what the body that considers it can do to the case (items 8 to 12; R15-R19).

Facts only, as in `events`, of whose vocabulary these are a part. `complaint` is its number on the case.
"""

from dataclasses import dataclass
from datetime import date

from process.events import Event, OfComplaint
from process.quick import quick

# --- the complaint on its way


@quick
@dataclass(frozen=True, slots=True)
class ComplaintLodged(OfComplaint):
    """A complaint came in: about what, at whose address, registered on which day (R4, R16). Its text stands apart.

    `learned_on`: the day on which the applicant says to have learned of the act, where that is not the day of its
    paper; `late`: after the months of Article 92 of the Code, which is no reason to turn it away (R17).
    """

    about: str
    came_in: str
    registered_on: date
    late: bool = False
    learned_on: date | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class ComplaintForwarded(OfComplaint):
    """It was sent, with the administrative file, to the body that considers it."""

    to: str


@dataclass(frozen=True, slots=True)
class ComplaintTaken(OfComplaint):
    """The body registered it: its clock starts."""

    body: str


@dataclass(frozen=True, slots=True)
class ComplaintSatisfied(OfComplaint):
    """The provider met it in full, by a favourable act or by doing what was asked (`by_act`)."""

    by_act: str


@dataclass(frozen=True, slots=True)
class ComplaintExtended(OfComplaint):
    """The body gave itself so many working days more, and why."""

    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class ExtensionTold(OfComplaint):
    """The applicant was told of the extension, with its reasons."""


@dataclass(frozen=True, slots=True)
class ComplaintWithdrawn(OfComplaint):
    """The applicant took it back."""


# --- how it ends


@dataclass(frozen=True, slots=True)
class ComplaintDismissed(OfComplaint):
    """Not satisfied."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ComplaintLeft(OfComplaint):
    """Left without consideration."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnDecided(OfComplaint):
    """The body decided to send the case back; it comes back with `CaseReturned`."""

    reason: str | None = None


# --- what the body does to the case, or a court (then `complaint` is 0)


@dataclass(frozen=True, slots=True)
class ActCancelled(OfComplaint):
    """The act complained of is cancelled; the case is examined again. `days`: where the decision sets less than the
    term (R26)."""

    days: int | None = None


@dataclass(frozen=True, slots=True)
class CaseReturned(OfComplaint):
    """The case came back to the provider. `days` as for `ActCancelled`."""

    days: int | None = None


@dataclass(frozen=True, slots=True)
class ActReplaced(OfComplaint):
    """The refusal is cancelled and replaced by a registration."""


@dataclass(frozen=True, slots=True)
class ActionOrdered(OfComplaint):
    """The provider is to do `what`. `act`: the event that carries it out, where it is one of the procedure's;
    `days`: where the order sets its own term."""

    what: str
    act: str | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class OrderExecuted(OfComplaint):
    """What was ordered is done."""

    what: str


@dataclass(frozen=True, slots=True)
class CourtActRecorded(Event):
    """A court decided, after the pre-trial complaint (item 12); what follows for the case stands in the event after
    it. `outcome` is named as that of a complaint."""

    court: str
    number: str
    outcome: str


NEW_ROUND: tuple[type[Event], ...] = (ActCancelled, CaseReturned)
"""With these the case is examined again, from its acceptance or, where it was not accepted, from its report (R26)."""
