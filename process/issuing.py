"""Papers that went out (`PaperIssued`): what each states, which are still good, and what they hold fast.

A certificate that is issued is relied on outside the office: what it rests on is corrected no more. Issued anew after
an update it keeps its number and date (R29).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from process.case import DECIDING, Case
from process.complaint_events import NEW_ROUND
from process.errors import NotAllowedHere, NotFound
from process.events import (
    MARKS,
    AcceptanceRefused,
    ActCorrected,
    DataUpdated,
    Event,
    HearingNoticeSent,
    HearingRescheduled,
    LeftRegister,
    PaperIssued,
    ProcedureTerminated,
    RefusalProposed,
    ReportAccepted,
)
from process.localtime import day_of
from process.record import Entry
from process.roles import Role
from process.standing import on, require_step

REFUSAL = "certificate of Annex 7"


class Overtaken(NotAllowedHere):
    """What a paper would state does not stand any more, so it goes out no more; nobody has to do anything."""


DONE_OTHERWISE: Mapping[type, tuple[type[Event], ...]] = {
    **dict.fromkeys(DECIDING, (*DECIDING, LeftRegister)),
    AcceptanceRefused: (ReportAccepted,),
    HearingNoticeSent: (HearingRescheduled, RefusalProposed),
    ProcedureTerminated: NEW_ROUND,
}
"""After which later acts the papers of an act are good no more, a new round aside."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that went out: the entry that says so, the entry it comes from, and why it is good no more, if so."""

    entry: Entry
    of: Entry
    superseded: str | None = None

    @property
    def event(self) -> PaperIssued:
        assert isinstance(self.entry.event, PaperIssued)
        return self.entry.event


def issued(case: Case) -> list[Issued]:
    """All papers that went out, in their order."""
    by_seq = {entry.seq: entry for entry in case.record}
    found = [entry for entry in case.record if isinstance(entry.event, PaperIssued)]
    return [Issued(entry, by_seq[of(entry).of], _superseded(case, entry)) for entry in found]


def of(entry: Entry) -> PaperIssued:
    assert isinstance(entry.event, PaperIssued)
    return entry.event


def issued_of(case: Case, seq: int, paper: str, lang: str) -> Entry | None:
    """The entry that says that this paper of entry `seq`, as that act is known now, went out last in that language."""
    wanted = (seq, paper, lang)
    each = (entry for entry in reversed(case.record) if isinstance(entry.event, PaperIssued))
    found = (entry for entry in each if (of(entry).of, of(entry).paper, of(entry).lang) == wanted)
    return next((entry for entry in found if _corrected_by(case, entry) is None), None)


def _corrected_by(case: Case, entry: Entry) -> Entry | None:
    """The correction of the act that a paper comes from, entered after it went out."""
    act = next(each.act for each in case.record if each.seq == of(entry).of)
    later = (each for each in case.record if each.seq > entry.seq)
    return next(
        (each for each in later if isinstance(each.event, ActCorrected) and each.event.act == act), None
    )


def stated_before(case: Case, paper: str, seq: int) -> PaperIssued | None:
    """The paper whose number and date one of entry `seq` keeps: the same certificate, before the data were updated
    (R29), or the same paper in another language."""
    behind = decision_behind(case, seq)
    for entry in case.record:
        event = entry.event
        if not isinstance(event, PaperIssued) or event.paper != paper or _corrected_by(case, entry):
            continue
        if decision_behind(case, event.of) == behind:
            return event
    return None


def decision_behind(case: Case, seq: int) -> int:
    """The entry whose word a paper of entry `seq` states: that entry or, where data were updated and the certificate is
    issued anew, that of the decision before it."""
    by_seq = {step.entry.seq: step.event for step in case.course}
    if not isinstance(by_seq.get(seq), DataUpdated):
        return seq
    return max(
        (each for each, event in by_seq.items() if isinstance(event, DECIDING) and each <= seq), default=seq
    )


def require_in_course(case: Case, seq: int) -> Event:
    """The event of entry `seq` as it counts. Raises NotFound, NotAllowedHere for one that was struck."""
    for step in case.course:
        if step.entry.seq == seq:
            return step.event
    if not any(entry.seq == seq for entry in case.record):
        raise NotFound(f"case {case.id} has no entry {seq}", way_on=f"Its entries are 1 to {case.version}.")
    raise NotAllowedHere(f"Case {case.id}: entry {seq} is struck; no paper follows from it")


def of_the_decision(case: Case, paper: str) -> bool:
    """Whether it is the paper of a decision: the certificates of Annexes 5, 6 and 7."""
    return paper in (*case.definition.certificates.values(), REFUSAL)


def held_by(case: Case, act: int) -> Issued | None:
    """The certificate that went out and holds that act fast: its decision, what was entered before that, and the update
    of which it was issued anew."""
    acts = {entry.seq: entry.act for entry in case.record}
    for each in issued(case):
        bears = act <= acts[decision_behind(case, each.of.seq)] or act == each.of.act
        if bears and of_the_decision(case, each.event.paper):
            return each
    return None


def require_not_issued(case: Case, target: Entry | None = None) -> None:
    """Raises NotAllowedHere where that act (None: every one) bears a decision whose certificate is issued."""
    acts = {target.act} if target else {each.act for each in case.record if _of_a_person(each)}
    held = [held_by(case, act) for act in acts]
    holds = held[-1]
    if holds and all(held):
        what = f"entry {target.seq} cannot be corrected" if target else "nothing can be corrected now"
        raise NotAllowedHere(
            f"Case {case.id}: {what}; the {holds.event.paper} that rests on it was issued on"
            f" {on(day_of(holds.event.occurred_at))} (entry {holds.entry.seq})",
            provision=require_step(case, PaperIssued).law.cite(),
            way_on="Data are changed by a report of Annex 3; the decision itself by a favourable act, on a complaint,"
            " or by a court.",
            details={"issued": holds.entry.seq},
        )


def _of_a_person(entry: Entry) -> bool:
    return entry.actor.role is not Role.SYSTEM and not isinstance(entry.event, MARKS)


def gone_out(case: Case, correction: ActCorrected) -> Iterator[tuple[Entry, str]]:
    """The papers that had gone out of the act that it corrects, each with the entry that owed it, each once."""
    found: dict[tuple[int, str], Entry] = {}
    for each in issued(case):
        if each.of.act == correction.act:
            found[each.of.seq, each.event.paper] = each.of
    yield from ((entry, paper) for (_, paper), entry in found.items())


# --- still good?


def _superseded(case: Case, entry: Entry) -> str | None:
    event = of(entry)
    if correction := _corrected_by(case, entry):
        return f"the act that it comes from was corrected, entry {correction.seq}"
    for later in case.record[entry.seq :]:
        if isinstance(later.event, PaperIssued) and _replaces(case, later.event, event):
            day = day_of(later.event.occurred_at)
            return f"it was issued anew on {on(day)}, entry {later.seq}"
    return undone(case, event.of)


def _replaces(case: Case, later: PaperIssued, earlier: PaperIssued) -> bool:
    """One of the same entry replaces that in its language; a certificate issued anew replaces those in every one."""
    if later.paper != earlier.paper:
        return False
    if later.of == earlier.of:
        return later.lang == earlier.lang
    return decision_behind(case, later.of) == decision_behind(case, earlier.of)


def require_stands(case: Case, seq: int) -> None:
    """Raises Overtaken where what a paper of entry `seq` would state stands no more: nobody is to be told it now."""
    require_in_course(case, seq)
    if why := undone(case, seq):
        raise Overtaken(
            f"Case {case.id}: no paper goes out of entry {seq} any more: {why}",
            provision=require_step(case, PaperIssued).law.cite(),
            way_on="Nothing is to be done: what came in its place has papers of its own.",
        )


def undone(case: Case, seq: int) -> str | None:
    """Why what a paper of that entry states stands no more: set aside by a body or a court, or done otherwise since."""
    behind = decision_behind(case, seq)
    stated = next((step.event for step in case.course if step.entry.seq == behind), None)
    otherwise = DONE_OTHERWISE.get(type(stated), ())
    for step in case.course:
        if step.entry.seq <= behind or not otherwise:
            continue
        if isinstance(step.event, NEW_ROUND):
            return f"what it states was set aside, entry {step.entry.seq}"
        if isinstance(step.event, otherwise):
            return f"another act came in its place, entry {step.entry.seq}"
    return None
