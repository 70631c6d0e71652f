"""The command line: what was typed is read, carried out, and answered with an exit code.

The composition root: which command is which function stands here, each in its room of `commands/`; what people type
and see stands in `terminal/`, what is decided in `process/`.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import TextIOWrapper
from typing import TextIO

from commands import (
    announce,
    calendar,
    calendar_change,
    case,
    complaint,
    documents,
    export,
    listing,
    outbox,
    paper_check,
    papers,
    queue,
    record,
    reports,
    rules,
    signature,
    simulate,
    update,
)
from commands.session import EXITS, Clock, Session, in_utf8
from process.errors import MerzimError
from terminal.grammar import parser

COMMANDS: Mapping[str, Callable[[Session], int]] = {
    "init": record.init,
    "submit": reports.submit,
    "case list": listing.case_list,
    "case find": listing.case_find,
    "case show": case.case_show,
    "case timeline": case.case_timeline,
    "case explain": case.case_explain,
    "case history": case.case_history,
    "complaint list": complaint.complaint_list,
    "complaint file": complaint.complaint_file,
    "case update": update.case_update,
    "case signature": signature.case_signature,
    "case documents": documents.case_documents,
    "case obtain": documents.case_obtain,
    "work": listing.work,
    "queue": queue.queue,
    "queue position": queue.position,
    "queue strike-off": queue.strike_off,
    "calendar show": calendar.calendar_show,
    "calendar check": calendar.calendar_check,
    "calendar add": calendar.calendar_add,
    "calendar explain": calendar.calendar_explain,
    "calendar status": calendar.calendar_status,
    "calendar impact": calendar_change.calendar_impact,
    "calendar import": calendar_change.calendar_import,
    "calendar approve": calendar_change.calendar_approve,
    "rules list": rules.rules_list,
    "rules show": rules.rules_show,
    "rules announce": announce.rules_announce,
    "rules diagram": rules.rules_diagram,
    "rules verify": rules.rules_verify,
    "simulate": simulate.simulate,
    "daemon": record.daemon,
    "papers make": papers.papers_make,
    "papers check": paper_check.papers_check,
    "export ics": export.export_ics,
    "outbox list": outbox.outbox_list,
    "outbox show": outbox.outbox_show,
    "outbox retry": outbox.outbox_retry,
    "health": record.health,
    "audit verify": record.audit_verify,
    "backup": record.backup,
}


def wall_clock() -> datetime:
    return datetime.now(UTC)


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
        return COMMANDS.get(args.name, case.act)(session)
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
