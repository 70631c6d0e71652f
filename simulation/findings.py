"""What a check of a definition finds, as values: in which words, where, by which law, and on which case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from process.case import Case
from process.law import Authority


@dataclass(frozen=True, slots=True)
class Example:
    """A case that shows it, as it then stands: the shortest that was found."""

    case: Case
    at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks a promise. Its words stand under `found.<key>`, the way on under `mend.<key>`; `values`
    fill their gaps, and `state`, `event` and `term` say where it is."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    state: str | None = None
    event: str | None = None
    term: str | None = None
    law: Authority | None = None
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One check, carried out: how many things it looked at, what it found, and how many it could not look at."""

    name: str
    looked_at: int
    findings: tuple[Finding, ...] = ()
    beyond: int = 0

    @property
    def ok(self) -> bool:
        return not self.findings


def once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each that says the same, once."""
    kept: dict[tuple[Any, ...], Finding] = {}
    for each in found:
        kept.setdefault((each.key, *map(str, each.values.items())), each)
    return tuple(kept.values())
