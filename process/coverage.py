"""Whether the calendar reaches far enough: what is said of next year, and how long there is to settle it."""

from dataclasses import dataclass
from datetime import date

from process.workdays import Workdays

NOVEMBER = 11


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the calendar has of this year or the next. `status`: confirmed, provisional or unknown; `days_left`:
    calendar days until the year begins, 0 where it runs already."""

    today: date
    year: int
    status: str
    days_left: int

    @property
    def until(self) -> date:
        """The last day on which the year can be settled before it begins."""
        return date(self.year - 1, 12, 31)

    @property
    def pressing(self) -> bool:
        """Whether it is time to say so: from 1 November on, and in the year itself, while it is not confirmed."""
        return self.status != "confirmed" and (self.today.month >= NOVEMBER or self.running)

    @property
    def running(self) -> bool:
        """Whether the year has begun."""
        return self.year == self.today.year

    @property
    def unknown_now(self) -> bool:
        return self.status == "unknown"


def coverage(workdays: Workdays, today: date, *, years_on: int = 1) -> Coverage:
    """What the calendar has of the next year, or (`years_on` 0) of the one that runs."""
    year = today.year + years_on
    known = workdays.first_year <= year <= workdays.last_year
    status = "unknown" if not known else "confirmed" if workdays.is_confirmed(year) else "provisional"
    return Coverage(today, year, status, max(0, (date(year, 1, 1) - today).days))
