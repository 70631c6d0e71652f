"""What the desk asks of a store: cases by number, a change kept whole or not at all. A contract and its values only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from process.case import Case
from process.errors import CaseMoved, MerzimError
from process.events import MARKS, fires_by_itself
from process.notices import Owed
from process.record import Entry
from process.report import Report
from process.roles import Actor, Role


@dataclass(frozen=True, slots=True)
class NewCase:
    """What the store gives a report that comes in: its number, the key of its person, a digest of personal data."""

    id: str
    person: str
    digest: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction keeps: the case after it, its new entries, what they owe and recall, what fires next.

    `personal` are texts that stand with the person's data, by the seq of their entry.
    """

    case: Case
    seen: int
    entries: tuple[Entry, ...]
    owed: Sequence[Owed]
    recalled: Sequence[int]
    next_at: datetime | None
    personal: Mapping[int, Mapping[str, Any]]


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
