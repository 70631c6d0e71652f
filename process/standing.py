"""Whether an act can happen where the case stands at all; the first question of every decide function."""

from datetime import date, datetime, time, timedelta

from process.case import Case
from process.errors import NotAllowedHere, TooEarly
from process.events import Event
from process.localtime import day_of, local
from process.roles import Role
from process.states import Step


def on(day: date) -> str:
    """A day as people here write it."""
    return f"{day:%d.%m.%Y}"


def when(instant: datetime) -> str:
    """An instant in local time as people here write it; the end of a day is 24:00."""
    clock = local(instant)
    if (clock.hour, clock.minute, clock.second) == (23, 59, 59):
        return f"{clock:%d.%m.%Y} 24:00"
    return f"{clock:%d.%m.%Y %H:%M}" + (f":{clock:%S}" if clock.second else "")


def from_when(instant: datetime) -> str:
    """As `when`, for a beginning: the end of a day is the next one, and a day that begins has no clock time."""
    begins = instant + timedelta(microseconds=1) if local(instant).time() == time.max else instant
    return on(day_of(begins)) if local(begins).time() == time.min else when(begins)


def require_step(case: Case, event: type[Event]) -> Step:
    """The step that authorises this event here. Raises NotAllowedHere, naming what can happen instead."""
    step = case.definition.chart.rows.get((event, case.state))
    if step is None:
        raise NotAllowedHere(
            f"Case {case.id}: {event.__name__} cannot happen while the case is {case.state}",
            provision=_law_of(case, event),
            way_on=_possible(case),
            details={"case": case.id, "state": str(case.state)},
        )
    return step


def require_registered_by(case: Case, at: datetime, what: str) -> None:
    """Raises TooEarly before the day on which the report is registered (R4)."""
    if day_of(at) < case.filed.registered_on:
        registered = on(case.filed.registered_on)
        raise TooEarly(
            f"Case {case.id}: the report, filed on {when(case.filed.occurred_at)}, cannot be {what} on"
            f" {on(day_of(at))}",
            provision=case.definition.term("acceptance").law.provisions[0].cite(),
            way_on=f"It is registered on {registered}; do it on that day.",
            details={"earliest": case.filed.registered_on.isoformat()},
        )


def _law_of(case: Case, event: type[Event]) -> str | None:
    step = case.definition.chart.step(event)
    return step.law.cite() if step and step.law.provisions else None


def _possible(case: Case) -> str:
    chart = case.definition.chart
    steps = [chart.step(kind, case.state) for kind in chart.possible(case.state)]
    names = [step.event.__name__ for step in steps if step and step.by != (Role.SYSTEM,)]
    return f"What can happen now: {', '.join(names)}." if names else "Nothing more can happen to it."
