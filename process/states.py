"""Where a case can stand, and which event moves it.

Everything that decides the order of steps is in STEPS. No step does anything: a row says what is allowed, to whom
and by what authority, and nothing runs when it is taken. The chart is built from it by `transitions` and is asked,
never driven: conditions that depend on more than the state stand in the decide functions, which can say why not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from transitions import Machine

from process import law
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
    Event,
    ExecutorAssigned,
    FiringAnnulled,
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
    WarningRaised,
)
from process.law import Authority, by
from process.roles import Role


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


DECISIONS = (State.REGISTERED, State.REFUSED)
NOTICED = (State.PRELIMINARY_REFUSAL, State.HEARING)
EXAMINED = (State.ACCEPTED, *NOTICED, State.HEARD)
BEFORE_THE_DECISION = (State.SUBMITTED, *EXAMINED)
ANY = tuple(State)

# Who does it, in the words of the "by" column.
EXECUTOR, HEAD, APPLICANT, SYSTEM = Role.EXECUTOR, Role.HEAD, Role.APPLICANT, Role.SYSTEM
SERVICES = (Role.LEGAL_SERVICE, Role.HOUSING_UNIT)


@dataclass(frozen=True, slots=True)
class Step:
    """From each of `sources` this event leads to `dest` (None: the state stays), done by one of `by`."""

    event: type[Event]
    sources: tuple[State, ...]
    dest: State | None
    by: tuple[Role, ...]
    law: Authority


S = State
# fmt: off
STEPS: tuple[Step, ...] = (
    Step(ReportFiled,           (),                       S.SUBMITTED, (APPLICANT,),      by(law.ITEM_3_REPORT, "R4", "R28")),
    Step(ExecutorAssigned,      BEFORE_THE_DECISION,      None,        (HEAD,),             by(law.ITEM_2_EXECUTOR)),
    Step(ReportAccepted,        (S.SUBMITTED,),           S.ACCEPTED,  (EXECUTOR,),         by(law.ITEM_4_MARK, "R5")),
    Step(AcceptanceRefused,     (S.SUBMITTED,),           S.REJECTED,  (EXECUTOR,),         by(law.ITEM_4_REFUSE)),
    Step(Endorsed,              (*EXAMINED, S.REFUSED),   None,        SERVICES,            by(law.ITEM_4_AGREE, "R13")),
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
    Step(ProtocolSigned,        (S.HEARD, *NOTICED, *DECISIONS),
                                                          None,        (EXECUTOR,),         by(law.CODE_74, "R10")),
    Step(ApplicantRegistered,   EXAMINED,                 S.REGISTERED, (HEAD,),            by(law.ITEM_5_TERM, law.ITEM_6_OUTCOME, "R9", "R13")),
    Step(ApplicantRegistered,   (S.REFUSED,),             S.REGISTERED, (HEAD,),            by(law.ITEM_9_FAVOURABLE, "R15")),
    Step(ApplicantRefused,      (S.HEARD,),               S.REFUSED,   (HEAD,),             by(law.ITEM_6_OUTCOME, "R10", "R13")),
    Step(ReportWithdrawn,       BEFORE_THE_DECISION,      S.WITHDRAWN, (APPLICANT,),        by(law.CODE_64_9, "R20")),
    Step(ProcedureTerminated,   (S.WITHDRAWN,),           None,        (HEAD,),             by(law.CODE_70, "R20")),
    Step(DecisionOverdue,       BEFORE_THE_DECISION,      None,        (SYSTEM,),           by(law.CODE_91_2, "R5", "R11")),
    Step(DeadlineMissed,        ANY,                      None,        (SYSTEM,),           by(law.CODE_76_2)),
    Step(WarningRaised,         ANY,                      None,        (SYSTEM,),           by("R6", "R7", "R13")),
    Step(DeadlineMoved,         ANY,                      None,        (SYSTEM, HEAD),      by("R24")),
    Step(DeadlineMoveHeld,      ANY,                      None,        (SYSTEM,),           by("R24")),
    Step(FiringAnnulled,        ANY,                      None,        (SYSTEM,),           by("R12")),
    Step(ActCorrected,          ANY,                      None,        (HEAD,),             by("R12")),
)
# fmt: on


class Chart:
    """The steps, asked and never driven: which event leads where, and what is possible from a state.

    Raises ValueError at once for steps that leave two ways open, or that nothing leads to: the library would not.
    """

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = tuple(steps)
        _check(self.steps)
        self._machine = Machine(
            model=None,  # a chart, not a driver: cases are data and carry no trigger methods
            states=[str(state) for state in State],
            initial=str(State.SUBMITTED),
            auto_transitions=False,  # else `to_refused` would be lawful from everywhere
            transitions=[_transition(step) for step in self.steps if step.sources],
        )
        self._rows = {(step.event, source): step for step in self.steps for source in step.sources}
        self._moves = {key: self._ask(*key) for key in self._rows}
        self._first = {step.event: step for step in reversed(self.steps)}
        self._laws = {key: str(step.law) for key, step in self._rows.items()}
        self._first_laws = {event: str(step.law) for event, step in self._first.items()}
        self._whose = {
            event: tuple(
                dict.fromkeys(role for step in self.steps if step.event is event for role in step.by)
            )
            for event in self._first
        }

    def _ask(self, event: type[Event], source: State) -> State:
        [move] = self._machine.get_transitions(event.__name__, str(source))
        return source if move.dest is None else State(str(move.dest))

    def leads_to(self, event: type[Event], source: State) -> State | None:
        """The state after this event, or None where it cannot happen."""
        return self._moves.get((event, source))

    def possible(self, source: State) -> tuple[type[Event], ...]:
        """The events that can happen in this state, in the order of the steps."""
        names = set(self._machine.get_triggers(str(source)))
        return tuple(dict.fromkeys(step.event for step in self.steps if step.event.__name__ in names))

    def step_from(self, event: type[Event], source: State) -> Step | None:
        """The row by which this event can happen in this state; None where it cannot."""
        return self._rows.get((event, source))

    def step(self, event: type[Event], source: State | None = None) -> Step | None:
        """The row that authorises this event from this state (from any state, where none is named)."""
        if source is not None and (event, source) in self._rows:
            return self._rows[event, source]
        return self._first.get(event)

    def law(self, event: type[Event], source: State | None = None) -> str:
        """What that step rests on, in short: "Order 232, item 6; R7". Empty where there is no such step."""
        if source is not None and (found := self._laws.get((event, source))) is not None:
            return found
        return self._first_laws.get(event, "")

    def whose(self, event: type[Event]) -> tuple[Role, ...]:
        """All roles whose act it is, from whatever state."""
        return self._whose.get(event, ())


def _transition(step: Step) -> dict[str, object]:
    return {
        "trigger": step.event.__name__,
        "source": [str(source) for source in step.sources],
        "dest": None if step.dest is None else str(step.dest),
    }


def _check(steps: tuple[Step, ...]) -> None:
    pairs = [(step.event, source) for step in steps for source in step.sources]
    twice = {f"{event.__name__} from {source}" for event, source in pairs if pairs.count((event, source)) > 1}
    if twice:
        raise ValueError(f"two steps for one event and state: {', '.join(sorted(twice))}")
    lost = {str(source) for _, source in pairs} - {str(state) for state in _reached(steps)}
    if lost:
        raise ValueError(f"no step leads to: {', '.join(sorted(lost))}")


def _reached(steps: tuple[Step, ...]) -> set[State]:
    """The states that a case comes to, from its report on; two that lead only to each other are none of them."""
    reached = {step.dest for step in steps if not step.sources and step.dest}
    while more := {step.dest for step in steps if step.dest and reached.intersection(step.sources)} - reached:
        reached |= more
    return reached
