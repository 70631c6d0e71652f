"""An office in virtual time: the desk, the sweep and the store of production, and a clock that moves when it is told.

    world = World("2026-03-16 09:00")
    case = world.file()
    case.do("accept", by="executor Омарова")
    world.until_due("decision")

What a person types here is Almaty local time. Nothing in a world touches the office's own database or its clock.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from daemon.sweep import sweep
from process.deadlines import running
from process.definition import Definition, Editions
from process.definitions import SHIPPED
from process.desk import Desk
from process.errors import NotFound
from process.localtime import at, day_of, local, parse_typed
from process.record import Entry
from process.report import Report
from process.roles import Actor, Role
from process.workdays import Workdays, kazakhstan
from simulation import applicants, what_if
from simulation.clock import INSTANT, VirtualClock, pass_in_steps, pass_promptly
from simulation.event_file import EventFile
from simulation.filed_case import FiledCase
from simulation.kept import CasesOnFile, Kept
from simulation.memory import MemoryCases

PROMPTLY = timedelta(0)
PORTAL = Actor("applicant", Role.APPLICANT)


class World:
    """One office with its cases, its calendar and its rules, at a moment of its own.

    `definition`: the rules of every report, on any date (a what-if, or an edition not in force); without it the edition
    of the day (R22). `workdays`: the calendar; without it Kazakhstan's as shipped. `file`: the cases are kept in a
    new database there instead of in memory. `step`: how often the sweep runs as time passes: PROMPTLY just after
    each thing that falls due, an hour at every full hour, None never (what falls due is then applied before the next
    act, and shown by every view). The events are the same whatever the step. `events`: entries go there as JSON lines
    and closed cases out of memory.
    """

    def __init__(
        self,
        start: datetime | str = "2026-03-16 09:00",
        *,
        definition: Definition | None = None,
        workdays: Workdays | None = None,
        file: Path | str | None = None,
        step: timedelta | None = PROMPTLY,
        events: TextIO | None = None,
    ) -> None:
        self.clock = VirtualClock(moment(start))
        self.definition = definition
        self.step = step
        editions = SHIPPED if definition is None else _with(definition)
        self.cases = _kept(file, editions, events)
        self.desk = Desk(self.cases, self.clock, workdays or kazakhstan(), editions)
        self._filed = 0

    # --- time

    @property
    def now(self) -> datetime:
        """The moment that this world's clock shows, in UTC."""
        return self.clock()

    @property
    def today(self) -> date:
        """Its local day."""
        return day_of(self.now)

    @property
    def workdays(self) -> Workdays:
        return self.desk.workdays

    def advance(self, *, working_days: int = 0, days: int = 0, hours: int = 0, minutes: int = 0) -> datetime:
        """Let so much time pass, and answer the moment then. Working and calendar days keep the time of day."""
        day = self.workdays.add(self.today, working_days) if working_days else self.today
        clock = local(self.now)
        then = at(day + timedelta(days=days), clock.time(), fold=clock.fold)
        return self.until(then + timedelta(hours=hours, minutes=minutes))

    def until(self, when: datetime | date | str) -> datetime:
        """Let time pass until that moment (of a bare day: its start). What is due at the moment itself is in time
        still. Raises ValueError for one that is over."""
        then = moment(when)
        if self.step == PROMPTLY:
            pass_promptly(self.clock, then, next_at=self.cases.next_at, sweep=self.sweep)
        elif self.step:
            pass_in_steps(self.clock, then, self.step, sweep=self.sweep)
        else:
            self.clock.set(then)
        return self.now

    def until_due(self, name: str, case: FiledCase | None = None) -> datetime:
        """Let time pass to the last instant of that deadline, of the case or the soonest of all; it is still in time.

        Raises NotFound where none of that name is open.
        """
        return self.until(self.due(name, case))

    def past_due(self, name: str, case: FiledCase | None = None) -> datetime:
        """The same, and one instant more: now it is late."""
        return self.until(self.due(name, case) + INSTANT)

    def due(self, name: str, case: FiledCase | None = None) -> datetime:
        """The last instant of that deadline, of the case or the soonest of all. Raises NotFound where none is open."""
        asked = [case] if case else self.all()
        running_now = [each for asked_of in asked for each in running(asked_of.case, self.now)]
        ahead = [each for each in running_now if each.due_at >= self.now]
        found = [each.due_at for each in ahead if each.name == name]
        if not found:
            names = ", ".join(sorted({each.name for each in ahead})) or "none"
            raise NotFound(f"no deadline {name!r} lies ahead", way_on=f"Ahead lie: {names}.")
        return min(found)

    def next_event(self) -> list[tuple[str, Entry]]:
        """Let time pass until something happens by itself, and answer it, by case; nothing where nothing ever will."""
        due = self.cases.next_at()
        if due is None:
            return []
        then = max(due + INSTANT, self.now)
        before = {each.id: each.case.version for each in self.all()}
        self.clock.set(then)
        self.sweep(then)
        return [
            (each.id, entry) for each in self.all() for entry in each.case.record[before.get(each.id, 0) :]
        ]

    def sweep(self, now: datetime | None = None) -> None:
        """One sweep, as the daemon makes it. Raises the fault of a case that could not be swept."""
        swept = sweep(self.desk, now=now or self.now)
        if swept.faults:
            raise swept.faults[0].error

    # --- what if

    def with_day_off(self, day: date | str, *, act: str, name: str = "What if") -> Self:
        """From now on that working day is off. Due dates on record stay: they are facts, and move only by an act."""
        return self._by_calendar(what_if.with_day_off(self.workdays, day, act=act, name=name))

    def with_day_moved(self, day: date | str, *, worked: date | str, act: str, name: str = "What if") -> Self:
        """From now on `day` is off and `worked`, a day off, is worked in its place."""
        moved = what_if.with_day_moved(self.workdays, day, worked=worked, act=act, name=name)
        return self._by_calendar(moved)

    def _by_calendar(self, workdays: Workdays) -> Self:
        self.desk = replace(self.desk, workdays=workdays)
        return self

    # --- cases

    def file(
        self,
        report: Report | Mapping[str, Any] | None = None,
        *,
        at: datetime | str | None = None,
        by: Actor = PORTAL,
        form: int = 1,
        **changes: Any,
    ) -> FiledCase:
        """File a report: this one, or an invented applicant's with these values changed (`garrison="Тараз"`).

        `at`: when it was filed; time passes until then, or it came in late where that is over. Raises as the desk does.
        """
        filed_at = moment(at) if at else self.now
        if filed_at > self.now:
            self.until(filed_at)
        if report is None:
            self._filed += 1
            report = applicants.report(self._filed, filed_at, form)
        elif not isinstance(report, Report):
            report = applicants.read_one(report, now=self.now)
        if changes:
            report = applicants.changed(report, changes)
        named = self.definition.id if self.definition else None
        return self._case(self.desk.file(report, actor=by, definition=named).case.id)

    def _case(self, case_id: str) -> FiledCase:
        return FiledCase(self, case_id)

    def case(self, case_id: str) -> FiledCase:
        """The case of that number. Raises NotFound."""
        self.desk.cases.load(case_id)
        return self._case(case_id)

    def all(self) -> list[FiledCase]:
        """Every case, in the order of filing; those that went out of memory are gone."""
        return [self._case(case_id) for case_id in self.cases.ids()]

    # --- its end

    def close(self) -> None:
        """Close the file, where the cases are on one."""
        self.cases.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def moment(said: datetime | date | str) -> datetime:
    """An instant, or a local day or time as a person types it. Raises BadInput for what is on no calendar."""
    if isinstance(said, str):
        return parse_typed(said)
    return said if isinstance(said, datetime) else parse_typed(said.isoformat())


def _with(definition: Definition) -> Editions:
    return Editions((definition, *(each for each in SHIPPED.definitions if each.id != definition.id)))


def _kept(file: Path | str | None, editions: Editions, events: TextIO | None) -> Kept:
    if file is None:
        return MemoryCases(EventFile(events) if events else None)
    return CasesOnFile.at(Path(file), editions)
