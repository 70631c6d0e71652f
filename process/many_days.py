"""Many days at once: working days counted over numpy arrays, array in, array out. Needs numpy (the extra `load`).

    ends = ManyDays(kazakhstan()).add(np.array(["2026-03-16"], "datetime64[D]"), 15)

The answers are those of `Workdays`, day by day, and so are the refusals; a test holds the two together. Nothing else
of Merzim imports this room: numpy is loaded by those who ask for it.
"""

from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from process.workdays import Workdays

Dates = NDArray[np.datetime64]
Whole = NDArray[np.int64]
UNKNOWN = np.iinfo(np.int64).min
"""Where a table has no answer; as a day it is numpy's own "not a time"."""
DAY = np.dtype("datetime64[D]")


class ManyDays:
    """The working days of one calendar, for arrays of local days (`datetime64[D]`) of any shape."""

    def __init__(self, workdays: Workdays) -> None:
        self.workdays = workdays
        self._first = _number(date(workdays.first_year, 1, 1))
        self._last = _number(date(workdays.last_year, 12, 31))
        # Tables begin with 1970, where numpy's days do: then a day is its own place in them.
        self._is = np.zeros(self._last + 1, dtype=bool)
        for number in range(self._first, self._last + 1):
            self._is[number] = workdays.is_worked(_date(number))
        self._worked = np.flatnonzero(self._is)
        self._upto = np.cumsum(self._is, dtype=np.int64)
        """How many working days there are up to each day."""
        self._ends: dict[int, Whole] = {}

    def is_worked(self, days: Dates) -> NDArray[np.bool_]:
        """Whether each is a working day. Raises CalendarUnknown where one lies outside the known years."""
        return self._is[self._places(days)]

    def add(self, days: Dates, n: ArrayLike) -> Dates:
        """The n-th working day after each day, as `Workdays.add` says it; `n` one number, or one for each day.

        Raises CalendarUnknown where an answer leaves the known years, BadInput where none from a day off is asked for.
        """
        places = self._places(days)
        number = np.asarray(n)
        if not np.issubdtype(number.dtype, np.integer):
            raise TypeError(f"whole numbers of working days are needed, not {number.dtype}")
        ends = self._each(places, number) if number.ndim else self._table(int(number))[places]
        if ends.size and ends.min() == UNKNOWN:
            self._refuse(places, number, ends)
        return ends.view(DAY)

    def count(self, after: Dates, upto: Dates) -> Whole:
        """Working days after the one up to and including the other; negative, mirrored, where `upto` comes first."""
        return self._upto[self._places(upto)] - self._upto[self._places(after)]

    def _places(self, days: Dates) -> Whole:
        if getattr(days, "dtype", None) != DAY:
            raise TypeError(f"local days are needed, as datetime64[D]: {type(days).__name__}")
        places: Whole = days.view(np.int64)
        if places.size and not (self._first <= places.min() and places.max() <= self._last):
            outside = places[(places < self._first) | (places > self._last)]
            if outside.flat[0] == UNKNOWN:
                raise TypeError("a day that is not a time (NaT) is no day of the law")
            self.workdays.is_worked(
                _date(int(outside.flat[0]))
            )  # which says what is missing, and who must add it
        return places

    def _table(self, n: int) -> Whole:
        """The answer for every day, for this n; made once."""
        if n not in self._ends:
            every = np.arange(self._last + 1)
            self._ends[n] = self._each(every, np.full(every.shape, n))
        return self._ends[n]

    def _each(self, places: Whole, n: Any) -> Whole:
        """The number of each end among the days since 1970; UNKNOWN where there is none."""
        upto = self._upto[places]
        at = np.where(n > 0, upto - 1, upto - self._is[places]) + n
        known = (at >= 0) & (at < self._worked.size) & ((n != 0) | self._is[places])
        return np.where(known, self._worked[np.where(known, at, 0)], UNKNOWN)

    def _refuse(self, places: Whole, n: Whole, ends: Whole) -> None:
        """In the words of `Workdays`: of the first day that has no answer."""
        day, number = np.broadcast_arrays(places, n)
        wrong = np.flatnonzero(ends == UNKNOWN)[0]
        self.workdays.add(_date(int(day.flat[wrong])), int(number.flat[wrong]))
        raise AssertionError("the table has no answer where the calendar has one")


EPOCH = date(1970, 1, 1)


def _number(day: date) -> int:
    return (day - EPOCH).days


def _date(number: int) -> date:
    return EPOCH + timedelta(days=number)
