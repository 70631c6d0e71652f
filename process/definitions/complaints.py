"""The terms of complaints (items 8 to 12), as values: the same in every edition and service that ships.

Every number of the law stands here once, beside the provision that says it. None of them is a setting.
"""

from typing import Any

from process import law
from process.complaint import PROVIDER, About
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
from process.complaint_rules import ComplaintRules
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    DecisionOverdue,
    ProcedureTerminated,
)
from process.law import Limit, by
from process.roles import Role
from process.states import State
from process.terms import Ends, Missed, Within
from process.units import Unit

OUTCOMES = (ActCancelled, ActReplaced, ActionOrdered, ReturnDecided, ComplaintDismissed, ComplaintLeft)


def came_in_at_the_provider(event: Any, case: Any) -> bool:
    return bool(event.came_in == PROVIDER)


def at_the_quality_authority(event: Any, case: Any) -> bool:
    return isinstance(event, ComplaintExtended) or _body(event) == Role.QUALITY_AUTHORITY


def at_the_superior_body(event: Any, case: Any) -> bool:
    return _body(event) == Role.SUPERIOR_BODY


def _body(event: Any) -> str:
    return str(event.came_in if isinstance(event, ComplaintLodged) else event.body)


def says_when_learned(event: Any, case: Any) -> bool:
    """Of another action, and of a registration (six months, which no paper tells of), no deadline was shown before."""
    if not isinstance(event, ComplaintLodged):
        return True
    return event.learned_on is not None and of_that_act(event) and case.beneath is not State.REGISTERED


def of_that_act(event: Any) -> bool:
    return bool(event.about != About.ACTION)


def lengthened(event: Any, days: int) -> int | None:
    return days + event.days if isinstance(event, ComplaintExtended) else None


def as_ordered(event: Any, days: int) -> int | None:
    own: int | None = event.days
    return own


FORWARDING = Within(
    name="complaint_forwarding",
    duty="send the complaint on with the administrative file, or meet it in full by a favourable act",
    days=3,
    starts=(ComplaintLodged,),
    starts_if=came_in_at_the_provider,
    from_arrival=True,
    met_by=(ComplaintForwarded, ComplaintSatisfied),
    lapsed_by=(ComplaintWithdrawn,),
    who=Role.EXECUTOR,
    act=ComplaintForwarded,
    missed=Missed.BREACH,
    otherwise="a breach: the head is told; the complaint is to be forwarded, late",
    law=by(law.ITEM_9_FORWARD, law.ITEM_9_FAVOURABLE, "R15", "R16"),
    warn=(1,),
)
AT_THE_PROVIDER = Within(
    name="complaint_provider",
    duty="consider the complaint: meet it in full, or send it on; the provider cannot dismiss it",
    days=5,
    starts=(ComplaintLodged,),
    starts_if=came_in_at_the_provider,
    met_by=(ComplaintForwarded, ComplaintSatisfied),
    lapsed_by=(ComplaintWithdrawn,),
    who=Role.EXECUTOR,
    act=ComplaintForwarded,
    missed=Missed.COMPLAINT_SILENCE,
    otherwise="silence: the complaint counts as refused on that day; the way to court is open",
    law=by(law.ITEM_10_FIVE, law.LAW_25_2, "R16"),
    warn=(1,),
)
AT_THE_QUALITY_AUTHORITY = Within(
    name="complaint_quality",
    duty="decide on the complaint (the quality authority)",
    days=15,
    starts=(ComplaintLodged, ComplaintTaken, ComplaintExtended),
    starts_if=at_the_quality_authority,
    own_days=lengthened,
    met_by=OUTCOMES,
    lapsed_by=(ComplaintWithdrawn,),
    who=Role.QUALITY_AUTHORITY,
    act=ComplaintDismissed,
    missed=Missed.COMPLAINT_SILENCE,
    otherwise="silence: the complaint counts as refused on that day; the way to court is open",
    law=by(law.ITEM_11_FIFTEEN, law.LAW_25_2, "R16", "R19"),
    warn=(1,),
)
AT_THE_SUPERIOR_BODY = Within(
    name="complaint_superior",
    duty="decide on the complaint (the superior body)",
    days=20,
    starts=(ComplaintLodged, ComplaintTaken),
    starts_if=at_the_superior_body,
    met_by=OUTCOMES,
    lapsed_by=(ComplaintWithdrawn,),
    who=Role.SUPERIOR_BODY,
    act=ComplaintDismissed,
    missed=Missed.COMPLAINT_SILENCE,
    otherwise="silence: the complaint counts as refused on that day; the way to court is open",
    law=by(law.CODE_99, "R16", "R19"),
    warn=(1,),
)
EXTENSION_NOTICE = Within(
    name="complaint_extension_notice",
    duty="tell the applicant of the extension, with its reasons",
    days=3,
    starts=(ComplaintExtended,),
    met_by=(ExtensionTold,),
    lapsed_by=(ComplaintWithdrawn,),
    who=Role.QUALITY_AUTHORITY,
    act=ExtensionTold,
    missed=Missed.BREACH,
    otherwise="a breach",
    law=by(law.LAW_25_4, "R16"),
)
CASE_RETURN = Within(
    name="case_return",
    duty="send the case back to the provider",
    days=5,
    starts=(ReturnDecided,),
    met_by=(CaseReturned,),
    who=Role.REVIEWING_BODY,
    act=CaseReturned,
    missed=Missed.RECORDED,
    otherwise="it stands on record; the new round begins when the case comes back",
    law=by(law.CODE_100, "R19"),
)
ORDER_EXECUTION = Within(
    name="order_execution",
    duty="do what was ordered",
    days=5,
    starts=(ActionOrdered,),
    own_days=as_ordered,
    met_by=(OrderExecuted,),
    who=Role.HEAD,
    act=OrderExecuted,
    missed=Missed.BREACH,
    otherwise="a breach: the head is told",
    law=by(law.CODE_86_3, "R26"),
    warn=(1,),
)
FILING = Within(
    name="complaint_filing",
    duty="complain of the act, or of the silence",
    days=3,
    unit=Unit.MONTHS,
    starts=(AcceptanceRefused, ApplicantRefused, ProcedureTerminated, DecisionOverdue, ComplaintLodged),
    starts_if=says_when_learned,
    met_by=(ComplaintLodged,),
    met_if=of_that_act,
    ends=Ends.AT_MIDNIGHT,
    who=Role.APPLICANT,
    act=ComplaintLodged,
    missed=Missed.RIGHT_ENDED,
    otherwise="a later complaint is accepted too, and marked late",
    law=by(law.CODE_92, law.CODE_80_5, "R17"),
)

COMPLAINT_TERMS = (
    FORWARDING,
    AT_THE_PROVIDER,
    AT_THE_QUALITY_AUTHORITY,
    AT_THE_SUPERIOR_BODY,
    EXTENSION_NOTICE,
    CASE_RETURN,
    ORDER_EXECUTION,
    FILING,
)
COMPLAINTS = ComplaintRules(
    bodies={
        Role.QUALITY_AUTHORITY: AT_THE_QUALITY_AUTHORITY.name,
        Role.SUPERIOR_BODY: AT_THE_SUPERIOR_BODY.name,
    },
    extension=Limit(10, by(law.LAW_25_4, "R16")),
    extends=(Role.QUALITY_AUTHORITY,),
    uninformed=Limit(6, by(law.CODE_92, "R17")),
)
