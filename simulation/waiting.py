"""Which case waits for which moment, so that the soonest is found at once among any number."""

from datetime import datetime
from heapq import heapify, heappop, heappush

_MOST_STALE = 64


class Waiting:
    """Cases, each with the moment at which something next happens to it by itself."""

    def __init__(self) -> None:
        self._moments: dict[str, datetime] = {}
        self._queue: list[
            tuple[datetime, str]
        ] = []  # a heap; what a case no longer waits for stays in it a while

    def of(self, case_id: str) -> datetime | None:
        """The moment that the case waits for."""
        return self._moments.get(case_id)

    def set(self, case_id: str, moment: datetime | None) -> None:
        """From now on the case waits for that moment; None: for nothing."""
        before = self._moments.get(case_id)
        if before is moment or before == moment:
            return
        if moment is None:
            del self._moments[case_id]
        else:
            self._moments[case_id] = moment
            heappush(self._queue, (moment, case_id))
        if len(self._queue) > _MOST_STALE + 4 * len(self._moments):
            self._queue = [(moment, case_id) for case_id, moment in self._moments.items()]
            heapify(self._queue)

    def next_at(self) -> datetime | None:
        """The soonest moment; None where no case waits."""
        first = self._first()
        return first[0] if first else None

    def before(self, moment: datetime, limit: int, *, skip: int = 0) -> list[str]:
        """The cases that wait for an earlier moment, soonest first and then by number, without the first `skip`."""
        found: list[tuple[datetime, str]] = []
        while (first := self._first()) and first[0] < moment and len(found) < limit + skip:
            heappop(self._queue)
            if first not in found[-1:]:  # a case that waited for that moment once before stands there twice
                found.append(first)
        for each in found:
            heappush(self._queue, each)
        return [case_id for _, case_id in found[skip:]]

    def _first(self) -> tuple[datetime, str] | None:
        while self._queue and self._moments.get(self._queue[0][1]) != self._queue[0][0]:
            heappop(self._queue)
        return self._queue[0] if self._queue else None
