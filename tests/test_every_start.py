"""One scenario from every start day, held against days counted by hand and by a list of its own."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import oracle
import pytest
from offices import Office

from process.definitions import SHIPPED
from process.errors import BadInput
from process.events import ReportAccepted
from process.localtime import parse_typed
from process.workdays import kazakhstan
from simulation.every_start import every_start
from simulation.every_start_json import every_start_json
from simulation.scenario import After
from simulation.scenario_reader import read, read_file
from simulation.shifted import begun_on, freed
from simulation.trial import try_on
from simulation.trial_world import TrialWorld, try_in_a_world
from simulation.world import World
from terminal.console import console
from terminal.every_start import show_every_start

EXAMPLES = Path(__file__).parent.parent / "examples"
BROKEN = EXAMPLES / "broken" / "a-notice-too-late-for-its-hearing.scenario.toml"
LATER = EXAMPLES / "scenarios" / "registered-23-days-after-acceptance.scenario.toml"
LAST_MOMENTS = EXAMPLES / "scenarios" / "refusal-noticed-on-the-last-day.scenario.toml"


HEARING, NOTICE = '"hearing.days" = 4', '"hearing_notice.days" = 2'


def broken(*, without):
    """The same story with fewer numbers broken."""
    text = BROKEN.read_text(encoding="utf-8")
    for number in without:
        assert number in text
        text = text.replace(number, "")
    return read(text)


def sound():
    """The same story by the rules as they are."""
    return broken(without=(HEARING, NOTICE))


# --- the broken definition

MONDAY = date(2026, 3, 16)
"""Accepted on that day; 21-25 March are off.

Day  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 +1
     17 18 19 20 26 27 30 31  1  2  3  6  7  8  9 10 April
"""


def test_the_days_after_that_monday_are_as_counted_by_hand():
    counted = [date(2026, 3, 17) + timedelta(n) for n in range(25)]
    off = [date(2026, 3, day) for day in range(21, 26)]
    worked = [day for day in counted if day.weekday() < 5 and day not in off]
    assert [worked[n - 1].day for n in (12, 13, 15, 16)] == [6, 7, 9, 10]


def first_difference(scenario):
    answer = every_start(scenario, MONDAY, MONDAY)
    assert not answer.ok and answer.otherwise == 1
    first, *others = answer.groups[0].first.differences
    assert ("state", "heard") in [(each.key, each.got) for each in others]
    return first


def test_a_notice_too_late_for_its_hearing_is_caught_on_a_day_that_can_be_counted_by_hand():
    """The broken last day for a notice is two working days before Thursday 9 April: Tuesday the 7th. The third working
    day after it is Friday the 10th, when the term is over. Heard by Thursday, refused at its last moment: too early."""
    first = first_difference(broken(without=[HEARING]))
    assert (first.key, first.expected, first.kind) == ("refused", "no refusal", "too_early")
    assert "received on 07.04.2026, so a refusal is possible from 10.04.2026 on" in first.got
    assert first.at == parse_typed("2026-04-09 18:00")


def test_a_hearing_within_four_days_is_caught_on_a_day_that_can_be_counted_by_hand():
    """Noticed and received on its last day, Monday 6 April: 7, 8, 9 and 10 April are four working days, so it is held
    on Friday at 18:00, and the last moment of the term, on Thursday, lies behind."""
    first = first_difference(broken(without=[NOTICE]))
    assert (first.key, first.expected) == ("when", "a moment to come")
    assert "no deadline 'decision' lies ahead" in first.got
    assert first.at == parse_typed("2026-04-10 18:00")


def test_both_numbers_broken_are_caught_too():
    """Noticed on Tuesday 7 April, heard on the fourth working day: Monday the 13th."""
    assert first_difference(broken(without=[])).at == parse_typed("2026-04-13 18:00")


@pytest.mark.parametrize("without", [[], [HEARING], [NOTICE]], ids=["both", "the notice", "the hearing"])
def test_each_number_is_caught_from_every_start_day(without):
    caught = every_start(broken(without=without), date(2025, 7, 1), date(2026, 6, 30))
    assert (caught.as_expected, caught.otherwise, len(caught.refused)) == (0, 365, 0)


def test_the_rules_as_they_are_are_caught_from_none():
    holds = every_start(sound(), date(2025, 7, 1), date(2026, 6, 30))
    assert (holds.ok, holds.as_expected, holds.otherwise) == (True, 365, 0)
    assert every_start(read_file(BROKEN), MONDAY, MONDAY).definition == (
        "order-232-2025+hearing.days=4,hearing_notice.days=2"
    )


@pytest.mark.slow
def test_a_refusal_noticed_at_the_last_moment_is_possible_from_every_day_of_ten_years():
    answer = every_start(read_file(LAST_MOMENTS), date(2018, 1, 1), date(2027, 12, 31))
    assert answer.ok and answer.tried + len(answer.refused) == 3652
    assert {start.day.year for start in answer.refused} == {2027}
    assert len(answer.results) == 1, "and the result is the same each time"


# --- where the days off decide


def by_the_list(filed):
    """Whether 23 calendar days after acceptance is in time, by the days off that `oracle` has copied from print."""
    registered = filed if oracle.worked(filed) else oracle.nth(filed, 1)
    return registered + timedelta(days=23) <= oracle.nth(registered, 15)


def test_the_starts_that_differ_are_those_that_the_list_of_days_off_gives():
    first, last = date(2025, 7, 1), date(2027, 5, 20)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    answer = every_start(read_file(LATER), first, last)
    assert answer.tried == len(days)
    assert [start.day for start in answer.good.starts] == [day for day in days if by_the_list(day)]
    [group] = answer.groups
    assert [start.day for start in group.starts] == [day for day in days if not by_the_list(day)]
    assert [each.key for each in group.first.differences] == ["overdue", "late"]


def test_the_days_off_of_the_term_are_named_with_their_acts():
    """Filed on 16 March 2026, done on 8 April: Nauryz lies between, and takes three weekdays."""
    monday = date(2026, 3, 16)
    answer = every_start(read_file(LATER), monday, monday)
    assert answer.ok
    assert [day.date.day for day in answer.good.days_off] == [21, 22, 23, 24, 25]
    assert answer.good.fewest == answer.good.most == 3
    assert answer.good.in_all == ("Nauryz",)


# --- what the calendar does not know


def test_starts_whose_term_leaves_the_known_years_are_refused_and_counted_apart():
    """Accepted on Wednesday 8 December 2027: 9, 10, 13-15, 17 (the 16th is off), 20-24 and 27-30 December are fifteen;
    heard on the 29th, the protocol is due on Friday the 31st. A day later it would be due in 2028."""
    answer = every_start(sound(), date(2027, 12, 1), date(2027, 12, 31))
    assert [start.day for start in answer.good.starts] == [date(2027, 12, n) for n in range(1, 9)]
    assert [start.day for start in answer.refused] == [date(2027, 12, n) for n in range(9, 32)]
    assert "The working days of 2028 are not known" in answer.refused[0].refused


def test_years_that_the_calendar_does_not_have_at_all_are_refused_and_no_answer_is_good():
    answer = every_start(sound(), date(2029, 1, 1), date(2029, 1, 31))
    assert (answer.tried, len(answer.refused), answer.ok) == (0, 31, False)
    before = every_start(sound(), date(2017, 12, 25), date(2018, 1, 1))
    assert len(before.refused) == 7 and before.as_expected == 1


# --- a scenario freed from its dates

DATED = """\
title = "Dated"
about = ["Order 232, item 5"]
[[report]]
of = "Ахметов"
filed = "2026-03-16 09:10"
[[report]]
of = "Бекенова"
filed = "2026-03-18 09:10"
[[step]]
case = "Ахметов"
at = "2026-03-16 10:00"
do = "accept"
[[step]]
case = "Ахметов"
at = "2026-03-26 10:00"
do = "propose-refusal"
ground = 1
provision = "Article 1"
method = "oral"
hearing = "2026-03-27 15:00"
place = "room 12"
[[step]]
case = "Ахметов"
at = "2026-03-26 10:30"
do = "receive-notice"
[[expect]]
case = "Ахметов"
state = "hearing"
due = { decision = "2026-04-09" }
"""


def test_dates_become_distances_in_working_days():
    """By the list: 26 March is the fifth working day after the 16th, so from 1 June 2026 the same act is on 8 June."""
    answer = every_start(read(DATED), date(2026, 6, 1), date(2026, 6, 1))
    assert answer.ok and answer.good.first.until == oracle.nth(date(2026, 6, 1), 5) == date(2026, 6, 8)


def test_a_step_on_a_day_off_has_no_distance_and_is_refused_with_its_line():
    text = DATED.replace("2026-03-26 10:00", "2026-03-24 10:00").replace(
        "2026-03-26 10:30", "2026-03-24 10:30"
    )
    with pytest.raises(BadInput, match="cannot begin on other days") as no:
        every_start(read(text), date(2026, 6, 1), date(2026, 6, 2))
    assert [(each["line"], each["fault"]) for each in no.value.details["faults"]] == [
        (15, "24.03.2026 is a day off"),
        (24, "24.03.2026 is a day off"),
    ]


def test_its_own_days_off_stay_on_their_dates():
    text = '[[given.day_off]]\ndate = "2026-06-03"\nact = "an invented decree"\n'
    scenario = read(DATED.replace("[[report]]", text + "[[report]]", 1))
    answer = every_start(scenario, date(2026, 6, 1), date(2026, 6, 1))
    assert answer.good.first.until == date(2026, 6, 9)
    assert [str(day.act) for day in answer.good.days_off] == ["an invented decree"]


SECOND = """\
title = "A second report"
about = ["R27"]
[[report]]
of = "Ахметов"
filed = "2026-03-16 09:10"
changes = { iin = "900514300121" }
[[report]]
of = "Бекенова"
FILED
changes = { iin = "900514300121" }
[[step]]
case = "Ахметов"
at = "2026-03-18 10:00"
by = "applicant"
do = "withdraw"
[[expect]]
case = "Бекенова"
state = "submitted"
"""


@pytest.mark.parametrize(
    ("filed", "then"),
    [
        ('filed = "2026-03-19 09:10"', date(2026, 3, 13)),
        ('filed_after = "3 wd 09:10"', date(2026, 3, 13)),
        ('filed_after = "4 days 09:10"', date(2026, 3, 14)),
    ],
)
def test_reports_and_steps_count_from_one_day_also_from_a_start_on_a_day_off(filed, then):
    """Filed on Saturday 7 March 2026: registered on Tuesday the 10th, for Monday the 9th is off instead of Sunday the
    8th. Two working days on, on Thursday the 12th at 10:00, the report is withdrawn; three on, on Friday, or four
    calendar days on, on Saturday, the next comes in. Counted from the filing it would come in before the withdrawal,
    and be refused."""
    saturday = date(2026, 3, 7)
    answer = every_start(read(SECOND.replace("FILED", filed)), saturday, saturday)
    assert answer.ok, answer.groups
    assert answer.good.first.until == then


def test_a_report_of_the_same_evening_stays_with_the_first_one():
    """Both filed on Monday 16 March 2026 after 18:00, and registered on Tuesday."""
    text = SECOND.replace("2026-03-16 09:10", "2026-03-16 18:30")
    evening = read(text.replace("FILED", 'filed = "2026-03-16 19:00"'))
    free = freed(evening, try_in_a_world(evening), SHIPPED.definitions[0], kazakhstan())
    assert free.reports[1].filed == After(0, "days", time(19)) and not free.reports[1].since_registration


# --- a moment before the step


CORRECTED = EXAMPLES / "scenarios" / "a-wrong-entry-is-corrected.scenario.toml"


def test_a_moment_before_its_step_keeps_its_distance_too():
    """Accepted on the second working day and corrected on the third to the first. From Thursday 4 June 2026 that is
    from Tuesday the 9th to Friday the 5th: across a weekend."""
    for day in (date(2026, 3, 16), date(2026, 6, 4)):
        assert every_start(read_file(CORRECTED), day, day).ok
    corrected = read_file(CORRECTED)
    rules, calendar = SHIPPED.definitions[0], kazakhstan()
    free = freed(corrected, try_in_a_world(corrected), rules, calendar)
    with World(parse_typed("2026-06-04 09:10"), definition=rules) as world:
        tried = try_on(begun_on(free, date(2026, 6, 4)), TrialWorld(world), dates=False)
        [case] = tried.cases.values()
        [accepted] = [
            step.event for step in world.case(case).case.course if isinstance(step.event, ReportAccepted)
        ]
    assert accepted.occurred_at == parse_typed("2026-06-05 10:00")


# --- the shipped scenarios


ON_THEIR_DATES = {
    "court-act-set-aside-told-within-ten-days": "it names the day on which a court set an act aside",
    "a-certificate-of-more-than-a-month-before": "it names the days of two certificates",
    "before-the-edition": "it is about a day on which no edition was in force, and here one is named",
    "filed-at-night-and-on-a-day-off": "a report and a step stand on days off",
    "registered-23-days-after-acceptance": "it shows that calendar days are not working days",
    "term-beyond-the-known-calendar": "it is about the last days that the calendar knows",
}
SHIPPED_SCENARIOS = sorted((EXAMPLES / "scenarios").glob("*.toml"), key=lambda path: path.name)


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED_SCENARIOS, ids=lambda path: path.name.partition(".")[0])
def test_a_shipped_scenario_holds_from_every_day_of_spring_unless_it_is_about_its_dates(path):
    name = path.name.partition(".")[0]
    try:
        answer = every_start(read_file(path), date(2026, 4, 15), date(2026, 5, 31))
    except BadInput:
        assert name == "filed-at-night-and-on-a-day-off"
    else:
        assert answer.ok is (name not in ON_THEIR_DATES), answer.groups
        assert not answer.refused


# --- what comes out


def test_as_json_the_keys_are_stable():
    plain = every_start_json(every_start(read_file(BROKEN), date(2026, 3, 16), date(2026, 3, 17)))
    assert set(plain) == {
        "file", "title", "definition", "from", "to", "tried", "as_expected", "otherwise", "weekdays_off", "refused",
        "groups", "results", "example",
    }  # fmt: skip
    [group] = plain["groups"]
    assert set(group) == {
        "count", "first", "last", "examples", "until", "differences", "days_off", "in_all", "weekdays_off",
    }  # fmt: skip
    assert group["examples"] == ["2026-03-16", "2026-03-17"] and plain["example"]["timelines"]


def test_the_screen_begins_with_the_answer_and_is_80_columns_wide():
    plain = every_start_json(every_start(read_file(LATER), date(2026, 3, 16), date(2026, 4, 30)))
    out = io.StringIO()
    console(file=out, width=80, colour=False).print(show_every_start(plain))
    lines = out.getvalue().splitlines()
    good = sum(by_the_list(date(2026, 3, 16) + timedelta(n)) for n in range(46))
    assert " ".join(lines[:2]).startswith(
        f"46 start days from Mon 16.03.2026 to Thu 30.04.2026: {good} as expected, {46 - good} otherwise."
    )
    assert max(map(len, lines)) <= 80 and any(line.startswith("why ") for line in lines)


def test_where_no_start_came_as_expected_the_days_off_are_not_said_to_be_why():
    early = EXAMPLES / "scenarios" / "before-the-edition.scenario.toml"
    plain = every_start_json(every_start(read_file(early), date(2026, 3, 16), date(2026, 3, 20)))
    out = io.StringIO()
    console(file=out, width=80, colour=False).print(show_every_start(plain))
    said = " ".join(out.getvalue().split())
    assert "why no start came as expected, so no day off is seen to be the reason; days off take" in said


def test_from_the_command_line(tmp_path):
    merzim = Office(tmp_path)
    answer = merzim("simulate", BROKEN, "--every-start", "2026-03-16..2026-03-17", "--json")
    assert (answer.code, answer.json["otherwise"]) == (1, 2)
    assert merzim("simulate", LAST_MOMENTS, "--every-start", "2026-03-16..2026-03-31").code == 0
    for words, said in (
        (["--every-start", "2027..2026"], "comes after the last"),
        (["--every-start", "2026-13-01"], "not on the calendar"),
        (["--every-start", "spring"], "is not a date"),
        ([LAST_MOMENTS, "--every-start", "2026"], "takes one scenario"),
    ):
        refused = merzim("simulate", BROKEN, *words)
        assert refused.code == 2 and said in refused.err, refused.err


def test_progress_is_told_after_each_day():
    seen = []
    every_start(sound(), date(2026, 3, 2), date(2026, 3, 6), step=lambda: seen.append(datetime))
    assert len(seen) == 5
