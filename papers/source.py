"""What a paper is made from: the case up to the event that the paper comes from, and what is kept of persons.

It only looks things up. What is not there is None: `making` names all of that at once, before anything is drawn.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from process.case import DECIDING, Case, Happened
from process.complaint_events import NEW_ROUND
from process.definition import Definition
from process.events import DataUpdated, Event, ExecutorAssigned
from process.record import Due
from process.roles import Role
from process.workdays import Workdays

E = TypeVar("E", bound=Event)
Personal = Mapping[int, Mapping[str, Any]]
_WHO = ("rank", "surname", "name", "patronymic", "iin", "address", "unit")
_MAY_BE_ABSENT = ("patronymic",)


@dataclass(frozen=True, slots=True)
class Source:
    """`past` is the course of the case up to the event itself, `step` that event; what came after has no say."""

    case: Case
    step: Happened
    past: tuple[Happened, ...]
    personal: Personal
    issued_on: date
    ordinal: int | None = None
    workdays: Workdays | None = None
    bodies: Mapping[str, str] = field(default_factory=dict)

    @property
    def rules(self) -> Definition:
        return self.case.editions[self.step.entry.definition]

    # --- what happened before it

    def step_of(self, *kinds: type[Event]) -> Happened | None:
        """The latest of these events, the paper's own included."""
        return next((step for step in reversed(self.past) if isinstance(step.event, kinds)), None)

    def last(self, kind: type[E]) -> E | None:
        step = self.step_of(kind)
        return step.event if step and isinstance(step.event, kind) else None

    def since(self, kind: type[Event]) -> Iterator[Happened]:
        """What happened from the latest event of that kind on."""
        start = next(
            (n for n in range(len(self.past) - 1, -1, -1) if isinstance(self.past[n].event, kind)), 0
        )
        return iter(self.past[start:])

    @property
    def deciding(self) -> Happened | None:
        """The event of the decision in force."""
        step = self.step_of(*DECIDING, *NEW_ROUND)
        return step if step and isinstance(step.event, DECIDING) else None

    def due(self, name: str) -> Due | None:
        """That due date as the paper's event set it, or as a correction of that event counted it again."""
        entry = self.step.entry
        again = [each.again[entry.seq] for each in self.case.record if entry.seq in each.again]
        return next((due for due in (again[-1] if again else entry.due) if due.name == name), None)

    # --- who

    def report(self) -> Mapping[str, Any]:
        """The personal part of the report: that of a second report where one was joined to it (R27, R29)."""
        seq = 1
        for step in self.past:
            if isinstance(step.event, DataUpdated) and step.event.as_report:
                seq = step.entry.seq
        return self.report_of(seq)

    def report_of(self, seq: int) -> Mapping[str, Any]:
        """What is kept of the report that came in with that entry; nothing once the person is erased."""
        kept = self.personal.get(seq, {})
        return _read(kept["text"]) if seq > 1 and "text" in kept else kept

    def person(self, report: Mapping[str, Any] | None = None) -> dict[str, str | None]:
        applicant = (self.report() if report is None else report).get("applicant", {})
        return {key: applicant.get(key) or ("" if key in _MAY_BE_ABSENT else None) for key in _WHO}

    def family(self) -> list[dict[str, Any]] | None:
        return members(self.report())

    def text(self, seq: int) -> str | None:
        """The text that stands with the person's data under that entry."""
        kept = self.personal.get(seq, {}).get("text")
        return None if kept is None else str(kept)

    def signatory(self, role: Role) -> str | None:
        """Who signs as `role`: who did the act, or else who last acted in that role, or was appointed to it."""
        for step in reversed(self.past):
            if step.entry.actor.role is role:
                return step.entry.actor.name
        assigned = self.last(ExecutorAssigned)
        return assigned.executor if assigned and role is Role.EXECUTOR else None


def members(report: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The family of a report, in its order; None where nothing of it is kept."""
    if "family" not in report:
        return None
    return [{**each, "patronymic": each.get("patronymic") or ""} for each in report["family"]]


def _read(text: str) -> dict[str, Any]:
    return dict(json.loads(text))
