"""What a message says to people: case, what happened and when, what its reader is to do by when, and the law.

The words stand with all others (`terminal/words/`); which paper is owed to whom, `process/notices.py` decides. A
letter is made of the case as it stands when it goes, so that it names no date that has moved meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.case import Case, Happened
from process.complaint_events import ActionOrdered, ComplaintForwarded
from process.deadlines import running
from process.errors import NotAllowedHere
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    DeadlineMissed,
    DeadlineMoved,
    DeadlineMoveHeld,
    DecisionOverdue,
    Event,
    FiringAnnulled,
    HearingNoticeSent,
    HearingRescheduled,
    RefusalProposed,
    WarningRaised,
)
from process.hearing import WAYS
from process.notices import CORRECTION, EXECUTOR
from process.standing import when
from process.terms import Deadline
from terminal import texts
from terminal.texts import say

CERTIFICATE = "certificate"
NONE = "-"


@dataclass(frozen=True, slots=True)
class Letter:
    """`next`: the soonest thing that its reader is to do."""

    subject: str
    body: str
    next: Deadline | None


def letter(
    case: Case, paper: str, to: str, step: Happened, *, lang: str, now: datetime, person: str | None
) -> Letter:
    """The letter about what happened in that step. `person`: the applicant's masked name, for the staff."""
    reader = next((each for each in running(case, now) if str(each.term.who) == to), None)
    lines = [
        say("letter.case", lang, case=case.id, reference=case.filed.report["portal_reference"]),
        *_who(case, to, person, lang),
        "",
        *_happened(case, paper, step, lang),
        "",
        *_asked(reader, step.event, now, lang),
        say("letter.law", lang, law=texts.law(_law(case, step), lang)),
    ]
    subject = say("letter.subject", lang, case=case.id, what=texts.retold(paper, lang))
    return Letter(subject, "\n".join(lines) + "\n", reader)


def step_of(case: Case, seq: int) -> Happened:
    """What the entry did, at its lawful moment. Raises NotAllowedHere where it has no effect any more."""
    for step in reversed(case.course):
        if step.entry.seq == seq:
            return step
    raise NotAllowedHere(f"entry {seq} of case {case.id} was struck or annulled, so nobody is told of it")


def _who(case: Case, to: str, person: str | None, lang: str) -> Iterator[str]:
    if person is not None:
        yield say("letter.person", lang, name=person)
    if person is not None and case.executor and to != EXECUTOR:
        yield say("letter.executor", lang, name=case.executor)


def _happened(case: Case, paper: str, step: Happened, lang: str) -> Iterator[str]:
    if paper.startswith(CORRECTION) and isinstance(step.event, ActCorrected):
        yield _corrected(case, step.event, lang)
        return
    if paper.startswith(CORRECTION) and isinstance(step.event, FiringAnnulled):
        number = step.event.firing
        annulled = next(entry.event for entry in case.record if entry.seq == number)
        yield say("letter.correction", lang)
        yield _said(case, paper.removeprefix(CORRECTION), annulled, lang)
    else:
        yield _said(case, paper, step.event, lang)


def _corrected(case: Case, event: ActCorrected, lang: str) -> str:
    """Why the paper counts no more. It may not have arrived: nobody can know that of every one that went out."""
    was = next(entry.event.occurred_at for entry in case.record if entry.seq == event.act)
    now = when(event.moment) if event.moment else NONE
    key = "letter.corrected_moved" if event.moment else "letter.corrected_struck"
    return say(key, lang, at=when(was), now=now, reason=event.reason)


def _said(case: Case, paper: str, event: Event, lang: str) -> str:
    values = {"case": case.id, "at": when(event.occurred_at), **_values(case, event, lang)}
    if isinstance(event, WarningRaised) and event.about in ("receipt", "endorsements"):
        return say(f"letter.{event.about}", lang, **_without_a_deadline(case, event, lang))
    # A definition gives its certificates names of its own, and no other paper.
    named = paper if texts.known(f"letter_what.{paper}", lang) else CERTIFICATE
    return say(f"letter_what.{named}", lang, **values)


def _values(case: Case, event: Event, lang: str) -> dict[str, Any]:
    """What the words about this event have gaps for."""
    match event:
        case AcceptanceRefused(missing=missing, expired=expired):
            return {"lacking": ", ".join(map(str, sorted({*missing, *expired})))}
        case HearingNoticeSent():
            return _of_the_hearing(case, event, lang)
        case ApplicantRefused(grounds=grounds):
            return {"grounds": _grounds(grounds, lang)}
        case ComplaintForwarded(to=body):
            return {"body": texts.body(body, lang)}
        case ActionOrdered(what=what, act=act):
            return {"ordered": texts.act(act, lang) if act else texts.in_words(what, lang)}
        case DeadlineMissed(deadline=name):
            return {"deadline": texts.deadline(name, lang)}
        case WarningRaised(about=name, due_at=due_at):
            return {"deadline": texts.deadline(name, lang), "due": when(due_at)}
        case DeadlineMoved(deadline=name, was=was, now=now, act=act):
            before = when(was) if was else NONE
            words = {"deadline": texts.deadline(name, lang), "was": before, "now": when(now)}
            return words | {"act": texts.retold(act, lang)}
        case DeadlineMoveHeld(deadline=name, was=was, now=now, act=act):
            words = {"deadline": texts.deadline(name, lang), "was": when(was), "now": when(now)}
            return words | {"act": texts.retold(act, lang)}
    decision = case.deadlines.get("decision")
    return {"decision": when(decision.due_at) if decision else NONE}


def _of_the_hearing(case: Case, sent: HearingNoticeSent, lang: str) -> dict[str, Any]:
    """The proposal and the setting that this very notice tells of: the latest before it."""
    from terminal.particulars import setting  # here: it draws besides, and the daemon seldom needs it

    before = [each.event for each in case.course if each.event.occurred_at <= sent.occurred_at]
    proposed = [each for each in before if isinstance(each, RefusalProposed)][-1]
    set_last = [each for each in before if isinstance(each, (RefusalProposed, HearingRescheduled))][-1]
    return {
        "proposed": when(proposed.occurred_at),
        "grounds": _grounds(proposed.grounds, lang),
        "hearing": setting(set_last, lang),
        "days": case.definition.term("objection").days,
    }


def _grounds(grounds: tuple[int, ...], lang: str) -> str:
    return say("fact.grounds", lang, numbers=", ".join(map(str, sorted(grounds))))


def _without_a_deadline(case: Case, event: WarningRaised, lang: str) -> dict[str, Any]:
    """Of the warnings about what has no deadline of its own."""
    sent = case.last(HearingNoticeSent)
    if event.about != "receipt" or sent is None:
        return {"due": when(event.due_at)}
    others = [texts.known(f"way.{each}", lang) or each for each in WAYS if each != sent.way]
    way = texts.known(f"way.{sent.way}", lang) or sent.way
    return {"case": case.id, "sent": when(sent.occurred_at), "way": way, "ways": ", ".join(others)}


def _asked(reader: Deadline | None, event: Event, now: datetime, lang: str) -> Iterator[str]:
    """What is to be done by when. A notice of the hearing says so itself: what it asks runs from its arrival."""
    if reader is not None:
        key = "letter.overdue" if now > reader.due_at else "letter.next"
        yield say(key, lang, duty=texts.duty(reader.term, lang), due=when(reader.due_at))
    elif not isinstance(event, HearingNoticeSent):
        yield say("letter.nothing", lang)


def _law(case: Case, step: Happened) -> str:
    """What the act rests on; of a warning or a missed moment, the term itself."""
    match step.event:
        case WarningRaised(about="receipt"):
            return case.definition.receipt_watch.law.label
        case WarningRaised(about="endorsements"):
            return case.definition.endorsement_warning.law.label
        case WarningRaised(about=name) | DeadlineMissed(deadline=name) | DecisionOverdue(term=name):
            return case.deadlines[name].term.law.label if name in case.deadlines else step.entry.provision
    return step.entry.provision
