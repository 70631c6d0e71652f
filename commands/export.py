"""What leaves the program in other programs' forms."""

from commands.session import Session


def export_ics(session: Session) -> int:
    """Every case's, or those of one executor; what is over is there too, so that calendars take it out."""
    from process.agenda import appointments
    from store.listing import cases
    from terminal.ics import as_ics

    wanted = session.args.executor
    found = (session.desk.look(each.case_id) for each in cases(session.cases.database))
    ours = (case for case in found if wanted in (None, case.executor))
    session.write(as_ics((each for case in ours for each in appointments(case)), session.lang))
    return 0
