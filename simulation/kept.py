"""What a world asks of its cases beyond what the desk and the sweep ask; in memory and on a file alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, Self

from daemon.record import Record
from process.cases import Change
from process.definition import Editions
from process.errors import BadInput
from process.notices import Owed
from store import statements as sql
from store.cases import SqlCases
from store.database import Database
from store.listing import Attempt, attempts, cases, outbox, personal
from store.migrate import init


class Kept(Record, Protocol):
    """The cases of a world."""

    def next_at(self) -> datetime | None:
        """When something fires next on any case."""

    def ids(self) -> Sequence[str]:
        """The cases, by their numbers."""

    def papers(self, case_id: str) -> Sequence[Owed]:
        """What is owed on a case, in the order of its entries, without what was recalled."""

    def attempts(self, case_id: str) -> Sequence[Attempt]:
        """The refused attempts on a case, in their order."""

    def personal(self, case_id: str) -> Mapping[str, Any]:
        """The personal part of its report."""

    def close(self) -> None:
        """Nothing more will be asked."""


def owed_after(standing: Sequence[Owed], change: Change) -> list[Owed]:
    """What is owed once the change is kept, where this was owed before it, in the order of the entries."""
    # Recalled first: what an act owes anew is not recalled with what it owed before.
    still = [each for each in standing if each.seq not in change.recalled]
    return sorted([*still, *change.owed], key=lambda each: each.seq)


_MARK = {"name": "kept_by", "value": "a world"}
_PUT_MARK = "INSERT INTO meta (name, value) VALUES (:name, :value)"


class CasesOnFile(SqlCases):
    """The cases of a world in a database of its own."""

    @classmethod
    def at(cls, path: Path, editions: Editions) -> Self:
        """In a new file at `path`, or in that of an earlier world, to go on there.

        Raises BadInput for the database of an office: a world would put invented cases among real ones.
        """
        url = f"sqlite:///{path}"
        is_new = not path.exists() or path.stat().st_size == 0
        if is_new:
            init(url)
        database = Database.open(url)
        if is_new:
            database.run(_PUT_MARK, _MARK)
        elif database.row(sql.META, {"name": _MARK["name"]}) is None:
            database.close()
            raise BadInput(
                f"{path} is the database of an office, and the cases of a world are invented",
                way_on="Name a file that is not there yet.",
            )
        return cls(database, editions)

    def ids(self) -> list[str]:
        """The cases, by their numbers."""
        return [each.case_id for each in reversed(cases(self.database))]

    def papers(self, case_id: str) -> list[Owed]:
        """What is owed on a case, in the order of its entries, without what was recalled."""
        rows = [each for each in outbox(self.database, case_id) if each.status == "waiting"]
        return [Owed(each.seq, each.paper, each.addressee, each.way, each.issue_from) for each in rows]

    def attempts(self, case_id: str) -> list[Attempt]:
        """The refused attempts on a case, in their order."""
        return attempts(self.database, case_id)

    def personal(self, case_id: str) -> dict[str, Any]:
        """The personal part of its report."""
        return personal(self.database, case_id)

    def close(self) -> None:
        self.database.close()
