"""A service that no law knows: six working days, three steps of one, no hearing, two days to complete a package.

It shows that another service is a definition and no code: nothing is imported here but the vocabulary.
"""

from datetime import date, time

from process.definition import Definition, Hours, Wait
from process.document_rule import DocumentRule
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    ApplicantRegistered,
    DeadlineMissed,
    DeadlineMoved,
    DeadlineMoveHeld,
    DecisionOverdue,
    Endorsed,
    ExecutorAssigned,
    FiringAnnulled,
    PackageCompleted,
    PaperIssued,
    ReportAccepted,
    ReportFiled,
    ReportWithdrawn,
    TermExtended,
    TermResumed,
    TermSuspended,
    TimeToCureGiven,
    WarningRaised,
)
from process.law import Limit, Provision, by
from process.roles import Role
from process.states import Chart, State, Step
from process.terms import Ends, Missed, Within


def _rule(place, en, kk):
    return Provision(f"INVENTED_{place}", "Invented rules", place, en=en, kk=kk)


GENERAL = _rule(
    "item 1", "An application is filed, accepted, examined and decided.", "Өтініш беріледі және қаралады."
)
TERM = _rule("item 2", "It is decided within 6 working days.", "6 жұмыс күні ішінде шешіледі.")
STEP_DAY = _rule(
    "item 3", "Each step is taken within 1 working day.", "Әр қадам 1 жұмыс күні ішінде жасалады."
)
CURE = _rule(
    "item 4", "A package is completed within 2 working days.", "Құжаттар 2 жұмыс күні ішінде толықтырылады."
)
LONGER = _rule(
    "item 5", "The term is extended by 3 working days at most.", "Мерзім 3 жұмыс күнінен аспай ұзартылады."
)
LAW = by(GENERAL, "R1", "R2")
S, EXECUTOR, HEAD, APPLICANT, SYSTEM = State, Role.EXECUTOR, Role.HEAD, Role.APPLICANT, Role.SYSTEM
OPEN = (S.SUBMITTED, S.ACCEPTED)
ANY = (*OPEN, S.REJECTED, S.REGISTERED, S.REFUSED, S.WITHDRAWN)
DECIDED = (ApplicantRegistered, ApplicantRefused)

STEPS = (
    Step(ReportFiled, (), S.SUBMITTED, (APPLICANT,), LAW),
    Step(ExecutorAssigned, OPEN, None, (HEAD,), LAW),
    Step(TimeToCureGiven, (S.SUBMITTED,), None, (EXECUTOR,), LAW),
    Step(PackageCompleted, (S.SUBMITTED,), None, (APPLICANT,), LAW),
    Step(ReportAccepted, (S.SUBMITTED,), S.ACCEPTED, (EXECUTOR,), LAW),
    Step(AcceptanceRefused, (S.SUBMITTED,), S.REJECTED, (EXECUTOR,), LAW),
    Step(Endorsed, (S.ACCEPTED,), None, (Role.LEGAL_SERVICE,), LAW),
    Step(TermSuspended, (S.ACCEPTED,), None, (HEAD,), LAW),
    Step(TermResumed, (S.ACCEPTED,), None, (HEAD,), LAW),
    Step(TermExtended, (S.ACCEPTED,), None, (HEAD,), LAW),
    Step(ApplicantRegistered, (S.ACCEPTED,), S.REGISTERED, (HEAD,), LAW),
    Step(ApplicantRefused, (S.ACCEPTED,), S.REFUSED, (HEAD,), LAW),
    Step(ReportWithdrawn, OPEN, S.WITHDRAWN, (APPLICANT,), LAW),
    Step(DecisionOverdue, OPEN, None, (SYSTEM,), LAW),
    Step(DeadlineMissed, ANY, None, (SYSTEM,), LAW),
    Step(WarningRaised, ANY, None, (SYSTEM,), LAW),
    Step(DeadlineMoved, ANY, None, (SYSTEM, HEAD), LAW),
    Step(DeadlineMoveHeld, ANY, None, (SYSTEM,), LAW),
    Step(FiringAnnulled, ANY, None, (SYSTEM,), LAW),
    Step(ActCorrected, ANY, None, (HEAD,), LAW),
    Step(PaperIssued, ANY, None, (SYSTEM,), LAW),
)


def _step(name, duty, starts, met_by, who, act, **more):
    return Within(
        name=name,
        duty=duty,
        days=1,
        starts=starts,
        met_by=met_by,
        lapsed_by=(ReportWithdrawn, *more.pop("lapsed_by", ())),
        who=who,
        act=act,
        missed=Missed.BREACH,
        otherwise="a breach",
        law=by(STEP_DAY, "R1"),
        **more,
    )


def days_said(event, days):
    """The term that is left after a suspension, or the longer one of an extension."""
    if isinstance(event, TermResumed):
        return event.left
    return days + event.days if isinstance(event, TermExtended) else None


def not_another_deadline(event, case):
    """Once the time to complete a package is over, it is to be accepted or refused."""
    return not isinstance(event, DeadlineMissed) or event.deadline == "cure"


TERMS = (
    Within(
        name="silence",
        duty="accept the application, or refuse to, before silence counts as a refusal",
        days=6,
        starts=(ReportFiled,),
        met_by=(ReportAccepted, AcceptanceRefused),
        lapsed_by=(ReportWithdrawn,),
        who=EXECUTOR,
        act=ReportAccepted,
        missed=Missed.DEEMED_REFUSAL,
        otherwise="a deemed refusal on that day",
        law=by(TERM, "R5"),
    ),
    _step("assignment", "appoint the executor", (ReportFiled,), (ExecutorAssigned,), HEAD, ExecutorAssigned),
    _step(
        "acceptance",
        "accept the application, or give time to complete it",
        (ReportFiled, PackageCompleted, DeadlineMissed),
        (ReportAccepted, AcceptanceRefused),
        EXECUTOR,
        ReportAccepted,
        lapsed_by=(TimeToCureGiven,),
        starts_if=not_another_deadline,
    ),
    _step(
        "agreement",
        "say whether the legal service agrees",
        (ReportAccepted,),
        (Endorsed,),
        Role.LEGAL_SERVICE,
        Endorsed,
    ),
    Within(
        name="cure",
        duty="complete the package",
        days=2,
        starts=(TimeToCureGiven,),
        met_by=(PackageCompleted,),
        lapsed_by=(ReportWithdrawn,),
        ends=Ends.AT_MIDNIGHT,
        who=APPLICANT,
        act=PackageCompleted,
        missed=Missed.RECORDED,
        otherwise="the application may be refused to accept",
        law=by(CURE, "R1"),
    ),
    Within(
        name="decision",
        duty="register the applicant, or refuse",
        days=6,
        starts=(ReportAccepted, TermResumed, TermExtended),
        own_days=days_said,
        from_running=(TermExtended,),
        met_by=DECIDED,
        lapsed_by=(ReportWithdrawn, TermSuspended),
        who=HEAD,
        act=ApplicantRegistered,
        missed=Missed.DEEMED_REFUSAL,
        otherwise="a deemed refusal on that day",
        law=by(TERM, "R1"),
        warn=(1,),
    ),
)

INVENTED = Definition(
    id="invented-1",
    service="invented",
    edition="Invented rules",
    in_force_from=date(2020, 1, 1),
    in_force_to=None,
    estimated=False,
    title={
        "en": "A service that no law knows",
        "kk": "Ешбір заң білмейтін қызмет",
        "ru": "Услуга, которой нет",
    },
    chart=Chart(STEPS),
    terms=TERMS,
    grounds={n: _rule(f"item 6({n})", f"Ground {n}.", f"{n}-негіз.") for n in (1, 2)},
    documents={
        1: DocumentRule(_rule("item 7(1)", "Document 1.", "1-құжат."), unless_held=True),
        2: DocumentRule(_rule("item 7(2)", "Document 2.", "2-құжат."), where="dwelling_unsound"),
        3: DocumentRule(_rule("item 7(3)", "Document 3.", "3-құжат.")),
    },
    certificates={1: "extract"},
    hours=Hours(time(9), time(13), time(14), time(18), GENERAL),
    refusal_wait=Wait(1, by("R6")),
    receipt_watch=Wait(1, by("R7")),
    endorsement_warning=Wait(1, by("R13")),
    endorsed_by=("legal_service",),
    suspension=LAW,
    extension=Limit(3, by(LONGER)),
    application={"en": "application", "kk": "өтініш", "ru": "заявление"},
)
