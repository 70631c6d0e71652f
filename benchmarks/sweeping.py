"""The sweep: nothing due among very many open cases, and firing what is due. Beside one indexed question, and beside
one commit of the same rows."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from benchmarks.side_by_side import best
from benchmarks.work import FILED, Office, filed_and_accepted, fresh_office
from daemon.sweep import sweep

DUE = 1000
MANY = (100_000, 1_000_000)


def nothing_due(folder: Path) -> dict[str, float]:
    """Seconds per sweep that finds nothing, among 1e5 and 1e6 open cases, and the floor."""
    work: dict[str, Callable[[], int]] = {}
    offices = []
    for count in MANY:
        office = _filled(folder / f"sweep-{count}.db", count)
        offices.append(office)
        work[f"merzim: none due of {count:,}"] = _idle(office)
    work["floor: one indexed question"] = _question(folder / f"sweep-{MANY[-1]}.db")
    try:
        return best(work)
    finally:
        for office in offices:
            office.close()


def firing(folder: Path) -> dict[str, float]:
    """Seconds per firing when a thousand cases have one due, and the floor: their rows in one commit."""
    office = fresh_office(folder / "firing.db")
    filed_and_accepted(office, DUE)
    moment = FILED + timedelta(hours=30)
    fired = best({"merzim: firing, durable": lambda: _fired(office, moment)}, rounds=1)
    office.close()
    return fired


def _fired(office: Office, moment: object) -> int:
    office.clock.now = FILED + timedelta(days=60)
    return sweep(office.desk, now=office.clock.now).firings


def _idle(office: Office) -> Callable[[], int]:
    def run() -> int:
        for _ in range(50):
            sweep(office.desk, now=FILED)
        return 50

    return run


def _filled(path: Path, count: int) -> Office:
    """A database with one real case and so many copies of its row, due in April."""
    office = fresh_office(path)
    filed_and_accepted(office, 1)
    columns = [row["name"] for row in office.database.rows("SELECT name FROM pragma_table_info('case')")]
    own = {"case_id": "'C-' || value", "portal_reference": "'R-' || value", "serial": "1000 + value"}
    values = ", ".join(own.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    series = f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {count})"
    office.database.run("PRAGMA foreign_keys = OFF")
    office.database.run(f'{series} INSERT INTO "case" ({names}) SELECT {values} FROM n, "case"')
    return office


def _question(path: Path) -> Callable[[], int]:
    connection = sqlite3.connect(path)

    def run() -> int:
        for _ in range(200):
            connection.execute('SELECT case_id FROM "case" WHERE next_at < ? LIMIT 1', ("2026",)).fetchone()
        return 200

    return run
