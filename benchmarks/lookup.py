"""One deadline: n working days from a day. Beside workalendar, numpy, and a bounds-checked lookup in a list. A million
at once, beside a fancy index; and how long ten years of the table take to build."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from benchmarks.side_by_side import best
from process.many_days import ManyDays
from process.workdays import Workdays, WorkingWeek, kazakhstan

STARTS = [date(2025, 1, 6) + timedelta(days=step) for step in range(0, 360, 3)]
TERM, LONG = 15, 250
MANY = 1_000_000


def measured() -> dict[str, float]:
    """Seconds per answer, by who answers."""
    workdays = kazakhstan()
    return best(
        {
            "merzim n=15": _all(lambda day: workdays.add(day, TERM), 200),
            "merzim n=250": _all(lambda day: workdays.add(day, LONG), 200),
            "floor: list lookup": _all(_floor(workdays, TERM), 200),
            "workalendar n=15": _workalendar(workdays),
            "numpy busday_offset, one by one": _numpy(workdays),
        }
    )


def at_once() -> dict[str, float]:
    """Seconds per answer, where a million are asked for at once."""
    workdays = kazakhstan()
    many = ManyDays(workdays)
    last = np.datetime64("2026-06-30")
    days = np.random.default_rng(232).choice(np.arange(np.datetime64("2018-01-01"), last), MANY)
    table = np.arange(days.view(np.int64).max() + 1)
    places, calendar = days.view(np.int64), _busdays(workdays)
    return best(
        {
            "merzim: a million at once, n=15": lambda: many.add(days, TERM).size,
            "floor: numpy fancy index": lambda: table[places].size,
            "numpy busday_offset, a million": lambda: (
                np.busday_offset(days, TERM, roll="preceding", busdaycal=calendar).size
            ),
        }
    )


def building() -> dict[str, float]:
    """Seconds for a calendar of ten years, from facts that are read already."""
    shipped = kazakhstan()
    return best({"ten years of the table": lambda: Workdays(shipped.facts, shipped.years) and 1})


def _all(add: Callable[[date], date], times: int) -> Callable[[], int]:
    def run() -> int:
        for _ in range(times):
            for day in STARTS:
                add(day)
        return times * len(STARTS)

    return run


def _floor(workdays: Workdays, n: int) -> Callable[[date], date]:
    days = [day.date for day in workdays.walk(date(2018, 1, 1), date(2027, 12, 31)) if day.working]
    first = date(2018, 1, 1).toordinal()
    rank, place = [], 0
    for ordinal in range(first, date(2027, 12, 31).toordinal() + 1):
        place += place < len(days) and days[place].toordinal() <= ordinal
        rank.append(place - 1)

    def add(day: date) -> date:
        index = day.toordinal() - first
        if not 0 <= index < len(rank) or rank[index] + n >= len(days):
            raise ValueError(day)
        return days[rank[index] + n]

    return add


def _workalendar(workdays: Workdays) -> Callable[[], int]:
    week = WorkingWeek(workdays._off)
    return _all(lambda day: week.add_working_days(day, TERM), 1)


def _numpy(workdays: Workdays) -> Callable[[], int]:
    week = _busdays(workdays)
    return _all(lambda day: np.busday_offset(np.datetime64(day), TERM, roll="preceding", busdaycal=week), 20)


def _busdays(workdays: Workdays) -> np.busdaycalendar:
    off = [day.date for day in workdays.walk(date(2018, 1, 1), date(2027, 12, 31)) if not day.working]
    return np.busdaycalendar(weekmask="1111111", holidays=np.array(off, dtype="datetime64[D]"))
