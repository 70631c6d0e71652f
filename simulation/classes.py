"""Start days that are of one class: what comes of the one comes of the other, shifted.

All that a case takes from the calendar is which days are worked. So two starts are of one class where the same days are
worked, one after the other, from the day of registration to the last day that anything on the case was counted to.
Terms in months hang on the length of months too; by such rules every start is a class of its own.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from process.terms import Missed
from simulation.walk import Office

_ONE_DAY = timedelta(days=1)


class Classes:
    """What came of the classes that were driven so far."""

    def __init__(self, office: Office) -> None:
        workdays = office.workdays
        self._first = date(workdays.first_year, 1, 1)
        count = (date(workdays.last_year, 12, 31) - self._first).days + 1
        self._worked = "".join(
            "x" if workdays.is_worked(self._first + n * _ONE_DAY) else "." for n in range(count)
        )
        self._known: dict[int, dict[tuple[int, str], Any]] = {}
        # The months to complain begin at the end, and open or close nothing before it.
        terms = [term for term in office.definition.terms if term.missed is not Missed.RIGHT_ENDED]
        self._by_months = any("month" in str(getattr(term, "unit", "")) for term in terms)

    def known(self, day: date, registered: date) -> Any:
        """What came of its class; None where none of it was driven yet."""
        place = (registered - self._first).days
        for length, found in self._known.items():
            pattern = self._worked[place : place + length]
            if len(pattern) == length and (result := found.get(((day - registered).days, pattern))):
                return replace(result, start=day, until=registered + (length - 1) * _ONE_DAY)
        return None

    def learn(self, day: date, registered: date, until: date, result: Any) -> None:
        """That came of it, and nothing after `until` had a part in it."""
        if self._by_months:
            return
        place, length = (registered - self._first).days, (until - registered).days + 1
        pattern = self._worked[place : place + length]
        self._known.setdefault(length, {})[((day - registered).days, pattern)] = result
