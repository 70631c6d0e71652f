"""A scenario freed from its dates: every step as far from the one above, in working days, as it was written.

So it can begin on any day. Nothing is tried here but the scenario itself, once, to learn the days of its steps.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from process.definition import Definition
from process.due_dates import registration_day
from process.errors import BadInput
from process.localtime import at, day_of, local
from process.workdays import Workdays
from simulation.given import calendar_of
from simulation.scenario import Act, After, At, FiledReport, Scenario, Step
from simulation.scenario_keys import MOMENTS, is_span
from simulation.toml_lines import Place
from simulation.trial import Tried
from terminal.typed_acts import typed_moment


def freed(scenario: Scenario, tried: Tried, definition: Definition, workdays: Workdays) -> Scenario:
    """The scenario without dates of its own, but for its days off. `tried`: what came of it as it was written.

    Raises BadInput, with the line, for a step that stands on a day off: it has no distance in working days.
    """
    return _Freeing(scenario, tried, definition, calendar_of(scenario, workdays)).scenario_freed()


def begun_on(scenario: Scenario, day: date) -> Scenario:
    """A freed scenario whose first report is filed on that day, at its own time of day."""
    first, *others = scenario.reports
    assert isinstance(first.filed, At), "the first report names its moment"
    clock = local(first.filed.moment)
    began = replace(first, filed=At(at(day, clock.time(), fold=clock.fold)))
    return replace(scenario, reports=(began, *others))


class _Freeing:
    def __init__(self, scenario: Scenario, tried: Tried, definition: Definition, workdays: Workdays) -> None:
        first = scenario.reports[0].filed
        assert isinstance(first, At), "the first report names its moment"
        self.scenario, self.workdays = scenario, workdays
        self.filed_on = day_of(first.moment)
        self.registered_on = registration_day(first.moment, workdays, definition)
        self.happened = {each.part.place: each.at for each in tried.happened}
        self.faults: list[dict[str, Any]] = []

    def scenario_freed(self) -> Scenario:
        first, *others = self.scenario.reports
        reports = (first, *(self._report(each) for each in others))
        day, steps = self.registered_on, []
        for step in self.scenario.steps:
            freed, day = self._step(step, day)
            steps.append(freed)
        if self.faults:
            raise BadInput(
                f"{self.scenario.source} cannot begin on other days",
                way_on="A step on a day off has no distance in working days; say after = '5 days 10:00'.",
                details={"faults": self.faults},
            )
        return replace(self.scenario, reports=reports, steps=tuple(steps))

    def _report(self, report: FiledReport) -> FiledReport:
        """Counted from the day of registration, as the steps are: from a start on a day off it would come in before
        them otherwise. Only what came in before that day, on the evening of the first report, stays with its filing."""
        filed = report.filed
        moment = filed.moment if isinstance(filed, At) else filed.since(self.filed_on, self.workdays)
        day, clock = day_of(moment), local(moment).time()
        if day == self.filed_on < self.registered_on:
            return replace(report, filed=After(0, "days", clock))
        if isinstance(filed, At) or filed.unit == "wd":
            since = self._span(moment, self.registered_on, (*report.place, "filed"))
        elif day < self.registered_on:
            return report
        else:
            since = After((day - self.registered_on).days, "days", clock)
        return replace(report, filed=since, since_registration=True)

    def _step(self, step: Step, day: date) -> tuple[Step, date]:
        """The step, and the day on which it was done as it was written."""
        done_at = step.when.moment if isinstance(step.when, At) else self.happened.get(step.place)
        done_on = day_of(done_at) if done_at else day
        when = (
            self._span(step.when.moment, day, (*step.place, "at")) if isinstance(step.when, At) else step.when
        )
        entered = step.entered
        if isinstance(entered, At):
            entered = self._span(entered.moment, done_on, (*step.place, "entered"))
        act, meanwhile = self._act(step.act, done_on), self._act(step.meanwhile, done_on)
        return replace(step, when=when, entered=entered, act=act, meanwhile=meanwhile), done_on

    def _act(self, act: Act | None, day: date) -> Act | None:
        return act and replace(act, said=self._said(act.said, day, act.place))

    def _said(self, said: Mapping[str, Any], day: date, place: Place) -> dict[str, Any]:
        freed = dict(said)
        for key in MOMENTS:
            if key in said and not is_span(said[key]):
                moment = typed_moment(str(said[key]))
                assert moment, "a moment was given"
                freed[key] = self._span(moment, day, (*place, key))
        return freed

    def _span(self, moment: datetime, since: date, place: Place) -> After:
        clock, day = local(moment), day_of(moment)
        if not self.workdays.is_worked(day):
            line = self.scenario.lines[place]
            self.faults.append({"line": line, "fault": f"{day:%d.%m.%Y} is a day off"})
            return After(0, "wd", time(0))
        return After(self._distance(since, day), "wd", clock.time())

    def _distance(self, since: date, day: date) -> int:
        """In working days; to a day before, from the next working one where `since` itself is off."""
        if day < since:
            return self.workdays.count(self.workdays.next_worked(since), day)
        return self.workdays.count(since, day)
