"""The rows of one change: its entries, the case's copy and deadlines, what it owes and recalls, personal texts.

Always within the caller's transaction; `cases` is the only caller.
"""

from collections.abc import Mapping
from typing import Any

from process.case import Case
from process.cases import Change
from process.localtime import utc_text
from process.stays import touched
from store import enrolments
from store import statements as sql
from store.database import Database
from store.rows import canonical_json, deadline_columns, event_columns, lasting_columns, moving_columns


def keep(database: Database, change: Change, head: str, personal: Mapping[int, Mapping[str, Any]]) -> None:
    """Write all the rows of the change; `head` is the hash that its first entry is chained to."""
    events = []
    for entry in change.entries:
        events.append(event_columns(entry, change.case.id, head))
        head = events[-1]["hash"]
    _keep_copy(database, change, head)
    database.run_each(sql.EVENT_INSERT, events)
    # An assignment or an endorsement leaves the deadlines the very ones that they were.
    if change.before is None or change.before.deadlines is not change.case.deadlines:
        _keep_deadlines(database, change.case)
    if touched(change.entries):
        enrolments.keep(database, change.case.id, change.case.record)
    _keep_owed(database, change)
    _keep_personal(database, change.case.id, personal)


def next_text(change: Change) -> str | None:
    return None if change.next_at is None else utc_text(change.next_at)


def _keep_copy(database: Database, change: Change, head: str) -> None:
    columns = moving_columns(change.case) | {"head_hash": head, "next_at": next_text(change)}
    if change.seen:
        database.run(sql.CASE_UPDATE, columns)
    else:
        database.run(sql.CASE_INSERT, columns | lasting_columns(change.case))


def _keep_deadlines(database: Database, case: Case) -> None:
    """Only the rows that differ: an act closes or sets a few deadlines and leaves the others as they are."""
    rows = database.rows(sql.DEADLINES, {"case_id": case.id})
    stored = {(row["name"], row["round"]): dict(row) for row in rows}
    wanted = {(row["name"], row["round"]): row for row in deadline_columns(case)}
    changed = [row for key, row in wanted.items() if stored.get(key) != row]
    gone = [{"case_id": case.id, "name": name, "round": n} for name, n in stored.keys() - wanted.keys()]
    if changed:
        database.run_each(sql.DEADLINE_REPLACE, changed)
    if gone:
        database.run_each(sql.DEADLINE_DELETE, gone)


def _keep_owed(database: Database, change: Change) -> None:
    """Recall first: what an act owes anew is not recalled with what it owed before."""
    case_id = change.case.id
    if change.recalled:
        database.run_each(sql.OUTBOX_RECALL, [{"case_id": case_id, "seq": seq} for seq in change.recalled])
    if change.owed:
        database.run_each(sql.OUTBOX_INSERT, _owed_columns(database, change))


def _owed_columns(database: Database, change: Change) -> list[dict[str, Any]]:
    owed_at = utc_text(change.entries[-1].recorded_at)
    last: dict[int, int] = {}
    rows = []
    for owed in change.owed:
        seq = owed.seq
        if seq not in last:
            last[seq] = 0 if seq > change.seen else _last_owed(database, change.case.id, seq)
        last[seq] += 1
        issue_from = utc_text(owed.issue_from)
        rows.append(
            {
                "case_id": change.case.id,
                "seq": seq,
                "n": last[seq],
                "paper": owed.paper,
                "addressee": owed.to,
                "way": owed.way,
                "issue_from": issue_from,
                "owed_at": owed_at,
                "status": "waiting",
                "next_try": issue_from,
            }
        )
    return rows


def _last_owed(database: Database, case_id: str, seq: int) -> int:
    row = database.row(sql.OUTBOX_LAST, {"case_id": case_id, "seq": seq})
    return (row["n"] or 0) if row else 0


def _keep_personal(database: Database, case_id: str, personal: Mapping[int, Mapping[str, Any]]) -> None:
    rows = [{"case_id": case_id, "seq": seq, "body": canonical_json(text)} for seq, text in personal.items()]
    if rows:
        database.run_each(sql.PERSONAL_INSERT, rows)
