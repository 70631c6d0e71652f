"""The register of a garrison as programs read it: the list in order, and a place with its moves."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from process.law import reading
from process.localtime import day_of, iso
from process.queue import LiveEntry, Register, Stay
from process.queue_moves import Move

if TYPE_CHECKING:
    from store.queue import Position

BASIS = "R14"


def register_json(
    which: Register,
    rows: Sequence[tuple[LiveEntry, str]],
    left: int,
    as_of: datetime,
    at: datetime | None,
) -> dict[str, Any]:
    """The whole register; `rows` are its entries with the masked name of each person."""
    return {
        **_which(which, as_of),
        "entries": [_entry(entry, person, at) for entry, person in rows],
        "left": left,
    }


def _which(which: Register, as_of: datetime) -> dict[str, Any]:
    return {
        "garrison": which.garrison,
        "form": which.form,
        "service": which.service,
        "as_of": iso(as_of),
        "numbered": which.numbered,
        "basis": reading(BASIS).label,
    }


def _entry(entry: LiveEntry, person: str, at: datetime | None) -> dict[str, Any]:
    return {
        "number": entry.number,
        "case": entry.stay.case,
        "person": person,
        **_since(entry.stay),
        "number_at_issue": entry.stay.issued_by(at),
        "other_cases": list(entry.others),
    }


def _since(stay: Stay) -> dict[str, str]:
    return {
        "in_need_since": stay.registered_on.isoformat(),
        "enrolled_on": day_of(stay.enrolled_at).isoformat(),
    }


def position_json(case_id: str, found: "Position", as_of: datetime, at: datetime | None) -> dict[str, Any]:
    """Where the entry stands, and why there. Without numbers nothing moves but the entry itself."""
    numbered = found.last.register.numbered
    stay = found.entry.stay if found.entry else found.last
    told = [each for each in found.moves if numbered or None in (each.was, each.now)]
    return {
        "case": case_id,
        **_which(found.last.register, as_of),
        "in_register": found.entry is not None,
        "number": found.entry.number if found.entry else None,
        "ahead": found.entry.place - 1 if found.entry and numbered else None,
        "number_at_issue": found.last.issued_by(at),
        "issued_at": iso(found.last.issued_at)
        if found.last.issued_at and found.last.issued_by(at) is not None
        else None,
        **_since(stay),
        "held_by": stay.case if found.entry else None,
        "other_cases": list(found.entry.others) if found.entry else [],
        "moves": [_move(each, numbered=numbered) for each in told],
    }


def _move(move: Move, *, numbered: bool) -> dict[str, Any]:
    return {
        "at": iso(move.at),
        "from": move.was if numbered else None,
        "to": move.now if numbered else None,
        "case": move.case,
        "why": move.why,
        "came": move.came,
        "done_at": iso(move.done_at),
        "late": move.late,
    }
