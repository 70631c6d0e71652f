"""What the desk asks of a store: cases by number, a change kept whole or not at all. A contract and its values only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

from process.case import Case
from process.errors import CaseMoved, MerzimError
from process.events import MARKS, fires_by_itself
from process.firings import next_coming
from process.notices import Owed, owed, owed_again, recalled, restaged
from process.quick import maker, quick
from process.record import Entry
from process.report import Report
from process.roles import Actor, Role
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class NewCase:
    """What the store gives a report that comes in: its number, the key of its person, a digest of personal data."""

    id: str
    person: str
    digest: str


new_case = maker(NewCase)


class _Remembering:
    """What has slots for its fields, and a dictionary too once it remembers something."""


@quick
@dataclass(frozen=True, slots=True)
class Change(_Remembering):
    """What one transaction keeps: the case after it, its new entries, what they owe and recall, what fires next.

    `before` is the case as it was seen (None: a report comes in). `personal` are texts that stand with the person's
    data, by the seq of their entry. What is owed is reckoned when it is first asked for: a store without an outbox
    does not pay for it.
    """

    before: Case | None
    case: Case
    workdays: Workdays
    personal: Mapping[int, Mapping[str, Any]]
    next_at: datetime | None

    @classmethod
    def of(
        cls,
        before: Case | None,
        case: Case,
        workdays: Workdays,
        personal: Mapping[int, Mapping[str, Any]] = MappingProxyType({}),
    ) -> "Change":
        """The change from the one to the other. Raises CalendarUnknown where what comes next cannot be dated."""
        coming = next_coming(case, workdays)
        return _change(before, case, workdays, personal, coming[0] if coming else None)

    @property
    def seen(self) -> int:
        """How many entries the case had."""
        return len(self.before.record) if self.before else 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.case.record[self.seen :]

    @cached_property
    def owed(self) -> Sequence[Owed]:
        """The papers and words that follow, the stage messages included."""
        case, new = self.case, self.entries
        again = owed_again(case, new, self.workdays)
        return [*owed(case, new, self.workdays), *again, *restaged(self.before, case, new)]

    @cached_property
    def recalled(self) -> Sequence[int]:
        """The entries whose papers are recalled."""
        return recalled(self.case, self.entries)


_change = maker(Change)


class Cases(Protocol):
    """The store as the desk sees it."""

    def load(self, case_id: str) -> Case:
        """The case from its record. Raises NotFound, Damaged."""

    def append(self, change: Change) -> None:
        """Keep all of it or none. Raises CaseMoved where the case is past `seen` entries."""

    def file(self, report: Report, make: Callable[[NewCase], Change], *, registered_year: int) -> Change:
        """Give the report its number and keep the case that `make` makes of it, in one transaction."""

    def by_reference(self, portal_reference: str) -> tuple[str, Report] | None:
        """The case of that portal reference, and its report as it was filed."""

    def of_person(self, iin: str) -> Sequence[str]:
        """The cases of a person, latest first."""

    def digest(self, text: str) -> str:
        """A keyed digest, so that personal text can be erased and no hash of the record changes."""

    def note_refusal(
        self, case_id: str | None, act: str, actor: Actor, at: datetime, error: MerzimError
    ) -> None:
        """Keep a refused attempt in the journal of its own: who, when, what, why not."""


def moved_meanwhile(case_id: str, seen: int, between: Sequence[Entry]) -> CaseMoved:
    """What a store says of a change that saw `seen` entries of a case on which these came since (rule of time 3)."""
    version = seen + len(between)
    return CaseMoved(
        f"case {case_id} has moved meanwhile: it had {seen} entries and has {version} now",
        way_on="Look at it again, and decide again.",
        details={
            "case": case_id,
            "seen": seen,
            "version": version,
            "only_firings": all(map(_by_nobody, between)),
        },
    )


def _by_nobody(entry: Entry) -> bool:
    """A firing, or a mark that the system put on the record."""
    by_system = isinstance(entry.event, MARKS) and entry.actor.role is Role.SYSTEM
    return fires_by_itself(entry.event) or by_system
