"""Papers of a case as PDF files: which can be made, and one made. Nothing is put on record by it."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from commands.session import Session
from terminal.arguments import Usage

if TYPE_CHECKING:
    from papers.making import Made
    from process.case import Case


def papers_make(session: Session) -> int:
    """Without a paper, the list of what can be made."""
    from papers.making import papers_of
    from terminal.papers import listed, made_json, show_listed, show_made

    case, args = session.cases.load(session.case_id), session.args
    can = papers_of(case)
    if args.paper is None:
        plain = {"case": case.id, "papers": listed(can, case)}
        session.show(plain, lambda: show_listed(plain, session.lang))
        return 0
    made = _made(session, case, *_asked_for(args.paper, args.of, can, case))
    path = put(_path(args.out, made, case.id), made.content, force=args.force)
    session.show(made_json(made, path), lambda: show_made(made, path, session.lang))
    return 0


def _asked_for(typed: str, of: int | None, can: list[tuple[str, int]], case: "Case") -> tuple[str, int]:
    """The paper meant, by its name or a short one; the latest of them where no entry is named."""
    from papers.kinds import ALIASES, BY_NAME
    from process.errors import NotFound

    if typed not in ALIASES and typed not in BY_NAME:
        raise NotFound(f"there is no paper {typed!r}", way_on=f"The papers are: {', '.join(ALIASES)}.")
    names = ALIASES.get(typed, (typed,))
    if of is not None:
        return next((name for name, seq in can if name in names and seq == of), names[0]), of
    found = [each for each in can if each[0] in names]
    if not found:
        have = ", ".join(f"{name} (--of {seq})" for name, seq in can) or "none"
        raise NotFound(f"case {case.id} has no {names[0]}", way_on=f"What can be made: {have}.")
    return found[-1]


def _made(session: Session, case: "Case", paper: str, of: int) -> "Made":
    from papers.making import make
    from store.listing import personal_texts

    named = {
        "superior_body": session.environment.get("MERZIM_SUPERIOR_BODY"),
        "quality_authority": session.environment.get("MERZIM_QUALITY_AUTHORITY"),
    }
    return make(
        case,
        personal_texts(session.cases.database, case.id),
        paper,
        of=of,
        lang=session.args.lang or "kk",  # the original, whatever language the screen is in
        ordinal=_ordinal(session, case, paper, of),
        draft=session.args.draft,
        workdays=session.workdays,
        bodies={role: name for role, name in named.items() if name},
    )


def _ordinal(session: Session, case: "Case", paper: str, of: int) -> int | None:
    """The number that was typed; else that which the paper keeps, or that of the entry in the queue now (R14, R29)."""
    from process.issuing import stated_before
    from store.queue import ordinal

    if session.args.ordinal is not None or paper not in case.definition.certificates.values():
        number: int | None = session.args.ordinal
        return number
    before = stated_before(case, paper, of)
    return before.ordinal if before else ordinal(session.cases.database, case.id)


def _path(out: str | None, made: "Made", case_id: str) -> Path:
    from papers.kinds import BY_NAME

    name = f"{case_id}-{BY_NAME[made.paper].text}-{made.of}-{made.lang}.pdf"
    if out is None:
        return Path(name)
    return Path(out) / name if Path(out).is_dir() else Path(out)


def put(path: Path, content: bytes, *, force: bool) -> Path:
    """Write the file whole, by a rename, for its owner alone. One that is there is overwritten only by force."""
    if not path.parent.is_dir():
        raise Usage(f"{path.parent} is no folder", way_on="Name a folder that is there.")
    if not force:
        _reserve(path)
    try:
        number, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(number)
            Path(made).replace(path)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise
    except OSError as error:
        if not force:
            with suppress(OSError):
                path.unlink()
        raise Usage(f"{path} cannot be written: {error.strerror}", way_on="Name another file.") from None
    return path


def _reserve(path: Path) -> None:
    """The name is ours, or somebody else's file stands there: never both."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise Usage(f"{path} is there already", way_on="Name another file, or --force.") from None
    except OSError as error:
        raise Usage(f"{path} cannot be written: {error.strerror}", way_on="Name another file.") from None
