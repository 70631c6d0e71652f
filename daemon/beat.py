"""One beat of the daemon: look at the clocks, take inbox and receipts, sweep, leave a sign of life, deliver.

Nothing outlives it.
"""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from daemon import receipt_files
from daemon.clocks import Clocks, Reading, later, require_steady
from daemon.delivering import Attaching, Delivered, Post, no_papers
from daemon.inbox import TakenFile, take
from daemon.receipt_files import TakenReceipt
from daemon.record import GoOn, always
from daemon.sweep import Swept, sweep
from daemon.watch import Watched, watch
from delivery.ways import Ways
from process.definition import Editions
from process.desk import Desk
from process.localtime import day_of
from process.workdays import Workdays
from store import calendar, heartbeat
from store.cases import SqlCases
from store.database import Database

if TYPE_CHECKING:
    from signing.trust import Trust

NAME = heartbeat.DAEMON


@dataclass(frozen=True, slots=True)
class Beat:
    """What one beat did."""

    swept: Swept
    taken: tuple[TakenFile, ...] = ()
    calendar: Watched = field(default_factory=Watched)
    receipts: tuple[TakenReceipt, ...] = ()
    posted: Delivered = field(default_factory=Delivered)

    @property
    def faults(self) -> int:
        files = sum(each.fault is not None for each in self.taken)
        files += sum(each.fault is not None for each in self.receipts)
        return len(self.swept.faults) + files + self.posted.troubles

    @property
    def note(self) -> str:
        """For the sign of life: what `health` may want to know."""
        return f"cases={self.swept.cases} firings={self.swept.firings} faults={self.faults}"


@dataclass(slots=True)
class Office:
    """All that a beat needs. The database is opened anew for each one, in the thread that runs it."""

    database: str
    workdays: Workdays
    editions: Editions
    clocks: Clocks
    inbox: Path | None = None
    ways: Ways | None = None
    """On which what is owed goes out; None: it waits."""
    attaching: Attaching = no_papers
    """Which papers go with a message; the desk is that of the beat."""
    seconds: float | None = None
    """How long delivering may take in one beat, so that the next sweep is not late; None: until nothing is due."""
    trusted: "Callable[[], Trust] | None" = None
    """Whom signatures are verified against; read anew for each one, so that new revocation lists count at once."""
    steady_since: Reading | None = None
    """The reading against which the next one is held; None: whatever the clocks show is believed."""
    known: calendar.Known | None = None
    """The calendar as last read, with the acts applied to this database."""
    watched: Watched = field(default_factory=Watched)
    watched_on: date | None = None
    """The day on which the calendar was last looked at; None: look at once."""

    def remember_clocks(self) -> None:
        """Hold the clocks against what they showed when this database was last swept."""
        with closing(Database.open(self.database)) as database:
            last = heartbeat.read(database, NAME)
        self.steady_since = Reading(last.at, last.monotonic, last.boot) if last else None

    def beat(self, go_on: GoOn = always) -> Beat:
        """Raises ClockStepped; Busy, NoDatabase, Damaged for the database as a whole.

        The inbox comes first, so that what is late already when it comes in fires in the same beat; then receipts, so
        that nobody is told in vain that one is missing. Delivering comes last: no receiver keeps a deadline waiting.
        """
        now = self.clocks.read()
        require_steady(self.steady_since, now)
        with closing(Database.open(self.database)) as database:
            known = self._calendar(database)
            cases = SqlCases(database, self.editions, calendar=known.serial)
            desk = Desk(cases, self.clocks.wall, known.calendar, self.editions)
            taken = take(desk, self.inbox, now.at, go_on=go_on, trusted=self.trusted) if self.inbox else []
            receipts = self._receipts(desk, database, now, go_on)
            swept = sweep(desk, now=now.at, go_on=go_on)
            done = Beat(swept, tuple(taken), self._watched(database, desk, now), receipts)
            heartbeat.write(database, _sign_of_life(now, done))
            self.steady_since = later(self.steady_since, now)
            return replace(done, posted=self._posted(desk, database, now, go_on))

    def _receipts(
        self, desk: Desk, database: Database, now: Reading, go_on: GoOn
    ) -> tuple[TakenReceipt, ...]:
        folders = self.ways.receipt_folders() if self.ways else []
        return tuple(
            each
            for folder in folders
            for each in receipt_files.take(desk, database, folder, now.at, go_on=go_on)
        )

    def _posted(self, desk: Desk, database: Database, now: Reading, go_on: GoOn) -> Delivered:
        if self.ways is None:
            return Delivered()
        attach = self.attaching(desk, database)
        return Post(desk, database, self.ways, now.at, attach, go_on, self.seconds).deliver()

    def _calendar(self, database: Database) -> calendar.Known:
        """Read anew where an act has been applied since the last beat."""
        if self.known is None or self.known.serial != calendar.serial(database):
            self.known = calendar.known(database, self.workdays)
            self.watched_on = None
        return self.known

    def _watched(self, database: Database, desk: Desk, now: Reading) -> Watched:
        """Whether the calendar needs somebody: looked at once a day, when it has changed, and while it is wrong."""
        today = day_of(now.at)
        if self.watched_on != today or self.watched.wrong:
            self.watched = watch(database, self.editions, desk.workdays, now.at)
            self.watched_on = today
        return self.watched


def _sign_of_life(now: Reading, done: Beat) -> heartbeat.Beat:
    return heartbeat.Beat(
        name=NAME, at=now.at, monotonic=now.elapsed, boot=now.boot, pid=os.getpid(), note=done.note
    )
