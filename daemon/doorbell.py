"""The doorbell: APScheduler rings it every so many seconds. It remembers nothing; the truth is the table of due dates.

The only file that knows the scheduler. A deadline is never a job of its own: jobs are lost after a second's delay,
doubled by a second scheduler, and their thread can die unseen.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Thread

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler


class Doorbell:
    """Calls `ring` now and then every `seconds`, in a thread of its own, never twice at once. It must not raise."""

    def __init__(self, ring: Callable[[], None], seconds: float) -> None:
        self._scheduler = BackgroundScheduler(jobstores={"default": MemoryJobStore()}, timezone=UTC)
        self._scheduler.add_job(
            ring,
            "interval",
            id="sweep",
            seconds=seconds,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        # The scheduler says that it runs even when its thread is dead, so we keep the thread itself.
        self._thread: Thread = self._scheduler._thread

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def stop(self, *, wait: bool) -> None:
        """Ring no more; `wait`: until a ring that is on its way is over."""
        self._scheduler.shutdown(wait=wait)
