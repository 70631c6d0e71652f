"""Where a case can stand, and which event moves it.

Everything that decides the order of steps is in STEPS. No step does anything: a row says what is allowed, to whom
and by what authority, and nothing runs when it is taken. The chart is built from it by `transitions` and is asked,
never driven: conditions that depend on more than the state stand in the decide functions, which can say why not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from transitions import Machine

from process import law
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
    CourtActRecorded,
    ExtensionTold,
    OrderExecuted,
    ReturnDecided,
)
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    ApplicantRegistered,
    CertificationConfirmed,
    ComplaintSilent,
    CourtActSetAside,
    DataObtained,
    DataUpdated,
    DeadlineMissed,
    DeadlineMoved,
    DeadlineMoveHeld,
    DecisionOverdue,
    Endorsed,
    Event,
    ExecutorAssigned,
    FiringAnnulled,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    LeftRegister,
    OralHearingRequested,
    PaperIssued,
    PositionStated,
    ProcedureTerminated,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
    ReportFiled,
    ReportWithdrawn,
    StateInstitutionTold,
    WarningRaised,
)
from process.law import Authority, by
from process.roles import BODIES, Role


class State(StrEnum):
    """Where a case stands. The names are the public vocabulary."""

    SUBMITTED = "submitted"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    PRELIMINARY_REFUSAL = "preliminary_refusal"
    HEARING = "hearing"
    HEARD = "heard"
    REGISTERED = "registered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    APPEAL = "appeal"


class Beneath(Enum):
    """Where a step leads that changes a complaint: to `appeal` while a complaint about the decision is open, else to
    what lies beneath; the case, which knows its complaints, says which."""

    BENEATH = "what lies beneath"


BENEATH = Beneath.BENEATH
DECISIONS = (State.REGISTERED, State.REFUSED)
NOTICED = (State.PRELIMINARY_REFUSAL, State.HEARING)
EXAMINED = (State.ACCEPTED, *NOTICED, State.HEARD)
BEFORE_THE_DECISION = (State.SUBMITTED, *EXAMINED)
ANY = tuple(State)
UPDATABLE = tuple(state for state in State if state not in (State.REJECTED, State.WITHDRAWN))
AT_THE_DOOR = (State.SUBMITTED, State.REJECTED)
LATER_THAN_THE_DOOR = tuple(state for state in State if state not in AT_THE_DOOR)

# Who does it, in the words of the "by" column.
EXECUTOR, HEAD, APPLICANT, SYSTEM = Role.EXECUTOR, Role.HEAD, Role.APPLICANT, Role.SYSTEM
SERVICES = (Role.LEGAL_SERVICE, Role.HOUSING_UNIT)
PROVIDER = (EXECUTOR, HEAD)


NO_AUTHORITY = by()


@dataclass(frozen=True, slots=True)
class Step:
    """From each of `sources` this event leads to `dest` (None: the state stays), done by one of `by`, on what authority.

    The steps of a complaint name neither: the case's own step for the event does.
    """

    event: type[Event]
    sources: tuple[StrEnum, ...]
    dest: StrEnum | Beneath | None
    by: tuple[Role, ...] = ()
    law: Authority = NO_AUTHORITY


S = State
# fmt: off
STEPS: tuple[Step, ...] = (
    Step(ReportFiled,           (),                       S.SUBMITTED, (APPLICANT,),      by(law.ITEM_3_REPORT, "R4", "R28")),
    Step(ExecutorAssigned,      BEFORE_THE_DECISION,      None,        (HEAD,),             by(law.ITEM_2_EXECUTOR)),
    Step(ReportAccepted,        (S.SUBMITTED,),           S.ACCEPTED,  (EXECUTOR,),         by(law.ITEM_4_MARK, "R5")),
    Step(ReportAccepted,        (S.REJECTED,),            S.ACCEPTED,  (EXECUTOR,),         by(law.ITEM_9_FAVOURABLE, "R15")),
    Step(AcceptanceRefused,     (S.SUBMITTED,),           S.REJECTED,  (EXECUTOR,),         by(law.ITEM_4_REFUSE)),
    Step(Endorsed,              (*EXAMINED, S.REFUSED, S.APPEAL),
                                                          None,        SERVICES,            by(law.ITEM_4_AGREE, "R13")),
    Step(RefusalProposed,       (S.ACCEPTED, S.HEARING, S.HEARD),
                                                S.PRELIMINARY_REFUSAL, (EXECUTOR,),         by(law.ITEM_6_GROUNDS, "R6", "R8", "R12")),
    Step(HearingNoticeSent,     NOTICED,                  None,        (EXECUTOR,),         by(law.ITEM_6_NOTICE, "R6", "R7")),
    Step(HearingNoticeReceived, NOTICED,                  S.HEARING,   (SYSTEM, EXECUTOR),  by(law.ITEM_6_HEARING, "R7")),
    Step(HearingRescheduled,    NOTICED,                  None,        (EXECUTOR,),         by(law.ITEM_6_HEARING, "R8", "R12")),
    Step(PositionStated,        NOTICED,                  S.HEARING,   (APPLICANT,),        by(law.CODE_73_3, "R10")),
    Step(PositionStated,        (S.HEARD,),               None,        (APPLICANT,),        by(law.CODE_73_3, "R10")),
    Step(OralHearingRequested,  (*NOTICED, S.HEARD),      S.HEARING,   (APPLICANT,),        by(law.CODE_73_3, "R10")),
    Step(HearingHeld,           (S.HEARING,),             S.HEARD,     (EXECUTOR,),         by(law.ITEM_6_HEARING, "R10")),
    Step(HearingWaived,         NOTICED,                  S.HEARD,     (APPLICANT, EXECUTOR), by(law.CODE_73_2_5, "R9")),
    Step(ProtocolSigned,        (S.HEARD, *NOTICED, *DECISIONS, S.APPEAL),
                                                          None,        (EXECUTOR,),         by(law.CODE_74, "R10")),
    Step(ApplicantRegistered,   EXAMINED,                 S.REGISTERED, (HEAD,),            by(law.ITEM_5_TERM, law.ITEM_6_OUTCOME, "R9", "R13")),
    Step(ApplicantRegistered,   (S.REFUSED, S.APPEAL),    S.REGISTERED, (HEAD,),            by(law.ITEM_9_FAVOURABLE, "R15")),
    Step(ApplicantRefused,      (S.HEARD,),               S.REFUSED,   (HEAD,),             by(law.ITEM_6_OUTCOME, "R10", "R13")),
    Step(ReportWithdrawn,       BEFORE_THE_DECISION,      S.WITHDRAWN, (APPLICANT,),        by(law.CODE_64_9, "R20")),
    Step(ProcedureTerminated,   (S.WITHDRAWN,),           None,        (HEAD,),             by(law.CODE_70, "R20")),
    Step(DataUpdated,           UPDATABLE,                None,        (APPLICANT,),        by(law.ITEM_3_UPDATE, "R29", "R27")),
    Step(CertificationConfirmed, AT_THE_DOOR,             None,        (EXECUTOR,),         by(law.ITEM_3_REPORT, "R28")),
    Step(DataObtained,          BEFORE_THE_DECISION,      None,        (EXECUTOR,),         by(law.LIST_9_GATEWAY)),
    Step(LeftRegister,          ANY,                      None,        (HEAD,),             by("R14")),
    Step(CourtActSetAside,      ANY,                      None,        (APPLICANT,),        by(law.LIST_9_5_COURT)),
    Step(StateInstitutionTold,  ANY,                      None,        (APPLICANT,),        by(law.LIST_9_5_COURT)),
    Step(ComplaintLodged,       ANY,                      BENEATH,     (APPLICANT,),        by(law.ITEM_8_FILED, "R11", "R16", "R17")),
    Step(ComplaintSatisfied,    ANY,                      BENEATH,     PROVIDER,            by(law.ITEM_9_FAVOURABLE, "R15")),
    Step(ComplaintForwarded,    ANY,                      BENEATH,     PROVIDER,            by(law.ITEM_9_FORWARD, "R15", "R16")),
    Step(ComplaintTaken,        ANY,                      BENEATH,     BODIES,              by(law.ITEM_8_REVIEW, "R16")),
    Step(ComplaintExtended,     ANY,                      BENEATH,     BODIES,              by(law.LAW_25_4, "R16")),
    Step(ExtensionTold,         ANY,                      BENEATH,     BODIES,              by(law.LAW_25_4, "R16")),
    Step(ReturnDecided,         ANY,                      BENEATH,     BODIES,              by(law.CODE_100, "R19")),
    Step(ComplaintDismissed,    ANY,                      BENEATH,     BODIES,              by(law.CODE_100, "R19")),
    Step(ComplaintLeft,         ANY,                      BENEATH,     BODIES,              by(law.CODE_95, "R19")),
    Step(ComplaintWithdrawn,    ANY,                      BENEATH,     (APPLICANT,),        by(law.CODE_64_9, "R19")),
    Step(ComplaintSilent,       ANY,                      BENEATH,     (SYSTEM,),           by(law.CODE_100_5, law.CODE_91_2, "R16", "R19")),
    Step(ActCancelled,          AT_THE_DOOR,              S.SUBMITTED, BODIES,              by(law.CODE_100, "R19", "R26")),
    Step(ActCancelled,          LATER_THAN_THE_DOOR,      S.ACCEPTED,  BODIES,              by(law.CODE_100, "R19", "R26")),
    Step(CaseReturned,          AT_THE_DOOR,              S.SUBMITTED, BODIES,              by(law.CODE_100, "R19", "R26")),
    Step(CaseReturned,          LATER_THAN_THE_DOOR,      S.ACCEPTED,  BODIES,              by(law.CODE_100, "R19", "R26")),
    Step(ActReplaced,           (*EXAMINED, S.REFUSED, S.APPEAL),
                                                          S.REGISTERED, BODIES,             by(law.CODE_100, "R19")),
    Step(ActionOrdered,         AT_THE_DOOR,              S.SUBMITTED, BODIES,              by(law.CODE_100, law.CODE_86_3, "R19", "R26")),
    Step(ActionOrdered,         LATER_THAN_THE_DOOR,      BENEATH,     BODIES,              by(law.CODE_100, law.CODE_86_3, "R19", "R26")),
    Step(OrderExecuted,         ANY,                      BENEATH,     PROVIDER,            by(law.CODE_86_3, "R26")),
    Step(CourtActRecorded,      ANY,                      BENEATH,     (EXECUTOR,),         by(law.ITEM_12_COURT, "R19")),
    Step(DecisionOverdue,       BEFORE_THE_DECISION,      None,        (SYSTEM,),           by(law.CODE_91_2, "R5", "R11")),
    Step(DeadlineMissed,        ANY,                      None,        (SYSTEM,),           by(law.CODE_76_2)),
    Step(WarningRaised,         ANY,                      None,        (SYSTEM,),           by("R6", "R7", "R13")),
    Step(DeadlineMoved,         ANY,                      None,        (SYSTEM, HEAD),      by("R24")),
    Step(DeadlineMoveHeld,      ANY,                      None,        (SYSTEM,),           by("R24")),
    Step(FiringAnnulled,        ANY,                      None,        (SYSTEM,),           by("R12")),
    Step(ActCorrected,          ANY,                      None,        (HEAD,),             by("R12")),
    Step(PaperIssued,           ANY,                      None,        (SYSTEM,),           by(law.ITEM_5_RESULT, law.LIST_6_RESULT, "R4", "R14")),
)
# fmt: on


K = TypeVar("K", bound=StrEnum)


class Chart(Generic[K]):
    """The steps, asked and never driven: which event leads where, and what is possible from a state.

    `rows`: the step by which an event can happen in a state, by both; `moves`: the state after it, `BENEATH` where the
    case has to say; `whose`: all roles whose act an event is, from whatever state; `laws`: what its step
    rests on, in short, from a state or (None) from any. What is not there cannot happen.

    Raises ValueError at once for steps that leave two ways open, or that nothing leads to: the library would not.
    """

    def __init__(self, steps: Iterable[Step], kind: type[K] = State) -> None:  # type: ignore[assignment]  # of cases
        self.steps = tuple(steps)
        _check(self.steps)
        self._kind = kind
        self._machine = Machine(
            model=None,  # a chart, not a driver: cases are data and carry no trigger methods
            states=[str(state) for state in kind],
            initial=str(next(iter(kind))),
            auto_transitions=False,  # else `to_refused` would be lawful from everywhere
            transitions=[each for step in self.steps for each in transitions_of(step)],
        )
        self.rows: Mapping[tuple[type[Event], StrEnum], Step] = {
            (step.event, source): step for step in self.steps for source in step.sources
        }
        self.moves: Mapping[tuple[type[Event], StrEnum], Any] = {
            key: step.dest if isinstance(step.dest, Beneath) else self._ask(*key)
            for key, step in self.rows.items()
        }
        self._first = {step.event: step for step in reversed(self.steps)}
        self.laws: Mapping[tuple[type[Event], StrEnum | None], str] = {
            (event, source): str(self.rows.get((event, source), step).law)
            for event, step in self._first.items()
            for source in (*kind, None)
        }
        self.whose: Mapping[type[Event], tuple[Role, ...]] = {
            event: tuple(
                dict.fromkeys(role for step in self.steps if step.event is event for role in step.by)
            )
            for event in self._first
        }

    def _ask(self, event: type[Event], source: StrEnum) -> K:
        [move] = self._machine.get_transitions(event.__name__, str(source))
        return self._kind(str(source if move.dest is None else move.dest))

    def leads_to(self, event: type[Event], source: K) -> Any:
        """The state after this event, or None where it cannot happen; `BENEATH` where the case has to say."""
        return self.moves.get((event, source))

    def possible(self, source: K) -> tuple[type[Event], ...]:
        """The events that can happen in this state, in the order of the steps."""
        names = set(self._machine.get_triggers(str(source)))
        return tuple(dict.fromkeys(step.event for step in self.steps if step.event.__name__ in names))

    def step(self, event: type[Event], source: K | None = None) -> Step | None:
        """The row that authorises this event from this state (from any state, where none is named)."""
        if source is not None and (event, source) in self.rows:
            return self.rows[event, source]
        return self._first.get(event)


def transitions_of(step: Step) -> list[dict[str, object]]:
    """The step as the library writes it: one that leads to what lies beneath has a way to each place that may lie
    there."""
    if not step.sources:
        return []
    if not isinstance(step.dest, Beneath):
        return [_transition(step.event, step.sources, step.dest)]
    stays = [_transition(step.event, step.sources, None)]
    under = [_transition(step.event, [S.APPEAL], each) for each in DECISIONS if S.APPEAL in step.sources]
    raised = [each for each in DECISIONS if each in step.sources]
    return [*stays, *under, *([_transition(step.event, raised, S.APPEAL)] if raised else [])]


def _transition(event: type[Event], sources: Iterable[StrEnum], dest: StrEnum | None) -> dict[str, object]:
    return {
        "trigger": event.__name__,
        "source": [str(source) for source in sources],
        "dest": None if dest is None else str(dest),
    }


def _check(steps: tuple[Step, ...]) -> None:
    pairs = [(step.event, source) for step in steps for source in step.sources]
    twice = {f"{event.__name__} from {source}" for event, source in pairs if pairs.count((event, source)) > 1}
    if twice:
        raise ValueError(f"two steps for one event and state: {', '.join(sorted(twice))}")
    lost = {str(source) for _, source in pairs} - {str(state) for state in _reached(steps)}
    if lost:
        raise ValueError(f"no step leads to: {', '.join(sorted(lost))}")


def _reached(steps: tuple[Step, ...]) -> set[StrEnum]:
    """The states that a case comes to, from its report on; two that lead only to each other are none of them."""
    reached: set[StrEnum] = {to for step in steps if not step.sources for to in _leads(step)}
    while (
        more := {to for step in steps if reached.intersection(step.sources) for to in _leads(step)} - reached
    ):
        reached |= more
    return reached


def _leads(step: Step) -> tuple[StrEnum, ...]:
    """Every state that the step may lead to."""
    if isinstance(step.dest, Beneath):
        return (S.APPEAL,) if set(DECISIONS).intersection(step.sources) else ()
    return (step.dest,) if step.dest else ()
