"""When a hearing may be set (R8), and set anew (R12 c). The notice is sent on Thursday 19 March 2026, day 3."""

import pytest
from stories import JUST_LATE, accepted, day, heard, notified, overdue, proposed

from process.errors import BadInput, NotAllowedHere, TooEarly, TooLate
from process.events import HearingRescheduled

SENT = day(3)


@pytest.mark.parametrize(
    "hearing_at",
    [
        *(day(3, "10:00:00.000001"), day(3, "12:59"), day(3, "14:00"), day(4, "09:00")),
        *(day(4, "12:59:59.999999"), day(5, "09:00"), day(5, "17:59:59.999999")),
    ],
)
def test_a_hearing_may_be_set_in_working_hours_by_the_second_working_day_after_the_sending(hearing_at):
    assert proposed(SENT, hearing_at).state == "preliminary_refusal"


@pytest.mark.parametrize(
    ("hearing_at", "what"),
    [
        (day(4, "08:59:59.999999"), "before hours"),
        (day(4, "13:00"), "at lunch"),
        (day(4, "13:59:59.999999"), "at lunch"),
        (day(4, "18:00"), "after hours"),
        (day(4, "20:00"), "after hours"),
        ("2026-03-21 10:00", "on a Saturday"),
        ("2026-03-22 10:00", "on a Sunday"),
        ("2026-03-23 10:00", "on a holiday"),
        ("2026-03-25 10:00", "on a day to which a holiday moved"),
    ],
)
def test_a_hearing_is_not_set_off_hours(hearing_at, what):
    with pytest.raises(NotAllowedHere, match="working hours"):
        proposed(SENT, hearing_at)


@pytest.mark.parametrize("hearing_at", [day(6, "09:00"), day(7)])
def test_a_hearing_set_for_the_third_working_day_after_the_sending_is_refused(hearing_at):
    with pytest.raises(TooLate, match=r"the last moment is 26\.03\.2026 18:00"):
        proposed(SENT, hearing_at)


@pytest.mark.parametrize("hearing_at", [SENT, day(2)])
def test_a_hearing_is_set_for_a_time_after_its_notice(hearing_at):
    with pytest.raises(TooEarly):
        proposed(SENT, hearing_at)


def test_a_hearing_is_set_before_the_end_of_the_term_unless_that_is_over():
    """R8, R12 b: proposed anew on day 12 on another ground, heard by day 14; then moved on day 14."""
    story = accepted()
    story.propose(day(12, "17:00"), hearing_at=day(14, "09:00"))
    story.receive(day(14, "09:30"))
    with pytest.raises(TooLate, match="after the end of the term"):
        story.reschedule(day(14), hearing_at=day(16))
    story.reschedule(day(14), hearing_at=day(15, "17:59"))
    story.wait(day(15, JUST_LATE))
    story.reschedule(day(15, "18:01"), hearing_at=day(16))
    assert story.case.overdue


def test_a_late_hearing_is_bound_by_two_working_days_all_the_same():
    story = overdue()
    with pytest.raises(TooLate):
        story.propose(day(16), hearing_at=day(19), late_reason="illness")
    story.propose(day(16), hearing_at=day(18), late_reason="illness")


def test_a_hearing_is_moved_to_the_second_working_day_after_receipt_and_not_to_the_third():
    story = notified()
    with pytest.raises(TooLate):
        story.reschedule(day(4), hearing_at=day(6, "09:00"))
    story.reschedule(day(4), hearing_at=day(5, "17:00"))
    moved = story.case.last(HearingRescheduled)
    assert not moved.late
    assert story.state == "hearing"


@pytest.mark.parametrize("hearing_at", [day(4, "13:30"), "2026-03-21 10:00", day(4, "18:00")])
def test_a_hearing_is_not_moved_off_hours_either(hearing_at):
    with pytest.raises(NotAllowedHere, match="working hours"):
        notified().reschedule(day(3, "12:00"), hearing_at=hearing_at)


def test_before_any_receipt_a_moved_hearing_is_bound_by_two_days_from_the_new_sending():
    """R8: tested as if received on the day of the sending."""
    story = proposed()
    with pytest.raises(TooLate):
        story.reschedule(day(4), hearing_at=day(7, "09:00"))
    story.reschedule(day(4), hearing_at=day(6))
    assert not story.case.last(HearingRescheduled).late


def test_a_missed_hearing_is_set_anew_late_with_a_new_notice():
    """R12 c: its days ended on day 5 at 18:00; the new notice of day 6 gives two days from day 6."""
    story = notified()
    story.wait(day(5, JUST_LATE))
    assert story.missed() == ["hearing"]
    with pytest.raises(TooLate):
        story.reschedule(day(6), hearing_at=day(9))
    story.reschedule(day(6), hearing_at=day(8))
    assert story.case.last(HearingRescheduled).late
    assert story.course()[-2:] == ["HearingRescheduled", "HearingNoticeSent"]
    story.receive(day(6, "11:00"))
    assert story.due("hearing") == day(8, "18:00")
    story.hold(day(8))
    assert story.state == "heard"


def test_a_receipt_after_the_set_time_means_that_the_hearing_must_be_set_anew():
    """R8: the notice of day 3 for day 5, 10:00, arrives on day 5 at 11:00."""
    story = proposed()
    story.receive(day(5, "11:00"))
    with pytest.raises(NotAllowedHere, match="before the notice arrived") as no:
        story.hold(day(5, "12:00"))
    assert "Reschedule it" in str(no.value)
    assert "HearingRescheduled" in {todo["act"] for todo in story.view()["next"]}
    story.reschedule(day(5, "12:30"), hearing_at=day(7))
    assert not story.case.last(HearingRescheduled).late
    story.receive(day(6))
    story.hold(day(7))
    assert story.status("hearing") == "met"


def test_a_receipt_at_the_very_set_time_leaves_it_standing():
    story = proposed()
    story.receive(day(5, "10:00"))
    story.hold(day(5, "10:00"))
    assert story.state == "heard"


@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ({"method": "oral"}, "time of the hearing"),
        ({"method": "oral", "hearing_at": day(5), "place": " "}, "place"),
        ({"method": "by letter", "hearing_at": day(5)}, "method"),
        ({"method": "written", "hearing_at": day(5)}, "no set time"),
    ],
)
def test_a_setting_says_all_that_it_must(setting, fault):
    with pytest.raises(BadInput, match=fault):
        accepted().propose(SENT, **setting)


def test_all_faults_of_a_setting_are_in_one_answer():
    with pytest.raises(BadInput) as no:
        accepted().propose(SENT, method="oral", place=None)
    assert len(no.value.details["faults"]) == 2


def test_a_hearing_is_moved_for_a_reason_and_only_while_one_is_to_come():
    with pytest.raises(BadInput, match="reason"):
        notified().reschedule(day(4), hearing_at=day(5), reason=" ")
    with pytest.raises(NotAllowedHere):
        heard().reschedule(day(5, "11:00"), hearing_at=day(6))
