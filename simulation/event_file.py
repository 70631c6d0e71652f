"""Events written out as JSON lines, each with its hash; only here are the events of a simulation hashed."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from process.case import Case
from process.record import FIRST_HASH, Entry, canonical, chained


class EventFile:
    """Entries as they are kept, one JSON object a line: the canonical form of the record, and `hash`.

    It remembers one hash for each case that is still open, and nothing else.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._heads: dict[str, str] = {}

    def write(self, case_id: str, entries: Sequence[Entry]) -> None:
        """Put down the entries of one change, in their order."""
        head = self._heads.get(case_id, FIRST_HASH)
        for entry in entries:
            text = canonical(entry, case_id)
            head = chained(head, text)
            self._out.write(f'{text[:-1]},"hash":"{head}"}}\n')
        self._heads[case_id] = head

    def close_case(self, case_id: str) -> None:
        """Nothing more will be written of that case."""
        self._heads.pop(case_id, None)


def write_out(cases: Iterable[Case], out: TextIO) -> None:
    """The whole record of these cases, one after another."""
    file = EventFile(out)
    for case in cases:
        file.write(case.id, case.record)
        file.close_case(case.id)
