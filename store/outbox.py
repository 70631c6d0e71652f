"""What is owed to people, from the moment it is owed to its receipt: rows of the outbox, and the journal of tries.

Each change is a short transaction of its own, or joins the caller's. Which message is to go when is not decided here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from process.errors import NotFound
from process.localtime import from_utc_text, utc_text
from store import statements as sql
from store.database import Database
from store.rows import Row

WAITING, DELIVERED, GIVEN_UP, RECALLED = "waiting", "delivered", "given_up", "recalled"
STATUSES = (WAITING, DELIVERED, GIVEN_UP, RECALLED)
INSTANTS = ("issue_from", "owed_at", "next_try", "delivered_at", "received_at")
NO_LIMIT = -1
_KEY = re.compile(r"(\d{4}-\d{1,10})-(\d{1,10})-(\d{1,10})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """A paper or a notice in the outbox (`tables.OutboxRow`)."""

    case_id: str
    seq: int
    n: int
    paper: str
    addressee: str
    way: str | None
    issue_from: datetime
    owed_at: datetime
    status: str
    next_try: datetime
    tries: int
    delivered_at: datetime | None
    delivered_by: str | None
    reference: str | None
    receipt: str | None
    received_at: datetime | None
    fault: str | None

    @property
    def key(self) -> str:
        """Under which it goes out, however often: its receiver knows by it what came before."""
        return f"{self.case_id}-{self.seq}-{self.n}"

    @property
    def place(self) -> dict[str, Any]:
        """Its primary key."""
        return {"case_id": self.case_id, "seq": self.seq, "n": self.n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One line of a message's journal. `outcome`: delivered, again, refused, fault (ours), receipt, receipt_refused,
    retried, overtaken (called off)."""

    number: int
    at: datetime
    way: str | None
    outcome: str
    detail: str | None


def entry_of(row: Row) -> OutboxEntry:
    columns = dict(row)
    return OutboxEntry(
        **columns | {name: columns[name] and from_utc_text(columns[name]) for name in INSTANTS}
    )


def place_of(key: str) -> dict[str, Any] | None:
    """The row that a key names; None where it is no key."""
    found = _KEY.fullmatch(key)
    return {"case_id": found[1], "seq": int(found[2]), "n": int(found[3])} if found else None


# --- reading


def entry(database: Database, key: str) -> OutboxEntry:
    """The message with that key. Raises NotFound."""
    place = place_of(key)
    row = database.row(sql.OUTBOX_ENTRY, place) if place else None
    if row is None:
        raise NotFound(
            f"there is no message {key!r}", way_on="`merzim outbox list` shows them, each with its key."
        )
    return entry_of(row)


def listed(
    database: Database,
    *,
    status: str | None = None,
    case_id: str | None = None,
    addressee: str | None = None,
    limit: int | None = None,
) -> list[OutboxEntry]:
    """Messages by case and entry."""
    asked = {"status": status, "case_id": case_id, "addressee": addressee}
    page = {"limit": NO_LIMIT if limit is None else limit, "skip": 0}
    return [entry_of(row) for row in database.rows(sql.OUTBOX_LISTED, asked | page)]


def addressees_due(database: Database, now: datetime) -> list[str]:
    """To whom something is to go by now."""
    return [row["addressee"] for row in database.rows(sql.OUTBOX_ADDRESSEES_DUE, {"now": utc_text(now)})]


def due(database: Database, addressee: str, now: datetime, limit: int, *, skip: int = 0) -> list[OutboxEntry]:
    """What is to go to them by now, oldest first; of one case only what no earlier word is still waiting before."""
    asked = {"addressee": addressee, "now": utc_text(now), "limit": limit, "skip": skip}
    return [entry_of(row) for row in database.rows(sql.OUTBOX_DUE, asked)]


def tries(database: Database, entry: OutboxEntry) -> list[Try]:
    """The journal of a message, in its order."""
    return list(_tries(database, entry))


def _tries(database: Database, entry: OutboxEntry) -> Iterator[Try]:
    names = [each.name for each in fields(Try)]
    for row in database.rows(sql.TRIES, entry.place):
        columns = {name: row[name] for name in names}
        yield Try(**columns | {"at": from_utc_text(row["at"])})


def first_sent(database: Database, entry: OutboxEntry) -> datetime | None:
    """When it first left the house, whether we know that it arrived or not."""
    out = (each.at for each in _tries(database, entry) if each.outcome in ("delivered", "again"))
    return min(out, default=None)


def counts(database: Database) -> Mapping[str, int]:
    """How many are `waiting`, how many of them were `tried_in_vain`, how many are `given_up`."""
    row = database.row(sql.OUTBOX_COUNTS)
    return dict(row) if row else {}


# --- writing


def delivered(
    database: Database,
    entry: OutboxEntry,
    at: datetime,
    *,
    since: datetime,
    by: str,
    reference: str | None,
    detail: str | None,
) -> None:
    """A try begun at `since` brought it there. Where it was recalled meanwhile it stays recalled, and both are on
    record."""
    marked = {"delivered_at": utc_text(at), "delivered_by": by, "reference": reference}
    with database.transaction():
        database.run(sql.OUTBOX_DELIVERED, entry.place | marked)
        note(database, entry, since, way=by, outcome="delivered", detail=detail)


def not_delivered(
    database: Database,
    entry: OutboxEntry,
    at: datetime,
    *,
    way: str | None,
    outcome: str,
    why: str,
    next_try: datetime | None,
) -> None:
    """A try begun at that moment did not; `next_try` None: it is given up. What was recalled meanwhile stays so."""
    status = WAITING if next_try else GIVEN_UP
    marked = {"status": status, "next_try": utc_text(next_try or at), "fault": why}
    with database.transaction():
        database.run(sql.OUTBOX_NOT_DELIVERED, entry.place | marked)
        note(database, entry, at, way=way, outcome=outcome, detail=why)


def called_off(database: Database, entry: OutboxEntry, at: datetime, why: str) -> None:
    """It goes no more: what it would say stands no more. Where it was recalled meanwhile it stays so."""
    with database.transaction():
        database.run(sql.OUTBOX_CALL_OFF, entry.place)
        note(database, entry, at, way=None, outcome="overtaken", detail=why)


def received(
    database: Database, entry: OutboxEntry, at: datetime, receipt: str, received_at: datetime
) -> None:
    """Keep its receipt."""
    kept = {"receipt": receipt, "received_at": utc_text(received_at)}
    with database.transaction():
        database.run(sql.OUTBOX_RECEIVED, entry.place | kept)
        note(database, entry, at, way=None, outcome="receipt", detail=receipt)


def retry(database: Database, entry: OutboxEntry, at: datetime, *, by: str) -> bool:
    """Let a message that was given up wait again, all its tries before it; whether it was one."""
    with database.transaction():
        taken = database.run(
            sql.OUTBOX_RETRY, entry.place | {"next_try": utc_text(max(at, entry.issue_from))}
        )
        if taken:
            note(database, entry, at, way=None, outcome="retried", detail=by)
    return bool(taken)


def note(
    database: Database,
    entry: OutboxEntry,
    at: datetime,
    *,
    way: str | None,
    outcome: str,
    detail: str | None,
) -> None:
    """A line more in the journal of the message."""
    with database.transaction():
        last = database.row(sql.TRY_LAST, entry.place)
        number = ((last["number"] if last else None) or 0) + 1
        line = {"number": number, "at": utc_text(at), "way": way, "outcome": outcome, "detail": detail}
        database.run(sql.TRY_INSERT, entry.place | line)
