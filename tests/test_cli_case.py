"""The acts of `merzim case`: who does them, when, what is recorded, and that a refusal leaves the record as it was."""

import sqlite3
from contextlib import closing

import pytest
from offices import APPLICANT, EXECUTOR, HEAD, HOUSING, LEGAL, deadline, last, office, refusal

OTHER_IIN = "900514300131"


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path)


@pytest.fixture
def accepted(merzim):
    merzim.accepted()
    return merzim


def endorsed(merzim, n=1):
    merzim.done("case", "endorse", n, "--by", "legal_service", "--agree", *LEGAL)
    merzim.done("case", "endorse", n, "--by", "housing_unit", "--agree", *HOUSING)


# --- acts


def test_after_every_act_the_new_next_is_printed(accepted):
    endorsed(accepted)
    out = accepted.done("case", "register", "1", *HEAD)
    assert "Registered" in out and "NEXT" in out


def test_after_every_act_a_program_reads_the_whole_case(accepted):
    view = accepted.json("case", "endorse", "1", "--by", "legal_service", "--agree", *LEGAL)
    assert view["case"] == "2026-000001" and view["events"][-1]["event"] == "Endorsed"


def test_a_case_goes_to_registered(accepted):
    endorsed(accepted)
    view = accepted.json("case", "register", "1", *HEAD, at="2026-04-09 18:00")
    assert (view["state"], view["decision"]) == ("registered", "registered")
    assert (
        deadline(view, "decision")["status"] == "met" and last(view, "ApplicantRegistered")["late_by"] is None
    )


def test_a_registration_one_microsecond_late_is_late_by_one_day(accepted):
    endorsed(accepted)
    view = accepted.json("case", "register", "1", *HEAD, at="2026-04-09 18:00:00.000001")
    assert view["state"] == "registered"
    assert (
        deadline(view, "decision")["status"] == "met_late"
        and last(view, "ApplicantRegistered")["late_by"] == 1
    )


def test_a_case_goes_to_refused_by_its_hearing(accepted):
    accepted.done(*refusal(1, "2026-03-19 10:00"), at="2026-03-17 11:00")
    accepted.done("case", "receive-notice", "1", "--receipt", "SMS-1", *EXECUTOR, at="2026-03-17 11:05")
    accepted.done("case", "endorse", "1", "--by", "legal_service", "--object", "--remark", "untrue", *LEGAL)
    accepted.done("case", "endorse", "1", "--by", "housing_unit", "--object", *HOUSING)
    accepted.done(
        "case", "hold-hearing", "1", "--method", "oral", "--absent", *EXECUTOR, at="2026-03-19 10:20"
    )
    signing = ("case", "sign-protocol", "1", "--chair", "Seitkali", "--secretary", "Omarova", *EXECUTOR)
    accepted.done(*signing, at="2026-03-19 12:00")
    refuse = (
        "case",
        "refuse",
        "1",
        "--ground",
        "1",
        "--provision",
        "Law on Housing Relations, Article 101-2",
        *HEAD,
    )
    code, error = accepted.no(*refuse, at="2026-03-19 17:00")
    assert (code, error["kind"]) == (3, "too_early")
    assert accepted.json(*refuse, at="2026-03-20 10:00")["state"] == "refused"


def test_a_case_goes_to_rejected_and_to_withdrawn(merzim):
    merzim.filed("A")
    merzim.filed("B", iin=OTHER_IIN)
    view = merzim.json(
        "case",
        "reject",
        "1",
        "--missing",
        "3",
        "--missing",
        "3",
        "--expired",
        "7",
        "--remark",
        "as seen",
        *EXECUTOR,
    )
    assert view["state"] == "rejected"
    assert merzim.json("case", "withdraw", "2", *APPLICANT)["state"] == "withdrawn"
    assert merzim.json("case", "terminate", "2", *HEAD)["state"] == "withdrawn"


def test_a_position_is_read_from_a_file_and_kept_with_the_person(accepted):
    text = accepted.folder / "position.txt"
    text.write_text("Мен келіспеймін: құжаттар дұрыс.", encoding="utf-8")
    accepted.done(*refusal(1, "2026-03-19 10:00"), at="2026-03-17 11:00")
    view = accepted.json("case", "state-position", "1", "--written", "--text", text, *APPLICANT)
    assert view["state"] == "hearing" and "PositionStated" in [each["event"] for each in view["events"]]
    assert accepted("audit verify").code == 0


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe", b"x" * 1_000_001])
def test_a_position_that_cannot_be_read_is_refused(accepted, content):
    text = accepted.folder / "position.txt"
    if content is not None:
        text.write_bytes(content)
    accepted.done(*refusal(1, "2026-03-19 10:00"), at="2026-03-17 11:00")
    code, error = accepted.no("case", "state-position", "1", "--written", "--text", text, *APPLICANT)
    assert (code, error["kind"]) == (2, "bad_input") and str(text) in error["message"]


def test_a_correction_strikes_an_act_and_says_which(accepted):
    accepted.done("case", "endorse", "1", "--by", "legal_service", "--agree", *LEGAL)
    seq = last(accepted.json("case timeline 1"), "Endorsed")["seq"]
    view = accepted.json("case", "correct", "1", seq, "--reason", "entered by mistake", *HEAD)
    correction = last(view, "ActCorrected")
    assert last(view, "Endorsed")["corrected_by"] == correction["seq"]
    assert last(view, "Endorsed")["to"] is None


def test_a_correction_moves_an_act_to_its_right_moment_and_its_deadlines_follow(accepted):
    accepted.filed("B", iin=OTHER_IIN, filed_at="2026-03-16T09:10:00+05:00")
    accepted.done("case", "accept", "2", *EXECUTOR, at="2026-03-17 10:00")
    seq = last(accepted.json("case timeline 2"), "ReportAccepted")["seq"]
    correct = ("case", "correct", "2", seq, "--reason", "done on Monday", "--to", "2026-03-16 16:00", *HEAD)
    view = accepted.json(*correct, at="2026-03-17 12:00")
    assert deadline(view, "decision")["due_on"] == "2026-04-09"
    assert deadline(view, "acceptance")["status"] == "met"


def test_a_correction_is_made_now_and_at_is_no_option_of_it(accepted):
    code, error = accepted.no("case", "correct", "1", "3", "--reason", "x", "--at", "2026-03-16 10:00", *HEAD)
    assert (code, error["kind"]) == (2, "usage")


def test_an_act_is_recorded_at_the_moment_it_was_done(merzim):
    merzim.filed()
    view = merzim.json("case", "accept", "1", "--at", "2026-03-16 16:00", *EXECUTOR, at="2026-03-18 11:00")
    event = last(view, "ReportAccepted")
    assert event["occurred_at"] == "2026-03-16T16:00:00+05:00"
    assert event["recorded_at"] == "2026-03-18T11:00:00+05:00"
    assert deadline(view, "acceptance")["status"] == "met"


@pytest.mark.parametrize(
    "when",
    [
        "2026-03-16",  # a bare day: the time of day decides what is late
        "2026-03-16 09:30:00.000001",  # in the future
        "2027-01-01 10:00",
        "0001-01-01 00:00",
        "9999-12-31 23:59",
        "2026-02-30 10:00",
        "2026-03-16 25:00",
        "10:00",
        "now",
        "",
    ],
)
def test_a_moment_that_cannot_be_is_bad_input(merzim, when):
    merzim.filed()
    assert merzim.no("case", "accept", "1", "--at", when, *EXECUTOR)[0] == 2
    assert merzim.json("case show 1")["state"] == "submitted"


def test_in_the_hour_that_came_twice_an_offset_is_asked_for(merzim):
    merzim.filed()
    code, error = merzim.no("case", "accept", "1", "--at", "2024-02-29 23:30", *EXECUTOR)
    assert (code, error["kind"]) == (2, "bad_input")
    assert "+05:00" in error["way_on"] and "+06:00" in error["way_on"]
    assert merzim.no("case", "accept", "1", "--at", "2024-02-29 23:30+05:00", *EXECUTOR)[0] == 3


def test_an_act_before_the_report_is_too_early(merzim):
    merzim.filed()
    code, error = merzim.no("case", "accept", "1", "--at", "2026-03-16 09:00", *EXECUTOR)
    assert (code, error["kind"]) == (3, "too_early")


# --- who acts


def test_without_an_actor_it_says_how_to_say_who(merzim):
    merzim.filed()
    for words in ("", "--as Omarova", "--role executor"):
        code, error = merzim.no(f"case accept 1 {words}")
        assert (code, error["kind"]) == (2, "usage")
        assert "--as NAME --role ROLE" in error["way_on"] and "MERZIM_ACTOR" in error["way_on"]


def test_the_environment_says_who_acts_and_the_options_come_first(merzim):
    merzim.filed()
    who = {"MERZIM_ACTOR": "Omarova", "MERZIM_ROLE": "executor"}
    merzim.done("case accept 1", **who)
    view = merzim.json("case", "endorse", "1", "--by", "legal_service", "--agree", *LEGAL, **who)
    assert (last(view, "ReportAccepted")["actor"], last(view, "Endorsed")["actor"]) == ("Omarova", "Abenov")


def test_the_wrong_role_is_refused_and_told_whose_act_it_is(merzim):
    merzim.filed()
    code, error = merzim.no("case", "accept", "1", *HEAD)
    assert (code, error["kind"]) == (3, "wrong_role")
    assert "executor" in error["way_on"] and error["provision"]


def test_a_role_that_is_none_is_refused_with_those_there_are(merzim):
    merzim.filed()
    code, error = merzim.no("case accept 1 --as x --role executer")
    assert (code, error["kind"]) == (2, "bad_input") and "executor" in error["way_on"]


def test_nobody_acts_as_the_system_but_the_receipt_of_a_notice(accepted):
    assert accepted.no("case endorse 1 --by legal_service --agree --as x --role system")[0] == 3
    accepted.done(*refusal(1, "2026-03-19 10:00"), at="2026-03-17 11:00")
    view = accepted.json("case receive-notice 1 --receipt SMS-1 --as portal --role system")
    assert last(view, "HearingNoticeReceived")["role"] == "system"


def test_the_executor_records_an_applicants_act_on_their_behalf(merzim):
    merzim.filed()
    code, error = merzim.no("case", "withdraw", "1", *EXECUTOR)
    assert (code, error["kind"]) == (3, "wrong_role") and "--on-behalf-of" in error["way_on"]
    view = merzim.json("case", "withdraw", "1", *EXECUTOR, "--on-behalf-of", "Sultanov")
    event = last(view, "ReportWithdrawn")
    assert (event["actor"], event["role"], event["on_behalf_of"]) == ("Omarova", "executor", "applicant")


# --- refused attempts


def record(merzim):
    """The law's record of the case as it lies in the file: its entries with their hashes, its version, what is owed."""
    with closing(sqlite3.connect(merzim.path)) as file:
        return [file.execute(f'SELECT * FROM "{table}"').fetchall() for table in ("event", "case", "outbox")]


def test_a_refused_attempt_stands_in_the_history_and_changes_nothing_else(accepted):
    before = record(accepted)
    assert accepted.no("case", "register", "1", *HEAD)[0] == 3
    assert accepted.no("case", "accept", "1", *HEAD)[0] == 3
    assert record(accepted) == before
    refused = [row for row in accepted.json("case history 1") if row["refused"]]
    assert [(row["act"], row["actor"], row["kind"]) for row in refused] == [
        ("ApplicantRegistered", "Seitkali", "too_early"),
        ("ReportAccepted", "Seitkali", "wrong_role"),
    ]
    assert all(row["why"] and row["at"] for row in refused)
    assert "endorsement of the legal service" in accepted.done("case history 1")
    assert accepted("audit verify").code == 0


def test_a_command_that_could_not_be_read_is_no_attempt(accepted):
    accepted.no("case", "accept", "1", "--at", "never", *EXECUTOR)
    accepted.no("case accept 1")
    assert not [row for row in accepted.json("case history 1") if row["refused"]]


# --- the preliminary refusal and its last day


def test_a_preliminary_refusal_goes_through_on_day_12(accepted):
    view = accepted.json(*refusal(1, "2026-04-08 10:00"), at="2026-04-06 17:59")
    assert view["state"] == "preliminary_refusal"
    assert last(view, "HearingNoticeSent")["late_by"] is None
    assert deadline(view, "hearing_notice")["status"] == "met"


def test_on_day_13_it_is_refused_with_the_last_lawful_day_and_the_way_on(accepted):
    before = record(accepted)
    code, error = accepted.no(*refusal(1, "2026-04-09 10:00"), at="2026-04-07 09:00")
    assert (code, error["kind"]) == (3, "too_late")
    assert "06.04.2026" in error["message"]
    assert "3 (three) working days" in error["provision"]
    assert "09.04.2026" in error["way_on"] and "R12" in error["way_on"]
    assert record(accepted) == before
    told = accepted(*refusal(1, "2026-04-09 10:00"))
    assert told.code == 3 and told.out == "" and "06.04.2026" in told.err
    assert max(map(len, told.err.splitlines())) <= 80


def test_after_the_term_it_goes_through_with_a_reason_and_is_marked_late(accepted):
    hearing = "2026-04-14 10:00"
    code, error = accepted.no(*refusal(1, hearing), at="2026-04-10 10:00")
    assert code in (2, 3) and "--late-reason" in f"{error['message']} {error['way_on']}"
    view = accepted.json(*refusal(1, hearing, late_reason="the housing unit answered late"))
    assert view["state"] == "preliminary_refusal" and view["overdue"]
    assert last(view, "HearingNoticeSent")["late_by"] == 4  # 7, 8, 9 and 10 April
    assert "late by 4 wd" in accepted.done("case timeline 1")


def test_an_act_on_record_is_not_said_to_be_refused_where_what_is_next_cannot_be_counted(tmp_path):
    """Filed in December 2027; in January 2028 the calendar knows no working day any more."""
    merzim = office(tmp_path, now="2027-12-08 09:30")
    case = merzim.filed(filed_at="2027-12-08T09:10:00+05:00")
    words = ("case", "assign", case, "--executor", "Bekov", *HEAD)
    told = merzim.json(*words, at="2028-01-05 10:00")
    assert told["case"] == case and "2028 are not known" in told["why"]
    entered = {row["act"] for row in merzim.json("case", "history", case)}
    assert "ExecutorAssigned" in entered
