"""One durable act: load, settle, decide, append, one commit with synchronous=FULL. Beside raw sqlite3 that writes the
same rows with the same texts, and decides nothing."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from benchmarks.side_by_side import best
from benchmarks.work import Office, filed_and_accepted, fresh_office
from process.acceptance import assign
from process.events import ExecutorAssigned
from process.roles import Actor, Role

ACTS = 300
HEAD = Actor("Bekova", Role.HEAD)


def measured(folder: Path) -> dict[str, float]:
    """Seconds per durable act: through the law, and the floor."""
    office = fresh_office(folder / "durable.db")
    ids = filed_and_accepted(office, ACTS)
    raw = _raw(folder / "raw.db", office, ids)
    try:
        return best(
            {"merzim: one act, durable": _acts(office, ids), "floor: raw sqlite3, the same rows": raw}
        )
    finally:
        office.close()


def _acts(office: Office, ids: list[str]) -> Callable[[], int]:
    def run() -> int:
        for case_id in ids:
            office.desk.act(
                case_id,
                ExecutorAssigned,
                lambda case, at, workdays: assign(case, at, workdays, executor="Omarova"),
                actor=HEAD,
            )
        return len(ids)

    return run


def _raw(path: Path, office: Office, ids: list[str]) -> Callable[[], int]:
    """The rows that one assignment writes (an event, the case's copy), again and again into an equal database."""
    path.unlink(missing_ok=True)
    office.database.run("VACUUM INTO :path", {"path": str(path)})
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON")
    connection.row_factory = sqlite3.Row
    event = dict(connection.execute("SELECT * FROM event WHERE kind = 'ReportAccepted' LIMIT 1").fetchone())
    insert = f"INSERT INTO event ({', '.join(event)}) VALUES ({', '.join(':' + name for name in event)})"
    seqs = dict.fromkeys(ids, 100)

    def run() -> int:
        for case_id in ids:
            seqs[case_id] += 1
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(
                insert, {**event, "case_id": case_id, "seq": seqs[case_id], "act": seqs[case_id]}
            )
            connection.execute(
                'UPDATE "case" SET version = version + 1, executor = :executor, head_hash = :hash WHERE case_id = :id',
                {"executor": "Omarova", "hash": event["hash"], "id": case_id},
            )
            connection.execute("COMMIT")
        return len(ids)

    return run
