"""Registered, refused, withdrawn: what each waits for, and when it is late. The refusal is possible from day 6 on."""

import pytest
from stories import (
    JUST_LATE,
    MIDNIGHT,
    PROVISION,
    Story,
    accepted,
    day,
    heard,
    notified,
    overdue,
    proposed,
    ready,
    refused,
)

from process.errors import NotAllowedHere, TooEarly
from process.events import DecisionOverdue

# --- registered


def test_registration_needs_both_services_to_agree():
    """R13."""
    story = accepted()
    with pytest.raises(TooEarly, match=r"legal service is missing.*housing unit is missing"):
        story.register(day(1))
    story.endorse(day(1), services=("legal_service",))
    with pytest.raises(TooEarly, match="housing unit is missing"):
        story.register(day(1, "11:00"))
    story.endorse(day(1, "12:00"), services=("housing_unit",), agree=False)
    with pytest.raises(TooEarly, match="housing unit does not agree"):
        story.register(day(1, "13:00"))
    story.endorse(day(2), services=("housing_unit",))
    story.register(day(2, "11:00"))
    assert story.state == "registered"


@pytest.mark.parametrize("come_to", [accepted, proposed, notified, heard, overdue])
def test_registration_is_possible_from_every_state_of_the_examination(come_to):
    """R9: a favourable decision needs no hearing; R11: a late one stays possible."""
    story = come_to()
    moment = max(day(6), f"{story.time:%Y-%m-%d %H:%M}", day(16) if story.case.overdue else "")
    story.endorse(moment)
    story.register(moment)
    assert story.state == "registered"
    assert str(story.case.decision) == "registered"


def test_a_decision_at_18_00_of_day_15_is_in_time_and_one_microsecond_later_late():
    """R2, R4."""
    in_time, late = accepted(), accepted()
    for story in (in_time, late):
        story.endorse(day(14))
    in_time.register(day(15, "18:00:00.000000"))
    late.register(day(15, "18:00:00.000001"))
    in_time.wait(day(18))
    assert in_time.status("decision") == "met"
    assert in_time.overdue_since is None
    assert late.status("decision") == "met_late"
    assert late.overdue_since == day(15, "18:00")
    assert late.late_by("ApplicantRegistered") == 1


def test_overdue_is_a_fact_and_not_a_state():
    """R11: a deemed refusal on that day; the case stays open."""
    story = overdue()
    assert story.state == "accepted"
    assert story.case.deemed_refused_on.isoformat() == "2026-04-09"
    assert story.case.decision is None
    assert story.happened(DecisionOverdue) == [("DecisionOverdue", "2026-04-09 18:00")]


def test_a_refused_applicant_may_be_registered_by_a_favourable_act():
    """R15: it needs the agreement of both services as any registration does."""
    story = refused()
    with pytest.raises(TooEarly, match="does not agree"):
        story.register(day(7))
    story.endorse(day(7))
    story.register(day(7, "11:00"))
    assert story.state == "registered"
    assert str(story.case.decision) == "registered"


def test_a_registered_applicant_is_neither_refused_nor_registered_again():
    story = accepted()
    story.endorse(day(1))
    story.register(day(1, "11:00"))
    for act in (story.refuse, story.register, story.withdraw):
        with pytest.raises(NotAllowedHere):
            act(day(2))


# --- refused: each condition alone


@pytest.mark.parametrize("come_to", [accepted, proposed, notified])
def test_a_refusal_without_a_hearing_is_impossible(come_to):
    story = come_to()
    story.endorse(day(6), agree=False)
    with pytest.raises(NotAllowedHere):
        story.refuse(day(9))


def test_a_refusal_inside_the_objection_window_is_impossible():
    """R10: a petition lifts the third working day, so the window alone stands in the way."""
    story = notified()
    story.endorse(day(4), agree=False)
    story.waive(day(4))
    with pytest.raises(TooEarly, match=r"may object until 26\.03\.2026 24:00") as no:
        story.refuse(day(5, MIDNIGHT))
    assert len(no.value.details["waits_for"]) == 1
    story.refuse("2026-03-27 00:00")
    assert story.state == "refused"


def test_a_refusal_before_the_third_working_day_after_the_receipt_is_impossible():
    """R6: the objection came early and the hearing was held early; neither shortens it."""
    story = proposed(hearing_at=day(4, "09:00"))
    story.receive(day(3, "11:00"))
    story.state_position(day(3, "12:00"))
    story.hold(day(4, "09:00"))
    story.sign_protocol(day(4, "10:00"))
    story.endorse(day(4, "10:00"), agree=False)
    with pytest.raises(TooEarly, match=r"possible from 27\.03\.2026 on") as no:
        story.refuse(day(5, MIDNIGHT))
    assert len(no.value.details["waits_for"]) == 1
    story.refuse("2026-03-27 00:00")


def test_a_refusal_without_the_signed_protocol_is_impossible():
    story = heard()
    story.endorse(day(5), agree=False)
    with pytest.raises(TooEarly, match="protocol of the oral hearing is not signed") as no:
        story.refuse(day(8))
    assert len(no.value.details["waits_for"]) == 1
    story.sign_protocol(day(8))
    story.refuse(day(8, "11:00"))


@pytest.mark.parametrize("lacking", ["legal_service", "housing_unit"])
def test_a_refusal_without_both_endorsements_is_impossible_agreeing_or_not(lacking):
    """R13."""
    story = heard()
    story.sign_protocol(day(5, "11:00"))
    [other] = {"legal_service", "housing_unit"} - {lacking}
    story.endorse(day(5, "11:00"), services=(other,), agree=True)
    with pytest.raises(TooEarly, match=f"{lacking.replace('_', ' ')} is missing") as no:
        story.refuse(day(6))
    assert len(no.value.details["waits_for"]) == 1
    story.endorse(day(6), services=(lacking,), agree=False)
    story.refuse(day(6, "11:00"))


def test_all_that_a_refusal_waits_for_is_in_one_answer_with_the_earliest_moment():
    with pytest.raises(TooEarly) as no:
        heard().refuse(day(5, "12:00"))
    assert len(no.value.details["waits_for"]) == 5
    assert "It is possible from 27.03.2026 on" in str(no.value)


def test_a_refusal_is_not_possible_without_the_protocol_of_the_hearing_on_its_ground():
    """R10: heard orally on ground 3 without a protocol, then in writing on ground 1; refused on ground 3."""
    story = heard()
    story.propose(day(5, "12:00"), method="written", grounds=(1,), provisions=("Article 5",))
    story.state_position(day(5, "13:00"))
    story.endorse(day(5, "13:00"), agree=False)
    with pytest.raises(TooEarly, match="protocol"):
        story.refuse(day(8))


@pytest.mark.parametrize(
    "said",
    [
        {"grounds": (1,)},
        {"grounds": (3, 1)},
        {"provisions": ("Article 5",)},
        {"provisions": (PROVISION, "Article 5")},
    ],
)
def test_an_applicant_is_refused_only_on_what_was_heard(said):
    with pytest.raises(NotAllowedHere, match="was not heard on"):
        ready().refuse(day(6), **said)


def test_a_ground_proposed_anew_before_its_hearing_was_not_heard():
    """The first proposal gave way to another ground before its hearing: it carries no refusal."""
    story = notified()
    story.propose(day(4), hearing_at=day(6), grounds=(1,), provisions=("Article 5",))
    story.receive(day(4, "11:00"))
    story.hold(day(6))
    story.sign_protocol(day(6, "11:00"))
    story.endorse(day(6, "11:00"))
    with pytest.raises(NotAllowedHere, match="ground 3"):
        story.refuse(day(7), grounds=(3,))
    story.refuse(day(7), grounds=(1,), provisions=("Article 5",))


def test_two_proposals_heard_carry_a_refusal_on_both_grounds():
    story = ready()
    story.propose(day(6), hearing_at=day(8), grounds=(1,), provisions=("Article 5",))
    story.receive(day(6, "11:00"))
    with pytest.raises(NotAllowedHere):
        story.refuse(day(7))
    story.hold(day(8))
    story.sign_protocol(day(8, "11:00"))
    with pytest.raises(TooEarly):
        story.refuse(day(8, "12:00"), grounds=(1, 3), provisions=(PROVISION, "Article 5"))
    story.refuse(day(9), grounds=(1, 3), provisions=(PROVISION, "Article 5"))
    assert story.state == "refused"


# --- the hearing skipped at the applicant's petition (R9)


def test_a_petition_lifts_the_hearing_and_the_third_day_but_not_the_two_days_of_the_objection():
    story = proposed()
    story.endorse(day(3, "12:00"), agree=False)
    story.waive(day(3, "12:00"))
    with pytest.raises(TooEarly, match="may object until"):
        story.refuse(day(4))
    story.refuse("2026-03-27 00:00")


def test_a_petition_that_gives_up_the_objection_lifts_everything():
    story = proposed()
    story.endorse(day(3, "12:00"), agree=False)
    story.waive(day(3, "12:00"), give_up=True)
    assert story.status("objection") == "lapsed"
    story.refuse(day(3, "12:01"))
    assert story.state == "refused"


def test_a_petition_with_the_objection_in_it_lifts_everything():
    story = proposed()
    story.endorse(day(3, "12:00"), agree=False)
    story.waive(day(3, "12:00"), objection="digest")
    assert story.status("objection") == "met"
    story.refuse(day(3, "12:01"))
    assert story.state == "refused"


def test_a_petition_granted_on_one_ground_lifts_nothing_on_the_next():
    story = notified()
    story.waive(day(3, "12:00"), give_up=True)
    story.endorse(day(3, "12:00"), agree=False)
    story.propose(day(4), method="written", grounds=(1,), provisions=("Article 5",))
    story.receive(day(4, "11:00"))
    story.state_position(day(4, "12:00"))
    with pytest.raises(TooEarly, match="possible from"):
        story.refuse(day(6), grounds=(1,), provisions=("Article 5",))
    story.refuse(day(7), grounds=(1,), provisions=("Article 5",))


def test_a_refusal_at_18_00_of_day_15_is_in_time():
    story = ready()
    story.refuse(day(15, "18:00"))
    assert story.status("decision") == "met"


def test_a_refusal_after_the_term_is_late_and_possible_where_all_was_heard_in_time():
    story = ready()
    story.refuse(day(15, JUST_LATE))
    assert story.status("decision") == "met_late"
    assert story.overdue_since == day(15, "18:00")


# --- withdrawn


def withdrawn_overdue_before_acceptance():
    story = Story()
    story.wait(day(16, "09:00"))
    return story


@pytest.mark.parametrize(
    "come_to",
    [Story, accepted, proposed, notified, heard, ready, overdue, withdrawn_overdue_before_acceptance],
)
def test_a_report_is_withdrawn_from_every_state_before_the_decision_and_lapses_all_but_the_notice_of_it(
    come_to,
):
    """R20."""
    story = come_to()
    late = story.overdue_since is not None
    when = day(16) if late else day(5, "16:00")
    story.withdraw(when)
    assert story.state == "withdrawn"
    left = {name for name, each in story.case.deadlines.items() if not each.closed}
    assert left - {"complaint_filing"} == {"termination_notice"}, "those of complaints go on, too"
    assert story.due("termination_notice") == (day(19, "18:00") if late else day(8, "18:00"))
    story.wait("2026-12-01 10:00")
    assert story.missed()[-1] == "termination_notice"
    assert (story.case.deemed_refused_on is not None) == late


def withdrawn():
    story = accepted()
    story.withdraw(day(1))
    return story


@pytest.mark.parametrize("come_to", [refused, withdrawn])
def test_after_the_decision_or_a_withdrawal_nothing_is_withdrawn(come_to):
    with pytest.raises(NotAllowedHere):
        come_to().withdraw(day(7))


def test_the_procedure_is_ended_within_three_working_days_once():
    """Withdrawn on day 1; 18:00 of day 4 is in time."""
    in_time, late = withdrawn(), withdrawn()
    in_time.terminate(day(4, "18:00:00.000000"))
    late.terminate(day(4, JUST_LATE))
    assert in_time.status("termination_notice") == "met"
    assert late.status("termination_notice") == "met_late"
    assert in_time.state == "withdrawn"
    with pytest.raises(NotAllowedHere):
        in_time.terminate(day(5))


def test_only_a_withdrawn_procedure_is_ended_so():
    with pytest.raises(NotAllowedHere):
        accepted().terminate(day(1))


@pytest.mark.parametrize("act", ["endorse", "register", "propose", "assign", "accept", "state_position"])
def test_after_a_withdrawal_nothing_goes_on(act):
    with pytest.raises(NotAllowedHere):
        getattr(withdrawn(), act)(day(2))
