"""Making entries of events: numbered, stamped with who and when, and with the due dates they set. Nothing is stored."""

from collections.abc import Sequence
from datetime import datetime

from process.case import Case
from process.complaint_events import (
    NEW_ROUND,
)
from process.definition import Definition
from process.due_dates import IN_WRITING, set_by
from process.events import (
    BY_THEMSELVES,
    MOVING,
    Event,
    HearingHeld,
    ReportAccepted,
    ReportFiled,
    fires_by_itself,
)
from process.localtime import day_of
from process.record import Due, Entry, new_entry
from process.roles import SYSTEM, Actor
from process.workdays import Workdays


def first_entry(
    filed: ReportFiled, definition: Definition, *, actor: Actor, recorded_at: datetime, workdays: Workdays
) -> Entry:
    """The entry with which a case begins."""
    provision = definition.chart.laws.get((ReportFiled, None), "")
    due = set_by(filed, None, definition, workdays.in_force_at(filed.occurred_at))
    return new_entry(1, filed, 1, recorded_at, actor, provision, definition.id, 1, due)


def entries(
    view: Case,
    events: Sequence[Event],
    *,
    first_seq: int,
    actor: Actor,
    recorded_at: datetime,
    workdays: Workdays,
) -> tuple[Entry, ...]:
    """The events of ONE act as entries; `view` is the case as it stood when the act was done.

    Raises case.Inconsistent where an event cannot happen there, CalendarUnknown where a due date cannot be counted.
    """
    if len(events) == 1:  # nearly every act
        return (_entry(view, events[0], first_seq, first_seq, actor, recorded_at, workdays),)
    made: list[Entry] = []
    for seq, event in enumerate(events, start=first_seq):
        if made:
            view = view.after(made[-1])
        made.append(_entry(view, event, seq, first_seq, actor, recorded_at, workdays))
    return tuple(made)


def _entry(
    view: Case, event: Event, seq: int, act: int, actor: Actor, recorded_at: datetime, workdays: Workdays
) -> Entry:
    """In the order of the fields: by their names, one at nearly every act would take twice as long to make."""
    kind = type(event)
    definition = _edition(view, event) if isinstance(event, ReportAccepted) else view.definition
    provision = definition.chart.laws.get((kind, view.state), "")
    due: tuple[Due, ...] = ()
    if kind in definition.started or kind in MOVING:
        due = set_by(event, view, definition, workdays.in_force_at(event.occurred_at))
    round = view.course[-1].entry.round
    if kind in NEW_ROUND:
        round += 1
    actor = actor if kind not in _BY_NOBODY else _actor(event, actor)
    return new_entry(seq, event, act, recorded_at, actor, provision, definition.id, round, due)


def next_seq(case: Case) -> int:
    return max([entry.seq for entry in case.record]) + 1


def _edition(view: Case, event: ReportAccepted) -> Definition:
    """Acceptance fixes the edition of its own day, unless the case names one that was not in force anyway (R22)."""
    if not view.definition.in_force(view.filed.registered_on):
        return view.definition
    return view.editions.of_day(day_of(event.occurred_at), view.definition.service)


_BY_NOBODY = frozenset((*BY_THEMSELVES, HearingHeld))
"""The events that may be nobody's act."""


def _actor(event: Event, actor: Actor) -> Actor:
    if type(event) is HearingHeld and event.method == IN_WRITING:
        return SYSTEM
    return SYSTEM if fires_by_itself(event) else actor
