"""Order of the Minister of Defence No. 232, edition of Order No. 687 of 12 June 2025, as values.

Every number of the law stands here once, beside the provision that says it. None of them is a setting.
"""

from datetime import date, time

from process import law
from process.complaint_events import (
    ActCancelled,
    ActReplaced,
    CaseReturned,
)
from process.definition import AnnouncementRule, Definition, Hours, Wait
from process.definitions.complaints import COMPLAINT_TERMS, COMPLAINTS
from process.definitions.rounds import at_the_door, examined, own_term
from process.document_rule import About, Circumstance, DataRule, DocumentRule
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    CourtActSetAside,
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
    ReportFiled,
    ReportWithdrawn,
    StateInstitutionTold,
)
from process.law import Limit, by
from process.roles import Role
from process.states import STEPS, Chart
from process.terms import Before, Ends, Missed, Within

DECIDED = (ApplicantRegistered, ApplicantRefused, ActReplaced)
AGAIN = (ActCancelled, CaseReturned)
"""With these a new round begins (R26)."""


def gives_up_the_objection(waived: HearingWaived) -> bool:
    return waived.gives_up_objection


ACCEPTANCE = Within(
    name="acceptance",
    duty="send the mark of acceptance, or refuse to accept the report",
    days=0,
    starts=(ReportFiled, *AGAIN),
    starts_if=at_the_door,
    met_by=(ReportAccepted, AcceptanceRefused),
    lapsed_by=(ReportWithdrawn,),
    who=Role.EXECUTOR,
    act=ReportAccepted,
    missed=Missed.BREACH,
    otherwise="a breach: the head is told and a complaint is open; the report can still be accepted",
    law=by(law.LIST_8_PORTAL, law.ITEM_4_MARK, "R4", "R5"),
)
SILENCE = Within(
    name="silence",
    duty="accept the report, or refuse to accept it, before silence counts as a refusal",
    days=15,
    starts=(ReportFiled, *AGAIN),
    starts_if=at_the_door,
    met_by=(ReportAccepted, AcceptanceRefused),
    lapsed_by=(ReportWithdrawn,),
    who=Role.EXECUTOR,
    act=ReportAccepted,
    missed=Missed.DEEMED_REFUSAL,
    otherwise="a deemed refusal on that day: a complaint is open; a later acceptance still starts the term",
    law=by(law.CODE_76_1, law.CODE_91_2, "R5"),
)
DECISION = Within(
    name="decision",
    duty="register the applicant in the housing queue, or refuse",
    days=15,
    starts=(ReportAccepted, *AGAIN),
    starts_if=examined,
    own_days=own_term,
    met_by=DECIDED,
    lapsed_by=(ReportWithdrawn,),
    who=Role.HEAD,
    act=ApplicantRegistered,
    missed=Missed.DEEMED_REFUSAL,
    otherwise="overdue: a deemed refusal on that day; the head and the applicant are told",
    law=by(law.ITEM_5_TERM, "R4", "R11"),
    warn=(5, 3, 1),
)
HEARING_NOTICE = Before(
    name="hearing_notice",
    duty="if a refusal is intended: send the notice of the hearing, and see that it is received, by this day",
    days=3,
    end="decision",
    starts=(ReportAccepted, *AGAIN),
    starts_if=examined,
    met_by=(HearingNoticeSent,),
    lapsed_by=(*DECIDED, ReportWithdrawn),
    who=Role.EXECUTOR,
    act=RefusalProposed,
    missed=Missed.TERM_ENDED,
    otherwise="no preliminary refusal until the term is overdue, and then a late one",
    law=by(law.ITEM_6_NOTICE, "R6", "R12"),
    warn=(2, 1),
)
OBJECTION = Within(
    name="objection",
    duty="state an objection or a position, or ask for an oral hearing",
    days=2,
    starts=(HearingNoticeReceived,),
    first_since=RefusalProposed,
    met_by=(PositionStated,),
    lapsed_by=(RefusalProposed, ApplicantRegistered, ActReplaced, ReportWithdrawn),
    given_up=(HearingWaived, gives_up_the_objection),
    ends=Ends.AT_MIDNIGHT,
    who=Role.APPLICANT,
    act=PositionStated,
    missed=Missed.WINDOW_CLOSED,
    otherwise="nothing is lost but time: the refusal may follow without an objection",
    law=by(law.CODE_73_3, "R10"),
)
HEARING = Within(
    name="hearing",
    duty="hold the hearing",
    days=2,
    in_writing="objection",
    starts=(HearingNoticeReceived, HearingRescheduled, OralHearingRequested),
    met_by=(HearingHeld, HearingWaived),
    lapsed_by=(RefusalProposed, ApplicantRegistered, ActReplaced, ReportWithdrawn),
    reopened_by=(OralHearingRequested,),
    who=Role.EXECUTOR,
    act=HearingHeld,
    missed=Missed.BREACH,
    otherwise="a breach: the hearing is set anew, late, with a new notice",
    law=by(law.ITEM_6_HEARING, "R7", "R8", "R12"),
    warn=(1,),
)
PROTOCOL = Within(
    name="protocol",
    duty="sign the protocol of the oral hearing (chair and secretary)",
    days=2,
    starts=(HearingHeld,),
    met_by=(ProtocolSigned,),
    lapsed_by=(ReportWithdrawn,),
    who=Role.EXECUTOR,
    act=ProtocolSigned,
    missed=Missed.BREACH,
    otherwise="a breach: the refusal waits for the protocol",
    law=by(law.CODE_74, "R10"),
)
TERMINATION_NOTICE = Within(
    name="termination_notice",
    duty="end the procedure by a decision and tell the applicant",
    days=3,
    starts=(ReportWithdrawn,),
    met_by=(ProcedureTerminated,),
    who=Role.HEAD,
    act=ProcedureTerminated,
    missed=Missed.BREACH,
    otherwise="a breach",
    law=by(law.CODE_70, "R20"),
)
COURT_ACT_NOTICE = Within(
    name="court_act_notice",
    duty="tell the state institution that the court act was set aside",
    days=10,
    starts=(CourtActSetAside,),
    met_by=(StateInstitutionTold,),
    lapsed_by=(ReportWithdrawn,),
    ends=Ends.AT_MIDNIGHT,
    who=Role.APPLICANT,
    act=StateInstitutionTold,
    missed=Missed.RECORDED,
    otherwise="it stands on record that the institution was not told in time",
    law=by(law.LIST_9_5_COURT, "R2"),
)

DOCUMENTS = {
    1: DocumentRule(law.LIST_9_1, unless_held=True),
    2: DocumentRule(
        law.LIST_9_2,
        where=Circumstance.SPOUSE_IN_STATE_BODY,
        unless_held=True,
        about=About.SPOUSE,
        fresh=Limit(1, by(law.LIST_9_2, "R25")),
    ),
    3: DocumentRule(law.LIST_9_3),
    4: DocumentRule(law.LIST_9_4, unless_held=True),
    5: DocumentRule(law.LIST_9_5, where=Circumstance.CHILD_LIVES_APART, unless_held=True),
    6: DocumentRule(law.LIST_9_6, where=Circumstance.SPOUSE_IN_SERVICE),
    7: DocumentRule(law.LIST_9_7, where=Circumstance.DWELLING_UNSANITARY, unless_held=True),
    8: DocumentRule(law.LIST_9_8, where=Circumstance.DWELLING_UNSOUND),
    9: DocumentRule(law.LIST_9_9, where=Circumstance.ASKS_BETTER_HOUSING),
    10: DocumentRule(law.LIST_9_10, where=Circumstance.PAYMENT_USED),
}
"""The rules No. 49 that sub-item 10 names were repealed by the Government's decree No. 487 of 11 June 2026; the Order
still names them, so that the document is asked for where the report says so."""
OBTAINED = {
    "identity": DataRule(law.LIST_9_GATEWAY, About.EVERYONE),
    "marriage": DataRule(law.LIST_9_GATEWAY, About.APPLICANT),
    "divorce": DataRule(law.LIST_9_GATEWAY, About.APPLICANT),
    "birth": DataRule(law.LIST_9_GATEWAY, About.CHILDREN),
    "real_estate": DataRule(law.LIST_9_GATEWAY, About.EVERYONE),
    "state_housing_tenancy": DataRule(law.LIST_9_GATEWAY, About.EVERYONE),
    "disability": DataRule(law.LIST_9_GATEWAY, About.CHILDREN, Circumstance.CHILD_WITH_DISABILITY),
    "severe_illness": DataRule(law.LIST_9_GATEWAY, About.EVERYONE, Circumstance.SEVERE_ILLNESS),
}

ORDER_232_2025 = Definition(
    id="order-232-2025",
    service="order-232",
    edition="Order No. 687 of 12 June 2025",
    in_force_from=date(2025, 7, 1),
    in_force_to=None,
    estimated=True,
    title={
        "en": "Registering military personnel of the Armed Forces of the Republic of Kazakhstan who need service"
        " housing",
        "kk": "Қазақстан Республикасы Қарулы Күштерінің қызметтік тұрғынжайға мұқтаж әскери қызметшілерін есепке қою",
        "ru": "Постановка на учет нуждающихся в служебном жилище военнослужащих Вооруженных Сил Республики Казахстан",
    },
    chart=Chart(STEPS),
    terms=(
        ACCEPTANCE,
        SILENCE,
        DECISION,
        HEARING_NOTICE,
        OBJECTION,
        HEARING,
        PROTOCOL,
        TERMINATION_NOTICE,
        COURT_ACT_NOTICE,
        *COMPLAINT_TERMS,
    ),
    grounds={1: law.LIST_10_1, 2: law.LIST_10_2, 3: law.LIST_10_3, 4: law.LIST_10_4},
    documents=DOCUMENTS,
    obtained=OBTAINED,
    certificates={1: "certificate of Annex 5", 2: "certificate of Annex 6"},
    hours=Hours(time(9), time(13), time(14), time(18), law.LIST_8_HOURS),
    refusal_wait=Wait(3, by(law.CODE_73_1, "R6")),
    receipt_watch=Wait(1, by(law.CODE_66, "R7")),
    endorsement_warning=Wait(5, by(law.ITEM_4_AGREE, "R13")),
    endorsed_by=("legal_service", "housing_unit"),
    complaints=COMPLAINTS,
    announcement=AnnouncementRule(
        Limit(3, by(law.ITEM_7_CHANGE, "R1", "R2")), ("operator", "contact_centre", "providers")
    ),
)
