"""Timing things against each other: alternating rounds, the best of each, so that noise hits both alike."""

import time
from collections.abc import Callable, Mapping


def best(work: Mapping[str, Callable[[], int]], *, rounds: int = 5) -> dict[str, float]:
    """Seconds per unit for each, the best of some alternating rounds. Each callable answers how many units it did."""
    seconds = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, each in work.items():
            start = time.perf_counter()
            units = each()
            seconds[name] = min(seconds[name], (time.perf_counter() - start) / units)
    return seconds


def shown(seconds: float) -> str:
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("us", 1e6)):
        if seconds * factor >= 1:
            return f"{seconds * factor:,.1f} {unit}"
    return f"{seconds * 1e9:,.0f} ns"
