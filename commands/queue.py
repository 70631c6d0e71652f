"""The register of a garrison: the list, a place in it with its moves, and leaving it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from commands.case import show_next_of, who_acts
from commands.session import Session, table

if TYPE_CHECKING:
    from datetime import datetime


def queue(session: Session) -> int:
    from process.queue import Register
    from store.queue import garrison, left, register
    from terminal.people import masked
    from terminal.queue import show_register
    from terminal.queue_json import register_json

    args, database, at = session.args, session.cases.database, _asked(session)
    which = Register(garrison(database, args.garrison), args.form, args.service)
    with database.snapshot():
        found = register(database, which.garrison, which.form, at, service=which.service)
        gone = left(database, which, at)
    named = [(each, masked(session.personal(each.stay.case))) for each in found]
    plain = register_json(which, named, gone, at or session.clock(), at)
    if args.csv:
        rows = [{**row, "other_cases": ", ".join(row["other_cases"])} for row in plain["entries"]]
        table(session, rows, lambda: "")
    else:
        session.show(plain, lambda: show_register(plain, session.lang))
    return 0


def _asked(session: Session) -> "datetime | None":
    from process.localtime import parse_typed

    text = session.args.at
    return parse_typed(text, day_means="end") if text else None


def position(session: Session) -> int:
    from store.queue import position as position_of
    from terminal.queue import show_position
    from terminal.queue_json import position_json

    case_id, at = session.case_id, _asked(session)
    found = position_of(session.cases.database, case_id, at)
    if found is None:
        raise _nowhere(session, case_id, at)
    plain = position_json(case_id, found, at or session.clock(), at)
    session.show(plain, lambda: show_position(plain, session.lang))
    return 0


def _nowhere(session: Session, case_id: str, at: "datetime | None") -> Exception:
    from process.errors import NotFound
    from process.law import reading
    from process.standing import when

    case = session.desk.look(case_id, at)
    then = f" on {when(at)}" if at else ""
    return NotFound(
        f"case {case_id} has no place in a register{then}: it is {case.beneath}",
        provision=reading("R14").label,
        way_on="A place comes with the registration: `merzim case timeline N` shows what is still to be done.",
        details={"case": case_id, "state": str(case.state)},
    )


def strike_off(session: Session) -> int:
    """The act asks the person's other cases too: it is one entry a person, and stays while one is complained of."""
    from store.queue import beside
    from terminal.typed_acts import typed_act, typed_moment

    case_id, actor, cases = session.case_id, who_acts(session), session.cases
    typed = typed_act(session.args, cases.digest)
    others: list[Any] = [cases.load(each) for each in beside(cases.database, case_id)]
    leave: Any = typed.decide
    at = typed_moment(session.args.at)
    session.desk.act(case_id, typed.event, partial(leave, beside=others), actor=actor, at=at)
    return show_next_of(session, case_id)
