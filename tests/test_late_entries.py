"""An act recorded after it was done: judged as of its own moment, and firings it proves wrong lose their effect."""

from datetime import timedelta

import pytest
from stories import (
    APPLICANT,
    HEAD,
    JUST_LATE,
    MIDNIGHT,
    Story,
    accepted,
    at,
    day,
    heard,
    notified,
    proposed,
    ready,
)

from process.decision import register, withdraw
from process.entering import entries
from process.errors import BadInput, CaseMoved, NotAllowedHere, TooEarly, TooLate
from process.events import (
    ApplicantRegistered,
    DecisionOverdue,
    ExecutorAssigned,
    FiringAnnulled,
    HearingHeld,
    ReportWithdrawn,
)
from process.workdays import kazakhstan


def test_a_registration_of_day_14_entered_on_day_16_annuls_the_deemed_refusal():
    story = accepted()
    story.endorse(day(13))
    story.wait(day(16, "09:00"))
    assert story.overdue_since == "2026-04-09 18:00"
    story.register(day(14), entered=day(16))
    assert story.state == "registered"
    assert story.status("decision") == "met"
    assert story.overdue_since is None
    assert story.case.deemed_refused_on is None
    annulled = story.case.last(FiringAnnulled)
    on_record = {entry.seq: entry.event for entry in story.case.record}
    assert isinstance(on_record[annulled.firing], DecisionOverdue)
    assert on_record[annulled.act].occurred_at == at(day(14))
    assert "was entered on 10.04.2026" in annulled.why


def test_the_annulled_firing_stays_on_record_and_those_who_were_told_are_told_again():
    story = accepted()
    story.endorse(day(13))
    story.wait(day(16, "09:00"))
    story.register(day(14), entered=day(16))
    assert any(isinstance(entry.event, DecisionOverdue) for entry in story.case.record)
    assert "DecisionOverdue" not in story.course()
    assert ("correction: word of the deemed refusal", "head") in story.owed()
    assert ("correction: word of the deemed refusal", "applicant") in story.owed()


def test_a_case_knows_the_latest_moment_of_recording_in_whatever_order_its_entries_stand():
    story = accepted()
    story.endorse(day(13))
    story.register(day(14), entered=day(16))
    case = story.case
    assert case.last_recorded_at == max(entry.recorded_at for entry in case.record) == at(day(16))


def test_an_entry_recorded_by_a_clock_set_back_takes_no_time_back():
    case = accepted().case
    earlier = case.last_recorded_at - timedelta(hours=1)
    assigned = ExecutorAssigned(case.last_moment, "Omarova")
    [entry] = entries(case, (assigned,), first_seq=3, actor=HEAD, recorded_at=earlier, workdays=kazakhstan())
    assert case.after(entry).last_recorded_at == case.last_recorded_at


def test_a_registration_of_day_16_annuls_nothing():
    story = accepted()
    story.endorse(day(13))
    story.wait(day(17, "09:00"))
    story.register(day(16), entered=day(17))
    assert story.overdue_since == "2026-04-09 18:00"
    assert story.case.last(FiringAnnulled) is None
    assert story.status("decision") == "met_late"


def test_an_act_at_the_very_due_instant_entered_later_was_in_time():
    story = accepted()
    story.endorse(day(13))
    story.wait(day(16))
    story.register(day(15, "18:00"), entered=day(16))
    assert story.overdue_since is None
    late = accepted()
    late.endorse(day(13))
    late.wait(day(16))
    late.register(day(15, JUST_LATE), entered=day(16))
    assert late.overdue_since == day(15, "18:00")


def test_a_notice_of_day_12_entered_on_day_16_was_in_time_and_one_of_day_13_was_not():
    """R12: judged as of its own moment."""
    story = accepted()
    story.wait(day(16))
    with pytest.raises(TooLate):
        story.propose(day(13), entered=day(16), hearing_at=day(15), late_reason="late")
    story.propose(day(12), entered=day(16), hearing_at=day(14))
    assert story.status("hearing_notice") == "met"
    assert "hearing_notice" not in story.missed()
    assert story.overdue_since == "2026-04-09 18:00"


def test_an_act_before_the_act_of_a_person_that_opened_its_state_is_refused():
    """Rule of time 5."""
    story = accepted()
    with pytest.raises(TooEarly, match="ReportAccepted"):
        story.endorse("2026-03-16 09:59", entered=day(1))
    with pytest.raises(TooEarly, match="RefusalProposed"):
        proposed().endorse(day(2), entered=day(4))
    with pytest.raises(TooEarly, match="ReportFiled"):
        Story().assign("2026-03-16 07:59", entered=day(1))


def test_a_firing_that_opened_a_state_does_not_count():
    """The written position of the last evening was entered after the window's end had held the hearing."""
    story = notified(method="written")
    story.wait("2026-03-27 09:00")
    assert story.state == "heard"
    story.state_position(day(5, "20:00"), entered=day(6, "09:30"))
    assert story.happened(HearingHeld) == [("HearingHeld", day(5, "20:00"))]
    assert story.case.last(HearingHeld).present
    assert story.status("objection") == "met"


def test_an_oral_hearing_asked_for_in_time_and_entered_later_takes_back_the_hearing_by_the_windows_end():
    story = notified(method="written")
    story.wait("2026-03-27 09:00")
    story.ask_to_be_heard_orally(day(5, MIDNIGHT), entered=day(6, "09:30"))
    assert story.state == "hearing"
    assert story.happened(HearingHeld) == []


def test_nothing_is_entered_in_the_future():
    story = accepted()
    with pytest.raises(BadInput, match="in the future"):
        story.endorse("2026-03-16 10:00:00.000001", entered="2026-03-16 10:00")


def test_a_late_entry_that_would_take_the_ground_from_a_later_act_names_that_act():
    """Withdrawn on Friday, so they say on Thursday; but the refusal was proposed before."""
    story = accepted()
    story.endorse(day(6))
    with pytest.raises(NotAllowedHere, match=r"Endorsed \(entry 4\), Endorsed \(entry 5\)") as no:
        story.withdraw(day(4), entered=day(7))
    assert "the latest one before the others" in str(no.value)


def test_late_entries_in_either_order_give_the_same_course_state_and_deadlines():
    """Rule of time 5: the same acts, in any order of sweep and entry."""

    def told(order):
        story = accepted()
        story.wait(day(18))
        acts = {
            "legal": lambda: story.endorse(day(9), entered=day(18), services=("legal_service",)),
            "housing": lambda: story.endorse(day(8), entered=day(18), services=("housing_unit",)),
            "executor": lambda: story.assign(day(7), entered=day(18), executor="Seitkali"),
        }
        for name in order:
            acts[name]()
        story.register(day(14), entered=day(18))
        story.wait(day(20))
        return story

    one = told(("legal", "housing", "executor"))
    for order in (("housing", "executor", "legal"), ("executor", "legal", "housing")):
        other = told(order)
        assert other.happened() == one.happened()
        assert {name: (each.due_at, each.met_at) for name, each in other.case.deadlines.items()} == {
            name: (each.due_at, each.met_at) for name, each in one.case.deadlines.items()
        }
    assert one.overdue_since is None


def test_swept_or_not_before_the_late_entry_the_outcome_is_one():
    swept, unswept = ready(), ready()
    for n in range(6, 17):
        swept.wait(day(n, "20:00"))
    swept.refuse(day(8), entered=day(17))
    unswept.refuse(day(8), entered=day(17))
    assert swept.happened() == unswept.happened()
    assert swept.status("decision") == unswept.status("decision") == "met"


def test_an_act_at_the_very_instant_of_a_warning_stands_before_it_entered_at_once_or_later():
    """What is done at an instant was done in time for what comes by itself at that instant."""
    at_once, later = accepted(), accepted()
    at_once.endorse("2026-04-02 09:00", services=("legal_service",))
    at_once.wait("2026-04-02 12:00")
    later.wait("2026-04-02 12:00")
    later.endorse("2026-04-02 09:00", entered="2026-04-02 12:00", services=("legal_service",))
    assert at_once.happened() == later.happened()
    assert at_once.happened()[3] == ("Endorsed", "2026-04-02 09:00")


def test_a_receipt_entered_late_counts_from_its_own_day():
    story = proposed()
    story.wait(day(5, "09:00"))
    assert story.warnings("receipt") == [(day(4, "18:00"), None, "executor")]
    story.receive(day(3, "11:00"), entered=day(5, "09:00"))
    assert story.due("objection") == day(5, MIDNIGHT)
    assert story.warnings("receipt") == []  # annulled: it had arrived


def test_a_protocol_entered_late_takes_back_the_breach():
    story = heard()
    story.wait(day(8))
    assert story.missed() == ["protocol"]
    story.sign_protocol(day(6), entered=day(8))
    assert story.missed() == []
    assert story.status("protocol") == "met"


def test_a_clock_set_back_undoes_nothing():
    """Rule of time 4: now is the later of the clock and the case's last recorded moment."""
    story = accepted()
    story.endorse(day(2))
    story.time = at(day(1))
    assert story.desk.sweep_one(story.id, at(day(1))) == 0
    assert story.desk.now(story.case) == at(day(2))
    story.desk.act(story.id, ReportWithdrawn, withdraw, actor=APPLICANT)
    last = story.case.record[-1]
    assert (last.event.occurred_at, last.recorded_at) == (at(day(2)), at(day(2)))


def test_an_act_whose_case_moved_meanwhile_only_by_firings_is_decided_again_on_the_new_state():
    """Rule of time 3."""
    story = accepted()
    story.endorse(day(9))
    story.cases.before_append = lambda change: story.desk.sweep_one(story.id, at(day(10, "09:30")))
    story.register(day(10, "09:30"))
    assert story.state == "registered"
    assert len(story.warnings("decision")) == 1


def test_an_act_whose_case_moved_meanwhile_by_another_person_is_refused():
    story = accepted()
    story.endorse(day(9))
    story.cases.before_append = lambda change: story.withdraw(day(9, "11:00"))
    with pytest.raises(CaseMoved):
        story.desk.act(story.id, ApplicantRegistered, register, actor=HEAD)
    assert story.state == "withdrawn"
