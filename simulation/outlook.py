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
from process.errors import CalendarUnknown
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

    `act` would meet it, and is for `who` to do; `late_by` are the working days by which it is late at the end, None
    where the calendar does not reach so far: late it is all the same.
    """

    case: str
    executor: str | None
    deadline: str
    due_at: datetime
    act: str
    who: str
    what: str
    late_by: int | None
    provisional: bool

    @property
    def on(self) -> date:
        return day_of(self.due_at)

    @property
    def late(self) -> bool:
        return self.what in LATENESS


@dataclass(frozen=True, slots=True)
class Carried:
    """One case carried ahead: whose it is, whether it waits for an executor, and what comes on the way."""

    executor: str | None
    unassigned: bool
    falls_due: list[FallsDue]
    late_before: list[FallsDue]
    warnings: int


@dataclass(slots=True)
class Outlook:
    """The answer: what falls due from `since` to `until`, what was late before, warnings, and the cases that could not
    be carried ahead, each with why; these are among `cases` and counted nowhere else.

    `uncounted`: why it cannot be counted how late some are by `until`; None where it can of all.
    """

    since: datetime
    until: datetime
    cases: int = 0
    falls_due: list[FallsDue] = field(default_factory=list)
    late_before: list[FallsDue] = field(default_factory=list)
    warnings: Counter[str | None] = field(default_factory=Counter)
    refused: list[tuple[str, CalendarUnknown]] = field(default_factory=list)
    unassigned: int = 0
    uncounted: CalendarUnknown | None = None

    def add(self, case: Carried) -> None:
        self.unassigned += case.unassigned
        self.warnings[case.executor] += case.warnings
        self.falls_due += case.falls_due
        self.late_before += case.late_before

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
    late_by = _Lateness(until, desk.workdays)
    for case_id in cases:
        found.cases += 1
        try:
            found.add(_carried(desk, case_id, since, late_by))
        except CalendarUnknown as no:
            found.refused.append((case_id, no))
    found.uncounted = late_by.unknown
    found.falls_due.sort(key=lambda each: (each.due_at, each.case, each.deadline))
    found.late_before.sort(key=lambda each: (each.due_at, each.case, each.deadline))
    return found


class _Lateness:
    """By how many working days something is late at that end. A day that the calendar does not have makes nothing
    less late, so it is no reason to leave a case out: only the number is not known then, and `unknown` says why."""

    def __init__(self, until: datetime, workdays: Workdays) -> None:
        self.until, self.workdays = until, workdays
        self.unknown: CalendarUnknown | None = None

    def of(self, due_at: datetime) -> int | None:
        if due_at >= self.until:
            return 0
        try:
            return -days_left(due_at, self.until, self.workdays)
        except CalendarUnknown as no:
            self.unknown = no
            return None


def _carried(desk: Desk, case_id: str, since: datetime, late_by: _Lateness) -> Carried:
    """Raises CalendarUnknown where something on the way has no date."""
    kept = desk.cases.load(case_id)
    now, then = desk.seen_at(kept, since), desk.seen_at(kept, late_by.until)
    fired = [entry.event for entry in then.record[now.version :]]
    late = (
        each for each in now.deadlines.values() if each.status(since) is Status.MISSED and not each.closed
    )
    rows = (_row(now, each, late_by) for each in late)
    return Carried(
        executor=now.executor,
        unassigned=now.executor is None and now.state in BEFORE_THE_DECISION,
        falls_due=[*_due(now, then, fired, late_by), *_windows(now, then, since, late_by)],
        late_before=[each for each in rows if each.late],
        warnings=sum(isinstance(each, WarningRaised) for each in fired),
    )


def _due(now: Case, then: Case, fired: Sequence[object], late_by: _Lateness) -> Iterator[FallsDue]:
    """What ran out on the way, by what fired; a hearing in writing is held by the end of its window."""
    for event in fired:
        match event:
            case DecisionOverdue(term=name) | DeadlineMissed(deadline=name):
                yield _row(now, then.deadlines[name], late_by)
            case HearingHeld():
                yield _row(now, then.deadlines["hearing"], late_by, HEARING_HELD)


def _windows(now: Case, then: Case, since: datetime, late_by: _Lateness) -> Iterator[FallsDue]:
    """The applicant's windows that end on the way: nothing fires then."""
    for name, deadline in now.deadlines.items():
        runs = deadline.term.missed is Missed.WINDOW_CLOSED and not deadline.closed
        if runs and since <= deadline.due_at < late_by.until:
            yield _row(now, then.deadlines[name], late_by)


def _row(case: Case, deadline: Deadline, late_by: _Lateness, what: str | None = None) -> FallsDue:
    kind = what or WHAT[deadline.term.missed]
    return FallsDue(
        case=case.id,
        executor=case.executor,
        deadline=deadline.name,
        due_at=deadline.due_at,
        act=_act(case, deadline, late_by.workdays),
        who=str(deadline.term.who),
        what=kind,
        late_by=late_by.of(deadline.due_at) if kind in LATENESS else 0,
        provisional=deadline.provisional,
    )


def _act(case: Case, deadline: Deadline, workdays: Workdays) -> str:
    """The act that the work list asks for: of a heard case with an objecting service, a refusal and no registration.

    The list is asked at the deadline's own last instant, whose day the calendar has; the case's last moment may lie
    beyond what it knows.
    """
    asked = (each.act for each in todo(case, deadline.due_at, workdays) if each.deadline == deadline.name)
    return next(asked, deadline.term.act.__name__)
