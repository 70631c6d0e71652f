"""The register of a garrison as people and papers ask for it, read from its copy. Reads only; no case is folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from process.errors import NotFound
from process.queue import LiveEntry, Register, Stay, by_person, entries, entry_of
from process.queue import left as left_of
from process.queue_moves import Move, moves
from process.report import SERVICE
from store import enrolments
from store import statements as sql
from store.database import Database
from store.enrolments import asked, stay_of


@dataclass(frozen=True, slots=True)
class Position:
    """Where the entry of a case's person stands at a moment: None once it has left. `last`: the case's own last stay;
    `moves`: all that brought the number about."""

    last: Stay
    entry: LiveEntry | None
    moves: Sequence[Move]


def register(
    database: Database, garrison: str, form: int, at: datetime | None = None, *, service: str = SERVICE
) -> list[LiveEntry]:
    """Everybody in that register, in order, as it stands or as it stood on record at that moment."""
    which = Register(garrison, form, service)
    if at is not None:
        return entries(history(database, which), at)
    with database.snapshot():
        live = [stay_of(row) for row in database.rows(sql.REGISTER_LIVE, asked(which))]
        beside = [stay_of(row) for row in database.rows(sql.REGISTER_BESIDE, asked(which))]
        doubled = {
            person: entry_of(enrolments.of_person(database, each[0]))[1:]
            for person, each in by_person(beside).items()
        }
    return [
        LiveEntry(place, stay, tuple(each.case for each in doubled.get(stay.person, ())))
        for place, stay in enumerate(live, start=1)
    ]


def left(database: Database, which: Register, at: datetime | None = None) -> int:
    """How many persons have left that register by then, for whatever reason."""
    return left_of(history(database, which), at)


def history(database: Database, which: Register) -> list[Stay]:
    """All times that anybody stood in that register."""
    return [stay_of(row) for row in database.rows(sql.REGISTER_STAYS, asked(which))]


def ordinal(database: Database, case_id: str) -> int | None:
    """The number that the entry of the case's person has now; None where it has none, or the register no numbers.

    Cheap enough for a transaction that writes: the entries before it are counted in an index.
    """
    entry = held(database, case_id)
    if not entry or case_id not in [each.case for each in entry] or not entry[0].register.numbered:
        return None
    row = database.row(sql.REGISTER_BEFORE, enrolments.columns(entry[0], 1, held=True))
    return (row["before"] if row else 0) + 1


def held(database: Database, case_id: str) -> tuple[Stay, ...]:
    """The live entry of the person of the case in the register that it asked for: the stay that gives the place, then
    those of the person's other cases (R27); nothing where the person stands in it no more, or never did."""
    own = database.row(sql.ENROLMENTS_OF_CASE, {"case_id": case_id})
    return entry_of(enrolments.of_person(database, stay_of(own))) if own else ()


def position(database: Database, case_id: str, at: datetime | None = None) -> Position | None:
    """Where the person of the case stands, and why there; None where the case never was in a register by then."""
    with database.snapshot():
        own = [stay_of(row) for row in database.rows(sql.ENROLMENTS_OF_CASE, {"case_id": case_id})]
        begun = [each for each in own if each.begun(at)]
        if not begun:
            return None
        known = history(database, begun[-1].register)
    entry = next((each for each in entries(known, at) if each.stay.person == begun[-1].person), None)
    return Position(begun[-1], entry, moves(known, case_id, at))


def beside(database: Database, case_id: str) -> list[str]:
    """The other cases of the person who asked for the same, by number: whoever strikes off asks them too (R27)."""
    return [row["case_id"] for row in database.rows(sql.CASES_BESIDE, {"case_id": case_id})]


def garrison(database: Database, said: str) -> str:
    """The garrison as its reports name it, by what a person typed. Raises NotFound with those that are known."""
    known: list[str] = [row["garrison"] for row in database.rows(sql.GARRISONS)]
    if said in known:
        return said
    alike = [each for each in known if _plain(each) == _plain(said)]
    if len(alike) == 1:
        return alike[0]
    there = ", ".join(alike or known) or "none yet"
    raise NotFound(
        f"no report names a garrison {said!r}"
        if not alike
        else f"several garrisons are written like {said!r}",
        way_on=f"{'There are' if not alike else 'Write one of them'}: {there}.",
        details={"garrisons": alike or known},
    )


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
