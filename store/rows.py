"""An entry, a case and its deadlines as the columns of a row, and back. Touches no file."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from process.case import Case
from process.localtime import utc_text
from process.record import Entry, as_row, chained, from_row

Row = Mapping[str, Any] | sqlite3.Row

canonical_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""JSON in its one form: the same as `record.canonical`, which the hash chain is made over."""

JSON = ("body", "due", "again")


def event_columns(entry: Entry, case_id: str, previous: str) -> dict[str, Any]:
    """An entry as a row of `event`, chained to the hash of the entry before it."""
    columns = as_row(entry, case_id)
    digest = chained(previous, canonical_json(columns))
    columns["case_id"] = columns.pop("case")
    columns["kind"] = columns.pop("event")
    for name in JSON:
        columns[name] = canonical_json(columns[name])
    columns["prev_hash"], columns["hash"] = previous, digest
    return columns


def plain(row: Row) -> dict[str, Any]:
    """A row of `event` as `record.as_row` would give it. ValueError where its JSON is broken."""
    columns = dict(row)
    columns["case"] = columns.pop("case_id")
    columns["event"] = columns.pop("kind")
    for name in JSON:
        columns[name] = json.loads(columns[name])
    del columns["prev_hash"], columns["hash"]
    return columns


def entry_of(row: Row) -> Entry:
    """The entry of a row of `event`. Raises ValueError, KeyError or TypeError where it is none."""
    columns: dict[str, Any] = dict(row)
    columns["event"] = columns["kind"]
    for name in JSON:
        columns[name] = _read(columns[name])
    return from_row(columns)


def _read(text: str) -> Any:
    """Most events say little: the empty list and object are known without a decoder."""
    if text == "[]":
        return []
    return {} if text == "{}" else json.loads(text)


def moving_columns(case: Case) -> dict[str, Any]:
    """What the row of `case` copies of a case and an event can change, but its head and what fires next."""
    return {
        "case_id": case.id,
        "version": case.version,
        "state": str(case.state),
        "decision": None if case.decision is None else str(case.decision),
        "overdue": case.overdue,
        "round": case.round,
        "definition": case.definition.id,
        "executor": case.executor,
        "last_recorded_at": utc_text(case.last_recorded_at),
    }


def lasting_columns(case: Case) -> dict[str, Any]:
    """What the row of `case` copies of the report, once and for all."""
    filed = case.filed
    return {
        "form": filed.report["form"],
        "garrison": filed.report["garrison"],
        "provider": filed.report["provider"],
        "person": filed.person,
        "portal_reference": filed.report["portal_reference"],
        "registered_on": filed.registered_on.isoformat(),
        "filed_at": utc_text(filed.occurred_at),
    }


def deadline_columns(case: Case) -> list[dict[str, Any]]:
    """The deadlines of a case as rows of `deadline`."""
    return [
        {
            "case_id": case.id,
            "name": deadline.name,
            "round": deadline.round,
            "due_at": utc_text(deadline.due_at),
            "day_zero": deadline.day_zero.isoformat(),
            "set_by": deadline.set_by,
            "calendar": deadline.calendar,
            "provisional": deadline.provisional,
            "met_at": utc_text(deadline.met_at) if deadline.met_at else None,
            "lapsed_at": utc_text(deadline.lapsed_at) if deadline.lapsed_at else None,
            "held_at": utc_text(deadline.held.now) if deadline.held else None,
        }
        for deadline in case.deadlines.values()
    ]
