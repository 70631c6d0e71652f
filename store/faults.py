"""SQLite's errors in our words: what it means for the person at the desk that a statement failed."""

import sqlite3
from pathlib import Path

from process.errors import Busy, Damaged, MerzimError, NoDatabase

RESTORE = "Put a backup in its place, or ask who keeps the machine."
TEXTS_OF_DAMAGE = ("no such table", "no such column", "could not decode to utf-8", "malformed")


def no_database(path: Path) -> NoDatabase:
    return NoDatabase(
        f"there is no database at {path}",
        way_on="Make it with `merzim init`, or name another with --db or MERZIM_DB.",
    )


def damaged(path: Path, why: str) -> Damaged:
    return Damaged(f"the database {path} is damaged or not one of Merzim: {why}", way_on=RESTORE)


def in_our_words(error: sqlite3.Error, path: Path) -> MerzimError | None:
    """The error as one of ours; None where it can only be a fault of ours, which is shown as it is."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Busy(
                f"the database {path} is in use by another program", way_on="Nothing was written; try again."
            )
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return NoDatabase(
                f"the database {path} cannot be opened", way_on="Look at the rights to it and its folder."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return MerzimError(
                f"the database {path} cannot be read or written: {error}",
                way_on="Nothing was written. Look at the disk and the rights to the file and its folder.",
            )
    found = any(text in str(error).lower() for text in TEXTS_OF_DAMAGE)
    return damaged(path, str(error)) if found else None
