"""What the daemon needs of the record beyond what the desk needs: which cases are due, and a transaction of many."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, cast

from process.cases import Cases
from process.desk import Desk
from process.errors import Busy, Damaged, NoDatabase

Transaction = Callable[[], AbstractContextManager[None]]
GoOn = Callable[[], bool]
"""Asked between two pieces of work whether to begin the next."""


class Whole(Protocol):
    """The database as a whole."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside is kept together, or none of it."""


class Record(Cases, Protocol):
    """The store as the daemon sees it."""

    @property
    def database(self) -> Whole:
        """Where the cases are."""

    def due(self, now: datetime, limit: int, *, skip: int = 0) -> Sequence[str]:
        """The cases on which something falls due before `now`, soonest first, without the first `skip`."""


def record_of(desk: Desk) -> Record:
    """The record behind the desk. The desk itself asks less of it, so that a store for one test can be small."""
    return cast(Record, desk.cases)


def of_the_file(error: Exception) -> bool:
    """Whether the error says nothing about one case or report, but that the database cannot be worked on now."""
    return isinstance(error, (Busy, NoDatabase)) or (
        isinstance(error, Damaged) and "case" not in error.details
    )


def always() -> bool:
    return True
