"""What people list: rows read as they stand, no case folded. Reads only."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.localtime import from_utc_text
from store import statements as sql
from store.case_number import no_case
from store.database import Database
from store.outbox import OutboxEntry, entry_of

NO_LIMIT = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A case as its copy has it. The names are None once the person is erased."""

    case_id: str
    version: int
    state: str
    decision: str | None
    overdue: bool
    form: int
    garrison: str
    provider: str
    executor: str | None
    registered_on: str
    surname: str | None
    name: str | None
    patronymic: str | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A refused attempt, as its journal has it."""

    at: datetime
    act: str
    actor: str
    role: str
    on_behalf_of: str | None
    kind: str
    message: str


def cases(
    database: Database,
    *,
    state: str | None = None,
    garrison: str | None = None,
    executor: str | None = None,
    overdue: bool | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> list[Listed]:
    """Cases, the latest number first; `limit` None: all of them."""
    asked = {"state": state, "garrison": garrison, "executor": executor, "overdue": overdue}
    page = {"limit": NO_LIMIT if limit is None else limit, "skip": skip}
    return [_listed(dict(row)) for row in database.rows(sql.CASES, asked | page)]


def _listed(row: Mapping[str, Any]) -> Listed:
    names = {name: row[f"person_{name}"] for name in ("surname", "name", "patronymic")}
    kept = {name: row[name] for name in Listed.__dataclass_fields__ if name in row}
    read = {"overdue": bool(row["overdue"]), "next_at": row["next_at"] and from_utc_text(row["next_at"])}
    return Listed(**(kept | read | names))


def open_cases(database: Database) -> Iterator[str]:
    """The cases that are undecided or have a deadline still open, by number; never all in memory."""
    return (row["case_id"] for row in database.stream(sql.OPEN_CASES))


def complained_cases(database: Database) -> list[str]:
    """The cases on which somebody complained, by number."""
    return [row["case_id"] for row in database.rows(sql.CASES_COMPLAINED, {})]


def personal(database: Database, case_id: str) -> dict[str, Any]:
    """The personal part of the report of a case (`Report.personal`); empty once it is erased."""
    row = database.row(sql.PERSONAL_OF_ENTRY, {"case_id": case_id, "seq": 1})
    if row is None and not database.row(sql.CASE_EXISTS, {"case_id": case_id}):
        raise no_case(case_id)
    return dict(json.loads(row["body"])) if row else {}


def personal_texts(database: Database, case_id: str) -> dict[int, dict[str, Any]]:
    """All personal texts of a case, by the seq of their entries."""
    rows = database.rows(sql.PERSONAL_OF_CASE, {"case_id": case_id})
    return {row["seq"]: json.loads(row["body"]) for row in rows}


def attempts(database: Database, case_id: str) -> list[Attempt]:
    """The refused attempts on a case, in their order."""
    rows = database.rows(sql.ATTEMPTS_OF_CASE, {"case_id": case_id})
    return [Attempt(**(dict(row) | {"at": from_utc_text(row["at"])})) for row in rows]


def outbox(database: Database, case_id: str | None = None) -> list[OutboxEntry]:
    """What the outbox holds, of one case or of all, by case and entry."""
    rows = database.rows(sql.OUTBOX_OF_CASE, {"case_id": case_id}) if case_id else database.rows(sql.OUTBOX)
    return [entry_of(row) for row in rows]


def counts(database: Database) -> dict[str, int]:
    """How many `cases`, `open` (undecided), `overdue` of them, `waiting` and `given_up` in the outbox,
    `refused_attempts`."""
    row = database.row(sql.COUNTS)
    return dict(row) if row else {}
