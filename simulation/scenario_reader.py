"""A scenario read from TOML. Nothing is tried here; what can be seen to be wrong beforehand is said with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from json import loads
from pathlib import Path
from typing import Any

from process.definitions import SHIPPED
from process.errors import BadInput, MerzimError
from process.roles import Role
from process.standing import when as shown
from process.workdays import kazakhstan
from simulation import acts, applicants
from simulation.given import definition_of, with_one
from simulation.near import meant, perhaps
from simulation.scenario import Act, After, At, DayOff, Due, Expected, FiledReport, Scenario, Step, When
from simulation.scenario_keys import ACT, DAY_OFF, EXPECT, GIVEN, MOMENTS, REPORT, STEP, TOP, WHEN, is_span
from simulation.toml_lines import Lines, Place
from simulation.toml_tables import Reading, words
from simulation.toml_text import beyond, document, text_of

APPLICANT = "the applicant"
"""Whose the one report is, where the scenario does not say."""
PARTS = ("given", "report", "step", "expect")
_UNREAD = At(datetime(2000, 1, 1, tzinfo=UTC))
"""In place of a moment that could not be read; the scenario is refused then."""
WAY_ON = "Nothing was tried. docs/scenarios.md says what may stand in a scenario."
_SOME_MOMENT = "2026-03-16 10:00"


def read_file(path: Path) -> Scenario:
    """The scenario of that file. Raises NotFound, BadInput with every fault."""
    return read(text_of(path), source=str(path), folder=path.parent)


def read(text: str, *, source: str = "the scenario", folder: Path | None = None) -> Scenario:
    """The scenario in `text`; files that it names lie in `folder`. Raises BadInput with every fault and its line."""
    reading = ScenarioReading(Lines(text), folder=folder or Path())
    scenario = reading.scenario(document(text, source), source)
    reading.refuse(source, WAY_ON)
    return scenario


@dataclass
class ScenarioReading(Reading):
    """One scenario being read. `names` are the reports' names, known before the steps are read."""

    folder: Path = field(default_factory=Path)
    names: Sequence[str] = ()

    def scenario(self, whole: dict[str, Any], source: str) -> Scenario:
        self.only(whole, (*TOP, *PARTS), ())
        top, given = self.known(whole, TOP, ()), self.given(whole.get("given", {}))
        reports = [self.report(each, place) for place, each in self.each(whole, "report")]
        self.names = [each.of for each in reports]
        scenario = Scenario(
            source=source,
            title=top.get("title", ""),
            about=top.get("about", ()),
            reports=tuple(reports),
            steps=tuple(self.step(each, place) for place, each in self.each(whole, "step")),
            expected=tuple(self.expected(each, place) for place, each in self.each(whole, "expect")),
            lines=self.lines,
            **given,
        )
        self.as_a_whole(scenario)
        return scenario

    # --- what is given

    def given(self, value: Any) -> dict[str, Any]:
        table = value if isinstance(value, dict) else {}
        if table is not value:
            self.fault(("given",), "given must be a table, under [given]")
        self.only(table, (*GIVEN, "day_off", "day_moved"), ("given",))
        rules = self.known(table, GIVEN, ("given",))
        alone = {key: each for key, each in DAY_OFF.items() if key != "worked"}
        both = {key: replace(each, needed=True) for key, each in DAY_OFF.items()}
        off = [self.day_off(each, place, alone) for place, each in self.each(table, "day_off", ("given",))]
        moved = [self.day_off(each, place, both) for place, each in self.each(table, "day_moved", ("given",))]
        days = tuple(each for each in (*off, *moved) if each)
        return {"definition": rules.get("definition"), "changes": rules.get("changes", {}), "days_off": days}

    def day_off(self, value: Any, place: Place, keys: Any) -> DayOff | None:
        found = self.table(value, keys, place)
        if len(found) < len(keys):
            return None
        day_off = DayOff(day=found["date"], act=found["act"], worked=found.get("worked"))
        try:
            with_one(kazakhstan(), day_off)
        except MerzimError as no:
            self.fault((*place, "date"), no.message)
        return day_off

    # --- reports

    def report(self, value: Any, place: Place) -> FiledReport:
        found = self.table(value, REPORT, place)
        filed = [key for key in ("filed", "filed_after") if key in found]
        written = [key for key in ("filed", "filed_after") if isinstance(value, dict) and key in value]
        if not written:
            self.fault(place, "when it was filed is missing: filed = '2026-03-16 09:00'")
        if len(written) > 1:
            self.fault((*place, "filed_after"), "filed and filed_after say the same thing twice")
        if place == ("report", 0) and "filed_after" in written:
            self.fault(
                (*place, "filed_after"), "no report comes before the first; say filed = '2026-03-16 09:00'"
            )
        self.told_of_report(found, place)
        return FiledReport(
            place=place,
            of=found.get("of", APPLICANT),
            filed=found[filed[0]] if filed else _UNREAD,
            form=found.get("form", 1),
            by=found.get("by"),
            changes=found.get("changes", {}),
            whole=self.whole_report(found["file"], (*place, "file")) if "file" in found else None,
            refused=found.get("refused"),
        )

    def told_of_report(self, found: Mapping[str, Any], place: Place) -> None:
        """Who files it is somebody that there is, and what is changed is in a report, and not in a whole one."""
        role = found.get("by", Role.APPLICANT).partition(" ")[0]
        if role not in list(Role):
            self.fault((*place, "by"), f"there is no role {role!r}{meant(role, map(str, Role))}")
        for key in ("form", "changes"):
            if "file" in found and key in found:
                self.fault((*place, key), f"{key!r} changes nothing beside file, which is the whole report")
        self.only(found.get("changes", {}), applicants.keys(found.get("form", 1)), (*place, "changes"))

    def whole_report(self, name: str, place: Place) -> Mapping[str, Any] | None:
        try:
            value = loads(text_of(self.folder / name))
            strange = next((words for _, words in beyond(value)), None)
        except MerzimError as no:
            self.fault(place, no.message)
            return None
        except (ValueError, RecursionError) as wrong:
            self.fault(place, f"{name} is not JSON that can be read: {wrong}")
            return None
        if isinstance(value, dict) and not strange:
            return value
        self.fault(place, strange or f"{name} must hold one report, as a JSON object")
        return None

    # --- steps

    def step(self, value: Any, place: Place) -> Step:
        found = self.known(value, STEP, place)
        table = value if isinstance(value, dict) else {}
        entered = [found[key] for key in ("entered", "entered_after") if key in found]
        inner = (*place, "meanwhile")
        if "meanwhile" in found:
            self.known(found["meanwhile"], ACT, inner)
        meanwhile = self.act(found["meanwhile"], inner, ACT) if "meanwhile" in found else None
        return Step(
            place=place,
            when=self.when(table, found, place),
            case=self.case(found, place),
            act=self.act(table, place, STEP),
            entered=entered[0] if entered else None,
            meanwhile=meanwhile,
            refused=found.get("refused"),
            expected=self.expected(found["expect"], (*place, "expect")) if "expect" in found else None,
        )

    def when(self, value: Mapping[str, Any], found: Mapping[str, Any], place: Place) -> When:
        written = [key for key in WHEN if key in value]
        if len(written) != 1:
            said = f"only one of {', '.join(written)}" if written else f"when: one of {', '.join(WHEN)}"
            self.fault((*place, written[1]) if written else place, f"a step says {said}")
        if len(written) != 1 or written[0] not in found:
            return _UNREAD
        said = found[written[0]]
        return said if isinstance(said, (At, After)) else Due(said, missed=written[0] == "moment_after")

    def case(self, found: Mapping[str, Any], place: Place) -> str | None:
        name: str | None = found.get("case")
        if name is None and len(self.names) > 1:
            self.fault(place, f"whose case is not said: case = {' or '.join(map(repr, self.names))}")
        elif name is not None and name not in self.names:
            self.fault((*place, "case"), f"no report is of {name!r}{perhaps(name, self.names)}")
        return name

    def act(self, value: Mapping[str, Any], place: Place, keys: Mapping[str, Any]) -> Act | None:
        """The act that a table tells of beside `keys`, its words as they stand; None where none can be read."""
        said = {key: each for key, each in value.items() if key not in keys}
        if "do" not in value:
            self.only(said, keys, place, why=", for no act is done: do is missing")
            return None
        name, by, behalf = (value.get(key) for key in ("do", "by", "on_behalf_of"))
        if not isinstance(name, str) or name not in acts.vocabulary() or not _said(by) or not _said(behalf):
            return None  # the table has said so
        try:
            actor = acts.actor_of(by, name, CHART, behalf)
            acts.arguments(name, {key: _some(key, each) for key, each in said.items()}, actor)
        except BadInput as wrong:
            self.faults_of(wrong, place, "by")
            return None
        return Act(place=place, name=name, by=by, on_behalf_of=behalf, said=said)

    # --- what is expected

    def expected(self, value: Any, place: Place) -> Expected:
        found = self.table(value, EXPECT, place)
        looked_at = [key for key in EXPECT if key != "case"]
        if isinstance(value, dict) and not value.keys() - {"case"}:
            self.fault(place, f"it expects nothing; it may say {', '.join(looked_at)}")
        if place[0] == "step" and "case" not in found:
            return Expected(place=place, **found)  # the step says whose case it is
        return Expected(place=place, **found | {"case": self.case(found, place)})

    # --- what no table shows by itself

    def as_a_whole(self, scenario: Scenario) -> None:
        self._names_and_expectations(scenario)
        self._in_order([(each.place, "filed", each.filed) for each in scenario.reports])
        self._in_order([_entered(each) for each in scenario.steps])
        self._not_before_the_report(scenario)
        try:
            definition_of(scenario)
        except BadInput as wrong:
            self.faults_of(wrong, ("given", "changes"), "")

    def _names_and_expectations(self, scenario: Scenario) -> None:
        if not scenario.reports:
            self.fault((), "no report comes in, so there is no case: add [[report]]")
        for number, each in enumerate(scenario.reports):
            if each.of in self.names[:number]:
                self.fault(
                    (*each.place, "of"), f"two reports are of {each.of!r}; give each a name of its own"
                )
        expected = [*scenario.expected, *(each.expected for each in scenario.steps)]
        refused = [each.refused for each in scenario.steps] + [each.refused for each in scenario.reports]
        if not any([*expected, *refused]):
            self.fault((), "nothing is expected: add [[expect]], or say which step is refused")

    def _not_before_the_report(self, scenario: Scenario) -> None:
        """Where both name their moment; the others' depend on the trying."""
        filed = {each.of: each.filed for each in scenario.reports if each.filed is not _UNREAD}
        for step in scenario.steps:
            place, key, when = _entered(step)
            of = step.case or (self.names[0] if self.names else "")
            came = filed.get(of)
            if not isinstance(when, At) or when is _UNREAD or not isinstance(came, At):
                continue
            if when.moment < came.moment:
                words = f"this step, of {shown(when.moment)}, comes before the report of {of}"
                self.fault((*place, key), f"{words}, filed on {shown(came.moment)}")

    def _in_order(self, moments: Sequence[tuple[Place, str, When]]) -> None:
        """Of the steps that name their moment; where another is depends on the trying."""
        latest: datetime | None = None
        for place, key, when in moments:
            if isinstance(when, At) and when is not _UNREAD:
                if latest and when.moment < latest:
                    words = f"this {place[0]}, of {shown(when.moment)}, stands below one of {shown(latest)}"
                    self.fault((*place, key), words)
                latest = max(when.moment, latest or when.moment)


CHART = SHIPPED.definitions[0].chart


def _entered(step: Step) -> tuple[Place, str, When]:
    return (step.place, "entered", step.entered) if step.entered else (step.place, "at", step.when)


def _said(value: Any) -> bool:
    """Whether it is words, or nothing."""
    try:
        return value is None or bool(words(value))
    except BadInput:
        return False


def _some(key: str, value: Any) -> Any:
    """Some moment in place of a relative one, only to see whether the act's words can be read."""
    return _SOME_MOMENT if key in MOMENTS and is_span(value) else value
