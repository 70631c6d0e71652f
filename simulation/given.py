"""By which rules and on which calendar a scenario is tried."""

from process.definition import Definition
from process.definitions import SHIPPED
from process.workdays import Workdays
from simulation.scenario import DayOff, Scenario
from simulation.what_if import with_changes, with_day_moved, with_day_off


def definition_of(scenario: Scenario) -> Definition | None:
    """The rules of every report on any date; None: the edition of the day (R22). Raises BadInput."""
    if scenario.definition is None and not scenario.changes:
        return None
    named = SHIPPED[scenario.definition] if scenario.definition else SHIPPED.definitions[0]
    return with_changes(named, scenario.changes)


def calendar_of(scenario: Scenario, workdays: Workdays) -> Workdays:
    """That calendar with the scenario's own days off. Raises BadInput, CalendarUnknown."""
    for each in scenario.days_off:
        workdays = with_one(workdays, each)
    return workdays


def with_one(workdays: Workdays, day_off: DayOff) -> Workdays:
    """The calendar with one more day off. Raises BadInput, CalendarUnknown."""
    if day_off.worked:
        return with_day_moved(workdays, day_off.day, worked=day_off.worked, act=day_off.act)
    return with_day_off(workdays, day_off.day, act=day_off.act)
