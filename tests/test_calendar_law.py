"""Every day, every term of up to 60 working days and every state of knowledge, against the law set out in rows.

The oracle is `calendar_law`: it shares no line and no fact with the engine, and counts by walking from day to day where
the engine looks up a place in a table.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, islice, pairwise
from pathlib import Path

import calendar_law as law
import holidays
import numpy as np
import pytest
from calendar_law import (
    ALL_IS_KNOWN,
    CONSTITUTION_2026,
    EVERY_DAY,
    FIRST,
    KURBAN_2024,
    LAST,
    LAW_2022,
    ONE_DAY,
    SWAP_2022,
    on,
)
from house import tops

from process.act import assumed
from process.counting import count_out
from process.deadlines import walked
from process.definitions import ORDER_232_2025
from process.errors import BadInput, CalendarUnknown
from process.fact import Fact
from process.workdays import Workdays, kazakhstan

CALENDAR = kazakhstan()
MOST = 60
STEPS = range(-MOST, MOST + 1)

# An answer is a day or the error that the engine must raise instead; a table has the answers for every start and step.
Answer = date | type[Exception]
Table = dict[date, list[Answer]]


def answer(calendar: Workdays, day: date, n: int) -> Answer:
    try:
        return calendar.add(day, n)
    except (BadInput, CalendarUnknown) as refusal:
        return type(refusal)


def engine(calendar: Workdays) -> Table:
    return {day: [answer(calendar, day, n) for n in STEPS] for day in EVERY_DAY}


def counted_out(worked: Callable[[date], bool], days_from: Callable[[date, int], Iterator[date]]) -> Table:
    """The same by a count of one's own, day after day from each start; where the days end, nothing is known."""
    return {
        day: [
            *reversed(filled(days_from(day, -1))),
            day if worked(day) else BadInput,
            *filled(days_from(day, +1)),
        ]
        for day in EVERY_DAY
    }


def filled(days: Iterator[date]) -> list[Answer]:
    found = list(islice(days, MOST))
    return [*found, *[CalendarUnknown] * (MOST - len(found))]


@pytest.fixture(scope="module")
def table() -> Table:
    return engine(CALENDAR)


@cache
def by_law(week: str) -> Table:
    def worked(day: date) -> bool:
        return law.is_worked(day, week)

    return counted_out(worked, lambda day, direction: law.working_days_from(day, direction, worked))


def differences(ours: Table, theirs: Table) -> list[str]:
    """The first few, in words that can be counted after."""
    rows = (
        f"{day} and {n}: {mine}, not {other}"
        for day in EVERY_DAY
        if ours[day] != theirs[day]
        for n, mine, other in zip(STEPS, ours[day], theirs[day], strict=True)
        if mine != other
    )
    return list(islice(rows, 10))


def known(table: Table) -> Iterator[tuple[date, int, date]]:
    """Start, steps and end, wherever there is an end."""
    for day, row in table.items():
        yield from ((day, n, end) for n, end in zip(STEPS, row, strict=True) if isinstance(end, date))


# --- Every day, every step -------------------------------------------------------------------------------------------


def test_the_oracle_knows_nothing_of_what_it_is_held_against():
    assert tops(Path(law.__file__)) <= sys.stdlib_module_names


def test_every_day_is_worked_as_by_law():
    assert [day for day in EVERY_DAY if CALENDAR.is_worked(day) != law.is_worked(day)] == []


@pytest.mark.parametrize("week", ["five", "six"])
def test_every_holiday_that_moves_moves_to_the_day_it_has_by_law_and_no_other_does(week):
    """Two holidays of one weekend have their days in their own order."""
    by_article_5 = {}
    for year in range(FIRST.year, LAST.year + 1):
        by_article_5 |= law.shifted(year, week, ALL_IS_KNOWN)
    days = CALENDAR.in_week(week).walk(FIRST, LAST)
    shown = {one.date: one.names["en"] for one in days if one.kind == "shifted_holiday"}
    # Off for 9 May until an order had it worked instead of Friday the 8th.
    worked_after_all = {on("2020-05-11")} if week == "five" else set()
    assert shown.keys() == by_article_5.keys() - worked_after_all
    for day, name in shown.items():
        holiday = by_article_5[day]
        assert name.endswith(f"moved from {holiday:%A} {holiday.day} {holiday:%B} {holiday.year}")


def test_from_every_day_every_number_of_working_days_ends_as_counted_by_law(table):
    """Beyond the known years the answer is refused, and so is day 0 on a day off."""
    assert len(table) * len(STEPS) == 3652 * 121
    assert differences(table, by_law("five")) == []


def test_from_every_day_every_number_of_working_days_ends_as_numpy_says(table):
    off = np.array([day for day in EVERY_DAY if not law.is_worked(day)], dtype="datetime64[D]")
    days = np.array(EVERY_DAY, dtype="datetime64[D]")
    columns = [numpy_column(days, n, off) for n in STEPS]
    assert differences(table, dict(zip(EVERY_DAY, map(list, zip(*columns, strict=True)), strict=True))) == []


def numpy_column(days: np.ndarray, n: int, off: np.ndarray) -> list[Answer]:
    if n == 0:
        worked = np.is_busday(days, weekmask="1111111", holidays=off).tolist()
        return [day if is_worked else BadInput for day, is_worked in zip(EVERY_DAY, worked, strict=True)]
    # Day 0 is not counted: a start on a day off must not first roll to a working day in the direction of the count.
    roll = "backward" if n > 0 else "forward"
    ends = np.busday_offset(days, n, roll=roll, weekmask="1111111", holidays=off).tolist()
    return [end if FIRST <= end <= LAST else CalendarUnknown for end in ends]


def test_from_every_day_every_number_of_working_days_ends_as_the_holidays_library_says(table):
    theirs = holidays.country_holidays("KZ", years=range(2017, 2029))
    step = {(day, way): theirs.get_nth_working_day(day, way) for day in EVERY_DAY for way in (-1, 1)}

    def days_from(day: date, way: int) -> Iterator[date]:
        while FIRST <= (day := step[day, way]) <= LAST:
            yield day

    assert differences(table, counted_out(theirs.is_working_day, days_from)) == []


# --- What holds of every term ----------------------------------------------------------------------------------------


def test_every_end_is_worked_and_exactly_so_many_working_days_lie_up_to_it(table):
    """Day 0 is never counted, the last day is; backwards likewise."""
    upto = dict(zip(EVERY_DAY, accumulate(map(law.is_worked, EVERY_DAY)), strict=True))
    before = {day: n - law.is_worked(day) for day, n in upto.items()}
    wrong = [
        (day, n, end)
        for day, n, end in known(table)
        if not law.is_worked(end) or n != (upto[end] - upto[day] if n > 0 else before[end] - before[day])
    ]
    assert wrong == []
    assert [(day, n) for day, n, end in known(table) if n > 0 and CALENDAR.count(day, end) != n] == []


def test_from_a_working_day_there_and_back_is_the_day_itself(table):
    there = [(day, n, end) for day, n, end in known(table) if CALENDAR.is_worked(day)]
    assert len(there) > 2400 * len(STEPS)
    assert [(day, n) for day, n, end in there if CALENDAR.add(end, -n) != day] == []


def test_a_later_start_never_ends_earlier_and_only_the_edges_are_unknown(table):
    for n, ends in zip(STEPS, zip(*table.values(), strict=True), strict=True):
        if n:
            days = [end for end in ends if isinstance(end, date)]
            beyond = len(ends) - len(days)
            assert days == sorted(days)
            assert set(ends[-beyond:] if n > 0 else ends[:beyond]) == {CalendarUnknown}


def test_one_working_day_more_always_ends_later_and_none_ends_on_its_start(table):
    for day, row in table.items():
        ends = [end for end in row if isinstance(end, date)]
        assert all(earlier < later for earlier, later in pairwise(ends))
        assert day not in [end for n, end in zip(STEPS, row, strict=True) if n]


# --- A calendar that changes -----------------------------------------------------------------------------------------

WORKED_IN_2026 = [day for day in EVERY_DAY if day.year == 2026 and law.is_worked(day)]
# The same engine over fewer years: a calendar is built here some seven hundred times.
AROUND_2026 = Workdays(
    tuple(fact for fact in CALENDAR.facts if fact.date is None or 2025 <= fact.date.year <= 2027),
    tuple(year for year in CALENDAR.years if 2025 <= year.year <= 2027),
)
TERMS = [-60, -20, -15, -5, -3, -2, -1, 1, 2, 3, 5, 15, 20, 60]


def days_around(day: date, span: int = 95) -> Iterator[date]:
    """Wide enough for 60 working days either way."""
    return (day + timedelta(days=k) for k in range(-span, span + 1))


def fact(kind: str, day: date, worked: date | None = None) -> Fact:
    names = dict.fromkeys(("kk", "ru", "en"), "by a later act")
    return Fact(
        id="later", kind=kind, names=names, act=assumed("A later act"), known_since=on("2026-01-05"),
        status="confirmed", date=day, worked=worked, weeks=("five",),
    )  # fmt: skip


def crossed(start: date, end: date, day: date) -> bool:
    """Whether the count from start to end has come by that day."""
    return start < day <= end or end <= day < start


def test_a_day_more_off_never_makes_a_deadline_earlier_and_makes_it_later_by_one_working_day_or_not_at_all(
    table,
):
    """Each of the 247 working days of 2026 taken away in turn. Counted back from a fixed day, later means earlier."""
    assert len(WORKED_IN_2026) == 247
    for gone in WORKED_IN_2026:
        fewer = AROUND_2026.with_facts(fact("day_off", gone))
        for start in days_around(gone):
            row = table[start]
            for n in TERMS:
                end = row[n + MOST]
                # One more step, in the direction of the count.
                further = end if not crossed(start, end, gone) else CALENDAR.add(end, 1 if n > 0 else -1)
                assert fewer.add(start, n) == further, (gone, start, n)
                assert (further >= end) == (n > 0 or further == end)


def test_a_day_more_off_never_makes_the_last_day_for_a_notice_earlier():
    """Three working days before the end of fifteen (R6): counted back, but from an end that moves on as well."""
    for gone in WORKED_IN_2026:
        fewer = AROUND_2026.with_facts(fact("day_off", gone))
        for start in days_around(gone, 40):
            assert fewer.add(fewer.add(start, 15), -3) >= CALENDAR.add(CALENDAR.add(start, 15), -3)


def plain_saturdays_near(day: date) -> Iterator[date]:
    """The Saturday before and the one after, unless it is a holiday or a day off of the Labour Code."""
    for way in (-1, 1):
        saturday = next(d for k in range(1, 8) if (d := day + timedelta(days=k * way)).weekday() == 5)
        special = law.holidays(saturday.year, ALL_IS_KNOWN) | law.days_that_never_move(
            saturday.year, ALL_IS_KNOWN
        )
        if saturday.year == day.year and saturday not in special:
            yield saturday


def test_a_moved_day_makes_a_deadline_earlier_only_where_a_day_becomes_worked_on_the_way_to_it(table):
    """Each working day of 2026 moved to the Saturday before it and to the one after.

    A day taken away on the way outweighs the day won, unless it is the end itself: then the last day is the one before.
    """
    seen = {"earlier": 0, "same": 0, "later": 0}
    for off in WORKED_IN_2026:
        for worked in plain_saturdays_near(off):
            moved = AROUND_2026.with_facts(fact("moved", off, worked))
            for start in days_around(off, 35):
                for n in (1, 3, 15, 20):
                    before, after = table[start][n + MOST], moved.add(start, n)
                    seen[in_words(before, after)] += 1
                    won, lost = crossed(start, before, worked), crossed(start, before, off)
                    assert (after < before) == (won and (not lost or before == off)), (off, worked, start, n)
                    assert (after > before) == (lost and not won), (off, worked, start, n)
    assert min(seen.values()) > 1000


def in_words(before: date, after: date) -> str:
    return "earlier" if after < before else "later" if after > before else "same"


# --- As known on a day -----------------------------------------------------------------------------------------------

BEFORE_2022, SWAP_TO_COME = frozenset({LAW_2022, SWAP_2022}), frozenset({SWAP_2022})
BEFORE_2024, BEFORE_2026 = frozenset({KURBAN_2024}), frozenset({CONSTITUTION_2026})
# The last day before each change and the day of it. Of the swap of October 2022 only the month is known: the state
# before it is asked for until the 3rd, the state after it from the end of the month.
STATES = [
    ("2022-09-28", BEFORE_2022),
    ("2022-09-29", SWAP_TO_COME),
    ("2022-10-03", SWAP_TO_COME),
    ("2022-10-31", ALL_IS_KNOWN),
    ("2024-06-06", BEFORE_2024),
    ("2024-06-07", ALL_IS_KNOWN),
    ("2026-03-17", BEFORE_2026),
    ("2026-03-18", ALL_IS_KNOWN),
]


def year_of(day: date) -> list[date]:
    return [each for each in EVERY_DAY if each.year == day.year]


@pytest.mark.parametrize("week", ["five", "six"])
@pytest.mark.parametrize(("known_on", "unknown"), STATES)
def test_every_day_of_a_year_that_changed_is_worked_as_by_the_law_known_that_day(known_on, unknown, week):
    then = CALENDAR.as_known_on(on(known_on)).in_week(week)
    days = year_of(on(known_on))
    assert [day for day in days if then.is_worked(day) != law.is_worked(day, week, unknown)] == []
    assert [day for day in days if then.day(day).working != law.is_worked(day, week, unknown)] == []


@pytest.mark.parametrize(("known_on", "unknown"), STATES)
def test_every_term_within_a_year_that_changed_ends_as_by_the_law_known_that_day(known_on, unknown):
    then = CALENDAR.as_known_on(on(known_on))
    days = year_of(on(known_on))

    def worked(day: date) -> bool:
        return day.year == days[0].year and law.is_worked(day, "five", unknown)

    for day in days:
        for way in (-1, 1):
            for n, end in enumerate(islice(law.working_days_from(day, way, worked), 20), start=1):
                assert then.add(day, n * way) == end


@pytest.mark.parametrize(
    ("before", "after", "worked_no_more", "worked_now"),
    [
        # 17 December 2022 was a Saturday: what went with it is Monday the 19th.
        ("2022-09-28", "2022-09-29", "2022-10-25", "2022-12-01 2022-12-19"),
        ("2022-10-03", "2022-10-31", "2022-10-24", "2022-10-22"),
        ("2024-06-06", "2024-06-07", "", "2024-06-17"),
        ("2026-03-17", "2026-03-18", "", "2026-08-31"),
    ],
)
def test_what_each_change_took_and_gave_by_hand(before, after, worked_no_more, worked_now):
    old, new = (CALENDAR.as_known_on(on(day)) for day in (before, after))
    days = year_of(on(before))
    gone = [day for day in days if old.is_worked(day) and not new.is_worked(day)]
    won = [day for day in days if new.is_worked(day) and not old.is_worked(day)]
    assert (gone, won) == (
        [on(text) for text in worked_no_more.split()],
        [on(text) for text in worked_now.split()],
    )


@pytest.mark.parametrize(
    ("known_on", "last_of_the_month_before", "last"),
    [("2024-05-01", "2024-05-31", "2024-06-30"), ("2026-01-15", "2026-07-31", "2026-08-31")],
)
def test_june_2024_and_august_2026_have_one_working_day_more_today(known_on, last_of_the_month_before, last):
    then, month = CALENDAR.as_known_on(on(known_on)), (on(last_of_the_month_before), on(last))
    assert CALENDAR.count(*month) == then.count(*month) + 1


@pytest.mark.parametrize(
    ("known_on", "accepted", "end", "last_notice"),
    [
        ("2022-10-03", "2022-10-03", "2022-10-24", "2022-10-19"),
        ("2022-10-31", "2022-10-03", "2022-10-22", "2022-10-19"),
        ("2024-05-28", "2024-05-28", "2024-06-19", "2024-06-13"),
        ("2024-06-06", "2024-05-28", "2024-06-19", "2024-06-13"),
        ("2024-06-07", "2024-05-28", "2024-06-18", "2024-06-13"),
        ("2026-03-17", "2026-08-17", "2026-09-08", "2026-09-03"),
        ("2026-03-18", "2026-08-17", "2026-09-07", "2026-09-02"),
    ],
)
def test_fifteen_working_days_as_they_were_known_by_hand(known_on, accepted, end, last_notice):
    then = CALENDAR.as_known_on(on(known_on))
    assert then.add(on(accepted), 15) == on(end)
    assert then.add(on(end), -3) == on(last_notice)


# --- Walked and looked up --------------------------------------------------------------------------------------------


def walked_days(start: date, end: date) -> list[date]:
    """Every day after the start up to the end, in the order of the count."""
    way = ONE_DAY if end > start else -ONE_DAY
    return [start + k * way for k in range(1, abs((end - start).days) + 1)]


def assert_each_day_is_counted_or_skipped(start: date, n: int, counted: list, skipped: list) -> None:
    expected = walked_days(start, by_law("five")[start][n + MOST])
    assert [day.date for _, day in counted] == [day for day in expected if law.is_worked(day)]
    assert [day.date for day in skipped] == [day for day in expected if not law.is_worked(day)]
    assert [number for number, _ in counted] == list(range(1, abs(n) + 1))


# From every start for the fifteen working days; from every third for the others, which is every day of the week and of
# the month; a count backwards walks all years before it, so from every 29th only.
@pytest.mark.parametrize(
    ("n", "every"),
    [(15, 1), (1, 3), (2, 3), (3, 3), (5, 3), (20, 3), (60, 5), (-1, 29), (-3, 29), (-15, 29), (-60, 29)],
)
def test_the_walk_ends_where_the_table_says_with_each_day_counted_or_skipped(table, n, every):
    for start in EVERY_DAY[::every]:
        end = table[start][n + MOST]
        if end is CalendarUnknown:
            with pytest.raises(CalendarUnknown):
                count_out(start, n, CALENDAR, ORDER_232_2025)
            continue
        shown = count_out(start, n, CALENDAR, ORDER_232_2025)
        assert (shown.ends, shown.backwards) == (end, n < 0)
        assert_each_day_is_counted_or_skipped(start, n, shown.counted, shown.skipped)


@pytest.mark.parametrize("n", [-3, -15])
def test_backwards_to_the_end_in_the_table_each_day_is_counted_or_skipped_from_every_start(table, n):
    """As a deadline is explained: the walk is given both its days."""
    for start in EVERY_DAY:
        if (end := table[start][n + MOST]) is not CalendarUnknown:
            assert_each_day_is_counted_or_skipped(start, n, *walked(start, end, CALENDAR))


# --- The six-day week ------------------------------------------------------------------------------------------------

# The texts at hand say of the six-day week only that it differs: Sunday alone is its weekend. How a moved day applies
# is the project's own decision, held here: one that is worked on a Saturday moves nothing, for Saturday is worked.
SIX = CALENDAR.in_week("six")


def test_every_day_of_the_six_day_week_is_worked_as_by_law():
    assert [day for day in EVERY_DAY if SIX.is_worked(day) != law.is_worked(day, "six")] == []


def test_in_the_six_day_week_every_number_of_working_days_ends_as_counted_by_law():
    assert differences(engine(SIX), by_law("six")) == []


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2022-10-24", True),  # off in the five-day week for Saturday the 22nd
        ("2022-10-22", True),
        ("2025-01-03", False),  # off for Sunday the 5th, in either week
        ("2025-01-05", True),
        ("2020-05-08", True),  # 9 May was a Saturday, so Monday the 11th was no day off that could be moved
        ("2020-05-11", True),
        ("2022-05-10", True),  # 7 May was a Saturday, which is no day off to move from
        ("2022-07-09", False),  # Kurban Ait on a Saturday
        ("2026-03-24", False),  # 22 March was a Sunday
        ("2026-03-25", True),  # 21 March was a Saturday
        ("2027-01-04", True),  # 2 January was a Saturday
    ],
)
def test_the_six_day_week_by_hand(day, worked):
    assert SIX.is_worked(on(day)) == worked


def test_the_two_weeks_differ_on_saturdays_and_where_a_saturday_moved_a_day_only():
    """No day is off in the six-day week alone."""
    differ = [day for day in EVERY_DAY if SIX.is_worked(day) != CALENDAR.is_worked(day)]
    assert all(SIX.is_worked(day) for day in differ)
    weekdays = {day for day in differ if day.weekday() != 5}
    by_saturday = {on(off) for off, worked in law.MOVED if on(worked).weekday() in (0, 5)}
    shifted = {day for year in range(2018, 2028) for day in law.shifted(year, "five", ALL_IS_KNOWN)}
    assert weekdays <= by_saturday | shifted
