"""A scenario tried: time passes, reports come in, people act, and every difference from what is expected is noted.

On what it is tried is handed in: a world in memory or on a file, or any other engine that answers the same questions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from process.errors import MerzimError, NotFound
from process.localtime import day_of
from process.standing import when as shown
from process.workdays import Workdays
from simulation.judging import Difference, differences, first
from simulation.scenario import Act, After, At, Due, Expected, FiledReport, Scenario, Step, When
from simulation.scenario_keys import MOMENTS, is_span, span
from simulation.seen import Seen
from terminal.done import Remark

NO_REFUSAL = "no refusal"


class Office(Protocol):
    """An engine that a scenario can be tried on. Every refusal is raised as an error of `process.errors`."""

    @property
    def now(self) -> datetime:
        """Its moment."""

    @property
    def workdays(self) -> Workdays:
        """Its calendar."""

    def until(self, when: datetime) -> object:
        """Let time pass to that moment; what falls due on the way happens by itself."""

    def file(self, report: FiledReport, filed_at: datetime) -> tuple[str, date]:
        """File it now; its case and the day of registration."""

    def do(
        self,
        case: str,
        act: Act,
        said: Mapping[str, Any],
        *,
        at: datetime | None,
        meanwhile: Callable[[], object] | None,
    ) -> object:
        """Carry out an act, now or (`at`) entered for a moment that is over."""

    def due(self, name: str, case: str) -> datetime:
        """The last instant of that deadline of the case. Raises NotFound where none lies ahead."""

    def seen(self, case: str) -> Seen:
        """How the case stands now."""

    def text(self, case: str, remark: Remark | None) -> str:
        """Its timeline as people read it, with that remark at its moment."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A report or a step as it came: when, of whose case, what was done, and the refusal that it met, if any."""

    part: FiledReport | Step
    at: datetime
    of: str | None
    refusal: MerzimError | None = None


@dataclass(slots=True)
class Tried:
    """What came of a scenario: all that was done, the differences in their order, and each applicant's case."""

    scenario: Scenario
    happened: list[Happened] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)
    timelines: dict[str, str] = field(default_factory=dict)
    first_day: date | None = None
    registered_on: date | None = None
    until: datetime | None = None

    @property
    def as_expected(self) -> bool:
        return not self.differences


@dataclass
class Trial:
    """One scenario on one office. `dates`: due dates are compared too; not where the start day is another.

    `draw`: where something differs, the timelines are drawn.
    """

    scenario: Scenario
    office: Office
    dates: bool = True
    draw: bool = True
    tried: Tried = field(init=False)
    _day: date | None = None
    _waiting: list[FiledReport] = field(init=False)

    def __post_init__(self) -> None:
        self.tried = Tried(self.scenario)
        self._waiting = list(self.scenario.reports)

    def run(self) -> Tried:
        """Try it to its end. Raises CalendarUnknown where a step would leave the known years."""
        for step in self.scenario.steps:
            self._file_until(step.case or self.scenario.reports[0].of)
            self._step(step)
        self._file_rest(None)
        for expected in self.scenario.expected:
            self._look(expected, expected.case)
        self.tried.until = self.office.now
        shown = self._to_show().items() if self.draw else ()
        self.tried.timelines = {of: self.office.text(case, self._remark(of)) for of, case in shown}
        return self.tried

    def _to_show(self) -> dict[str, str]:
        """The cases on which something came otherwise; all of them where none is named, or only such as a refused
        report left without one: another's case may be why it was refused."""
        if self.tried.as_expected:
            return {}
        named = {each.case for each in self.tried.differences} & self.tried.cases.keys()
        return {of: case for of, case in self.tried.cases.items() if not named or of in named}

    def _remark(self, of: str) -> Remark | None:
        """The first difference on that applicant's case."""
        found = first([each for each in self.tried.differences if each.case == of])
        if found is None:
            return None
        line = self.scenario.lines[found.place]
        said = (f"line {line}, {found.key}", f"expected: {found.expected}", f"got: {found.got}")
        return Remark(found.at, said)

    # --- reports

    def _file_until(self, of: str) -> None:
        """File that applicant's report, and those before it."""
        while any(each.of == of for each in self._waiting):
            self._file(self._waiting.pop(0))

    def _file_rest(self, until: datetime | None) -> None:
        while self._waiting and (until is None or self._filed_at(self._waiting[0]) <= until):
            self._file(self._waiting.pop(0))

    def _filed_at(self, report: FiledReport) -> datetime:
        if isinstance(report.filed, At):
            return report.filed.moment
        since = self.tried.registered_on if report.since_registration else self.tried.first_day
        assert since, "the first report names its moment"
        return report.filed.since(since, self.office.workdays)

    def _file(self, report: FiledReport) -> None:
        filed_at = self._filed_at(report)
        self.office.until(max(filed_at, self.office.now))
        refusal, registered_on = None, day_of(filed_at)
        try:
            self.tried.cases[report.of], registered_on = self.office.file(report, filed_at)
        except MerzimError as no:
            refusal = no
        if self._day is None:
            self._day = self.tried.registered_on = registered_on
            self.tried.first_day = day_of(filed_at)
        self._note(report, refusal, report.of)

    # --- steps

    def _step(self, step: Step) -> None:
        of = step.case or self.scenario.reports[0].of
        try:
            done_at = self._moment(step.when, of, self._day)
            entered_at = self._moment(step.entered, of, day_of(done_at)) if step.entered else done_at
        except NotFound as no:
            self._otherwise(step, "when", "a moment to come", no.message, of)
            return
        self._file_rest(entered_at)
        if entered_at < self.office.now:
            words = f"{shown(entered_at)}, before the one above it, of {shown(self.office.now)}"
            self._otherwise(step, "when", "a moment to come", words, of)
            return
        self.office.until(entered_at)
        self._day = day_of(done_at)
        if step.act:
            self._act(step, step.act, of, done_at)
        else:
            self.tried.happened.append(Happened(step, self.office.now, of))
        if step.expected:
            self._look(step.expected, step.expected.case or of)

    def _moment(self, when: When, of: str, day: date | None) -> datetime:
        match when:
            case At(moment):
                return moment
            case Due(name, missed):
                if of not in self.tried.cases:
                    raise NotFound(f"the report of {of} was refused, so no deadline runs")
                due = self.office.due(name, self.tried.cases[of])
                return due + timedelta(microseconds=1) if missed else due
            case After():
                assert day, "a report comes before every step"
                return when.since(day, self.office.workdays)

    def _act(self, step: Step, act: Act, of: str, done_at: datetime) -> None:
        if of not in self.tried.cases:
            self._otherwise(step, "do", "a case to act on", f"the report of {of} was refused", of)
            return
        case = self.tried.cases[of]
        day = day_of(done_at)
        late, refusal = done_at if step.entered else None, None
        try:
            between = self._between(step.meanwhile, case, day) if step.meanwhile else None
            self.office.do(case, act, self._said(act, day), at=late, meanwhile=between)
        except MerzimError as no:
            refusal = no
        self._note(step, refusal, of)

    def _between(self, act: Act, case: str, day: date) -> Callable[[], object]:
        return lambda: self.office.do(case, act, self._said(act, day), at=None, meanwhile=None)

    def _said(self, act: Act, day: date) -> dict[str, Any]:
        """What is said of the act, relative times counted from its day."""
        return {key: self._value(key, value, day) for key, value in act.said.items()}

    def _value(self, key: str, value: Any, day: date) -> Any:
        if key in MOMENTS and is_span(value):
            value = span(value)
        return value.since(day, self.office.workdays) if isinstance(value, After) else value

    # --- what came of it

    def _note(self, part: FiledReport | Step, refusal: MerzimError | None, of: str) -> None:
        self.tried.happened.append(Happened(part, self.office.now, of, refusal))
        came = refusal.kind if refusal else None
        if came != part.refused:
            got = f"{came}: {refusal.message}" if refusal else NO_REFUSAL
            self._otherwise(part, "refused", part.refused or NO_REFUSAL, got, of, came)

    def _otherwise(
        self, part: FiledReport | Step, key: str, expected: str, got: str, of: str, kind: str | None = None
    ) -> None:
        if key != "refused":
            self.tried.happened.append(Happened(part, self.office.now, of))
        place = (*part.place, key)
        self.tried.differences.append(Difference(place, key, expected, got, self.office.now, of, kind))

    def _look(self, expected: Expected, case: str | None) -> None:
        of = case or self.scenario.reports[0].of
        if of not in self.tried.cases:
            got = f"the report of {of} was refused"
            self.tried.differences.append(
                Difference(expected.place, "case", "a case", got, self.office.now, of)
            )
            return
        found = self.office.seen(self.tried.cases[of])
        self.tried.differences += differences(expected, found, of, dates=self.dates)


def try_on(scenario: Scenario, office: Office, *, dates: bool = True, draw: bool = True) -> Tried:
    """What comes of the scenario on that office."""
    return Trial(scenario, office, dates, draw).run()
