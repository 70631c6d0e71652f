"""Data that change: a report of Annex 3 on the case that it is about."""

from commands.case import show_next_of, who_acts
from commands.reports import read_bytes
from commands.session import Session
from terminal.arguments import Usage


def case_update(session: Session) -> int:
    """Record the report at the moment at which it was filed; what it says of persons stands apart."""
    if session.args.example:
        from process.update_report import update_example

        session.write(update_example())
        return 0
    if session.args.n is None or session.args.file is None:
        raise Usage("the case and the file are needed", way_on="merzim case update N FILE, or --example.")
    from functools import partial

    from process import updates
    from process.events import DataUpdated, Event
    from process.update_report import read_update

    actor, case_id = who_acts(session), session.case_id
    report = read_update(read_bytes(session.args.file), now=session.clock())
    updates.check_belongs(session.cases.load(case_id), report, session.personal(case_id))
    decide = partial(
        updates.update,
        what=report.what,
        reference=report.reference,
        digest=session.cases.digest(report.text),
        of_relative=report.member_iin is not None,
        documents=report.documents,
        circumstances=report.circumstances,
    )
    personal: dict[type[Event], dict[str, str]] = {DataUpdated: {"text": report.text}}
    session.desk.act(case_id, DataUpdated, decide, actor=actor, at=report.filed_at, personal=personal)
    return show_next_of(session, case_id)
