"""The sweep: everything that fell due before a moment fires, on every case. It knows no scheduler and no clock.

Each firing takes effect at its own due instant (rule of time 1), so one sweep after a month leaves what hourly ones
would have left. It may be cut off anywhere, repeated, and run beside another: what is fired stays, the rest is still
due. A case that cannot be swept stops no other and is never passed over in silence: it comes back among the faults.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from daemon.record import GoOn, Record, always, of_the_file, record_of
from process.cases import Change
from process.desk import Desk
from process.errors import CaseMoved, MerzimError

BATCH = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """A case that could not be swept, and why."""

    case: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did. `fired` counts the firings by event; `hit` names the cases of each event but warnings.

    `complete` is False where the sweep was told to stop with cases still due.
    """

    cases: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    hit: dict[str, list[str]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    complete: bool = True

    @property
    def firings(self) -> int:
        return self.fired.total()


class NothingFired(MerzimError):
    """The copy of a case keeps saying that something is due, and its record that nothing is."""


def sweep(desk: Desk, *, now: datetime, batch: int = BATCH, go_on: GoOn = always) -> Swept:
    """Fire everything due before `now`, so many cases in one transaction. `go_on` is asked before each of them.

    Raises Busy, NoDatabase, Damaged (the file as a whole); what was committed before stays.
    """
    tally = Tally(record_of(desk))
    while due := tally.still_due(now, batch):
        if not go_on():
            return tally.swept(complete=False)
        with tally.cases.database.transaction():
            for case_id in due:
                tally.take(replace(desk, cases=tally), case_id, now)
        tally.committed()
    return tally.swept(complete=True)


class Tally:
    """One sweep's own count, standing between the desk and the store to see what each change fires."""

    def __init__(self, cases: Record) -> None:
        self.cases = cases
        self._done = Swept()
        self._count = 0
        self._fired: list[tuple[str, str]] = []
        self._idle: set[str] = set()
        self._stuck: dict[str, Exception | None] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cases, name)

    def append(self, change: Change) -> None:
        """As the store, and remember what fired."""
        self.cases.append(change)
        self._fired += [(change.case.id, type(entry.event).__name__) for entry in change.entries]

    def still_due(self, now: datetime, limit: int) -> Sequence[str]:
        """The next cases due, without those that this sweep could not move.

        What was due before the stuck ones has gone, so they stand first; should another program put a case among
        them meanwhile, the next sweep takes it.
        """
        found = self.cases.due(now, limit, skip=len(self._stuck))
        return [case_id for case_id in found if case_id not in self._stuck]

    def take(self, desk: Desk, case_id: str, now: datetime) -> None:
        try:
            fired = desk.sweep_one(case_id, now)
        except CaseMoved:
            self._stuck[case_id] = None  # somebody is at work on it: the next sweep takes it
        except Exception as error:  # one bad case must not keep the others from firing; it is reported
            if of_the_file(error):
                raise
            self._stuck[case_id] = error
        else:
            self._count += 1
            if not fired:
                self._nothing_fired(case_id)

    def _nothing_fired(self, case_id: str) -> None:
        """Due by its copy, not by its record. The copy is right now; were it not, the case would come for ever."""
        if case_id in self._idle:
            self._stuck[case_id] = NothingFired(f"case {case_id} is due and nothing fires")
        self._idle.add(case_id)

    def committed(self) -> None:
        for case_id, event in self._fired:
            self._done.fired[event] += 1
            if event != "WarningRaised":
                self._done.hit.setdefault(event, []).append(case_id)
        self._fired = []

    def swept(self, *, complete: bool) -> Swept:
        faults = tuple(Fault(case_id, error) for case_id, error in self._stuck.items() if error)
        return replace(self._done, cases=self._count, faults=faults, complete=complete)
