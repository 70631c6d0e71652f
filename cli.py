"""The command line, and the composition root: settings, clock, database and desk meet here and nowhere else.

One short function per command; what people type and see stands in `terminal/`, what is decided in `process/`.
Nothing heavy is imported before it is needed, so that a case is on the screen at once.
"""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, TextIO

from process.errors import MerzimError
from terminal.arguments import Usage
from terminal.grammar import LANGUAGES, parser

if TYPE_CHECKING:
    from process.desk import Desk
    from process.roles import Actor
    from process.workdays import Workdays
    from store.cases import SqlCases
    from store.database import Database

Clock = Callable[[], datetime]
EXITS: Mapping[str, int] = {
    **dict.fromkeys(("usage", "bad_input", "incomplete_report"), 2),
    **dict.fromkeys(
        ("not_allowed_here", "too_late", "too_early", "wrong_role", "calendar_unknown", "no_edition"), 3
    ),
    "not_found": 4,
    **dict.fromkeys(("case_moved", "busy"), 5),
    **dict.fromkeys(("no_database", "damaged", "other_version"), 6),
}
OVERDUE, DUE_SOON = 10, 11
WHOLE_WORDS: Mapping[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Session:
    """One run of the program: what was typed, where it prints, and what is opened only when it is asked for."""

    args: Namespace
    clock: Clock
    out: TextIO
    environment: Mapping[str, str]
    opened: list["Database"] = field(default_factory=list)

    @property
    def lang(self) -> str:
        asked = self.args.lang or self.environment.get("MERZIM_LANG")
        return asked if asked in LANGUAGES else "en"

    @property
    def url(self) -> str:
        return self.args.db or self.environment.get("MERZIM_DB") or default_database(self.environment)

    @cached_property
    def workdays(self) -> "Workdays":
        from process.workdays import kazakhstan

        return kazakhstan()

    def database(self, *, readonly: bool = False) -> "Database":
        from store.database import Database

        database = Database.open(self.url, readonly=readonly)
        self.opened.append(database)
        return database

    @cached_property
    def cases(self) -> "SqlCases":
        from process.definitions import SHIPPED
        from store.cases import SqlCases

        return SqlCases(self.database(), SHIPPED)

    @cached_property
    def desk(self) -> "Desk":
        from process.definitions import SHIPPED
        from process.desk import Desk

        return Desk(self.cases, self.clock, self.workdays, SHIPPED)

    def personal(self, case_id: str) -> dict[str, Any]:
        from store.listing import personal

        return personal(self.cases.database, case_id)

    @property
    def case_id(self) -> str:
        return self.cases.resolve(self.args.n)

    @property
    def as_of(self) -> datetime | None:
        from process.localtime import parse_typed

        text = getattr(self.args, "as_of", None)
        return parse_typed(text, day_means="end") if text else None

    def actor(self) -> "Actor | None":
        from terminal.typed_acts import typed_actor

        return typed_actor(self.args, self.environment)

    def show(self, plain: Any, picture: Callable[[], Any]) -> None:
        """Print `plain` as one JSON document, or the picture of it for people."""
        if self.args.json:
            self.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
        else:
            self.draw(picture())

    def write(self, text: str) -> None:
        """Print what programs read."""
        in_utf8(self.out).write(text)

    def draw(self, picture: Any) -> None:
        from terminal.console import PLAIN_WIDTH, console

        if isinstance(picture, str):  # words, with paths in them: those are to be copied, so never broken
            lines = (fill(line, PLAIN_WIDTH, **WHOLE_WORDS) for line in picture.splitlines())
            console(file=self.out).print("\n".join(lines), soft_wrap=True)
        else:
            console(file=self.out).print(picture)

    def close(self) -> None:
        for database in self.opened:
            database.close()


def in_utf8(stream: TextIO) -> TextIO:
    """The stream, so set that documents for programs are UTF-8 whatever the machine's locale is."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def default_database(environment: Mapping[str, str]) -> str:
    """The SQLite file under the user's data folder."""
    home = environment.get("XDG_DATA_HOME") or str(
        Path(environment.get("HOME") or Path.home()) / ".local" / "share"
    )
    return f"sqlite:///{Path(home) / 'merzim' / 'merzim.db'}"


# --- the database


def init(session: Session) -> int:
    from store.migrate import init as make

    made = make(session.url)
    done = (
        "made" if made.created else "brought up to date" if made.migrated else "there already, and up to date"
    )
    plain = {"database": str(made.path), "created": made.created, "migrated": made.migrated}
    session.show(plain, lambda: f"The database is {done}: {made.path}")
    return 0


def backup(session: Session) -> int:
    from store.backup import backup as copy

    target = copy(session.database(readonly=True), session.args.target)
    session.show(
        {"backup": str(target)}, lambda: f"The database was copied to {target}, and the copy checked."
    )
    return 0


def audit_verify(session: Session) -> int:
    from process.definitions import SHIPPED
    from store.audit import verify
    from terminal.audit import show_audit

    audit = verify(session.database(readonly=True), SHIPPED, session.workdays)
    rows = [{"case": each.case, "seq": each.seq, "what": each.what} for each in audit.findings]
    counts = {"cases": audit.cases, "events": audit.events, "erased": audit.erased}
    session.show({"whole": not rows, **counts, "findings": rows}, lambda: show_audit(counts, rows))
    return 1 if rows else 0


def health(session: Session) -> int:
    from daemon.health import health as look
    from terminal.audit import show_health

    health = look(session.database(readonly=True), session.clock(), session.workdays)
    session.show(health.found, lambda: show_health(health.found, health.why))
    return 1 if health.why else 0


def daemon(session: Session) -> int:
    from daemon.run import run

    args = session.args
    inbox = Path(args.inbox) if args.inbox else None
    return run(
        session.url,
        interval=args.interval,
        inbox=inbox,
        once=args.once,
        accept_clock=args.accept_clock,
        clock=session.clock,
    )


# --- reports


def submit(session: Session) -> int:
    if session.args.example:
        from process.intake import example

        session.write(example(session.args.example))
        return 0
    from daemon.filing import file_batch
    from terminal.filing import show_filing

    actor = _who_files(session)
    filing = file_batch(
        session.desk,
        _bytes(session.args.file),
        now=session.clock(),
        actor=actor,
        all_or_nothing=session.args.all_or_nothing,
        transaction=session.cases.database.transaction,
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


def _bytes(file: str | None) -> bytes:
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


# --- one case


def act(session: Session) -> int:
    """Any act on a case; afterwards the new NEXT is shown."""
    from terminal.typed_acts import typed_act, typed_moment

    case_id, actor, args = session.case_id, _who(session), session.args
    if args.name == "case correct":
        moment = typed_moment(args.to)
        session.desk.correct(case_id, seq=args.seq, reason=args.reason, moment=moment, actor=actor)
    else:
        typed = typed_act(args, session.cases.digest)
        at = typed_moment(args.at)
        session.desk.act(case_id, typed.event, typed.decide, actor=actor, at=at, personal=typed.personal)
    return _next(session, case_id)


def _who(session: Session) -> "Actor":
    actor = session.actor()
    if actor is None:
        raise Usage(
            "who acts is not said", way_on="Give --as NAME --role ROLE, or set MERZIM_ACTOR and MERZIM_ROLE."
        )
    return actor


def _next(session: Session, case_id: str) -> int:
    from process.timeline import as_json
    from terminal.next import show_next

    view = _view(session, case_id)
    session.show(as_json(view, session.workdays), lambda: show_next(view, session.workdays, session.lang))
    return 0


def _view(session: Session, case_id: str) -> Any:
    from process.timeline import timeline

    case = session.cases.load(case_id)
    at = session.as_of or session.desk.now(case)
    return timeline(session.desk.seen_at(case, at), at, session.workdays, on_record=case.version)


def case_timeline(session: Session) -> int:
    from process.next_steps import report_notes
    from process.timeline import as_json
    from terminal.people import masked
    from terminal.timeline import show_timeline

    view = _view(session, session.case_id)
    personal = session.personal(view.case.id)
    session.show(
        as_json(view, session.workdays),
        lambda: show_timeline(
            view,
            session.workdays,
            person=masked(personal),
            notes=report_notes(view.case, personal),
            lang=session.lang,
        ),
    )
    return _exit_status(session, view)


def case_show(session: Session) -> int:
    from process.timeline import as_json
    from terminal.report import report_json, show_report

    view = _view(session, session.case_id)
    personal = session.personal(view.case.id)
    plain = {**as_json(view, session.workdays), "report": report_json(view.case, personal)}
    session.show(plain, lambda: show_report(view, personal, session.workdays, session.lang))
    return _exit_status(session, view)


def _exit_status(session: Session, view: Any) -> int:
    if not session.args.exit_status:
        return 0
    left = [each.days_left for each in view.next if each.days_left is not None]
    return OVERDUE if min(left, default=2) < 0 else DUE_SOON if min(left, default=2) <= 1 else 0


def case_explain(session: Session) -> int:
    from process.deadlines import explain
    from process.timeline import explanation_json
    from terminal.explain import show_explanation

    view = _view(session, session.case_id)
    why = explain(view.case, session.args.deadline, session.workdays)
    session.show(
        explanation_json(why, view.as_of, session.workdays),
        lambda: show_explanation(why, session.workdays, view.as_of, session.lang),
    )
    return 0


def case_history(session: Session) -> int:
    from store.listing import attempts
    from terminal.history import history_json, show_history

    case = session.cases.load(session.case_id)
    rows = history_json(case, attempts(session.cases.database, case.id))
    _table(session, rows, lambda: show_history(rows, session.lang))
    return 0


# --- many cases


def case_list(session: Session) -> int:
    from terminal.work import show_cases

    args = session.args
    _require_state(args.state)
    rows = list(
        _rows(session, state=args.state, garrison=args.garrison, executor=args.executor, all_states=True)
    )
    rows = [row for row in rows if not args.overdue or row["overdue"]]
    if args.due_within is not None:
        rows = [row for row in rows if row["days_left"] is not None and row["days_left"] <= args.due_within]
    _listed(session, rows[: args.limit], show_cases)
    return 0


def _require_state(text: str | None) -> None:
    from process.errors import BadInput
    from process.states import State

    if text is not None and text not in list(State):
        raise BadInput(f"there is no state {text!r}", way_on=f"The states are: {', '.join(State)}.")


def case_find(session: Session) -> int:
    from process.errors import NotFound
    from terminal.work import show_cases

    _require_iin(session.args.iin)
    ids = session.cases.of_person(session.args.iin)
    if not ids:
        raise NotFound("no case of a person with that IIN is on record")
    rows = [row for case_id in ids for row in _rows_of(session, case_id, session.as_of)[:1]]
    _listed(session, rows, show_cases)
    return 0


def _require_iin(text: str) -> None:
    from process.errors import BadInput
    from process.iin import wrong

    if fault := wrong(text, foreigner_allowed=False):
        raise BadInput(f"no person has that IIN: expected {fault.expected}, got {fault.got}")


def work(session: Session) -> int:
    from process.next_steps import by_urgency
    from terminal.work import show_work

    rows = sorted(_rows(session, executor=session.args.executor), key=by_urgency)
    _listed(session, rows[: session.args.limit], show_work)
    return 0


def _rows(session: Session, *, all_states: bool = False, **wanted: Any) -> Iterator[dict[str, Any]]:
    """The rows of the cases, one a thing to do; of `all_states`, one a case."""
    from store.listing import cases, open_cases

    database, asked = session.cases.database, session.as_of
    # What was open at another moment may be closed by now, so every case is asked.
    every = all_states or asked is not None
    ids = [each.case_id for each in cases(database)] if every else list(open_cases(database))
    for case_id in ids:
        for row in _rows_of(session, case_id, asked)[: 1 if all_states else None]:
            if (all_states or row["act"]) and all(value in (None, row[key]) for key, value in wanted.items()):
                yield row


def _rows_of(session: Session, case_id: str, asked: datetime | None) -> list[dict[str, Any]]:
    from process.next_steps import work_rows
    from terminal.people import masked

    case = session.cases.load(case_id)
    at = asked or session.desk.now(case)
    if at < case.filed.occurred_at:
        return []
    person = masked(session.personal(case_id))
    return work_rows(session.desk.seen_at(case, at), at, session.workdays, person=person)


def _listed(session: Session, rows: list[dict[str, Any]], picture: Callable[..., Any]) -> None:
    from process.localtime import iso

    keys = ("case", "state", "person", "garrison", "executor", "act", "due_at", "days_left", "why")
    plain = [
        {**{key: row[key] for key in keys}, "due_at": iso(row["due_at"]) if row["due_at"] else None}
        for row in rows
    ]
    _table(session, plain, lambda: picture(rows, session.lang))


def _table(session: Session, plain: list[dict[str, Any]], picture: Callable[[], Any]) -> None:
    if getattr(session.args, "csv", False):
        from terminal.table import as_csv

        session.write(as_csv(plain))
    else:
        session.show(plain, picture)


# --- the calendar and the rules, which need no database


def calendar_show(session: Session) -> int:
    from terminal.calendar import show_year
    from terminal.plain import calendar_year

    plain = calendar_year(session.workdays, session.args.year, session.lang)
    if session.args.csv:
        _table(session, plain["days"], lambda: None)
    else:
        session.show(plain, lambda: show_year(session.workdays, session.args.year, session.lang))
    return 0


def calendar_check(session: Session) -> int:
    from process.localtime import parse_day
    from terminal.calendar import show_day
    from terminal.plain import calendar_day

    day = session.workdays.day(parse_day(session.args.date))
    session.show(calendar_day(day, session.lang), lambda: show_day(day, session.lang))
    return 0


def calendar_add(session: Session) -> int:
    from process.definitions import ORDER_232_2025
    from process.localtime import parse_day
    from terminal.calendar import show_sum
    from terminal.plain import calendar_sum

    plain = calendar_sum(session.workdays, parse_day(session.args.date), session.args.days, ORDER_232_2025)
    session.show(plain, lambda: show_sum(plain, session.workdays, session.lang))
    return 0


def calendar_status(session: Session) -> int:
    from terminal.calendar import show_status
    from terminal.plain import calendar_status as status

    session.show(status(session.workdays, session.lang), lambda: show_status(session.workdays, session.lang))
    return 0


def rules_list(session: Session) -> int:
    from process.definitions import SHIPPED
    from terminal.plain import rules_list as listed
    from terminal.rules import list_rules

    session.show(listed(SHIPPED, session.lang), lambda: list_rules(SHIPPED, session.lang))
    return 0


def rules_show(session: Session) -> int:
    from terminal.plain import rules_show as shown
    from terminal.rules import show_rules

    definition = _definition(session)
    session.show(shown(definition), lambda: show_rules(definition, session.lang))
    return 0


def rules_diagram(session: Session) -> int:
    from terminal.diagram import draw

    args, definition = session.args, _definition(session)
    drawn = draw(definition, args.format)
    plain = {"definition": definition.id, "format": args.format}
    if args.output:
        _write(args.output, drawn)
        session.show({**plain, "file": args.output}, lambda: f"The diagram is in {args.output}")
    elif args.format == "png":
        raise Usage("a picture needs a file", way_on="Give --output FILE.")
    elif args.json:
        session.show({**plain, "diagram": drawn.decode()}, lambda: None)
    else:
        session.write(drawn.decode())
    return 0


def _write(file: str, data: bytes) -> None:
    try:
        Path(file).write_bytes(data)
    except OSError as error:
        raise Usage(f"{file} cannot be written: {error.strerror}", way_on="Name another file.") from None


def _definition(session: Session) -> Any:
    from process.definitions import SHIPPED

    return SHIPPED[session.args.definition] if session.args.definition else SHIPPED.definitions[0]


COMMANDS: Mapping[str, Callable[[Session], int]] = {
    "init": init,
    "submit": submit,
    "case list": case_list,
    "case find": case_find,
    "case show": case_show,
    "case timeline": case_timeline,
    "case explain": case_explain,
    "case history": case_history,
    "work": work,
    "calendar show": calendar_show,
    "calendar check": calendar_check,
    "calendar add": calendar_add,
    "calendar status": calendar_status,
    "rules list": rules_list,
    "rules show": rules_show,
    "rules diagram": rules_diagram,
    "daemon": daemon,
    "health": health,
    "audit verify": audit_verify,
    "backup": backup,
}


def run(
    argv: list[str],
    *,
    clock: Clock = wall_clock,
    out: TextIO | None = None,
    err: TextIO | None = None,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Carry out one command line and answer its exit code; never raises for what was typed or found."""
    out = out or sys.stdout
    try:
        with redirect_stdout(out):  # where argparse prints its help
            args = parser().parse_args(argv)
    except SystemExit:
        return 0
    except MerzimError as no:
        return _refused(no, argv, err)
    session = Session(args, clock, out, os.environ if environment is None else environment)
    try:
        return COMMANDS.get(args.name, act)(session)
    except MerzimError as no:
        return _refused(no, argv, err)
    except OSError as error:
        if error.filename is None:  # no file, but a stream: whose that is knows what to do
            raise
        return _refused(_unusable(error), argv, err)
    finally:
        session.close()


def _unusable(error: OSError) -> MerzimError:
    return MerzimError(
        f"{error.filename} cannot be used: {error.strerror}", way_on="Name another file or folder."
    )


def _refused(no: MerzimError, argv: list[str], err: TextIO | None) -> int:
    _show_error(no, as_json="--json" in argv, err=err or sys.stderr)
    return EXITS.get(no.kind, 1)


def _show_error(no: MerzimError, *, as_json: bool, err: TextIO) -> None:
    if as_json:
        plain = {
            "kind": no.kind,
            "message": no.message,
            "provision": no.provision,
            "way_on": no.way_on,
            **no.details,
        }
        print(json.dumps({"error": plain}, ensure_ascii=False, default=str), file=in_utf8(err))
        return
    from terminal.errors import show_error

    print(show_error(no), file=err)


def main() -> int:
    """The program `merzim`."""
    _open_streams()
    code = 0
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except (
        BrokenPipeError,
        SystemExit,
    ):  # the reader of a pipe went away (rich exits then): nothing is wrong
        _print_no_more()
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _print_no_more()
        print(f"The answer could not be written: {error.strerror}.", file=sys.stderr)
        return 1
    return code


def _open_streams() -> None:
    """A stream that the caller closed leads nowhere; one that is there never fails on a letter."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _print_no_more() -> None:
    """What is still to be printed leads nowhere, so that the interpreter does not stumble over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
