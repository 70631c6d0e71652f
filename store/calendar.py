"""The calendar as this database has it: acts applied to it, states that due dates came from, deadlines that run."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from process.amendment import amended, holds
from process.calendar_text import as_text, from_text
from process.definition import Editions
from process.errors import BadInput, Busy, Damaged, MerzimError
from process.history import History, TakenUp
from process.localtime import from_utc_text, utc_text
from process.roles import Actor
from process.states import State
from process.terms import Deadline, Held
from process.workdays import Workdays
from store import statements as sql
from store.database import Database
from store.faults import RESTORE

PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedAct:
    """A file of facts that was applied. `done_at` is None while open deadlines are still to be counted again."""

    id: int
    said: str
    version: str
    applied_at: datetime
    actor: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Running:
    """An open deadline of a case, as its copy has it."""

    case: str
    state: State
    executor: str | None
    definition: str
    deadline: Deadline


# --- acts


def acts(database: Database) -> list[AppliedAct]:
    """What was applied, in its order."""
    return [_act(dict(row)) for row in database.rows(sql.CALENDAR_ACTS)]


def _act(row: dict[str, Any]) -> AppliedAct:
    done = from_utc_text(row["done_at"]) if row["done_at"] else None
    kept = {name: row[name] for name in ("id", "said", "version", "actor")}
    return AppliedAct(**kept, applied_at=from_utc_text(row["applied_at"]), done_at=done)


@dataclass(frozen=True, slots=True)
class Known:
    """The calendar as a database has it, with those that were in force before; the number of the latest act applied to
    it (0: none); the acts that not every open deadline has been counted again for."""

    calendar: Workdays
    serial: int
    unfinished: tuple[AppliedAct, ...] = ()


def known(database: Database, shipped: Workdays) -> Known:
    """The shipped calendar with everything that was applied to this database."""
    rows = database.rows(sql.CALENDAR_ACTS)
    if not rows:
        return Known(shipped, 0)
    done = [_act(dict(row)) for row in rows]
    history = History(shipped, ())
    for number, act in enumerate(done, start=1):
        made = partial(_as_it_became, shipped, [row["body"] for row in rows[:number]])
        history = history.after(TakenUp(act.applied_at, act.said, made))
    calendar = replace(history.changes[-1].calendar, history=history)
    return Known(calendar, done[-1].id, tuple(act for act in done if act.done_at is None))


def _as_it_became(shipped: Workdays, bodies: list[str]) -> Workdays:
    try:
        return amended(shipped, bodies)
    except BadInput as wrong:  # it was checked before it was kept
        raise Damaged(
            f"an act that was applied to the calendar of this database cannot be read any more: {wrong.message}",
            way_on=RESTORE,
        ) from None


def serial(database: Database) -> int:
    """The number of the latest act that was applied; 0 before the first."""
    row = database.row(sql.CALENDAR_SERIAL)
    return (row["serial"] or 0) if row else 0


def apply(
    database: Database, body: str, calendar: Workdays, *, said: str, actor: Actor, at: datetime, seen: int
) -> None:
    """Keep the file; from then on this is the calendar. The deadlines are counted again afterwards.

    `seen`: the number of the latest act in the calendar that the file was checked against. Raises Busy where another
    has been applied since; then nothing is kept.
    """
    row = {
        "said": said,
        "body": body,
        "version": calendar.version,
        "applied_at": utc_text(at),
        "actor": actor.name,
        "role": str(actor.role),
    }
    with database.transaction():
        if serial(database) != seen:
            raise Busy(
                "another act has been applied to the calendar a moment ago",
                way_on="Nothing was written; look at what it did (merzim calendar status), and try again.",
            )
        database.run(sql.CALENDAR_ACT_INSERT, row)
        keep_state(database, calendar)


def done(database: Database, upto: int, at: datetime) -> None:
    """Mark that every open deadline has been counted again for the acts up to that number."""
    with database.transaction():
        database.run(sql.CALENDAR_ACT_DONE, {"done_at": utc_text(at), "upto": upto})


# --- states


def keep_states(database: Database, calendar: Workdays, versions: Iterable[str]) -> None:
    """Keep the states that due dates were computed from: the present one, or one in force at the act's own moment."""
    for version in dict.fromkeys(versions):
        if (state := calendar.by_version(version)) is not None:
            keep_state(database, state)


def keep_state(database: Database, calendar: Workdays) -> None:
    """Keep the state that due dates are computed from; within the caller's transaction."""
    if database.row(sql.CALENDAR_STATE_KEPT, {"version": calendar.version}):
        return
    database.run(sql.CALENDAR_STATE_KEEP, {"version": calendar.version, "body": as_text(calendar)})


def state_of(database: Database, version: str) -> Workdays | None:
    """The state of the calendar by that version, where this database has kept it."""
    row = database.row(sql.CALENDAR_STATE, {"version": version})
    if row is None:
        return None
    try:
        kept = from_text(row["body"])
    except (ValueError, KeyError, TypeError, MerzimError):
        kept = None
    if kept is None or kept.version != version:
        raise Damaged(f"the state {version} of the calendar does not hold together", way_on=RESTORE)
    return kept


def spoiled(database: Database) -> Iterator[str]:
    """What of the kept calendar does not hold together: states by their versions, acts by the states they gave."""
    for row in database.stream(sql.CALENDAR_STATES):
        try:
            state_of(database, row["version"])
        except Damaged as damaged:
            yield damaged.message
    for row in database.rows(sql.CALENDAR_ACTS):
        try:
            gave = state_of(database, row["version"])
            whole = gave is not None and holds(row["body"], gave)
        except MerzimError:
            whole = False
        if not whole:
            yield f"the act {row['id']} of the calendar is not the one that was applied ({row['said']})"


# --- what runs


def running(
    database: Database, editions: Editions, now: datetime, *, first: str = "", last: str = "9999-999999999"
) -> Iterator[Running]:
    """Every deadline still open at that moment, of the cases from `first` to `last`; never all in memory."""
    asked = {"now": utc_text(now), "first": first, "last": last}
    for row in database.stream(sql.OPEN_DEADLINES, asked):
        yield _running(dict(row), editions)


def running_alike(database: Database, editions: Editions, now: datetime) -> Iterator[tuple[Running, int]]:
    """The same, but one for all that run from one day to one instant by one term, and how many those are."""
    for row in database.stream(sql.OPEN_DEADLINES_ALIKE, {"now": utc_text(now)}):
        yield _running(dict(row), editions), row["deadlines"]


def cases_running(database: Database, since: datetime, after: str) -> list[str]:
    """The next cases with an open deadline that ends at that moment or later, by number; a page of them."""
    asked = {"now": utc_text(since), "after": after, "limit": PAGE, "skip": 0}
    return [row["case_id"] for row in database.rows(sql.OPEN_CASES_AFTER, asked)]


def count_running(database: Database, since: datetime) -> int:
    """How many cases have an open deadline that ends at that moment or later."""
    row = database.row(sql.OPEN_CASES_COUNT, {"now": utc_text(since)})
    return int(row["cases"]) if row else 0


def _running(row: dict[str, Any], editions: Editions) -> Running:
    held_at = from_utc_text(row["held_at"]) if row["held_at"] else None
    deadline = Deadline(
        term=editions[row["definition"]].term(row["name"]),
        round=row["round"],
        due_at=from_utc_text(row["due_at"]),
        day_zero=date.fromisoformat(row["day_zero"]),
        set_by=row["set_by"],
        calendar=row["calendar"],
        provisional=bool(row["provisional"]),
        held=Held(held_at, "", held_at, past=False) if held_at else None,
    )
    return Running(row["case_id"], State(row["state"]), row["executor"], row["definition"], deadline)


def warned_of(database: Database, case_id: str, name: str, due_at: datetime) -> list[str]:
    """Whom warnings told that the deadline ends at that instant."""
    bodies = [json.loads(row["body"]) for row in database.rows(sql.WARNINGS_OF_CASE, {"case_id": case_id})]
    due = utc_text(due_at)
    return [body["told"] for body in bodies if body["about"] == name and body["due_at"] == due]


def cases_noticed(database: Database) -> Iterator[str]:
    """The cases whose hearing is announced and not held, by number."""
    return (row["case_id"] for row in database.stream(sql.CASES_NOTICED))


def cases_held(database: Database, now: datetime) -> list[str]:
    """The cases with an open deadline whose earlier date can still be approved at that moment, by number."""
    return [row["case_id"] for row in database.rows(sql.CASES_HELD, {"now": utc_text(now)})]
