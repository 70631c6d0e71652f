"""One open SQLite file: its settings, its transactions, its errors. Knows no table but the one of its revision."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from process.errors import BadInput, Busy, OtherVersion
from store.faults import damaged, in_our_words, no_database
from store.revision import HEAD, REVISIONS

Params = Mapping[str, Any]
NONE: Params = {}
"""No parameters; never changed."""
PATIENCE = 5.0
"""Seconds to wait for a lock that another program holds."""

_SCHEME = "sqlite:///"
_A_PAGE = 500


class Database:
    """A file of Merzim's own revision, open for this thread. Every error is one of `process.errors`, or a fault."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._depth = 0

    @classmethod
    def open(cls, url: str, *, readonly: bool = False, patience: float = PATIENCE) -> Self:
        """Raises BadInput, NoDatabase, Damaged, OtherVersion, Busy. Never makes a file."""
        path = path_of(url)
        database = cls(path, connect(path, readonly=readonly, patience=patience))
        try:
            require_revision(path, database.revision())
            if not readonly:
                database.log_ahead()
        except BaseException:
            database.close()
            raise
        return database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def revision(self) -> str | None:
        """The revision of the tables; None in a file without any."""
        tables = {row["name"] for row in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if "alembic_version" not in tables or "event" not in tables:
            raise damaged(self.path, "it holds tables of another program")
        row = self.row("SELECT version_num FROM alembic_version")
        return str(row["version_num"]) if row else ""

    def log_ahead(self) -> None:
        """Let readers and the writer not wait for each other (WAL); the file remembers it."""
        mode = self.row("PRAGMA journal_mode")
        if mode is None or mode[0] != "wal":
            # Another who opens the file right now may hold it; then it stays right, and the next one sets it.
            with suppress(Busy):
                self.run("PRAGMA journal_mode = WAL")

    # --- statements

    def run(self, sql: str, params: Params = NONE) -> int:
        """Run a statement; how many rows it touched."""
        try:
            return self._connection.execute(sql, params).rowcount
        except sqlite3.Error as error:
            raise in_our_words(error, self.path) or error from error

    def run_each(self, sql: str, rows: Iterable[Params]) -> None:
        """Run a statement for each of the rows."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise in_our_words(error, self.path) or error from error

    def row(self, sql: str, params: Params = NONE) -> sqlite3.Row | None:
        """The first row that the statement gives."""
        try:
            found: sqlite3.Row | None = self._connection.execute(sql, params).fetchone()
        except sqlite3.Error as error:
            raise in_our_words(error, self.path) or error from error
        return found

    def rows(self, sql: str, params: Params = NONE) -> list[sqlite3.Row]:
        """All rows that the statement gives."""
        try:
            return self._connection.execute(sql, params).fetchall()
        except sqlite3.Error as error:
            raise in_our_words(error, self.path) or error from error

    def stream(self, sql: str, params: Params = NONE) -> Iterator[sqlite3.Row]:
        """The rows one after another, never all in memory."""
        try:
            cursor = self._connection.execute(sql, params)
            while page := cursor.fetchmany(_A_PAGE):
                yield from page
        except sqlite3.Error as error:
            raise in_our_words(error, self.path) or error from error

    # --- transactions

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept together, or none of it where an exception leaves the block.

        Inside another one it joins that one: kept when the outer is kept, undone alone where only it fails.
        """
        joins = self._depth > 0
        if joins and not self._begun():
            # A full disk makes SQLite roll back by itself; what follows must not be written as if alone.
            raise RuntimeError("the transaction was rolled back by SQLite")
        self._depth += 1
        try:
            self.run("SAVEPOINT joined" if joins else "BEGIN IMMEDIATE")
            yield
            self.run("RELEASE joined" if joins else "COMMIT")
        except BaseException:
            self._undo(joins)
            raise
        finally:
            self._depth -= 1

    def _begun(self) -> bool:
        return self._connection.in_transaction

    def _undo(self, joined: bool) -> None:
        if not self._begun():
            return
        if joined:
            self._connection.execute("ROLLBACK TO joined")
            self._connection.execute("RELEASE joined")
        else:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is read of one moment, whatever others write meanwhile."""
        if self._begun():
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            if self._begun():
                self.run("COMMIT")

    def copy_into(self, target: sqlite3.Connection) -> None:
        """The whole file, by SQLite's own backup."""
        try:
            self._connection.backup(target)
        except sqlite3.Error as error:
            raise in_our_words(error, self.path) or error from error


def path_of(url: str) -> Path:
    """The file that the address names: sqlite:///data/merzim.db, sqlite:////var/lib/merzim.db, or a plain path."""
    text = url.removeprefix(_SCHEME)
    if "://" in text or not text.strip() or text == ":memory:" or "\0" in text:
        raise BadInput(
            f"{url!r} is no database that Merzim can use: SQLite in a file only, for now",
            way_on=f"Write {_SCHEME}merzim.db, {_SCHEME}/var/lib/merzim/merzim.db, or a path.",
        )
    return Path(text).expanduser()


def is_there(url: str) -> bool:
    """Whether there is a file where the address says; nothing is said of what it holds."""
    return _is_file(path_of(url))


def _is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def connect(path: Path, *, readonly: bool = False, patience: float = PATIENCE) -> sqlite3.Connection:
    """An open connection with our settings, to a file that is there."""
    if not _is_file(path):
        raise no_database(path)
    try:
        address = _address(path, readonly=readonly, folder_writable=os.access(path.parent, os.W_OK))
        connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    except sqlite3.Error as error:
        raise in_our_words(error, path) or error from error
    try:
        _set_up(connection)
    except sqlite3.Error as error:
        connection.close()
        raise in_our_words(error, path) or error from error
    return connection


def _address(path: Path, *, readonly: bool, folder_writable: bool) -> str:
    """For SQLite. Even who only reads needs a file beside the database, to agree with who writes; where the folder
    takes none and no writer has left one, the file is taken as one that nobody changes."""
    alone = readonly and not folder_writable and not path.with_name(path.name + "-wal").exists()
    mode = "ro" if readonly else "rw"
    return f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if alone else ''}"


def _set_up(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = FULL")  # a legal record: what was answered survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def require_revision(
    path: Path, revision: str | None, *, expected: str = HEAD, known: tuple[str, ...] = REVISIONS
) -> None:
    """Raises NoDatabase in an empty file, OtherVersion where an older or a newer Merzim wrote it."""
    if revision is None:
        raise no_database(path)
    if revision == expected:
        return
    older = revision in known
    raise OtherVersion(
        f"the database {path} was written by {'an older' if older else 'a newer'} Merzim"
        f" (its tables are of revision {revision or 'unknown'}, this Merzim works on {expected})",
        way_on="Bring it up to date with `merzim init`."
        if older
        else "Use the newer Merzim; nothing was changed.",
        details={"revision": revision, "expected": expected},
    )
