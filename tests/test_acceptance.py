"""The report at the door: on which day it is registered, when it may be accepted, and what its silence means."""

import pytest
from stories import JUST_LATE, Story, accepted, day

from process.errors import BadInput, NotAllowedHere, TooEarly
from process.events import DecisionOverdue


@pytest.mark.parametrize(
    ("filed", "registered"),
    [
        ("2026-03-16 00:00", "2026-03-16"),
        ("2026-03-16 08:59", "2026-03-16"),
        ("2026-03-16 13:30", "2026-03-16"),
        ("2026-03-16 18:00:00.000000", "2026-03-16"),
        ("2026-03-16 18:00:00.000001", "2026-03-17"),
        ("2026-03-16 23:59:59.999999", "2026-03-17"),
        ("2026-03-14 11:00", "2026-03-16"),
        ("2026-03-20 18:00:00.000001", "2026-03-26"),
        ("2026-03-23 11:00", "2026-03-26"),
    ],
)
def test_a_report_is_registered_that_day_until_18_00_and_else_on_the_next_working_day(filed, registered):
    """R4: filed before 9:00 or at lunch it is that day's; on a Saturday or in Nauryz the next working day's."""
    story = Story(filed)
    assert story.case.filed.registered_on.isoformat() == registered
    assert story.due("acceptance") == f"{registered} 18:00"


def test_a_report_cannot_be_refused_acceptance_before_its_registration_either():
    story = Story("2026-03-20 18:30")
    with pytest.raises(TooEarly):
        story.reject("2026-03-25 12:00")
    story.reject("2026-03-26 12:00")
    assert story.state == "rejected"


def test_acceptance_at_18_00_is_in_time_and_one_microsecond_later_late():
    """R2, R5."""
    in_time, late = Story(), Story()
    in_time.accept("2026-03-16 18:00:00.000000")
    late.accept("2026-03-16 18:00:00.000001")
    assert in_time.status("acceptance") == "met"
    assert in_time.missed() == []
    assert late.status("acceptance") == "met_late"
    assert late.missed() == ["acceptance"]
    assert late.late_by("ReportAccepted") == 1


def test_accepted_late_the_fifteen_days_still_run_from_the_acceptance():
    """R5: accepted a day after its registration; day 15 is a day later too."""
    story = Story()
    story.accept(day(1))
    assert story.due("decision") == day(16, "18:00")


def test_the_hour_of_the_acceptance_does_not_matter_only_its_day():
    """R1."""
    for clock in ("08:01", "13:30", "18:00", "23:59:59.999999"):
        story = Story()
        story.accept(f"2026-03-16 {clock}")
        assert story.due("decision") == day(15, "18:00")


def test_acceptance_on_a_saturday_is_day_0_on_that_saturday():
    """R4: the provider's own acts count at the moment they were done. Monday 6 April is day 1."""
    story = Story("2026-04-03 10:00")
    story.accept("2026-04-04 11:00")
    assert story.due("decision") == "2026-04-24 18:00"
    assert story.deadline("decision").day_zero.isoformat() == "2026-04-04"


def test_nothing_at_all_for_fifteen_days_after_registration_is_a_deemed_refusal():
    """R5 [D]."""
    story = Story()
    assert story.due("silence") == day(15, "18:00")
    story.wait(day(15, "18:00"))
    assert story.overdue_since is None
    story.wait(day(15, JUST_LATE))
    assert story.happened(DecisionOverdue) == [("DecisionOverdue", day(15, "18:00"))]
    assert story.case.deemed_refused_on.isoformat() == "2026-04-09"
    assert story.state == "submitted"


def test_accepted_after_the_silence_it_has_its_fifteen_days_and_a_refusal_waits_for_no_lateness():
    """R5: accepted Friday 10 April; 1 May is off, so day 15 is Monday 4 May, and R12 b waits for that day."""
    story = Story()
    story.accept("2026-04-10 10:00")
    assert story.due("decision") == "2026-05-04 18:00"
    assert not story.case.overdue
    story.propose("2026-04-10 12:00", hearing_at="2026-04-14 10:00")
    assert story.case.deemed_refused_on.isoformat() == "2026-04-09"
    assert story.status("silence") == "met_late"


def test_silence_counts_from_registration_and_not_from_filing():
    """Filed Friday 20 March 18:30, registered Thursday 26 March; the 15th day after it is Thursday 16 April."""
    assert Story("2026-03-20 18:30").due("silence") == "2026-04-16 18:00"


def test_a_refusal_to_accept_names_the_documents_and_ends_the_case():
    story = Story()
    story.reject("2026-03-16 11:00", missing=(4, 1, 4), expired=(2,))
    said = story.case.record[-1].event
    assert (said.missing, said.expired) == ((1, 4), (2,))
    assert story.state == "rejected"
    assert story.status("acceptance") == story.status("silence") == "met"
    story.wait("2026-12-01 10:00")
    assert story.course() == ["ReportFiled", "AcceptanceRefused"]
    with pytest.raises(NotAllowedHere):
        story.accept("2026-12-01 10:00")


@pytest.mark.parametrize("named", [{"missing": ()}, {"missing": (11,)}, {"missing": (), "expired": (0,)}])
def test_a_refusal_to_accept_names_documents_of_list_9_and_at_least_one(named):
    with pytest.raises(BadInput, match=r"list 9|no document"):
        Story().reject("2026-03-16 11:00", **named)


def test_a_report_is_accepted_once():
    with pytest.raises(NotAllowedHere):
        accepted().accept("2026-03-16 11:00")


def test_an_executor_may_be_appointed_in_every_open_state_and_the_latest_one_counts():
    story = Story("2026-03-14 11:00")
    story.assign("2026-03-14 12:00", executor="Omarova")
    story.accept("2026-03-16 10:00")
    story.assign("2026-03-17 10:00", executor="Seitkali")
    assert story.case.executor == "Seitkali"
    with pytest.raises(BadInput):
        story.assign("2026-03-17 11:00", executor="  ")


def test_the_last_word_of_each_service_counts():
    """R13."""
    story = accepted()
    story.endorse(day(1), agree=False)
    story.endorse(day(2), agree=True)
    story.register(day(2, "11:00"))
    assert story.state == "registered"


def test_nobody_endorses_a_report_that_is_not_accepted():
    with pytest.raises(NotAllowedHere):
        Story().endorse("2026-03-16 10:00")
