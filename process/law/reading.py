"""The readings: the choices made once where the law leaves one, as `readings.md` lists them.

The table is read when a reading is first asked for, never at import.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from process.errors import NotFound

DERIVED = "[D]"


@dataclass(frozen=True, slots=True)
class Reading:
    """One row of the table. `derived`: worked out here, not in a text, and shown as such to people."""

    number: str
    question: str
    words: str
    authority: str
    derived: bool

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        return f"{self.number} (derived)" if self.derived else self.number


def reading(number: str) -> Reading:
    """The reading of that number, such as "R12"."""
    found = readings().get(number)
    if found is None:
        raise NotFound(
            f"There is no reading {number}", way_on="The readings are listed in process/law/readings.md."
        )
    return found


@cache
def readings() -> Mapping[str, Reading]:
    """Every reading by its number, in the order of the table."""
    from importlib.resources import (
        files,  # here: slower to import than all of the law
    )

    table = files("process.law").joinpath("readings.md").read_text(encoding="utf-8")
    return MappingProxyType({row.number: row for row in _rows(table)})


def _rows(table: str) -> Iterator[Reading]:
    for line in table.splitlines():
        if line.startswith("| R"):
            number, question, words, authority = (cell.strip() for cell in line.strip("| ").split(" | "))
            yield Reading(number, question, words, authority, derived=DERIVED in line)
