"""The record of a simulation, in memory: the same contract as the store's, kept in dictionaries.

Nothing is hashed here; hashes are made when events are written out (`event_file`). Given a sink to write to, a case
on which nothing is owed any more goes out of memory, so that a run of any length takes no more of it.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any, Protocol

from process.case import Case, replay
from process.cases import Change, NewCase, moved_meanwhile, new_case
from process.deadlines import running
from process.errors import CaseMoved, MerzimError
from process.notices import Owed
from process.record import Entry
from process.report import Report
from process.roles import Actor
from process.states import BEFORE_THE_DECISION
from process.terms import Missed
from process.workdays import Workdays
from simulation.kept import owed_after
from simulation.taking_back import TakingBack
from simulation.waiting import Waiting
from store.case_number import no_case, split, written
from store.listing import Attempt

PERSON_KEY = 32
"""Letters of the key by which the record names a person, of whom it says nothing else."""


@dataclass(slots=True)
class Held:
    """All that is held of one case. It goes with the case from change to change, and can be put back.

    `owed`: what was owed on it before it was taken in from elsewhere, with `taken_in` entries; `kept`: each change that
    was kept here, by how many entries it had after it, and by which calendar they were counted.
    """

    case: Case
    report: Report
    owed: tuple[Owed, ...] = ()
    taken_in: int = 0
    kept: list[tuple[int, Workdays]] = field(default_factory=list)
    attempts: tuple[Attempt, ...] = ()

    def put_back(self, case: Case, changes: int) -> None:
        """To the case as it was, after so many changes kept here."""
        self.case = case
        del self.kept[changes:]

    def changes(self) -> Iterator[Change]:
        """What was kept of it here, made again from the record: few ask, and keeping it all would fill the memory."""
        id, record, editions = self.case.id, self.case.record, self.case.editions
        before = replay(id, record[: self.taken_in], editions) if self.taken_in else None
        for version, workdays in self.kept:
            after = replay(id, record[:version], editions)
            yield Change.of(before, after, workdays)
            before = after

    def is_done(self, next_at: datetime | None) -> bool:
        """Whether it is decided, nothing falls due on it, and nobody is behind with anything.

        The months in which the applicant may complain are not waited for.
        """
        if next_at is not None or self.case.state in BEFORE_THE_DECISION:
            return False
        waiting = running(self.case, self.case.last_recorded_at)
        return all(each.term.missed is Missed.RIGHT_ENDED for each in waiting)


class Sink(Protocol):
    """Where entries go as soon as they are kept for good."""

    def write(self, case_id: str, entries: Sequence[Entry]) -> None:
        """Put them down, in their order."""

    def close_case(self, case_id: str) -> None:
        """Nothing more will be written of that case."""


class MemoryCases:
    """Cases in memory, for the desk and the sweep.

    `sink`: entries are handed to it when what they came with is kept. A case that is done is then forgotten whole: it
    cannot be loaded again, no act on it and no correction is possible, and its report filed again makes a new case.
    """

    def __init__(self, sink: Sink | None = None) -> None:
        self._held: dict[str, Held] = {}
        self._by_reference: dict[str, str] = {}
        self._by_person: dict[str, list[str]] = {}
        self._last_of_year: dict[int, int] = {}
        self._refused_reports: list[Attempt] = []
        self._waiting = Waiting()
        self._sink = sink
        self._to_write: list[Change] = []
        self._back = TakingBack()

    # --- as the desk asks

    def load(self, case_id: str) -> Case:
        """The case. Raises NotFound, also for one that was written out and forgotten."""
        held = self._held.get(case_id)
        if held is None:
            raise no_case(case_id)
        return held.case

    def append(self, change: Change) -> None:
        """Keep all of it or none. Raises CaseMoved where the case is past `seen` entries, NotFound."""
        held = self._held.get(change.case.id) or self._require(change.case.id)
        if change.before is not held.case and len(held.case.record) != change.seen:
            raise moved_meanwhile(change.case.id, change.seen, held.case.record[change.seen :])
        if self._sink is None:
            self._go_on(held, change)
        else:
            self._keep_to_write(change, lambda: self._go_on(held, change))

    def file(self, report: Report, make: Callable[[NewCase], Change], *, registered_year: int) -> Change:
        """Number the report and keep the case that `make` makes of it. CaseMoved where the report is taken."""
        if taken := self._by_reference.get(report.portal_reference):
            raise CaseMoved(
                f"the report {report.portal_reference} was filed a moment ago, as case {taken}",
                way_on="Submit it again: it will give that case.",
                details={"case": taken, "only_firings": False},
            )
        number = self._last_of_year.get(registered_year, 0) + 1
        case_id = written(registered_year, number)
        digest = self.digest(report.iin)
        change = make(new_case(case_id, digest[:PERSON_KEY], digest))
        held = Held(change.case, report, kept=[(change.case.version, change.workdays)])
        if self._sink is None:
            self._come(held, change.next_at)
        else:
            self._keep_to_write(change, lambda: self._come(held, change.next_at))
        self._count(registered_year, number)
        return change

    def by_reference(self, portal_reference: str) -> tuple[str, Report] | None:
        """The case of that portal reference, and its report as it was filed."""
        case_id = self._by_reference.get(portal_reference)
        return (case_id, self._held[case_id].report) if case_id else None

    def of_person(self, iin: str) -> Sequence[str]:
        """The cases of a person, latest first."""
        cases = self._by_person.get(iin)
        if not cases:
            return ()
        return sorted(cases, key=lambda each: (self._held[each].report.filed_at, each), reverse=True)

    def digest(self, text: str) -> str:
        """A digest without a key: these people are invented, and two runs are to be alike."""
        return hashlib.sha256(text.encode()).hexdigest()

    def note_refusal(
        self, case_id: str | None, act: str, actor: Actor, at: datetime, error: MerzimError
    ) -> None:
        """Keep a refused attempt. One that no case came of is not kept where cases are written out: none ends it."""
        attempt = Attempt(
            at=at,
            act=act,
            actor=actor.name,
            role=str(actor.role),
            on_behalf_of=actor.on_behalf_of,
            kind=error.kind,
            message=str(error),
        )
        held = self._held.get(case_id or "")
        if held:
            before = held.attempts
            self._back.note(lambda: setattr(held, "attempts", before))
            held.attempts = (*before, attempt)
        elif self._sink is None:
            self._refused_reports.append(attempt)
            self._back.note(self._refused_reports.pop)

    # --- as the sweep and the clock ask

    @property
    def database(self) -> "MemoryCases":
        """Itself: there is no other place where the cases are."""
        return self

    def transaction(self) -> AbstractContextManager[None]:
        """All that is kept inside is kept together, or none of it where an exception leaves the block."""
        return self._back.transaction(self._write_out)

    def due(self, now: datetime, limit: int, *, skip: int = 0) -> list[str]:
        """The cases on which something falls due before `now`, soonest first, without the first `skip`."""
        return self._waiting.before(now, limit, skip=skip)

    def next_at(self) -> datetime | None:
        """When something fires next on any case."""
        return self._waiting.next_at()

    # --- as a world asks

    def ids(self) -> list[str]:
        """The cases in memory, by their numbers."""
        return sorted(self._held)

    def papers(self, case_id: str) -> list[Owed]:
        """What is owed on a case, in the order of its entries, without what was recalled."""
        held = self._require(case_id)
        return reduce(owed_after, held.changes(), list(held.owed))

    def attempts(self, case_id: str | None = None) -> Sequence[Attempt]:
        """The refused attempts on that case; without one, the reports of which no case came."""
        return self._require(case_id).attempts if case_id else self._refused_reports

    def personal(self, case_id: str) -> dict[str, Any]:
        """The personal part of its report."""
        return self._require(case_id).report.personal()

    def close(self) -> None:
        """Nothing is open."""

    def take_in(
        self, case: Case, report: Report, next_at: datetime | None, papers: Sequence[Owed] = ()
    ) -> None:
        """A case as it stands elsewhere, to go on from there; `papers`: what is owed on it there."""
        year, number = split(case.id)
        self._count(year, max(number, self._last_of_year.get(year, 0)))
        self._come(Held(case, report, tuple(papers), case.version), next_at)

    # --- keeping, and taking back

    def _require(self, case_id: str) -> Held:
        held = self._held.get(case_id)
        if held is None:
            raise no_case(case_id)
        return held

    def _keep_to_write(self, change: Change, keep: Callable[[], None]) -> None:
        with self.transaction():
            keep()
            if change.entries:
                self._to_write.append(change)
                self._back.note(self._to_write.pop)

    def _go_on(self, held: Held, change: Change) -> None:
        before, case = held.case, change.case
        if self._back.open:
            changes, next_at = len(held.kept), self._waiting.of(case.id)
            self._back.note(lambda: self._put_back(held, before, changes, next_at))
        if (version := len(case.record)) > len(before.record):
            held.kept.append((version, change.workdays))
        held.case = case
        self._waiting.set(case.id, change.next_at)

    def _put_back(self, held: Held, case: Case, changes: int, next_at: datetime | None) -> None:
        held.put_back(case, changes)
        self._enter(held, next_at)

    def _come(self, held: Held, next_at: datetime | None) -> None:
        """A case that is new here."""
        self._back.note(lambda: self._forget(held))
        self._enter(held, next_at)

    def _enter(self, held: Held, next_at: datetime | None) -> None:
        """The one place where a case comes, with all by which it is found; `_forget` is where it goes."""
        case_id = held.case.id
        if case_id not in self._held:
            self._held[case_id] = held
            self._by_reference[held.report.portal_reference] = case_id
            self._by_person.setdefault(held.report.iin, []).append(case_id)
        self._waiting.set(case_id, next_at)

    def _forget(self, held: Held) -> None:
        case_id, report = held.case.id, held.report
        del self._held[case_id]
        self._waiting.set(case_id, None)
        del self._by_reference[report.portal_reference]
        cases = self._by_person[report.iin]
        cases.remove(case_id)
        if not cases:
            del self._by_person[report.iin]

    def _count(self, year: int, number: int) -> None:
        if self._back.open:
            before = {year: self._last_of_year.get(year, 0)}
            self._back.note(lambda: self._last_of_year.update(before))
        self._last_of_year[year] = number

    def _write_out(self) -> None:
        """What was kept for good goes to the sink, and the cases that are done with it go out of memory."""
        if self._sink is None:
            return
        for change in self._to_write:
            self._sink.write(change.case.id, change.entries)
        for case_id in dict.fromkeys(change.case.id for change in self._to_write):
            held = self._held[case_id]
            if held.is_done(self._waiting.of(case_id)):
                self._sink.close_case(case_id)
                self._forget(held)
        self._to_write.clear()
