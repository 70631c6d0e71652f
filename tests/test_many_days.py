"""Many days at once: the same answers and refusals as one by one, of every day of the known years."""

import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from process.errors import BadInput, CalendarUnknown
from process.many_days import ManyDays
from process.workdays import kazakhstan

FIRST, LAST = date(2018, 1, 1), date(2027, 12, 31)
CALENDAR = kazakhstan()
MANY = ManyDays(CALENDAR)
EVERY_DAY = np.arange(np.datetime64(FIRST), np.datetime64(LAST) + 1)


def days(*texts):
    return np.array(texts, dtype="datetime64[D]")


def one_by_one(n, starts=EVERY_DAY):
    """What `Workdays.add` says; None where it refuses."""
    answers = []
    for start in starts.tolist():
        try:
            answers.append(CALENDAR.add(start, n))
        except (CalendarUnknown, BadInput):
            answers.append(None)
    return answers


@pytest.mark.parametrize("n", [-250, -60, -15, -3, -1, 0, 1, 2, 3, 15, 60, 250])
def test_the_end_from_every_day_is_the_one_that_the_calendar_gives(n):
    answers = one_by_one(n)
    known = np.array([answer is not None for answer in answers])
    assert MANY.add(EVERY_DAY[known], n).tolist() == [answer for answer in answers if answer]
    for start in EVERY_DAY[~known]:
        with pytest.raises(CalendarUnknown if n else BadInput):
            MANY.add(np.array([start]), n)


def test_each_day_may_have_a_number_of_its_own():
    n = np.arange(EVERY_DAY.size) % 41 - 20
    inside = slice(100, -100)
    starts, n = EVERY_DAY[inside], np.where(n == 0, 7, n)[inside]
    expected = [CALENDAR.add(start, int(each)) for start, each in zip(starts.tolist(), n, strict=True)]
    assert MANY.add(starts, n).tolist() == expected


def test_a_table_of_days_stays_a_table():
    starts = days("2026-03-16", "2026-03-26", "2026-04-24", "2026-06-30").reshape(2, 2)
    ends = MANY.add(starts, np.array([[15], [3]]))
    assert ends.shape == (2, 2)
    assert ends.tolist()[0] == [date(2026, 4, 9), date(2026, 4, 16)]
    assert MANY.add(days(), 15).size == 0


def test_whether_a_day_is_worked_and_how_many_lie_between():
    assert MANY.is_worked(EVERY_DAY).tolist() == [CALENDAR.is_worked(day) for day in EVERY_DAY.tolist()]
    later = np.minimum(EVERY_DAY + 45, np.datetime64(LAST))
    between = [CALENDAR.count(a, b) for a, b in zip(EVERY_DAY.tolist(), later.tolist(), strict=True)]
    assert MANY.count(EVERY_DAY, later).tolist() == between
    assert (-MANY.count(later, EVERY_DAY)).tolist() == between


@pytest.mark.parametrize(
    ("start", "n", "said"),
    [
        ("2027-12-20", 15, "working days of 2028 are not known"),
        ("2018-01-05", -15, "working days of 2017 are not known"),
        ("2028-01-05", 1, "working days of 2028 are not known"),
        ("1960-01-05", 1, "working days of 1960 are not known"),
    ],
)
def test_one_answer_outside_the_known_years_refuses_all(start, n, said):
    for number in (n, np.array([1, n])):
        with pytest.raises(CalendarUnknown, match=said):
            MANY.add(days("2026-03-16", start), number)


@pytest.mark.parametrize(
    ("starts", "n"),
    [
        (np.array(["2026-03-16T10:00"], dtype="datetime64[m]"), 15),
        (np.array([20000]), 15),
        ([date(2026, 3, 16)], 15),
        (days("NaT"), 15),
        (days("2026-03-16"), 1.5),
        (days("2026-03-16"), True),
    ],
)
def test_what_is_no_array_of_days_or_no_whole_number_is_refused(starts, n):
    with pytest.raises(TypeError, match=r"needed|no day of the law"):
        MANY.add(starts, n)


def test_numpy_is_loaded_only_by_those_who_ask_for_it():
    program = (
        "import sys, cli, process.desk, process.deadlines, simulation.world; sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_another_calendar_has_tables_of_its_own():
    before = ManyDays(CALENDAR.as_known_on(date(2024, 5, 28)))
    start = days("2024-05-28")
    assert before.add(start, 15).tolist() == [date(2024, 6, 19)]
    assert MANY.add(start, 15).tolist() == [date(2024, 6, 18)]
