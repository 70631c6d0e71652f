"""One line of a case's record: an event, who did it, when we learned of it, and the due dates it set.

Due dates stand in the record because they are facts: replay reads them and never computes them again. Here is also
the one canonical form of an entry, over which the hash chain is made. Nothing here stores anything.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from process.events import (
    LATER,
    Event,
)
from process.localtime import from_utc_text, utc_text
from process.quick import NOTHING, maker, quick
from process.roles import Actor, Role
from process.vocabulary import VOCABULARY

FIRST_HASH = "0" * 64


@quick
@dataclass(frozen=True, slots=True)
class Due:
    """A due date as it was set: which deadline, counted from which day, on which state of the calendar.

    `days`: where its event set another length than the term's.
    """

    name: str
    due_at: datetime
    day_zero: date
    calendar: str
    provisional: bool
    days: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in the record under `seq`. `act` is the seq of the first event of the same act.

    `due` are the due dates that the event set; those of an `ActCorrected` stand in `again`, by the seq of the
    entry whose due dates were computed again.
    """

    seq: int
    event: Event
    act: int
    recorded_at: datetime
    actor: Actor
    provision: str
    definition: str
    round: int
    due: tuple[Due, ...] = ()
    again: Mapping[int, tuple[Due, ...]] = NOTHING


new_entry = maker(Entry)


def canonical(entry: Entry, case: str) -> str:
    """The entry as canonical JSON: all its fields, keys sorted, instants in UTC to the microsecond."""
    return json.dumps(as_row(entry, case), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(previous: str, text: str) -> str:
    """The hash over an entry's canonical JSON and the hash of the entry before it (hex SHA-256)."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def as_row(entry: Entry, case: str) -> dict[str, Any]:
    """The entry as plain values, for a row or for JSON."""
    return {
        "case": case,
        "seq": entry.seq,
        "event": type(entry.event).__name__,
        "act": entry.act,
        "occurred_at": utc_text(entry.event.occurred_at),
        "recorded_at": utc_text(entry.recorded_at),
        "actor": entry.actor.name,
        "role": str(entry.actor.role),
        "on_behalf_of": entry.actor.on_behalf_of,
        "provision": entry.provision,
        "definition": entry.definition,
        "round": entry.round,
        "body": body(entry.event),
        "due": [_plain_due(due) for due in entry.due],
        "again": {str(seq): [_plain_due(due) for due in dues] for seq, dues in entry.again.items()},
    }


def from_row(row: Mapping[str, Any]) -> Entry:
    """The entry back from `as_row`."""
    return Entry(
        seq=row["seq"],
        event=_event(row["event"], row["occurred_at"], row["body"]),
        act=row["act"],
        recorded_at=from_utc_text(row["recorded_at"]),
        actor=Actor(row["actor"], Role(row["role"]), row["on_behalf_of"]),
        provision=row["provision"],
        definition=row["definition"],
        round=row["round"],
        due=tuple(_due(plain) for plain in row["due"]),
        again={int(seq): tuple(_due(plain) for plain in dues) for seq, dues in row["again"].items()},
    )


def body(event: Event) -> dict[str, Any]:
    """What the event says beside its moment, as plain values."""
    said = {name: _plain(getattr(event, name)) for name in _readers(type(event))}
    for name in _LEFT_OUT.get(type(event), ()):
        if said[name] is None:
            del said[name]
    return said


def _event(name: str, occurred_at: str, values: Mapping[str, Any]) -> Event:
    kind = VOCABULARY[name]
    # What an event came to say only later is not in older rows: there it is as it is by itself.
    read = {key: reader(values[key]) for key, reader in _readers(kind).items() if key in values}
    return kind(from_utc_text(occurred_at), **read)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _plain_due(due: Due) -> list[Any]:
    plain = [due.name, utc_text(due.due_at), due.day_zero.isoformat(), due.calendar, due.provisional]
    return plain if due.days is None else [*plain, due.days]


def _due(plain: list[Any]) -> Due:
    name, due_at, day_zero, calendar, provisional, *days = plain
    return Due(name, from_utc_text(due_at), date.fromisoformat(day_zero), calendar, provisional, *days)


def _readers(kind: type[Event]) -> dict[str, Callable[[Any], Any]]:
    return _readers_of(kind.__name__)


@cache
def _readers_of(name: str) -> dict[str, Callable[[Any], Any]]:
    kind = VOCABULARY[name]
    hints = get_type_hints(kind)
    return {spec.name: _reader(hints[spec.name]) for spec in fields(kind) if spec.name != "occurred_at"}


_LEFT_OUT: Mapping[type[Event], tuple[str, ...]] = {
    kind: names
    for kind in VOCABULARY.values()
    if (names := tuple(spec.name for spec in fields(kind) if spec.metadata == LATER))
}
"""What the events came to say only later, by event: it is not said where it is None."""


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, UnionType):
        [inner] = [_reader(part) for part in get_args(hint) if part is not type(None)]
        return lambda value: None if value is None else inner(value)
    if hint is datetime:
        return from_utc_text
    if hint is date:
        return date.fromisoformat
    return tuple if get_origin(hint) is tuple else lambda value: value
