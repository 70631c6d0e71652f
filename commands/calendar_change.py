"""A changed calendar: what it would do, carrying it through, and the head's word on earlier dates (R24)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.session import Session
from terminal.arguments import Usage

if TYPE_CHECKING:
    from datetime import datetime

    from process.amendment import Amendment
    from process.roles import Actor
    from process.terms import Deadline
    from store.calendar import Known
    from store.database import Database

MOST = 10 * 2**20


def calendar_impact(session: Session) -> int:
    """What the acts of a file would do, or those that are known already; streamed, however many deadlines move."""
    from store.database import is_there

    _, amendment = _read(session)
    if not is_there(session.url):
        _show_impact(session, amendment, None)
        return 0
    database = session.database(readonly=True)
    with database.snapshot():
        _show_impact(session, amendment, database)
    return 0


def _show_impact(session: Session, amendment: "Amendment", database: "Database | None") -> None:
    from daemon.moving import changed_days
    from terminal.impact import ImpactPage, day_json, head_json

    before = session.asked_calendar
    days = list(changed_days(before, amendment.calendar))
    head = head_json(before, amendment, session.lang)
    head["days"] = [day_json(was, now, session.lang) for was, now in days]
    if session.args.json:
        _stream(session, amendment, head, database)
        return
    page = ImpactPage(amendment, days, session.args.file, session.args.limit, session.lang)
    if database is not None:
        page.take(_hits(session, amendment, database), _hearings(session, amendment, database))
    session.draw(page.shown())


def _stream(
    session: Session, amendment: "Amendment", head: dict[str, Any], database: "Database | None"
) -> None:
    """One JSON document, written row by row: a hundred thousand deadlines are never all in memory."""
    from collections import Counter

    from terminal.impact import hearing_json, hit_json

    counts: Counter[str] = Counter(dict.fromkeys(("later", "earlier", "past", "kept", "unknown"), 0))
    cases, latest = 0, ""
    session.write(json.dumps(head, ensure_ascii=False, indent=2)[: -len("\n}")])
    session.write(',\n  "moves": [')
    comma = ""
    for hit in _hits(session, amendment, database) if database else ():
        session.write(f"{comma}\n    {json.dumps(hit_json(hit), ensure_ascii=False)}")
        comma = ","
        counts[str(hit.shift.effect)] += 1
        cases, latest = cases + (hit.case != latest), hit.case
    hearings = [hearing_json(each) for each in _hearings(session, amendment, database)] if database else []
    tail = {"hearings": hearings, "counts": {"cases": cases, **counts}, "database": database is not None}
    session.write("\n  ],\n" + json.dumps(tail, ensure_ascii=False, indent=2)[len("{\n") :] + "\n")


def _hits(session: Session, amendment: "Amendment", database: "Database") -> Iterator[Any]:
    from daemon.moving import hits
    from process.definitions import SHIPPED

    return hits(database, SHIPPED, amendment.calendar, session.clock())


def _hearings(session: Session, amendment: "Amendment", database: "Database") -> Iterator[Any]:
    from daemon.moving import hearing_hits
    from process.definitions import SHIPPED
    from store.cases import SqlCases

    return hearing_hits(database, SqlCases(database, SHIPPED), amendment.calendar, session.clock())


def _read(session: Session) -> tuple[bytes, "Amendment"]:
    """The file and the calendar as it changes it; without a file, the calendar as it is known today.

    With --known-on the calendar before it is that of the day: then the change is what came since, or the file alone.
    """
    from process.amendment import Amendment, amend
    from process.facts import FactSheet
    from process.localtime import day_of

    if session.args.file is None:
        return b"", Amendment(FactSheet((), ()), session.workdays, ())
    data = _bytes(session.args.file)
    known_by = session.known_on or day_of(session.clock())
    return data, amend(data, session.asked_calendar, known_by=known_by)


def _bytes(name: str) -> bytes:
    from process.errors import BadInput, NotFound

    file = Path(name)
    if not file.exists():
        raise NotFound(f"there is no file {name}", way_on="Name the file of acts and facts.")
    if not file.is_file() or file.stat().st_size > MOST:
        raise BadInput(f"{name} is no file of facts", way_on="Name a TOML file of acts and facts.")
    return file.read_bytes()


# --- carrying it through


def calendar_import(session: Session) -> int:
    """Check a file, or apply it. Applied again, it finishes what was cut off and does nothing twice."""
    from terminal.impact import carried_json, show_carried

    if not session.args.apply:
        return _checked(session)
    if session.known_on is not None:
        raise Usage("what is applied is what is known now", way_on="Leave --known-on out.")
    actor = _keeper(session)
    data, amendment = _read(session)
    carried = _carried(session, data, amendment, actor)
    plain = carried_json(amendment, carried)
    session.show(plain, lambda: show_carried(amendment, carried, session.lang))
    return 1 if carried.faults else 0


def _checked(session: Session) -> int:
    from daemon.moving import changed_days
    from terminal.impact import ImpactPage, day_json, head_json

    _, amendment = _read(session)
    days = list(changed_days(session.asked_calendar, amendment.calendar))
    head = head_json(session.asked_calendar, amendment, session.lang)
    head["days"] = [day_json(was, now, session.lang) for was, now in days]
    page = ImpactPage(amendment, days, session.args.file, 0, session.lang)
    session.show(head, page.checked)
    return 0


def _keeper(session: Session) -> "Actor":
    from process.errors import WrongRole
    from process.law import reading
    from process.roles import Role

    actor = _who(session)
    if actor.role is not Role.CALENDAR_KEEPER:
        raise WrongRole(
            f"the facts of the calendar are kept by the {Role.CALENDAR_KEEPER}; it was tried by {actor.name} as"
            f" {actor.role}",
            provision=reading("R24").label,
            way_on=f"Act as the keeper: --as NAME --role {Role.CALENDAR_KEEPER}.",
        )
    return actor


def _who(session: Session) -> "Actor":
    actor = session.actor()
    if actor is None:
        raise Usage(
            "who acts is not said", way_on="Give --as NAME --role ROLE, or set MERZIM_ACTOR and MERZIM_ROLE."
        )
    return actor


def _carried(session: Session, data: bytes, amendment: "Amendment", actor: "Actor") -> Any:
    """What was cut off is finished first. Then the file is kept, and from then on every act counts by it; then each
    open deadline, case by case."""
    from daemon.moving import Carried, since_when, would_move
    from process.definitions import SHIPPED
    from store import calendar as stored

    database, known, now = session.database(), session.calendar, session.clock()
    carried = _finish(session, database, known) if known.unfinished else Carried(complete=True)
    if not amendment.nothing_new:
        body, calendar, said = data.decode("utf-8-sig"), amendment.calendar, amendment.cited()
    elif would_move(database, SHIPPED, known.calendar, now):
        body, calendar, said = (
            "",
            known.calendar,
            f"the calendar that Merzim ships ({known.calendar.version})",
        )
    else:
        return carried
    stored.apply(database, body, calendar, said=said, actor=actor, at=now, seen=known.serial)
    since = now if not body else since_when(known.calendar, calendar, now)
    return _through(session, database, since)


def _finish(session: Session, database: "Database", known: "Known") -> Any:
    """Go on where an earlier run was cut off."""
    return _through(session, database, known.unfinished[0].applied_at)


def _through(session: Session, database: "Database", since: "datetime | None") -> Any:
    """Every case that the calendar, as it is now, may have changed; marked as done at the end."""
    from daemon.moving import Carried, carry_through
    from process.definitions import SHIPPED
    from process.desk import Desk
    from process.workdays import kazakhstan
    from store import calendar as stored
    from store.cases import SqlCases
    from terminal.progress import progress

    known = stored.known(database, kazakhstan())
    desk = Desk(SqlCases(database, SHIPPED, calendar=known.serial), session.clock, known.calendar, SHIPPED)
    carried = Carried(complete=True)
    if since is not None:
        total = stored.count_running(database, since)
        with progress(total, "open cases", quiet=session.args.json) as step:
            carried = carry_through(desk, database, since=since, step=step)
    if carried.complete:
        stored.done(database, known.serial, session.clock())
    return carried


# --- the head's word


def calendar_approve(session: Session) -> int:
    """Move the deadlines whose earlier date waits; --list shows them."""
    from terminal.impact import approved_json, show_approved, show_waiting, waiting_json

    found = _waiting(session)
    if session.args.list:
        session.show(waiting_json(found), lambda: show_waiting(found, session.lang))
        return 0
    actor = _who(session)
    _require_waiting(session, found)
    faults = _approve(session, actor, list(dict.fromkeys(case for case, _ in found)))
    failed = {case for case, _ in faults}
    moved = [each for each in found if each[0] not in failed]
    plain = approved_json(moved, actor, faults)
    session.show(plain, lambda: show_approved(moved, actor, faults, session.lang))
    return 1 if faults else 0


def _waiting(session: Session) -> list[tuple[str, "Deadline"]]:
    """The deadlines whose earlier date waits, by case; of the cases that were named, or of all."""
    from process.moves import waiting
    from store.calendar import cases_held

    named = [session.cases.resolve(each) for each in session.args.case]
    found = []
    for case_id in named or cases_held(session.cases.database, session.clock()):
        case = session.desk.look(case_id)
        found += [(case_id, deadline) for deadline in waiting(case, session.desk.now(case))]
    return found


def _require_waiting(session: Session, found: list[tuple[str, "Deadline"]]) -> None:
    """Of the cases that were named, each has something that waits; else none is approved."""
    from process.errors import NotAllowedHere
    from process.law import reading

    waits = {case for case, _ in found}
    if idle := [case for case in map(session.cases.resolve, session.args.case) if case not in waits]:
        raise NotAllowedHere(
            f"no move of a deadline waits for approval on {', '.join(idle)}",
            provision=reading("R24").label,
            way_on="Nothing was approved. `merzim calendar approve --list` shows what waits.",
        )


def _approve(session: Session, actor: "Actor", waiting: list[str]) -> list[tuple[str, str]]:
    """One transaction a case. Who names cases, or has not the role, is told no at once."""
    from process.errors import MerzimError

    faults: list[tuple[str, str]] = []
    named = [session.cases.resolve(each) for each in session.args.case]
    for case_id in named or waiting:
        try:
            session.desk.approve(case_id, actor=actor)
        except MerzimError as no:
            if named or no.kind == "wrong_role":
                raise
            faults.append((case_id, str(no)))
    return faults
