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
from process.localtime import at, day_of, iso, local, parse_typed
from process.record import Entry
from process.report import Report
from process.roles import Actor, Role
from process.workdays import Workdays, kazakhstan
from simulation import applicants, what_if
from simulation.beside import Noting
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
    database there instead of in memory: a new one, or that of an earlier world, never an office's. `step`: how often
    the sweep runs as time passes: PROMPTLY just after each thing that falls due, an hour at every full hour, None
    never (what falls due is then applied before the next act, and shown by every view). The events of a case are the
    same whatever the step, save when they were recorded. `events`: entries go there as JSON lines, and cases that are
    done out of memory.

    Raises BadInput for an office's file, ValueError where options contradict each other.
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
        if step is not None and step < PROMPTLY:
            raise ValueError(f"time passes forwards, and not in steps of {step}")
        self.clock = VirtualClock(moment(start))
        self.definition = definition
        self.step = step
        editions = SHIPPED if definition is None else what_if.by_it_alone(definition)
        self.cases = _kept(file, editions, events)
        self.desk = Desk(self.cases, self.clock, workdays or kazakhstan(), editions)
        self._applicant = 1

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
        """Let so much time pass, and answer the moment then. Working and calendar days keep the time of day; from a
        day off, the first working day is the next one that is worked (R1)."""
        day = self.workdays.add(self.today, working_days) if working_days else self.today
        clock = local(self.now)
        then = at(day + timedelta(days=days), clock.time(), fold=clock.fold)
        return self.until(then + timedelta(hours=hours, minutes=minutes))

    def until(self, when: datetime | date | str) -> datetime:
        """Let time pass until that moment (of a bare day: its start). What is due at the moment itself is in time
        still. Raises ValueError for one that is over."""
        then = moment(when)
        if then < self.now or self.step is None:
            self.clock.set(then)  # which goes forwards only
        elif self.step == PROMPTLY:
            pass_promptly(self.clock, then, next_at=self.cases.next_at, sweep=lambda _: self.sweep())
        else:
            pass_in_steps(self.clock, then, self.step, sweep=lambda _: self.sweep())
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
        ahead = [each for one in asked for each in running(one.case, self.now) if each.due_at >= self.now]
        found = [each.due_at for each in ahead if each.name == name]
        if not found:
            names = ", ".join(sorted({each.name for each in ahead})) or "none"
            raise NotFound(f"no deadline {name!r} lies ahead", way_on=f"Ahead lie: {names}.")
        return min(found)

    def next_event(self) -> list[tuple[str, Entry]]:
        """Let time pass until something happens by itself, and answer it, by case; nothing where nothing ever will.

        What fell due before now has happened already, on record or not, and is not answered.
        """
        self.sweep()
        while (due := self.cases.next_at()) is not None:
            self.clock.set(due + INSTANT)
            noting = Noting(self.cases)
            self._sweep(replace(self.desk, cases=noting))
            if noting.noted:
                return noting.noted
        return []

    def sweep(self) -> None:
        """One sweep, as the daemon makes it. Raises the fault of a case that could not be swept."""
        self._sweep(self.desk)

    def _sweep(self, desk: Desk) -> None:
        swept = sweep(desk, now=self.now)
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

    def with_calendar(self, workdays: Workdays, *, act: str) -> Self:
        """From now on this calendar, and every open deadline is counted again by it, as `calendar import --apply` does:
        a later day at once, an earlier one held for the head (R24). `act`: by which act, as it stands on the record."""
        return self._by_calendar(self.workdays.taken_up(workdays, self.now, act))

    def _by_calendar(self, workdays: Workdays) -> Self:
        """What fell due by now fell due by the calendar before; what each case waits for is reckoned anew."""
        self.sweep()
        self.desk = replace(self.desk, workdays=workdays)
        with self.cases.database.transaction():
            for case_id in self.cases.ids():
                self.desk.sweep_one(case_id, self.now)
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
        """File a report: this one, or an invented applicant's, with these values changed (`garrison="Тараз"`).

        `at`: when it was filed; without it a report that is handed in says so itself, and an invented one is filed
        now. Time passes until then, or it comes in late where that is over. `form`: the Annex of the invented report.
        Raises as intake and the desk do; then there is no new case.
        """
        filed_at = None if at is None else moment(at)
        whole = self._invented(filed_at or self.now, form) if report is None else _read(report, filed_at)
        if changes:
            whole = applicants.changed(whole, changes)
        if whole.filed_at > self.now:
            self.until(whole.filed_at)
        named = self.definition.id if self.definition else None
        filed = self.desk.file(whole, actor=by, definition=named).case
        self._applicant += report is None
        return FiledCase(self, filed.id)

    def _invented(self, filed_at: datetime, form: int) -> Report:
        """The report of the next applicant, but for those whose reports were handed in."""
        while self.cases.by_reference(applicants.reference(self._applicant)):
            self._applicant += 1
        return applicants.report(self._applicant, filed_at, form)

    def case(self, case_id: str) -> FiledCase:
        """The case of that number. Raises NotFound."""
        self.desk.cases.load(case_id)
        return FiledCase(self, case_id)

    def all(self) -> list[FiledCase]:
        """Every case, by their numbers; those that went out of memory are gone."""
        return [FiledCase(self, case_id) for case_id in self.cases.ids()]

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


def _read(report: Report | Mapping[str, Any], filed_at: datetime | None) -> Report:
    """A report that was handed in, filed when it says, or then."""
    if isinstance(report, Report):
        return report if filed_at is None else replace(report, filed_at=filed_at)
    return applicants.read_one(report if filed_at is None else {**report, "filed_at": iso(filed_at)})


def _kept(file: Path | str | None, editions: Editions, events: TextIO | None) -> Kept:
    if file is None:
        return MemoryCases(EventFile(events) if events else None)
    if events:
        raise ValueError("events are written out of memory: name a file for the cases, or one for events")
    return CasesOnFile.at(Path(file), editions)
