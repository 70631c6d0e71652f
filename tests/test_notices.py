"""Which paper an event owes, to whom and from when; and the stage messages of item 7."""

import ast
import inspect
from datetime import timedelta

import pytest
from stories import JUST_LATE, Story, accepted, clock, day, heard, notified, overdue, proposed, ready

from process import notices
from process.definitions import ORDER_232_2025
from process.events import AcceptanceRefused, ActCorrected
from process.notices import every_word
from tests.plays import Office, play


def papers(story):
    return [(paper, to) for paper, to in story.owed() if paper != "stage"]


def issued(story, paper):
    [moment] = [clock(each.issue_from) for each in story.cases.changes[-1].owed if each.paper == paper]
    return moment


def test_the_mark_of_acceptance_goes_to_the_applicant():
    story = Story()
    story.accept("2026-03-16 10:00")
    assert papers(story) == [("mark of acceptance", "applicant")]


def test_a_refusal_to_accept_carries_an_appeal_sheet():
    """R17."""
    story = Story()
    story.reject("2026-03-16 10:00")
    assert papers(story) == [("refusal to accept", "applicant"), ("appeal sheet", "applicant")]


@pytest.mark.parametrize(("form", "paper"), [(1, "certificate of Annex 5"), (2, "certificate of Annex 6")])
def test_registration_owes_the_certificate_of_its_form(form, paper):
    """List 6."""
    story = Story(form=form)
    story.accept("2026-03-16 10:00")
    story.endorse(day(1))
    story.register(day(2))
    assert papers(story) == [(paper, "applicant")]


def test_a_refusal_owes_the_certificate_of_annex_7_and_an_appeal_sheet():
    story = ready()
    story.refuse(day(6))
    assert papers(story) == [("certificate of Annex 7", "applicant"), ("appeal sheet", "applicant")]


def test_a_proposal_a_repeated_and_a_moved_notice_each_owe_the_notice():
    notice = [("notice of preliminary decision and hearing", "applicant")]
    story = proposed()
    assert papers(story) == notice
    story.send_again(day(4), way="letter")
    assert papers(story) == notice
    assert story.cases.changes[-1].owed[0].way == "letter"
    story.reschedule(day(4, "12:00"), hearing_at=day(5))
    assert papers(story) == notice


def test_the_end_of_the_procedure_is_told_with_an_appeal_sheet():
    """R20."""
    story = accepted()
    story.withdraw(day(1))
    assert papers(story) == []
    story.terminate(day(2))
    assert papers(story) == [("termination decision", "applicant"), ("appeal sheet", "applicant")]


def test_a_deemed_refusal_is_told_to_the_head_and_the_applicant():
    word = "word of the deemed refusal"
    assert [each for each in papers(overdue()) if each[0] == word] == [(word, "head"), (word, "applicant")]


def test_a_breach_is_told_to_the_head():
    """R5."""
    story = Story()
    story.wait("2026-03-16 18:00:00.000001")
    assert papers(story) == [("word of a missed deadline", "head")]


def test_the_last_notice_day_gone_by_is_no_breach_and_nobody_is_told():
    story = accepted()
    story.endorse(day(9))
    story.wait(day(12, "17:00"))
    story.wait(day(12, JUST_LATE))
    assert papers(story) == []


def test_a_warning_goes_to_whom_it_warns():
    story = accepted()
    story.endorse(day(9))
    story.wait("2026-04-03 08:00")
    story.wait("2026-04-03 09:01")
    assert papers(story) == [("warning", "executor")]


def test_after_downtime_what_was_met_meanwhile_needs_no_word():
    """The hearing of Thursday was held and entered before anybody swept; its warning of Friday comes to nothing."""
    story = notified()
    story.hold(day(5))
    assert ("warning", "executor") not in papers(story)


@pytest.mark.parametrize(
    ("signed", "issue_from"),
    [
        (day(6, "18:00:00.000000"), day(6, "18:00")),
        (day(6, JUST_LATE), day(7, "09:00")),
        (day(6, "13:30"), day(6, "13:30")),
        ("2026-03-28 11:00", "2026-03-30 09:00"),
    ],
)
def test_a_decision_signed_by_18_00_is_issued_that_day_and_one_after_hours_on_the_next_working_day(
    signed, issue_from
):
    """R4."""
    story = ready()
    story.refuse(signed)
    assert issued(story, "certificate of Annex 7") == issue_from
    agreed = accepted()
    agreed.endorse(day(5))
    agreed.register(signed)
    assert issued(agreed, "certificate of Annex 5") == issue_from


def test_the_day_of_the_signature_and_not_of_the_issue_decides_whether_the_term_was_kept():
    story = ready()
    story.refuse(day(15, "18:00"))
    assert (story.status("decision"), issued(story, "certificate of Annex 7")) == ("met", day(15, "18:00"))


def test_each_change_of_state_owes_a_stage_message_with_the_event():
    """Item 7."""
    story = Story()
    stages = [story.owed().count(("stage", "monitoring"))]
    for act in (
        lambda: story.accept("2026-03-16 10:00"),
        lambda: story.endorse(day(1), agree=False),
        lambda: story.propose(day(3), hearing_at=day(5)),
        lambda: story.send_again(day(3, "11:00")),
        lambda: story.receive(day(3, "12:00")),
        lambda: story.state_position(day(3, "13:00")),
        lambda: story.hold(day(5)),
        lambda: story.sign_protocol(day(5, "11:00")),
        lambda: story.refuse(day(6)),
    ):
        act()
        stages.append(story.owed().count(("stage", "monitoring")))
    assert stages == [1, 1, 0, 1, 0, 1, 0, 1, 0, 1]


def test_a_position_that_proves_the_receipt_owes_one_stage_message():
    story = proposed()
    story.state_position(day(4))
    assert story.owed().count(("stage", "monitoring")) == 1


def test_a_correction_that_changes_the_state_owes_a_stage_message():
    """Item 7: the monitoring system was told of the refusal to accept; it must hear that this was not so."""
    story = Story()
    story.reject("2026-03-16 10:00")
    story.correct("2026-03-16 11:00", story.seq(AcceptanceRefused))
    assert story.state == "submitted"
    assert story.owed().count(("stage", "monitoring")) == 1
    assert [each.seq for each in story.cases.changes[-1].owed if each.paper == "stage"] == [
        story.seq(ActCorrected)
    ]


def test_a_withdrawal_and_an_ended_procedure_change_the_state_once():
    story = heard()
    story.withdraw(day(5, "12:00"))
    assert story.owed() == [("stage", "monitoring")]
    story.terminate(day(6))
    assert ("stage", "monitoring") not in story.owed()


# --- the whole vocabulary

EVERY_WORD = set(every_word(ORDER_232_2025))
SAID = {each for each in vars(notices).values() if isinstance(each, str)} - {each for _, each in EVERY_WORD}


def owed_in(history):
    """What a play owes that is swept before each act, with every act entered a day late."""
    office = Office(history.filed)
    for act in history.acts[1:]:
        later = act.at + timedelta(days=1)
        office.sweep(later)
        office.do(act, now=later)
    office.sweep(history.end)
    return {(each.paper, each.to) for change in office.cases.changes for each in change.owed}


def test_no_word_is_owed_that_the_vocabulary_lacks():
    owed = set().union(*(owed_in(play(seed)) for seed in range(60)))
    assert len(owed) > 12 and owed <= EVERY_WORD


@pytest.mark.parametrize(
    "deciding", [notices._of, notices._words, notices.restaged], ids=lambda each: each.__name__
)
def test_what_is_owed_is_said_in_words_that_stand_in_the_vocabulary(deciding):
    """Whatever these functions name is a constant of the module, and each of those is in the vocabulary."""
    [function] = ast.parse(inspect.getsource(deciding)).body
    literal = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
    assert [each for each in literal if isinstance(each, str) and each != ast.get_docstring(function)] == []
    named = [vars(notices).get(node.id) for node in ast.walk(function) if isinstance(node, ast.Name)]
    for word in SAID & {each for each in named if isinstance(each, str)}:
        assert [paper for paper, _ in EVERY_WORD if paper.startswith(word)], word
