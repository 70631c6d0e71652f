"""What the body does that considers a complaint, and a court after it (items 8, 11, 12; Code 94-100; R16, R19, R26).

Decide functions. The executor records a body's act on its behalf. What was decided late, after the body's silence, is
recorded as well and has its effect: what happens is never lost (R12).
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from process.case import Case
from process.complaint import COURT, About, Complaint, ComplaintState
from process.complaint_events import (
    ActCancelled,
    ActionOrdered,
    ActReplaced,
    CaseReturned,
    ComplaintDismissed,
    ComplaintExtended,
    ComplaintLeft,
    ComplaintTaken,
    CourtActRecorded,
    ExtensionTold,
    OrderExecuted,
    ReturnDecided,
)
from process.complaints import acceptable_in_time, any_of, choose, rules_of
from process.errors import BadInput, NotAllowedHere, TooLate
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    Event,
    OfComplaint,
    ReportAccepted,
)
from process.orders import carried_out, waits
from process.roles import Role
from process.standing import require_step, when
from process.states import AT_THE_DOOR, DECISIONS, EXAMINED, State
from process.terms import Deadline, Missed, Status
from process.workdays import Workdays

ORDERABLE = (ReportAccepted, AcceptanceRefused, ApplicantRegistered, ApplicantRefused)
"""The acts of the procedure that an order may ask for; anything else is said in words."""

# --- the body takes it, and may need longer


def check_take(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ComplaintTaken)
    any_of(case, ComplaintTaken)


def take(case: Case, at: datetime, workdays: Workdays, *, complaint: int | None = None) -> tuple[Event, ...]:
    """The body registers the complaint: its own term starts (R16)."""
    check_take(case, at, workdays)
    chosen = choose(case, ComplaintTaken, complaint)
    return (ComplaintTaken(at, chosen.number, str(chosen.reviewer)),)


def check_extend(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ComplaintExtended)
    _refuse_after_silence(case, at)
    any_of(case, ComplaintExtended, lambda each: _check_extendable(case, each, at))


def extend(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    days: int,
    reason: str,
    complaint: int | None = None,
) -> tuple[Event, ...]:
    """Give the review more time: once, by no more than the law allows, with reasons that the applicant is told."""
    require_step(case, ComplaintExtended)
    _refuse_after_silence(case, at, complaint)
    rules = rules_of(case)
    chosen = choose(case, ComplaintExtended, complaint, fits=lambda each: each.reviewer in rules.extends)
    _check_extendable(case, chosen, at)
    limit = rules.extension
    if not 1 <= days <= limit.number or not reason.strip():
        raise BadInput(
            f"Case {case.id}: an extension is by 1 to {limit.number} working days, and says why",
            provision=limit.law.cite(),
            way_on="Give --days N and --reason TEXT.",
        )
    return (ComplaintExtended(at, chosen.number, days, reason),)


def _check_extendable(case: Case, complaint: Complaint, at: datetime) -> None:
    rules = rules_of(case)
    law = rules.extension.law.cite()
    if complaint.reviewer not in rules.extends:
        raise NotAllowedHere(
            f"Case {case.id}: the {_words(complaint)} has no extension",
            provision=law,
            way_on="It decides within its term.",
        )
    if complaint.extended:
        raise NotAllowedHere(
            f"Case {case.id}: the review of complaint {complaint.number} was extended once already",
            provision=law,
            way_on="It is decided within the extended term; silence counts as a refusal.",
        )
    if complaint.returning:
        _check_reviewed(case, complaint)


def _refuse_after_silence(case: Case, at: datetime, number: int | None = None) -> None:
    """Once the term has run out there is nothing to extend."""
    meant = [each for each in case.complaints if number in (None, each.number)]
    silent = [each for each in meant if each.state is ComplaintState.SILENT and each.reviewer]
    if not silent or any(each.state is ComplaintState.UNDER_REVIEW for each in meant):
        return
    deadline = _review_deadline(case, silent[-1])
    raise TooLate(
        f"Case {case.id}: the review of complaint {silent[-1].number} cannot be extended on {when(at)}; its term ended"
        f" {when(deadline.due_at)}",
        provision=rules_of(case).extension.law.cite(),
        way_on="It can still be decided, late.",
    )


def _review_deadline(case: Case, complaint: Complaint) -> Deadline:
    term = rules_of(case).bodies[Role(str(complaint.reviewer))]
    return case.deadlines[f"{term}/{complaint.number}"]


def check_tell(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ExtensionTold)
    any_of(case, ExtensionTold, lambda each: _check_to_tell(case, each))


def tell(case: Case, at: datetime, workdays: Workdays, *, complaint: int | None = None) -> tuple[Event, ...]:
    """The applicant was told of the extension and its reasons."""
    check_tell(case, at, workdays)
    chosen = choose(case, ExtensionTold, complaint, fits=lambda each: each.extended and not each.told)
    _check_to_tell(case, chosen)
    return (ExtensionTold(at, chosen.number),)


def _check_to_tell(case: Case, complaint: Complaint) -> None:
    law, way_on = require_step(case, ExtensionTold).law.cite(), "Word is due once, after an extension."
    if not complaint.extended:
        raise NotAllowedHere(
            f"Case {case.id}: the review of complaint {complaint.number} was not extended",
            provision=law,
            way_on=way_on,
        )
    if complaint.told:
        raise NotAllowedHere(
            f"Case {case.id}: the applicant was told of the extension of complaint {complaint.number} already",
            provision=law,
            way_on=way_on,
        )


# --- how it ends


def check_resolve(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ComplaintDismissed)
    any_of(case, ComplaintDismissed, lambda each: _check_reviewed(case, each))


def resolve(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    outcome: str,
    complaint: int | None = None,
    reason: str | None = None,
    what: str | None = None,
    act: str | None = None,
    days: int | None = None,
) -> tuple[Event, ...]:
    """The body's decision on the complaint, one of `OUTCOMES` (R19)."""
    event = outcome_event(case, outcome)
    chosen = choose(
        case, event, complaint, fits=lambda each: each.reviewer is not None and not each.returning
    )
    _check_reviewed(case, chosen)
    _check_needed(case, outcome, what, act, days)
    if outcome not in ("dismissed", "left"):
        _check_effect(case, at, outcome, chosen)
    return carried_out(case, _outcome(at, chosen.number, outcome, reason, what, act, days))


def outcome_event(case: Case, outcome: str) -> type[OfComplaint]:
    """The event of an outcome. Raises BadInput for one that there is not."""
    if outcome not in OUTCOMES:
        raise BadInput(
            f"a complaint does not end {outcome!r}",
            provision=require_step(case, ComplaintDismissed).law.cite(),
            way_on=f"It ends as one of: {', '.join(OUTCOMES)}.",
        )
    return OUTCOMES[outcome]


OUTCOMES: Mapping[str, type[OfComplaint]] = {
    "cancelled": ActCancelled,
    "replaced": ActReplaced,
    "ordered": ActionOrdered,
    "returned": ReturnDecided,
    "dismissed": ComplaintDismissed,
    "left": ComplaintLeft,
}
"""How a body ends a complaint; what it returns comes back with `CaseReturned`."""


def _outcome(
    at: datetime,
    number: int,
    outcome: str,
    reason: str | None,
    what: str | None,
    act: str | None,
    days: int | None,
) -> Event:
    match outcome:
        case "cancelled":
            return ActCancelled(at, number, days)
        case "replaced":
            return ActReplaced(at, number)
        case "ordered":
            return ActionOrdered(at, number, what or str(act), act, days)
        case "returned":
            return ReturnDecided(at, number, reason)
        case "left":
            return ComplaintLeft(at, number, reason)
    return ComplaintDismissed(at, number, reason)


def _check_reviewed(case: Case, complaint: Complaint) -> None:
    """A complaint on which the provider was silent is no body's to decide before it has it."""
    if complaint.reviewer is None:
        raise NotAllowedHere(
            f"Case {case.id}: complaint {complaint.number} was never sent to a body that considers it",
            provision=require_step(case, ComplaintDismissed).law.cite(),
            way_on="Forward it, late; or the applicant complains at the body itself.",
        )
    if complaint.returning:
        raise NotAllowedHere(
            f"Case {case.id}: complaint {complaint.number} is decided: the case is to be returned",
            provision=require_step(case, ReturnDecided).law.cite(),
            way_on="Record its coming back: `merzim case came-back N`.",
        )


def _check_needed(case: Case, outcome: str, what: str | None, act: str | None, days: int | None) -> None:
    if outcome == "ordered" and not (what or act):
        raise BadInput(
            f"Case {case.id}: an order says what is to be done", way_on="Give --what TEXT, or --event EVENT."
        )
    orderable = [each.__name__ for each in ORDERABLE]
    if act is not None and act not in orderable:
        raise BadInput(
            f"Case {case.id}: {act!r} is no act that an order can name",
            way_on=f"It can name: {', '.join(orderable)}. Anything else is said in words: --what TEXT.",
        )
    longest = case.definition.within("decision").days
    if days is not None and (days < 1 or (outcome != "ordered" and days > longest)):
        raise BadInput(
            f"Case {case.id}: the body sets from 1 to {longest} days, or leaves the term as it is",
            provision=case.definition.term("decision").law.cite(),
            way_on="Give fewer, or none.",
        )


def _check_effect(case: Case, at: datetime, outcome: str, complaint: Complaint) -> None:
    """Whether there is something that this outcome can do to the case (the table of `process.md`)."""
    if outcome == "ordered" and complaint.about is About.ACTION and case.state is not State.REJECTED:
        return
    if not _something_to_review(case, at, complaint):
        raise _no_effect(
            case, outcome, complaint, "what it is about is not, or no longer, as it was complained of"
        )
    wrong_state = {
        "replaced": case.beneath is not State.REFUSED and case.state not in EXAMINED,
        "ordered": case.beneath is State.REGISTERED or case.state is State.WITHDRAWN,
    }
    if wrong_state.get(outcome):
        raise _no_effect(case, outcome, complaint, f"the case is {case.beneath}")


def _something_to_review(case: Case, at: datetime, complaint: Complaint) -> bool:
    if case.beneath in DECISIONS:
        return complaint.of_decision
    if case.state in AT_THE_DOOR:
        return complaint.about is About.ACCEPTANCE and not acceptable_in_time(case, at)
    if case.state is State.WITHDRAWN:
        return complaint.about is About.TERMINATION
    return case.overdue and complaint.about is About.SILENCE


def _no_effect(case: Case, outcome: str, complaint: Complaint, why: str) -> NotAllowedHere:
    return NotAllowedHere(
        f"Case {case.id}: complaint {complaint.number} (about the {complaint.about}) cannot end {outcome}: {why}",
        provision=require_step(case, ComplaintDismissed).law.cite(),
        way_on="It can be dismissed, or left without consideration.",
    )


def check_come_back(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, CaseReturned)
    any_of(case, CaseReturned, lambda each: _check_returning(case, each))


def come_back(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    complaint: int | None = None,
    days: int | None = None,
) -> tuple[Event, ...]:
    """The case is back at the provider: a new round, with its own term (R26)."""
    check_come_back(case, at, workdays)
    chosen = choose(case, CaseReturned, complaint, fits=lambda each: each.returning)
    _check_returning(case, chosen)
    _check_needed(case, "returned", None, None, days)
    return (CaseReturned(at, chosen.number, days),)


def _check_returning(case: Case, complaint: Complaint) -> None:
    if not complaint.returning:
        raise NotAllowedHere(
            f"Case {case.id}: nobody decided on complaint {complaint.number} to return the case",
            provision=require_step(case, ReturnDecided).law.cite(),
            way_on="The body's decision comes first: `merzim complaint resolve N --outcome returned`.",
        )


# --- orders


def check_carry_out(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, OrderExecuted)
    if not waits(case, COURT):
        any_of(case, OrderExecuted, lambda each: _check_ordered(case, each.number))


def carry_out(
    case: Case, at: datetime, workdays: Workdays, *, what: str, complaint: int | None = None
) -> tuple[Event, ...]:
    """What was ordered is done, where it is no act of the procedure that says so itself. A court's order stands under
    number 0; it is meant, too, where no number is said and no other waits."""
    check_carry_out(case, at, workdays)
    if complaint == COURT or (complaint is None and not any(waits(case, e.number) for e in case.complaints)):
        _check_ordered(case, COURT)
        return (OrderExecuted(at, COURT, what),)
    chosen = choose(case, OrderExecuted, complaint, fits=lambda each: waits(case, each.number))
    _check_ordered(case, chosen.number)
    return (OrderExecuted(at, chosen.number, what),)


def _check_ordered(case: Case, number: int) -> None:
    if not waits(case, number):
        raise NotAllowedHere(
            f"Case {case.id}: no order on complaint {number} waits to be carried out",
            provision=require_step(case, OrderExecuted).law.cite(),
        )


# --- the court


def check_record_court(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises NotAllowedHere where nothing has been decided, nor left undecided in time, that a court could judge."""
    step = require_step(case, CourtActRecorded)
    decided = case.beneath in DECISIONS or case.state in (State.REJECTED, State.WITHDRAWN) or case.overdue
    missed = any(_not_done_in_time(each, at) for each in case.deadlines.values())
    if not decided and not missed:
        raise NotAllowedHere(
            f"Case {case.id}: there is no act, and no missed term, that a court could have judged",
            provision=step.law.cite(),
            way_on="After the pre-trial complaint one may go to court.",
        )


def _not_done_in_time(deadline: Deadline, at: datetime) -> bool:
    """The last day of a notice is none of these: nobody is bound to send one, and the term still runs (R6, R12)."""
    return deadline.status(at) is Status.MISSED and deadline.term.missed is not Missed.TERM_ENDED


def record_court(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    court: str,
    number: str,
    outcome: str,
    what: str | None = None,
    act: str | None = None,
    days: int | None = None,
) -> tuple[Event, ...]:
    """Record a court's act; it does to the case what a complaint's outcome of the same content would (item 12)."""
    check_record_court(case, at, workdays)
    outcome_event(case, outcome)
    _check_needed(case, outcome, what, act, days)
    recorded = CourtActRecorded(at, court, number, outcome)
    if outcome in ("dismissed", "left"):
        return (recorded,)
    if outcome == "returned":
        return (recorded, CaseReturned(at, COURT, days))
    _check_court_effect(case, outcome)
    return (recorded, *carried_out(case, _outcome(at, COURT, outcome, None, what, act, days)))


def _check_court_effect(case: Case, outcome: str) -> None:
    replaces = case.beneath is State.REFUSED or case.state in EXAMINED
    orders = case.beneath is not State.REGISTERED and case.state is not State.WITHDRAWN
    if (outcome == "replaced" and not replaces) or (outcome == "ordered" and not orders):
        raise NotAllowedHere(
            f"Case {case.id}, which is {case.beneath}, has no act that a court's {outcome!r} could be about",
            provision=require_step(case, CourtActRecorded).law.cite(),
            way_on="Record what the court decided on the act that there is.",
        )


def _words(complaint: Complaint) -> str:
    return str(complaint.reviewer).replace("_", " ")


Check = Callable[[Case, datetime, Workdays], None]
