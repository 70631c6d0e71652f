"""Proposal, notice, receipt, position, hearing, protocol (item 6; Code 66, 73, 74). Day 0 is Monday 16 March 2026."""

import pytest
from stories import JUST_LATE, MIDNIGHT, PROVISION, accepted, day, heard, notified, overdue, proposed, ready

from process.errors import BadInput, NotAllowedHere, TooEarly, TooLate
from process.events import (
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    PositionStated,
    ProtocolSigned,
    RefusalProposed,
)

# --- the proposal


def test_a_proposal_and_its_notice_are_one_act():
    story = proposed()
    [sent, said] = [entry for entry in story.case.record if entry.act == story.seq(RefusalProposed)]
    assert isinstance(sent.event, RefusalProposed) and isinstance(said.event, HearingNoticeSent)
    assert sent.event.occurred_at == said.event.occurred_at


def test_a_proposal_at_18_00_of_day_12_is_in_time_and_one_microsecond_later_too_late():
    """R2, R6."""
    story = accepted()
    story.propose(day(12, "18:00:00.000000"), hearing_at=day(14))
    assert story.status("hearing_notice") == "met"
    with pytest.raises(TooLate):
        accepted().propose(day(12, JUST_LATE), hearing_at=day(14))


def test_a_late_proposal_needs_a_reason_and_keeps_it():
    """R12 b."""
    story = overdue()
    with pytest.raises(BadInput, match="must say why"):
        story.propose(day(16), hearing_at=day(18))
    with pytest.raises(BadInput, match="must say why"):
        story.propose(day(16), hearing_at=day(18), late_reason="  ")
    story.propose(day(16), hearing_at=day(18), late_reason="the registry answered late")
    assert story.case.last(RefusalProposed).late_reason == "the registry answered late"
    assert story.status("hearing_notice") == "met_late"


def test_a_proposal_in_time_is_not_marked_late():
    story = accepted()
    story.propose(day(3), hearing_at=day(5), late_reason="needless")
    assert story.case.last(RefusalProposed).late_reason is None
    assert story.late_by("HearingNoticeSent") is None


@pytest.mark.parametrize(
    "what",
    [{"grounds": ()}, {"grounds": (5,)}, {"grounds": (0,)}, {"provisions": ()}, {"provisions": (" ",)}],
)
def test_a_proposal_names_grounds_of_list_10_and_the_provision_they_rest_on(what):
    with pytest.raises(BadInput):
        accepted().propose(day(3), hearing_at=day(5), **what)


def test_a_proposal_needs_no_endorsement():
    """R13."""
    assert proposed().state == "preliminary_refusal"


def test_on_the_same_ground_a_refusal_is_proposed_once_on_another_again():
    for story in (notified(), heard()):
        with pytest.raises(NotAllowedHere, match="proposed already"):
            story.propose(day(5, "11:00"), hearing_at=day(7))
        story.propose(day(5, "11:00"), hearing_at=day(7), grounds=(1,), provisions=("Article 5",))
        assert story.state == "preliminary_refusal"


def test_a_proposal_on_another_ground_is_bound_by_day_12_too():
    with pytest.raises(TooLate):
        heard().propose(day(13), hearing_at=day(14), grounds=(1,))


def test_before_the_notice_arrived_no_other_refusal_is_proposed():
    with pytest.raises(NotAllowedHere):
        proposed().propose(day(4), hearing_at=day(6), grounds=(1,))


# --- notice and receipt


def test_hearing_and_objection_run_two_working_days_from_the_day_of_the_receipt():
    """R7, R10: received Friday 20 March; Thursday 26 and Friday 27 are the first working days after it."""
    story = notified(day(4, "17:00"))
    assert story.due("hearing") == day(6, "18:00")
    assert story.due("objection") == day(6, MIDNIGHT)


def test_a_notice_received_on_a_saturday_counts_from_that_saturday():
    story = accepted()
    story.propose(day(7), hearing_at=day(9))
    story.receive("2026-04-04 12:00")
    assert story.due("objection") == day(13, MIDNIGHT)  # 6 and 7 April


def test_a_notice_that_did_not_arrive_is_sent_again_and_one_that_arrived_is_not():
    """R7."""
    story = proposed()
    story.send_again(day(4, "18:30"))
    story.receive(day(4, "18:40"))
    with pytest.raises(NotAllowedHere):
        story.send_again(day(4, "19:00"))
    with pytest.raises(NotAllowedHere):
        story.receive(day(4, "19:00"))


def test_a_notice_goes_by_a_way_of_article_66():
    with pytest.raises(BadInput):
        proposed().send_again(day(4), way="by a neighbour")


def test_after_day_12_the_same_notice_may_still_be_sent_again():
    """R7: the first sending was in time; sending it again is no new proposal."""
    story = accepted()
    story.propose(day(12), hearing_at=day(14))
    story.send_again(day(14))
    story.receive(day(14, "11:00"))
    assert story.status("hearing_notice") == "met"


def test_the_windows_of_refusal_and_objection_count_from_the_first_receipt_the_hearing_from_the_last():
    """R10: received on day 3, moved on day 4, received again on day 4."""
    story = notified()
    story.reschedule(day(4), hearing_at=day(5, "16:00"))
    story.receive(day(4, "11:00"))
    assert story.due("objection") == day(5, MIDNIGHT)
    assert story.due("hearing") == day(6, "18:00")
    story.hold(day(5, "16:00"))
    story.sign_protocol(day(5, "17:00"))
    story.endorse(day(5, "17:00"))
    story.refuse(day(6))
    assert story.state == "refused"


def test_windows_of_a_second_proposal_count_from_its_own_receipt():
    story = heard()
    story.propose(day(6), hearing_at=day(8), grounds=(1,), provisions=("Article 5",))
    story.receive(day(6, "11:00"))
    assert story.due("objection") == day(8, MIDNIGHT)
    assert story.due("hearing") == day(8, "18:00")


@pytest.mark.parametrize("proof", ["position", "petition", "waiver"])
def test_what_the_applicant_says_proves_the_receipt_at_that_moment_at_the_latest(proof):
    """R7."""
    story = proposed(method="written") if proof == "petition" else proposed()
    say = {
        "position": story.state_position,
        "petition": story.ask_to_be_heard_orally,
        "waiver": story.waive,
    }[proof]
    say(day(4, "20:00"))
    received = story.case.last(HearingNoticeReceived)
    assert story.happened(HearingNoticeReceived) == [("HearingNoticeReceived", day(4, "20:00"))]
    assert received.proved_by
    assert story.state == ("heard" if proof == "waiver" else "hearing")
    assert story.due("objection") == day(6, MIDNIGHT)


# --- the applicant's position


def test_a_position_at_23_59_59_999999_of_the_second_day_is_in_time():
    """R2, R10."""
    in_time, late = notified(), notified()
    in_time.state_position(day(5, MIDNIGHT))
    assert in_time.status("objection") == "met"
    assert in_time.late_by("PositionStated") is None
    late.state_position("2026-03-27 00:00")
    assert late.status("objection") == "met_late"


def test_a_window_that_ended_without_a_word_is_met_by_its_end_and_no_breach():
    story = ready()
    story.wait(day(6, "00:00"))
    assert story.status("objection") == "met"
    assert "objection" not in story.missed()


def test_a_position_may_be_stated_after_the_hearing_was_held():
    story = heard()
    story.state_position(day(5, "20:00"), form="oral")
    assert story.state == "heard"
    assert story.status("objection") == "met"


def test_a_position_is_written_or_oral():
    with pytest.raises(BadInput):
        notified().state_position(day(4), form="sung")


# --- the hearing


def test_a_hearing_held_in_time_is_in_time_to_18_00_and_one_microsecond_later_late():
    in_time, late = notified(), notified()
    in_time.hold(day(5, "18:00:00.000000"))
    late.hold(day(5, JUST_LATE))
    assert in_time.status("hearing") == "met"
    assert late.status("hearing") == "met_late"


def test_a_hearing_held_on_the_third_working_day_is_recorded_and_shown_late():
    """R12 d: what happened late is always recordable."""
    story = notified()
    story.hold(day(6))
    assert story.state == "heard"
    assert story.missed() == ["hearing"]
    assert story.status("hearing") == "met_late"
    assert story.late_by("HearingHeld") == 1


def test_a_hearing_is_not_held_before_its_time():
    with pytest.raises(TooEarly, match=r"set for 26\.03\.2026 10:00"):
        notified().hold(day(5, "09:59:59.999999"))


def test_without_a_receipt_there_is_no_hearing():
    with pytest.raises(NotAllowedHere):
        proposed().hold(day(5))


def test_the_absence_of_a_duly_notified_applicant_blocks_nothing():
    """R10."""
    story = notified()
    story.hold(day(5), present=False)
    assert story.state == "heard"


def test_an_absent_applicant_was_told_of_this_time():
    """The new time of day 4 was never shown to have arrived."""
    story = notified()
    story.reschedule(day(4), hearing_at=day(5, "16:00"))
    with pytest.raises(TooEarly, match="nothing shows"):
        story.hold(day(5, "16:00"), present=False)
    story.hold(day(5, "16:00"), present=True)


def test_a_first_notice_that_arrived_and_is_entered_after_a_second_was_sent_has_arrived():
    """R7: both tell of one time. It came on Friday morning, again it was sent on Friday night, then the slip came."""
    story = proposed()
    story.send_again(day(4, "18:30"))
    story.receive(day(4, "09:00"), entered=day(4, "19:00"))
    with pytest.raises(NotAllowedHere):
        story.receive(day(4, "19:30"))
    story.hold(day(5), present=False)
    assert story.state == "heard"
    assert story.due("hearing") == day(6, "18:00")
    story.wait(day(8))
    assert story.warnings("receipt") == []


# --- in writing (R10)


def test_a_written_hearing_ends_with_the_objection_window():
    story = notified(method="written")
    assert story.due("hearing") == story.due("objection") == day(5, MIDNIGHT)


def test_a_written_hearing_is_held_by_the_written_position():
    story = notified(method="written")
    story.state_position(day(4, "20:00"))
    assert story.state == "heard"
    assert story.happened(PositionStated, HearingHeld) == [
        ("PositionStated", day(4, "20:00")),
        ("HearingHeld", day(4, "20:00")),
    ]
    assert str(story.case.record[-1].actor.role) == "system"


def test_a_written_hearing_is_held_by_the_end_of_the_window():
    story = notified(method="written")
    story.wait(day(5, MIDNIGHT))
    assert story.state == "hearing"
    story.wait("2026-03-27 00:00")
    assert story.state == "heard"
    assert story.happened(HearingHeld) == [("HearingHeld", day(5, MIDNIGHT))]
    assert story.missed() == []


def test_an_oral_position_does_not_hold_a_written_hearing():
    story = notified(method="written")
    story.state_position(day(4), form="oral")
    assert story.state == "hearing"
    story.wait(day(6))
    assert story.happened(HearingHeld) == [("HearingHeld", day(5, MIDNIGHT))]


def test_nobody_holds_a_written_hearing_by_hand():
    with pytest.raises(NotAllowedHere, match="in writing"):
        notified(method="written").hold(day(5))


def test_a_written_hearing_has_no_protocol():
    story = notified(method="written")
    story.state_position(day(4))
    assert "protocol" not in story.case.deadlines
    with pytest.raises(NotAllowedHere):
        story.sign_protocol(day(5))


def test_a_written_hearing_is_refused_on_after_the_window_and_the_third_day_without_protocol():
    story = notified(method="written")
    story.endorse(day(4), agree=False)
    story.wait("2026-03-27 00:00")
    story.refuse(day(6))
    assert story.state == "refused"


# --- an oral hearing asked for (R10)


def test_an_oral_hearing_is_asked_for_within_the_two_days_and_not_after_them():
    in_time, late = notified(method="written"), notified(method="written")
    in_time.ask_to_be_heard_orally(day(5, MIDNIGHT))
    assert in_time.state == "hearing"
    with pytest.raises(TooLate, match="24:00"):
        late.ask_to_be_heard_orally("2026-03-27 00:00")


def test_an_oral_hearing_asked_for_after_the_written_position_takes_back_the_hearing():
    story = notified(method="written")
    story.state_position(day(4))
    story.ask_to_be_heard_orally(day(4, "11:00"))
    assert story.state == "hearing"
    assert story.status("hearing") == "open"


def test_an_oral_hearing_asked_for_gets_a_time_first_by_r8():
    story = notified(method="written")
    story.ask_to_be_heard_orally(day(4))
    with pytest.raises(NotAllowedHere, match="has no time yet"):
        story.hold(day(4, "12:00"))
    with pytest.raises(TooLate):
        story.reschedule(day(4, "12:00"), hearing_at=day(6))
    story.reschedule(day(4, "12:00"), hearing_at=day(5))
    story.receive(day(4, "12:01"))
    story.hold(day(5))
    assert story.state == "heard"
    assert story.status("protocol") == "open"


def test_where_r8_leaves_no_time_it_is_set_late_at_once():
    """R12 c: asked for at 20:00 of the second day; the new notice of the same night gives two days."""
    story = notified(method="written")
    story.ask_to_be_heard_orally(day(5, "20:00"))
    story.reschedule(day(5, "20:30"), hearing_at=day(7))
    story.receive(day(5, "20:31"))
    assert story.due("hearing") == day(7, "18:00")
    story.hold(day(7))
    assert story.state == "heard"


def test_an_oral_hearing_asked_for_is_due_by_the_close_of_the_second_day():
    """R10: only a written one ends with the objection window; R2: the provider's day ends at 18:00."""
    story = notified(method="written")
    story.ask_to_be_heard_orally(day(4))
    assert story.due("hearing") == day(5, "18:00")


def test_an_oral_hearing_is_not_asked_for_where_it_is_oral_already():
    with pytest.raises(NotAllowedHere):
        notified().ask_to_be_heard_orally(day(4))


def test_after_a_waiver_no_oral_hearing_is_asked_for():
    story = notified(method="written")
    story.waive(day(4))
    with pytest.raises(NotAllowedHere, match="waived"):
        story.ask_to_be_heard_orally(day(4, "11:00"))


def test_a_hearing_is_changed_to_writing_only_while_the_window_is_open():
    story = notified()
    with pytest.raises(TooLate):
        story.reschedule(day(6), method="written")
    in_time = notified()
    in_time.reschedule(day(4), method="written")
    in_time.receive(day(4, "11:00"))
    assert in_time.due("hearing") == day(5, MIDNIGHT)


# --- skipped (R9)


def test_a_waiver_is_granted_by_somebody():
    with pytest.raises(BadInput, match="granted by somebody"):
        notified().waive(day(4), granted_by=" ")


def test_a_waived_hearing_counts_as_heard_and_needs_no_protocol():
    story = notified()
    story.waive(day(4))
    assert story.state == "heard"
    assert story.status("hearing") == "met"
    assert "protocol" not in story.case.deadlines


def test_after_the_hearing_there_is_nothing_to_waive():
    with pytest.raises(NotAllowedHere):
        heard().waive(day(5, "11:00"))


# --- the protocol


def test_the_protocol_is_due_two_working_days_after_the_hearing():
    """Code 74: held Thursday 26 March; Friday 27 and Monday 30 March."""
    story = heard()
    assert story.due("protocol") == "2026-03-30 18:00"
    story.sign_protocol("2026-03-30 18:00:00.000000")
    assert story.status("protocol") == "met"
    late = heard()
    late.sign_protocol("2026-03-30 18:00:00.000001")
    assert late.status("protocol") == "met_late"
    assert late.missed() == ["protocol"]


def test_a_protocol_is_signed_once_and_after_a_hearing():
    story = heard()
    story.sign_protocol(day(5, "11:00"))
    with pytest.raises(NotAllowedHere):
        story.sign_protocol(day(5, "12:00"))
    with pytest.raises(NotAllowedHere):
        notified().sign_protocol(day(5))


def test_the_protocol_of_a_first_oral_hearing_is_signed_after_a_second_one_in_writing():
    """R10: the protocol belongs to each oral hearing; a later one in writing does not do away with it."""
    story = heard()
    story.propose(day(5, "12:00"), method="written", grounds=(1,), provisions=("Article 5",))
    story.state_position(day(5, "13:00"))
    story.sign_protocol(day(6))
    assert story.status("protocol") == "met"
    assert story.happened(ProtocolSigned) == [("ProtocolSigned", day(6))]


def test_each_of_two_oral_hearings_has_its_protocol():
    story = heard()
    story.propose(day(5, "12:00"), hearing_at=day(7), grounds=(1,), provisions=("Article 5",))
    story.receive(day(5, "12:01"))
    story.hold(day(7))
    story.endorse(day(7), agree=False)
    story.sign_protocol(day(7, "11:00"))
    with pytest.raises(TooEarly, match="protocol"):
        story.refuse(day(9), grounds=(1, 3), provisions=(PROVISION, "Article 5"))
    story.sign_protocol(day(9))
    story.refuse(day(9, "11:00"), grounds=(1, 3), provisions=(PROVISION, "Article 5"))
