"""Moves of dates at their edges: noted, closed or met meanwhile, entered late, corrected; files of acts likewise.

Days counted by hand, spring of 2026: accepted on Monday 16 March at 10:00, with 21-25 March off, the fifteenth working
day is Thursday 9 April; with 2 April off, Friday the 10th; with the 3rd off too, Monday the 13th.
"""

from dataclasses import replace
from datetime import date

import pytest
from acts_of_the_calendar import ACT, DAY_OFF, MOVED

from process.amendment import amend, amended
from process.cases import moved_meanwhile
from process.errors import BadInput, NotAllowedHere
from process.events import DeadlineMoved, WarningRaised
from process.localtime import iso, parse_typed
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
    [move] = spring.deadlines["decision"].moves
    assert (iso(move.was)[:10], iso(move.now)[:10], move.act[:10]) == (
        "2026-04-09",
        "2026-04-10",
        "correction",
    )


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


def test_a_change_at_the_very_due_instant_still_moves_the_date(spring):
    """18:00 of the last day is in time (R2): with the 8th off, Friday the 10th."""
    spring.world.until("2026-04-09 18:00")
    taken_up(spring, "2026-04-08")
    spring.world.until("2026-04-09 18:30")
    assert (due(spring)[:10], spring.overdue) == ("2026-04-10", False)


def test_a_warning_at_the_very_moment_of_the_change_is_of_the_new_date(spring):
    """Five working days before Friday 10 April, with the 8th off: the 9th, 7th, 6th, 3rd and 2nd."""
    spring.world.until("2026-04-02 09:00")
    taken_up(spring, "2026-04-08")
    spring.world.until("2026-04-02 12:00")
    assert warned(spring)[-1] == ("2026-04-02", 5, "2026-04-10")


def test_no_warning_of_missing_endorsements_is_older_than_the_date_it_speaks_of(spring):
    """The morning of 2 April is five working days before both dates; the second is known since noon only."""
    spring.world.until("2026-04-02 12:00")
    taken_up(spring, "2026-04-08")
    spring.world.until("2026-04-02 18:00")
    assert warned(spring, "endorsements") == [("2026-04-02", 5, "2026-04-09")]


def test_where_no_date_moves_the_next_warning_is_reckoned_anew_in_a_running_office(spring):
    """Found on Monday 6 April in the evening: Saturday 28 March was worked for Wednesday the 8th. Due on the 9th as
    before; the last warning, one working day before it, goes from the 8th to the 7th."""
    spring.world.until("2026-04-06 19:00")
    taken_up(spring, ("2026-04-08", "2026-03-28"))
    spring.world.until("2026-04-07 12:00")
    assert warned(spring)[-1] == ("2026-04-07", 1, "2026-04-09")


def test_where_the_clock_was_set_back_a_change_comes_after_what_is_on_record(spring):
    """Taken up at 11:59 by a clock that had shown 12:00: with 8 April off, only the decision's date is another."""
    spring.do("endorse", by="legal_service", agrees=True)
    world = spring.world
    calendar = with_day_off(world.workdays, "2026-04-08", act="an order")
    world._by_calendar(world.workdays.taken_up(calendar, parse_typed("2026-03-20 11:59"), "an order"))
    [move] = spring.deadlines["decision"].moves
    assert (iso(move.now)[:10], iso(move.at)) == ("2026-04-10", "2026-03-20T12:00:00+05:00")


# --- entered late


@pytest.fixture
def submitted():
    """Filed on Monday 16 March 2026, and nothing else on record; it is 20 March, noon."""
    world = World("2026-03-16 09:00")
    case = world.file()
    world.until("2026-03-20 12:00")
    return case


def test_an_acceptance_entered_after_two_changes_is_moved_by_each_under_its_own_name_and_at_once_on_record(
    submitted,
):
    world = submitted.world
    taken_up(submitted, "2026-04-02", act="the first order")
    world.until("2026-03-20 15:00")
    taken_up(submitted, "2026-04-03", act="the second order")
    world.until("2026-03-20 16:00")
    submitted.do("accept", by="executor Омарова", at="2026-03-16 10:00")
    decision = world.cases.load(submitted.id).deadlines["decision"]
    assert [(each.act, iso(each.now)[:10], iso(each.at)[11:16]) for each in decision.moves] == [
        ("the first order", "2026-04-10", "12:00"),
        ("the second order", "2026-04-13", "15:00"),
    ]


def test_an_act_entered_late_is_on_record_with_what_a_change_since_did_to_its_dates(submitted):
    """Accepted on the 17th: due on Friday 10 April, which is off for Saturday the 11th since noon of the 20th. The
    dates that ran before end on the 9th, so that the change had done nothing to the case."""
    world = submitted.world
    taken_up(submitted, ("2026-04-10", "2026-04-11"))
    world.until("2026-03-20 16:00")
    submitted.do("accept", by="executor Омарова", at="2026-03-17 10:00")
    decision = world.cases.load(submitted.id).deadlines["decision"]
    assert [(iso(each.now)[:10], iso(each.at)[11:16]) for each in decision.moves] == [("2026-04-11", "12:00")]


def test_a_report_that_comes_in_late_is_registered_by_the_calendar_of_its_filing(submitted):
    """Filed on Friday 27 March after hours: registered on Monday the 30th, which was made a day off on Saturday. On
    record its acceptance is due on Tuesday at once."""
    world = submitted.world
    world.until("2026-03-28 12:00")
    taken_up(submitted, "2026-03-30")
    world.until("2026-03-28 13:00")
    other = world.file(at="2026-03-27 19:00")
    on_record = world.cases.load(other.id)
    assert on_record.filed.registered_on == date.fromisoformat("2026-03-30")
    assert iso(on_record.deadlines["acceptance"].due_at)[:10] == "2026-03-31"


REFUSAL = {"ground": 1, "provision": "Art. 1", "method": "oral", "place": "12"}


def test_a_hearing_set_before_the_change_and_entered_after_it_was_set_lawfully(spring):
    """Proposed on 26 March at 10:00 for the 27th, which was made a day off at noon: to be set anew."""
    world = spring.world
    world.until("2026-03-26 12:00")
    taken_up(spring, "2026-03-27")
    world.until("2026-03-26 13:00")
    spring.do("propose-refusal", hearing="2026-03-27 15:00", at="2026-03-26 10:00", **REFUSAL)
    spring.do("receive-notice", by="executor Омарова", at="2026-03-26 11:00")
    [anew] = [each for each in spring.timeline().next if each.act == "HearingRescheduled"]
    assert "27.03.2026 15:00" in anew.why


def test_a_hearing_changed_to_writing_before_the_change_and_entered_after_it_is_moved_by_it(spring):
    """Received on 26 March at 11:00, in writing since 11:30; at noon Monday the 30th, its last day, is made one off."""
    spring.do("propose-refusal", hearing="2026-03-27 15:00", at="2026-03-26 10:00", **REFUSAL)
    spring.do("receive-notice", by="executor Омарова", at="2026-03-26 11:00")
    spring.world.until("2026-03-26 12:00")
    taken_up(spring, "2026-03-30")
    spring.world.until("2026-03-26 12:30")
    spring.do("reschedule", method="written", reason="ill", at="2026-03-26 11:30")
    moves = [each for each in spring.deadlines["hearing"].moves if each.act == "an order"]
    assert [(iso(each.was)[:10], iso(each.now)[:10]) for each in moves] == [("2026-03-30", "2026-03-31")]


def test_what_a_late_receipt_sets_is_journaled_and_moved_at_the_change_s_own_moment(spring):
    """Received on 30 March at 11:00, set anew at 12:00; at 12:30 Wednesday 1 April is made a day off for Saturday the
    4th, which moves neither decision nor notice. Entered at 13:00, the receipt gives the hearing the 1st, then the 2nd.
    """
    spring.do("propose-refusal", hearing="2026-03-31 15:00", at="2026-03-30 10:00", **REFUSAL)
    anew = {"hearing": "2026-03-31 17:00", "method": "oral", "place": "12", "reason": "ill"}
    spring.do("reschedule", at="2026-03-30 12:00", **anew)
    spring.world.until("2026-03-30 12:30")
    taken_up(spring, ("2026-04-01", "2026-04-04"))
    assert not [each for each in spring.events if isinstance(each, DeadlineMoved)]
    spring.world.until("2026-03-30 13:00")
    spring.do("receive-notice", by="executor Омарова", at="2026-03-30 11:00")
    hearing = spring.deadlines["hearing"]
    assert iso(hearing.due_at)[:10] == "2026-04-02"
    moves = [(each.act[:16], iso(each.now)[:10], iso(each.at)[11:16]) for each in hearing.moves]
    assert moves == [("an order", "2026-04-02", "12:30"), ("HearingNoticeRec", "2026-04-01", "13:00")]


# --- corrected


def test_an_approved_date_follows_a_correction_of_the_day_it_counts_from(spring):
    """Approved: 8 April, with Saturday 28 March worked. Accepted on the 17th as now known: Thursday 9 April. Nothing
    moves it there but the head's words."""
    taken_up(spring, ("2026-04-15", "2026-03-28"))
    spring.world.until("2026-03-20 13:00")
    spring.approve_move("head Сейткали")
    assert due(spring)[:10] == "2026-04-08"
    spring.do(
        "correct", by="head", seq=seq_of(spring, "ReportAccepted"), reason="a day late", to="2026-03-17 10:00"
    )
    decision = spring.deadlines["decision"]
    assert iso(decision.due_at)[:10] == "2026-04-09"
    assert [each.approved_by for each in decision.moves] == ["Сейткали", "head"]


def test_a_view_as_of_a_day_before_a_correction_shows_no_move_that_came_only_of_it(spring):
    """Friday 10 April is off for Saturday the 11th: nothing to a term that ends on the 9th. Corrected on the 26th, the
    acceptance was on the 17th, and its term ended on the 10th: now on Saturday the 11th."""
    taken_up(spring, ("2026-04-10", "2026-04-11"))
    spring.world.until("2026-03-26 12:00")
    spring.do(
        "correct", by="head", seq=seq_of(spring, "ReportAccepted"), reason="a day late", to="2026-03-17 10:00"
    )
    assert due(spring)[:10] == "2026-04-11"
    desk = spring.world.desk
    then = desk.seen_at(desk.cases.load(spring.id), parse_typed("2026-03-25 12:00")).deadlines["decision"]
    assert (iso(then.due_at)[:10], then.moves) == ("2026-04-09", ())


# --- carried through


def test_counting_again_begins_anew_where_another_came_between(spring):
    class Overtaken:
        """A store in which, the first time, another is a little faster."""

        def __init__(self, cases):
            self.cases, self.first = cases, True

        def __getattr__(self, name):
            return getattr(self.cases, name)

        def append(self, change):
            if self.first:
                self.first = False
                raise moved_meanwhile(change.case.id, change.seen, ())
            self.cases.append(change)

    world = spring.world
    calendar = with_day_off(world.workdays, "2026-04-02", act="an order")
    workdays = world.workdays.taken_up(calendar, world.now, "an order")
    desk = replace(world.desk, workdays=workdays, cases=Overtaken(world.cases))
    case, moves = desk.recount(spring.id)
    assert (iso(case.deadlines["decision"].due_at)[:10], len(moves)) == ("2026-04-10", 2)


# --- a file of acts


def text_of(*entries):
    return (ACT.format(id="a") + "".join(entries)).encode()


def an_ending(fact, since, more=""):
    return f'[[ending]]\nfact = "{fact}"\nact = "a"\nknown_since = {since}\n{more}'


def test_a_dated_fact_has_no_last_year():
    with pytest.raises(BadInput, match="a fact of one date has no last year"):
        amend(text_of(an_ending("kurban-ait-2026", "2026-03-18", "until = 2026\n")), CALENDAR)


def test_a_yearly_rule_may_have_ended_with_the_year_before_its_end_was_known_and_no_sooner():
    ended = amend(text_of(an_ending("unity-day", "2026-03-18", "until = 2025\n")), CALENDAR).calendar
    assert ended.is_worked(date.fromisoformat("2026-05-01")) and not CALENDAR.is_worked(
        date.fromisoformat("2026-05-01")
    )
    with pytest.raises(BadInput, match="it would end with 2024"):
        amend(text_of(an_ending("unity-day", "2026-03-18", "until = 2024\n")), CALENDAR)


def test_what_does_not_hold_in_the_six_day_week_alone_is_refused_too():
    """In it a Saturday is worked, so that a fact of that week cannot have it worked in place of another day."""
    sunday = MOVED.format(id="x", off="2026-04-12", worked="2026-04-19", act="a", since="2026-03-18")
    with pytest.raises(BadInput, match="2026-04-12 is a day off already"):
        amend(text_of(sunday + 'weeks = ["six"]\n'), CALENDAR)


def test_what_was_applied_and_has_been_shipped_since_under_another_name_is_not_taken_twice():
    ours = DAY_OFF.format(id="ours", off="2026-05-27", act="a", since="2026-03-18")
    assert amended(CALENDAR, [text_of(ours).decode()]) == CALENDAR


def test_a_file_that_was_read_before_has_nothing_new_even_where_its_fact_was_taken_back_since():
    file = text_of(DAY_OFF.format(id="x", off="2026-04-02", act="a", since="2026-03-18"), YEAR_2028)
    once = amend(file, CALENDAR).calendar
    assert amend(file, once).nothing_new
    back = amend(text_of(an_ending("x", "2026-03-19")), once).calendar
    again = amend(file, back)
    assert again.nothing_new and again.calendar.is_worked(date.fromisoformat("2026-04-02"))


YEAR_2028 = '[[year]]\nyear = 2028\nstatus = "confirmed"\nknown_since = 2026-03-01\n'
