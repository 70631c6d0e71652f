"""Transactions over what is only in memory: what was done inside one can be taken back, step by step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Undo = Callable[[], object]


class TakingBack:
    """The ways back of the transaction that is open. `open`: whether one is; outside of it nothing is taken back."""

    def __init__(self) -> None:
        self.open = False
        self._ways_back: list[Undo] | None = None

    def note(self, undo: Undo) -> None:
        """How to take back what is done now; outside a transaction it stays done."""
        if self._ways_back is not None:
            self._ways_back.append(undo)

    @contextmanager
    def transaction(self, at_the_end: Callable[[], object]) -> Iterator[None]:
        """All that is done inside stays, or none of it where an exception leaves the block, or the end fails.

        `at_the_end` is called when the outermost one succeeds.

        Inside another one it joins that one: it stays if the outer stays, and is taken back alone where only it fails.
        """
        outer = self._ways_back
        ways_back = self._ways_back = [] if outer is None else outer
        self.open, mark = True, len(ways_back)
        try:
            yield
            if outer is None:
                at_the_end()
        except BaseException:
            while len(ways_back) > mark:
                ways_back.pop()()
            raise
        finally:
            self._ways_back, self.open = outer, outer is not None
