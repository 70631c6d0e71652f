"""What if the calendar, or the rules, were others: new values made of the shipped ones, each saying that it is one.

Nothing shipped is changed, and nothing here is law.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

from process.act import assumed
from process.definition import Definition, Editions, Hours
from process.definitions import SHIPPED
from process.errors import BadInput
from process.fact import Fact
from process.localtime import parse_day
from process.terms import Before, Within
from process.workdays import Workdays
from simulation.near import perhaps

# --- the calendar


def with_day_off(workdays: Workdays, day: date | str, *, act: str, name: str = "What if") -> Workdays:
    """The calendar if that working day were off, by that act. Raises BadInput where it is off already."""
    day = _day(day)
    _require(workdays, day, worked=True)
    return workdays.with_facts(_fact("day_off", day, act, name))


def with_day_moved(
    workdays: Workdays, day: date | str, *, worked: date | str, act: str, name: str = "What if"
) -> Workdays:
    """The calendar if `day` were off and `worked`, a day off, were worked in its place, by that act."""
    day, worked = _day(day), _day(worked)
    _require(workdays, day, worked=True)
    _require(workdays, worked, worked=False)
    return workdays.with_facts(replace(_fact("moved", day, act, name), worked=worked))


def _fact(kind: Any, day: date, act: str, name: str) -> Fact:
    if not act.strip():
        raise BadInput(
            f"by which act {day} would be off is not said", way_on="Name the act, if an invented one."
        )
    names = dict.fromkeys(("kk", "ru", "en"), name)
    return Fact(
        id=f"what-if-{day}",
        kind=kind,
        names=names,
        act=assumed(act),
        known_since=day,
        status="confirmed",
        date=day,
    )


def _require(workdays: Workdays, day: date, *, worked: bool) -> None:
    if workdays.is_worked(day) is not worked:
        found = workdays.day(day)
        why = f" ({found.names['en']})" if found.names else ""
        raise BadInput(f"{day} is {'a working day' if found.working else 'a day off'} already{why}")


def _day(day: date | str) -> date:
    return parse_day(day) if isinstance(day, str) else day


# --- the rules


def with_changes(definition: Definition, changes: Mapping[str, Any]) -> Definition:
    """The definition with other numbers, by their names: `hearing.days`, `refusal_wait.days`, `hours.closes`.

    Its id says what was changed. Raises BadInput, every fault at once.
    """
    faults: list[dict[str, str]] = []
    for name, value in changes.items():
        try:
            definition = _changed(definition, name, value)
        except BadInput as no:
            faults.append({"key": name, "fault": no.message})
    if not faults and not _in_order(definition.hours):
        last = [name for name in changes if name.startswith("hours.")][-1]
        faults.append({"key": last, "fault": "the hours would not follow one another"})
    if faults:
        raise BadInput(
            "; ".join(each["fault"] for each in faults),
            way_on="`merzim rules show` names the terms.",
            details={"faults": faults},
        )
    said = ",".join(f"{name}={_said(value)}" for name, value in changes.items())
    return replace(definition, id=f"{definition.id}+{said}") if said else definition


def by_it_alone(definition: Definition) -> Editions:
    """The definition in force for good, or acceptance would fix the edition of its own day instead (R22)."""
    others = [each for each in SHIPPED.definitions if each.id != definition.id]
    return Editions((replace(definition, in_force_to=None), *others))


def changeable(definition: Definition) -> list[str]:
    """The names of all numbers that can be changed."""
    terms = [f"{term.name}.{what}" for term in definition.terms for what in ("days", "warn")]
    return [*terms, *(f"{name}.days" for name in WAITS), *(f"hours.{name}" for name in HOURS)]


WAITS = ("refusal_wait", "receipt_watch", "endorsement_warning")
HOURS = ("opens", "lunch_from", "lunch_to", "closes")


def _changed(definition: Definition, name: str, value: Any) -> Definition:
    if name not in changeable(definition):
        raise BadInput(f"the definition has no {name!r}{perhaps(name, changeable(definition))}")
    part, _, what = name.partition(".")
    if part in WAITS:
        wait: dict[str, Any] = {part: replace(getattr(definition, part), days=_days(name, value))}
        return replace(definition, **wait)
    if part == "hours":
        return replace(definition, hours=_other_hours(definition.hours, what, name, value))
    read: Callable[[str, Any], Any] = _warnings if what == "warn" else _days
    terms = tuple(
        _other_term(term, what, read(name, value)) if term.name == part else term for term in definition.terms
    )
    return replace(definition, terms=terms)


def _other_term(term: Within | Before, what: str, value: Any) -> Within | Before:
    return replace(term, **{what: value})


def _other_hours(hours: Hours, what: str, name: str, value: Any) -> Hours:
    try:
        clock = time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        clock = None
    if not isinstance(clock, time) or clock.tzinfo:
        raise BadInput(f"{name} must be a time of day such as 17:30, not {value!r}")
    changed: dict[str, Any] = {what: clock}
    return replace(hours, **changed)


def _in_order(hours: Hours) -> bool:
    return hours.opens < hours.lunch_from <= hours.lunch_to < hours.closes


def _days(name: str, value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 250:
        raise BadInput(f"{name} must be a number of working days from 0 to 250, not {value!r}")
    return value


def _warnings(name: str, value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)):
        raise BadInput(f"{name} must be a list of working days, not {value!r}")
    if 0 in value:
        raise BadInput(f"{name}: a warning on the due day itself is none")
    return tuple(_days(name, each) for each in value)


def _said(value: Any) -> str:
    return "/".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
