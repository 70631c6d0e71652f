"""Making a database, or bringing one to this revision, by Alembic. All of it or nothing, data kept.

A change of the tables is a file in `migrations/versions`, its number added to `revision.REVISIONS`, and `make sql`.
Alembic, SQLAlchemy and SQLModel are imported here and nowhere else at run time.
"""

import os
import secrets
import sqlite3
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from process.errors import BadInput, Damaged
from store.database import PATIENCE, Database, connect, path_of, require_revision
from store.enrolments import fill
from store.revision import APPLICATION, HEAD, REVISIONS

MIGRATIONS = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Made:
    """What `init` found and did: `was` is the revision before, None where the database is new."""

    path: Path
    was: str | None

    @property
    def created(self) -> bool:
        return self.was is None

    @property
    def migrated(self) -> bool:
        return self.was not in (None, HEAD)


def init(url: str, *, patience: float = PATIENCE) -> Made:
    """Make the database, or migrate an older one. Raises Damaged, OtherVersion (a newer one), Busy."""
    path = path_of(url)
    _make_file(path)
    connection = connect(path, patience=patience)
    try:
        database = Database(path, connection)
        was = database.revision()
        if was is not None and was not in REVISIONS:
            require_revision(path, was)
        if was != HEAD:
            upgrade(connection, path)
        database.log_ahead()
    finally:
        connection.close()
    return Made(path, was)


def upgrade(connection: sqlite3.Connection, path: Path, migrations: Path = MIGRATIONS) -> None:
    """Run the migrations that the database lacks, in one transaction."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import StaticPool

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", lambda each: each.exec_driver_sql("BEGIN IMMEDIATE"))
    connection.execute("PRAGMA foreign_keys = OFF")  # while a table is made anew, others point at nothing
    try:
        with engine.begin() as begun:
            config.attributes["connection"] = begun
            filled = _has_register(connection)
            command.upgrade(config, "head")
            _complete(connection, path)
            if not filled:
                fill(Database(path, connection))
    except DBAPIError as error:
        raise _in_our_words(error.orig, path) from error
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _has_register(connection: sqlite3.Connection) -> bool:
    """Whether the register is there already; where a migration makes it, it is filled from the records."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'enrolment'").fetchone()
    return found is not None


def _complete(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    meta = {"digest_key": secrets.token_hex(32), "made_by": f"merzim {_merzim()}"}
    connection.executemany("INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)", meta.items())
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(f"the database {path} was not migrated: rows would lose the rows they belong to")


def _make_file(path: Path) -> None:
    """An empty file that only its owner may read; SQLite gives the files beside it the same mode."""
    try:
        if path.is_file():
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise BadInput(
            f"the database {path} cannot be made: {error.strerror}", way_on="Name another place with --db."
        ) from error


def _in_our_words(error: BaseException | None, path: Path) -> BaseException:
    from store.faults import in_our_words

    return (
        (in_our_words(error, path) or error) if isinstance(error, sqlite3.Error) else RuntimeError(str(error))
    )


def _merzim() -> str:
    try:
        return version("merzim")
    except PackageNotFoundError:
        return "from source"
