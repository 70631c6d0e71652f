"""A copy of the database, made by SQLite's own backup while others read and write, and checked. Reads only."""

import os
import sqlite3
from pathlib import Path

from process.errors import BadInput, Damaged
from store.database import Database
from store.faults import in_our_words


def backup(database: Database, target: Path | str) -> Path:
    """Copy the database into a new file that only its owner may read. Never overwrites; leaves nothing half made."""
    target = Path(target).expanduser()
    _make_file(target)
    try:
        _copy(database, target)
    except BaseException:
        target.unlink()
        raise
    return target


def _make_file(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise BadInput(
            f"{target} is there already and is not overwritten", way_on="Name a new file."
        ) from None
    except OSError as error:
        raise BadInput(f"{target} cannot be made: {error.strerror}", way_on="Name another place.") from None


def _copy(database: Database, target: Path) -> None:
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        database.copy_into(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole, with nothing beside it
        _require_whole(copy, target)
    except sqlite3.Error as error:
        raise in_our_words(error, target) or error from error
    finally:
        copy.close()


def _require_whole(copy: sqlite3.Connection, target: Path) -> None:
    said = [row[0] for row in copy.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        raise Damaged(
            f"the backup {target} is not whole: {'; '.join(said[:3])}",
            way_on="The database itself is damaged; keep the backups you have.",
        )
