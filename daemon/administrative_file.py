"""The administrative file of a case, put together from the store: sent on with a complaint (item 9), or asked for."""

from collections.abc import Mapping
from io import StringIO
from typing import Any

from process.localtime import iso
from process.timeline import Timeline
from process.workdays import Workdays
from store.calendar import state_of
from store.database import Database
from store.listing import outbox, personal
from store.outbox import OutboxEntry
from terminal.case_file import case_file
from terminal.console import PLAIN_WIDTH, console
from terminal.people import masked
from terminal.timeline import show_timeline


def administrative_file(database: Database, view: Timeline, workdays: Workdays, lang: str) -> bytes:
    """The whole of it as an archive (`terminal.case_file`), the case as the view has it."""
    said = personal(database, view.case.id)
    return case_file(
        view,
        workdays,
        personal=said,
        papers=map(_paper, outbox(database, view.case.id)),
        timeline=_timeline(view, workdays, said, lang),
        calendars=lambda version: state_of(database, version),
        lang=lang,
    )


def _paper(each: OutboxEntry) -> dict[str, Any]:
    return {
        "entry": each.seq,
        "paper": each.paper,
        "to": each.addressee,
        "way": each.way,
        "issue_from": iso(each.issue_from),
        "status": each.status,
    }


def _timeline(view: Timeline, workdays: Workdays, said: Mapping[str, Any], lang: str) -> str:
    out = StringIO()
    page = show_timeline(view, workdays, person=masked(said), lang=lang)
    console(file=out, width=PLAIN_WIDTH, colour=False).print(page)
    return out.getvalue()
