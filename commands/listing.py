"""Many cases: lists, and what must be done."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from commands.session import Session, table


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

    due = sorted(_rows(session, executor=session.args.executor), key=by_urgency)
    rows = [*_undelivered(session), *due]
    _listed(session, rows[: session.args.limit], lambda rows, lang: show_work(rows, lang, _beside(session)))
    return 0


def _undelivered(session: Session) -> Iterator[dict[str, Any]]:
    """Word that did not reach people, and will not by itself: a row each, before all else. Only as of now."""
    from store.outbox import GIVEN_UP, listed
    from terminal.outbox import alarm
    from terminal.work import SEND_AGAIN

    if session.as_of is not None:
        return
    lang = "en" if session.args.json or session.args.csv else session.lang
    for entry in listed(session.cases.database, status=GIVEN_UP):
        row = _rows_of(session, entry.case_id, None)[0]
        if session.args.executor in (None, row["executor"]):
            none = {"who": None, "due_at": None, "days_left": None, "provisional": False}
            yield {**row, **none, "act": SEND_AGAIN, "why": alarm(entry, lang)}


def _beside(session: Session) -> Any:
    """What is of no case and still to be done: word of a change of the rules, the Ministry's (item 7)."""
    from store.announcements import announcements
    from terminal.announcements import show_announcements

    known = announcements(session.cases.database, session.desk.editions, session.workdays)
    waiting = [each for each in known if each.open]
    if not waiting or session.args.executor or session.as_of:
        return None
    return show_announcements(waiting, session.clock(), session.workdays, session.lang)


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
    return work_rows(session.desk.seen_at(case, at), at, session.workdays_at(at), person=person)


def _listed(session: Session, rows: list[dict[str, Any]], picture: Callable[..., Any]) -> None:
    from process.localtime import iso

    keys = (
        "case",
        "state",
        "person",
        "garrison",
        "executor",
        "act",
        "due_at",
        "days_left",
        "why",
        "provisional",
    )
    plain = [
        {**{key: row[key] for key in keys}, "due_at": iso(row["due_at"]) if row["due_at"] else None}
        for row in rows
    ]
    table(session, plain, lambda: picture(rows, session.lang))
