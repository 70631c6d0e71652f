"""The working days of Kazakhstan 2018-2027 as a lawyer would set them out: rows, and a sentence of law for each step.

An oracle: it is written from the texts, knows nothing of the calendar that it is held against, and counts by walking
from day to day. Only the standard library, so that nothing stands behind it but what can be read here.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

FIRST, LAST = date(2018, 1, 1), date(2027, 12, 31)
ONE_DAY = timedelta(days=1)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

# What came in the middle of a year, under the name by which it is cited. A state of knowledge is the set of what had
# not come yet; it is asked about the year of the change only.
LAW_2022 = "Law 143-VII of 29 September 2022"
SWAP_2022 = "Resolution P2200000796 of October 2022"
KURBAN_2024 = "announcement of 7 June 2024"
CONSTITUTION_2026 = "new Constitution, made known on 18 March 2026"

ALL_IS_KNOWN: frozenset[str] = frozenset()

# Law on Holidays, No. 267-II of 13 December 2001: month and day, and the first and the last of the years
# 2018-2027 in which it is a holiday.
HOLIDAYS = [
    ("01-01", 2018, 2027),
    ("01-02", 2018, 2027),
    ("03-08", 2018, 2027),
    ("03-15", 2027, 2027),
    ("03-21", 2018, 2027),
    ("03-22", 2018, 2027),
    ("03-23", 2018, 2027),
    ("05-01", 2018, 2027),
    ("05-07", 2018, 2027),
    ("05-09", 2018, 2027),
    ("07-06", 2018, 2027),
    ("08-30", 2018, 2025),
    ("10-25", 2022, 2027),
    ("12-01", 2018, 2021),
    ("12-16", 2018, 2027),
    ("12-17", 2018, 2021),
]

# What the same law said of a year until the news came: the holidays of that year that it did not have yet, and those
# that it still had.
NOT_YET_HOLIDAYS = {LAW_2022: ["2022-10-25"]}
STILL_HOLIDAYS = {LAW_2022: ["2022-12-01", "2022-12-17"], CONSTITUTION_2026: ["2026-08-30"]}

# Labour Code, Article 84(5): 7 January and the first day of Kurban Ait. Days off, not holidays: they never move.
CHRISTMAS = "01-07"
KURBAN_AIT = {
    2018: "2018-08-21",
    2019: "2019-08-11",
    2020: "2020-07-31",
    2021: "2021-07-20",
    2022: "2022-07-09",
    2023: "2023-06-28",
    2024: "2024-06-16",
    2025: "2025-06-06",
    2026: "2026-05-27",
    2027: "2027-05-16",  # an estimate
}
KURBAN_AIT_AS_PLANNED = {KURBAN_2024: "2024-06-17"}

# Labour Code, Article 85(3): this day is off, that day is worked instead. None was found for 2026.
MOVED = [
    ("2018-03-09", "2018-03-03"),
    ("2018-04-30", "2018-04-28"),
    ("2018-05-08", "2018-05-05"),
    ("2018-08-31", "2018-08-25"),
    ("2018-12-31", "2018-12-29"),
    ("2019-05-10", "2019-05-04"),
    ("2020-01-03", "2020-01-05"),  # a Sunday
    ("2020-05-08", "2020-05-11"),  # a Monday, to which 9 May had moved
    ("2020-12-18", "2020-12-20"),  # a Sunday
    ("2021-07-05", "2021-07-03"),
    ("2022-03-07", "2022-03-05"),
    ("2022-08-29", "2022-08-27"),
    ("2022-10-24", "2022-10-22"),
    ("2023-07-07", "2023-07-01"),
    ("2024-05-08", "2024-05-04"),
    ("2025-01-03", "2025-01-05"),  # a Sunday
]
MOVED_BY_NEWS = {SWAP_2022: ("2022-10-24", "2022-10-22")}

SATURDAY, SUNDAY = 5, 6  # Monday is 0
WEEKEND = {"five": {SATURDAY, SUNDAY}, "six": {SUNDAY}}


def on(text: str) -> date:
    return date.fromisoformat(text)


def is_weekend(day: date, week: str) -> bool:
    """Saturday and Sunday in the five-day week, Sunday alone in the six-day week."""
    return day.weekday() in WEEKEND[week]


@cache
def holidays(year: int, unknown: frozenset[str]) -> frozenset[date]:
    """The holidays of a year, as far as the law was known."""
    rows = {on(f"{year}-{day}") for day, since, until in HOLIDAYS if since <= year <= until}
    not_yet = {on(day) for news in unknown for day in NOT_YET_HOLIDAYS.get(news, [])}
    still = {on(day) for news in unknown for day in STILL_HOLIDAYS.get(news, [])}
    return frozenset(rows - not_yet | {day for day in still if day.year == year})


@cache
def days_that_never_move(year: int, unknown: frozenset[str]) -> frozenset[date]:
    """Article 84(5): 7 January and the first day of Kurban Ait, on whatever day of the week they fall."""
    planned = [day for news in unknown if (day := KURBAN_AIT_AS_PLANNED.get(news, "")).startswith(f"{year}")]
    return frozenset({on(f"{year}-{CHRISTMAS}"), *map(on, planned or [KURBAN_AIT[year]])})


@cache
def shifted(year: int, week: str, unknown: frozenset[str]) -> dict[date, date]:
    """Article 5: a holiday that falls on a day off moves to the next working day after it, the earlier one first.

    The days that are off for it, each with the holiday that it is for: two holidays on one weekend have two days.
    """
    never_move = days_that_never_move(year, unknown)
    taken = holidays(year, unknown) | never_move
    given: dict[date, date] = {}
    for holiday in sorted(holidays(year, unknown)):
        if is_weekend(holiday, week) or holiday in never_move:
            day = holiday + ONE_DAY
            while is_weekend(day, week) or day in taken or day in given:
                day += ONE_DAY
            given[day] = holiday
    return given


def is_off_by_law(day: date, week: str, unknown: frozenset[str]) -> bool:
    """Off by the two laws alone, before anything was moved by order."""
    return (
        is_weekend(day, week)
        or day in holidays(day.year, unknown)
        or day in days_that_never_move(day.year, unknown)
        or day in shifted(day.year, week, unknown)
    )


@cache
def moved(week: str, unknown: frozenset[str]) -> dict[date, bool]:
    """Article 85(3): the days that an order has made off (False) and worked (True).

    An order moves a DAY OFF. Where the day to be worked instead is a working day of that week anyhow (a Saturday of the
    six-day week), there is none to move.
    """
    said = {}
    for row in MOVED:
        off, worked = map(on, row)
        known = row not in [MOVED_BY_NEWS.get(news) for news in unknown]
        if known and is_off_by_law(worked, week, unknown):
            said |= {off: False, worked: True}
    return said


@cache
def is_worked(day: date, week: str = "five", unknown: frozenset[str] = ALL_IS_KNOWN) -> bool:
    """A day is worked unless it is off by law; what was moved by order goes before."""
    return moved(week, unknown).get(day, not is_off_by_law(day, week, unknown))


def working_days_from(
    day: date, direction: int, worked: Callable[[date], bool] = is_worked
) -> Iterator[date]:
    """The 1st, 2nd, 3rd... working day after the day, which is day 0 and not counted (R1), or before it."""
    while FIRST <= (day := day + direction * ONE_DAY) <= LAST:
        if worked(day):
            yield day
