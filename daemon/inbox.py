"""The inbox: a folder into which report files are put whole, by a rename. Each is filed, then moved aside.

To `done/` where every report is a case, else to `rejected/`, with the reasons beside it. A signature lies beside its
report, as `name.json.p7s`, is put there before it and moves with it. The move comes after the
commit, so a crash between them only files the same reports again, and that doubles nothing. Dotfiles, unfinished
files (.tmp, .part) and folders are left alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from daemon import folder as folders
from daemon.filing import Beside, Filing, file_batch
from daemon.folder import DONE, REJECTED
from daemon.record import GoOn, always, of_the_file
from process.desk import Desk
from process.errors import BadInput
from process.localtime import local
from process.report_text import MOST_BYTES
from process.roles import Actor, Role
from signing.of_report import ENDING

if TYPE_CHECKING:
    from signing.trust import Trust

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
    desk: Desk,
    folder: Path,
    now: datetime,
    *,
    actor: Actor = PORTAL,
    go_on: GoOn = always,
    trusted: Callable[[], "Trust"] | None = None,
) -> list[TakenFile]:
    """File what lies in the folder, in the order of names. `go_on` is asked before each file, `trusted` for the trust
    store where a signature lies beside one.

    Raises Busy, NoDatabase, Damaged for the database as a whole; a folder that cannot be read is reported as a file is.
    """
    try:
        waiting = folders.waiting(folder, WANTED)
    except OSError as error:
        return [TakenFile(folder.name, fault=error)]
    return [_taken(desk, folder / name, now, actor, trusted or _nobody) for name in waiting if go_on()]


def _nobody() -> "Trust":
    raise BadInput(
        "a signature lies beside it, and no trust store is named",
        way_on="Name one: --trust DIR, or MERZIM_TRUST (docs/signatures.md).",
    )


def _taken(desk: Desk, path: Path, now: datetime, actor: Actor, trusted: Callable[[], "Trust"]) -> TakenFile:
    filing = None
    try:
        beside = _beside(path, trusted)  # looked for first: it is put there before its report
        filing = file_batch(desk, folders.read(path, MOST_BYTES), now=now, actor=actor, beside=beside)
        folders.move_aside(path, reason=reason(filing, now) if filing.errors else None, with_it=ENDING)
    except Exception as error:  # one bad file must not keep the others waiting; it is reported
        if of_the_file(error):
            raise
        return TakenFile(path.name, filing, error)
    return TakenFile(path.name, filing)


def _beside(path: Path, trusted: Callable[[], "Trust"]) -> Beside | None:
    """The signature beside the file, if one lies there, with whom it is verified against."""
    try:
        cms = folders.read(folders.beside(path, ENDING), MOST_BYTES)
    except FileNotFoundError:
        return None
    return Beside(cms, trusted())


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
