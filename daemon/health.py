"""Whether the database answers and the daemon sweeps it: what a monitor asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from daemon.watch import watch
from process.definition import Editions
from process.localtime import iso
from process.workdays import Workdays
from store import heartbeat, listing, outbox
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
    beat = heartbeat.read(database, heartbeat.DAEMON)
    age = (now - beat.at).total_seconds() if beat else None
    counts, owed = listing.counts(database), outbox.counts(database)
    found = {
        "database": str(database.path),
        "schema": database.revision(),
        "last_sweep": iso(beat.at) if beat else None,
        "age_s": age,
        "open": counts["open"],
        "overdue": counts["overdue"],
        "outbox_waiting": owed["waiting"],
        "outbox_tried_in_vain": owed["tried_in_vain"],
        "outbox_given_up": owed["given_up"],
        "calendar": workdays.version,
    }
    watched = watch(database, editions, workdays, now)
    why = (*_wrong(age), *_undelivered(owed["given_up"]), *watched.wrong)
    coming = (*_in_vain(owed["tried_in_vain"]), *watched.coming)
    return Health({**found, "wrong": list(why), "coming": list(coming)}, why, coming)


def _wrong(age: float | None) -> list[str]:
    if age is None:
        return ["no daemon has swept this database yet: start `merzim daemon`"]
    if age > STALE:
        return [f"the last sweep was {age:,.0f} seconds ago: see whether `merzim daemon` runs"]
    return []


def _undelivered(given_up: int) -> list[str]:
    if not given_up:
        return []
    messages = "1 message that is owed was" if given_up == 1 else f"{given_up} messages that are owed were"
    return [f"{messages} not delivered and given up: merzim outbox list --status given_up"]


def _in_vain(tried: int) -> list[str]:
    if not tried:
        return []
    messages = "1 message was" if tried == 1 else f"{tried} messages were"
    return [f"{messages} tried in vain, and wait for another try: merzim outbox list --status waiting"]
