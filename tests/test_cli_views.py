"""What `merzim case ...` and `merzim work` show: the views, the lists and their keys, as programs rely on them."""

import csv
import io
import json
import re

import pytest
from offices import HEAD, deadline, last, office

TIMELINE = {
    *("case", "state", "decision", "round", "as_of", "service", "edition"),
    *("events", "deadlines", "allowed", "blocked"),
}
EVENT = {
    *("seq", "event", "occurred_at", "recorded_at", "actor", "role", "on_behalf_of"),
    *("from", "to", "provision", "late_by", "document", "corrected_by"),
}
DEADLINE = {
    *("name", "round", "due_at", "due_on", "days_left", "status", "provision", "who"),
    *("otherwise", "provisional", "moves"),
}
ROW = {"case", "state", "person", "garrison", "executor", "act", "due_at", "days_left", "why"}
EXPLANATION = {
    *("name", "anchor", "due_at", "rule", "counted", "skipped", "calendar", "provisional", "moves"),
}
OTHER_IIN = "900514300131"

# A report accepted on Monday 16 March 2026, by hand: 21 to 25 March are off (Nauryz).
FIFTEEN_DAYS = [
    *("2026-03-17", "2026-03-18", "2026-03-19", "2026-03-20", "2026-03-26", "2026-03-27"),
    *("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"),
    *("2026-04-06", "2026-04-07", "2026-04-08", "2026-04-09"),
]
NOT_COUNTED = [
    *("2026-03-21", "2026-03-22", "2026-03-23", "2026-03-24", "2026-03-25"),
    *("2026-03-28", "2026-03-29", "2026-04-04", "2026-04-05"),
]


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path)


@pytest.fixture
def accepted(merzim):
    merzim.accepted()
    return merzim


# --- the timeline


def test_the_timeline_has_the_keys_that_others_rely_on(accepted):
    view = accepted.json("case timeline 1")
    assert set(view) >= TIMELINE
    assert all(set(each) >= EVENT for each in view["events"])
    assert all(set(each) >= DEADLINE for each in view["deadlines"])
    assert all(set(each) >= {"act", "kind", "why"} for each in view["blocked"])
    assert (view["case"], view["state"], view["decision"], view["round"]) == (
        "2026-000001",
        "accepted",
        None,
        1,
    )
    assert (view["service"], view["edition"]) == ("order-232", "Order No. 687 of 12 June 2025")
    assert view["as_of"] == "2026-03-16T10:00:00+05:00"


def test_events_say_who_did_what_when_and_from_where_to_where(accepted):
    event = last(accepted.json("case timeline 1"), "ReportAccepted")
    assert event["occurred_at"] == event["recorded_at"] == "2026-03-16T10:00:00+05:00"
    assert (event["actor"], event["role"], event["on_behalf_of"]) == ("Omarova", "executor", None)
    assert (event["from"], event["to"], event["late_by"]) == ("submitted", "accepted", None)
    assert event["provision"].startswith("Order 232, item 4") and event["document"]


def test_deadlines_say_when_they_end_and_what_is_left(accepted):
    decision = deadline(accepted.json("case timeline 1"), "decision")
    assert decision["due_at"] == "2026-04-09T18:00:00+05:00"
    assert (decision["due_on"], decision["days_left"], decision["status"]) == ("2026-04-09", 15, "open")
    assert (decision["who"], decision["provisional"], decision["moves"]) == ("head", False, [])
    acceptance = deadline(accepted.json("case timeline 1"), "acceptance")
    assert (acceptance["status"], acceptance["days_left"]) == ("met", None)


@pytest.mark.parametrize(
    ("as_of", "left"),
    [
        ("2026-04-08", 1),
        ("2026-04-09 18:00", 0),
        ("2026-04-09 18:00:00.000001", -1),
        ("2026-04-10", -1),
        ("2026-04-11", -2),
    ],
)
def test_days_left_are_nought_on_the_due_day_and_at_most_minus_one_once_late(accepted, as_of, left):
    view = accepted.json("case", "timeline", "1", "--as-of", as_of)
    decision = deadline(view, "decision")
    assert decision["days_left"] == left
    assert decision["status"] == ("open" if left >= 0 else "missed")


def test_the_timeline_and_its_json_agree_on_every_due_day(accepted):
    view = accepted.json("case timeline 1")
    text = accepted.done("case timeline 1")
    for each in view["deadlines"]:
        if each["status"] == "open":
            year, month, day = each["due_on"].split("-")
            assert f"{day}.{month}.{year} {each['due_at'][11:16]}" in text
            assert f"{each['days_left']} wd left" in text


def test_the_timeline_fits_eighty_columns_and_says_what_to_do(accepted):
    text = accepted.done("case timeline 1")
    assert max(map(len, text.splitlines())) <= 80 and "\x1b" not in text
    for head in ("NEXT", "DONE", "DAYS", "ALLOWED NOW", "BLOCKED NOW"):
        assert head in text
    assert "merzim case endorse" in text
    assert "900514300121" not in text and "Сұлтанов" not in text


def test_a_view_of_the_past_knows_nothing_of_what_came_later(accepted):
    accepted.now = "2026-03-20 10:00"
    view = accepted.json("case", "timeline", "1", "--as-of", "2026-03-16 09:50")
    assert view["state"] == "submitted" and view["as_of"] == "2026-03-16T09:50:00+05:00"
    assert "ReportAccepted" in view["allowed"] and not [
        e for e in view["events"] if e["event"] == "ReportAccepted"
    ]


def test_a_view_of_the_future_shows_what_happens_if_nobody_acts_and_writes_nothing(accepted):
    before = accepted.json("case history 1")
    view = accepted.json("case timeline 1 --as-of 2026-04-10")
    assert view["overdue"] and view["as_of"] == "2026-04-10T23:59:59.999999+05:00"
    overdue = last(view, "DecisionOverdue")
    assert overdue["recorded_at"] is None and overdue["occurred_at"] == "2026-04-09T18:00:00+05:00"
    assert accepted.json("case history 1") == before


@pytest.mark.parametrize("as_of", ["2026-02-30", "0001-01-01", "9999-12-31", "tomorrow", "", "2026-03-01"])
def test_a_moment_that_is_none_or_before_the_report_is_bad_input(accepted, as_of):
    assert accepted.no("case", "timeline", "1", "--as-of", as_of)[0] == 2


def test_a_moment_past_the_known_years_is_the_calendars_to_answer(accepted):
    for words in ("case timeline 1", "case list", "work"):
        code, error = accepted.no(f"{words} --as-of 2028-06-01")
        assert (code, error["kind"]) == (3, "calendar_unknown")


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize(
    "words", ["case timeline 1", "case show 1", "case explain 1", "case history 1", "work"]
)
def test_every_view_stands_in_kazakh_and_in_russian_and_fits_the_screen(accepted, words, lang):
    text = accepted.done(f"{words} --lang {lang}")
    assert text == accepted.done(words, MERZIM_LANG=lang)
    assert max(map(len, text.splitlines())) <= 80


# --- explain


def test_explain_lists_the_fifteen_counted_days_and_every_skipped_one_with_its_act(accepted):
    why = accepted.json("case explain 1 decision")
    assert set(why) >= EXPLANATION
    assert (why["name"], why["anchor"], why["due_at"]) == (
        "decision",
        "2026-03-16",
        "2026-04-09T18:00:00+05:00",
    )
    assert why["counted"] == FIFTEEN_DAYS
    assert [each["date"] for each in why["skipped"]] == NOT_COUNTED
    assert all(each["why"] and each["act"] for each in why["skipped"])
    acts = {each["date"]: each["act"] for each in why["skipped"]}
    assert acts["2026-03-24"].endswith("Article 5") and "Law No. 267-II" in acts["2026-03-22"]
    assert "15 (fifteen) working days" in why["rule"] and why["provisional"] is False


def test_explain_without_a_name_explains_the_decision(accepted):
    assert accepted.json("case explain 1") == accepted.json("case explain 1 decision")
    assert "Thursday 09.04.2026" in accepted.done("case explain 1")


def test_a_deadline_that_the_case_has_not_is_not_found(accepted):
    code, error = accepted.no("case explain 1 hearing")
    assert (code, error["kind"]) == (4, "not_found") and "decision" in error["way_on"]


# --- lists


def test_rows_have_the_keys_that_others_rely_on(accepted):
    for words in ("case list", "work", "case find 900514300121"):
        assert all(set(row) >= ROW for row in accepted.json(words))
    [row] = accepted.json("case list")
    assert (row["case"], row["state"], row["garrison"]) == ("2026-000001", "accepted", "Алматы")
    assert (row["person"], row["executor"]) == ("Сұл*** Е. Қ.", "Omarova")
    assert (row["act"], row["due_at"], row["days_left"]) == (
        "RefusalProposed",
        "2026-04-06T18:00:00+05:00",
        12,
    )


EARLY = [
    {"list9": 1, "held_by": "information_system"},
    {"list9": 3, "issued_on": "2025-01-15"},
    {"list9": 4, "held_by": "information_system"},
]


@pytest.fixture
def three(merzim):
    """Three cases: accepted, with an executor; filed only; overdue, in another garrison."""
    merzim.accepted()
    merzim.filed("R-2", iin=OTHER_IIN)
    merzim.now = "2026-02-02 10:00"
    n = merzim.filed(
        "R-3", iin="900514300141", garrison="Астана", filed_at="2026-02-02T09:30:00+05:00", documents=EARLY
    )
    merzim.done("case", "assign", n, "--executor", "Bekov", *HEAD)
    merzim.done("case", "accept", n, "--as", "Bekov", "--role", "executor")
    merzim.now = "2026-03-17 09:30"
    return merzim


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("", {"1", "2", "3"}),
        ("--state accepted", {"1", "3"}),
        ("--state submitted", {"2"}),
        ("--state registered", set()),
        ("--garrison Астана", {"3"}),
        ("--executor Omarova", {"1"}),
        ("--executor Nobody", set()),
        ("--overdue", {"3"}),
        ("--due-within 0", {"2", "3"}),
        ("--due-within 12", {"1", "2", "3"}),
        ("--state accepted --executor Bekov", {"3"}),
        ("--as-of 2026-02-03", {"3"}),
        ("--as-of 2020-01-01", set()),
    ],
)
def test_the_list_of_cases_is_filtered(three, filters, found):
    assert {row["case"][-1] for row in three.json(f"case list {filters}")} == found


def test_a_limit_cuts_the_list_and_a_negative_one_is_refused(three):
    assert len(three.json("case list --limit 2")) == 2
    assert len(three.json("work --limit 1")) == 1
    assert three.json("case list --limit 0") == []
    for words in ("case list", "work"):
        assert three.no(f"{words} --limit -1")[0] == 2


def test_a_state_that_is_none_is_refused_with_those_there_are(three):
    code, error = three.no("case list --state acepted")
    assert (code, error["kind"]) == (2, "bad_input") and "accepted" in error["way_on"]


def test_work_has_the_overdue_first_then_what_nobody_has_then_by_due_time(three):
    rows = three.json("work")
    late = [row["days_left"] is not None and row["days_left"] < 0 for row in rows]
    assert late == sorted(late, reverse=True) and late[0]
    rest = [row for row in rows if not (row["days_left"] is not None and row["days_left"] < 0)]
    nobody = [row["executor"] is None for row in rest]
    assert nobody == sorted(nobody, reverse=True) and any(nobody)
    dues = [row["due_at"] for row in rest if row["executor"] and row["due_at"]]
    assert dues == sorted(dues)


def test_work_is_cut_down_to_one_executor(three):
    assert {row["executor"] for row in three.json("work --executor Bekov")} == {"Bekov"}
    assert three.json("work --executor Nobody") == []


def test_the_work_list_begins_with_a_count(three):
    first = three.done("work").splitlines()[0]
    assert re.match(r"\d+ to do, \d+ overdue, \d+ unassigned", first)
    assert int(first.split()[0]) == len(three.json("work"))


def test_nothing_to_do_is_said(merzim):
    assert merzim.json("work") == [] and merzim.json("case list") == []
    assert merzim.done("work").strip() and merzim.done("case list").strip()


def test_a_person_is_found_by_the_iin(three):
    assert [row["case"] for row in three.json("case", "find", OTHER_IIN)] == ["2026-000002"]
    code, error = three.no("case find 910514300121")
    assert code == 2 and error["kind"] == "bad_input"  # its check digit is wrong: nobody has it
    code, error = three.no("case find 900514300151")
    assert (code, error["kind"]) == (4, "not_found")


def test_tables_open_in_a_spreadsheet_and_hold_no_formulas(three):
    three.done("case", "assign", "2", "--executor", "=cmd|' /C calc'!A0", *HEAD)
    for words, head in (("case list", ROW), ("work", ROW)):
        rows = list(csv.DictReader(io.StringIO(three.done(f"{words} --csv"))))
        assert set(rows[0]) >= head and len(rows) == len(three.json(words))
        assert not [value for row in rows for value in row.values() if value and value[0] in "=+@"]
    assert "'=cmd" in three.done("case list --csv")
    history = list(csv.DictReader(io.StringIO(three.done("case history 1 --csv"))))
    assert len(history) == len(three.json("case history 1"))


# --- which case


@pytest.mark.parametrize("n", ["1", "2026-1", "2026-000001", "000001", " 1 "])
def test_a_case_is_known_by_its_short_number_too(accepted, n):
    assert accepted.json("case", "show", n)["case"] == "2026-000001"


def test_a_number_that_two_years_have_is_asked_for_with_its_year(accepted):
    accepted.filed("OLD", iin=OTHER_IIN, filed_at="2025-12-01T10:00:00+05:00", documents=EARLY)
    code, error = accepted.no("case show 1")
    assert (code, error["kind"]) == (4, "not_found")
    assert sorted(error["cases"]) == ["2025-000001", "2026-000001"]
    assert accepted.json("case show 2025-1")["case"] == "2025-000001"


@pytest.mark.parametrize(
    ("n", "code"),
    [
        *(("2", 4), ("0", 4), ("2025-1", 4), ("999999", 4)),
        *(("", 2), ("-1", 2), ("x", 2), ("../..", 2), ("2026-", 2), ("1; drop table event", 2), ("١", 2)),
        *(("1" * 400, 2), ("2026/000001", 2), ("%", 2)),
    ],
)
def test_a_case_that_is_not_there_is_not_found_and_what_is_no_number_is_refused(accepted, n, code):
    assert accepted.no("case", "timeline", n)[0] == code


# --- the exit status


@pytest.mark.parametrize(
    ("at", "code"),
    [
        ("2026-03-17 10:00", 0),
        ("2026-04-02 10:00", 0),
        ("2026-04-03 10:00", 11),  # one working day before the last day of a notice
        ("2026-04-08 10:00", 11),
        ("2026-04-09 18:00", 11),
        ("2026-04-09 18:01", 10),
    ],
)
@pytest.mark.parametrize("view", ["timeline", "show"])
def test_the_exit_status_says_overdue_and_due_soon(accepted, view, at, code):
    assert accepted(f"case {view} 1 --exit-status", at=at).code == code
    assert accepted(f"case {view} 1", at=at).code == 0


def test_case_show_has_the_report_and_what_it_makes_one_look_at(merzim):
    merzim.filed(category="reserve", documents=[])
    report = merzim.json("case show 1")["report"]
    assert report["iin"] == "900514******" and "Сұлтанов" in report["person"]
    assert report["notes"] and json.dumps(report)
    out = merzim.done("case show 1")
    assert "Annex 1" in out and "900514300121" not in out
