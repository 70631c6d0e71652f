"""Complaints: those that there are, and the file that is sent on with one."""

from typing import Any

from commands.case import timeline_view
from commands.session import Session, table


def complaint_list(session: Session) -> int:
    from terminal.complaints import show_complaints

    rows = [row for case_id in _case_ids(session) for row in _rows(session, case_id)]
    rows = [row for row in rows if row["open"] or not session.args.open]
    table(session, [_plain(row) for row in rows], lambda: show_complaints(rows, session.lang))
    return 0


def _case_ids(session: Session) -> list[str]:
    from store.listing import complained_cases

    if session.args.n is not None:
        return [session.case_id]
    return complained_cases(session.cases.database)


def _rows(session: Session, case_id: str) -> list[dict[str, Any]]:
    from process.next_steps import complaint_rows
    from terminal.people import masked

    view = timeline_view(session, case_id)
    person = masked(session.personal(case_id))
    return complaint_rows(view.case, view.as_of, session.workdays_at(view.as_of), person=person)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    from process.localtime import iso

    moments = {key: iso(row[key]) if row[key] else None for key in ("lodged_at", "due_at")}
    return {**row, **moments}


def complaint_file(session: Session) -> int:
    """Write the administrative case into one archive; an existing file is never overwritten."""
    from pathlib import Path

    from daemon.administrative_file import administrative_file
    from process.errors import BadInput

    view = timeline_view(session, session.case_id)
    target = Path(session.args.output or f"case-{view.case.id}.zip")
    whole = administrative_file(session.cases.database, view, session.workdays_at(view.as_of), session.lang)
    try:
        with target.open("xb") as file:
            file.write(whole)
    except FileExistsError:
        raise BadInput(f"{target} is there already", way_on="Name another file: --output FILE.") from None
    told = {"case": view.case.id, "file": str(target), "bytes": len(whole)}
    session.show(told, lambda: f"The file of case {view.case.id} is in {target}.")
    return 0
