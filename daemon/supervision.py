"""Supervision: the main thread sees, by the monotonic clock, that beats go on, and ends the daemon when they do not.

The scheduler is started anew once; if that does not help, the service manager has to start the whole process anew.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from daemon.beat import Beat
from daemon.clocks import ClockStepped
from daemon.doorbell import Doorbell
from daemon.log import LOG, Chronicle, error_words
from daemon.notify import notify, watchdog_seconds
from daemon.record import GoOn

PERIODS = 3
"""After so many without a finished beat something is wrong."""

LONGEST_LOOK_AWAY = 5.0


class Stop:
    """Somebody wants the daemon to end."""


@dataclass(slots=True)
class Supervision:
    """One daemon's life: beats ring in a thread of the scheduler, their news arrive here.

    `run` ends with 0 where it was told to stop, and with 1 where beats do not go on. Only `stop`,
    `go_on` and `_ring` are called from elsewhere than its own thread.
    """

    beat: Callable[[GoOn], Beat]
    interval: float
    news: SimpleQueue[object] = field(default_factory=SimpleQueue)
    chronicle: Chronicle = field(default_factory=Chronicle)
    monotonic: Callable[[], float] = time.monotonic
    stopping: bool = False
    at_work: bool = False
    finished: float = 0.0
    progress: float = 0.0
    restarted: bool = False
    failing: str | None = None

    def stop(self) -> None:
        """From anywhere, a signal too: a SimpleQueue may be put into at any moment."""
        self.stopping = True
        self.news.put(Stop())

    def run(self) -> int:
        doorbell = self._start()
        while True:
            match self._heard():
                case Stop():
                    return self._ended(doorbell)
                case Beat() as done:
                    self._went_well(done)
                case ClockStepped() as stepped:
                    LOG.error("stopped: %s", error_words(stepped))
                    doorbell.stop(wait=False)
                    return 1
                case Exception() as error:
                    self._went_wrong(error)
            if self._in_order(doorbell):
                notify("WATCHDOG=1")
            elif self.restarted:
                LOG.error("it did not help; the daemon ends, for the service manager to start it anew")
                doorbell.stop(wait=False)
                return 1
            else:
                doorbell = self._start_anew(doorbell)

    # --- in the scheduler's thread

    def _ring(self) -> None:
        self.progress, self.at_work = self.monotonic(), True
        news: object
        try:
            news = self.beat(self.go_on)
        except Exception as error:  # noqa: BLE001 - it is news for the main thread, which says it and counts it
            news = error
        self.at_work = False
        self.news.put(news)

    def go_on(self) -> bool:
        """Asked by a beat between two pieces of work; so a long catching up shows that it lives."""
        self.progress = self.monotonic()
        return not self.stopping

    # --- in the main thread

    def _start(self) -> Doorbell:
        self.finished = self.monotonic()
        return Doorbell(self._ring, self.interval)

    def _heard(self) -> object | None:
        watchdog = watchdog_seconds()
        try:
            return self.news.get(
                timeout=min(self.interval, watchdog / 2 if watchdog else self.interval, LONGEST_LOOK_AWAY)
            )
        except Empty:
            return None

    def _went_well(self, done: Beat) -> None:
        self.finished = self.monotonic()
        self.restarted = False
        self.failing = None
        self.chronicle.write_beat(done)

    def _went_wrong(self, error: Exception) -> None:
        words = error_words(error)
        if words != self.failing:
            LOG.error("nothing was swept: %s", words)
        self.failing = words

    def _in_order(self, doorbell: Doorbell) -> bool:
        last = max(self.finished, self.progress) if self.at_work else self.finished
        return doorbell.alive and self.monotonic() - last <= PERIODS * self.interval

    def _start_anew(self, doorbell: Doorbell) -> Doorbell:
        why = (
            "no sweep has finished for three periods" if doorbell.alive else "the scheduler's thread is dead"
        )
        LOG.error("%s: the scheduler is started anew", why)
        doorbell.stop(wait=False)
        self.restarted = True
        return self._start()

    def _ended(self, doorbell: Doorbell) -> int:
        notify("STOPPING=1")
        doorbell.stop(wait=True)
        while not self.news.empty():
            if isinstance(done := self.news.get(), Beat):
                self.chronicle.write_beat(done)
        LOG.info("stopped")
        return 0
