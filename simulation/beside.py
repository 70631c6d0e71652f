"""Cases with somebody beside them, who acts just before a change is kept or takes note of what was kept."""

from collections.abc import Callable
from typing import Any

from process.cases import Cases, Change
from process.record import Entry


class Meanwhile:
    """Cases on which somebody else acts, once, just before the next change is kept."""

    def __init__(self, cases: Cases, act: Callable[[], object]) -> None:
        self._cases = cases
        self._act: Callable[[], object] | None = act

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cases, name)

    def append(self, change: Change) -> None:
        """First the other's act, then this change; CaseMoved where they meet."""
        act, self._act = self._act, None
        if act:
            act()
        self._cases.append(change)


class Noting:
    """Cases, and in `noted` every entry that was appended, with the number of its case."""

    def __init__(self, cases: Cases) -> None:
        self._cases = cases
        self.noted: list[tuple[str, Entry]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cases, name)

    def append(self, change: Change) -> None:
        """As the cases themselves."""
        self._cases.append(change)
        self.noted += [(change.case.id, entry) for entry in change.entries]
