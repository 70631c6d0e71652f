"""Moves of dates at their edges: what was noted, closed or met meanwhile, a provisional end, the very last instant.

Days counted by hand, spring of 2026: accepted on Monday 16 March at 10:00, with 21-25 March off, the fifteenth working
day is Thursday 9 April; with 2 April off, Friday the 10th; with the 3rd off too, Monday the 13th.
"""

import pytest

from process.errors import NotAllowedHere
from process.events import WarningRaised
from process.localtime import iso
from process.workdays import kazakhstan
from simulation.what_if import with_day_moved, with_day_off
from simulation.world import World

CALENDAR = kazakhstan()


# --- a case in an office


@pytest.fixture
def spring():
    """Accepted on Monday 16 March 2026, due on Thursday 9 April; it is 20 March, noon."""
    world = World("2026-03-16 09:00")
    case = world.file().do("accept", by="executor Омарова", at="2026-03-16 10:00")
    world.until("2026-03-20 12:00")
    return case


def taken_up(case, *changes, act="an order"):
    """From now on days are off, or off and others worked: "2026-04-02", or ("2026-04-15", "2026-03-28")."""
    calendar = case.world.workdays
    for each in changes:
        day, worked = (each, None) if isinstance(each, str) else each
        calendar = (
            with_day_moved(calendar, day, worked=worked, act=act)
            if worked
            else with_day_off(calendar, day, act=act)
        )
    case.world.with_calendar(calendar, act=act)


def due(case, name="decision"):
    return iso(case.deadlines[name].due_at)


def warned(case, about="decision"):
    """Each warning of that deadline: the day, how many working days before, and which day it speaks of."""
    return [
        (iso(each.occurred_at)[:10], each.days_before, iso(each.due_at)[:10])
        for each in case.events
        if isinstance(each, WarningRaised) and each.about == about
    ]


def registered(case, at):
    for service in ("legal_service", "housing_unit"):
        case.do("endorse", by=service, agrees=True, at=at)
    return case.do("register", at=at)


def seq_of(case, kind):
    return next(step.entry.seq for step in case.case.course if type(step.event).__name__ == kind)


def test_what_closed_under_an_earlier_calendar_is_explained_by_that_very_one(spring):
    """Acceptance was met under the first; the decision under the second, which gave the 10th; then comes a third."""
    taken_up(spring, "2026-04-02")
    second = spring.world.workdays.version
    registered(spring, "2026-03-20 13:00")
    spring.world.until("2026-03-26 12:00")
    taken_up(spring, "2026-04-03")
    for name, version, days in (("acceptance", CALENDAR.version, 0), ("decision", second, 15)):
        why = spring.explain(name)
        assert (why.kept, why.calendar.version, len(why.counted)) == (True, version, days)


def test_a_date_that_moves_into_a_provisional_year_is_provisional():
    """Accepted on Monday 7 December 2026, due on Tuesday the 29th, the last notice on Thursday the 24th. With the 24th
    and the 28th to 30th off: due on Wednesday 6 January 2027, the last notice on Friday 25 December."""
    world = World("2026-12-07 09:00")
    case = world.file().do("accept", at="2026-12-07 10:00")
    assert (due(case)[:10], due(case, "hearing_notice")[:10]) == ("2026-12-29", "2026-12-24")
    assert not case.deadlines["decision"].provisional
    taken_up(case, "2026-12-24", "2026-12-28", "2026-12-29", "2026-12-30")
    assert (due(case)[:10], due(case, "hearing_notice")[:10]) == ("2027-01-06", "2026-12-25")
    assert case.deadlines["decision"].provisional
    assert case.deadlines["hearing_notice"].provisional, "the end that it counts back from is not settled"


def test_a_date_noted_as_past_is_not_warned_of_and_the_one_on_record_is(spring):
    """Found on Tuesday 7 April at 18:30: with both Saturdays worked it would have ended then, at 18:00. On record stays
    the 9th, and one working day before it is the 8th."""
    spring.world.until("2026-04-07 18:30")
    taken_up(spring, ("2026-04-15", "2026-03-28"), ("2026-04-16", "2026-04-04"))
    assert spring.deadlines["decision"].held.past
    spring.world.until("2026-04-09 12:00")
    assert warned(spring)[-1] == ("2026-04-08", 1, "2026-04-09")


def test_a_correction_after_a_change_leaves_a_closed_date_on_the_calendar_of_its_own_day(spring):
    """Registered before 2 April was made a day off; the acceptance was on the 17th: due on 10 April as known then."""
    registered(spring, "2026-03-20 13:00")
    taken_up(spring, "2026-04-02")
    spring.do(
        "correct", by="head", seq=seq_of(spring, "ReportAccepted"), reason="a day late", to="2026-03-17 10:00"
    )
    why = spring.explain("decision")
    assert (due(spring)[:10], why.calendar.version, len(why.counted)) == ("2026-04-10", CALENDAR.version, 15)


def test_a_hearing_in_writing_keeps_its_midnight_when_it_moves(spring):
    """Received on Thursday 26 March: with the objection window by Monday the 30th; with that day off, by Tuesday."""
    spring.do("propose-refusal", ground=1, provision="Art. 1", method="written", at="2026-03-26 10:00")
    spring.do("receive-notice", by="executor Омарова", at="2026-03-26 11:00")
    assert due(spring, "hearing") == "2026-03-30T23:59:59.999999+05:00"
    taken_up(spring, "2026-03-30")
    assert due(spring, "hearing") == due(spring, "objection") == "2026-03-31T23:59:59.999999+05:00"


def test_an_earlier_date_found_at_its_very_last_instant_can_still_be_approved(spring):
    """With Saturday 28 March worked, the fifteenth day is Wednesday 8 April; it is 18:00 of that day."""
    spring.world.until("2026-04-08 18:00")
    taken_up(spring, ("2026-04-15", "2026-03-28"))
    assert not spring.deadlines["decision"].held.past
    spring.approve_move()
    assert due(spring) == "2026-04-08T18:00:00+05:00"


def test_of_what_was_met_meanwhile_nothing_waits_any_more(spring):
    taken_up(spring, ("2026-04-15", "2026-03-28"))
    registered(spring, "2026-03-20 13:00")
    assert not [each for each in spring.timeline().next if each.act == "DeadlineMoved"]
    with pytest.raises(NotAllowedHere, match="no move of a deadline waits"):
        spring.approve_move()
