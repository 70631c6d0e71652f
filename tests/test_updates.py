"""Data that change (Annex 3, R29), a court act set aside (list 9(5)), and who may decide (R13)."""

import json

import pytest
from complainants import accepted, agreed, complained, refused, rejected
from offices import APPLICANT, EXECUTOR, HEAD, Office
from stories import clock

from process.errors import NotAllowedHere, TooEarly, WrongRole
from process.update_report import update_example


def update(case, at, reference="U-1"):
    return case.do("update", what="relative", reference=reference, at=at)


# --- Annex 3


def test_an_update_makes_earlier_endorsements_stale_and_moves_no_term():
    """R29: no term of its own, stops none, keeps place and date."""
    case = agreed(accepted(), "2026-03-20 10:00")
    before = {name: each.due_at for name, each in case.case.deadlines.items()}
    update(case, "2026-03-26 10:00")
    assert {name: each.due_at for name, each in case.case.deadlines.items()} == before
    with pytest.raises(TooEarly, match=r"legal service is stale since the data were updated on 26\.03\.2026"):
        case.do("register", at="2026-03-26 11:00")
    agreed(case, "2026-03-26 12:00")
    case.do("register", at="2026-03-26 13:00")
    assert case.state == "registered"


def test_after_the_registration_the_certificate_is_issued_anew():
    """R29: with the same number and date."""
    case = agreed(accepted(), "2026-03-20 10:00")
    case.do("register", at="2026-03-20 11:00")
    update(case, "2026-03-26 10:00")
    assert case.papers.count("certificate of Annex 5 to applicant") == 2
    assert case.state == "registered"


def test_data_change_during_a_complaint_too():
    """R29: also during a complaint; it stays where it is."""
    case = complained(refused())
    update(case, "2026-04-14 10:00")
    assert case.state == "appeal"
    assert clock(case.case.deadlines["complaint_forwarding/1"].due_at) == "2026-04-16 18:00"


@pytest.mark.parametrize("ended", ["rejected", "withdrawn"])
def test_a_case_that_ended_without_a_decision_takes_no_update(ended):
    case = rejected() if ended == "rejected" else accepted().do("withdraw", at="2026-03-17 10:00")
    with pytest.raises(NotAllowedHere):
        update(case, "2026-03-18 10:00")


def test_one_report_of_annex_3_is_recorded_once():
    case = update(accepted(), "2026-03-18 10:00")
    with pytest.raises(NotAllowedHere, match="filed before"):
        update(case, "2026-03-19 10:00")
    update(case, "2026-03-19 10:00", reference="U-2")


# --- at the command line


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    office.done("init")
    office.n = office.accepted()
    return office


def write(office, **changes):
    value = json.loads(update_example()) | changes
    path = office.folder / "update.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_example_is_a_report_of_annex_3_that_can_be_recorded(office):
    printed = office.done("case", "update", "--example")
    (office.folder / "printed.json").write_text(printed, encoding="utf-8")
    office.now = "2026-03-20 12:00"
    office.done("case", "update", office.n, office.folder / "printed.json", *APPLICANT)
    [event] = [
        each for each in office.json("case", "timeline", office.n)["events"] if each["event"] == "DataUpdated"
    ]
    assert event["occurred_at"] == "2026-03-20T10:00:00+05:00"
    assert "900514300121" not in json.dumps(office.json("case", "history", office.n))


def test_every_fault_of_it_is_said_at_once_and_nothing_is_written(office):
    before = office.json("case", "timeline", office.n)["events"]
    path = write(office, applicant_iin="1", what="x", filed_at="2030-01-01T00:00:00+05:00", extra=1)
    code, error = office.no("case", "update", office.n, path, *APPLICANT)
    assert (code, error["kind"]) == (2, "bad_input")
    assert {each["path"] for each in error["faults"]} == {
        "$.applicant_iin",
        "$.what",
        "$.filed_at",
        "$.extra",
    }
    assert office.json("case", "timeline", office.n)["events"] == before


def test_it_must_be_about_the_applicant_and_the_family_of_the_case(office):
    office.now = "2026-03-20 12:00"
    stranger = "820303349982"
    for changes in ({"applicant_iin": stranger}, {"member_iin": stranger, "what": "relative"}):
        code, error = office.no("case", "update", office.n, write(office, **changes), *APPLICANT)
        assert (code, error["kind"]) == (2, "bad_input") and "IIN" in error["message"]
        assert stranger not in json.dumps(error)
    new = write(office, member_iin=stranger, what="new_relative")
    office.done("case", "update", office.n, new, *APPLICANT)


# --- list 9(5)


def test_the_institution_is_told_within_ten_working_days_also_before_the_decision():
    """List 9(5): set aside on Thursday 19 March; ten working days end on Tuesday 7 April, at 24:00."""
    case = accepted().do("court-set-aside", on="2026-03-19", at="2026-03-20 10:00")
    notice = case.case.deadlines["court_act_notice"]
    assert clock(notice.due_at) == "2026-04-07 23:59:59.999999"
    case.do("court-told", at="2026-04-07 23:59:59.999999")
    assert str(case.case.deadlines["court_act_notice"].status(case.world.now)) == "met"
    with pytest.raises(NotAllowedHere):
        case.do("court-told", at="2026-04-08 10:00")


def test_not_told_in_time_stands_on_record_and_nobody_here_is_blamed():
    case = accepted().do("court-set-aside", on="2026-03-19", at="2026-03-20 10:00")
    case.world.until("2026-04-08 10:00")
    assert [
        each.event.deadline for each in case.case.record if type(each.event).__name__ == "DeadlineMissed"
    ][-1:] == ["court_act_notice"]
    assert "word of a missed deadline to head" not in case.papers


# --- two people


@pytest.mark.parametrize("name", ["Omarova", "OMAROVA ", "omarova"])
def test_who_prepares_a_case_does_not_decide_it(name):
    """R13: the decision is the authorised person's, the preparation the responsible executor's."""
    case = agreed(accepted(), "2026-03-20 10:00")
    with pytest.raises(WrongRole, match="prepares it"):
        case.do("register", by=f"head {name}", at="2026-03-20 11:00")
    case.do("register", by="head Akhmetov", at="2026-03-20 11:00")


def test_the_refused_attempt_of_one_person_in_two_roles_stands_in_the_history_alone(office):
    version = len(office.json("case", "timeline", office.n)["events"])
    both = ("--as", "Omarova", "--role", "head")
    for role in ("legal_service", "housing_unit"):
        said = ("--by", role, "--agree", "--as", role, "--role", role)
        office.done("case", "endorse", office.n, *said, at="2026-03-17 10:00")
    code, error = office.no("case", "register", office.n, *both, at="2026-03-17 11:00")
    assert (code, error["kind"]) == (3, "wrong_role")
    assert len(office.json("case", "timeline", office.n)["events"]) == version + 2
    assert "wrong_role" in [row.get("kind") for row in office.json("case", "history", office.n)]
    office.done("case", "assign", office.n, "--executor", "Bekov", *HEAD, at="2026-03-17 12:00")
    office.done("case", "register", office.n, *both, at="2026-03-17 13:00")


def test_an_objection_returns_the_papers_to_the_executor_with_its_remark(office):
    said = ("--by", "legal_service", "--object", "--remark", "the service record is unsigned")
    office.done("case", "endorse", office.n, *said, "--as", "L", "--role", "legal_service")
    rows = [row for row in office.json("work") if row["act"] == "Endorsed"]
    assert "the legal service objects: the service record is unsigned; take it up, and ask again" in {
        row["why"] for row in rows
    }


def test_a_case_of_the_time_before_reports_pointed_to_others_is_read_as_ever(office):
    """Older rows do not hold what an event came to say later."""
    import sqlite3

    with sqlite3.connect(office.path) as database:
        [[body]] = database.execute("SELECT body FROM event WHERE seq = 1").fetchall()
        value = json.loads(body)
        assert value.pop("earlier") is None
        database.execute("UPDATE event SET body = ? WHERE seq = 1", [json.dumps(value)])
    assert office.json("case", "timeline", office.n)["earlier"] is None


def test_the_executor_records_an_update_for_the_applicant(office):
    office.now = "2026-03-20 12:00"
    code, error = office.no("case", "update", office.n, write(office), *EXECUTOR)
    assert (code, error["kind"]) == (3, "wrong_role")
    office.done("case", "update", office.n, write(office), *EXECUTOR, "--on-behalf-of", "the applicant")
