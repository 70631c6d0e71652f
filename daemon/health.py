"""Whether the database answers and the daemon sweeps it: what a monitor asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daemon.beat import NAME
from daemon.watch import watch
from process.definition import Editions
from process.localtime import iso
from process.workdays import Workdays
from store import heartbeat, listing
from store.database import Database

STALE = 300.0
"""Seconds after which a daemon that left no sign of life is taken for dead: five times its usual interval."""


@dataclass(frozen=True, slots=True)
class Health:
    """What was found; `why` says in words what is wrong, and is empty where nothing is; `coming` what will be, if
    nobody acts."""

    found: dict[str, Any]
    why: tuple[str, ...]
    coming: tuple[str, ...]


def health(database: Database, editions: Editions, now: datetime, workdays: Workdays) -> Health:
    """Look at the database and at the daemon's last sign of life. Reads only."""
    beat = heartbeat.read(database, NAME)
    age = (now - beat.at).total_seconds() if beat else None
    counts = listing.counts(database)
    found = {
        "database": str(database.path),
        "schema": database.revision(),
        "last_sweep": iso(beat.at) if beat else None,
        "age_s": age,
        "open": counts["open"],
        "overdue": counts["overdue"],
        "calendar": workdays.version,
    }
    watched = watch(database, editions, workdays, now)
    why = (*_wrong(age), *watched.wrong)
    return Health({**found, "wrong": list(why), "coming": list(watched.coming)}, why, watched.coming)


def _wrong(age: float | None) -> list[str]:
    if age is None:
        return ["no daemon has swept this database yet: start `merzim daemon`"]
    if age > STALE:
        return [f"the last sweep was {age:,.0f} seconds ago: see whether `merzim daemon` runs"]
    return []
