"""The outbox as people read it: what is owed to whom, whether it reached them, and every try of one message."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from process.localtime import iso
from terminal import texts
from terminal.moments import minute
from terminal.page import (
    GOOD,
    LATE,
    QUIET,
    STRONG,
    Page,
    Sheet,
    apart,
    hanging,
    indented,
    joined,
    title,
    words,
)
from terminal.people import masked_iin
from terminal.texts import say

if TYPE_CHECKING:
    from delivery.message import Message
    from store.outbox import OutboxEntry, Try

INDENT, TRIES = 4, 18
DELIVERED, GIVEN_UP, RECALLED = "delivered", "given_up", "recalled"
STYLES = {DELIVERED: GOOD, GIVEN_UP: LATE, RECALLED: QUIET}
ALARMING = ("fault", "refused", "again", "receipt_refused")


def outbox_json(entry: "OutboxEntry") -> dict[str, Any]:
    """A row of the listing."""
    return {
        "key": entry.key,
        "case": entry.case_id,
        "paper": entry.paper,
        "addressee": entry.addressee,
        "way": entry.way,
        "status": entry.status,
        "issue_from": iso(entry.issue_from),
        "next_try": iso(entry.next_try) if entry.status == "waiting" else None,
        "tries": entry.tries,
        "delivered_at": iso(entry.delivered_at) if entry.delivered_at else None,
        "delivered_by": entry.delivered_by,
        "reference": entry.reference,
        "receipt": entry.receipt,
        "received_at": iso(entry.received_at) if entry.received_at else None,
        "fault": entry.fault,
    }


def message_json(
    entry: "OutboxEntry", journal: "Sequence[Try]", message: "Message | None", why: str | None
) -> dict[str, Any]:
    """The row, the message as it goes (a number of a person cut short), and the tries; `why` there is no message."""
    tries = [
        {"at": iso(each.at), "way": each.way, "outcome": each.outcome, "detail": each.detail}
        for each in journal
    ]
    return {**outbox_json(entry), "message": _data(message), "no_message": why, "journal": tries}


def _data(message: "Message | None") -> dict[str, Any] | None:
    if message is None:
        return None
    data = dict(message.data)
    applicant = data.get("applicant")
    if isinstance(applicant, dict):
        data["applicant"] = {"iin": masked_iin(applicant["iin"])}
    return data


def show_outbox(entries: "Sequence[OutboxEntry]", lang: str = "en") -> Page:
    """One message a paragraph: its key and status, the paper and whom it is for, what became of it."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        lost = sum(each.status == GIVEN_UP for each in entries)
        yield words(say("outbox.count", lang, n=len(entries), lost=lost), STRONG)
        for each in entries:
            yield Text()
            yield from _lines_of(each, sheet, lang)

    return Page(lines)


def _lines_of(entry: "OutboxEntry", sheet: Sheet, lang: str) -> Iterator[Text]:
    status = words(say(f"outbox.{entry.status}", lang), STYLES.get(entry.status, ""))
    yield from apart(sheet, words(entry.key, STRONG), status, INDENT)
    yield from indented(sheet, _paper(entry, lang), INDENT)
    yield from indented(sheet, words(_became(entry, lang), QUIET), INDENT)
    if entry.fault:
        yield from indented(sheet, words(say("outbox.why", lang, why=entry.fault), LATE), INDENT)


def alarm(entry: "OutboxEntry", lang: str = "en") -> str:
    """What stands in the work list of a message that was given up."""
    paper, to = texts.retold(entry.paper, lang), _to(entry, lang)
    return say("outbox.alarm", lang, paper=paper, to=to, message=entry.key)


def _to(entry: "OutboxEntry", lang: str) -> str:
    return texts.known(f"outbox.to_{entry.addressee}", lang) or texts.role(entry.addressee, lang)


def _paper(entry: "OutboxEntry", lang: str) -> str:
    way = f" ({texts.known(f'way.{entry.way}', lang) or entry.way})" if entry.way else ""
    return f"{texts.retold(entry.paper, lang)} → {_to(entry, lang)}{way}"


def _became(entry: "OutboxEntry", lang: str) -> str:
    """When it goes or went, how, and whether its receipt came."""
    said = []
    if entry.delivered_at:
        said.append(say("outbox.went", lang, at=minute(entry.delivered_at), by=entry.delivered_by))
    elif entry.status == "waiting":
        said.append(say("outbox.goes", lang, at=minute(entry.next_try)))
    if entry.received_at:
        said.append(say("outbox.receipt", lang, at=minute(entry.received_at), receipt=entry.receipt))
    if entry.tries > 1 or (entry.tries and not entry.delivered_at):
        said.append(say("outbox.tries", lang, n=entry.tries))
    return "; ".join(said)


def show_message(
    entry: "OutboxEntry",
    journal: "Sequence[Try]",
    message: "Message | None",
    why: str | None,
    lang: str = "en",
) -> Page:
    """The row, the words of the message, the tries; then what can be done."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from _lines_of(entry, sheet, lang)
        yield from title(sheet, say("outbox.message", lang))
        if message is None:
            yield from indented(sheet, words(texts.in_words(why or "", lang), LATE), INDENT)
        else:
            yield from indented(sheet, words(message.subject, STRONG), INDENT)
            for line in message.body.splitlines():
                yield from indented(sheet, line, INDENT) if line else iter([Text()])
        yield from title(sheet, say("outbox.journal", lang))
        if not journal:
            yield from indented(sheet, say("outbox.no_try", lang), INDENT)
        for each in journal:
            yield from hanging(sheet, words(minute(each.at)), _try(each, lang), TRIES)
        if entry.status == GIVEN_UP:
            yield Text()
            yield from indented(sheet, say("outbox.how", lang, message=entry.key), 0)

    return Page(lines)


def _try(each: "Try", lang: str) -> Text:
    name = "receipt_kept" if each.outcome == "receipt" else each.outcome
    outcome = words(say(f"outbox.{name}", lang), LATE if each.outcome in ALARMING else STRONG)
    return joined([outcome, each.way or "", each.detail or ""])


def show_retried(keys: Sequence[str], lang: str = "en") -> str:
    if not keys:
        return say("outbox.none_given_up", lang)
    return say("outbox.goes_again", lang, n=len(keys), keys=", ".join(keys))
