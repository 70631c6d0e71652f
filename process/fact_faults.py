"""What is wrong with calendar facts, and on which line of their file; every fault in one refusal."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from process.errors import BadInput


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the facts, and where: the fact, or the file's table, its number from 0, and the key.

    Without a number the entry is the one of the table that bears the id.
    """

    words: str
    id: str | None = None
    table: str = ""
    number: int = -1
    key: str = ""

    def line(self, text: str) -> int | None:
        """The key's line in the file, else the line of its entry's heading, else None."""
        entry = self._entry(text)
        start, end = entry or (0, len(text))
        key = re.compile(rf"^[ \t\[]*(?:\w+\.)?{re.escape(self.key)}\b", re.M) if self.key else None
        found = key.search(text, start, end) if key else None
        if found is None and entry is None:
            return None
        return text.count("\n", 0, found.start() if found else start) + 1

    def _entry(self, text: str) -> tuple[int, int] | None:
        heads = [found.start() for found in re.finditer(rf"^\[\[{self.table}\]\]", text, re.M)]
        ends = [*heads[1:], len(text)]
        for number, (start, end) in enumerate(zip(heads, ends, strict=False)):
            if number == self.number or (self.number < 0 and self._is_named(text[start:end])):
                return start, end
        return None

    def _is_named(self, entry: str) -> bool:
        return self.id is not None and bool(
            re.search(rf"^(id|fact|year)\s*=\s*[\"']?{re.escape(self.id)}[\"']?\s*(#.*)?$", entry, re.M)
        )


def refuse(faults: Iterable[Fault], text: str = "") -> None:
    """BadInput that names every fault, if there is one; `text` is the file they were found in."""
    found = [{"line": fault.line(text), "id": fault.id, "fault": fault.words} for fault in faults]
    if found:
        raise BadInput(
            f"The calendar facts do not hold: {'; '.join(map(_told, found))}",
            way_on="Nothing was changed; correct the facts and read them again.",
            details={"faults": found},
        )


def _told(found: Mapping[str, object]) -> str:
    place = [f"line {found['line']}"] if found["line"] else []
    place += [str(found["id"])] if found["id"] else []
    return ": ".join([", ".join(place), str(found["fault"])] if place else [str(found["fault"])])
