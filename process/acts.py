"""The acts of persons, as one table: the event an act is named by, and the check that says whether it is possible now.

The check needs no more than the case and the moment, so that the timeline can say beforehand what is allowed, what is
blocked, and why. Everything else that an act needs its decide function asks for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.acceptance import check_accept, check_assign, check_endorse, check_refuse_acceptance
from process.case import Case
from process.certification import check_confirm, waits_for_receipt
from process.complaint import CHART, COURT
from process.complaint_events import (
    CaseReturned,
    ComplaintDismissed,
    ComplaintExtended,
    ComplaintForwarded,
    ComplaintLodged,
    ComplaintSatisfied,
    ComplaintTaken,
    ComplaintWithdrawn,
    CourtActRecorded,
    ExtensionTold,
    OrderExecuted,
)
from process.complaints import check_forward, check_lodge, check_satisfy, check_withdraw_complaint
from process.corrections import check_correct
from process.decision import check_refuse, check_register, check_terminate, check_withdraw
from process.errors import MerzimError, WrongRole
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    ApplicantRegistered,
    CertificationConfirmed,
    CourtActSetAside,
    DataObtained,
    DataUpdated,
    Endorsed,
    Event,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    LeftRegister,
    OfComplaint,
    OralHearingRequested,
    PackageCompleted,
    PositionStated,
    ProcedureTerminated,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
    ReportWithdrawn,
    StateInstitutionTold,
    TermExtended,
    TermResumed,
    TermSuspended,
    TimeToCureGiven,
)
from process.hearing import (
    check_hold_hearing,
    check_propose_refusal,
    check_receive_notice,
    check_reschedule,
    check_send_notice,
    check_sign_protocol,
)
from process.leaving import check_leave
from process.objection import check_request_oral, check_state_position, check_waive_hearing
from process.obtaining import check_obtain
from process.orders import waits
from process.reviewing import (
    check_carry_out,
    check_come_back,
    check_extend,
    check_record_court,
    check_resolve,
    check_take,
    check_tell,
)
from process.roles import BODIES, OUTSIDE_THE_PROVIDER, Actor, Role
from process.states import State, Step
from process.updates import check_set_aside, check_told, check_update
from process.varying import check_complete, check_extend_term, check_give_time, check_resume, check_suspend
from process.vocabulary import OF_COMPLAINT
from process.workdays import Workdays

Check = Callable[[Case, datetime, Workdays], None]

ACTS: Mapping[type[Event], Check] = {
    CertificationConfirmed: check_confirm,
    ExecutorAssigned: check_assign,
    ReportAccepted: check_accept,
    AcceptanceRefused: check_refuse_acceptance,
    Endorsed: check_endorse,
    ApplicantRegistered: check_register,
    RefusalProposed: check_propose_refusal,
    HearingNoticeSent: check_send_notice,
    HearingNoticeReceived: check_receive_notice,
    HearingRescheduled: check_reschedule,
    PositionStated: check_state_position,
    OralHearingRequested: check_request_oral,
    HearingHeld: check_hold_hearing,
    HearingWaived: check_waive_hearing,
    ProtocolSigned: check_sign_protocol,
    ApplicantRefused: check_refuse,
    ReportWithdrawn: check_withdraw,
    ProcedureTerminated: check_terminate,
    LeftRegister: check_leave,
    ActCorrected: check_correct,
    ComplaintLodged: check_lodge,
    ComplaintSatisfied: check_satisfy,
    ComplaintForwarded: check_forward,
    ComplaintTaken: check_take,
    ComplaintExtended: check_extend,
    ExtensionTold: check_tell,
    ComplaintDismissed: check_resolve,
    CaseReturned: check_come_back,
    ComplaintWithdrawn: check_withdraw_complaint,
    OrderExecuted: check_carry_out,
    CourtActRecorded: check_record_court,
    DataUpdated: check_update,
    DataObtained: check_obtain,
    CourtActSetAside: check_set_aside,
    TimeToCureGiven: check_give_time,
    PackageCompleted: check_complete,
    TermSuspended: check_suspend,
    TermResumed: check_resume,
    TermExtended: check_extend_term,
    StateInstitutionTold: check_told,
}
DECIDED_HERE = (ApplicantRegistered, ApplicantRefused)
OUTCOMES = DECIDED_HERE
"""What people ask about in every open state, also where the chart does not know it there."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """An act that is not possible now: the kind of refusal and the reason in words."""

    act: str
    kind: str
    why: str


def possible_now(case: Case, at: datetime, workdays: Workdays) -> tuple[list[str], list[Blocked]]:
    """The acts allowed at that moment, and those that are blocked, each with its reason."""
    asked = {*case.definition.chart.possible(case.state), *(OUTCOMES if case.decision is None else ())}
    if "court_act_notice" not in case.deadlines:
        asked.discard(StateInstitutionTold)
    if not waits_for_receipt(case):
        asked.discard(CertificationConfirmed)
    if case.beneath is not State.REGISTERED:
        asked.discard(LeftRegister)  # what never came into the register nobody asks to take out of it
    asked -= {event for event in ACTS if issubclass(event, OfComplaint) and not _open_to(case, event)}
    allowed, blocked = [], []
    for event, check in ACTS.items():
        if event not in asked:
            continue
        try:
            check(case, at, workdays)
        except MerzimError as no:
            if event is CourtActRecorded:
                continue  # nobody asks why a court has not judged yet
            blocked.append(Blocked(event.__name__, no.kind, str(no)))
        else:
            allowed.append(event.__name__)
    return allowed, blocked


def _open_to(case: Case, event: type[Event]) -> bool:
    """Whether the complaint chart knows the event for any complaint as it stands: the others nobody asks about."""
    if event is OrderExecuted and waits(case, COURT):
        return True
    if event is ExtensionTold:
        return any(each.extended and not each.told for each in case.complaints)
    return event is ComplaintLodged or any(CHART.leads_to(event, each.state) for each in case.complaints)


def require_role(case: Case, event: type[Event], actor: Actor) -> None:
    """Raises WrongRole where the act is not this actor's; the "by" column of the steps decides.

    Only the executor acts on behalf of somebody, and only of those who have no seat at the provider's desk.
    """
    chart = case.definition.chart
    by = chart.whose.get(event, ())
    if not by:
        return  # no step of this service: the act itself says so, and why
    if actor.role in by and actor.on_behalf_of is None:
        return
    for_another = actor.on_behalf_of is not None
    recorded = bool(OUTSIDE_THE_PROVIDER.intersection(by))
    if actor.may(by) and (not for_another or (recorded and actor.role is Role.EXECUTOR)):
        return
    steps = _steps(case, event)
    if event is not HearingNoticeReceived:  # a receipt comes from a system; else nobody acts as one
        by = tuple(role for role in by if role is not Role.SYSTEM) or by
    whose = " or ".join(by)
    who = "the applicant" if actor.role is Role.APPLICANT else f"{actor.name} as {actor.role}"
    raise WrongRole(
        f"Case {case.id}: {event.__name__} is an act of the {whose}; it was tried by {who}"
        + (" on behalf of another" if for_another else ""),
        provision="; ".join(step.law.cite() for step in steps if step.law.provisions),
        way_on=f"Act as the {whose} ({' or '.join(f'--role {role}' for role in by)})."
        + (" The executor may record it for them: --role executor --on-behalf-of NAME." if recorded else ""),
        details={"case": case.id, "by": list(by), "role": str(actor.role)},
    )


def require_own_word(case: Case, happened: Iterable[Event], actor: Actor) -> None:
    """Raises WrongRole where one service would endorse in the name of the other (item 4), one body decide for another
    (R16), or the executor take the favourable decision that meets a complaint."""
    for event in happened:
        if check := _SOMEBODYS_OWN.get(type(event)):
            check(case, event, actor)


def _require_own_service(case: Case, event: Any, actor: Actor) -> None:
    if event.service != str(actor.role):
        raise WrongRole(
            f"Case {case.id}: the endorsement of the {event.service} is its own; it was tried by"
            f" {actor.name} as {actor.role}",
            provision=case.definition.endorsement_warning.law.cite(),
            way_on=f"Act as the {event.service}.",
        )


def _require_second_person(case: Case, event: Event, actor: Actor) -> None:
    """Who prepares does not decide (R13): the decision is the authorised person's, the preparation the executor's."""
    executor = case.executor
    if executor is not None and _same_name(executor, actor.name):
        raise WrongRole(
            f"Case {case.id}: {actor.name} prepares it as its responsible executor, and so does not decide it",
            provision="; ".join(step.law.cite() for step in _steps(case, type(event))[:1]),
            way_on="Another authorised person decides, or the head appoints another executor: `merzim case assign N`.",
        )


def _same_name(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _require_own_body(case: Case, event: OfComplaint, actor: Actor) -> None:
    """A body acts on the complaints that it considers, the unnamed one on all."""
    satisfied_by = event.by_act if isinstance(event, ComplaintSatisfied) else None
    if satisfied_by == ReportAccepted.__name__ and actor.role is not Role.EXECUTOR:
        raise WrongRole(
            f"Case {case.id}: the acceptance that meets complaint {event.complaint} is the responsible executor's act;"
            f" it was tried by {actor.name} as {actor.role}",
            provision=_steps(case, ComplaintSatisfied)[0].law.cite(),
            way_on="Act as the executor.",
        )
    registers = satisfied_by == ApplicantRegistered.__name__
    if registers and actor.role is not Role.HEAD:
        raise WrongRole(
            f"Case {case.id}: the registration that meets complaint {event.complaint} is the head's act; it was tried"
            f" by {actor.name} as {actor.role}",
            provision="; ".join(step.law.cite() for step in _steps(case, ApplicantRegistered)[:1]),
            way_on="Act as the head: --role head.",
        )
    if (
        actor.role not in BODIES
        or actor.role is Role.REVIEWING_BODY
        or event.complaint > len(case.complaints)
    ):
        return
    # What carries an order out may be another body's act.
    if not event.complaint or isinstance(event, OrderExecuted):
        return
    reviewer = case.complaints[event.complaint - 1].reviewer
    if reviewer != str(actor.role):
        raise WrongRole(
            f"Case {case.id}: complaint {event.complaint} is considered by the {reviewer or 'provider'}; it was tried"
            f" by {actor.name} as {actor.role}",
            provision="; ".join(step.law.cite() for step in _steps(case, type(event))[:1]),
            way_on=f"Act as the {reviewer}." if reviewer else "It is sent on first.",
        )


_SOMEBODYS_OWN: Mapping[type[Event], Callable[[Case, Any, Actor], None]] = {
    **dict.fromkeys(OF_COMPLAINT, _require_own_body),
    **dict.fromkeys(DECIDED_HERE, _require_second_person),
    Endorsed: _require_own_service,
}
"""Asked of every event; most are nobody's own."""


def _steps(case: Case, event: type[Event]) -> list[Step]:
    return [step for step in case.definition.chart.steps if step.event is event]
