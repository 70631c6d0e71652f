"""What a world asks of its cases beyond what the desk and the sweep ask; in memory and on a file alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, Self

from daemon.record import Record
from process.definition import Editions
from store.cases import SqlCases
from store.database import Database
from store.listing import cases, outbox, personal
from store.migrate import init


class Kept(Record, Protocol):
    """The cases of a world."""

    def next_at(self) -> datetime | None:
        """When something fires next on any case."""

    def ids(self) -> Sequence[str]:
        """The cases, in the order of filing."""

    def papers(self, case_id: str) -> Sequence[tuple[str, str]]:
        """What is owed on a case and to whom, in the order of its entries, without what was recalled."""

    def personal(self, case_id: str) -> Mapping[str, Any]:
        """The personal part of its report."""

    def close(self) -> None:
        """Nothing more will be asked."""


class CasesOnFile(SqlCases):
    """The cases of a world in a database of its own."""

    @classmethod
    def at(cls, path: Path, editions: Editions) -> Self:
        """In the file at `path`, which is made, or brought up to date, where need be."""
        url = f"sqlite:///{path}"
        init(url)
        return cls(Database.open(url), editions)

    def ids(self) -> list[str]:
        """The cases, in the order of filing."""
        return [each.case_id for each in reversed(cases(self.database))]

    def papers(self, case_id: str) -> list[tuple[str, str]]:
        """What is owed on a case and to whom, without what was recalled."""
        rows = outbox(self.database, case_id)
        return [(each.paper, each.addressee) for each in rows if each.status == "waiting"]

    def personal(self, case_id: str) -> dict[str, Any]:
        """The personal part of its report."""
        return personal(self.database, case_id)

    def close(self) -> None:
        self.database.close()
