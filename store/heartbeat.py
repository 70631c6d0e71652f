"""The sign of life that the daemon leaves in the database, and that `health` and the next daemon read."""

from dataclasses import dataclass
from datetime import datetime

from process.localtime import from_utc_text, utc_text
from store import statements as sql
from store.database import Database

DAEMON = "daemon"
"""Under which name the daemon's sign of life stands in the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """When it was, on the wall and on the monotonic clock of that boot, and by which process."""

    name: str
    at: datetime
    monotonic: float
    boot: str
    pid: int
    note: str | None = None


def write(database: Database, beat: Beat) -> None:
    """Leave the sign of life in place of the one before."""
    row = {name: getattr(beat, name) for name in Beat.__dataclass_fields__} | {"at": utc_text(beat.at)}
    with database.transaction():
        database.run(sql.BEAT_REPLACE, row)


def read(database: Database, name: str) -> Beat | None:
    """The last sign of life under that name."""
    row = database.row(sql.BEAT, {"name": name})
    return Beat(**(dict(row) | {"at": from_utc_text(row["at"])})) if row else None
