"""One case: an act on it, or a view of it."""

from typing import TYPE_CHECKING, Any

from commands.session import Session, table
from terminal.arguments import Usage

if TYPE_CHECKING:
    from process.roles import Actor

OVERDUE, DUE_SOON = 10, 11


def act(session: Session) -> int:
    """Any act on a case; afterwards the new NEXT is shown."""
    from terminal.typed_acts import typed_act, typed_moment

    case_id, actor, args = session.case_id, who_acts(session), session.args
    if args.name == "case correct":
        moment = typed_moment(args.to)
        session.desk.correct(case_id, seq=args.seq, reason=args.reason, moment=moment, actor=actor)
    else:
        typed = typed_act(args, session.cases.digest)
        at = typed_moment(args.at)
        session.desk.act(case_id, typed.event, typed.decide, actor=actor, at=at, personal=typed.personal)
    return show_next_of(session, case_id)


def who_acts(session: Session) -> "Actor":
    actor = session.actor()
    if actor is None:
        raise Usage(
            "who acts is not said", way_on="Give --as NAME --role ROLE, or set MERZIM_ACTOR and MERZIM_ROLE."
        )
    return actor


def show_next_of(session: Session, case_id: str) -> int:
    """What is next; the act is on record already, so what cannot be counted is said and is no refusal of it."""
    from process.errors import CalendarUnknown
    from process.timeline import as_json
    from terminal.next import show_next

    try:
        view = timeline_view(session, case_id)
        workdays = session.workdays_at(view.as_of)
        plain = as_json(view, workdays)
    except CalendarUnknown as unknown:
        said = f"The act is on record. What is next cannot be counted: {unknown}"
        session.show({"case": case_id, "next": None, "why": str(unknown)}, lambda: said)
        return 0
    session.show(plain, lambda: show_next(view, workdays, session.lang))
    return 0


def timeline_view(session: Session, case_id: str) -> Any:
    """The timeline of a case at the moment that is asked about, or now."""
    from process.timeline import timeline

    case = session.cases.load(case_id)
    at = session.as_of or session.desk.now(case)
    return timeline(session.desk.seen_at(case, at), at, session.workdays_at(at), on_record=case.version)


def case_timeline(session: Session) -> int:
    from process.next_steps import report_notes
    from process.timeline import as_json
    from terminal.people import masked
    from terminal.timeline import show_timeline

    view = timeline_view(session, session.case_id)
    personal, workdays = session.personal(view.case.id), session.workdays_at(view.as_of)
    session.show(
        as_json(view, workdays),
        lambda: show_timeline(
            view,
            workdays,
            person=masked(personal),
            notes=report_notes(view.case, personal),
            lang=session.lang,
        ),
    )
    return _exit_status(session, view)


def case_show(session: Session) -> int:
    from process.timeline import as_json
    from terminal.report import report_json, show_report

    view = timeline_view(session, session.case_id)
    personal, workdays = session.personal(view.case.id), session.workdays_at(view.as_of)
    plain = {**as_json(view, workdays), "report": report_json(view.case, personal)}
    session.show(plain, lambda: show_report(view, personal, workdays, session.lang))
    return _exit_status(session, view)


def _exit_status(session: Session, view: Any) -> int:
    if not session.args.exit_status:
        return 0
    left = [each.days_left for each in view.next if each.days_left is not None]
    return OVERDUE if min(left, default=2) < 0 else DUE_SOON if min(left, default=2) <= 1 else 0


def case_explain(session: Session) -> int:
    from process.deadlines import explain
    from process.timeline import explanation_json
    from store.calendar import state_of
    from terminal.explain import show_explanation
    from terminal.memo import memo

    view = timeline_view(session, session.case_id)
    why = explain(
        view.case,
        session.args.deadline,
        session.workdays,
        calendars=lambda version: state_of(session.cases.database, version),
        known_on=session.known_on,
    )
    plain = explanation_json(why, view.as_of, session.workdays, session.lang)
    if session.args.memo and not session.args.json:
        session.write(memo(why, view.case.id, view.as_of, session.lang))
    else:
        session.show(plain, lambda: show_explanation(why, session.workdays, view.as_of, session.lang))
    return 0


def case_history(session: Session) -> int:
    from store.listing import attempts
    from terminal.history import history_json, show_history

    case = session.cases.load(session.case_id)
    rows = history_json(case, attempts(session.cases.database, case.id))
    table(session, rows, lambda: show_history(rows, session.lang))
    return 0
