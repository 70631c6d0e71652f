"""In what a term is counted, and the last day of one (R1, R3, R17)."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from process.workdays import Workdays


class Unit(StrEnum):
    """What the law counts in."""

    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"
    MONTHS = "months"
    MINUTES = "minutes"


def last_day(zero: date, number: int, unit: Unit, workdays: Workdays) -> date:
    """The last day of a term of so many units after day 0; one that is not worked moves to the next that is (R3).

    Minutes have no last day of their own: `due_dates` counts them through the provider's hours.
    """
    if unit is Unit.WORKING_DAYS:
        return workdays.add(zero, number)
    return workdays.next_worked(plain_last_day(zero, number, unit))


def plain_last_day(zero: date, number: int, unit: Unit) -> date:
    """The same for calendar days and months, before it moves."""
    return zero + timedelta(days=number) if unit is Unit.CALENDAR_DAYS else months_after(zero, number)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where there is none, the last of that month (R17)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
