"""The daemon's two clocks, and whether one of them was put forward against the other (rule of time 4).

The wall clock decides what is due; the other one, counted since the machine was started and also while it sleeps,
cannot be set, and bears witness. After a restart of the machine there is no witness: the wall clock is believed.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from process.errors import MerzimError
from process.localtime import local

MOST = timedelta(days=1)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks, read together; `elapsed` in seconds, comparable within one `boot`."""

    at: datetime
    elapsed: float
    boot: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """Where the readings come from."""

    wall: Callable[[], datetime]
    elapsed: Callable[[], float]
    boot: str

    def read(self) -> Reading:
        return Reading(self.wall(), self.elapsed(), self.boot)


class ClockStepped(MerzimError):
    """The wall clock was put forward: firing by it could miss people's deadlines for them."""


def put_forward(before: Reading, now: Reading) -> timedelta:
    """By how much the wall clock ran ahead of the time that passed; zero or less: it did not."""
    if before.boot != now.boot:
        return timedelta(0)
    return (now.at - before.at) - timedelta(seconds=now.elapsed - before.elapsed)


def require_steady(before: Reading | None, now: Reading) -> None:
    """Raises ClockStepped where the wall clock was put forward by more than a day since `before`."""
    if before is None or (step := put_forward(before, now)) <= MOST:
        return
    raise ClockStepped(
        f"the clock shows {_shown(now.at)}; by the time that has passed since {_shown(before.at)} it should show"
        f" {_shown(now.at - step)}. Nothing fires by a clock that was put forward by {step.days} days",
        way_on="Set it right; or, if it is right now, start the daemon with --accept-clock.",
        details={"put_forward_s": step.total_seconds()},
    )


def later(before: Reading | None, now: Reading) -> Reading:
    """What to hold the next reading against: a clock set back, and then right again, was never put forward."""
    return before if before and before.boot == now.boot and put_forward(before, now) < timedelta(0) else now


def machine_clocks() -> Clocks:
    return Clocks(lambda: datetime.now(UTC), _since_boot, _boot())


def _since_boot() -> float:
    # CLOCK_MONOTONIC stands still while the machine sleeps, and would make of a sleep a clock put forward.
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def _boot() -> str:
    """Which start of the machine this is; where it does not say, nothing compares with an earlier process."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return uuid.uuid4().hex


def _shown(instant: datetime) -> str:
    return f"{local(instant):%Y-%m-%d %H:%M:%S}"
