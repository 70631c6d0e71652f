"""Which paper and which word an event owes, and to whom. Owed with the event, in its transaction; delivered later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from process.case import Case, Happened
from process.complaint_events import (
    ActCancelled,
    ActionOrdered,
    ActReplaced,
    CaseReturned,
    ComplaintForwarded,
    ComplaintLodged,
    ComplaintSatisfied,
    CourtActRecorded,
)
from process.definition import Definition
from process.due_dates import issue_from
from process.events import (
    FIRINGS,
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    ApplicantRegistered,
    ComplaintSilent,
    CourtActSetAside,
    DataUpdated,
    DeadlineMissed,
    DeadlineMoved,
    DeadlineMoveHeld,
    DecisionOverdue,
    Event,
    FiringAnnulled,
    HearingNoticeSent,
    ProcedureTerminated,
    ReportAccepted,
    WarningRaised,
)
from process.issuing import REFUSAL, gone_out, undone
from process.record import Entry
from process.states import State
from process.terms import Missed
from process.workdays import Workdays

APPLICANT, HEAD, EXECUTOR, MONITORING = "applicant", "head", "executor", "monitoring"
WARNING, STAGE, CORRECTION = "warning", "stage", "correction: "
MOVED, STAYS = "word of a moved deadline", "word of a deadline that stays"
MOVED_TOO_LATE, TO_APPROVE = "word of a move that came too late", "word of an earlier date to approve"
WORD: dict[type[Event], tuple[tuple[str, str], ...]] = {
    ReportAccepted: (("mark of acceptance", APPLICANT),),
    AcceptanceRefused: (("refusal to accept", APPLICANT), ("appeal sheet", APPLICANT)),
    HearingNoticeSent: (("notice of preliminary decision and hearing", APPLICANT),),
    ApplicantRegistered: (("certificate", APPLICANT),),
    ApplicantRefused: ((REFUSAL, APPLICANT), ("appeal sheet", APPLICANT)),
    ProcedureTerminated: (("termination decision", APPLICANT), ("appeal sheet", APPLICANT)),
    DecisionOverdue: (("word of the deemed refusal", HEAD), ("word of the deemed refusal", APPLICANT)),
    DeadlineMissed: (("word of a missed deadline", HEAD),),
    ComplaintLodged: (("word of a complaint", EXECUTOR), ("word of a complaint", HEAD)),
    ComplaintForwarded: (("word that the complaint was sent on", APPLICANT),),
    ComplaintSatisfied: (("word that the complaint is satisfied", APPLICANT),),
    ComplaintSilent: (
        ("word of the silence on a complaint", HEAD),
        ("word of the silence on a complaint", APPLICANT),
    ),
    ActCancelled: (("word of a new round", EXECUTOR), ("word of a new round", APPLICANT)),
    CaseReturned: (("word of a new round", EXECUTOR), ("word of a new round", APPLICANT)),
    ActionOrdered: (("word of an order", HEAD),),
    DataUpdated: (("word of updated data", EXECUTOR),),
    CourtActSetAside: (("word of a court act set aside", EXECUTOR),),
    CourtActRecorded: (("word of a court act", HEAD),),
}
NO_BREACH = (Missed.TERM_ENDED, Missed.RECORDED)
WITH_THE_FILE = "complaint with the administrative file"
DOCUMENTS = frozenset(
    {
        *("mark of acceptance", "refusal to accept", "notice of preliminary decision and hearing"),
        *(REFUSAL, "termination decision", "appeal sheet", WITH_THE_FILE),
    }
)
"""The papers that are made as documents, beside the certificates that the definition names."""
ON_PAPER = frozenset({"decision", "hearing", "objection"})
"""The deadlines whose dates a paper tells the applicant: the mark of acceptance, the notice of the hearing."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper or a notice owed because of entry `seq`; not to be issued before `issue_from`."""

    seq: int
    paper: str
    to: str
    way: str | None
    issue_from: datetime


def owed(case: Case, new: Sequence[Entry], workdays: Workdays) -> list[Owed]:
    """All that the new entries of the case owe, the stage messages for the monitoring system included (item 7)."""
    return [each for entry in new for each in _of(case, entry, _step_of(case, entry), workdays)]


def _step_of(case: Case, entry: Entry) -> Happened | None:
    """Where it stands in the course; what came last is asked for most."""
    for step in reversed(case.course):
        if step.entry.seq == entry.seq:
            return step
    return None


def _of(case: Case, entry: Entry, step: Happened | None, workdays: Workdays) -> Iterator[Owed]:
    if step is None:
        return  # struck or annulled within the same transaction: nothing follows from it
    registered = isinstance(step.event, DataUpdated) and case.decision is State.REGISTERED
    if registered and not undone(case, entry.seq):
        # Anew, with the same number and date (R29).
        yield Owed(
            entry.seq, _certificate(case), APPLICANT, None, issue_from(step.event, case.definition, workdays)
        )
    for paper, to in _words(case, step.event):
        way = step.event.way if isinstance(step.event, HearingNoticeSent) else None
        yield Owed(entry.seq, paper, to, way, issue_from(step.event, case.definition, workdays))
    if step.before is not step.after:
        yield Owed(entry.seq, STAGE, MONITORING, None, entry.recorded_at)


def _certificate(case: Case) -> str:
    """That of the register which the report asks for."""
    return case.definition.certificates[case.filed.report["form"]]


def _words(case: Case, event: Event) -> Iterator[tuple[str, str]]:
    match event:
        case ComplaintForwarded(to=body):
            yield (WITH_THE_FILE, body)
            yield from WORD[ComplaintForwarded]
        case ApplicantRegistered() | ActReplaced():
            yield (_certificate(case), APPLICANT)
        case DeadlineMissed(deadline=name) if case.definition.term(name).missed in NO_BREACH:
            return  # the provider owed nothing on that day, so nobody is told of a breach
        case WarningRaised(told=told, about=about):
            if _still_open(case, about):
                yield (WARNING, told)
        case DeadlineMoved() | DeadlineMoveHeld():
            yield from _of_a_move(case, event)
        case FiringAnnulled(firing=seq):
            annulled = next(entry.event for entry in case.record if entry.seq == seq)
            yield from ((f"{CORRECTION}{paper}", to) for paper, to in _words(case, annulled))
        case ActCorrected():
            yield from _of_a_correction(case, event)
        case _:
            yield from WORD.get(type(event), ())


def _of_a_move(case: Case, event: DeadlineMoved | DeadlineMoveHeld) -> Iterator[tuple[str, str]]:
    match event:
        case DeadlineMoved(deadline=name, was=was, now=now, counted_in=None) if was and was != now:
            yield from ((MOVED, to) for to in told_of(case, name, was))
        case DeadlineMoved(was=was, now=now, counted_in=None) if was == now:
            yield from ((STAYS, to) for to in _warned_of_the_earlier(case, event))
        case DeadlineMoveHeld(past=past):
            yield (MOVED_TOO_LATE if past else TO_APPROVE, HEAD)


def _of_a_correction(case: Case, correction: ActCorrected) -> Iterator[tuple[str, str]]:
    """Who holds a paper of an act that was not so, or not then, is told, and who had word beside it; what has not gone
    out is only recalled."""
    for entry in {entry.seq: entry for entry, _ in gone_out(case, correction)}.values():
        yield from ((f"{CORRECTION}{word}", to) for word, to in _words(case, entry.event))


def _warned_of_the_earlier(case: Case, stays: DeadlineMoved) -> tuple[str, ...]:
    """Who was warned of the earlier date that falls away."""
    before = (
        step.event
        for step in reversed(case.course)
        if isinstance(step.event, DeadlineMoveHeld) and step.event.deadline == stays.deadline
    )
    held = next((each for each in before if each.occurred_at <= stays.occurred_at), None)
    warned = (each for each in case.events(WarningRaised) if held and each.due_at == held.now)
    return tuple(sorted({each.told for each in warned if each.about == stays.deadline}))


def every_word(definition: Definition) -> Iterator[tuple[str, str]]:
    """Whatever may be owed under these rules, and to whom: `_words` yields nothing else."""
    warnings = [(WARNING, told) for told in (EXECUTOR, HEAD)]
    yield from (each for words in WORD.values() for each in words)
    yield from ((paper, APPLICANT) for paper in definition.certificates.values())
    yield from (
        (WITH_THE_FILE, str(body)) for body in (definition.complaints.bodies if definition.complaints else ())
    )
    yield from warnings
    moves = [*((MOVED, to) for to in (APPLICANT, EXECUTOR, HEAD)), *((STAYS, to) for to in (EXECUTOR, HEAD))]
    moves += [(MOVED_TOO_LATE, HEAD), (TO_APPROVE, HEAD)]
    yield from (*moves, (STAGE, MONITORING))
    fired = [*warnings, *moves, *(each for kind in FIRINGS for each in WORD.get(kind, ()))]
    yield from ((f"{CORRECTION}{paper}", to) for paper, to in (*fired, *_documents(definition)))


def is_document(paper: str, definition: Definition) -> bool:
    """Whether it is a paper that is made and issued, and not a word or a stage."""
    return paper in DOCUMENTS or paper in definition.certificates.values()


def _documents(definition: Definition) -> Iterator[tuple[str, str]]:
    """Those that may be corrected once they have gone out: a decision's certificate holds its decision fast."""
    for words in WORD.values():
        yield from ((paper, to) for paper, to in words if paper in DOCUMENTS and paper != REFUSAL)
    yield from WORD[ComplaintForwarded]  # beside the complaint with its file
    yield from (
        (WITH_THE_FILE, str(body)) for body in (definition.complaints.bodies if definition.complaints else ())
    )


def told_of(case: Case, name: str, due_at: datetime) -> tuple[str, ...]:
    """Who was told that the deadline ends then: the applicant by a paper, the provider's people by warnings."""
    warned = [
        each.told for each in case.events(WarningRaised) if each.about == name and each.due_at == due_at
    ]
    return whom_told(name, warned)


def whom_told(name: str, warned: Iterable[str]) -> tuple[str, ...]:
    """The same, from whom the warnings of that date went to."""
    return tuple(dict.fromkeys([*([APPLICANT] if name in ON_PAPER else []), *sorted(warned)]))


def _still_open(case: Case, about: str) -> bool:
    """Whether a warning still helps: after downtime, what was met meanwhile needs no word."""
    deadline = case.deadlines.get(about) or case.deadlines.get("decision")
    return deadline is not None and not deadline.closed


def recalled(case: Case, new: Sequence[Entry]) -> list[int]:
    """The entries whose papers are recalled, because a correction struck or moved the act that owed them."""
    acts = [entry.event.act for entry in new if isinstance(entry.event, ActCorrected)]
    return [entry.seq for entry in case.record if entry.act in acts] if acts else []


def restaged(before: Case | None, after: Case, new: Sequence[Entry]) -> list[Owed]:
    """The stage message where a correction, and no step of its own, changed the state (item 7)."""
    if before is None or before.state is after.state:
        return []
    corrections = [entry for entry in new if isinstance(entry.event, ActCorrected)]
    return [Owed(entry.seq, STAGE, MONITORING, None, entry.recorded_at) for entry in corrections]


def owed_again(case: Case, new: Sequence[Entry], workdays: Workdays) -> list[Owed]:
    """What acts that a correction moved to another moment owe anew, in place of what was recalled."""
    seqs = recalled(case, new)
    if not seqs:
        return []
    return [
        each
        for step in case.course
        if step.entry.seq in seqs
        for each in _of(case, step.entry, step, workdays)
    ]
