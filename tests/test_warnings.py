"""What is said beforehand, when and to whom; what is never said; and that nothing is said twice."""

import pytest
from stories import JUST_LATE, Story, accepted, at, clock, day, heard, notified, proposed

from process.events import DeadlineMissed, DecisionOverdue, WarningRaised


def to_the_end(story):
    story.wait(day(20))
    return story


def test_the_decision_is_warned_of_5_3_and_1_working_days_before_at_9_00():
    """Due Thursday 9 April: 2, 6 and 8 April."""
    assert to_the_end(accepted()).warnings("decision") == [
        ("2026-04-02 09:00", 5, "executor"),
        ("2026-04-06 09:00", 3, "executor"),
        ("2026-04-08 09:00", 1, "executor"),
    ]


def test_the_last_notice_is_warned_of_2_and_1_working_days_before_at_9_00():
    """R6: days 10 and 11."""
    assert to_the_end(accepted()).warnings("hearing_notice") == [
        ("2026-04-02 09:00", 2, "executor"),
        ("2026-04-03 09:00", 1, "executor"),
    ]


def test_the_hearing_is_warned_of_1_working_day_before_at_9_00():
    """Due Thursday 26 March: Friday 20 March, for Nauryz lies between."""
    assert to_the_end(notified()).warnings("hearing") == [("2026-03-20 09:00", 1, "executor")]


def test_missing_endorsements_are_told_to_the_head_5_working_days_before_the_end():
    story = accepted()
    story.endorse(day(2), services=("legal_service",))
    assert to_the_end(story).warnings("endorsements") == [("2026-04-02 09:00", 5, "head")]


def test_endorsements_on_record_are_not_asked_for():
    """R13: agreeing or not."""
    story = accepted()
    story.endorse(day(2), agree=False)
    assert to_the_end(story).warnings("endorsements") == []


def test_a_case_without_an_executor_warns_the_head():
    story = Story()
    story.accept("2026-03-16 10:00")
    story.wait(day(11))
    story.assign(day(11, "10:30"))
    assert {told for _, _, told in story.warnings("hearing_notice")} == {"head"}
    to_the_end(story)
    assert [told for _, _, told in story.warnings("decision")] == ["head", "executor", "executor"]


def test_no_receipt_by_the_end_of_the_next_working_day_is_told_to_the_executor():
    """R7: sent Thursday 19 March, so Friday 20 March at 18:00."""
    story = proposed()
    story.wait(day(4, "18:00"))
    assert story.warnings("receipt") == []
    story.wait(day(4, JUST_LATE))
    assert story.warnings("receipt") == [("2026-03-20 18:00", None, "executor")]
    assert "HearingNoticeSent" in {todo["act"] for todo in story.view()["next"]}


def test_a_notice_sent_again_is_watched_again():
    story = proposed()
    story.send_again(day(5))
    to_the_end(story)
    assert [moment for moment, _, _ in story.warnings("receipt")] == [day(4, "18:00"), day(6, "18:00")]


def test_a_notice_received_is_not_watched():
    assert to_the_end(notified()).warnings("receipt") == []


@pytest.mark.parametrize("about", ["decision", "hearing_notice", "endorsements"])
def test_what_is_met_is_never_warned_of(about):
    story = accepted()
    story.endorse(day(1))
    story.register(day(1, "11:00"))
    assert to_the_end(story).warnings(about) == []


def test_a_notice_sent_is_not_warned_of_and_a_hearing_held_is_not_either():
    story = heard()
    to_the_end(story)
    assert story.warnings("hearing_notice") == []
    early = proposed(hearing_at=day(3, "16:00"))
    early.receive(day(3, "11:00"))
    early.hold(day(3, "16:00"))
    assert to_the_end(early).warnings("hearing") == []


def test_withdrawn_nothing_is_warned_of_any_more():
    story = accepted()
    story.withdraw(day(9))
    to_the_end(story)
    assert list(story.case.events(WarningRaised)) == []


def test_everything_is_said_once_however_often_and_late_anybody_looks():
    """Rule of time 1: hourly, once after everything, or twice: the same firings at the same moments."""
    often, once, twice = accepted(), accepted(), accepted()
    for n in range(1, 21):
        for hour in range(24):
            often.wait(day(n, f"{hour:02}:30"))
    once.wait(day(20, "23:30"))
    twice.wait(day(20, "23:30"))
    twice.wait(day(20, "23:30"))
    told = [(WarningRaised, DeadlineMissed, DecisionOverdue)]
    assert often.happened(*told) == once.happened(*told) == twice.happened(*told)
    assert often.case.deadlines == once.case.deadlines
    assert (
        len(once.happened(*told)) == 3 + 2 + 1 + 1 + 1
    )  # decision, notice, endorsements, notice missed, overdue


def test_a_warning_comes_at_its_own_moment_and_says_when_it_was_recorded():
    story = accepted()
    story.wait(day(20))
    first = next(entry for entry in story.case.record if isinstance(entry.event, WarningRaised))
    assert clock(first.event.occurred_at) == "2026-04-02 09:00"
    assert first.recorded_at == at(day(20))


def test_a_warning_is_not_raised_before_its_moment_nor_at_it_but_right_after_it():
    story = accepted()
    story.wait("2026-04-02 09:00")
    assert story.warnings("decision") == []
    story.wait("2026-04-02 09:00:00.000001")
    assert story.warnings("decision") == [("2026-04-02 09:00", 5, "executor")]


def test_a_due_day_that_moves_is_warned_of_again():
    """The acceptance turns out to be of the next day: due Friday 10 April, warned of on 3, 7 and 9 April too."""
    story = accepted()
    story.wait("2026-04-02 12:00")
    story.correct("2026-04-02 12:00", 3, to=day(1))
    story.wait(day(20))
    assert [moment for moment, _, _ in story.warnings("decision")] == [
        *("2026-04-03 09:00", "2026-04-07 09:00", "2026-04-09 09:00")
    ]
    assert story.overdue_since == "2026-04-10 18:00"


def test_what_comes_next_by_itself_is_known_beforehand():
    """So that the daemon knows when to look again."""
    story = accepted()
    assert clock(story.cases.changes[-1].next_at) == "2026-04-02 09:00"
    story.endorse(day(1))
    story.register(day(1, "11:00"))
    assert story.cases.changes[-1].next_at is None


def test_looking_ahead_writes_nothing():
    """Rule of time 6."""
    story = accepted()
    before = story.case
    view = story.desk.look(story.id, at(day(20)))
    assert view.overdue and story.case is before and not story.case.overdue
