"""A changed calendar over the open cases: what it would do, for very many; and carrying it through, a case a commit.
Beside reading the same rows, and beside one act of a person."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.side_by_side import best
from benchmarks.work import FILED, Office, filed_and_accepted, fresh_office
from daemon.moving import carry_through, hits
from process.definitions import SHIPPED
from process.desk import Desk
from process.localtime import utc_text
from process.workdays import Workdays, kazakhstan
from simulation.what_if import with_day_off
from store import statements as sql

MANY = 100_000
CARRIED = 300
OFF = date(2026, 4, 2)


def measured(folder: Path) -> dict[str, float]:
    """Seconds for the impact on 1e5 open cases and for reading their rows; seconds a case carried through."""
    changed = with_day_off(kazakhstan(), OFF, act="an invented order")
    office = _filled(folder / "impact.db")
    found = best(
        {
            "merzim: impact on 100,000 cases": lambda: _impact(office, changed),
            "floor: reading their open deadlines": _reading(office),
        },
        rounds=2,
    )
    office.close()
    return found | best({"merzim: carried through, a case": lambda: _carried(folder, changed)}, rounds=1)


def _impact(office: Office, changed: Workdays) -> int:
    moved = sum(1 for _ in hits(office.database, SHIPPED, changed, FILED))
    assert moved >= 2 * MANY, "the decision and the last notice of each"
    return 1


def _reading(office: Office) -> Callable[[], int]:
    asked = {"now": utc_text(FILED), "first": "", "last": "9"}
    return lambda: sum(1 for _ in office.database.stream(sql.OPEN_DEADLINES, asked)) and 1


def _carried(folder: Path, changed: Workdays) -> int:
    office = fresh_office(folder / "carried.db")
    filed_and_accepted(office, CARRIED)
    at = office.clock.now
    calendar = kazakhstan().taken_up(changed, at, "an invented order")
    desk = Desk(office.cases, office.clock, calendar, SHIPPED)
    done = carry_through(desk, office.database, since=at)
    office.close()
    assert done.moves["later"] == 2 * CARRIED
    return CARRIED


def _filled(path: Path) -> Office:
    """One real case and so many copies of its rows: an impact reads no more than those."""
    office = fresh_office(path)
    filed_and_accepted(office, 1)
    office.database.run("PRAGMA foreign_keys = OFF")
    for table in ("case", "deadline"):
        columns = [
            row["name"] for row in office.database.rows(f"SELECT name FROM pragma_table_info('{table}')")
        ]
        own = {"case_id": "printf('3000-%06d', value)", "portal_reference": "'R-' || value"}
        values = ", ".join(own.get(name, f'"{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        series = (
            f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {MANY})"
        )
        office.database.run(f'{series} INSERT INTO "{table}" ({names}) SELECT {values} FROM n, "{table}"')
    return office
