"""A changed calendar and running deadlines (R24): later at once, earlier by the head's word, past only noted.

Days counted by hand. October 2022: accepted on Monday the 3rd, the fifteenth working day was Monday the 24th; the act
of October made the 24th a day off and Saturday the 22nd a working day. June 2024: Kurban Ait was planned for Monday the
17th and announced on the 7th for Sunday the 16th, so a term over it ended a day earlier.
"""

from datetime import date, timedelta

import pytest

from process.definitions import ORDER_232_2025
from process.errors import NotAllowedHere, TooLate, WrongRole
from process.events import DeadlineMoved, DeadlineMoveHeld, DecisionOverdue, WarningRaised
from process.localtime import iso
from process.terms import Status
from process.workdays import kazakhstan
from simulation.clock import INSTANT
from simulation.kept import CasesOnFile
from simulation.what_if import with_day_moved, with_day_off
from simulation.world import PROMPTLY, World
from store.audit import verify

ACT = "Government Decree P2200000796"
BEFORE, AFTER = (kazakhstan().as_known_on(date(2022, 10, day)) for day in (3, 8))
DUE_AS_TOLD, DUE_EARLIER = "2022-10-24T18:00:00+06:00", "2022-10-22T18:00:00+06:00"


@pytest.fixture(params=["memory", "file"])
def world_at(request, tmp_path):
    """A world that begins then, with the calendar as it was known then; the definition is named (R22)."""

    def made(start, workdays=None, **options):
        file = tmp_path / "world.db" if request.param == "file" else None
        made_of = {"definition": ORDER_232_2025, "workdays": workdays, "file": file} | options
        worlds.append(World(start, **made_of))
        return worlds[-1]

    worlds = []
    yield made
    for world in worlds:
        if isinstance(world.cases, CasesOnFile):
            assert verify(world.cases.database, world.desk.editions, world.workdays).findings == ()
        world.close()


@pytest.fixture
def october(world_at):
    """Accepted on 3 October 2022, as the calendar was known that day; on the 8th the act of October comes."""
    world = world_at("2022-10-03 09:00", BEFORE)
    case = world.file().do("accept", by="executor Омарова", at="2022-10-03 10:00")
    assert shown(case) == DUE_AS_TOLD
    world.until("2022-10-08 12:00")
    world.with_calendar(AFTER, act=ACT)
    return case


def shown(case, name="decision"):
    return iso(case.deadlines[name].due_at)


def happened(case, kind):
    return [event for event in case.events if isinstance(event, kind)]


# --- an earlier day is held


def test_an_earlier_day_waits_for_the_head_and_both_dates_are_shown_with_the_act(october):
    assert shown(october) == DUE_AS_TOLD
    held = october.deadlines["decision"].held
    assert (iso(held.now), held.act, held.past) == (DUE_EARLIER, ACT, False)
    [event] = happened(october, DeadlineMoveHeld)
    assert (iso(event.was), iso(event.now), event.act) == (DUE_AS_TOLD, DUE_EARLIER, ACT)
    view = october.as_json()
    [decision] = [each for each in view["deadlines"] if each["name"] == "decision"]
    assert (decision["due_at"], decision["held"]["to"], decision["moves"]) == (DUE_AS_TOLD, DUE_EARLIER, [])
    screen = " ".join(october.text().split())
    assert "Mon 24.10.2022 18:00" in screen and "Sat 22.10.2022 18:00" in screen and ACT in screen
    assert "word of an earlier date to approve to head" in october.papers


def test_the_last_day_of_the_notice_stays_where_both_calendars_give_it(october):
    """Three working days before the 24th were the 19th; before Saturday the 22nd they are the 19th too."""
    assert shown(october, "hearing_notice") == "2022-10-19T18:00:00+06:00"
    assert october.deadlines["hearing_notice"].held is None


def test_the_head_is_asked_to_approve_it_by_the_earlier_day(october):
    [asked] = [each for each in october.timeline().next if each.act == "DeadlineMoved"]
    assert (asked.who, iso(asked.due_at)) == ("head", DUE_EARLIER)
    assert "22.10.2022" in asked.why and "24.10.2022" in asked.why


def test_once_approved_it_is_the_due_date_with_the_approver_on_the_journal(october):
    october.world.until("2022-10-10 11:00")
    october.approve_move("head Сейткали")
    assert shown(october) == DUE_EARLIER and october.deadlines["decision"].held is None
    [move] = october.deadlines["decision"].moves
    assert (iso(move.was), iso(move.now), move.act, move.approved_by) == (
        DUE_AS_TOLD,
        DUE_EARLIER,
        ACT,
        "Сейткали",
    )
    assert "word of a moved deadline to applicant" in october.papers
    october.world.until("2022-10-23 09:00")
    [overdue] = happened(october, DecisionOverdue)
    assert iso(overdue.occurred_at) == DUE_EARLIER


def test_until_then_nothing_becomes_overdue_by_the_earlier_day_and_warnings_follow_it(october):
    """5, 3 and 1 working days before Saturday the 22nd are the 17th, 19th and 21st."""
    october.world.until("2022-10-24 18:00")
    assert not october.overdue and october.late == ["hearing_notice"]  # over on the 19th by both calendars
    warned = [
        (iso(each.occurred_at)[:16], each.days_before, iso(each.due_at))
        for each in happened(october, WarningRaised)
        if each.about == "decision"
    ]
    assert warned == [
        ("2022-10-17T09:00", 5, DUE_EARLIER),
        ("2022-10-19T09:00", 3, DUE_EARLIER),
        ("2022-10-21T09:00", 1, DUE_EARLIER),
    ]
    october.world.until("2022-10-24 18:01")
    [overdue] = happened(october, DecisionOverdue)
    assert iso(overdue.occurred_at) == DUE_AS_TOLD, "the date that was told, and that nobody moved"


@pytest.mark.parametrize("by", ["executor Омарова", "legal_service Абенов", "calendar_keeper Тулегенова"])
def test_nobody_but_the_head_approves(october, by):
    with pytest.raises(WrongRole, match="DeadlineMoved is an act of the head"):
        october.approve_move(by)
    assert shown(october) == DUE_AS_TOLD


def test_the_last_instant_of_the_earlier_day_can_be_approved_and_the_next_cannot(october):
    world = october.world
    world.until("2022-10-22 18:00")
    october.approve_move()
    assert shown(october) == DUE_EARLIER


def test_an_instant_later_it_is_too_late_to_approve(october):
    world = october.world
    world.until("2022-10-22 18:00")
    world.until(world.now + INSTANT)
    with pytest.raises(TooLate, match=r"22\.10\.2022 18:00 can no longer be approved"):
        october.approve_move()
    assert shown(october) == DUE_AS_TOLD and not october.overdue


def test_where_nothing_waits_there_is_nothing_to_approve(october):
    october.approve_move()
    with pytest.raises(NotAllowedHere, match="no move of a deadline waits"):
        october.approve_move()


def test_a_refused_approval_is_in_the_journal_and_not_in_the_record(october):
    before = len(october.events)
    with pytest.raises(WrongRole):
        october.approve_move("executor Омарова")
    assert [each.act for each in october.attempts] == ["DeadlineMoved"] and len(october.events) == before


def test_a_decision_after_the_earlier_day_and_before_the_one_on_record_is_in_time(october):
    """Nobody approved, so the date that was told holds."""
    for service in ("legal_service", "housing_unit"):
        october.do("endorse", by=service, agrees=True)
    october.do("register", at="2022-10-24 10:00")
    assert october.deadlines["decision"].status(october.world.now) is Status.MET and october.late == []


# --- counted again, and again


def test_counting_again_on_the_same_calendar_changes_nothing(october):
    before = october.case.version
    october.world.with_calendar(AFTER, act=ACT)
    assert october.case.version == before


def test_where_the_act_is_taken_back_what_was_held_falls_away(october):
    october.world.with_calendar(BEFORE, act="the act was taken back")
    assert shown(october) == DUE_AS_TOLD and october.deadlines["decision"].held is None
    assert not [each for each in october.timeline().next if each.act == "DeadlineMoved"]
    with pytest.raises(NotAllowedHere, match="no move of a deadline waits"):
        october.approve_move()


def test_a_calendar_that_changes_between_is_not_approved_by_the_old_word(october):
    """Held for the 22nd; then the desk's calendar gives the 24th again, and nobody has counted that through yet."""
    october.world._by_calendar(BEFORE)
    with pytest.raises(NotAllowedHere, match="has changed again"):
        october.approve_move()


# --- a later day moves at once


@pytest.fixture
def spring(world_at):
    """Accepted on Monday 16 March 2026, due on Thursday 9 April; on 20 March, 2 April is made a day off."""
    world = world_at("2026-03-16 09:00")
    case = world.file().do("accept", by="executor Омарова", at="2026-03-16 10:00")
    world.until("2026-03-20 12:00")
    return case


def a_day_off(case, day="2026-04-02", act="an invented order"):
    world = case.world
    return world.with_calendar(with_day_off(world.workdays, day, act=act), act=act)


def test_a_later_day_moves_at_once_with_the_act_and_the_applicant_is_told(spring):
    """2 April no longer counts: Friday 10 April. The notice, three working days before, from the 6th to the 7th."""
    a_day_off(spring)
    assert shown(spring) == "2026-04-10T18:00:00+05:00"
    assert shown(spring, "hearing_notice") == "2026-04-07T18:00:00+05:00"
    moved = {each.deadline: each for each in happened(spring, DeadlineMoved)}
    # The silence of 15 working days ended with the acceptance, and what is closed does not move.
    assert set(moved) == {"decision", "hearing_notice"}
    assert (iso(moved["decision"].was), moved["decision"].act) == (
        "2026-04-09T18:00:00+05:00",
        "an invented order",
    )
    assert moved["decision"].approved_by is None
    assert spring.papers.count("word of a moved deadline to applicant") == 1, (
        "the mark of acceptance told the decision's day; of the notice's last day nobody was told"
    )
    assert not [each for each in spring.timeline().next if each.act == "DeadlineMoved"]


def test_whoever_was_warned_of_the_old_day_is_told_of_the_new_one_and_warned_again(spring):
    """Five working days before 9 April is the 2nd: the warning went out. Before the 10th, with the 8th off, it is the
    2nd too, and that morning is over; three before the 10th is the 6th."""
    spring.world.until("2026-04-02 12:00")
    a_day_off(spring, "2026-04-08")
    told = [paper for paper in spring.papers if paper.startswith("word of a moved deadline")]
    assert set(told) == {"word of a moved deadline to applicant", "word of a moved deadline to head"}
    spring.world.until("2026-04-10 18:00")
    warned = [
        (iso(each.occurred_at)[:10], each.days_before, iso(each.due_at)[:10])
        for each in happened(spring, WarningRaised)
        if each.about == "decision"
    ]
    assert warned == [
        ("2026-04-02", 5, "2026-04-09"),
        ("2026-04-06", 3, "2026-04-10"),
        ("2026-04-09", 1, "2026-04-10"),
    ]


def test_closed_deadlines_never_move(spring):
    for service in ("legal_service", "housing_unit"):
        spring.do("endorse", by=service, agrees=True)
    spring.do("register", at="2026-03-20 12:30")
    before = spring.case.version
    a_day_off(spring)
    assert spring.case.version == before and shown(spring) == "2026-04-09T18:00:00+05:00"


def test_what_ran_out_before_the_act_never_moves(spring):
    spring.world.until("2026-04-10 09:00")
    assert spring.overdue
    a_day_off(spring, "2026-04-14")
    assert happened(spring, DeadlineMoved) == [] and spring.case.deemed_refused_on == date(2026, 4, 9)


def test_a_move_to_a_day_that_is_over_is_noted_and_never_applied(spring):
    """Found on Thursday 9 April at noon: Saturday 28 March is worked instead of that Thursday, so the term would have
    ended on Wednesday the 8th, which is over."""
    world = spring.world
    world.until("2026-04-09 12:00")
    act = "an order found late"
    world.with_calendar(with_day_moved(world.workdays, "2026-04-09", worked="2026-03-28", act=act), act=act)
    assert shown(spring) == "2026-04-09T18:00:00+05:00"
    held = spring.deadlines["decision"].held
    assert (iso(held.now), held.past) == ("2026-04-08T18:00:00+05:00", True)
    assert "word of a move that came too late to head" in spring.papers
    assert not [each for each in spring.timeline().next if each.act == "DeadlineMoved"]
    with pytest.raises(NotAllowedHere):
        spring.approve_move()
    world.until("2026-04-09 18:01")
    assert spring.case.deemed_refused_on == date(2026, 4, 9)


def test_the_applicants_window_keeps_its_midnight(spring):
    """Received on Thursday 26 March: hearing and objection by Monday the 30th; with that Monday off, by Tuesday."""
    said = {
        "ground": 1,
        "provision": "Art. 1",
        "method": "oral",
        "hearing": "2026-03-30 10:00",
        "place": "12",
    }
    spring.do("propose-refusal", at="2026-03-26 10:00", **said)
    spring.do("receive-notice", by="executor Омарова", at="2026-03-26 11:00")
    a_day_off(spring, "2026-03-30", act="an order")
    assert shown(spring, "objection") == "2026-03-31T23:59:59.999999+05:00"
    assert shown(spring, "hearing") == "2026-03-31T18:00:00+05:00"


def test_a_hearing_on_a_day_no_longer_worked_is_to_be_set_anew(spring):
    said = {
        "ground": 1,
        "provision": "Art. 1",
        "method": "oral",
        "hearing": "2026-03-30 10:00",
        "place": "12",
    }
    spring.do("propose-refusal", at="2026-03-26 10:00", **said)
    spring.do("receive-notice", by="executor Омарова", at="2026-03-26 11:00")
    a_day_off(spring, "2026-03-30", act="an order of March")
    [anew] = [each for each in spring.timeline().next if each.act == "HearingRescheduled"]
    assert "30.03.2026 10:00" in anew.why and "an order of March" in anew.why
    spring.do("reschedule", hearing="2026-03-31 10:00", reason="a day off", method="oral", place="12")
    assert not [each for each in spring.timeline().next if each.act == "HearingRescheduled"]


# --- Kurban Ait of 2024


def test_the_announcement_of_7_june_2024_brings_the_end_of_the_term_a_day_forward(world_at):
    """Accepted on 28 May 2024: by 19 June as known then, by the 18th after the announcement; the last notice is on the
    13th in both."""
    world = world_at("2024-05-28 09:00", kazakhstan().as_known_on(date(2024, 5, 28)))
    case = world.file().do("accept")
    assert shown(case)[:10] == "2024-06-19"
    world.until("2024-06-07 12:00")
    world.with_calendar(kazakhstan().as_known_on(date(2024, 6, 7)), act="the announcement of 7 June")
    assert shown(case)[:10] == "2024-06-19" and iso(case.deadlines["decision"].held.now)[:10] == "2024-06-18"
    assert shown(case, "hearing_notice")[:10] == "2024-06-13"
    case.approve_move()
    assert shown(case)[:10] == "2024-06-18"


# --- the record


def test_acts_entered_late_and_corrections_after_a_move_keep_the_moved_day(october):
    """The order of entry decides nothing: what is on record of a move stays on record."""
    october.approve_move()
    october.world.until("2022-10-11 10:00")
    october.do("endorse", by="legal_service", agrees=True, at="2022-10-10 15:00")
    assert shown(october) == DUE_EARLIER
    seq = next(
        step.entry.seq for step in october.case.course if type(step.event).__name__ == "ReportAccepted"
    )
    october.do("correct", by="head", seq=seq, reason="the clock was wrong", to="2022-10-03 11:00")
    assert shown(october) == DUE_EARLIER


@pytest.mark.parametrize("step", [PROMPTLY, timedelta(hours=1), None], ids=["promptly", "hourly", "never"])
def test_the_events_are_the_same_whatever_the_step(world_at, step):
    world = world_at("2022-10-03 09:00", BEFORE, step=step)
    case = world.file().do("accept", at="2022-10-03 10:00")
    world.until("2022-10-08 12:00")
    world.with_calendar(AFTER, act=ACT)
    world.until("2022-10-18 12:00")
    case.approve_move()
    world.until("2022-10-26 12:00")
    told = [(type(each).__name__, iso(each.occurred_at)[:16]) for each in case.events]
    assert told == [
        ("ReportFiled", "2022-10-03T09:00"),
        ("ReportAccepted", "2022-10-03T10:00"),
        ("DeadlineMoveHeld", "2022-10-08T12:00"),
        ("WarningRaised", "2022-10-17T09:00"),  # the decision, 5 before the 22nd
        ("WarningRaised", "2022-10-17T09:00"),  # the endorsements
        ("WarningRaised", "2022-10-17T09:00"),  # the notice, 2 before the 19th
        ("WarningRaised", "2022-10-18T09:00"),  # the notice, 1 before
        ("DeadlineMoved", "2022-10-18T12:00"),
        ("WarningRaised", "2022-10-19T09:00"),
        ("DeadlineMissed", "2022-10-19T18:00"),
        ("WarningRaised", "2022-10-21T09:00"),
        ("DecisionOverdue", "2022-10-22T18:00"),
    ]


# --- entered late: the same acts, the same dates


def told(case):
    """What counts: state, dates, what is held, and every event that is not a warning, by its lawful moment."""
    dates = {
        name: (iso(each.due_at), each.held and iso(each.held.now)) for name, each in case.deadlines.items()
    }
    events = [
        (iso(each.occurred_at), type(each).__name__)
        for each in case.events
        if not isinstance(each, WarningRaised)
    ]
    return case.state, dates, events


def test_an_acceptance_entered_after_the_change_counts_by_the_calendar_of_its_own_day(world_at):
    """Accepted on 3 October 2022 and entered on the 23rd: due on the 24th, as it was known then; nobody approved the
    22nd."""
    in_time = world_at("2022-10-03 09:00", BEFORE, file=None)
    case = in_time.file().do("accept", at="2022-10-03 10:00")
    late = world_at("2022-10-03 09:00", BEFORE)
    other = late.file()
    for world in (in_time, late):
        world.until("2022-10-08 12:00")
        world.with_calendar(AFTER, act=ACT)
        world.until("2022-10-23 09:00")
    other.do("accept", at="2022-10-03 10:00")
    assert shown(other) == DUE_AS_TOLD and not other.overdue
    in_time.until("2022-10-25 09:00")
    late.until("2022-10-25 09:00")
    assert told(case)[:2] == told(other)[:2] and case.overdue and other.overdue


def test_an_acceptance_corrected_after_the_change_counts_by_the_calendar_of_its_own_day(world_at):
    world = world_at("2022-10-03 09:00", BEFORE)
    case = world.file().do("accept", at="2022-10-04 10:00")
    assert (
        shown(case)[:10] == "2022-10-26"
    )  # the 25th is a holiday; after the swap too, with the 22nd for the 24th
    world.until("2022-10-08 12:00")
    world.with_calendar(AFTER, act=ACT)
    assert shown(case)[:10] == "2022-10-26" and case.deadlines["decision"].held is None
    world.until("2022-10-20 09:00")
    seq = next(step.entry.seq for step in case.case.course if type(step.event).__name__ == "ReportAccepted")
    case.do("correct", by="head", seq=seq, reason="a day early", to="2022-10-03 10:00")
    assert (shown(case), iso(case.deadlines["decision"].held.now)) == (DUE_AS_TOLD, DUE_EARLIER)
    case.do("correct", by="head", seq=seq, reason="it was right", to="2022-10-04 10:00")
    assert (shown(case)[:10], case.deadlines["decision"].held) == ("2022-10-26", None), (
        "no phantom is left waiting"
    )


def test_a_receipt_entered_late_before_a_move_is_moved_too(spring):
    """Received again on 31 March at 10:00 and entered after the calendar had changed at noon: 1 April is off, so the
    hearing's two working days end on Friday 3 April."""
    said = {
        "ground": 1,
        "provision": "Art. 1",
        "method": "oral",
        "hearing": "2026-03-31 15:00",
        "place": "12",
    }
    spring.do("propose-refusal", at="2026-03-30 10:00", **said)
    spring.do("receive-notice", by="executor", at="2026-03-30 11:00")
    spring.do(
        "reschedule",
        hearing="2026-04-01 10:00",
        reason="ill",
        method="oral",
        place="12",
        at="2026-03-30 12:00",
    )
    spring.world.until("2026-03-31 12:00")
    a_day_off(spring, "2026-04-01", act="an order")
    spring.world.until("2026-03-31 15:00")
    spring.do("receive-notice", by="executor", at="2026-03-31 10:00")
    assert shown(spring, "hearing")[:10] == "2026-04-03"


def test_a_deadline_reopened_by_a_correction_is_moved_too(spring):
    """The acceptance was never so: the silence of 15 working days runs on from the 16th, over the day off."""
    a_day_off(spring)
    seq = next(step.entry.seq for step in spring.case.course if type(step.event).__name__ == "ReportAccepted")
    spring.do("correct", by="head", seq=seq, reason="another report was meant")
    assert spring.state == "submitted" and shown(spring, "silence")[:10] == "2026-04-10"


def test_a_correction_after_a_worked_saturday_crashes_nothing(spring):
    """In writing, received on 26 March, a position on the 30th; then Saturday the 28th is worked."""
    spring.do("propose-refusal", ground=1, provision="Art. 1", method="written", at="2026-03-26 10:00")
    spring.do("receive-notice", by="executor", at="2026-03-26 11:00")
    spring.do("endorse", by="legal_service", agrees=False, at="2026-03-26 12:00")
    spring.do(
        "state-position",
        form="written",
        text="I object",
        by="executor",
        on_behalf_of="applicant",
        at="2026-03-30 10:00",
    )
    world = spring.world
    world.with_calendar(
        with_day_moved(world.workdays, "2026-04-15", worked="2026-03-28", act="an order"), act="an order"
    )
    seq = next(step.entry.seq for step in spring.case.course if type(step.event).__name__ == "Endorsed")
    spring.do("correct", by="head", seq=seq, reason="it was another's")
    assert spring.state == "heard"


def test_a_deadline_that_closed_before_the_change_as_now_known_shows_no_move(october):
    """The decision of the 7th is entered on the 12th, after the approval: what is closed never moves."""
    october.approve_move()
    october.world.until("2022-10-12 10:00")
    for service in ("legal_service", "housing_unit"):
        october.do("endorse", by=service, agrees=True, at="2022-10-07 10:00")
    october.do("register", at="2022-10-07 11:00")
    decision = october.deadlines["decision"]
    assert (iso(decision.due_at), decision.moves, decision.held) == (DUE_AS_TOLD, (), None)


def test_a_decision_brought_forward_before_its_hearing_asks_for_another_time(spring):
    """Due on 9 April, the hearing on the 8th. Saturdays 28 March and 4 April worked: due on the 7th, once approved."""
    said = {
        "ground": 1,
        "provision": "Art. 1",
        "method": "oral",
        "hearing": "2026-04-08 11:00",
        "place": "12",
    }
    spring.do("propose-refusal", at="2026-04-06 10:00", **said)
    world = spring.world
    act = "two orders"
    calendar = with_day_moved(world.workdays, "2026-04-15", worked="2026-03-28", act=act)
    calendar = with_day_moved(calendar, "2026-04-16", worked="2026-04-04", act=act)
    world.with_calendar(calendar, act=act)
    assert not [each for each in spring.timeline().next if each.act == "HearingRescheduled"], (
        "it only waits so far"
    )
    spring.approve_move()
    assert shown(spring)[:10] == "2026-04-07"
    [anew] = [each for each in spring.timeline().next if each.act == "HearingRescheduled"]
    assert "after the end of the term, 07.04.2026 18:00" in anew.why
    assert iso(anew.due_at)[:16] == "2026-04-08T11:00", "before its own time, where no other day binds it"


def test_once_the_earlier_date_has_lapsed_the_one_on_record_is_warned_of_again(world_at):
    """Due on Friday 10 April; Saturdays 28 March and 4 April worked make it the 8th, which nobody approves."""
    world = world_at("2026-03-17 09:00")
    case = world.file().do("accept", at="2026-03-17 10:00")
    world.until("2026-03-20 12:00")
    act = "two orders"
    calendar = with_day_moved(world.workdays, "2026-04-15", worked="2026-03-28", act=act)
    calendar = with_day_moved(calendar, "2026-04-16", worked="2026-04-04", act=act)
    world.with_calendar(calendar, act=act)
    world.until("2026-04-10 18:00")
    warned = [
        (iso(each.occurred_at)[:10], iso(each.due_at)[:10])
        for each in happened(case, WarningRaised)
        if each.about == "decision" and each.days_before == 1
    ]
    assert warned == [("2026-04-07", "2026-04-08"), ("2026-04-09", "2026-04-10")]


def test_those_who_were_warned_of_an_earlier_date_are_told_when_it_falls_away(october):
    october.world.until("2022-10-17 12:00")
    october.world.with_calendar(BEFORE, act="taken back")
    assert "word of a deadline that stays to head" in october.papers, (
        "there is no executor, so the head was warned"
    )


def test_at_the_edge_of_the_known_years_a_date_stays_and_nothing_else_is_stopped(world_at):
    """Due at the end of December 2027; three days off more would put it into 2028, which nobody knows."""
    world = world_at("2027-12-08 09:00")
    case = world.file().do("accept")
    due = shown(case)
    other = world.file(at="2027-12-08 09:30")
    days = [day.date for day in world.workdays.walk(date(2027, 12, 20), date(2027, 12, 31)) if day.working]
    calendar = world.workdays
    for day in days[:3]:
        calendar = with_day_off(calendar, day, act="an order")
    world.with_calendar(calendar, act="an order")
    assert shown(case) == due and other.state == "submitted"
    case.do("assign", by="head", executor="Омарова")


def test_a_warning_that_was_given_is_not_given_again_where_only_its_morning_is_another(world_at):
    """Due on 9 April; five working days before is Thursday the 2nd, and it was given. At noon it is found that Saturday
    the 4th is worked instead of Wednesday the 1st: due on the 9th still, and five before is Friday the 3rd."""
    world = world_at("2026-03-16 09:00")
    case = world.file().do("accept", by="executor", at="2026-03-16 10:00")
    world.until("2026-04-02 12:00")
    act = "an order found late"
    world.with_calendar(with_day_moved(world.workdays, "2026-04-01", worked="2026-04-04", act=act), act=act)
    assert shown(case)[:10] == "2026-04-09"
    world.until("2026-04-09 12:00")
    given = [
        (iso(each.occurred_at)[:10], each.days_before)
        for each in happened(case, WarningRaised)
        if each.about == "decision"
    ]
    assert given == [("2026-04-02", 5), ("2026-04-06", 3), ("2026-04-08", 1)]
