"""The inbox: a folder into which report files are put whole, by a rename. Each is filed, then moved aside.

To `done/` where every report is a case, else to `rejected/`, with the reasons beside it. The move comes after the
commit, so a crash between them only files the same reports again, and that doubles nothing. Dotfiles, unfinished
files (.tmp, .part) and folders are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from daemon import folder as folders
from daemon.filing import Filing, file_batch
from daemon.folder import DONE, REJECTED
from daemon.record import GoOn, always, of_the_file
from process.desk import Desk
from process.localtime import local
from process.report_text import MOST_BYTES
from process.roles import Actor, Role

PORTAL = Actor("portal", Role.APPLICANT, "applicant")
"""Who hands in what lies in the inbox: the portal's files carry no person's name."""

WANTED = (".json", ".jsonl")
__all__ = ["DONE", "PORTAL", "REJECTED", "TakenFile", "take"]


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
        waiting = folders.waiting(folder, WANTED)
    except OSError as error:
        return [TakenFile(folder.name, fault=error)]
    return [_taken(desk, folder / name, now, actor) for name in waiting if go_on()]


def _taken(desk: Desk, path: Path, now: datetime, actor: Actor) -> TakenFile:
    filing = None
    try:
        filing = file_batch(desk, folders.read(path, MOST_BYTES), now=now, actor=actor)
        folders.move_aside(path, reason=reason(filing, now) if filing.errors else None)
    except Exception as error:  # one bad file must not keep the others waiting; it is reported
        if of_the_file(error):
            raise
        return TakenFile(path.name, filing, error)
    return TakenFile(path.name, filing)


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
