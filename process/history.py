"""The calendars that one office has counted by, one after another: which was in force when, and what changed it.

A due date is counted by the calendar of its own moment, also where its act is entered later; a change then comes to
every case at the moment at which the office took it up. So the same acts give the same dates in whatever order they
are entered.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Generic, Protocol, TypeVar


class Versioned(Protocol):
    """A state of the calendar, known by its version."""

    @property
    def version(self) -> str: ...


C = TypeVar("C", bound=Versioned)


@dataclass(frozen=True)
class TakenUp(Generic[C]):
    """A change of the calendar as an office took it up: when, by which act, and how to make the calendar after it."""

    at: datetime
    act: str
    made: Callable[[], C] = field(compare=False, repr=False)

    @cached_property
    def calendar(self) -> C:
        """The calendar from then on; made when it is first asked for."""
        return self.made()


@dataclass(frozen=True, slots=True)
class History(Generic[C]):
    """The calendar before any change, and the changes, earliest first; of several at one instant the last counts."""

    first: C
    changes: tuple[TakenUp[C], ...]

    def in_force_at(self, moment: datetime) -> C:
        """The calendar by which the office counted at that moment."""
        for change in reversed(self.changes):
            if moment >= change.at:
                return change.calendar
        return self.first

    def after(self, change: TakenUp[C]) -> "History[C]":
        """This history with one more change."""
        kept = tuple(each for each in self.changes if each.at != change.at)
        return History(self.first, (*kept, change))

    def changed_since(self, moment: datetime) -> bool:
        """Whether a change came after that moment."""
        return bool(self.changes) and self.changes[-1].at > moment

    def by_version(self, version: str) -> C | None:
        """The calendar of that version among those that were in force."""
        every = (self.first, *(change.calendar for change in self.changes))
        return next((each for each in every if each.version == version), None)
