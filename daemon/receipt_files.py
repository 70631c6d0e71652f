"""Receipts as files: a folder in the spool, into which a courier or a portal puts what it knows of an arrival.

Each file is a JSON object: the message's `key`, the `receipt` as it is called there, `received_at`. It is moved to
`done/`, or to `rejected/` with the reason beside it; the move comes after the commit, so a crash between them only
reads the same receipt again, and that does nothing.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from daemon import folder as folders
from daemon import receipts
from daemon.record import GoOn, always, of_the_file
from process.desk import Desk
from process.errors import BadInput, MerzimError
from process.localtime import local
from store.database import Database

WANTED = (".json",)
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class TakenReceipt:
    """What became of one file. `refused`: why it was; `fault`: why it stays in its place."""

    name: str
    refused: str | None = None
    fault: Exception | None = None


def take(
    desk: Desk, database: Database, folder: Path, now: datetime, *, go_on: GoOn = always
) -> list[TakenReceipt]:
    """Record what lies in the folder, in the order of names; without the folder, nothing does.

    Raises Busy, NoDatabase, Damaged for the database as a whole.
    """
    try:
        names = folders.waiting(folder, WANTED)
    except FileNotFoundError:
        return []
    except OSError as error:
        return [TakenReceipt(folder.name, fault=error)]
    return [_taken(desk, database, folder / name, now) for name in names if go_on()]


def _taken(desk: Desk, database: Database, path: Path, now: datetime) -> TakenReceipt:
    refused = None
    try:
        try:
            said = _read(folders.read(path, MOST_BYTES))
            receipts.take(desk, database, str(said["key"]), said, now=now)
        except MerzimError as no:
            if of_the_file(no):
                raise
            refused = str(no)
        folders.move_aside(path, reason=refused and f"{local(now):%Y-%m-%d %H:%M}: not taken.\n{refused}\n")
    except Exception as error:  # one bad file must not keep the others waiting; it is reported
        if of_the_file(error):
            raise
        return TakenReceipt(path.name, fault=error)
    return TakenReceipt(path.name, refused)


def _read(data: bytes) -> dict[str, Any]:
    """The object in the file. Raises BadInput."""
    if len(data) > MOST_BYTES:
        raise BadInput(f"the file is larger than {MOST_BYTES} bytes, which no receipt needs")
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("key"), str):
        raise BadInput(
            "the file is no receipt",
            way_on='Write {"key": "2026-000118-8-1", "receipt": "SMS-7", "received_at": "2026-03-30T10:03:00+05:00"}.',
        )
    return said
