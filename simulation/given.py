"""By which rules and on which calendar a scenario is tried."""

from importlib import import_module

from process.definition import Definition
from process.definitions import SHIPPED
from process.errors import BadInput
from process.workdays import Workdays
from simulation.scenario import DayOff, Scenario
from simulation.what_if import with_changes, with_day_moved, with_day_off


def definition_of(scenario: Scenario) -> Definition | None:
    """The rules of every report on any date; None: the edition of the day (R22). Raises BadInput."""
    if scenario.definition is None and not scenario.changes:
        return None
    chosen = named(scenario.definition) if scenario.definition else SHIPPED.definitions[0]
    return with_changes(chosen, scenario.changes)


def named(text: str) -> Definition:
    """A definition that ships by its id, or one of the user's own as `module:NAME`. Raises NotFound, BadInput."""
    module, colon, name = text.partition(":")
    if not colon:
        return SHIPPED[text]
    try:
        found = getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        raise BadInput(
            f"the definition {text!r} cannot be loaded: {error}",
            way_on="Write it as module:NAME, the module being where Python finds it.",
        ) from None
    if not isinstance(found, Definition):
        raise BadInput(f"{text!r} is no definition", way_on="It is a value of process.definition.Definition.")
    return found


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
