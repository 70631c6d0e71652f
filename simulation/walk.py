"""A case under way, as a value: an act by the desk of production, or time that passes, gives another one.

So a case can be carried on from any place in many ways, and where it came to stays as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from process.case import Case
from process.cases import Change
from process.definition import Definition, Editions
from process.desk import Desk
from process.errors import MerzimError
from process.firings import settle
from process.localtime import at as instant
from process.localtime import day_of, local
from process.report import Report
from process.roles import Actor, Role
from process.signature import Signature, unverified
from process.workdays import Workdays
from simulation import acts, applicants
from simulation.memory import MemoryCases
from simulation.what_if import by_it_alone
from simulation.world import PORTAL
from terminal.typed_acts import TypedAct, typed_act

UNVERIFIED = Signature(b"", b"", None, unverified(algorithm="GOST 34.310-2015", oid="1.2.398.3.10.1.1.2.3.2"))
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Office:
    """By which rules, on which calendar and on which report cases are driven."""

    definition: Definition
    workdays: Workdays

    @cached_property
    def editions(self) -> Editions:
        return by_it_alone(self.definition)

    def file(self, at: datetime, *, unverified: bool = False) -> "Walk":
        """A report filed then; `unverified`: its signature cannot be verified here. Raises as the desk does."""
        report = applicants.report(1, at)
        if unverified:
            report = replace(report, signature=UNVERIFIED)
        desk = Desk(MemoryCases(), lambda: at, self.workdays, self.editions)
        filed = desk.file(report, actor=PORTAL, definition=self.definition.id)
        return Walk(self, filed.case, report, at)

    def act(self, name: str, role: Role | None = None, **said: Any) -> "Deed":
        """An act by its words, to be done on any case: by that role, or by the first whose step it is."""
        actor = Actor(str(role), role) if role else acts.actor_of(None, name, self.definition.chart)
        typed = typed_act(acts.arguments(name, said, actor), _digest, read=str)
        return Deed(name, actor, typed)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, ready to be done on a case."""

    name: str
    actor: Actor
    typed: TypedAct


class OneCase(MemoryCases):
    """A case for one act: the desk gives back what comes of it, so nothing is kept and no refusal is noted."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._case = case

    def load(self, case_id: str) -> Case:
        return self._case

    def append(self, change: Change) -> None:
        self._case = change.case

    def note_refusal(
        self, case_id: str | None, act: str, actor: Actor, at: datetime, error: MerzimError
    ) -> None:
        """Whoever tries sees it."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A case as it stands at a moment."""

    office: Office
    case: Case
    report: Report
    now: datetime

    def do(self, deed: Deed, at: datetime | None = None) -> "Walk":
        """The case after that act, done now or at a later moment. Raises what the desk raises."""
        moment = at or self.now
        desk = Desk(OneCase(self.case), lambda: moment, self.office.workdays, self.office.editions)
        after = desk.act(self.case.id, deed.typed.event, deed.typed.decide, actor=deed.actor)
        return Walk(self.office, after, self.report, moment)

    def wait(self, until: datetime) -> "Walk":
        """The case at that moment, if nobody acts until then."""
        if until <= self.now:
            return self
        case = settle(self.case, until, self.office.workdays, recorded_at=until)
        return Walk(self.office, case, self.report, until)

    def hearing_times(self, days: int = 2) -> Iterator[datetime]:
        """When a hearing might be: today and so many working days after it, soonest first; only what is to come."""
        hours, workdays, today = self.office.definition.hours, self.office.workdays, day_of(self.now)
        first = workdays.next_worked(today)
        for n in range(days + 1):
            day = workdays.add(first, n) if n else first
            for clock in _half_hours(hours.opens, hours.closes):
                if hours.in_hours(clock) and instant(day, clock) > self.now:
                    yield instant(day, clock)


def _half_hours(first: time, last: time) -> Iterator[time]:
    """From the first on, up to the last."""
    clock, any_day = first, date.min
    while clock < last:
        yield clock
        later = datetime.combine(any_day, clock) + HALF_HOUR
        if later.date() != any_day:
            return
        clock = later.time()


def typed_time(moment: datetime) -> str:
    """An instant as it is typed for a hearing."""
    return f"{local(moment):%Y-%m-%d %H:%M}"


def _digest(text: str) -> str:
    return text
