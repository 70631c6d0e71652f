"""Working days of Kazakhstan from the cited facts; the only file that knows workalendar.

workalendar's machinery builds the table of days (its own Kazakhstan data is not used), answers come from the table.
Days here are local dates of the law. Nothing is guessed: a day outside the known years is refused.
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from workalendar.core import SAT, SUN, Calendar

from process.day import Day, DayStatus, weekday
from process.daysoff import WEEKENDS, DaysOff
from process.errors import BadInput, CalendarUnknown
from process.fact import Fact, Week, Year, contradictions, ids_twice, years_known
from process.fact_faults import Fault, refuse
from process.facts import load
from process.history import History, TakenUp
from process.localtime import TZDATA_VERSION


class WorkingWeek(Calendar):  # type: ignore[misc]  # workalendar ships no types
    """The days off as a workalendar calendar."""

    WEEKEND_DAYS: tuple[int, ...] = (SAT, SUN)

    def __init__(self, off: DaysOff) -> None:
        super().__init__()
        self.off = off
        self.WEEKEND_DAYS = tuple(sorted(WEEKENDS[off.week]))

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


class Remembered(dict[Any, Any]):
    """Holds up to `MOST` answers and then begins anew: a daemon that runs for years does not grow by it."""

    MOST = 50_000

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= self.MOST:
            self.clear()
        super().__setitem__(key, value)


@dataclass(frozen=True, slots=True)
class Workdays:
    """A state of the calendar, as a value: two of the same facts and years are equal.

    `facts` and `years` are all that was ever said, ends included; `known_on` is the day whose knowledge answers (None:
    all of it), `week` the working week of five or six days, `tzdata` the zone data by which instants are read.
    `history`: the calendars that an office counted by before this one, and when each change came.
    """

    facts: tuple[Fact, ...]
    years: tuple[Year, ...]
    week: Week = "five"
    known_on: date | None = None
    tzdata: str = TZDATA_VERSION
    history: "History[Workdays] | None" = field(default=None, compare=False, repr=False)
    version: str = field(init=False, compare=False)
    first_year: int = field(init=False, compare=False)
    last_year: int = field(init=False, compare=False)
    _standing: tuple[Year, ...] = field(init=False, compare=False, repr=False)
    _off: DaysOff = field(init=False, compare=False, repr=False)
    _estimated: tuple[date, ...] = field(init=False, compare=False, repr=False)
    _worked: tuple[date, ...] = field(init=False, compare=False, repr=False)
    _last: Mapping[date, int] = field(init=False, compare=False, repr=False)
    _next: Mapping[date, int] = field(init=False, compare=False, repr=False)
    remembered: Remembered = field(init=False, compare=False, repr=False, default_factory=Remembered)
    """What others have reckoned of this calendar alone and ask for again and again, under keys of their own."""

    def __post_init__(self) -> None:
        facts, standing = _known(self.facts, self.years, self.week, self.known_on)
        if self.known_on is not None and not standing:
            raise self._nothing_known(self.known_on)
        refuse(faults_in(self.facts, self.years, self.week, self.known_on))
        years = tuple(year.year for year in standing)
        off = DaysOff(facts, years, self.week)
        version = _version(self.week, facts, standing, self.tzdata)
        built = {"version": version, "first_year": years[0], "last_year": years[-1]}
        said = off.all() | off.instead
        estimated = tuple(sorted(day for day, fact in said.items() if fact.status == "estimated"))
        built |= {"_off": off, "_standing": standing, "_estimated": estimated}
        for name, value in (built | _table(WorkingWeek(off), years)).items():
            object.__setattr__(self, name, value)

    def _nothing_known(self, day: date) -> CalendarUnknown:
        first = min(year.known_since for year in self.years)
        return CalendarUnknown(
            f"Nothing of the calendar was known on {day}: its facts begin on {first}",
            way_on=f"Ask for a day from {first} on.",
            details={"known_on": day.isoformat(), "first": first.isoformat()},
        )

    def as_known_on(self, day: date) -> "Workdays":
        """The calendar as it stood at the end of that day. Raises CalendarUnknown before anything was known."""
        return replace(self, known_on=day)

    def in_week(self, week: Week) -> "Workdays":
        """The same facts for a working week of that many days."""
        return self if week == self.week else replace(self, week=week)

    def in_force_at(self, moment: datetime) -> "Workdays":
        """The calendar by which this office counted at that moment; the present one where nothing changed since."""
        history = self.history
        if history is None or not history.changed_since(moment):
            return self
        return history.in_force_at(moment)

    def taken_up(self, calendar: "Workdays", at: datetime, act: str) -> "Workdays":
        """The other calendar, taken up by this office at that moment; what was in force before stays known."""
        before = self.history or History(replace(self, history=None), ())
        bare = replace(calendar, history=None)
        return replace(bare, history=before.after(TakenUp(at, act, lambda: bare)))

    def by_version(self, version: str) -> "Workdays | None":
        """The calendar of that version: this one, or one that was in force before."""
        if version == self.version:
            return self
        return self.history.by_version(version) if self.history else None

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
        """The day with its reason, act and status; by the facts alone, so that it can be held against the table."""
        if type(day) is not date:
            raise self._unknown(day)
        status: DayStatus = self._year(day.year).status
        working = self._off.is_worked(day)
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
            known_since_note=why.fact.known_since_note,
        )

    def year(self, year: int) -> Iterator[Day]:
        """The days of one year."""
        return self.walk(date(year, 1, 1), date(year, 12, 31))

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

    def is_confirmed(self, year: int) -> bool:
        """Whether the calendar has that year, and as settled."""
        return self.first_year <= year <= self.last_year and self._year(year).status == "confirmed"

    def with_facts(self, *facts: Fact, years: Sequence[Year] = ()) -> "Workdays":
        """The calendar with these facts (and words on years) besides."""
        return replace(self, facts=(*self.facts, *facts), years=(*self.years, *years))

    def standing(self) -> tuple[Year, ...]:
        """The latest word on each year that the calendar covers, in order."""
        return self._standing

    def _year(self, year: int) -> Year:
        if not self.first_year <= year <= self.last_year:
            raise self._no_facts(year)
        return self._standing[year - self.first_year]

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


def _known(
    facts: Sequence[Fact], years: Sequence[Year], week: Week, known_on: date | None
) -> tuple[tuple[Fact, ...], tuple[Year, ...]]:
    """The facts about that working week and the words on years that stood that day."""
    standing = (known for fact in facts if (known := fact.as_known_on(known_on)))
    return tuple(fact for fact in standing if fact.is_about(week)), years_known(years, known_on)


def faults_in(
    facts: Sequence[Fact], years: Sequence[Year], week: Week = "five", known_on: date | None = None
) -> list[Fault]:
    """All that these facts cannot say together; a calendar is made of facts without faults only."""
    known, standing = _known(facts, years, week, known_on)
    found = [*ids_twice(facts), *contradictions(known, standing)]
    return found or [*DaysOff(known, tuple(year.year for year in standing), week).contradictions()]


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _table(week: WorkingWeek, years: Sequence[int]) -> dict[str, Any]:
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


def _version(week: Week, facts: Sequence[Fact], years: Sequence[Year], tzdata: str) -> str:
    """A name for the state of the calendar: other facts, years or zone data, another name."""
    said = [[asdict(fact) for fact in facts], [asdict(year) for year in years], week, tzdata]
    digest = hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False, sort_keys=True).encode())
    return f"kz-{digest.hexdigest()[:8]}"
