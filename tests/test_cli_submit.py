"""`merzim submit`: the report is the unit; what is good becomes a case, what is bad is listed by line and path."""

import json
from collections import defaultdict
from copy import deepcopy

import nonsense
import pytest
from offices import EXECUTOR, HEAD, LEGAL, Office, office

TAKEN = {"line", "case", "state", "registered_on", "existing", "joined", "signature"}
REFUSED = {"line", "path", "expected", "got"}
OTHER_IIN = "900514300131"


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path)


def cases(merzim):
    return merzim.json("case list")


def of_lines(errors):
    found = defaultdict(list)
    for each in errors:
        assert set(each) >= REFUSED
        found[each["line"]].append(each["path"])
    return {line: sorted(paths) for line, paths in found.items()}


# --- good reports


@pytest.mark.parametrize("form", [1, 2])
def test_the_example_can_be_filed_as_it_is(merzim, form):
    path = merzim.folder / "report.json"
    path.write_text(merzim.done("submit", "--example", form), encoding="utf-8")
    answer = merzim.json("submit", path)
    assert answer == {
        "cases": [
            {
                "line": 1,
                "case": "2026-000001",
                "state": "submitted",
                "registered_on": "2026-03-10",  # filed on Friday 6 March at 19:30; Monday the 9th is off
                "existing": False,
                "joined": False,
                "signature": None,
            }
        ],
        "errors": [],
    }
    assert merzim.json("case show 1")["report"]["form"] == form


def test_an_example_needs_no_database(tmp_path):
    assert json.loads(Office(tmp_path).done("submit --example 2"))["form"] == 2


def test_reports_come_as_lines_or_as_an_array(merzim):
    first, second = merzim.report("A"), merzim.report("B", iin=OTHER_IIN)
    lines = merzim.json("submit", merzim.write("lines.jsonl", first, second))
    array = merzim.json("submit", merzim.write("array.json", json.dumps([first, second]).encode()))
    assert [each["case"] for each in lines["cases"]] == ["2026-000001", "2026-000002"]
    assert [each["line"] for each in lines["cases"]] == [1, 2]
    assert [each["case"] for each in array["cases"]] == ["2026-000001", "2026-000002"]
    assert all(set(each) == TAKEN for each in lines["cases"])


def test_the_same_reference_again_gives_the_same_case(merzim):
    path = merzim.write("report.json", merzim.report())
    [first], [again] = merzim.json("submit", path)["cases"], merzim.json("submit", path)["cases"]
    assert again == first | {"existing": True}
    assert "filed before" in merzim.done("submit", path)
    assert len(cases(merzim)) == 1


def test_people_read_the_number_of_the_case(merzim):
    out = merzim.done("submit", merzim.write("report.json", merzim.report()))
    assert "2026-000001" in out and "1 report filed" in out


# --- bad reports


def test_of_a_mixed_file_the_good_ones_become_cases_and_the_bad_ones_are_listed(merzim):
    good, other = merzim.report("A"), merzim.report("C", iin=OTHER_IIN)
    bad = merzim.report("B", iin="900514300122") | {"form": 3}
    answer = merzim("submit", merzim.write("mixed.jsonl", good, bad, b"{", other), "--json")
    assert answer.code == 2
    assert [each["line"] for each in answer.json["cases"]] == [1, 4]
    assert of_lines(answer.json["errors"]) == {2: ["$.applicant.iin", "$.form"], 3: ["$"]}
    assert len(cases(merzim)) == 2


def test_all_or_nothing_writes_nothing_where_one_is_bad(merzim):
    path = merzim.write("mixed.jsonl", merzim.report("A"), b"{}", merzim.report("C", iin=OTHER_IIN))
    answer = merzim("submit", path, "--all-or-nothing", "--json")
    assert answer.code == 2 and answer.json["cases"] == []
    assert set(of_lines(answer.json["errors"])) == {2}
    assert cases(merzim) == []
    assert (
        merzim.json("submit", merzim.write("good.json", merzim.report("A")))["cases"][0]["case"]
        == "2026-000001"
    )


def test_all_or_nothing_files_all_where_all_are_good(merzim):
    path = merzim.write("good.jsonl", merzim.report("A"), merzim.report("C", iin=OTHER_IIN))
    assert len(merzim.json("submit", path, "--all-or-nothing")["cases"]) == 2


def test_all_or_nothing_counts_what_the_law_refuses_too(merzim):
    early = merzim.report("B", filed_at="2021-12-10T10:00:00+05:00", documents=[], iin=OTHER_IIN)
    path = merzim.write("two.jsonl", merzim.report("A"), early)  # no edition was in force
    answer = merzim("submit", path, "--all-or-nothing", "--json")
    assert answer.code == 3 and answer.json["cases"] == []
    assert cases(merzim) == []


def test_changed_content_under_a_known_reference_is_refused_naming_what_differs(merzim):
    report = merzim.report()
    merzim.done("submit", merzim.write("report.json", report))
    changed = deepcopy(report)
    changed["garrison"] = "Астана"
    changed["applicant"]["address"] = "elsewhere"
    answer = merzim("submit", merzim.write("changed.json", changed), "--json")
    assert answer.code == 2
    assert of_lines(answer.json["errors"]) == {1: ["$.applicant.address", "$.garrison"]}
    assert "2026-000001" in answer.json["errors"][0]["expected"]
    assert len(cases(merzim)) == 1


def test_a_second_report_is_joined_to_the_first_and_after_its_end_points_to_it(merzim):
    """R27, item 6."""
    merzim.filed("A")
    [joined] = merzim.json("submit", merzim.write("second.json", merzim.report("B")))["cases"]
    assert (joined["case"], joined["existing"], joined["joined"]) == ("2026-000001", True, True)
    merzim.done("case withdraw 1 --as x --role applicant")
    [again] = merzim.json("submit", merzim.write("third.json", merzim.report("C")))["cases"]
    assert (again["case"], again["joined"]) == ("2026-000002", False)
    assert merzim.json("case timeline 2")["earlier"] == "2026-000001"


def test_before_december_2021_no_edition_was_in_force(merzim):
    early = merzim.write("early.json", merzim.report(filed_at="2021-12-10T10:00:00+05:00", documents=[]))
    assert merzim("submit", early, "--json").code == 3
    first = merzim.write("first.json", merzim.report(filed_at="2021-12-27T10:00:00+06:00", documents=[]))
    assert merzim.json("submit", first)["cases"][0]["case"] == "2021-000001"


def test_a_good_report_beside_one_that_the_law_refuses_is_filed_and_the_exit_is_2(merzim):
    early = merzim.report("B", filed_at="2021-12-10T10:00:00+05:00", documents=[], iin=OTHER_IIN)
    answer = merzim("submit", merzim.write("two.jsonl", merzim.report("A"), early), "--json")
    assert answer.code == 2 and len(answer.json["cases"]) == 1


def test_a_report_from_the_future_is_refused(merzim):
    answer = merzim(
        "submit", merzim.write("r.json", merzim.report(filed_at="2026-03-17T10:00:00+05:00")), "--json"
    )
    assert answer.code == 2 and of_lines(answer.json["errors"]) == {1: ["$.filed_at"]}


# --- nonsense


LINES = nonsense.lines()


def test_all_nonsense_in_one_file_makes_no_case_and_each_fault_is_named_by_path(merzim):
    path = merzim.write("nonsense.jsonl", *(each.raw for each in LINES))
    answer = merzim("submit", path, "--json", at="2026-04-01 12:00")
    assert answer.code == 2 and answer.json["cases"] == []
    found = of_lines(answer.json["errors"])
    assert found == {number: sorted(each.paths) for number, each in enumerate(LINES, start=1)}
    assert cases(merzim) == []


def test_nonsense_by_itself_makes_no_case(merzim):
    objects = [each for each in LINES if not each.raw.startswith(b"[")]
    files = [*objects[::7], *(each for each in nonsense.whole_files() if len(each.raw) < 2**20)]
    assert len(files) > 50
    for each in files:
        answer = merzim("submit", merzim.write("nonsense.json", each.raw), "--json", at="2026-04-01 12:00")
        assert answer.code == 2, each.kind
        assert answer.json["cases"] == [], each.kind
        assert sorted(error["path"] for error in answer.json["errors"]) == sorted(each.paths), each.kind
    assert cases(merzim) == []


def test_people_read_the_line_the_path_and_what_is_expected(merzim):
    path = merzim.write("bad.jsonl", merzim.report("A"), merzim.report("B", iin="900514300122"))
    answer = merzim("submit", path)
    assert answer.code == 2
    assert "line 2: $.applicant.iin: the check digit 1 at the end" in answer.out
    assert "900514300122" not in answer.out


# --- what is no report at all


def test_a_file_that_cannot_be_read_is_wrong_usage(merzim):
    for file in (merzim.folder / "missing.json", merzim.folder):
        code, error = merzim.no("submit", file)
        assert (code, error["kind"]) == (2, "usage")
        assert str(file) in error["message"]


def test_without_a_file_it_says_what_is_missing(merzim):
    code, error = merzim.no("submit")
    assert (code, error["kind"]) == (2, "usage") and "standard input" in error["way_on"]


def test_a_report_is_the_applicants_and_the_executor_may_enter_it(merzim):
    path = merzim.write("report.json", merzim.report())
    for role in (HEAD, LEGAL):
        code, error = merzim.no("submit", path, *role)
        assert (code, error["kind"]) == (3, "wrong_role")
    merzim.done("submit", path, *EXECUTOR)
    filed = merzim.json("case timeline 1")["events"][0]
    assert (filed["actor"], filed["role"], filed["on_behalf_of"]) == ("Omarova", "executor", "applicant")
