"""Papers that went out: what they hold fast, what replaces them, who is told when one was wrong (item 5, R29)."""

from functools import partial

import complainants
import pytest
from stories import APPLICANT, EXECUTOR, HEAD, accepted, at, day, ready

from process.complaint_events import ComplaintForwarded, ComplaintLodged
from process.complaints import forward, lodge
from process.errors import NotAllowedHere, NotFound
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    DataUpdated,
    Endorsed,
    HearingNoticeSent,
    LeftRegister,
    PaperIssued,
    RefusalProposed,
    ReportAccepted,
)
from process.issuing import issued, issued_of, require_in_course, stated_before
from process.leaving import leave
from process.localtime import local
from process.notices import DOCUMENTS, WITH_THE_FILE, every_word, is_document
from process.updates import update

MARK = "mark of acceptance"
ANNEX_5, ANNEX_7 = "certificate of Annex 5", "certificate of Annex 7"


def registered():
    story = accepted()
    story.endorse(day(4))
    story.register(day(5))
    return story


def certified(ordinal=7):
    story = registered()
    story.issue(day(5, "11:00"), ANNEX_5, story.seq(ApplicantRegistered), ordinal=ordinal)
    return story


def updated(story, when):
    decide = partial(update, what="family", reference="A-3", digest="d")
    story.act(DataUpdated, decide, APPLICANT, when)
    return story


def good(story):
    return [(each.event.paper, each.event.of) for each in issued(story.case) if each.superseded is None]


def reasons(story):
    return [each.superseded for each in issued(story.case) if each.superseded]


# --- on record


def test_a_paper_that_goes_out_is_an_event_of_the_case_and_changes_nothing_else():
    story = registered()
    before = story.case
    story.issue(day(5, "11:00"), ANNEX_5, story.seq(ApplicantRegistered), ordinal=7)
    after = story.case
    assert after.version == before.version + 1 and after.state is before.state
    assert after.deadlines == before.deadlines and after.latest == before.latest
    entry = after.record[-1]
    assert (entry.actor.name, str(entry.actor.role)) == ("merzim", "system")
    assert entry.provision.startswith("Order 232, item 5; Order 232, list 6")
    assert story.owed() == []


def test_what_fell_due_before_it_went_out_stands_before_it():
    story = accepted()
    story.issue(day(16), MARK, story.seq(ReportAccepted))
    kinds = [type(entry.event).__name__ for entry in story.case.record]
    assert kinds[-1] == "PaperIssued" and "DecisionOverdue" in kinds


def test_it_is_made_of_the_case_with_what_fell_due_before_it():
    story, seen = accepted(), []

    def made(case, now):
        seen.append(case.overdue)
        return PaperIssued(now, MARK, 2, "kk", local(now).date(), "0" * 64, "none")

    story.time = at(day(16))
    story.desk.issue(story.id, made)
    assert seen == [True]


def test_an_act_that_did_not_see_the_paper_go_out_is_decided_again_and_not_refused():
    """Only the system came between: no other person's act (rule of time 3)."""
    from process.cases import moved_meanwhile

    story = certified()
    [*_, entry] = story.case.record
    assert moved_meanwhile(story.id, entry.seq - 1, [entry]).details["only_firings"]


def test_it_is_found_by_its_entry_its_name_and_its_language():
    story = certified()
    seq = story.seq(ApplicantRegistered)
    assert issued_of(story.case, seq, ANNEX_5, "kk").seq == story.case.version
    assert issued_of(story.case, seq, ANNEX_5, "ru") is None
    assert issued_of(story.case, seq, "appeal sheet", "kk") is None
    assert issued_of(story.case, 1, ANNEX_5, "kk") is None


def test_of_an_entry_that_is_struck_or_is_not_there_no_paper_is_made():
    story = registered()
    seq = story.seq(ApplicantRegistered)
    assert type(require_in_course(story.case, seq)) is ApplicantRegistered
    story.correct(day(6), seq)
    with pytest.raises(NotAllowedHere, match="is struck; no paper follows"):
        require_in_course(story.case, seq)
    with pytest.raises(NotFound, match="has no entry 99"):
        require_in_course(story.case, 99)


# --- what an issued certificate holds fast


def test_before_its_certificate_is_issued_a_decision_can_be_corrected():
    story = registered()
    story.correct(day(5, "11:00"), story.seq(ApplicantRegistered))
    assert story.state == "accepted"


@pytest.mark.parametrize("kind", [ApplicantRegistered, Endorsed, ReportAccepted])
def test_once_the_certificate_is_issued_nothing_that_it_rests_on_is_corrected(kind):
    story = certified()
    with pytest.raises(NotAllowedHere) as no:
        story.correct(day(6), story.seq(kind), to=day(3))
    issue = story.seq(PaperIssued)
    assert "certificate of Annex 5" in no.value.message and f"entry {issue}" in no.value.message
    assert "23.03.2026" not in no.value.message and "Order 232, item 5" in no.value.provision
    assert "Annex 3" in no.value.way_on and no.value.details["issued"] == issue


def test_a_refusal_too():
    story = ready()
    story.refuse(day(6))
    story.issue(day(6, "11:00"), ANNEX_7, story.seq(ApplicantRefused))
    with pytest.raises(NotAllowedHere, match="certificate of Annex 7"):
        story.correct(day(7), story.seq(ApplicantRefused))


def test_the_act_is_shown_as_blocked_with_its_reason_while_there_is_nothing_else_to_correct():
    """An officer sees it before they try; what is entered after the decision opens it again."""
    story = certified()
    assert "ActCorrected" not in story.view()["allowed"]
    [why] = [each["why"] for each in story.view()["blocked"] if each["act"] == "ActCorrected"]
    assert "nothing can be corrected now" in why and "certificate of Annex 5" in why
    updated(story, day(7))
    assert "ActCorrected" in story.view()["allowed"]


def test_another_paper_holds_nothing_fast():
    story = accepted()
    story.issue(day(1), MARK, story.seq(ReportAccepted))
    story.correct(day(2), story.seq(ReportAccepted), to="2026-03-16 11:00")
    assert story.state == "accepted"


def test_what_was_entered_after_the_decision_can_still_be_corrected():
    story = certified()
    updated(story, day(7))
    story.correct(day(8), story.seq(DataUpdated))
    assert not [step for step in story.case.course if isinstance(step.event, DataUpdated)]


# --- who holds a paper that was wrong


def test_who_holds_a_paper_of_an_act_that_was_not_so_is_told():
    story = accepted()
    story.issue(day(1), MARK, story.seq(ReportAccepted))
    story.correct(day(2), story.seq(ReportAccepted))
    assert ("correction: mark of acceptance", "applicant") in story.owed()


def test_nobody_is_told_that_a_paper_of_another_act_was_wrong():
    story = accepted()
    story.issue(day(1), MARK, story.seq(ReportAccepted))
    story.endorse(day(4))
    story.correct(day(5), story.seq(Endorsed))
    assert [each for each in story.owed() if each[0].startswith("correction")] == []


def test_what_has_not_gone_out_is_only_recalled():
    story = accepted()
    story.correct(day(2), story.seq(ReportAccepted))
    assert [each for each in story.owed() if each[0].startswith("correction")] == []
    assert story.cases.changes[-1].recalled


def test_a_paper_that_went_out_in_two_languages_is_corrected_once():
    story = accepted()
    for lang in ("kk", "ru"):
        story.issue(day(1), MARK, story.seq(ReportAccepted), lang=lang)
    story.correct(day(2), story.seq(ReportAccepted))
    assert story.owed().count(("correction: mark of acceptance", "applicant")) == 1


def test_the_notice_of_a_proposal_that_is_struck_is_corrected_with_it():
    """They are one act: whoever names the proposal corrects the notice too."""
    story = accepted()
    story.propose(day(3), hearing_at=day(5))
    notice = "notice of preliminary decision and hearing"
    story.issue(day(3, "11:00"), notice, story.seq(HearingNoticeSent))
    story.correct(day(4), story.seq(RefusalProposed))
    assert (f"correction: {notice}", "applicant") in story.owed()


def test_every_word_of_such_a_correction_is_among_the_words_that_may_be_owed():
    definition = accepted().case.definition
    words = set(every_word(definition))
    for paper in DOCUMENTS - {ANNEX_7}:
        assert any(word == f"correction: {paper}" for word, _ in words), paper
    assert ("correction: certificate of Annex 5", "applicant") not in words


def test_what_is_a_document_and_what_is_a_word():
    definition = accepted().case.definition
    for paper in (MARK, ANNEX_5, "certificate of Annex 6", ANNEX_7, "appeal sheet", "termination decision"):
        assert is_document(paper, definition)
    for word in ("stage", "warning", "word of a missed deadline", "correction: mark of acceptance"):
        assert not is_document(word, definition)


# --- which are still good


def test_a_certificate_is_good_while_its_decision_stands():
    story = certified()
    assert good(story) == [(ANNEX_5, story.seq(ApplicantRegistered))] and reasons(story) == []


def test_issued_anew_after_an_update_it_keeps_its_number_and_date_and_replaces_the_first():
    """R29."""
    story = updated(certified(ordinal=7), day(9))
    seq = story.seq(DataUpdated)
    kept = stated_before(story.case, ANNEX_5, seq)
    assert (kept.ordinal, kept.dated.isoformat()) == (7, day(5)[:10])
    story.issue(day(9, "11:00"), ANNEX_5, seq, ordinal=7)
    assert good(story) == [(ANNEX_5, seq)]
    [why] = reasons(story)
    assert f"entry {story.case.version}" in why and "issued anew" in why


def test_in_another_language_it_is_the_same_paper_and_replaces_nothing():
    story = certified(ordinal=7)
    seq = story.seq(ApplicantRegistered)
    assert stated_before(story.case, ANNEX_5, seq).ordinal == 7
    story.issue(day(5, "11:30"), ANNEX_5, seq, lang="ru", ordinal=7)
    assert len(good(story)) == 2


def test_a_paper_of_an_act_that_was_corrected_is_good_no_more():
    story = accepted()
    story.issue(day(1), MARK, story.seq(ReportAccepted))
    story.correct(day(2), story.seq(ReportAccepted), to="2026-03-16 11:00")
    [why] = reasons(story)
    assert "was corrected" in why and f"entry {story.case.version}" in why
    story.issue(day(2, "11:00"), MARK, story.seq(ReportAccepted))
    assert [each.superseded is None for each in issued(story.case)] == [False, True]


# What a body, or the head on a complaint, does with the decision afterwards: cases of a world, complained of.


def issue(case, paper, kind, at):
    """The daemon of that world issues a paper of the latest event of that kind."""
    case.world.until(at)
    of = next(entry.seq for entry in reversed(case.case.record) if isinstance(entry.event, kind))

    def made(_, now):
        return PaperIssued(now, paper, of, "kk", local(now).date(), "0" * 64, "none")

    case.world.desk.issue(case.id, made)
    return case


def whys(case):
    return [each.superseded for each in issued(case.case)]


def test_a_refusal_that_a_body_cancels_leaves_its_certificate_and_appeal_sheet_good_no_more():
    case = issue(complainants.refused(), ANNEX_7, ApplicantRefused, "2026-04-09 16:30")
    case = issue(case, "appeal sheet", ApplicantRefused, "2026-04-09 16:31")
    case = complainants.reviewed(case)
    assert whys(case) == [None, None]
    case.do("complaint-resolve", by=complainants.QUALITY, outcome="cancelled", at="2026-05-05 10:00")
    assert [bool(why) and "set aside" in why for why in whys(case)] == [True, True]


def test_a_refusal_in_whose_place_the_applicant_is_registered_is_good_no_more():
    """R15: the favourable act on a complaint."""
    case = issue(complainants.refused(), ANNEX_7, ApplicantRefused, "2026-04-09 16:30")
    case = complainants.complained(case)
    case.do("register", at="2026-04-14 10:00")
    [why] = whys(case)
    assert "another act came in its place" in why


def test_the_covers_of_two_complaints_about_one_refusal_are_two_papers():
    case = complainants.refused()
    for number, day_in in enumerate(("2026-04-13", "2026-04-14"), start=1):
        complainants.complained(case, f"{day_in} 10:00")
        case.do("complaint-forward", body="quality_authority", complaint=number, at=f"{day_in} 11:00")
        issue(case, WITH_THE_FILE, ComplaintForwarded, f"{day_in} 12:00")
    assert whys(case) == [None, None]


def test_a_refusal_to_accept_that_a_body_cancels_is_good_no_more():
    case = issue(complainants.rejected(), "refusal to accept", AcceptanceRefused, "2026-03-16 12:00")
    case = complainants.complained(case, "2026-03-19 10:00", came_in="superior_body")
    assert whys(case) == [None]
    case.do("complaint-resolve", by=complainants.SUPERIOR, outcome="cancelled", at="2026-04-02 10:00")
    [why] = whys(case)
    assert "set aside" in why


def test_a_notice_of_a_hearing_that_was_set_anew_is_good_no_more():
    story = accepted()
    notice = "notice of preliminary decision and hearing"
    story.propose(day(3), hearing_at=day(5))
    story.issue(day(3, "11:00"), notice, story.seq(HearingNoticeSent))
    story.reschedule(day(3, "12:00"), hearing_at=day(4))
    story.issue(day(3, "12:30"), notice, story.seq(HearingNoticeSent))
    assert [bool(each.superseded) for each in issued(story.case)] == [True, False]


def test_a_certificate_of_an_entry_that_left_the_register_is_good_no_more():
    """R14: what it states, that the applicant stands in the queue, is so no longer."""
    story = certified()
    story.act(
        LeftRegister, leave, HEAD, day(8), ground="provided", provision="Law on Housing Relations, 101-4"
    )
    [why] = reasons(story)
    assert "another act came in its place" in why


def test_an_act_entered_between_the_decision_and_an_update_can_be_corrected_after_the_certificate_was_issued_anew():
    """Only the decision, what came before it, and the update itself are borne by the second certificate."""
    story = certified()
    complained = complaint(story, day(6))
    updated(story, day(9))
    story.issue(day(9, "11:00"), ANNEX_5, story.seq(DataUpdated), ordinal=7)
    story.correct(day(10), complained)
    assert story.case.complaints == ()
    with pytest.raises(NotAllowedHere, match="certificate of Annex 5"):
        story.correct(day(10, "11:00"), story.seq(DataUpdated))


def complaint(story, when):
    story.act(ComplaintLodged, lodge, APPLICANT, when, came_in="provider")
    return story.case.version


def test_copies_in_another_language_of_a_certificate_issued_anew_are_good_no_more_either():
    story = certified()
    story.issue(day(5, "11:30"), ANNEX_5, story.seq(ApplicantRegistered), lang="ru", ordinal=7)
    updated(story, day(9))
    story.issue(day(9, "11:00"), ANNEX_5, story.seq(DataUpdated), ordinal=7)
    assert [bool(each.superseded) for each in issued(story.case)] == [True, True, False]


def test_issued_anew_is_said_with_the_day_on_which_it_was_and_not_with_the_day_that_it_states():
    story = updated(certified(), day(9))
    story.issue(day(9, "11:00"), ANNEX_5, story.seq(DataUpdated), ordinal=7)
    [why] = reasons(story)
    assert f"{day(9)[8:10]}.{day(9)[5:7]}.2026" in why


def test_the_body_and_the_applicant_are_both_told_that_a_complaint_was_not_sent_on_after_all():
    story = accepted()
    story.endorse(day(4))
    story.register(day(5))
    complaint(story, day(6))
    story.act(ComplaintForwarded, forward, EXECUTOR, day(7), body="quality_authority")
    story.issue(day(7, "11:00"), WITH_THE_FILE, story.seq(ComplaintForwarded))
    story.correct(day(8), story.seq(ComplaintForwarded))
    assert {each for each in story.owed() if each[0].startswith("correction")} == {
        (f"correction: {WITH_THE_FILE}", "quality_authority"),
        ("correction: word that the complaint was sent on", "applicant"),
    }
