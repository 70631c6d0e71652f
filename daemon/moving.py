"""What a changed calendar does to the open cases of a database, and carrying it through (R24).

To look is quick and writes nothing: the copies of the deadlines are counted again, no case is folded. To carry it
through takes one transaction a case, in the order of their numbers; cut off anywhere, it is simply done again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from daemon.record import GoOn, always, of_the_file
from process.case import Case
from process.cases import Cases
from process.day import Day
from process.definition import Editions
from process.desk import Desk
from process.due_dates import recount
from process.errors import CalendarUnknown, MerzimError
from process.events import DeadlineMoved, DeadlineMoveHeld, Event
from process.hearing_times import after_the_term, no_longer_worked, setting
from process.localtime import at
from process.moves import Effect, Shift, shifted
from process.notices import whom_told
from process.workdays import Workdays
from store import calendar as stored
from store.calendar import Running
from store.database import Database


@dataclass(frozen=True, slots=True)
class Hit:
    """An open deadline that gets another date: of which case and whose, what becomes of it, who was told the old."""

    case: str
    executor: str | None
    shift: Shift
    told: tuple[str, ...]

    @property
    def missed_at_once(self) -> bool:
        """Whether the new day is over already."""
        return self.shift.effect is Effect.PAST


@dataclass(frozen=True, slots=True)
class HearingHit:
    """A hearing that is set for a time which the calendar leaves no room for, and why."""

    case: str
    at: datetime
    why: str


@dataclass(slots=True)
class Carried:
    """What was done: cases looked at, moves by their effect, and cases that could not be counted again."""

    cases: int = 0
    moves: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    complete: bool = False


def changed_days(before: Workdays, after: Workdays) -> Iterator[tuple[Day, Day]]:
    """The days that are worked in the one calendar and not in the other, as each has them."""
    first = max(before.first_year, after.first_year)
    last = min(before.last_year, after.last_year)
    for year in range(first, last + 1):
        for was, now in zip(before.year(year), after.year(year), strict=True):
            if was.working != now.working:
                yield was, now


def hits(database: Database, editions: Editions, calendar: Workdays, now: datetime) -> Iterator[Hit]:
    """Every open deadline that this calendar moves, or cannot count, by case; never all in memory. Reads only."""
    for running, found in _shifted(stored.running(database, editions, now), editions, calendar, now):
        name, due_at = running.deadline.name, running.deadline.due_at
        warned = stored.warned_of(database, running.case, name, due_at)
        yield Hit(running.case, running.executor, found, whom_told(name, warned))


def would_move(database: Database, editions: Editions, calendar: Workdays, now: datetime) -> int:
    """How many open deadlines this calendar moves; quick, however many run. Reads only."""
    found = (
        (shifted(running.deadline, editions[running.definition], calendar, now), count)
        for running, count in stored.running_alike(database, editions, now)
    )
    return sum(count for shift, count in found if shift and shift.effect is not Effect.UNKNOWN)


def _shifted(
    all_running: Iterable[Running], editions: Editions, calendar: Workdays, now: datetime
) -> Iterator[tuple[Running, Shift]]:
    """Counted once for all that run from one day to one instant by one term, and those are few."""
    counted: dict[tuple[object, ...], Shift | None] = {}
    for running in all_running:
        deadline = running.deadline
        held = deadline.held.now if deadline.held else None
        key = (running.definition, deadline.name, deadline.day_zero, deadline.due_at, held)
        if key not in counted:
            counted[key] = shifted(deadline, editions[running.definition], calendar, now)
        if found := counted[key]:
            yield running, found


def hearing_hits(database: Database, cases: Cases, calendar: Workdays, now: datetime) -> Iterator[HearingHit]:
    """The hearings ahead that this calendar leaves no room for: on a day off, or after the end of the term (R24)."""
    for case_id in stored.cases_noticed(database):
        case = cases.load(case_id)
        current = setting(case)
        if current is None or current.hearing_at is None or current.hearing_at < now:
            continue
        if why := no_longer_worked(case, calendar) or _after_the_term(case, calendar):
            yield HearingHit(case_id, current.hearing_at, why)


def _after_the_term(case: Case, calendar: Workdays) -> str | None:
    try:
        return after_the_term(case, recount(case.deadlines["decision"], case.definition, calendar).due_at)
    except CalendarUnknown:
        return None


def since_when(before: Workdays, after: Workdays, taken_up_at: datetime) -> datetime | None:
    """Open deadlines that end from then on may be others on the changed calendar; None where no day became another."""
    first = next(changed_days(before, after), None)
    return max(at(first[1].date, time.min), taken_up_at) if first else None


def carry_through(
    desk: Desk,
    database: Database,
    *,
    since: datetime,
    go_on: GoOn = always,
    step: Callable[[], object] = always,
) -> Carried:
    """Count again what the desk's calendar changed: every case with an open deadline that ends from `since` on.

    `go_on` is asked before each case, `step` called after it. A case that cannot be counted again stops no other; it
    comes back among the faults. Raises Busy, NoDatabase, Damaged for the file as a whole; what was done stays done.
    """
    done, after = Carried(), ""
    while page := stored.cases_running(database, since, after):
        for case_id in page:
            if not go_on():
                return done
            _carry(desk, case_id, done)
            done.cases += 1
            step()
        after = page[-1]
    done.complete = True
    return done


def _carry(desk: Desk, case_id: str, done: Carried) -> None:
    try:
        case, events = desk.recount(case_id)
    except MerzimError as no:
        if of_the_file(no):
            raise
        done.faults.append((case_id, str(no)))
        return
    done.moves.update(str(_effect(event)) for event in events)
    for deadline in case.deadlines.values():
        shift = shifted(deadline, case.definition, desk.workdays, desk.now(case))
        if shift and shift.effect is Effect.UNKNOWN:
            done.faults.append(
                (case_id, f"{deadline.name}: the calendar does not reach its end; its date stays")
            )


def _effect(event: Event) -> Effect:
    if isinstance(event, DeadlineMoveHeld):
        return Effect.PAST if event.past else Effect.EARLIER
    assert isinstance(event, DeadlineMoved)
    return Effect.KEPT if event.was == event.now else Effect.LATER
