"""`merzim rules verify`: what it prints, its JSON and its exit codes; definitions in a file of somebody's own."""

import json

import pytest
from offices import Office

from simulation.verify import NAMES

OWN = """
from dataclasses import replace
from process.definitions import ORDER_232_2025 as SHIPPED_ONE
late = replace(SHIPPED_ONE.term("hearing_notice"), days=2)
terms = tuple(late if term.name == late.name else term for term in SHIPPED_ONE.terms)
LATE = replace(SHIPPED_ONE, id="late-notice", terms=terms)
"""


@pytest.fixture
def merzim(tmp_path):
    """The command line where no database was ever made."""
    office = Office(tmp_path)
    yield office
    assert not office.path.exists()


@pytest.fixture
def own(tmp_path):
    file = tmp_path / "own_rules.py"
    file.write_text(OWN, encoding="utf-8")
    return file


def test_the_definitions_that_ship_hold(merzim):
    answer = merzim.json("rules verify --years 2026")
    assert answer["ok"] is True
    for each in answer["definitions"]:
        assert [check["check"] for check in each["checks"]] == list(NAMES)
        assert (each["from"], each["to"], each["ok"]) == ("2026-01-01", "2026-12-31", True)
        assert not [check for check in each["checks"] if check["findings"] or not check["ok"]]
    [windows] = [check for check in answer["definitions"][0]["checks"] if check["check"] == "windows_open"]
    assert (windows["looked_at"], windows["beyond"]) == (365, 0)


def test_people_read_one_line_a_promise(merzim):
    out = merzim.done("rules verify order-232-2025 --years 2026")
    assert "order-232-2025, start days from 01.01.2026 to 31.12.2026" in out
    assert "windows_open: from every start day no window is empty (365 looked at)" in " ".join(out.split())
    assert out.rstrip().endswith(f"All {len(NAMES)} checks hold.")


def test_a_definition_of_ones_own_is_checked_and_what_is_wrong_with_it_is_shown(merzim, own):
    answer = merzim("rules", "verify", f"{own}:LATE", "--years", "2026")
    assert answer.code == 1
    said = " ".join(answer.out.split())
    assert "term hearing_notice: 2 working days, where Order 232, item 6 (en) says" in said
    assert "no lawful moment is left to refuse in time" in said
    assert "THE SHORTEST CASE" in said and "2 of 15 checks say no." in said


def test_the_json_says_where_by_which_law_and_on_which_case(merzim, own):
    answer = merzim("rules", "verify", f"{own}:LATE", "--years", "2026", "--json")
    assert answer.code == 1
    [definition] = json.loads(answer.out)["definitions"]
    [windows] = [check for check in definition["checks"] if check["check"] == "windows_open"]
    [found] = windows["findings"]
    assert set(found) == {
        *("finding", "what", "state", "event", "term", "provision", "way_on", "values", "at", "timeline"),
    }
    assert (found["finding"], found["state"], found["term"]) == ("empty_refusal", "heard", "decision")
    assert found["values"]["count"] == "365" and "15 (fifteen) working days" in found["provision"]
    assert "BLOCKED NOW" in found["timeline"]


def test_every_definition_that_a_file_holds_is_checked(merzim, own):
    answer = json.loads(merzim("rules", "verify", own, "--years", "2026", "--json").out)
    assert [each["definition"] for each in answer["definitions"]] == ["order-232-2025", "late-notice"]
    assert [each["ok"] for each in answer["definitions"]] == [True, False]
    assert answer["ok"] is False


@pytest.mark.parametrize(
    ("name", "text", "code", "kind", "said"),
    [
        ("{}:MINE", OWN, 4, "not_found", "holds no definition 'MINE'"),
        ("{}", "x = 1", 4, "not_found", "holds no definition"),
        ("{}", "1 / 0", 2, "bad_input", "ZeroDivisionError"),
        ("nothing.py", "", 4, "not_found", "there is no file nothing.py"),
        ("nothing", "", 4, "not_found", "there is no definition 'nothing'"),
    ],
)
def test_a_file_without_what_is_asked_for_says_so(merzim, own, name, text, code, kind, said):
    own.write_text(text, encoding="utf-8")
    got, error = merzim.no("rules", "verify", name.format(own))
    assert (got, error["kind"]) == (code, kind)
    assert said in error["message"]


UNREACHED = """
from process.states import STEPS, Chart
MINE = Chart(step for step in STEPS if step.event.__name__ != "RefusalProposed")
"""


def test_steps_that_cannot_be_a_chart_are_told_as_the_file_is_read(merzim, own):
    own.write_text(UNREACHED, encoding="utf-8")
    code, error = merzim.no("rules", "verify", own)
    assert code == 2 and "no step leads to: " in error["message"]
    assert "preliminary_refusal" in error["message"]


@pytest.mark.parametrize(
    "years", ["26", "2026..", "..2026", "2026..20", "x", "2026-01-01", "0000", "2027..2026", "２０２６"]
)
def test_years_that_are_none_are_refused(merzim, years):
    code, error = merzim.no("rules", "verify", "--years", years)
    assert (code, error["kind"]) == (2, "usage")


@pytest.mark.parametrize("years", ["2035", "2017..2026", "2026..2028"])
def test_years_that_the_calendar_does_not_know_are_no_pass(merzim, years):
    code, error = merzim.no("rules", "verify", "--years", years)
    assert (code, error["kind"]) == (3, "calendar_unknown")
