"""A clock that shows what it is told, and how the time between two acts passes on it.

It decides nothing and keeps nothing: the desk, the store and the sweep are the real ones, handed in.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Sweep = Callable[[datetime], object]
"""Fires everything that fell due before that moment."""

HOURLY = timedelta(hours=1)
INSTANT = timedelta(microseconds=1)
"""What falls due fires just after its due instant, for that instant itself is still in time."""


_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class VirtualClock:
    """Stands until it is set, and goes forwards only. Called, it answers the moment, in UTC."""

    def __init__(self, moment: datetime) -> None:
        self._moment = _utc(moment)

    def __call__(self) -> datetime:
        return self._moment

    def set(self, moment: datetime) -> None:
        """Raises ValueError for a moment before the one that it shows, or without an offset."""
        if _utc(moment) < self._moment:
            raise ValueError(f"the clock shows {self._moment} and cannot go back to {moment}")
        self._moment = _utc(moment)


def pass_promptly(
    clock: VirtualClock, until: datetime, *, next_at: Callable[[], datetime | None], sweep: Sweep
) -> None:
    """Let time pass, with a sweep just after each thing that falls due on the way.

    RuntimeError where a sweep leaves the same thing due: time would stand still for ever.
    """
    while (due := next_at()) is not None and due < until:
        clock.set(max(due + INSTANT, clock()))
        sweep(clock())
        if next_at() == due:
            raise RuntimeError(f"what fell due on {due} is still due after the sweep")
    clock.set(until)


def pass_in_steps(clock: VirtualClock, until: datetime, step: timedelta, *, sweep: Sweep) -> None:
    """Let time pass with a sweep at every full `step` of the day (UTC), as a daemon does that knows nothing of the
    cases."""
    while (tick := _next_tick(clock(), step)) <= until:
        clock.set(tick)
        sweep(tick)
    clock.set(until)


def _next_tick(moment: datetime, step: timedelta) -> datetime:
    return moment + step - (moment - _EPOCH) % step


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without an offset is none: {moment!r}")
    return moment.astimezone(UTC)
