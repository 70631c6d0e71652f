"""A case as an expectation looks at it; made of a case in a world, or of what any other engine prints."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.acts import possible_now
from process.case import Case
from process.events import WarningRaised
from process.terms import Status
from process.workdays import Workdays

LATE = (str(Status.MISSED), str(Status.MET_LATE))
WARNING = WarningRaised.__name__
Possible = tuple[Sequence[str], Mapping[str, str]]
"""The acts allowed, and those blocked with the kind of refusal."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a case stands at a moment. `possible` is reckoned only when it is asked for."""

    at: datetime
    state: str
    decision: str | None
    overdue: bool
    due: Mapping[str, datetime]
    status: Mapping[str, str]
    events: Sequence[str]
    papers: Sequence[str]
    possible: Callable[[], Possible]

    @property
    def late(self) -> list[str]:
        """The deadlines that were missed, or met late."""
        return [name for name, status in self.status.items() if status in LATE]


def seen(case: Case, at: datetime, workdays: Workdays, papers: Sequence[str]) -> Seen:
    """A case that was settled up to that moment."""

    def possible() -> Possible:
        allowed, blocked = possible_now(case, at, workdays)
        return list(allowed), {each.act: each.kind for each in blocked}

    return Seen(
        at=at,
        state=str(case.state),
        decision=str(case.decision) if case.decision else None,
        overdue=case.overdue,
        due={name: each.due_at for name, each in case.deadlines.items()},
        status={name: str(each.status(at)) for name, each in case.deadlines.items()},
        events=without_warnings(type(step.event).__name__ for step in case.course),
        papers=papers,
        possible=possible,
    )


def seen_in_json(view: Mapping[str, Any], at: datetime, papers: Sequence[str]) -> Seen:
    """A case from its timeline as `merzim case timeline --json` prints it."""
    rows = view["deadlines"]
    lines = sorted(
        (each for each in view["events"] if each["to"]), key=lambda each: (each["occurred_at"], each["seq"])
    )
    return Seen(
        at=at,
        state=view["state"],
        decision=view["decision"],
        overdue=view["overdue"],
        due={deadline_name(each, view): datetime.fromisoformat(each["due_at"]) for each in rows},
        status={deadline_name(each, view): each["status"] for each in rows},
        events=without_warnings(each["event"] for each in lines),
        papers=papers,
        possible=lambda: (view["allowed"], {each["act"]: each["kind"] for each in view["blocked"]}),
    )


def deadline_name(row: Mapping[str, Any], view: Mapping[str, Any]) -> str:
    """As the case itself names it: of a complaint with its number, of an earlier round with that one's."""
    if row["complaint"] is not None:
        return f"{row['name']}/{row['complaint']}"
    earlier = row["round"] < view["round"]
    return f"{row['name']} (round {row['round']})" if earlier else str(row["name"])


def without_warnings(names: Any) -> tuple[str, ...]:
    return tuple(name for name in names if name != WARNING)
