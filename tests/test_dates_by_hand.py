"""Dates counted by hand on a paper calendar, from the day of acceptance to the end of the term and the last notice."""

from dataclasses import replace
from datetime import date

import pytest
from stories import JUST_LATE, Story, accepted, day, overdue

from process.errors import TooEarly, TooLate
from process.localtime import utc_text
from process.workdays import Workdays, kazakhstan

ROWS = [
    # filed, accepted, end of the 15 working days, last day of the notice
    pytest.param("2026-03-16 08:00", "2026-03-16 10:00", "2026-04-09", "2026-04-06", id="across Nauryz"),
    pytest.param(
        "2026-03-20 18:30", "2026-03-26 10:00", "2026-04-16", "2026-04-13", id="filed before Nauryz"
    ),
    pytest.param(
        "2026-04-24 09:30", "2026-04-24 10:00", "2026-05-20", "2026-05-15", id="1, 7, 11 May are off"
    ),
    pytest.param("2026-06-30 09:30", "2026-06-30 10:00", "2026-07-22", "2026-07-17", id="6 July is off"),
    pytest.param("2026-10-12 09:30", "2026-10-12 10:00", "2026-11-03", "2026-10-29", id="26 October is off"),
    # 16 December, 1 January, Monday 4 January (for Saturday the 2nd) and 7 January are off.
    pytest.param(
        "2026-12-14 09:30", "2026-12-14 10:00", "2027-01-08", "2026-12-31", id="across the New Year"
    ),
]


@pytest.mark.parametrize(("filed", "accepted_at", "end", "notice"), ROWS)
def test_fifteen_working_days_end_and_the_last_notice_goes_on_the_days_counted_by_hand(
    filed, accepted_at, end, notice
):
    story = Story(filed)
    story.accept(accepted_at)
    assert story.due("decision") == f"{end} 18:00"
    assert story.due("hearing_notice") == f"{notice} 18:00"


def calendar_without(id):
    known = kazakhstan()
    return Workdays(tuple(fact for fact in known.facts if fact.id != id), known.years)


def calendar_with_kurban_ait_2024_on(day):
    known = kazakhstan()
    facts = (replace(fact, date=day) if fact.id == "kurban-ait-2024" else fact for fact in known.facts)
    return Workdays(tuple(facts), known.years)


@pytest.mark.parametrize(
    ("calendar", "end"),
    [
        (calendar_without("moved-2022-10-24"), "2022-10-24"),
        (kazakhstan(), "2022-10-22"),
    ],
    ids=["as known on 3 October 2022", "after the act of October: a Saturday"],
)
def test_accepted_on_3_october_2022_the_term_ends_by_the_calendar_of_the_day(calendar, end):
    """R22: the definition is named, so it is used on a date on which its edition was not in force."""
    story = Story("2022-10-03 08:00", calendar=calendar, definition="order-232-2025")
    story.accept("2022-10-03 10:00")
    assert story.due("decision") == f"{end} 18:00"
    assert story.due("hearing_notice") == "2022-10-19 18:00"


@pytest.mark.parametrize(
    ("calendar", "end"),
    [
        (calendar_with_kurban_ait_2024_on(date(2024, 6, 17)), "2024-06-19"),
        (kazakhstan(), "2024-06-18"),
    ],
    ids=["Kurban Ait on Monday the 17th", "after 7 June: on Sunday the 16th"],
)
def test_accepted_on_28_may_2024_the_term_ends_by_the_calendar_of_the_day(calendar, end):
    story = Story("2024-05-28 08:00", calendar=calendar, definition="order-232-2025")
    story.accept("2024-05-28 10:00")
    assert story.due("decision") == f"{end} 18:00"
    assert story.due("hearing_notice") == "2024-06-13 18:00"


def proposed_on_day_12():
    story = accepted()
    story.propose(day(12), hearing_at=day(14))
    return story


def carried_to_the_refusal(story, *, hearing_at):
    story.hold(hearing_at)
    story.sign_protocol(hearing_at)
    story.endorse(hearing_at, agree=False)
    return story


def test_noticed_and_received_on_6_april_the_refusal_is_possible_in_time_only_on_9_april():
    """R6: the third working day after the receipt and the last day of the term are one day."""
    story = proposed_on_day_12()
    story.receive("2026-04-06 11:00")
    carried_to_the_refusal(story, hearing_at="2026-04-08 10:00")
    with pytest.raises(TooEarly):
        story.refuse("2026-04-08 23:59:59.999999")
    story.refuse("2026-04-09 00:00")
    assert story.state == "refused"
    assert story.status("decision") == "met"


def test_received_on_7_april_the_refusal_is_possible_from_10_april_and_late():
    story = proposed_on_day_12()
    story.receive("2026-04-07 11:00")
    carried_to_the_refusal(story, hearing_at="2026-04-08 10:00")
    with pytest.raises(TooEarly):
        story.refuse("2026-04-09 18:00")
    story.refuse("2026-04-10 10:00")
    assert story.status("decision") == "met_late"
    assert story.late_by("ApplicantRefused") == 1


def test_overdue_thu_9_april_late_notice_on_fri_10_april_hearing_and_objection_by_14_refusal_from_15_april():
    story = overdue()
    story.propose("2026-04-10 10:00", hearing_at="2026-04-14 10:00", late_reason="the registry answered late")
    story.receive("2026-04-10 10:01")
    assert story.due("hearing") == "2026-04-14 18:00"
    assert story.due("objection") == "2026-04-14 23:59:59.999999"
    carried_to_the_refusal(story, hearing_at="2026-04-14 10:00")
    with pytest.raises(TooEarly):
        story.refuse("2026-04-14 23:59:59.999999")
    story.refuse("2026-04-15 00:00")
    assert story.state == "refused"
    assert story.late_by("HearingNoticeSent") == 4  # the last day was Monday 6 April
    assert story.late_by("ApplicantRefused") == 4  # the last day was Thursday 9 April
    assert story.status("decision") == "met_late"
    assert story.overdue_since == "2026-04-09 18:00"


def test_filed_on_friday_6_march_2026_at_19_30_it_can_be_accepted_on_tuesday_10_march_at_the_earliest():
    """R4: 7 March is a Saturday, Sunday 8 March is a holiday and moves to Monday the 9th."""
    story = Story("2026-03-06 19:30")
    for too_soon in (
        "2026-03-06 19:31",
        "2026-03-07 10:00",
        "2026-03-09 10:00",
        "2026-03-09 23:59:59.999999",
    ):
        with pytest.raises(TooEarly, match=r"registered on 10\.03\.2026"):
            story.accept(too_soon)
    story.accept("2026-03-10 00:00")
    assert story.status("acceptance") == "met"
    # 11, 12, 13; 16-20; 26, 27; 30, 31 March, 1, 2, 3 April
    assert story.due("decision") == "2026-04-03 18:00"


def test_on_29_february_2024_the_applicants_day_ends_with_the_second_midnight_minute():
    """R2, R23: the hour from 23:00 came twice, at +06:00 and then at +05:00."""
    story = Story("2024-02-26 08:00", definition="order-232-2025")
    story.accept("2024-02-26 10:00")
    story.propose("2024-02-27 10:00", hearing_at="2024-02-29 10:00")
    story.receive("2024-02-27 10:01")
    assert utc_text(story.deadline("objection").due_at) == "2024-02-29T18:59:59.999999Z"
    assert utc_text(story.deadline("hearing").due_at) == "2024-02-29T12:00:00.000000Z"


def test_a_preliminary_refusal_on_day_13_is_too_late_and_on_day_12_it_goes_through():
    """R6, R12 a."""
    story = accepted()
    with pytest.raises(TooLate) as no:
        story.propose(day(13), hearing_at=day(14))
    said = str(no.value)
    assert story.id in said and "07.04.2026" in said  # the case, the fact
    assert "06.04.2026" in said  # the last lawful day
    assert "at least 3 (three) working days before the term of the service ends" in said
    assert "Register the applicant by 09.04.2026" in said  # the way on
    assert "after that day" in said
    in_time = accepted()
    in_time.propose(day(12, "18:00"), hearing_at=day(14))
    assert in_time.state == "preliminary_refusal"


def test_it_stays_too_late_to_the_last_instant_of_the_term_and_is_possible_right_after_it():
    """R12 b."""
    story = accepted()
    with pytest.raises(TooLate):
        story.propose(day(15, "18:00"), hearing_at=day(16))
    story.propose(day(15, JUST_LATE), hearing_at=day(16), late_reason="illness of the executor")
    assert story.state == "preliminary_refusal"
    assert story.overdue_since == day(15, "18:00")
