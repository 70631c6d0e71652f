"""What was expected, held against what came: each difference with its place, what was expected and what there is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from process.localtime import day_of
from process.standing import on, when
from simulation.scenario import Expected
from simulation.seen import Seen
from simulation.toml_lines import Place

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came otherwise. `key` names what was looked at: "state", "status.decision", "refused".

    `place` is where the scenario expects it, `at` the moment at which it was looked at; `kind` the kind of a refusal
    that came, where one did.
    """

    place: Place
    key: str
    expected: str
    got: str
    at: datetime
    case: str | None = None
    kind: str | None = None


def differences(
    expected: Expected, found: Seen, case: str | None, *, dates: bool = True
) -> Iterator[Difference]:
    """Everything that is otherwise than expected. `dates`: due dates are compared too."""
    for key, wanted, got in _unlike(expected, found, dates):
        yield Difference((*expected.place, *key.split(".")), key, wanted, got, found.at, case)


def _unlike(expected: Expected, found: Seen, dates: bool) -> Iterator[tuple[str, str, str]]:
    if expected.state not in (None, found.state):
        yield "state", str(expected.state), found.state
    decision = found.decision or "none"
    if expected.decision not in (None, decision):
        yield "decision", str(expected.decision), decision
    if expected.overdue not in (None, found.overdue):
        yield "overdue", _yes(expected.overdue), _yes(found.overdue)
    if expected.late is not None and set(expected.late) != set(found.late):
        yield "late", listed(expected.late), listed(found.late)
    if expected.events is not None and tuple(found.events) != expected.events:
        yield "events", listed(expected.events), listed(found.events)
    for name, status in expected.status.items():
        if (got := found.status.get(name, NOTHING)) != status:
            yield f"status.{name}", status, got
    if dates:
        yield from _unlike_dates(expected, found)
    yield from _unlike_papers(expected, found)
    if expected.allowed or expected.blocked:
        yield from _unlike_acts(expected, found)


def _unlike_dates(expected: Expected, found: Seen) -> Iterator[tuple[str, str, str]]:
    for name, due in expected.due.items():
        got = found.due.get(name)
        if got is None or _as_named(due, got) != due:
            yield f"due.{name}", _moment(due), _moment(_as_named(due, got)) if got else NOTHING


def _unlike_papers(expected: Expected, found: Seen) -> Iterator[tuple[str, str, str]]:
    missing = [paper for paper in expected.papers if paper not in found.papers]
    if missing:
        yield "papers", listed(missing), listed(dict.fromkeys(found.papers))


def _unlike_acts(expected: Expected, found: Seen) -> Iterator[tuple[str, str, str]]:
    allowed, blocked = found.possible()
    for act in expected.allowed:
        if act not in allowed:
            yield f"allowed.{act}", "allowed", blocked.get(act, "not possible here")
    for act, kind in expected.blocked.items():
        got = "allowed" if act in allowed else blocked.get(act, "not possible here")
        if got != kind:
            yield f"blocked.{act}", kind, got


def _as_named(due: date | datetime, got: datetime) -> date | datetime:
    """The found instant as precisely as the expected one: of a day, its local day."""
    return got if isinstance(due, datetime) else day_of(got)


def _moment(said: date | datetime) -> str:
    return when(said) if isinstance(said, datetime) else on(said)


def _yes(value: Any) -> str:
    return "yes" if value else "no"


def listed(names: Any) -> str:
    return ", ".join(names) or NOTHING


def first(found: Sequence[Difference]) -> Difference | None:
    """The earliest: the others may follow from it."""
    return min(found, key=lambda each: each.at, default=None)
