"""A world as the office that a scenario is tried on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from process.errors import BadInput
from process.localtime import iso
from process.report import Report
from process.roles import Actor, Role
from process.workdays import Workdays, kazakhstan
from simulation import applicants
from simulation.given import calendar_of, definition_of
from simulation.scenario import Act, At, FiledReport, Scenario
from simulation.scenario_reader import APPLICANT
from simulation.seen import Seen, seen
from simulation.trial import Tried, try_on
from simulation.world import PORTAL, PROMPTLY, World
from terminal.done import Remark


@dataclass(frozen=True)
class TrialWorld:
    """One world for one scenario."""

    world: World

    @property
    def now(self) -> datetime:
        return self.world.now

    @property
    def workdays(self) -> Workdays:
        return self.world.workdays

    def until(self, when: datetime) -> object:
        return self.world.until(when)

    def file(self, report: FiledReport, filed_at: datetime) -> tuple[str, date]:
        """Raises what intake and the desk raise."""
        number = len(self.world.cases.ids()) + 1
        filed = self.world.file(report_of(report, filed_at, number), by=filer(report))
        return filed.id, filed.case.filed.registered_on

    def do(
        self,
        case: str,
        act: Act,
        said: Mapping[str, Any],
        *,
        at: datetime | None,
        meanwhile: Callable[[], object] | None,
    ) -> object:
        filed = self.world.case(case)
        return filed.do(
            act.name, by=act.by, at=at, on_behalf_of=act.on_behalf_of, meanwhile=meanwhile, **said
        )

    def due(self, name: str, case: str) -> datetime:
        return self.world.due(name, self.world.case(case))

    def seen(self, case: str) -> Seen:
        filed = self.world.case(case)
        return seen(filed.case, self.world.now, self.workdays, filed.papers)

    def text(self, case: str, remark: Remark | None) -> str:
        return self.world.case(case).text(remark)


def report_of(report: FiledReport, filed_at: datetime, number: int) -> Report:
    """The report that a scenario tells of: whole, or an invented one with other values. Raises BadInput."""
    if report.whole is not None:
        whole = {**report.whole, "filed_at": iso(filed_at)}
        return applicants.read_one(whole, now=filed_at)
    surname = {} if report.of == APPLICANT else {"surname": report.of}
    return applicants.changed(
        applicants.report(number, filed_at, report.form), surname | dict(report.changes)
    )


def filer(report: FiledReport) -> Actor:
    """Who files it: the applicant, or the executor for the applicant. Raises BadInput."""
    if report.by is None:
        return PORTAL
    role, _, name = report.by.partition(" ")
    if role not in [str(each) for each in Role]:
        raise BadInput(f"there is no role {role!r}", way_on=f"The roles are: {', '.join(Role)}.")
    return Actor(name.strip() or role, Role(role))


def try_in_a_world(
    scenario: Scenario,
    *,
    workdays: Workdays | None = None,
    file: Path | None = None,
    step: timedelta | None = PROMPTLY,
    dates: bool = True,
) -> Tried:
    """Try the scenario in a world of its own, in memory or on a new file. Raises BadInput, CalendarUnknown."""
    calendar = calendar_of(scenario, workdays or kazakhstan())
    first = scenario.reports[0].filed
    assert isinstance(first, At), "the first report names its moment"
    world = World(first.moment, definition=definition_of(scenario), workdays=calendar, file=file, step=step)
    with world:
        return try_on(scenario, TrialWorld(world), dates=dates)
