"""Working days of Kazakhstan, five-day week, from the cited facts; the only file that knows workalendar.

workalendar's machinery builds the table of days (its own Kazakhstan data is not used), answers come from the table.
Days here are local dates of the law. Nothing is guessed: a day outside the known years is refused.
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache
from typing import Any

from workalendar.core import SAT, SUN, Calendar

from process.day import Day, DayStatus, weekday
from process.daysoff import DaysOff
from process.errors import BadInput, CalendarUnknown
from process.fact import Fact, Year, contradictions, refuse
from process.facts import load
from process.localtime import TZDATA_VERSION


class FiveDayWeek(Calendar):  # type: ignore[misc]  # workalendar ships no types
    """The days off as a workalendar calendar."""

    WEEKEND_DAYS = (SAT, SUN)

    def __init__(self, off: DaysOff) -> None:
        super().__init__()
        self.off = off

    def get_calendar_holidays(self, year: int) -> list[tuple[date, str]]:
        """Every day off of the year beside the weekends."""
        return [(day, fact.names["en"]) for day, fact in self.off.all().items() if day.year == year]

    def is_working_day(
        self,
        day: date,
        extra_working_days: Sequence[date] | None = None,
        extra_holidays: Sequence[date] | None = None,
    ) -> bool:
        """workalendar's answer, with the days worked instead of others handed to it."""
        worked = (*(extra_working_days or ()), *((day,) if day in self.off.instead else ()))
        return bool(super().is_working_day(day, worked, extra_holidays))


@dataclass(frozen=True, slots=True)
class Workdays:
    """A state of the calendar, as a value: two of the same facts and years are equal."""

    facts: tuple[Fact, ...]
    years: tuple[Year, ...]
    version: str = field(init=False, compare=False)
    first_year: int = field(init=False, compare=False)
    last_year: int = field(init=False, compare=False)
    _off: DaysOff = field(init=False, compare=False, repr=False)
    _estimated: tuple[date, ...] = field(init=False, compare=False, repr=False)
    _worked: tuple[date, ...] = field(init=False, compare=False, repr=False)
    _last: Mapping[date, int] = field(init=False, compare=False, repr=False)
    _next: Mapping[date, int] = field(init=False, compare=False, repr=False)
    remembered: dict[Any, Any] = field(init=False, compare=False, repr=False, default_factory=dict)
    """What others have reckoned of this calendar alone and ask for again and again, under keys of their own."""

    def __post_init__(self) -> None:
        refuse(contradictions(self.facts, self.years))
        years = tuple(year.year for year in self.years)
        off = DaysOff(self.facts, years)
        refuse(off.contradictions())
        built = {"version": _version(self), "first_year": years[0], "last_year": years[-1], "_off": off}
        said = off.all() | off.instead
        built["_estimated"] = tuple(sorted(day for day, fact in said.items() if fact.status == "estimated"))
        for name, value in (built | _table(FiveDayWeek(off), years)).items():
            object.__setattr__(self, name, value)

    def __hash__(self) -> int:
        """By the version, which is another for other facts: a calendar is the key of what is remembered about it."""
        return hash(self.version)

    def is_worked(self, day: date) -> bool:
        """Whether it is a working day."""
        try:
            return self._last[day] == self._next[day]
        except KeyError:
            raise self._unknown(day) from None

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, which is not counted (R1); n < 0: before it; 0: itself, if worked."""
        try:
            if n > 0:
                return self._worked[self._last[day] + n]
            if (place := self._next[day] + n) >= 0 and n:
                return self._worked[place]
        except KeyError:
            raise self._unknown(day) from None
        except IndexError:
            pass
        if n == 0:
            return self._itself(day)
        raise self._no_facts(self.last_year + 1 if n > 0 else self.first_year - 1)

    def next_worked(self, day: date) -> date:
        """The first working day on or after `day` (R3)."""
        return day if self.is_worked(day) else self.add(day, 1)

    def count(self, after: date, upto: date) -> int:
        """Working days after `after` up to and including `upto`; negative, and mirrored, where `upto` comes first."""
        try:
            return self._last[upto] - self._last[after]
        except KeyError:
            raise self._unknown(upto if after in self._last else after) from None

    def worked_in(self, year: int) -> int:
        """How many working days the year has."""
        return sum(self.is_worked(day) for day in _days(date(year, 1, 1), date(year, 12, 31)))

    def day(self, day: date) -> Day:
        """The day with its reason, act and status."""
        working = self.is_worked(day)
        status: DayStatus = self._year(day.year).status
        why = self._off.why(day)
        if why is None:
            names = {} if working else weekday(day)
            return Day(
                date=day,
                working=working,
                kind="workday" if working else "weekend",
                names=names,
                status=status,
            )
        return Day(
            date=day,
            working=working,
            kind=why.kind,
            names=why.names,
            act=why.act,
            status="estimated" if why.fact.status == "estimated" else status,
            known_since=why.fact.known_since,
        )

    def walk(self, first: date, last: date) -> Iterator[Day]:
        """The days from `first` to `last`, both included, from the facts and not from the table."""
        return map(self.day, _days(first, last))

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any day from the one to the other, both included, may still change for want of facts."""
        if last < first:
            first, last = last, first
        if "provisional" in [self._year(year).status for year in range(first.year, last.year + 1)]:
            return True
        next_estimated = bisect_left(self._estimated, first)
        return next_estimated < len(self._estimated) and self._estimated[next_estimated] <= last

    def why_provisional(self, year: int, lang: str) -> str | None:
        """What is not known yet of a provisional year, and who must add it; None of a confirmed one."""
        known = self._year(year)
        return f"{known.why[lang]}; {known.who[lang]}" if known.status == "provisional" else None

    def with_facts(self, *facts: Fact, years: Sequence[Year] = ()) -> "Workdays":
        """The calendar with these facts (and years) besides."""
        return Workdays((*self.facts, *facts), (*self.years, *years))

    def _year(self, year: int) -> Year:
        if not self.first_year <= year <= self.last_year:
            raise self._no_facts(year)
        return self.years[year - self.first_year]

    def _itself(self, day: date) -> date:
        if not self.is_worked(day):
            raise BadInput(
                f"{day} is not a working day, so it is no working day 0",
                way_on=f"The next one is {self.next_worked(day)}.",
            )
        return day

    def _unknown(self, day: date) -> Exception:
        # A datetime is a date to Python, but its date is UTC's and not the law's.
        return (
            TypeError(f"a local date is needed: {day!r}")
            if type(day) is not date
            else self._no_facts(day.year)
        )

    def _no_facts(self, year: int) -> CalendarUnknown:
        return CalendarUnknown(
            f"The working days of {year} are not known: the calendar has {self.first_year}-{self.last_year}",
            way_on=f"The calendar keeper must add {year}: its holidays by the Law on Holidays, the first day of "
            "Kurban Ait, and the days moved by the order of the authorised labour body.",
            details={"year": year, "first_year": self.first_year, "last_year": self.last_year},
        )


@cache
def kazakhstan() -> Workdays:
    """The calendar of the facts that Merzim ships."""
    sheet = load()
    return Workdays(sheet.facts, sheet.years)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _table(week: FiveDayWeek, years: Sequence[int]) -> dict[str, Any]:
    """All working days, and for each day the place among them of the last one up to it and of the next one from it."""
    worked: list[date] = []
    last: dict[date, int] = {}
    following: dict[date, int] = {}
    for day in _days(date(years[0], 1, 1), date(years[-1], 12, 31)):
        following[day] = len(worked)
        if week.is_working_day(day):
            worked.append(day)
        last[day] = len(worked) - 1
    return {"_worked": tuple(worked), "_last": last, "_next": following}


def _version(calendar: Workdays) -> str:
    """A name for the state of the calendar: other facts, years or zone data, another name."""
    said = [
        [asdict(fact) for fact in calendar.facts],
        [asdict(year) for year in calendar.years],
        TZDATA_VERSION,
    ]
    digest = hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False, sort_keys=True).encode())
    return f"kz-{digest.hexdigest()[:8]}"
