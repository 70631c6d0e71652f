"""The calendars that one office has counted by: which was in force when, by which each date is explained."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from process.fact import Year, years_known
from process.localtime import parse_typed
from process.moves import Effect, shifted
from process.workdays import kazakhstan
from simulation.what_if import with_day_moved, with_day_off
from simulation.world import World

MOMENTS = [parse_typed(f"2026-03-{day} 12:00") for day in (17, 18, 19)]
TICK = timedelta(microseconds=1)
CALENDARS = [with_day_off(kazakhstan(), f"2026-04-0{day}", act="an order") for day in (1, 2, 3)]


@pytest.fixture
def taken_up():
    calendar = kazakhstan()
    for number, (moment, changed) in enumerate(zip(MOMENTS, CALENDARS, strict=True)):
        calendar = calendar.taken_up(changed, moment, f"order {number}")
    return calendar


def test_each_was_in_force_from_its_own_moment_to_the_next(taken_up):
    first, second, third = MOMENTS
    asked = [first - TICK, first, second - TICK, second, third - TICK, third, third + TICK]
    versions = [taken_up.in_force_at(moment).version for moment in asked]
    before, a, b, c = (each.version for each in (kazakhstan(), *CALENDARS))
    assert versions == [before, a, a, b, b, c, c]
    assert len({before, a, b, c}) == 4


def test_at_and_after_the_last_change_nothing_has_changed_since(taken_up):
    history = taken_up.history
    assert [history.changed_since(MOMENTS[-1] + step) for step in (-TICK, TICK * 0, TICK)] == [
        True,
        False,
        False,
    ]


def test_of_two_changes_at_one_instant_the_last_counts():
    calendar = kazakhstan()
    for changed in CALENDARS[:2]:
        calendar = calendar.taken_up(changed, MOMENTS[0], "an order")
    assert len(calendar.history.changes) == 1
    assert calendar.in_force_at(MOMENTS[0]).version == CALENDARS[1].version


def test_every_one_that_was_in_force_is_found_by_its_version(taken_up):
    for each in (kazakhstan(), *CALENDARS):
        assert taken_up.by_version(each.version) == each
    assert taken_up.by_version("kz-00000000") is None
    assert kazakhstan().by_version("kz-00000000") is None


def test_those_that_were_in_force_carry_no_history_of_their_own(taken_up):
    """Or each change would hold all before it once more."""
    history = taken_up.history
    assert [each.history for each in (history.first, *(change.calendar for change in history.changes))] == [
        None
    ] * 4


def test_a_date_is_explained_by_the_calendar_that_it_came_from_after_further_changes():
    """Accepted on 16 March 2026, due on 9 April. 1 April off: the 10th. Two days off after the end leave it, and it
    is explained by the calendar that moved it; its acceptance by the one before any change."""
    world = World("2026-03-16 09:00")
    case = world.file().do("accept")
    for day in ("2026-04-01", "2026-04-20", "2026-04-21"):
        world.advance(hours=1)
        world.with_calendar(with_day_off(world.workdays, day, act=f"order {day}"), act=f"order {day}")
    why = case.explain("decision")
    assert why.kept and why.version == case.deadlines["decision"].calendar != world.workdays.version
    assert f"{why.due_at:%d.%m}" == "10.04"
    skipped = {each.date for each in why.skipped}
    assert date(2026, 4, 1) in skipped and why.calendar.is_worked(date(2026, 4, 20))
    first = case.explain("acceptance")
    assert first.kept and first.version == kazakhstan().version


def test_the_latest_word_on_a_year_counts_whatever_the_order_of_the_file():
    provisional = Year(year=2027, status="provisional", known_since=date(2026, 1, 1))
    confirmed = Year(year=2027, status="confirmed", known_since=date(2026, 12, 20))
    for words in ((provisional, confirmed), (confirmed, provisional)):
        told = [years_known(words, day)[0].status for day in (date(2026, 12, 19), date(2026, 12, 20), None)]
        assert told == ["provisional", "confirmed", "confirmed"]


def test_a_word_on_a_year_makes_another_state_of_the_calendar():
    word = Year(year=2027, status="confirmed", known_since=date(2026, 12, 20))
    assert kazakhstan().with_facts(years=[word]).version != kazakhstan().version


def test_an_estimate_within_the_days_makes_them_provisional_and_one_beside_them_does_not():
    """Kurban Ait of 2027 is estimated; make its year confirmed, so that nothing else is open."""
    word = Year(year=2027, status="confirmed", known_since=date(2026, 12, 20))
    calendar = kazakhstan().with_facts(years=[word])
    ait = date(2027, 5, 16)
    for first, last, open_still in (
        (ait - timedelta(5), ait - timedelta(1), False),
        (ait - timedelta(5), ait, True),
        (ait, ait + timedelta(5), True),
        (ait - timedelta(30), ait + timedelta(30), True),
        (ait + timedelta(1), ait + timedelta(30), False),
    ):
        assert calendar.is_provisional(first, last) is open_still, (first, last)


def test_the_very_instant_of_the_earlier_day_is_not_over_yet():
    """Due on 9 April, by the changed calendar on the 8th at 18:00: found at that instant it can still be approved."""
    world = World("2026-03-16 09:00")
    case = world.file().do("accept")
    calendar = with_day_moved(kazakhstan(), "2026-04-15", worked="2026-03-28", act="an order")
    deadline, rules = case.deadlines["decision"], case.case.definition
    instant = parse_typed("2026-04-08 18:00")
    told = [shifted(deadline, rules, calendar, instant + step).effect for step in (-TICK, TICK * 0, TICK)]
    assert told == [Effect.EARLIER, Effect.EARLIER, Effect.PAST]
    closed = replace(deadline, met_at=parse_typed("2026-03-17 10:00"))
    assert shifted(closed, rules, calendar, instant) is None
