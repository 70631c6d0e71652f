"""A term of the law as a value, and a deadline that runs on a case because of it.

A term is a sentence: what must be done, within or before what, by whom, met by which events, and what follows
otherwise. The terms themselves, with their numbers, stand in a definition. Nothing here waits or fires.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from process.events import Event, OfComplaint
from process.law import Authority
from process.quick import changer, maker, quick
from process.roles import Role
from process.units import Unit


class Ends(StrEnum):
    """When the last day of a term ends (R2)."""

    AT_CLOSE_OF_BUSINESS = "close of business"
    AT_MIDNIGHT = "24:00"


class Missed(StrEnum):
    """What it means that a term ran out."""

    BREACH = "breach"
    DEEMED_REFUSAL = "deemed refusal"
    WINDOW_CLOSED = "window closed"
    TERM_ENDED = "term ended"
    RIGHT_ENDED = "right ended"
    """As a window, but its end meets nothing: what is done after it is accepted, and marked late."""
    RECORDED = "recorded"
    """Missed by somebody outside the provider: that stands on record, and nobody is blamed here."""
    COMPLAINT_SILENCE = "silence on a complaint"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """The part of the sentence that every term has. A term is itself and no other, so it can be asked about quickly.

    `starts`: events that set its due date; `first_since`: only the first of them since such an event sets it;
    `starts_if`: whether this event, on the case as it stood, sets it; `own_days`: how many days this event sets in
    place of the term's, if it does; `from_running`: events that set it anew from the day it runs from already;
    `from_arrival`: counted from the day on which it came in, though it was registered later. `met_if`: whether this
    event meets it. `given_up`: an event, and whether that one gives up what the term protects. `warn`: working days
    before the due day at which the responsible person is warned, at opening time.
    """

    name: str
    duty: str
    days: int
    starts: tuple[type[Event], ...]
    met_by: tuple[type[Event], ...]
    lapsed_by: tuple[type[Event], ...] = ()
    given_up: tuple[type[Event], Callable[[Any], bool]] | None = None
    reopened_by: tuple[type[Event], ...] = ()
    first_since: type[Event] | None = None
    who: Role
    act: type[Event]
    missed: Missed
    otherwise: str
    law: Authority
    ends: Ends = Ends.AT_CLOSE_OF_BUSINESS
    warn: tuple[int, ...] = ()
    starts_if: Callable[[Any, Any], bool] | None = None
    met_if: Callable[[Any], bool] | None = None
    own_days: Callable[[Any, int], int | None] | None = None
    from_arrival: bool = False
    from_running: tuple[type[Event], ...] = ()
    unit: Unit = Unit.WORKING_DAYS

    @property
    def closers(self) -> tuple[type[Event], ...]:
        """The events that close its running deadline, or open it again."""
        given_up = (self.given_up[0],) if self.given_up else ()
        return (*self.met_by, *self.lapsed_by, *self.reopened_by, *given_up)

    @property
    def of_complaint(self) -> bool:
        """Whether every complaint has its own."""
        return all(issubclass(kind, OfComplaint) for kind in self.starts)

    def by_day_of(self, event: type[Event]) -> bool:
        """Whether its due date, set by such an event, follows from the event's own day, and from no more that stands
        on the case."""
        return not self.first_since and event not in self.from_running and self.unit is not Unit.MINUTES

    def gives_up(self, event: Event) -> bool:
        """Whether this very event gives up what the term protects."""
        return self.given_up is not None and type(event) is self.given_up[0] and self.given_up[1](event)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Within(Term):
    """Met on or before the `days`-th working day after the day of its start, which is day 0 (R1).

    `in_writing`: where the hearing is in writing, this term ends with that other one instead.
    """

    in_writing: str | None = None

    def by_day_of(self, event: type[Event]) -> bool:
        """As of every term; where the hearing is in writing, the case is asked too."""
        return self.in_writing is None and Term.by_day_of(self, event)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Before(Term):
    """Met at the latest on the working day that lies `days` working days before the last day of another term."""

    end: str


class Status(StrEnum):
    OPEN = "open"
    MET = "met"
    MET_LATE = "met_late"
    MISSED = "missed"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Move:
    """A due date that moved: from where, to where, by which act, when, approved by whom."""

    was: datetime | None
    now: datetime
    act: str
    at: datetime
    approved_by: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """An earlier date that a changed calendar gives, waiting for a person's approval (R24).

    `past`: its day was over when it was found, so it is noted and never applied.
    """

    now: datetime
    act: str
    at: datetime
    past: bool


@quick
@dataclass(frozen=True, slots=True)
class Deadline:
    """A term running, or done, on one case. `day_zero` is the day it counts from, `due_at` its last instant.

    `met_at` and `lapsed_at` are the legal moments at which it closed; `set_by` the seq of the entry that set it.
    """

    term: Term
    round: int
    due_at: datetime
    day_zero: date
    set_by: int
    calendar: str
    provisional: bool
    own_days: int | None = None
    met_at: datetime | None = None
    lapsed_at: datetime | None = None
    moves: tuple[Move, ...] = ()
    held: Held | None = None
    moved_at: datetime | None = None
    complaint: int | None = None

    @property
    def name(self) -> str:
        """Its term's name; of a complaint's, with the complaint's number."""
        return self.term.name if self.complaint is None else f"{self.term.name}/{self.complaint}"

    @property
    def days(self) -> int:
        """How many its event set: the term's own, unless a body's decision said otherwise."""
        return self.term.days if self.own_days is None else self.own_days

    @property
    def closed(self) -> bool:
        return self.met_at is not None or self.lapsed_at is not None

    @property
    def warned_of(self) -> datetime:
        """The instant that warnings count back from: the earlier one where a move waits for approval (R24)."""
        return self.due_at if self.held is None or self.held.past else self.held.now

    @property
    def warned_since(self) -> datetime | None:
        """Since when that instant is known, where a changed calendar gave it: no warning of it can be older."""
        return self.moved_at if self.held is None or self.held.past else self.held.at

    def waits(self, at: datetime) -> Held | None:
        """The earlier date that can still be approved at that moment."""
        if self.held is None or self.held.past or self.closed or at > self.held.now:
            return None
        return self.held

    def status(self, at: datetime) -> Status:
        """Where it stands at that moment: the due instant itself is still in time."""
        if self.met_at is not None:
            return Status.MET if self.met_at <= self.due_at else Status.MET_LATE
        if at <= self.due_at:
            return Status.OPEN if self.lapsed_at is None else Status.LAPSED
        return self._status_past_due()

    def _status_past_due(self) -> Status:
        """Not met, and its last instant is over: what lapsed only afterwards had run out before."""
        lapsed_in_time = self.lapsed_at is not None and self.lapsed_at <= self.due_at
        lapsed_unharmed = self.lapsed_at is not None and self.term.missed is Missed.TERM_ENDED
        if lapsed_in_time or lapsed_unharmed or self.term.missed is Missed.RIGHT_ENDED:
            return Status.LAPSED
        return Status.MET if self.term.missed is Missed.WINDOW_CLOSED else Status.MISSED

    def after(self, event: Event) -> "Deadline":
        """This deadline once the event has happened."""
        kind, term = type(event), self.term
        if kind in term.reopened_by:
            return _closing(self, None, None)
        if self.met_at is not None or self.lapsed_at is not None:
            return self
        if kind in term.met_by and (term.met_if is None or term.met_if(event)):
            return _closing(self, event.occurred_at, None)
        if kind in term.lapsed_by or term.gives_up(event):
            return _closing(self, None, event.occurred_at)
        return self

    def lapse(self, moment: datetime) -> "Deadline":
        """This deadline once its purpose fell away."""
        return self if self.closed else _closing(self, None, moment)


new_deadline, _closing = maker(Deadline), changer(Deadline, "met_at", "lapsed_at")
