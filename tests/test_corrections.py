"""Putting the record right: an act that was never so is struck or moved, and all that follows is counted again."""

import pytest
from stories import MIDNIGHT, Story, accepted, at, clock, day, heard, notified, overdue, proposed, ready

from process.errors import BadInput, NotAllowedHere, NotFound, TooEarly
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRegistered,
    DeadlineMoved,
    DecisionOverdue,
    Endorsed,
    FiringAnnulled,
    HearingHeld,
    HearingNoticeReceived,
    RefusalProposed,
    ReportAccepted,
    WarningRaised,
)


def moves(story, name):
    return [(move.was and clock(move.was), clock(move.now)) for move in story.deadline(name).moves]


def test_a_struck_act_stays_on_record_and_has_no_effect():
    story = proposed()
    story.correct(day(4), story.seq(RefusalProposed), reason="another case was meant")
    assert story.state == "accepted"
    assert "RefusalProposed" not in story.course() and "HearingNoticeSent" not in story.course()
    assert any(isinstance(entry.event, RefusalProposed) for entry in story.case.record)
    assert story.status("hearing_notice") == "open"


def test_a_struck_act_is_struck_whole():
    """The proposal and its notice are one act: whichever entry is named, both fall."""
    story = proposed()
    story.correct(day(4), story.seq(RefusalProposed) + 1)
    assert story.state == "accepted"


def test_an_act_is_moved_to_its_right_moment_and_the_deadlines_with_it_journaled():
    story = accepted()
    story.correct(day(2), story.seq(ReportAccepted), to=day(1), reason="it was Tuesday")
    assert story.happened(ReportAccepted) == [("ReportAccepted", day(1))]
    assert story.due("decision") == day(16, "18:00")
    assert moves(story, "decision") == [(day(15, "18:00"), day(16, "18:00"))]
    assert moves(story, "hearing_notice") == [(day(12, "18:00"), day(13, "18:00"))]
    [move, _] = story.deadline("decision").moves + story.deadline("hearing_notice").moves
    assert "it was Tuesday" in move.act
    assert move.approved_by == "Akhmetov"
    assert {event.deadline for event in story.case.events(DeadlineMoved)} == {"decision", "hearing_notice"}
    assert story.status("acceptance") == "met_late"


def test_a_correction_changes_no_deadline_that_does_not_follow_from_the_act():
    story = notified()
    before = story.case.deadlines
    story.endorse(day(4))
    story.correct(day(5), story.seq(Endorsed), to=day(4, "12:00"))
    assert {name: each.due_at for name, each in before.items()} == {
        name: each.due_at for name, each in story.case.deadlines.items()
    }
    assert story.case.last(DeadlineMoved) is None


def test_a_receipt_moved_to_an_earlier_day_gives_earlier_windows():
    story = notified(day(4, "09:00"))
    assert story.due("objection") == day(6, MIDNIGHT)
    story.correct(day(4, "10:00"), story.seq(HearingNoticeReceived), to=day(3, "12:00"))
    assert story.due("objection") == day(5, MIDNIGHT)
    assert story.due("hearing") == day(5, "18:00")


def test_a_hearing_that_turns_out_to_be_set_after_the_second_day_is_to_be_set_anew():
    """R8: sent and received on day 3, by the record; then it turns out that both were on day 2."""
    story = notified()
    story.correct(day(4, "09:00"), story.seq(RefusalProposed), to=day(2, "09:00"))
    story.correct(day(4, "09:05"), story.seq(HearingNoticeReceived), to=day(2, "09:01"))
    assert story.due("hearing") == day(4, "18:00")
    assert "HearingRescheduled" in {todo["act"] for todo in story.view()["next"]}
    story.reschedule(day(4, "09:10"), hearing_at=day(4, "17:00"))
    assert story.state == "hearing"


def test_what_is_refused_while_later_acts_would_lose_their_state_names_them():
    story = heard()
    with pytest.raises(NotAllowedHere) as no:
        story.correct(day(6), story.seq(RefusalProposed))
    said = str(no.value)
    for later in (HearingNoticeReceived, HearingHeld):
        assert f"{later.__name__} (entry {story.seq(later)})" in said
    assert "the latest one before the others" in said
    story.correct(day(6), story.seq(HearingHeld))
    story.correct(day(6), story.seq(HearingNoticeReceived))
    story.correct(day(6), story.seq(RefusalProposed))
    assert story.state == "accepted"


def test_an_acceptance_moved_after_what_rests_on_it_is_refused():
    story = accepted()
    story.endorse(day(2))
    with pytest.raises(NotAllowedHere, match="Endorsed"):
        story.correct(day(4), story.seq(ReportAccepted), to=day(3))


def test_later_acts_that_were_lawful_by_the_record_of_their_day_stand():
    """The proposal of day 12 was in time; then the acceptance turns out to be a day older, by registration day."""
    story = Story("2026-03-16 08:00")
    story.accept(day(1))
    story.propose(day(13), hearing_at=day(15))
    story.correct(day(13, "12:00"), story.seq(ReportAccepted), to=day(0))
    assert story.state == "preliminary_refusal"
    assert story.due("hearing_notice") == day(12, "18:00")
    assert story.status("hearing_notice") == "met_late"


def test_the_second_correction_wins():
    story = accepted()
    story.correct(day(3), story.seq(ReportAccepted), to=day(1))
    story.correct(day(3), story.seq(ReportAccepted), to=day(2))
    assert story.happened(ReportAccepted) == [("ReportAccepted", day(2))]
    assert story.due("decision") == day(17, "18:00")
    assert moves(story, "decision") == [
        (day(15, "18:00"), day(16, "18:00")),
        (day(16, "18:00"), day(17, "18:00")),
    ]


def test_a_moved_act_may_be_struck_then_and_a_struck_one_is_struck_for_good():
    story = accepted()
    number = story.seq(ReportAccepted)
    story.correct(day(3), number, to=day(1))
    story.correct(day(3), number)
    assert story.state == "submitted"
    with pytest.raises(NotAllowedHere, match="struck already"):
        story.correct(day(3), number)
    story.accept(day(3))
    assert story.due("decision") == day(18, "18:00")


def test_a_decision_struck_after_the_term_lets_the_deemed_refusal_take_effect_on_its_day():
    story = accepted()
    story.endorse(day(10))
    story.register(day(14))
    story.correct(day(16), story.seq(ApplicantRegistered))
    story.wait(day(16, "10:30"))
    assert story.state == "accepted"
    assert story.overdue_since == day(15, "18:00")


def test_a_deadline_that_moves_later_takes_back_the_deemed_refusal():
    """Accepted on day 1 and not on day 0: on day 15 nothing was overdue yet."""
    story = overdue()
    story.correct(day(15, "19:00"), story.seq(ReportAccepted), to=day(1))
    assert story.overdue_since is None
    assert isinstance(story.case.last(FiringAnnulled), FiringAnnulled)
    story.wait(day(17))
    assert story.overdue_since == day(16, "18:00")
    assert len(story.happened(DecisionOverdue)) == 1


def test_a_refusal_to_accept_struck_opens_the_case_again_with_all_that_fell_due_meanwhile():
    story = Story()
    story.reject("2026-03-16 10:00")
    story.correct(day(2), story.seq(AcceptanceRefused))
    assert story.state == "submitted"
    story.wait(day(2, "10:30"))
    assert story.missed() == ["acceptance"]
    story.accept(day(2, "11:00"))
    assert story.due("decision") == day(17, "18:00")


@pytest.mark.parametrize(
    ("which", "to", "error", "fault"),
    [
        (1, None, NotAllowedHere, "the applicant's report"),
        (99, None, NotFound, "no entry 99"),
        (3, "2026-12-31 10:00", BadInput, "future"),
        (3, "2026-03-15 23:59:59.999999", TooEarly, "registered on"),
    ],
)
def test_some_things_cannot_be_corrected_so(which, to, error, fault):
    story = accepted()
    with pytest.raises(error, match=fault):
        story.correct(day(2), which, to=to)


def test_what_came_by_itself_follows_from_the_acts_and_is_not_corrected():
    story = overdue()
    for kind in (DecisionOverdue, WarningRaised):
        with pytest.raises(NotAllowedHere, match="follows from the acts"):
            story.correct(day(16), story.seq(kind))
    story.correct(day(16), story.seq(ReportAccepted), to=day(1))
    with pytest.raises(NotAllowedHere):
        story.correct(day(16), story.seq(ActCorrected))


def test_a_correction_says_why():
    with pytest.raises(BadInput, match="says why"):
        accepted().correct(day(2), 3, reason=" ")


def test_a_correction_is_itself_on_record_with_who_and_why():
    story = accepted()
    story.correct(day(2), story.seq(ReportAccepted), to=day(1), reason="it was Tuesday")
    entry = story.case.record[story.seq(ActCorrected) - 1]
    assert (entry.actor.name, str(entry.actor.role)) == ("Akhmetov", "head")
    assert (entry.event.reason, entry.event.moment) == ("it was Tuesday", at(day(1)))


def test_papers_of_a_struck_or_moved_act_are_recalled_and_a_moved_one_owes_them_anew():
    struck = ready()
    struck.refuse(day(6))
    decided = struck.seq(FiringAnnulled) if struck.case.last(FiringAnnulled) else struck.case.version
    struck.correct(day(7), decided)
    change = struck.cases.changes[-1]
    assert decided in change.recalled
    assert not [each for each in change.owed if "certificate" in each.paper]
    moved = ready()
    moved.refuse(day(6))
    moved.correct(day(8), moved.case.version, to=day(7))
    again = [(each.paper, clock(each.issue_from)) for each in moved.cases.changes[-1].owed]
    assert ("certificate of Annex 7", day(7)) in again


def test_a_correction_and_the_same_case_done_right_at_once_have_one_course_and_one_set_of_deadlines():
    wrong, right = Story(), Story()
    wrong.accept("2026-03-16 10:00")
    wrong.correct(day(2), wrong.seq(ReportAccepted), to=day(1))
    right.accept(day(1))
    for story in (wrong, right):
        story.propose(day(5), hearing_at=day(7))
        story.receive(day(5, "11:00"))
        story.wait(day(20))
    assert wrong.happened() == right.happened()
    assert {name: (each.due_at, each.status(wrong.time)) for name, each in wrong.case.deadlines.items()} == {
        name: (each.due_at, each.status(right.time)) for name, each in right.case.deadlines.items()
    }
