"""What runs on a case, how much is left, and why exactly then. Day 0 is Monday 16 March 2026."""

from datetime import date

import pytest
from stories import JUST_LATE, MIDNIGHT, Story, accepted, at, day, heard, notified, overdue, proposed, refused

from process.deadlines import days_left, explain, running
from process.errors import CalendarUnknown, NotFound


def names(story):
    return [each.name for each in running(story.case, story.time)]


def test_a_report_that_came_in_has_its_acceptance_and_its_silence():
    story = Story()
    assert names(story) == ["acceptance", "silence"]
    assert (story.due("acceptance"), story.due("silence")) == (day(0, "18:00"), day(15, "18:00"))


def test_from_acceptance_on_the_decision_runs_and_the_last_notice_is_shown():
    story = accepted()
    assert names(story) == ["hearing_notice", "decision"]
    assert (story.due("hearing_notice"), story.due("decision")) == (day(12, "18:00"), day(15, "18:00"))
    assert "received" in story.deadline("hearing_notice").term.duty


def test_after_the_receipt_hearing_and_objection_run_besides():
    assert names(notified()) == ["hearing", "objection", "decision"]


def test_after_an_oral_hearing_its_protocol_runs():
    assert names(heard()) == ["objection", "protocol", "decision"]


def test_after_the_decision_nothing_runs_but_the_applicants_time_to_complain():
    assert names(refused()) == ["complaint_filing"]


def test_the_notice_lapses_with_the_decision_and_was_no_breach():
    story = accepted()
    story.endorse(day(13))
    story.register(day(13, "11:00"))
    assert story.status("hearing_notice") == "lapsed"


def test_registered_while_the_hearing_was_to_come_its_days_lapse():
    story = notified()
    story.endorse(day(4))
    story.register(day(4, "11:00"))
    assert story.status("hearing") == story.status("objection") == "lapsed"
    story.wait(day(9))
    assert story.missed() == []


def test_a_deadline_missed_and_then_lapsed_stays_missed():
    story = overdue()
    story.withdraw(day(16))
    assert story.status("decision") == "missed"


@pytest.mark.parametrize(
    ("deadline", "moment", "status"),
    [
        ("decision", day(15, "18:00"), "open"),
        ("decision", day(15, JUST_LATE), "missed"),
        ("hearing_notice", day(12, "18:00"), "open"),
        ("hearing_notice", day(12, JUST_LATE), "missed"),
    ],
)
def test_the_due_instant_itself_is_in_time(deadline, moment, status):
    story = accepted()
    story.wait(moment)
    assert story.status(deadline) == status


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-03-16 10:00", 15),
        ("2026-03-20 19:00", 11),
        ("2026-03-21 10:00", 11),
        ("2026-03-25 10:00", 11),
        ("2026-03-26 00:00", 10),
        ("2026-04-08 23:59:59.999999", 1),
        ("2026-04-09 00:00", 0),
        ("2026-04-09 18:00:00.000000", 0),
        ("2026-04-09 18:00:00.000001", -1),
        ("2026-04-10 09:00", -1),
        ("2026-04-10 23:59:59.999999", -1),
        ("2026-04-11 00:00", -2),
        ("2026-04-13 23:59:59.999999", -2),
        ("2026-04-14 00:00", -3),
    ],
)
def test_working_days_left_by_hand(now, left, workdays):
    """Of Thursday 9 April 18:00: 0 on the day itself, -1 to the end of Friday the 10th, -2 to the end of Monday."""
    assert days_left(at("2026-04-09 18:00"), at(now), workdays) == left


def test_an_explanation_lists_the_fifteen_counted_days_and_every_skipped_one_with_its_act(workdays):
    why = explain(accepted().case, "decision", workdays)
    assert (why.anchor, why.backwards) == (date(2026, 3, 16), False)
    assert [number for number, _ in why.counted] == list(range(1, 16))
    assert [one.date.isoformat() for _, one in why.counted] == [day(n)[:10] for n in range(1, 16)]
    assert [one.date.day for one in why.skipped] == [21, 22, 23, 24, 25, 28, 29, 4, 5]
    assert all(one.act for one in why.skipped if one.date.month == 3 and one.date.day in (21, 22, 23, 24, 25))
    assert "Nauryz" in why.skipped[2].names["en"]
    assert why.why_provisional is None


def test_the_last_notice_is_explained_backwards_from_the_end_of_the_term(workdays):
    why = explain(accepted().case, "hearing_notice", workdays)
    assert (why.anchor, why.backwards) == (date(2026, 4, 9), True)
    assert [one.date.day for _, one in why.counted] == [8, 7, 6]


def test_a_report_filed_on_friday_night_counts_from_its_registration(workdays):
    why = explain(Story("2026-03-20 18:30").case, "acceptance", workdays)
    assert why.anchor == date(2026, 3, 26)
    assert "registered" in why.anchor_why


def test_what_never_ran_cannot_be_explained(workdays):
    with pytest.raises(NotFound, match="has no deadline 'hearing'"):
        explain(accepted().case, "hearing", workdays)


def test_a_due_date_records_the_calendar_it_was_counted_on_and_whether_it_may_change(workdays):
    """R24: the moved days of 2027 are not known yet."""
    sure = accepted().deadline("decision")
    assert (sure.calendar, sure.provisional) == (workdays.version, False)
    story = Story("2026-12-14 09:30")
    story.accept("2026-12-14 10:00")
    assert story.deadline("decision").provisional
    assert not story.deadline("acceptance").provisional
    assert "2027" in story.due("decision")
    assert explain(story.case, "decision", workdays).why_provisional


def test_a_term_that_leaves_the_known_years_is_refused_and_not_guessed():
    story = Story("2027-12-06 09:00")
    with pytest.raises(CalendarUnknown, match="2028"):
        story.accept("2027-12-20 10:00")


def test_every_deadline_says_who_must_act_what_otherwise_and_by_which_words():
    story = notified()
    story.hold(day(5))
    story.withdraw(day(5, "11:00"))
    assert set(story.case.deadlines) == {
        *("acceptance", "silence", "decision", "hearing_notice"),
        *("objection", "hearing", "protocol", "termination_notice"),
    }
    whose = {name: str(each.term.who) for name, each in story.case.deadlines.items()}
    assert whose == {
        "acceptance": "executor",
        "silence": "executor",
        "decision": "head",
        "hearing_notice": "executor",
        "hearing": "executor",
        "objection": "applicant",
        "protocol": "executor",
        "termination_notice": "head",
    }
    for each in story.case.deadlines.values():
        assert each.term.otherwise and each.term.duty and each.term.law.cite()


def test_the_applicant_has_to_midnight_and_the_provider_to_18_00():
    """R2."""
    story = heard()
    ends = {name: story.due(name)[11:] for name in story.case.deadlines}
    assert ends.pop("objection") == MIDNIGHT
    assert set(ends.values()) == {"18:00"}


def test_a_second_notice_on_record_changes_no_deadline_of_the_first():
    story = proposed()
    before = story.case.deadlines
    story.send_again(day(4))
    assert story.case.deadlines == before
