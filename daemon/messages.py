"""A row of the outbox made into the message that goes out, with no more of a person than its reader needs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from daemon.letters import Letter, letter, step_of
from delivery.message import NOTICE, STAGE, Attachment, Message
from process import notices
from process.case import Case, Happened, replay
from process.errors import NotAllowedHere
from process.events import ActCorrected
from process.localtime import iso
from process.notices import APPLICANT, EXECUTOR
from store.outbox import OutboxEntry
from terminal import texts
from terminal.people import masked
from terminal.texts import say

Personal = Mapping[str, Any]


def message(
    entry: OutboxEntry,
    case: Case,
    personal: Personal,
    *,
    lang: str,
    now: datetime,
    attachments: Sequence[Attachment] = (),
) -> Message:
    """The message of that row. Raises NotAllowedHere where there is nothing, or nobody, to send it to any more."""
    step = step_of(case, entry.seq)
    if entry.paper == notices.STAGE:
        return _stage(entry, case, step, lang)
    to_applicant = entry.addressee == APPLICANT
    person = None if to_applicant else masked(personal)
    written = letter(case, entry.paper, entry.addressee, step, lang=lang, now=now, person=person)
    whose = _applicant(case, personal) if to_applicant else {"applicant": person, "executor": case.executor}
    return Message(
        key=entry.key,
        type=NOTICE,
        case=case.id,
        paper=entry.paper,
        addressee=entry.addressee,
        name=case.executor if entry.addressee == EXECUTOR else None,
        occurred_at=step.event.occurred_at,
        subject=written.subject,
        body=written.body,
        data={**_common(entry, case, step), "way": entry.way, **_written(written, lang), **whose},
        attachments=attachments,
    )


def _common(entry: OutboxEntry, case: Case, step: Happened) -> dict[str, Any]:
    return {
        "case": case.id,
        "portal_reference": case.filed.report["portal_reference"],
        "paper": entry.paper,
        "addressee": entry.addressee,
        "event": type(step.event).__name__,
        "occurred_at": iso(step.event.occurred_at),
    }


def _written(written: Letter, lang: str) -> dict[str, Any]:
    coming = written.next
    asked = {"deadline": coming.name, "due_at": iso(coming.due_at)} if coming else None
    return {"language": lang, "subject": written.subject, "body": written.body, "next": asked}


def _applicant(case: Case, personal: Personal) -> dict[str, Any]:
    """The number by which the portal finds the cabinet, and nothing else of the person."""
    if not personal:
        raise NotAllowedHere(
            f"case {case.id}: the applicant's data are erased, so nobody can be told",
            way_on="The paper stays on record.",
        )
    return {"applicant": {"iin": personal["applicant"]["iin"]}}


def _stage(entry: OutboxEntry, case: Case, step: Happened, lang: str) -> Message:
    """For the monitoring system (item 7): the change of the case's state, and no person."""
    report = case.filed.report
    before, after = _states(case, step)
    data = {
        **_common(entry, case, step),
        "from": before,
        "to": after,
        "service": case.definition.service,
        "definition": case.definition.id,
        "provider": report["provider"],
        "garrison": report["garrison"],
    }
    said = {"event": texts.event(data["event"], lang), "after": texts.state(after, lang)}
    if before:
        said["before"] = texts.state(before, lang)
    changed = say("letter_what.stage" if before else "letter.stage_first", lang, **said)
    return Message(
        key=entry.key,
        type=STAGE,
        case=case.id,
        paper=entry.paper,
        addressee=entry.addressee,
        name=None,
        occurred_at=step.event.occurred_at,
        subject=say("letter.subject", lang, case=case.id, what=texts.retold(entry.paper, lang)),
        body=f"{changed}\n",
        data=data,
    )


def _states(case: Case, step: Happened) -> tuple[str | None, str]:
    """From where to where; a correction leads from where the case stood before it to where all that it entailed left
    it, for it has no step of its own."""
    if not isinstance(step.event, ActCorrected):
        return (str(step.before) if step.before else None, str(step.after))
    first, stamp = step.entry.seq, step.entry.recorded_at
    entailed = [entry.seq for entry in case.record if entry.seq >= first and entry.recorded_at == stamp]
    before = replay(case.id, case.record[: first - 1], case.editions)
    after = replay(case.id, case.record[: max(entailed)], case.editions)
    return str(before.state), str(after.state)
