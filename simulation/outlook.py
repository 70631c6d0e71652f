"""What is to come on the office's own cases if nobody acts: each open case copied, and carried ahead by the law alone.

The database is only read, in one snapshot. Cases do not depend on each other, so they are carried ahead one after
another and forgotten; how many there are matters only to the time it takes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from process.case import Case
from process.deadlines import days_left
from process.desk import Desk
from process.errors import CalendarUnknown, MerzimError
from process.events import DeadlineMissed, DecisionOverdue, HearingHeld, WarningRaised
from process.localtime import day_of
from process.next_steps import todo
from process.states import BEFORE_THE_DECISION
from process.terms import Deadline, Missed, Status
from process.workdays import Workdays

HEARING_HELD = "hearing_held"
WHAT = {
    Missed.DEEMED_REFUSAL: "deemed_refusal",
    Missed.BREACH: "breach",
    Missed.TERM_ENDED: "last_day_over",
    Missed.WINDOW_CLOSED: "window_closed",
}
LATENESS = ("deemed_refusal", "breach")


@dataclass(frozen=True, slots=True)
class FallsDue:
    """A deadline of a case that runs out at `due_at` if nobody acts, and `what` that means (`WHAT`).

    `act` would meet it, and is for `who` to do; `late_by` are the working days by which it is late at the end.
    """

    case: str
    executor: str | None
    deadline: str
    due_at: datetime
    act: str
    who: str
    what: str
    late_by: int
    provisional: bool

    @property
    def on(self) -> date:
        return day_of(self.due_at)

    @property
    def late(self) -> bool:
        return self.what in LATENESS


@dataclass(slots=True)
class Outlook:
    """The answer: what falls due from `since` to `until`, what was late before, warnings, and the cases that could not
    be carried ahead, each with why."""

    since: datetime
    until: datetime
    cases: int = 0
    falls_due: list[FallsDue] = field(default_factory=list)
    late_before: list[FallsDue] = field(default_factory=list)
    warnings: Counter[str | None] = field(default_factory=Counter)
    refused: list[tuple[str, MerzimError]] = field(default_factory=list)
    unassigned: int = 0

    @property
    def late(self) -> list[FallsDue]:
        return [each for each in self.falls_due if each.late]

    def executors(self) -> list[str | None]:
        """Everyone who has something falling due or late; first what nobody has been given."""
        names = {each.executor for each in (*self.falls_due, *self.late_before)}
        return sorted(names, key=lambda name: (name is not None, name or ""))


def outlook(desk: Desk, cases: Iterable[str], since: datetime, until: datetime) -> Outlook:
    """Carry these cases of the desk ahead from the one moment to the other. Nothing is written."""
    found = Outlook(since, until)
    for case_id in cases:
        found.cases += 1
        try:
            _add(found, desk, case_id)
        except CalendarUnknown as no:
            found.refused.append((case_id, no))
    found.falls_due.sort(key=lambda each: (each.due_at, each.case, each.deadline))
    found.late_before.sort(key=lambda each: (each.due_at, each.case, each.deadline))
    return found


def _add(found: Outlook, desk: Desk, case_id: str) -> None:
    kept = desk.cases.load(case_id)
    now = desk.seen_at(kept, found.since)
    then = desk.seen_at(kept, found.until)
    found.unassigned += now.executor is None and now.state in BEFORE_THE_DECISION
    fired = [entry.event for entry in then.record[now.version :]]
    found.warnings[now.executor] += sum(isinstance(each, WarningRaised) for each in fired)
    found.falls_due += _due(now, then, fired, found.until, desk.workdays)
    found.falls_due += _windows(now, then, found, desk.workdays)
    late = (
        each
        for each in now.deadlines.values()
        if each.status(found.since) is Status.MISSED and not each.closed
    )
    rows = (_row(now, each, found.until, desk.workdays) for each in late)
    found.late_before += [each for each in rows if each.late]


def _due(
    now: Case, then: Case, fired: Sequence[object], until: datetime, workdays: Workdays
) -> Iterator[FallsDue]:
    """What ran out on the way, by what fired; a hearing in writing is held by the end of its window."""
    for event in fired:
        match event:
            case DecisionOverdue(term=name) | DeadlineMissed(deadline=name):
                yield _row(now, then.deadlines[name], until, workdays)
            case HearingHeld():
                yield _row(now, then.deadlines["hearing"], until, workdays, HEARING_HELD)


def _windows(now: Case, then: Case, found: Outlook, workdays: Workdays) -> Iterator[FallsDue]:
    """The applicant's windows that end on the way: nothing fires then."""
    for name, deadline in now.deadlines.items():
        runs = deadline.term.missed is Missed.WINDOW_CLOSED and not deadline.closed
        if runs and found.since <= deadline.due_at < found.until:
            yield _row(now, then.deadlines[name], found.until, workdays)


def _row(
    case: Case, deadline: Deadline, until: datetime, workdays: Workdays, what: str | None = None
) -> FallsDue:
    late_by = -days_left(deadline.due_at, until, workdays) if deadline.due_at < until else 0
    kind = what or WHAT[deadline.term.missed]
    return FallsDue(
        case=case.id,
        executor=case.executor,
        deadline=deadline.name,
        due_at=deadline.due_at,
        act=_act(case, deadline, workdays),
        who=str(deadline.term.who),
        what=kind,
        late_by=late_by if kind in LATENESS else 0,
        provisional=deadline.provisional,
    )


def _act(case: Case, deadline: Deadline, workdays: Workdays) -> str:
    """The act that the work list asks for: of a heard case with an objecting service, a refusal and no registration."""
    asked = (each.act for each in todo(case, case.last_moment, workdays) if each.deadline == deadline.name)
    return next(asked, deadline.term.act.__name__)
