"""Reports come in."""

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.session import EXITS, Session
from terminal.arguments import Usage

if TYPE_CHECKING:
    from process.roles import Actor


def submit(session: Session) -> int:
    if session.args.example:
        from process.intake import example

        session.write(example(session.args.example))
        return 0
    from commands.trust import beside
    from daemon.filing import file_batch
    from terminal.filing import show_filing

    actor, signature = _who_files(session), beside(session)
    filing = file_batch(
        session.desk,
        read_bytes(session.args.file),
        now=session.clock(),
        actor=actor,
        all_or_nothing=session.args.all_or_nothing,
        transaction=session.cases.database.transaction,
        beside=signature,
    )
    plain = filing.as_json()
    session.show(plain, lambda: show_filing(plain))
    return _batch_exit(filing) if filing.errors else 0


def _who_files(session: Session) -> "Actor":
    """The applicant, unless the executor enters the report for the applicant: then both are on record."""
    from process.errors import WrongRole
    from process.roles import Actor, Role

    actor = session.actor() or Actor("applicant", Role.APPLICANT)
    if actor.role is Role.EXECUTOR:
        actor = replace(actor, on_behalf_of=actor.on_behalf_of or "applicant")
    if not actor.may((Role.APPLICANT,)):
        raise WrongRole(
            f"a report is the applicant's, and {actor.name} acts as {actor.role}",
            way_on="The executor may enter it for the applicant: --role executor.",
        )
    return actor


def _batch_exit(filing: Any) -> int:
    """Unreadable reports decide (2); else what the law said to the first."""
    exits = [EXITS.get(error.kind, 2) for error in filing.errors]
    return 2 if 2 in exits or filing.cases else exits[0]


def read_bytes(file: str | None) -> bytes:
    """What is in the file; of one that is too large only so much that intake can say so."""
    from process.report_text import MOST_BYTES

    if file is None:
        raise Usage(
            "the file with the reports is missing", way_on="merzim submit FILE, or '-' for standard input."
        )
    if file == "-" and sys.stdin is None:
        raise Usage("standard input is closed")
    try:
        with nullcontext(sys.stdin.buffer) if file == "-" else Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise Usage(f"{file} cannot be read: {error.strerror}") from None
