"""When a message that did not arrive is tried again, and when no more."""

from datetime import datetime, timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WAITS = (
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    HOUR,
    4 * HOUR,
    4 * HOUR,
    12 * HOUR,
    24 * HOUR,
    24 * HOUR,
)
"""After the first try, the second, and so on: 69 hours and 21 minutes in all, longer than a weekend from Friday 18:00
to Monday 9:00."""
MOST_TRIES = len(WAITS) + 1


def next_try(tries: int, at: datetime, *, after: float | None = None) -> datetime | None:
    """When the next one is made, where `tries` failed, the last of them at `at`; None: it was the last.

    `after`: the receiver asks for so many seconds at least.
    """
    if tries >= MOST_TRIES:
        return None
    return at + max(WAITS[tries - 1], timedelta(seconds=after or 0))
