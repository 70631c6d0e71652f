"""Complaints as stories, by dates counted by hand (items 8 to 12; R15-R19, R26). The days stand in `complainants`."""

import pytest
from complainants import (
    LAW,
    QUALITY,
    SUPERIOR,
    accepted,
    agreed,
    complained,
    happened,
    refused,
    rejected,
    reviewed,
    standing,
)
from stories import clock

from process.acts import possible_now
from process.errors import BadInput, NotAllowedHere, NotFound, TooEarly, TooLate, WrongRole
from process.localtime import parse_typed as clock_of
from process.reviewing import check_extend, check_tell, extend, resolve
from process.workdays import kazakhstan
from simulation.world import World


def due(case, name):
    return clock(case.case.deadlines[name].due_at)


def status(case, name):
    return str(case.case.deadlines[name].status(case.world.now))


# --- the dates at the end of the description of the process


def test_the_dates_of_a_complaint_that_came_in_on_thursday_19_march():
    case = rejected()
    complained(case, "2026-03-19 10:00")
    assert due(case, "complaint_forwarding/1") == "2026-03-27 18:00"
    assert due(case, "complaint_provider/1") == "2026-03-31 18:00"
    for body, name, day in (
        (QUALITY, "complaint_quality", "04-14"),
        (SUPERIOR, "complaint_superior", "04-21"),
    ):
        elsewhere = complained(rejected(), "2026-03-19 10:00", came_in=body.split()[0])
        assert due(elsewhere, f"{name}/1") == f"2026-{day} 18:00"
        assert standing(elsewhere) == ["under_review"]


def test_the_three_months_after_9_april_end_on_9_july_at_24_00():
    assert due(refused(), "complaint_filing") == "2026-07-09 23:59:59.999999"


def refused_on_30_november():
    case = accepted("2026-11-09 10:00")
    return refused(case, proposed="2026-11-20", heard="2026-11-23", on="2026-11-30")


def test_the_three_months_after_30_november_end_on_monday_1_march():
    """R17: February has no 30th, its last day is a Sunday, so R3."""
    case = refused_on_30_november()
    assert due(case, "complaint_filing") == "2027-03-01 23:59:59.999999"
    complained(case, "2027-03-01 23:59:59.999999")
    assert not case.case.complaints[0].late
    assert status(case, "complaint_filing") == "met"


def test_a_complaint_after_the_three_months_is_accepted_and_marked_late():
    """R17."""
    case = complained(refused_on_30_november(), "2027-03-02 00:00")
    assert case.case.complaints[0].late
    assert status(case, "complaint_filing") == "met_late"
    assert case.state == "appeal"


def test_who_learned_later_has_the_months_from_that_day():
    """R17: "learned of the act", where that was not with its paper."""
    case = complained(refused(), "2026-07-20 10:00", learned="2026-04-20")
    assert not case.case.complaints[0].late
    assert due(case, "complaint_filing") == "2026-07-20 23:59:59.999999"
    assert status(case, "complaint_filing") == "met"


def test_a_decision_signed_after_hours_is_learned_of_on_the_next_working_day():
    """R4, R17: signed on Thursday 9 April at 18:30 it is issued on Friday the 10th."""
    case = accepted()
    agreed(case, "2026-03-26 09:30")
    case.do("propose-refusal", at="2026-03-26 10:00", ground=[3], provision=LAW, method="written")
    case.do("receive-notice", at="2026-03-26 10:05")
    case.do("refuse", ground=[3], provision=LAW, at="2026-04-09 18:30")
    assert due(case, "complaint_filing") == "2026-07-10 23:59:59.999999"


def test_a_complaint_after_hours_came_in_that_day_and_is_registered_on_the_next():
    """R4, R15, R16: three days run from its coming in, five from its registration."""
    case = complained(refused(), "2026-04-13 19:00")
    assert str(case.case.complaints[0].registered_on) == "2026-04-14"
    assert due(case, "complaint_forwarding/1") == "2026-04-16 18:00"
    assert due(case, "complaint_provider/1") == "2026-04-21 18:00"


def test_who_learned_of_a_registration_later_has_six_months_from_that_day():
    """R17: learned on Thursday 26 March, the six months end on Saturday 26 September, so on Monday the 28th (R3)."""
    for when, late in (("2026-09-28 23:59:59", False), ("2026-09-29 00:00", True)):
        case = agreed(accepted(), "2026-03-20 10:00")
        case.do("register", at="2026-03-20 11:00")
        complained(case, when, learned="2026-03-26")
        assert case.case.complaints[0].late is late
        assert "complaint_filing" not in case.case.deadlines


def test_a_complaint_of_another_action_leaves_the_months_to_complain_of_the_act_as_they_are():
    """R17: they run from learning of the act; nothing would meet those of an action, once it was complained of."""
    case = complained(refused(), about="action", learned="2026-04-01")
    assert (due(case, "complaint_filing"), status(case, "complaint_filing")) == (
        "2026-07-09 23:59:59.999999",
        "open",
    )
    case = complained(accepted(), "2026-03-20 10:00", learned="2026-03-17")
    assert "complaint_filing" not in case.case.deadlines


@pytest.mark.parametrize(("when", "late"), [("23:59:59.999999", False), ("", True)])
def test_the_months_from_a_day_that_is_said_end_with_their_last_day(when, late):
    """R2, R17: learned on Monday 20 April, until Monday 20 July, 24:00."""
    moment = f"2026-07-20 {when}" if when else "2026-07-21 00:00"
    assert complained(refused(), moment, learned="2026-04-20").case.complaints[0].late is late


def test_nobody_learns_of_an_act_after_complaining_of_it():
    with pytest.raises(BadInput, match=r"nobody learns on .*14\.04\.2026"):
        complained(refused(), "2026-04-13 10:00", learned="2026-04-14")
    complained(refused(), "2026-04-13 10:00", learned="2026-04-13")


def test_a_registration_signed_after_hours_is_learned_of_on_the_next_working_day():
    """R4, R17: Friday 20 March at 18:30; issued on Thursday the 26th, as Nauryz lies between; six months, and R3."""
    for when, late in (("2026-09-28 23:59:59", False), ("2026-09-29 00:00", True)):
        case = agreed(accepted(), "2026-03-20 10:00")
        case.do("register", at="2026-03-20 18:30")
        assert complained(case, when).case.complaints[0].late is late


# --- at the provider


def test_satisfied_in_full_on_day_3_it_is_not_sent_on():
    """Item 9, R15: the refusal is cancelled by the registration, and nothing is in breach."""
    case = complained(refused())
    assert (case.state, str(case.case.decision)) == ("appeal", "refused")
    agreed(case, "2026-04-15 10:00")
    case.do("complaint-satisfy", by="head Akhmetov", at="2026-04-16 18:00")
    case.world.until("2026-05-30 10:00")
    assert (case.state, standing(case)) == ("registered", ["satisfied"])
    assert "DeadlineMissed" not in happened(case)
    assert "ComplaintSilent" not in happened(case)
    assert "certificate of Annex 5 to applicant" in case.papers


def test_after_the_third_day_it_can_only_be_sent_on():
    """Item 9: "within those 3 (three) working days"."""
    case = complained(refused())
    agreed(case, "2026-04-15 10:00")
    with pytest.raises(TooLate, match=r"16\.04\.2026 18:00"):
        case.do("complaint-satisfy", by="head Akhmetov", at="2026-04-16 18:00:00.000001")
    case.do("complaint-forward", body="quality_authority", at="2026-04-17 10:00")
    assert status(case, "complaint_forwarding/1") == "met_late"
    assert status(case, "complaint_provider/1") == "met"


def test_the_favourable_act_waits_for_both_services():
    """R13."""
    case = complained(refused())
    case.do("endorse", by="housing_unit", agrees=False, remark="no room", at="2026-04-14 10:00")
    with pytest.raises(TooEarly, match="housing unit does not agree"):
        case.do("complaint-satisfy", by="head Akhmetov", at="2026-04-15 10:00")


def test_the_favourable_act_is_the_heads():
    case = agreed(complained(refused()), "2026-04-14 10:00")
    with pytest.raises(WrongRole, match="head's act"):
        case.do("complaint-satisfy", by="executor Bekov", at="2026-04-15 10:00")
    assert case.state == "appeal"


def test_sent_on_on_day_3_and_dismissed_on_day_4_nothing_is_in_breach():
    """R16: sending it on closes both terms of the provider."""
    case = complained(refused())
    case.do("complaint-forward", body="quality_authority", at="2026-04-16 17:00")
    case.do("complaint-take", by=QUALITY, at="2026-04-16 17:30")
    case.do("complaint-resolve", by=QUALITY, outcome="dismissed", at="2026-04-17 10:00")
    case.world.until("2026-06-30 10:00")
    assert (case.state, standing(case)) == ("refused", ["dismissed"])
    assert "DeadlineMissed" not in happened(case)
    assert "ComplaintSilent" not in happened(case)


def test_neither_sent_on_nor_satisfied_silence_on_day_5_is_a_refusal():
    """R16: both are missed; the case goes back to the decision beneath."""
    case = complained(refused())
    case.world.until("2026-04-21 10:00")
    missed = [(type(e).__name__, clock(e.occurred_at)) for e in (s.event for s in case.case.course)][-2:]
    assert ("DeadlineMissed", "2026-04-16 18:00") in [
        (type(s.event).__name__, clock(s.event.occurred_at)) for s in case.case.course
    ]
    assert missed[-1] == ("ComplaintSilent", "2026-04-20 18:00")
    assert (case.state, standing(case)) == ("refused", ["silent"])
    # It is still to be sent on, and then is under appeal again.
    case.do("complaint-forward", body="superior_body", at="2026-04-22 10:00")
    assert (case.state, standing(case)) == ("appeal", ["forwarded"])


def test_the_provider_never_dismisses():
    """R16: "the provider can only satisfy in full or forward, never dismiss"."""
    case = complained(refused())
    with pytest.raises(NotAllowedHere):
        case.do("complaint-resolve", by=QUALITY, outcome="dismissed", at="2026-04-14 10:00")
    with pytest.raises(WrongRole):
        case.do("complaint-resolve", by="head Akhmetov", outcome="dismissed", at="2026-04-14 10:00")


def test_nothing_is_complained_of_while_the_report_can_be_accepted_in_time():
    case = World("2026-03-16 10:00").file()
    with pytest.raises(NotAllowedHere, match="can be accepted in time"):
        complained(case, "2026-03-16 18:00")
    complained(case, "2026-03-16 18:00:00.000001")
    assert (case.state, standing(case)) == ("submitted", ["lodged"])


def test_a_refused_acceptance_is_met_by_accepting():
    """Item 9, R15: from `rejected` the report is accepted only where the complaint is met in full."""
    case = complained(rejected(), "2026-03-19 10:00")
    with pytest.raises(NotAllowedHere, match="complaint is met in full"):
        case.do("accept", at="2026-03-20 10:00")
    case.do("complaint-satisfy", by="executor Omarova", at="2026-03-20 10:00")
    assert (case.state, standing(case)) == ("accepted", ["satisfied"])
    assert due(case, "decision") == "2026-04-15 18:00"  # 15 wd after Friday 20 March


def test_a_complaint_of_another_action_leaves_the_case_where_it_is():
    case = complained(accepted(), "2026-03-17 10:00")
    assert (case.state, str(case.case.complaints[0].about)) == ("accepted", "action")
    case.do("complaint-satisfy", by="executor Omarova", done="the file was shown", at="2026-03-18 10:00")
    assert standing(case) == ["satisfied"]


def test_a_complaint_of_another_action_registers_nobody():
    """R15: only an act that meets its demands in full; it leaves the case where it is, and says what was done."""
    case = agreed(refused(), "2026-04-10 09:00")
    complained(case, about="action")
    with pytest.raises(BadInput, match="no favourable act of the procedure meets complaint 1"):
        case.do("complaint-satisfy", by="head Akhmetov", at="2026-04-14 10:00")
    case.do("complaint-satisfy", by="head Akhmetov", done="the file was shown", at="2026-04-14 10:00")
    assert (case.state, standing(case)) == ("refused", ["satisfied"])


def test_the_acceptance_that_meets_a_complaint_is_the_executors():
    """Item 4: the mark of acceptance is the responsible executor's, here too."""
    case = complained(rejected(), "2026-03-19 10:00")
    with pytest.raises(WrongRole, match="executor's act"):
        case.do("complaint-satisfy", by="head Akhmetov", at="2026-03-20 10:00")
    assert (case.state, standing(case)) == ("rejected", ["lodged"])


# --- at the body


def test_the_quality_authority_extends_once_and_tells_the_applicant():
    """R16; Law 25(4): registered on Friday 17 April, 15 wd end on Wednesday 13 May, 25 on Thursday the 28th."""
    case = reviewed()
    assert due(case, "complaint_quality/1") == "2026-05-13 18:00"
    case.do("complaint-extend", by=QUALITY, days=10, reason="a site inspection", at="2026-05-13 18:00")
    assert due(case, "complaint_quality/1") == "2026-05-28 18:00"
    assert due(case, "complaint_extension_notice/1") == "2026-05-18 18:00"
    case.do("complaint-told", by=QUALITY, at="2026-05-18 18:00")
    assert status(case, "complaint_extension_notice/1") == "met"
    with pytest.raises(NotAllowedHere, match="extended once already"):
        case.do("complaint-extend", by=QUALITY, days=1, reason="more", at="2026-05-19 10:00")
    case.world.until("2026-05-28 18:00")
    assert standing(case) == ["under_review"]
    case.world.until("2026-05-29 09:00")
    assert (case.state, standing(case)) == ("refused", ["silent"])


@pytest.mark.parametrize("days", [0, 11])
def test_the_extension_is_by_ten_working_days_at_most(days):
    with pytest.raises(BadInput, match="1 to 10 working days"):
        reviewed().do("complaint-extend", by=QUALITY, days=days, reason="x", at="2026-04-30 10:00")


def test_the_extension_comes_before_the_term_ends():
    case = reviewed()
    with pytest.raises(TooLate):
        case.do("complaint-extend", by=QUALITY, days=5, reason="x", at="2026-05-13 18:00:00.000001")
    case.world.until("2026-05-14 09:00")
    with pytest.raises(TooLate, match=r"its term ended .*13\.05\.2026 18:00"):  # its guard says the same
        check_extend(case.case, case.world.now, kazakhstan())


def test_word_of_an_extension_is_told_where_there_was_one():
    case = reviewed()
    with pytest.raises(NotAllowedHere, match="complaint 1 was not extended"):
        check_tell(case.case, case.world.now, kazakhstan())


def test_an_extension_says_why():
    """R16: "with word to the applicant"; Law 25(4): with its reasons."""
    with pytest.raises(BadInput, match="says why"):
        extend(reviewed().case, clock_of("2026-04-30 10:00"), kazakhstan(), days=5, reason=" ")


def test_the_superior_body_has_twenty_days_and_no_extension():
    """Code, Article 99: registered on Friday 17 April, 20 wd end on Wednesday 20 May."""
    case = reviewed(body=SUPERIOR)
    assert due(case, "complaint_superior/1") == "2026-05-20 18:00"
    with pytest.raises(NotAllowedHere, match="no extension"):
        case.do("complaint-extend", by=SUPERIOR, days=5, reason="x", at="2026-04-30 10:00")


def test_one_body_does_not_decide_for_the_other():
    with pytest.raises(WrongRole, match="quality_authority"):
        reviewed().do("complaint-resolve", by=SUPERIOR, outcome="dismissed", at="2026-04-20 10:00")


def test_the_executor_records_a_bodys_act_on_its_behalf_and_only_so():
    case = reviewed()
    with pytest.raises(WrongRole):
        case.do("complaint-resolve", by="executor Omarova", outcome="dismissed", at="2026-04-20 10:00")
    case.do(
        "complaint-resolve",
        by="executor Omarova",
        on_behalf_of="the quality authority",
        outcome="dismissed",
        at="2026-04-20 10:00",
    )
    assert standing(case) == ["dismissed"]


def test_what_a_body_decides_after_its_silence_is_recorded_and_has_its_effect():
    """R12: nothing that happens is lost."""
    case = reviewed()
    case.world.until("2026-05-14 09:00")
    assert (case.state, standing(case)) == ("refused", ["silent"])
    case.do("complaint-resolve", by=QUALITY, outcome="cancelled", at="2026-05-15 10:00")
    assert (case.state, standing(case), case.case.round) == ("accepted", ["upheld"], 2)
    assert status(case, "complaint_quality/1") == "met_late"


# --- what the outcomes do


def test_an_act_cancelled_is_decided_again_in_a_new_round():
    """R26: 15 wd from Tuesday 5 May end on Friday the 29th; earlier endorsements and hearings carry no new refusal."""
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="cancelled", at="2026-05-05 10:00")
    assert (case.state, case.case.decision, case.case.round) == ("accepted", None, 2)
    assert due(case, "decision") == "2026-05-29 18:00"
    assert due(case, "hearing_notice") == "2026-05-25 18:00"
    assert due(case, "decision (round 1)") == "2026-04-09 18:00"
    with pytest.raises(TooEarly, match="legal service is missing"):
        case.do("register", at="2026-05-06 10:00")
    refused(case, proposed="2026-05-12", heard="2026-05-13", on="2026-05-18")
    assert (case.state, case.case.round) == ("refused", 2)
    assert due(case, "complaint_filing") == "2026-08-18 23:59:59.999999"
    assert complained(case, "2026-05-19 10:00").state == "appeal"


def test_the_body_may_set_less_than_the_term():
    """R26: "unless the body's decision sets less"."""
    case = reviewed()
    with pytest.raises(BadInput, match="from 1 to 15"):
        case.do("complaint-resolve", by=QUALITY, outcome="cancelled", days=16, at="2026-05-05 10:00")
    case.do("complaint-resolve", by=QUALITY, outcome="cancelled", days=10, at="2026-05-05 10:00")
    assert due(case, "decision") == "2026-05-21 18:00"  # the tenth working day after 5 May
    assert due(case, "hearing_notice") == "2026-05-18 18:00"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"outcome": "praised"}, "a complaint does not end 'praised'"),
        ({"outcome": "ordered"}, "an order says what is to be done"),
        ({"outcome": "ordered", "act": "HearingHeld"}, "no act that an order can name"),
    ],
)
def test_what_no_body_can_decide_is_asked_again(said, why):
    """R19: one of its outcomes, and of an order what is to be done."""
    with pytest.raises(BadInput, match=why):
        resolve(reviewed().case, clock_of("2026-05-05 10:00"), kazakhstan(), **said)


def test_a_review_that_ended_in_a_return_is_not_extended():
    """R19: it is decided."""
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="returned", at="2026-05-05 10:00")
    with pytest.raises(NotAllowedHere, match="is decided: the case is to be returned"):
        case.do("complaint-extend", by=QUALITY, days=5, reason="more study", at="2026-05-06 10:00")
    assert "ComplaintExtended" not in possible_now(case.case, case.world.now, kazakhstan())[0]


def test_an_order_is_carried_out_once():
    """R26: done in words before the act that it names, it is not done again by the act."""
    case = agreed(reviewed(), "2026-04-20 10:00")
    case.do(
        "complaint-resolve", by=QUALITY, outcome="ordered", event="ApplicantRegistered", at="2026-05-05 10:00"
    )
    case.do("complaint-executed", by="head Akhmetov", what="it is prepared", at="2026-05-06 10:00")
    complained(case, "2026-05-06 11:00")  # so that something still runs
    case.do("register", at="2026-05-06 12:00")
    assert happened(case).count("OrderExecuted") == 1


def test_a_returned_case_begins_anew_on_the_day_on_which_it_came_back():
    """R19, R26: decided on Tuesday 5 May, to come back within 5 wd, by Thursday the 14th."""
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="returned", at="2026-05-05 10:00")
    assert (case.state, standing(case)) == ("appeal", ["under_review"])
    assert due(case, "case_return/1") == "2026-05-14 18:00"
    with pytest.raises(NotAllowedHere, match="is decided"):
        case.do("complaint-resolve", by=QUALITY, outcome="dismissed", at="2026-05-06 10:00")
    case.do("came-back", by=QUALITY, at="2026-05-13 10:00")
    assert (case.state, standing(case), case.case.round) == ("accepted", ["returned"], 2)
    assert due(case, "decision") == "2026-06-04 18:00"  # 15 wd after Wednesday 13 May


def test_a_case_that_comes_back_late_is_recorded_and_nobody_here_is_blamed():
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="returned", at="2026-05-05 10:00")
    case.do("came-back", by=QUALITY, at="2026-05-15 10:00")
    assert status(case, "case_return/1") == "met_late"
    assert "DeadlineMissed" in happened(case)
    assert "word of a missed deadline to head" not in case.papers


def test_a_refusal_replaced_is_a_registration():
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="replaced", at="2026-05-05 10:00")
    assert (case.state, standing(case)) == ("registered", ["replaced"])
    assert "certificate of Annex 5 to applicant" in case.papers


def test_an_order_is_carried_out_by_the_act_that_it_names():
    """R26: ordered on Tuesday 5 May, within 5 wd, by Thursday the 14th."""
    case = reviewed()
    case.do(
        "complaint-resolve", by=QUALITY, outcome="ordered", event="ApplicantRegistered", at="2026-05-05 10:00"
    )
    assert (case.state, standing(case)) == ("refused", ["ordered"])
    assert due(case, "order_execution/1") == "2026-05-14 18:00"
    agreed(case, "2026-05-12 10:00")
    case.do("register", at="2026-05-14 18:00")
    assert (case.state, status(case, "order_execution/1")) == ("registered", "met")


def test_who_is_registered_by_another_body_is_not_to_be_registered_once_more():
    """R19: one body orders the registration, another replaces the refusal before it is done."""
    case = reviewed()
    case.do(
        "complaint-resolve", by=QUALITY, outcome="ordered", event="ApplicantRegistered", at="2026-05-05 10:00"
    )
    case.do("complaint-lodge", came_in="superior_body", at="2026-05-05 11:00")
    case.do("complaint-resolve", by=SUPERIOR, complaint=2, outcome="replaced", at="2026-05-06 10:00")
    assert (case.state, status(case, "order_execution/1")) == ("registered", "met")


@pytest.mark.parametrize("said", [{}, {"about": "action"}])
def test_nobody_learned_of_an_act_before_it_was_done(said):
    """R17: refused on 9 April; filed on 16 March."""
    early = "2026-03-15" if said else "2026-04-08"
    case = refused()
    with pytest.raises(BadInput, match="nobody learned on"):
        case.do("complaint-lodge", learned=early, at="2026-04-16 10:00", **said)
    first = "2026-03-16" if said else "2026-04-09"
    case.do("complaint-lodge", learned=first, at="2026-04-16 10:00", **said)


def test_an_order_may_set_its_own_term_and_be_carried_out_in_words():
    case = reviewed()
    case.do(
        "complaint-resolve",
        by=QUALITY,
        outcome="ordered",
        what="show the file",
        days=2,
        at="2026-05-05 10:00",
    )
    assert due(case, "order_execution/1") == "2026-05-08 18:00"
    case.do("complaint-executed", by="executor Omarova", what="the file was shown", at="2026-05-12 10:00")
    assert status(case, "order_execution/1") == "met_late"
    assert "DeadlineMissed" in happened(case)
    with pytest.raises(NotAllowedHere, match="waits to be carried out"):
        case.do("complaint-executed", by="executor Omarova", what="again", at="2026-05-13 10:00")


def test_a_cancelled_refusal_to_accept_goes_back_to_the_door_with_its_registration_date():
    """R19: `submitted`, the same registration date; acceptance is due on the working day on which it came back."""
    case = complained(rejected(), "2026-03-19 10:00", came_in="superior_body")
    case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", at="2026-04-02 10:00")
    assert (case.state, case.case.round) == ("submitted", 2)
    assert str(case.case.filed.registered_on) == "2026-03-16"
    assert due(case, "acceptance") == "2026-04-02 18:00"
    case.do("accept", at="2026-04-02 17:00")
    assert due(case, "decision") == "2026-04-23 18:00"


def test_back_at_the_door_after_hours_both_terms_run_from_the_next_working_day():
    """R4, R5: cancelled on Thursday 2 April at 18:30, acceptance is due on Friday the 3rd, silence 15 wd after it."""
    case = complained(rejected(), "2026-03-19 10:00", came_in="superior_body")
    case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", at="2026-04-02 18:30")
    assert (due(case, "acceptance"), due(case, "silence")) == ("2026-04-03 18:00", "2026-04-24 18:00")


def test_a_registration_is_not_replaced():
    case = accepted()
    agreed(case, "2026-03-20 10:00")
    case.do("register", at="2026-03-20 11:00")
    complained(case, "2026-04-01 10:00", came_in="superior_body")
    assert (case.state, str(case.case.decision)) == ("appeal", "registered")
    with pytest.raises(NotAllowedHere, match="cannot end replaced"):
        case.do("complaint-resolve", by=SUPERIOR, outcome="replaced", at="2026-04-02 10:00")
    with pytest.raises(NotAllowedHere, match="registered already"):
        case.do("register", at="2026-04-02 10:00")
    case.do("complaint-resolve", by=SUPERIOR, outcome="left", at="2026-04-02 10:00")
    assert case.state == "registered"


def test_of_a_registration_one_complains_for_six_months():
    """R17: the certificate carries no appeal sheet."""
    for when, late in (("2026-09-21 23:59:59", False), ("2026-09-22 00:00", True)):
        case = accepted()
        agreed(case, "2026-03-20 10:00")
        case.do("register", at="2026-03-20 11:00")  # six months end on Sunday 20 September, so on Monday (R3)
        assert complained(case, when).case.complaints[0].late is late


def test_a_complaint_is_not_taken_back_once_the_body_decided_to_return_the_case():
    """R19, R20; Code 64(9): "before the decision"; else the case could not come back."""
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="returned", at="2026-05-05 10:00")
    for number in (None, 1):
        with pytest.raises(NotAllowedHere, match="is decided: the case is to be returned"):
            case.do("complaint-withdraw", complaint=number, at="2026-05-06 10:00")
    complained(case, "2026-05-06 11:00")
    case.do("complaint-withdraw", at="2026-05-06 12:00")  # the other, of which nothing is decided
    assert standing(case) == ["under_review", "withdrawn"]
    complained(
        case, "2026-05-06 13:00", came_in="superior_body"
    )  # of which nothing is decided: it does not come back
    case.do("came-back", by=QUALITY, at="2026-05-13 10:00")
    assert (case.state, standing(case)) == ("accepted", ["returned", "withdrawn", "under_review"])


# --- several, and against silence


def test_a_second_complaint_while_one_is_open_keeps_the_case_under_appeal():
    case = reviewed()
    complained(case, "2026-04-20 10:00", came_in="superior_body")
    assert standing(case) == ["under_review", "under_review"]
    with pytest.raises(BadInput, match="--complaint 1 or 2"):
        case.do("complaint-resolve", by="reviewing_body", outcome="dismissed", at="2026-04-21 10:00")
    case.do("complaint-resolve", by=QUALITY, outcome="dismissed", complaint=1, at="2026-04-21 10:00")
    assert (case.state, standing(case)) == ("appeal", ["dismissed", "under_review"])
    case.do("complaint-withdraw", complaint=2, at="2026-04-22 10:00")
    assert (case.state, standing(case)) == ("refused", ["dismissed", "withdrawn"])
    for none in (0, 3):  # 0 is a court's order, and no complaint
        with pytest.raises(NotFound, match=f"no complaint {none}"):
            case.do("complaint-forward", body="superior_body", complaint=none, at="2026-04-23 10:00")


def test_of_two_complaints_about_a_refusal_to_accept_the_second_cancels_nothing_more():
    """R19: "`rejected`, acceptance missed"; after the first was upheld the report can be accepted in time again."""
    case = complained(rejected(), "2026-03-19 10:00", came_in="superior_body")
    complained(case, "2026-03-19 11:00", came_in="quality_authority")
    case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", complaint=1, at="2026-04-02 10:00")
    for outcome in ("cancelled", "returned", "ordered"):
        with pytest.raises(NotAllowedHere, match="no longer"):
            case.do(
                "complaint-resolve",
                by=QUALITY,
                outcome=outcome,
                what="accept it" if outcome == "ordered" else None,
                complaint=2,
                at="2026-04-02 18:00",
            )
    case.do("complaint-resolve", by=QUALITY, outcome="dismissed", complaint=2, at="2026-04-02 18:00")
    assert (case.state, case.case.round) == ("submitted", 2)


def test_a_registration_while_two_are_open_leaves_the_other_to_its_body():
    case = reviewed()
    complained(case, "2026-04-20 10:00", came_in="superior_body")
    case.do("complaint-resolve", by=QUALITY, outcome="replaced", complaint=1, at="2026-04-21 10:00")
    assert (case.state, standing(case)) == ("registered", ["replaced", "under_review"])
    with pytest.raises(NotAllowedHere, match="no longer"):
        case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", complaint=2, at="2026-04-22 10:00")
    case.do("complaint-resolve", by=SUPERIOR, outcome="left", complaint=2, at="2026-04-22 10:00")
    assert case.state == "registered"


def test_a_complaint_against_silence_and_a_late_registration_afterwards():
    """R11: overdue on Thursday 9 April; the late registration, within three days, meets the complaint."""
    case = agreed(accepted(), "2026-03-26 10:00")
    complained(case, "2026-04-13 10:00")
    assert (case.state, str(case.case.complaints[0].about)) == ("accepted", "silence")
    case.do("complaint-satisfy", by="head Akhmetov", at="2026-04-15 10:00")
    assert (case.state, standing(case)) == ("registered", ["satisfied"])
    assert status(case, "decision") == "met_late"
    assert status(case, "complaint_filing") == "met"


def test_the_registration_may_come_first_and_the_complaint_be_met_by_it():
    case = agreed(accepted(), "2026-03-26 10:00")
    complained(case, "2026-04-13 10:00")
    case.do("register", at="2026-04-14 10:00")
    case.do("complaint-satisfy", by="head Akhmetov", at="2026-04-15 10:00")
    assert happened(case)[-1] == "ComplaintSatisfied"
    assert happened(case).count("ApplicantRegistered") == 1


def test_silence_ended_by_the_body_gives_a_new_round():
    case = complained(accepted(), "2026-04-13 10:00", came_in="superior_body")
    assert case.case.overdue
    case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", at="2026-04-20 10:00")
    assert (case.state, case.case.round, case.case.overdue) == ("accepted", 2, False)
    assert case.case.deemed_refused_on is None


def test_a_complaint_stops_none_of_the_providers_terms_and_removes_no_entry():
    """R18: it suspends burdensome effects only; the entry stays while it is open."""
    case = agreed(accepted(), "2026-03-20 10:00")
    before = case.case.deadlines["decision"].due_at
    complained(case, "2026-03-20 11:00", about="action")
    assert case.case.deadlines["decision"].due_at == before and status(case, "decision") == "open"
    case.do("register", at="2026-03-20 12:00")
    complained(case, "2026-03-26 10:00", came_in="superior_body")
    assert (case.state, str(case.case.decision)) == ("appeal", "registered")


def test_a_complaint_goes_on_when_the_report_is_withdrawn():
    """R20: open complaints go on."""
    case = complained(accepted(), "2026-03-17 10:00")
    case.do("withdraw", at="2026-03-18 10:00")
    assert (case.state, standing(case)) == ("withdrawn", ["lodged"])
    assert status(case, "complaint_forwarding/1") == "open"
    assert status(case, "decision") == "lapsed"


def test_the_end_of_the_procedure_can_be_complained_of_and_cancelled():
    case = accepted()
    case.do("withdraw", at="2026-03-18 10:00")
    case.do("terminate", at="2026-03-19 10:00")
    complained(case, "2026-03-26 10:00", came_in="superior_body")
    assert str(case.case.complaints[0].about) == "termination"
    case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", at="2026-04-01 10:00")
    assert (case.state, case.case.round) == ("accepted", 2)
    assert due(case, "decision") == "2026-04-22 18:00"


def test_a_report_withdrawn_again_after_its_return_is_ended_by_a_decision_of_its_own():
    """R20, R26: the decision of the first round, which was cancelled, is not that of the second."""
    case = accepted()
    case.do("withdraw", at="2026-03-18 10:00")
    case.do("terminate", at="2026-03-19 10:00")
    complained(case, "2026-03-26 10:00", came_in="superior_body")
    case.do("complaint-resolve", by=SUPERIOR, outcome="cancelled", at="2026-04-01 10:00")
    case.do("withdraw", at="2026-04-02 10:00")
    assert due(case, "termination_notice") == "2026-04-07 18:00"
    case.do("terminate", at="2026-04-07 18:00")
    assert status(case, "termination_notice") == "met"
    with pytest.raises(NotAllowedHere, match="ended already"):
        case.do("terminate", at="2026-04-08 10:00")


def test_which_complaint_is_meant_is_asked_only_where_several_fit():
    """`docs/complaints.md`: "where more than one fits"; then it is never guessed."""
    case = reviewed()  # 1, at the quality authority; silent from Wednesday 13 May on
    case.world.until("2026-05-14 09:00")
    complained(case, "2026-05-14 10:00")  # 2, at the provider
    case.do("complaint-forward", body="quality_authority", at="2026-05-14 11:00")
    assert standing(case) == ["silent", "forwarded"]
    case.do("complaint-take", by=QUALITY, at="2026-05-15 10:00")
    with pytest.raises(BadInput, match="--complaint 1 or 2"):
        case.do("complaint-resolve", by=QUALITY, outcome="returned", at="2026-05-18 10:00")
    case.do("complaint-resolve", by=QUALITY, outcome="returned", complaint=1, at="2026-05-18 10:00")
    case.do("complaint-resolve", by=QUALITY, outcome="returned", at="2026-05-18 11:00")
    with pytest.raises(BadInput, match="--complaint 1 or 2"):
        case.do("came-back", by=QUALITY, at="2026-05-19 10:00")
    case.do("came-back", by=QUALITY, complaint=2, at="2026-05-19 10:00")
    assert standing(case) == ["silent", "returned"]


def test_an_order_that_was_carried_out_leaves_no_doubt_which_other_is_meant():
    case = reviewed()
    complained(case, "2026-04-20 10:00", came_in="superior_body")
    for number in (1, 2):
        case.do(
            "complaint-resolve",
            outcome="ordered",
            what="show",
            complaint=number,
            at="2026-04-21 10:00",
            by=(QUALITY, SUPERIOR)[number - 1],
        )
    with pytest.raises(BadInput, match="--complaint 1 or 2"):
        case.do("complaint-executed", by="executor Omarova", what="shown", at="2026-04-22 10:00")
    case.do("complaint-executed", by="executor Omarova", what="shown", complaint=2, at="2026-04-22 10:00")
    case.do("complaint-executed", by="executor Omarova", what="shown", at="2026-04-22 11:00")
    assert status(case, "order_execution/1") == "met"


def test_of_two_extensions_the_word_told_is_never_guessed():
    """R16."""
    case = reviewed()
    complained(case, "2026-04-20 10:00", came_in="quality_authority")
    for number in (1, 2):
        case.do("complaint-extend", by=QUALITY, days=5, reason="x", complaint=number, at="2026-04-21 10:00")
    with pytest.raises(BadInput, match="--complaint 1 or 2"):
        case.do("complaint-told", by=QUALITY, at="2026-04-22 10:00")
    case.do("complaint-told", by=QUALITY, complaint=2, at="2026-04-22 10:00")
    case.do("complaint-told", by=QUALITY, at="2026-04-22 11:00")
    assert [each.told for each in case.case.complaints] == [True, True]


def test_where_no_complaint_fits_the_reason_is_said_in_place_of_asking_which():
    case = complained(refused())
    complained(case, "2026-04-13 11:00")
    case.world.until("2026-04-21 10:00")
    assert standing(case) == ["silent", "silent"]
    with pytest.raises(NotAllowedHere, match="complaint 1 was never sent to a body"):
        case.do("complaint-resolve", by=QUALITY, outcome="dismissed", at="2026-04-21 10:00")


# --- the court


def test_a_court_act_does_what_a_complaints_outcome_of_that_content_does():
    """Item 12."""
    case = reviewed()
    case.do("complaint-resolve", by=QUALITY, outcome="dismissed", at="2026-04-20 10:00")
    case.do(
        "record-court",
        court="Almaty court",
        number="7-1",
        outcome="ordered",
        event="ApplicantRegistered",
        at="2026-05-05 10:00",
    )
    assert (case.state, due(case, "order_execution/0")) == ("refused", "2026-05-14 18:00")
    agreed(case, "2026-05-06 10:00")
    case.do("register", at="2026-05-06 11:00")
    assert (case.state, status(case, "order_execution/0")) == ("registered", "met")


@pytest.mark.parametrize(
    ("outcome", "state", "round"),
    [
        ("cancelled", "accepted", 2),
        ("returned", "accepted", 2),
        ("replaced", "registered", 1),
        ("dismissed", "refused", 1),
    ],
)
def test_each_outcome_of_a_court(outcome, state, round):
    case = refused()
    case.do("record-court", court="Almaty court", number="7-1", outcome=outcome, at="2026-05-05 10:00")
    assert (case.state, case.case.round) == (state, round)


def test_a_court_has_nothing_to_judge_while_the_term_runs():
    with pytest.raises(NotAllowedHere, match="no act, and no missed term"):
        accepted().do("record-court", court="C", number="1", outcome="cancelled", at="2026-03-20 10:00")


def test_that_no_notice_can_be_sent_any_more_is_nothing_for_a_court():
    """Item 12, R6: the last day of the notice was Monday 6 April, the term runs until Thursday the 9th."""
    for when in ("2026-04-07 10:00", "2026-04-09 18:00"):
        case = accepted()
        with pytest.raises(NotAllowedHere, match="no act, and no missed term"):
            case.do("record-court", court="C", number="1", outcome="replaced", at=when)
    case.do("record-court", court="C", number="1", outcome="replaced", at="2026-04-09 18:00:00.000001")
    assert case.state == "registered"


def test_a_court_order_in_words_is_carried_out_too():
    """Item 12, R26: nobody is ever stuck; the court's order stands under number 0."""
    case = refused()
    said = {"court": "Almaty court", "number": "7-1", "outcome": "ordered"}
    case.do("record-court", **said, what="show the file", at="2026-05-05 10:00")
    assert "OrderExecuted" in possible_now(case.case, case.world.now, kazakhstan())[0]
    case.do("complaint-executed", by="executor Omarova", what="it was shown", at="2026-05-14 18:00")
    assert "OrderExecuted" not in possible_now(case.case, case.world.now, kazakhstan())[0]
    assert status(case, "order_execution/0") == "met"
    for number in (None, 0):
        with pytest.raises(NotAllowedHere):
            case.do(
                "complaint-executed",
                by="executor Omarova",
                what="again",
                complaint=number,
                at="2026-05-15 10:00",
            )


def test_of_two_orders_of_a_court_the_latest_is_carried_out_by_what_it_names():
    """R26: the act that the first named does not carry out the second."""
    case = agreed(refused(), "2026-04-10 10:00")
    said = {"court": "Almaty court", "number": "7-1", "outcome": "ordered"}
    case.do("record-court", **said, event="ApplicantRegistered", at="2026-05-05 10:00")
    case.do("record-court", **said, what="show the file", at="2026-05-06 10:00")
    case.do("register", at="2026-05-08 10:00")
    assert status(case, "order_execution/0") == "open"
    case.do(
        "complaint-executed", by="executor Omarova", what="it was shown", complaint=0, at="2026-05-08 11:00"
    )
    assert status(case, "order_execution/0") == "met"


# --- late entries and corrections, and the file


def test_a_sending_on_that_is_entered_late_takes_the_silence_back():
    """Rule of time 5: it was sent on in time, on day 3, and entered on day 7."""
    case = complained(refused())
    case.world.until("2026-04-22 10:00")
    assert standing(case) == ["silent"]
    case.do("complaint-forward", body="quality_authority", at="2026-04-16 10:00")
    assert (case.state, standing(case)) == ("appeal", ["forwarded"])
    assert happened(case).count("ComplaintSilent") == 0
    assert status(case, "complaint_provider/1") == "met"


def test_a_complaint_that_never_was_is_struck_with_all_that_follows():
    case = complained(refused())
    case.world.until("2026-04-22 10:00")
    seq = next(each.seq for each in case.case.record if type(each.event).__name__ == "ComplaintLodged")
    case.do("correct", seq=seq, reason="it was another person's")
    assert (case.state, standing(case)) == ("refused", [])
    assert status(case, "complaint_filing") == "open"
    assert not [name for name in case.case.deadlines if name.startswith("complaint_pro")]


def test_the_same_story_on_a_file_is_the_same_record(tmp_path):
    def story(**options):
        case = reviewed(**options)
        complained(case, "2026-04-20 10:00", came_in="superior_body")
        case.do("complaint-extend", by=QUALITY, days=10, reason="more", at="2026-05-04 10:00")
        case.do(
            "complaint-resolve", by=QUALITY, outcome="cancelled", complaint=1, days=9, at="2026-05-05 10:00"
        )
        case.world.until("2026-06-10 10:00")
        return case

    memory, file = story(), story(file=tmp_path / "world.db")
    # But for the report, in which each store names the person by a key of its own.
    told = [[(e.seq, e.event, e.due, e.round) for e in each.case.record[1:]] for each in (memory, file)]
    assert told[0] == told[1]
    assert memory.case.deadlines == file.case.deadlines
    assert memory.case.complaints == file.case.complaints
    assert file.case.deadlines["decision"].own_days == 9
