"""The record of a simulation, in memory: the same contract as the store's, kept in lists and dictionaries.

Nothing is hashed here; hashes are made when events are written out (`event_file`). Given a file to write to, a case
that is closed for good goes out of memory, so that a run of any length takes no more of it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush
from typing import Any, Protocol

from process.case import Case
from process.cases import Change, NewCase, moved_meanwhile
from process.errors import MerzimError, NotFound
from process.notices import Owed
from process.record import Entry
from process.report import Report
from process.roles import Actor
from process.states import BEFORE_THE_DECISION

Undo = Callable[[], object]
MOST_STALE = 100
"""So many moments that no case waits for any more may stand in the queue, however few cases there are."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A refused attempt: on which case, which act, whose, when, and why not."""

    case: str | None
    act: str
    actor: Actor
    at: datetime
    error: MerzimError


class Sink(Protocol):
    """Where entries go as soon as they are kept."""

    def write(self, case_id: str, entries: Sequence[Entry]) -> None:
        """Put them down, in their order."""

    def close_case(self, case_id: str) -> None:
        """Nothing more will be written of that case."""


class MemoryCases:
    """Cases in memory, for the desk and the sweep.

    `sink`: entries are handed to it as they are kept, and a closed case is then forgotten: it cannot be loaded again,
    and its applicant's next report does not point to it.
    """

    def __init__(self, sink: Sink | None = None) -> None:
        self._changes: dict[str, list[Change]] = {}
        self._owed_before: dict[str, Sequence[Owed]] = {}
        self.refused: list[Attempt] = []
        self._cases: dict[str, Case] = {}
        self._reports: dict[str, Report] = {}
        self._by_reference: dict[str, str] = {}
        self._by_person: dict[str, list[str]] = {}
        self._next: dict[str, datetime] = {}
        self._queue: list[tuple[datetime, str]] = []
        self._filed = 0
        self._sink = sink
        self._undo: list[Undo] | None = None

    # --- as the desk asks

    def load(self, case_id: str) -> Case:
        """The case. Raises NotFound, also for one that was written out and forgotten."""
        case = self._cases.get(case_id)
        if case is None:
            raise NotFound(f"there is no case {case_id}", details={"case": case_id})
        return case

    def append(self, change: Change) -> None:
        """Keep all of it or none. Raises CaseMoved where the case is past `seen` entries."""
        stands = self.load(change.case.id)
        if stands.version != change.seen:
            raise moved_meanwhile(change.case.id, change.seen, stands.record[change.seen :])
        self._keep(change)

    def file(self, report: Report, make: Callable[[NewCase], Change], *, registered_year: int) -> Change:
        """Number the report and keep the case that `make` makes of it."""
        number = self._filed + 1
        person = f"person-{report.iin}"
        change = make(NewCase(f"{registered_year}-{number:06}", person, self.digest(report.iin)))
        case_id = change.case.id
        self._filed = number
        self._reports[case_id] = report
        self._by_reference[report.portal_reference] = case_id
        self._by_person.setdefault(report.iin, []).append(case_id)
        self._on_undo(lambda: self._unfile(case_id))
        self._keep(change)
        return change

    def by_reference(self, portal_reference: str) -> tuple[str, Report] | None:
        """The case of that portal reference, and its report as it was filed."""
        case_id = self._by_reference.get(portal_reference)
        return (case_id, self._reports[case_id]) if case_id else None

    def of_person(self, iin: str) -> Sequence[str]:
        """The cases of a person, latest first."""
        return self._by_person.get(iin, [])[::-1]

    def digest(self, text: str) -> str:
        """A digest without a key: these people are invented, and two runs are to be alike."""
        return hashlib.sha256(text.encode()).hexdigest()

    def note_refusal(
        self, case_id: str | None, act: str, actor: Actor, at: datetime, error: MerzimError
    ) -> None:
        self.refused.append(Attempt(case_id, act, actor, at, error))

    # --- as the sweep and the clock ask

    @property
    def database(self) -> "MemoryCases":
        """Itself: there is no other place where the cases are."""
        return self

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is kept inside is kept together, or none of it where an exception leaves the block."""
        if (
            self._undo is not None
        ):  # inside another one it joins that one, and is undone alone where only it fails
            mark = len(self._undo)
            try:
                yield
            except BaseException:
                self._take_back(mark)
                raise
            return
        self._undo = []
        try:
            yield
        except BaseException:
            self._take_back(0)
            raise
        finally:
            self._undo = None

    def due(self, now: datetime, limit: int, *, skip: int = 0) -> list[str]:
        """The cases on which something falls due before `now`, soonest first, without the first `skip`."""
        found: list[tuple[datetime, str]] = []
        while (first := self._first()) and first[0] < now and len(found) < limit + skip:
            heappop(self._queue)
            if first not in found[-1:]:  # a case that waited for that moment before stands there twice
                found.append(first)
        for each in found:
            heappush(self._queue, each)
        return [case_id for _, case_id in found[skip:]]

    def next_at(self) -> datetime | None:
        """When something fires next on any case."""
        first = self._first()
        return first[0] if first else None

    def ids(self) -> list[str]:
        """The cases in memory, in the order of filing."""
        return list(self._cases)

    def papers(self, case_id: str) -> list[tuple[str, str]]:
        """What is owed on a case and to whom, without what was recalled."""
        standing = list(self._owed_before.get(case_id, ()))
        for change in self._changes.get(case_id, ()):
            # Recalled first: what an act owes anew is not recalled with what it owed before.
            standing = [each for each in standing if each.seq not in change.recalled]
            standing += change.owed
        return [(each.paper, each.to) for each in standing]

    def personal(self, case_id: str) -> dict[str, Any]:
        """The personal part of its report."""
        return self._reports[case_id].personal()

    def close(self) -> None:
        """Nothing is open."""

    # --- keeping

    def take_in(
        self, case: Case, report: Report, next_at: datetime | None, papers: Sequence[Owed] = ()
    ) -> None:
        """A case as it stands elsewhere, to go on from there."""
        self._filed += 1
        self._cases[case.id] = case
        self._reports[case.id] = report
        self._by_reference[report.portal_reference] = case.id
        self._by_person.setdefault(report.iin, []).append(case.id)
        self._owed_before[case.id] = papers
        self._set_next(case.id, next_at)

    def _keep(self, change: Change) -> None:
        case = change.case
        if self._undo is not None:
            self._undo.append(self._put_back(case.id))
        self._cases[case.id] = case
        self._set_next(case.id, change.next_at)
        if self._sink is None:
            self._changes.setdefault(case.id, []).append(change)
            return
        self._sink.write(case.id, change.entries)
        if change.next_at is None and case.state not in BEFORE_THE_DECISION:
            self._sink.close_case(case.id)
            self._forget(case.id)

    def _set_next(self, case_id: str, moment: datetime | None) -> None:
        if self._next.get(case_id) == moment:
            return
        if moment is None:
            self._next.pop(case_id, None)
        else:
            self._next[case_id] = moment
            heappush(self._queue, (moment, case_id))
        if len(self._queue) > MOST_STALE + 4 * len(self._next):
            self._queue = [(at, id) for id, at in self._next.items()]
            heapify(self._queue)

    def _first(self) -> tuple[datetime, str] | None:
        """The top of the queue; what a case no longer waits for is dropped when it comes there."""
        while self._queue and self._next.get(self._queue[0][1]) != self._queue[0][0]:
            heappop(self._queue)
        return self._queue[0] if self._queue else None

    def _forget(self, case_id: str) -> None:
        report = self._reports.pop(case_id)
        del self._cases[case_id], self._by_reference[report.portal_reference]
        self._by_person[report.iin].remove(case_id)
        if not self._by_person[report.iin]:
            del self._by_person[report.iin]

    # --- taking back

    def _on_undo(self, undo: Undo) -> None:
        if self._undo is not None:
            self._undo.append(undo)

    def _take_back(self, mark: int) -> None:
        undo, self._undo = self._undo or [], None
        while len(undo) > mark:
            undo.pop()()
        self._undo = undo

    def _unfile(self, case_id: str) -> None:
        self._filed -= 1
        self._forget(case_id)

    def _put_back(self, case_id: str) -> Undo:
        """What brings the case back as it is now."""
        case, next_at = self._cases.get(case_id), self._next.get(case_id)
        kept = len(self._changes.get(case_id, ()))

        def undo() -> None:
            self._set_next(case_id, next_at)
            del self._changes.get(case_id, [])[kept:]
            if case is not None:
                self._cases[case_id] = case

        return undo
