"""The acts of persons, as one table: the event an act is named by, and the check that says whether it is possible now.

The check needs no more than the case and the moment, so that the timeline can say beforehand what is allowed, what is
blocked, and why. Everything else that an act needs its decide function asks for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from process.acceptance import check_accept, check_assign, check_endorse, check_refuse_acceptance
from process.case import Case
from process.corrections import check_correct
from process.decision import check_refuse, check_register, check_terminate, check_withdraw
from process.errors import MerzimError, WrongRole
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    ApplicantRegistered,
    Endorsed,
    Event,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    OralHearingRequested,
    PositionStated,
    ProcedureTerminated,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
    ReportWithdrawn,
)
from process.hearing import (
    check_hold_hearing,
    check_propose_refusal,
    check_receive_notice,
    check_reschedule,
    check_send_notice,
    check_sign_protocol,
)
from process.objection import check_request_oral, check_state_position, check_waive_hearing
from process.roles import OUTSIDE_THE_PROVIDER, Actor, Role
from process.workdays import Workdays

Check = Callable[[Case, datetime, Workdays], None]

ACTS: Mapping[type[Event], Check] = {
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
    ActCorrected: check_correct,
}
OUTCOMES = (ApplicantRegistered, ApplicantRefused)
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
    allowed, blocked = [], []
    for event, check in ACTS.items():
        if event not in asked:
            continue
        try:
            check(case, at, workdays)
        except MerzimError as no:
            blocked.append(Blocked(event.__name__, no.kind, str(no)))
        else:
            allowed.append(event.__name__)
    return allowed, blocked


def require_role(case: Case, event: type[Event], actor: Actor) -> None:
    """Raises WrongRole where the act is not this actor's; the "by" column of the steps decides.

    Only the executor acts on behalf of somebody, and only of those who have no seat at the provider's desk.
    """
    chart = case.definition.chart
    by = chart.whose(event)
    for_another = actor.on_behalf_of is not None
    if actor.role in by and not for_another:
        return
    recorded = bool(OUTSIDE_THE_PROVIDER.intersection(by))
    if actor.may(by) and (not for_another or (recorded and actor.role is Role.EXECUTOR)):
        return
    steps = [step for step in chart.steps if step.event is event]
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
    """Raises WrongRole where one service would endorse in the name of the other (item 4)."""
    for event in happened:
        if isinstance(event, Endorsed) and event.service != str(actor.role):
            raise WrongRole(
                f"Case {case.id}: the endorsement of the {event.service} is its own; it was tried by"
                f" {actor.name} as {actor.role}",
                provision=case.definition.endorsement_warning.law.cite(),
                way_on=f"Act as the {event.service}.",
            )
