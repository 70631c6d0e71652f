"""The working days of 2018-2027, every one of them, against three other counts and against dates found by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np
import pytest

from process.act import assumed
from process.daysoff import DaysOff
from process.errors import BadInput, CalendarUnknown
from process.fact import Fact, Year
from process.workdays import Workdays, WorkingWeek, kazakhstan

FIRST, LAST = date(2018, 1, 1), date(2027, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
STEPS = [*range(-15, 0), *range(1, 16), -60, 60]
CALENDAR = kazakhstan()


def on(text: str) -> date:
    return date.fromisoformat(text)


def end_or_none(calendar: Workdays, day: date, n: int) -> date | None:
    try:
        return calendar.add(day, n)
    except CalendarUnknown:
        return None


def kurban_moved(day: date) -> Workdays:
    """The calendar as it stood before 7 June 2024."""
    facts = (replace(fact, date=day) if fact.id == "kurban-ait-2024" else fact for fact in CALENDAR.facts)
    return Workdays(tuple(facts), CALENDAR.years)


# --- Against others, on every day ------------------------------------------------------------------------------------


def test_every_day_is_worked_as_the_holidays_library_says():
    """Both know the same law; Kurban Ait of 2027 is an estimate in both, and a Sunday, so no difference is left."""
    theirs = holidays.country_holidays("KZ", years=range(2017, 2029))
    assert [day for day in EVERY_DAY if CALENDAR.is_worked(day) != theirs.is_working_day(day)] == []


def test_every_day_off_but_the_weekends_is_a_day_off_of_the_holidays_library_and_no_other():
    theirs = {day for day in holidays.country_holidays("KZ", years=range(2018, 2028)) if FIRST <= day <= LAST}
    plain = {"workday", "weekend", "worked_instead"}
    ours = {one.date for one in CALENDAR.walk(FIRST, LAST) if one.kind not in plain}
    # 11 May 2020: they name the holiday moved there, we the work done on it instead of 8 May.
    assert ours ^ theirs <= {on("2020-05-11")}


@pytest.mark.parametrize("n", STEPS)
def test_numpy_counts_to_the_same_day_from_every_day(n):
    off = np.array([day for day in EVERY_DAY if not CALENDAR.is_worked(day)], dtype="datetime64[D]")
    days = np.array(EVERY_DAY, dtype="datetime64[D]")
    # Day 0 is not counted: a start on a day off must not first roll to a working day in the direction of the count.
    roll = "backward" if n > 0 else "forward"
    theirs = np.busday_offset(days, n, roll=roll, weekmask="1111111", holidays=off).tolist()
    ours = [end_or_none(CALENDAR, day, n) for day in EVERY_DAY]
    # Outside the known years numpy goes on as if every day were worked; the calendar must refuse.
    assert ours == [end if FIRST <= end <= LAST else None for end in theirs]


@pytest.mark.parametrize("span", [0, 1, 2, 3, 7, 30, 365])
def test_numpy_counts_as_many_working_days_between_two_days(span):
    off = np.array([day for day in EVERY_DAY if not CALENDAR.is_worked(day)], dtype="datetime64[D]")
    starts = EVERY_DAY[: len(EVERY_DAY) - span]
    ends = EVERY_DAY[span:]
    one = np.timedelta64(1, "D")
    after, upto = (np.array(days, dtype="datetime64[D]") + one for days in (starts, ends))
    theirs = np.busday_count(after, upto, weekmask="1111111", holidays=off).tolist()
    assert [CALENDAR.count(start, end) for start, end in zip(starts, ends, strict=True)] == theirs
    assert [CALENDAR.count(end, start) for start, end in zip(starts, ends, strict=True)] == [
        -n for n in theirs
    ]


@pytest.fixture(scope="module")
def workalendar() -> WorkingWeek:
    facts = tuple(known for fact in CALENDAR.facts if (known := fact.as_known_on(None)))
    return WorkingWeek(DaysOff(facts, tuple(year.year for year in CALENDAR.standing())))


def test_workalendar_over_our_facts_says_the_same_of_every_day(workalendar):
    assert [day for day in EVERY_DAY if workalendar.is_working_day(day) != CALENDAR.is_worked(day)] == []


@pytest.mark.parametrize("n", [1, 3, 15, -3])
def test_workalendar_over_our_facts_counts_to_the_same_day_from_every_day(workalendar, n):
    ours = ((day, end_or_none(CALENDAR, day, n)) for day in EVERY_DAY)
    assert [day for day, end in ours if end and workalendar.add_working_days(day, n) != end] == []


# --- Dates found by hand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accepted", "end", "last_notice"),
    [
        ("2026-03-16", "2026-04-09", "2026-04-06"),
        ("2026-03-26", "2026-04-16", "2026-04-13"),
        ("2026-04-24", "2026-05-20", "2026-05-15"),
        ("2026-06-30", "2026-07-22", "2026-07-17"),
        ("2026-10-12", "2026-11-03", "2026-10-29"),
        ("2022-10-03", "2022-10-22", "2022-10-19"),
        ("2024-05-28", "2024-06-18", "2024-06-13"),
    ],
)
def test_fifteen_working_days_and_three_before_their_end(accepted, end, last_notice):
    assert CALENDAR.add(on(accepted), 15) == on(end)
    assert CALENDAR.add(on(end), -3) == on(last_notice)


def test_while_kurban_ait_was_planned_for_17_june_2024_the_term_ended_a_day_later():
    planned = kurban_moved(on("2024-06-17"))
    assert planned.add(on("2024-05-28"), 15) == on("2024-06-19")
    assert planned.add(on("2024-06-19"), -3) == on("2024-06-13")
    june = on("2024-05-31"), on("2024-06-30")
    assert CALENDAR.count(*june) == planned.count(*june) + 1


def test_before_the_act_of_october_2022_the_term_ended_on_monday_the_24th():
    facts = tuple(fact for fact in CALENDAR.facts if fact.id != "moved-2022-10-24")
    assert Workdays(facts, CALENDAR.years).add(on("2022-10-03"), 15) == on("2022-10-24")


@pytest.mark.parametrize(
    ("n", "end"), [(3, "2026-03-27"), (5, "2026-03-31"), (15, "2026-04-14"), (20, "2026-04-21")]
)
def test_a_complaint_that_came_in_before_nauryz_2026(n, end):
    assert CALENDAR.add(on("2026-03-19"), n) == on(end)


MOVED = """
2018: 9 Mar<-3 Mar, 30 Apr<-28 Apr, 8 May<-5 May, 31 Aug<-25 Aug, 31 Dec<-29 Dec
2019: 10 May<-4 May
2020: 3 Jan<-5 Jan, 8 May<-11 May, 18 Dec<-20 Dec
2021: 5 Jul<-3 Jul
2022: 7 Mar<-5 Mar, 29 Aug<-27 Aug, 24 Oct<-22 Oct
2023: 7 Jul<-1 Jul
2024: 8 May<-4 May
2025: 3 Jan<-5 Jan
"""


def moved_days() -> list[tuple[date, ...]]:
    rows = (line.split(": ") for line in MOVED.strip().splitlines())
    pairs = ((year, pair.split("<-")) for year, row in rows for pair in row.split(", "))
    return [tuple(named(f"{day} {year}") for day in pair) for year, pair in pairs]


def named(day: str) -> date:
    return datetime.strptime(day, "%d %b %Y").replace(tzinfo=UTC).date()


def test_every_moved_day_is_off_and_the_day_worked_instead_is_worked_and_there_are_no_others():
    for off, worked in moved_days():
        assert (CALENDAR.day(off).kind, CALENDAR.is_worked(off)) == ("moved_off", False)
        assert (CALENDAR.day(worked).kind, CALENDAR.is_worked(worked)) == ("worked_instead", True)
    kinds = [one.kind for one in CALENDAR.walk(FIRST, LAST)]
    assert kinds.count("moved_off") == kinds.count("worked_instead") == len(moved_days()) == 16


KURBAN_AIT = (
    "2018-08-21 2019-08-11 2020-07-31 2021-07-20 2022-07-09 2023-06-28 2024-06-16 2025-06-06 2026-05-27"
)


def test_kurban_ait_is_off_on_its_first_day_and_never_moves():
    days = [CALENDAR.day(on(text)) for text in KURBAN_AIT.split()]
    assert {(one.kind, one.working, one.status) for one in days} == {("day_off", False, "confirmed")}
    for sunday in ("2019-08-11", "2024-06-16", "2027-05-16"):
        assert CALENDAR.is_worked(on(sunday) + timedelta(days=1))
    assert CALENDAR.is_worked(on("2022-07-11"))  # the Monday after Saturday 9 July 2022


def test_7_january_never_moves():
    assert on("2018-01-07").weekday() == 6 and CALENDAR.is_worked(on("2018-01-08"))
    assert on("2023-01-07").weekday() == 5 and CALENDAR.is_worked(on("2023-01-09"))


SHIFTED = {
    2018: "12-03 12-18",
    2019: "03-25 07-08 12-02",
    2020: "03-09 03-24 03-25 08-31",  # 11 May, the shift of 9 May, is worked instead of 8 May
    2021: "01-04 03-24 05-03 05-10",
    2022: "01-03 01-04 05-02 05-10",
    2023: "01-03 05-08 12-18",
    2024: "03-25 07-08",
    2025: "03-10 03-24 03-25 07-07 09-01 10-27",
    2026: "03-09 03-24 03-25 05-11 10-26",
    2027: "01-04 03-24 05-03 05-10",
}


@pytest.mark.parametrize("year", SHIFTED)
def test_article_5_by_hand(year):
    days = CALENDAR.walk(date(year, 1, 1), date(year, 12, 31))
    assert " ".join(f"{one.date:%m-%d}" for one in days if one.kind == "shifted_holiday") == SHIFTED[year]


def test_a_holiday_that_meets_a_day_off_of_the_labour_code_gives_the_next_working_day():
    wednesday = kurban_moved(on("2024-05-01"))
    assert wednesday.day(on("2024-05-01")).kind == "holiday"
    assert wednesday.day(on("2024-05-02")).kind == "shifted_holiday"


def test_working_days_in_a_year():
    theirs = holidays.country_holidays("KZ", years=range(2017, 2029))
    for year in range(2018, 2028):
        by_holidays = sum(theirs.is_working_day(day) for day in EVERY_DAY if day.year == year)
        assert CALENDAR.worked_in(year) == by_holidays
    assert CALENDAR.worked_in(2026) == 247


def test_2026_has_neither_30_august_nor_15_march_and_2027_has_15_march():
    assert CALENDAR.is_worked(on("2026-08-31")) and not CALENDAR.is_worked(on("2025-09-01"))
    assert CALENDAR.day(on("2026-03-15")).kind == "weekend"
    assert CALENDAR.day(on("2027-03-15")).kind == "holiday"


def test_2022_has_25_october_and_not_1_and_17_december():
    assert CALENDAR.day(on("2022-10-25")).kind == "holiday"
    assert CALENDAR.is_worked(on("2022-12-01")) and not CALENDAR.is_worked(on("2021-12-01"))
    assert not CALENDAR.is_worked(on("2021-12-17"))


# --- What holds from every day ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 3, 5, 15, 20])
def test_the_end_is_worked_with_n_working_days_up_to_it_and_the_way_back_is_the_same(n):
    ends = [(day, end) for day in EVERY_DAY if (end := end_or_none(CALENDAR, day, n))]
    assert len(ends) > 3600
    for day, end in ends:
        assert CALENDAR.is_worked(end)
        assert (
            sum(map(CALENDAR.is_worked, (day + timedelta(days=k) for k in range(1, (end - day).days + 1))))
            == n
        )
        if CALENDAR.is_worked(day):
            assert CALENDAR.add(end, -n) == day
    assert [end for _, end in ends] == sorted(end for _, end in ends)


def test_the_next_working_day_is_the_day_itself_or_the_first_after_it():
    for day in EVERY_DAY:
        assert CALENDAR.next_worked(day) == (day if CALENDAR.is_worked(day) else CALENDAR.add(day, 1))


def test_no_working_days_from_a_day_is_the_day_itself_if_worked():
    assert CALENDAR.add(on("2026-03-20"), 0) == on("2026-03-20")
    with pytest.raises(BadInput, match=r"2026-03-21 is not a working day.*2026-03-26"):
        CALENDAR.add(on("2026-03-21"), 0)


# --- Outside the known years -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "year"),
    [
        (lambda: CALENDAR.add(on("2027-12-31"), 1), 2028),
        (lambda: CALENDAR.add(on("2027-12-20"), 250), 2028),
        (lambda: CALENDAR.add(on("2026-03-16"), 10**9), 2028),
        (lambda: CALENDAR.add(on("2018-01-03"), -1), 2017),
        (lambda: CALENDAR.add(on("2026-03-16"), -(10**9)), 2017),
        (lambda: CALENDAR.add(on("2028-01-03"), -3), 2028),
        (lambda: CALENDAR.add(on("2017-12-29"), 15), 2017),
        (lambda: CALENDAR.add(on("2030-05-05"), 0), 2030),
        (lambda: CALENDAR.is_worked(on("2028-01-01")), 2028),
        (lambda: CALENDAR.next_worked(on("2017-12-31")), 2017),
        (lambda: CALENDAR.count(on("2017-12-31"), on("2018-01-09")), 2017),
        (lambda: CALENDAR.count(on("2027-12-31"), on("2028-01-09")), 2028),
        (lambda: CALENDAR.worked_in(2028), 2028),
        (lambda: CALENDAR.day(on("1999-01-01")), 1999),
        (lambda: list(CALENDAR.walk(on("2027-12-30"), on("2028-01-02"))), 2028),
        (lambda: CALENDAR.is_provisional(on("2027-12-30"), on("2028-01-02")), 2028),
        (lambda: CALENDAR.why_provisional(2028, "en"), 2028),
    ],
)
def test_a_year_without_facts_is_refused_and_the_keeper_named(ask, year):
    with pytest.raises(
        CalendarUnknown, match=rf"{year} are not known.*calendar keeper must add {year}"
    ) as refusal:
        ask()
    assert refusal.value.details["year"] == year


def test_at_the_edges_what_is_known_is_still_answered():
    assert CALENDAR.add(on("2027-12-30"), 1) == on("2027-12-31")
    assert CALENDAR.add(on("2018-01-04"), -1) == on("2018-01-03")
    assert CALENDAR.add(on("2018-01-01"), 1) == on("2018-01-03")


def test_an_instant_is_no_day_of_the_law():
    for ask in (CALENDAR.is_worked, CALENDAR.next_worked, lambda day: CALENDAR.add(day, 15)):
        with pytest.raises(TypeError, match="a local date is needed"):
            ask(datetime(2026, 3, 16))


# --- Reasons, states, values -----------------------------------------------------------------------------------------


def reason(text: str, lang: str = "en") -> tuple[str, str, str | None]:
    one = CALENDAR.day(on(text))
    return one.kind, one.names.get(lang, ""), str(one.act) if one.act else None


def test_why_a_day_is_off_or_worked():
    law = "Law No. 267-II of 13 December 2001 on holidays"
    order = "Order of the authorised labour body of 17 April 2024, G24G0000109"
    assert reason("2026-03-20") == ("workday", "", None)
    assert reason("2026-03-28") == ("weekend", "Saturday", None)
    assert reason("2026-03-22") == ("holiday", "Nauryz", law)
    assert reason("2026-03-25") == (
        "shifted_holiday",
        "Nauryz, moved from Sunday 22 March 2026",
        f"{law}, Article 5",
    )
    assert reason("2026-05-27")[:2] == ("day_off", "First day of Kurban Ait")
    assert reason("2024-05-08") == ("moved_off", "Day off, moved from Saturday 4 May 2024", order)
    assert reason("2024-05-04") == ("worked_instead", "Worked instead of Wednesday 8 May 2024", order)
    assert reason("2020-05-11")[:2] == ("worked_instead", "Worked instead of Friday 8 May 2020")


def test_the_reasons_are_also_said_in_kazakh_and_russian():
    assert reason("2026-03-28", "kk")[1] == "Сенбі"
    assert reason("2026-03-25", "kk")[1] == "Наурыз мейрамы, 2026 жылғы 22 наурыздан (жексенбі) ауыстырылды"
    assert reason("2026-03-25", "ru")[1] == "Наурыз мейрамы, перенос с воскресенья 22 марта 2026 года"
    assert reason("2024-05-04", "kk")[1] == "2024 жылғы 8 мамырдың (сәрсенбі) орнына жұмыс күні"
    assert reason("2024-05-04", "ru")[1] == "Рабочий день вместо среды 8 мая 2024 года"


def test_since_when_a_day_off_was_known():
    assert CALENDAR.day(on("2024-06-16")).known_since == on("2024-06-07")
    assert CALENDAR.day(on("2022-10-25")).known_since == on("2022-09-29")
    assert CALENDAR.day(on("2026-03-28")).known_since is None
    ended = {fact.id: fact.ending.known_since for fact in CALENDAR.facts if fact.ending}
    assert ended["constitution-day-1995"] == on("2026-03-18")
    assert ended["first-presidents-day"] == ended["independence-day-17"] == on("2022-09-29")


def test_2027_is_provisional_on_every_date_that_touches_it():
    assert not CALENDAR.is_provisional(on("2018-01-01"), on("2026-12-31"))
    assert CALENDAR.is_provisional(on("2026-12-31"), on("2027-01-01"))
    assert CALENDAR.is_provisional(on("2027-01-01"), on("2026-12-31"))
    assert {one.status for one in CALENDAR.walk(on("2027-01-01"), LAST)} == {"provisional", "estimated"}
    assert CALENDAR.day(on("2027-05-16")).status == "estimated"
    assert {one.status for one in CALENDAR.walk(FIRST, on("2026-12-31"))} == {"confirmed"}


def test_why_a_year_is_provisional_and_who_must_add_what():
    assert CALENDAR.why_provisional(2026, "en") is None
    said = CALENDAR.why_provisional(2027, "en")
    assert "moved days off are not yet known" in said and "the calendar keeper must add them" in said
    assert all(CALENDAR.why_provisional(2027, lang) for lang in ("kk", "ru"))


def a_moved_day(off: str, worked: str) -> Fact:
    names = {"kk": "Демалыс күні", "ru": "Выходной день", "en": "Day off"}
    return Fact(
        id="new", kind="moved", names=names, act=assumed("Order 1"), known_since=on("2026-11-02"), status="confirmed",
        date=on(off), worked=on(worked),
    )  # fmt: skip


def test_a_new_act_makes_another_calendar_and_leaves_this_one_as_it_was():
    moved = CALENDAR.with_facts(a_moved_day("2026-12-15", "2026-12-12"))
    assert moved.add(on("2026-12-11"), 1) == on("2026-12-12")
    assert CALENDAR.add(on("2026-12-11"), 1) == on("2026-12-14")
    assert moved != CALENDAR and moved.version != CALENDAR.version
    assert moved == CALENDAR.with_facts(a_moved_day("2026-12-15", "2026-12-12"))
    assert hash(Workdays(CALENDAR.facts, CALENDAR.years)) == hash(CALENDAR)


def test_an_estimate_in_a_confirmed_year_makes_the_spans_that_touch_it_provisional():
    guessed = CALENDAR.with_facts(replace(a_moved_day("2026-12-15", "2026-12-12"), status="estimated"))
    assert guessed.is_provisional(on("2026-12-10"), on("2026-12-12"))
    assert guessed.is_provisional(on("2026-12-15"), on("2026-12-15"))
    assert not guessed.is_provisional(on("2026-12-13"), on("2026-12-14"))
    assert guessed.day(on("2026-12-15")).status == "estimated"


def test_a_year_added_by_its_keeper_is_known_from_then_on():
    longer = CALENDAR.with_facts(years=[Year(year=2028, status="confirmed")])
    assert (longer.last_year, longer.add(on("2027-12-31"), 1)) == (2028, on("2028-01-05"))


@pytest.mark.parametrize(
    ("off", "worked", "fault"),
    [
        ("2026-12-12", "2026-12-19", "2026-12-12 is a day off already"),
        ("2026-12-16", "2026-12-19", "2026-12-16 is a day off already"),
        ("2026-03-25", "2026-03-28", "2026-03-25 is a day off already"),
        ("2026-12-15", "2026-12-14", "2026-12-14 is a working day already"),
        ("2024-05-08", "2024-05-11", "moved-2024-05-08"),
        ("2024-05-15", "2024-05-04", "moved-2024-05-08"),
        ("2029-12-15", "2029-12-14", "2029 is not among the years"),
    ],
)
def test_an_act_that_moves_nothing_or_contradicts_another_is_refused(off, worked, fault):
    with pytest.raises(BadInput, match=fault):
        CALENDAR.with_facts(a_moved_day(off, worked))


def test_the_version_names_the_state_of_the_calendar():
    assert CALENDAR.version == Workdays(CALENDAR.facts, CALENDAR.years).version
    assert CALENDAR.version.startswith("kz-") and len(CALENDAR.version) == 11
