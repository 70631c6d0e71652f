"""The copy of the register: the times that each case's applicant stood in it, kept in the transaction of the act.

Made of the record alone, by `process.queue`; always within the caller's transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from process.localtime import from_utc_text, utc_text
from process.queue import Register, Stay, entry_of
from process.record import Entry
from process.stays import stays
from store import statements as sql
from store.database import Database
from store.rows import Row
from store.rows import entry_of as entry_of_row


def keep(database: Database, case_id: str, record: Sequence[Entry]) -> None:
    """Bring the copy of that case to its record, and say anew which of the person's stays holds the entry (R27)."""
    mine = stays(case_id, record)
    stored = [stay_of(row) for row in database.rows(sql.ENROLMENTS_OF_CASE, {"case_id": case_id})]
    if not mine or list(mine) == stored:
        return
    rows = _of_person(database, mine[0].person, mine[0].register)
    others = [row for row in rows if row["case_id"] != case_id]
    held = entry_of([*map(stay_of, others), *mine])[:1]
    turned = [row for row in others if bool(row["holds"]) != (stay_of(row) in held)]
    # Who held it gives it up before another holds it: the database knows one entry a person at every moment.
    database.run_each(sql.ENROLMENT_HOLDS, [_holds(row, False) for row in turned if row["holds"]])
    database.run(sql.ENROLMENT_DELETE, {"case_id": case_id})
    database.run_each(
        sql.ENROLMENT_INSERT, [columns(stay, n, held=stay in held) for n, stay in enumerate(mine, start=1)]
    )
    database.run_each(sql.ENROLMENT_HOLDS, [_holds(row, True) for row in turned if not row["holds"]])


def fill(database: Database) -> None:
    """Make the copy of every case that was ever enrolled: for a database that had none before."""
    for row in database.rows(sql.CASES_EVER_ENROLLED):
        asked = {"case_id": row["case_id"]}
        keep(database, row["case_id"], [entry_of_row(each) for each in database.rows(sql.EVENTS, asked)])


def of_person(database: Database, stay: Stay) -> list[Stay]:
    """All stays of its person in its register."""
    return [stay_of(row) for row in _of_person(database, stay.person, stay.register)]


def _of_person(database: Database, person: str, register: Register) -> list[Any]:
    """Found by the person alone, who has few; asked for the register too, SQLite would go through all of that."""
    rows = database.rows(sql.ENROLMENTS_OF_PERSON, {"person": person})
    return [row for row in rows if Register(row["garrison"], row["form"], row["service"]) == register]


def _holds(row: Row, holds: bool) -> dict[str, Any]:
    return {"case_id": row["case_id"], "which": row["n"], "holds": holds}


def differing(database: Database, case_id: str, record: Sequence[Entry]) -> Iterator[str]:
    """What the copy has otherwise than the record, in words."""
    rows = [dict(row) for row in database.rows(sql.ENROLMENTS_OF_CASE, {"case_id": case_id})]
    mine = stays(case_id, record)
    try:
        held = entry_of([*_beside(database, case_id, mine), *mine])[:1]
    except ValueError as error:
        yield f"a stay of its person in the register cannot be read: {error}"
        return
    wanted = [columns(stay, n, held=stay in held) for n, stay in enumerate(mine, start=1)]
    for n, (row, want) in enumerate(zip_longest(rows, wanted, fillvalue=NOT_THERE), start=1):
        for name in sorted(row.keys() | want.keys()):
            if row.get(name) != want.get(name):
                yield f"stay {n} in the register has {name} {row.get(name)!r}, its record {want.get(name)!r}"


NOT_THERE: dict[str, Any] = {}


def _beside(database: Database, case_id: str, mine: Sequence[Stay]) -> list[Stay]:
    """The stays of the person's other cases, as their copies have them: each is compared with its own record."""
    rows = _of_person(database, mine[0].person, mine[0].register) if mine else []
    return [stay_of(row) for row in rows if row["case_id"] != case_id]


# --- a stay as a row


def asked(register: Register) -> dict[str, Any]:
    return {"garrison": register.garrison, "form": register.form, "service": register.service}


def columns(stay: Stay, n: int, *, held: bool) -> dict[str, Any]:
    return {
        "case_id": stay.case,
        "n": n,
        "person": stay.person,
        **asked(stay.register),
        "registered_on": stay.registered_on.isoformat(),
        "filed_at": utc_text(stay.filed_at),
        "enrolled_by": stay.enrolled_by,
        "enrolled_at": utc_text(stay.enrolled_at),
        "since": utc_text(stay.since),
        "entered": stay.entered,
        "until": _text(stay.until),
        "left": stay.left,
        "left_at": _text(stay.left_at),
        "issued": stay.issued,
        "issued_at": _text(stay.issued_at),
        "holds": held,
    }


def stay_of(row: Mapping[str, Any] | Row) -> Stay:
    """The stay of a row of `enrolment`."""
    return Stay(
        row["case_id"],
        row["person"],
        Register(row["garrison"], row["form"], row["service"]),
        date.fromisoformat(row["registered_on"]),
        from_utc_text(row["filed_at"]),
        row["enrolled_by"],
        from_utc_text(row["enrolled_at"]),
        from_utc_text(row["since"]),
        row["entered"],
        _moment(row["until"]),
        row["left"],
        _moment(row["left_at"]),
        row["issued"],
        _moment(row["issued_at"]),
    )


def _text(moment: datetime | None) -> str | None:
    return utc_text(moment) if moment else None


def _moment(text: str | None) -> datetime | None:
    return from_utc_text(text) if text else None
