"""Receipts: what a receiver says of when a message arrived. The one of the hearing notice moves its case (R7).

A receipt is a claim. What cannot be true is refused with its reason, and moves nothing; the same one twice does
nothing the second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from daemon.record import record_of
from process.case import Case
from process.desk import Desk
from process.errors import BadInput, MerzimError, NotAllowedHere
from process.events import (
    Event,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    RefusalProposed,
)
from process.hearing import receive_notice
from process.localtime import parse_instant
from process.notices import APPLICANT
from process.roles import Actor, Role
from process.standing import when
from process.workdays import Workdays
from store import outbox
from store.database import Database
from store.outbox import OutboxEntry

PORTAL = Actor("portal", Role.SYSTEM)
"""Whose word a receipt is."""
MOST_LETTERS = 200
A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receiver calls it, and when it says that the message arrived."""

    reference: str
    received_at: datetime


def read(said: Mapping[str, Any]) -> Receipt:
    """The receipt in what a receiver said. Raises BadInput with every fault."""
    faults = []
    reference, moment = said.get("receipt"), None
    if not isinstance(reference, str) or not reference.strip() or not reference.isprintable():
        faults.append("receipt must be words on one line")
    elif len(reference) > MOST_LETTERS:
        faults.append(f"receipt must be no longer than {MOST_LETTERS} characters")
    try:
        moment = parse_instant(said.get("received_at", ""))
    except BadInput as wrong:
        faults.append(f"received_at: {wrong}")
    if faults or moment is None:
        raise BadInput("; ".join(faults))
    return Receipt(str(reference), moment)


def take(desk: Desk, database: Database, key: str, said: Mapping[str, Any], *, now: datetime) -> bool:
    """Record what a receiver said of that message; False where it was on record already.

    All of it or none. Raises NotFound for an unknown key, BadInput and NotAllowedHere for a receipt that cannot be
    true; what was refused stands in the message's journal.
    """
    entry = outbox.entry(database, key)
    refused: MerzimError | None = None
    with database.transaction():
        try:
            receipt = read(said)
            if entry.receipt is not None:
                return _once_more(entry, receipt)
            moment = _possible(entry, receipt, now, outbox.first_sent(database, entry), said)
            _move(desk, entry, receipt, moment)
            outbox.received(database, entry, now, receipt.reference, moment)
        except MerzimError as no:
            if no.kind in ("busy", "no_database", "damaged"):
                raise
            refused = no  # an act that was refused wrote nothing; why it was is kept
            outbox.note(database, entry, now, way=None, outcome="receipt_refused", detail=str(no))
    if refused:
        raise refused
    return True


def _once_more(entry: OutboxEntry, receipt: Receipt) -> bool:
    assert entry.receipt is not None and entry.received_at is not None
    same_moment = abs(entry.received_at - receipt.received_at) < A_SECOND
    if (entry.receipt, same_moment) == (receipt.reference, True):
        return False
    raise NotAllowedHere(
        f"message {entry.key} has the receipt {entry.receipt} of {when(entry.received_at)}; another one, of"
        f" {when(receipt.received_at)}, is not taken beside it",
        way_on="If the recorded moment of the receipt is wrong, the head corrects it.",
    )


def _possible(
    entry: OutboxEntry, receipt: Receipt, now: datetime, sent_at: datetime | None, said: Mapping[str, Any]
) -> datetime:
    """The moment of the receipt. One that is told in whole seconds may lie in the second in which it was sent."""
    if said.get("key", entry.key) != entry.key:
        raise BadInput("the receipt names another message than the one it came for")
    if sent_at is None:
        raise BadInput(f"message {entry.key} has not been sent yet")
    if receipt.received_at > now:
        raise BadInput(f"{when(receipt.received_at)} is in the future; it is {when(now)} now")
    if receipt.received_at < sent_at.replace(microsecond=0):
        raise BadInput(f"{when(receipt.received_at)} is before the message was sent, {when(sent_at)}")
    return max(receipt.received_at, sent_at)


def _move(desk: Desk, entry: OutboxEntry, receipt: Receipt, at: datetime) -> None:
    if entry.addressee != APPLICANT:
        return
    case = record_of(desk).load(entry.case_id)
    [event] = [each.event for each in case.record if each.seq == entry.seq]
    if isinstance(event, HearingNoticeSent):
        decide = partial(_received, seq=entry.seq, receipt=receipt.reference)
        desk.act(case.id, HearingNoticeReceived, decide, actor=PORTAL, at=at)


def _received(case: Case, at: datetime, workdays: Workdays, *, seq: int, receipt: str) -> tuple[Event, ...]:
    """The notice arrived, where it tells of the hearing as it was set at that moment."""
    last_set = next(
        (
            each
            for each in reversed(case.course)
            if isinstance(each.event, (RefusalProposed, HearingRescheduled))
        ),
        None,
    )
    sent = next((each for each in case.course if each.entry.seq == seq), None)
    if sent is None or last_set is None or sent.place < last_set.place:
        raise NotAllowedHere(
            f"Case {case.id}: the notice under entry {seq} tells of no hearing that is set",
            way_on="The receipt of the latest notice counts.",
        )
    return receive_notice(case, at, workdays, receipt=receipt)
