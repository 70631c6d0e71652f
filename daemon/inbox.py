"""The inbox: a folder into which report files are put whole, by a rename. Each is filed, then moved aside.

To `done/` where every report is a case, else to `rejected/`, with the reasons beside it. The move comes after the
commit, so a crash between them only files the same reports again, and that doubles nothing. Dotfiles, unfinished
files (.tmp, .part) and folders are left alone.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from daemon.filing import Filing, file_batch
from daemon.record import GoOn, always, of_the_file
from process.desk import Desk
from process.localtime import local
from process.report_text import MOST_BYTES
from process.roles import Actor, Role

PORTAL = Actor("portal", Role.APPLICANT, "applicant")
"""Who hands in what lies in the inbox: the portal's files carry no person's name."""

WANTED = (".json", ".jsonl")
DONE = "done"
REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What became of one file: filed and moved, or, where `fault` says why, still in its place."""

    name: str
    filing: Filing | None = None
    fault: Exception | None = None

    @property
    def rejected(self) -> bool:
        return self.filing is not None and bool(self.filing.errors)


def take(
    desk: Desk, folder: Path, now: datetime, *, actor: Actor = PORTAL, go_on: GoOn = always
) -> list[TakenFile]:
    """File what lies in the folder, in the order of names. `go_on` is asked before each file.

    Raises Busy, NoDatabase, Damaged for the database as a whole; a folder that cannot be read is reported as a file is.
    """
    try:
        waiting = _waiting(folder)
    except OSError as error:
        return [TakenFile(folder.name, fault=error)]
    return [_taken(desk, folder / name, now, actor) for name in waiting if go_on()]


def _waiting(folder: Path) -> list[str]:
    with os.scandir(folder) as found:
        return sorted(
            each.name for each in found if _wanted(each.name) and not each.is_dir(follow_symlinks=False)
        )


def _wanted(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(WANTED)


def _taken(desk: Desk, path: Path, now: datetime, actor: Actor) -> TakenFile:
    filing = None
    try:
        filing = file_batch(desk, _read(path), now=now, actor=actor)
        _move_aside(path, filing, now)
    except Exception as error:  # one bad file must not keep the others waiting; it is reported
        if of_the_file(error):
            raise
        return TakenFile(path.name, filing, error)
    return TakenFile(path.name, filing)


def _read(path: Path) -> bytes:
    """The bytes of a regular file; of one too large just enough for intake to say so."""
    # A link could point anywhere, and a pipe would keep the daemon waiting.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no regular file")
        return file.read(MOST_BYTES + 1)


def _move_aside(path: Path, filing: Filing, now: datetime) -> None:
    folder = path.parent / (REJECTED if filing.errors else DONE)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = _free(folder, path.name)
    if filing.errors:
        _write_whole(folder / f"{target.name}.reason.txt", reason(filing, now))
    path.replace(target)
    for changed in (folder, path.parent):
        _settle_folder(changed)


def _free(folder: Path, name: str) -> Path:
    """The name, or where it is taken the first free one: batch.json, batch.2.json, batch.3.json."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a Path would lose what is not text in a name
    names = (name if n == 1 else f"{stem}.{n}{ending}" for n in count(1))
    return next(folder / each for each in names if not os.path.lexists(folder / each))


def _write_whole(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _settle_folder(folder: Path) -> None:
    """Names survive a power cut, as contents do."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(filing: Filing, now: datetime) -> str:
    """What stands beside a rejected file: each fault with its line and path, and which reports are cases."""
    return "\n".join(_reason(filing, now)) + "\n"


def _reason(filing: Filing, now: datetime) -> Iterator[str]:
    yield f"{local(now):%Y-%m-%d %H:%M}: not every report of this file became a case."
    yield ""
    yield "Not filed:"
    for no in filing.errors:
        yield f"  line {no.line}, {no.path}: {_why(no.kind, no.expected, no.got)}"
    yield ""
    yield "Cases:" if filing.cases else "Cases: none."
    for each in filing.cases:
        before = ", filed before" if each.existing else ""
        yield f"  line {each.line}: case {each.case}, {each.state}, registered {each.registered_on}{before}"
    yield ""
    yield "Put the file back once it is right: what is a case already is not filed again."


def _why(kind: str, expected: str, got: str) -> str:
    return f"expected {expected}; found {got}" if kind == "bad_input" else f"{got}: {expected}"
