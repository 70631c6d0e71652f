"""So many working days from a day, without a case: each day counted and each skipped, as for a deadline.

It walks the days from the facts; a test holds it to the table that terms are counted by.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from process.day import Day, Names
from process.deadlines import walked, why_provisional
from process.definition import Definition
from process.due_dates import closing
from process.errors import BadInput, CalendarUnknown
from process.law import Provision
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Counting:
    """Why the n-th working day after (or before) a day is that day."""

    anchor: date
    ends: date
    due_at: datetime
    backwards: bool
    counted: tuple[tuple[int, Day], ...]
    skipped: tuple[Day, ...]
    readings: tuple[str, ...]
    week: Provision
    calendar: Workdays
    provisional: bool
    why_provisional: Names | None

    def act_of(self, day: Day, lang: str = "en") -> str:
        """By which act a skipped day is not worked; a weekend, by the provider's working week."""
        return day.act.cited(lang) if day.act else str(self.week)


def count_out(start: date, n: int, workdays: Workdays, definition: Definition) -> Counting:
    """Count day by day. Raises BadInput for no days at all, CalendarUnknown beyond the known years."""
    if n == 0:
        raise BadInput(
            "no working days are no term", way_on="Ask for at least one day, forwards or back (-1)."
        )
    ends = _last(start, n, workdays)
    counted, skipped = walked(start, ends, workdays)
    provisional = workdays.is_provisional(start, ends)
    return Counting(
        anchor=start,
        ends=ends,
        due_at=closing(ends, definition),
        backwards=n < 0,
        counted=tuple(counted),
        skipped=tuple(skipped),
        readings=("R1", "R2"),
        week=definition.hours.law,
        calendar=workdays,
        provisional=provisional,
        why_provisional=why_provisional(workdays, start, ends) if provisional else None,
    )


def _last(start: date, n: int, workdays: Workdays) -> date:
    """The last day of the walk. What it lacks is said as the table says it, which knows who must add it."""
    day, step, worked = start, timedelta(days=1 if n > 0 else -1), 0
    try:
        while worked < abs(n):
            day += step
            worked += workdays.day(day).working
    except (CalendarUnknown, OverflowError):
        return workdays.add(start, n)
    return day
