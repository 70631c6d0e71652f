"""One daemon for one database: a lock on a file beside it, which the kernel takes back even from a killed process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from process.errors import Busy, MerzimError


@contextmanager
def only_daemon(database: Path) -> Iterator[None]:
    """Hold the lock while inside. Raises Busy where another daemon has it."""
    real = database.resolve()  # two names of one file are one database
    path = real.with_name(f"{real.name}.daemon")
    handle = _opened(path)
    try:
        _locked(handle, real)
        os.truncate(handle, 0)
        os.pwrite(handle, b"%d\n" % os.getpid(), 0)
        yield
    finally:
        os.close(handle)  # the file stays: to remove it would let two daemons lock two files of one name


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise MerzimError(
            f"the daemon's lock {path} cannot be made: {error.strerror}",
            way_on="Look at the rights to it and its folder.",
        ) from error


def _locked(handle: int, database: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        who = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
        raise Busy(
            f"another daemon is at work on {database}" + (f" (process {who})" if who else ""),
            way_on="One is enough. Stop that one first, if this one is to take its place.",
        ) from None
