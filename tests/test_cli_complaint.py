"""Complaints at the command line: lodged and carried on, listed, and the file that is sent on with one."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from offices import APPLICANT, EXECUTOR, Office

QUALITY = ("--as", "Agency", "--role", "quality_authority")


@pytest.fixture
def office(tmp_path):
    """Acceptance refused on Monday 16 March 2026; complained of on Thursday the 19th, with a text."""
    office = Office(tmp_path)
    office.done("init")
    n = office.filed()
    office.done(
        "case",
        "reject",
        n,
        "--missing",
        "3",
        "--remark",
        "the copy cannot be read",
        *EXECUTOR,
        at="2026-03-16 10:00",
    )
    (tmp_path / "complaint.txt").write_text("Құжат тапсырылған болатын.", encoding="utf-8")
    text = ("--text", tmp_path / "complaint.txt")
    office.done("complaint", "lodge", n, *text, *APPLICANT, at="2026-03-19 10:00")
    office.n = n
    return office


def test_the_timeline_tells_of_the_complaint_and_json_carries_it(office):
    told = office.json("case", "timeline", office.n)
    assert told["complaints"] == [
        {
            "complaint": 1,
            "state": "lodged",
            "about": "acceptance",
            "came_in": "provider",
            "lodged_at": "2026-03-19T10:00:00+05:00",
            "registered_on": "2026-03-19",
            "late": False,
            "reviewer": None,
            "extended": False,
        }
    ]
    [forwarding] = [each for each in told["deadlines"] if each["name"] == "complaint_forwarding"]
    assert (forwarding["complaint"], forwarding["due_on"], forwarding["days_left"]) == (1, "2026-03-27", 3)
    assert told["events"][-1]["complaint"] == 1
    screen = office.done("case", "timeline", office.n)
    assert "COMPLAINTS" in screen and "about the acceptance" in screen
    assert max(map(len, screen.splitlines())) <= 80


def test_the_text_of_a_complaint_stands_apart_from_the_record(office):
    assert "тапсырылған" not in json.dumps(office.json("case", "history", office.n), ensure_ascii=False)


def test_a_deadline_of_a_complaint_is_explained_by_its_terms_name(office):
    told = office.json("case", "explain", office.n, "complaint_provider")
    assert (told["name"], told["complaint"], told["due_at"]) == (
        "complaint_provider",
        1,
        "2026-03-31T18:00:00+05:00",
    )
    # 20, 26, 27, 30 and 31 March; Nauryz and two weekends lie between.
    assert told["counted"] == ["2026-03-20", "2026-03-26", "2026-03-27", "2026-03-30", "2026-03-31"]
    code, error = office.no("case", "explain", office.n, "complaint_superior")
    assert (code, error["kind"]) == (4, "not_found")


def test_work_says_what_is_to_be_done_about_it_and_nothing_that_a_body_has_to_do(office):
    assert {row["act"] for row in office.json("work")} == {"ComplaintForwarded"}
    office.done(
        "complaint", "forward", office.n, "--body", "quality_authority", *EXECUTOR, at="2026-03-26 10:00"
    )
    office.done("complaint", "take", office.n, *QUALITY, at="2026-03-27 10:00")
    assert office.json("work") == []


def test_the_list_of_complaints_says_what_falls_due_next_on_each(office):
    [row] = office.json("complaint", "list")
    assert (row["case"], row["complaint"], row["deadline"], row["days_left"]) == (
        office.n,
        1,
        "complaint_forwarding",
        3,
    )
    assert office.json("complaint", "list", office.n) == [row]
    [line] = csv.DictReader(io.StringIO(office.done("complaint", "list", "--csv")))
    assert line["due_at"] == "2026-03-27T18:00:00+05:00"
    assert f"{office.n}/1" in office.done("complaint", "list")
    office.done("complaint", "withdraw", office.n, *APPLICANT, at="2026-03-20 10:00")
    assert office.json("complaint", "list", "--open") == []
    assert [row["state"] for row in office.json("complaint", "list")] == ["withdrawn"]


def test_the_file_that_is_sent_on_holds_events_papers_and_explanations(office, tmp_path):
    target = tmp_path / "file.zip"
    office.done("complaint", "file", office.n, "--output", target)
    with zipfile.ZipFile(target) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {"report.json", "events.jsonl", "papers.json", "timeline.json", "timeline.txt"} < files.keys()
    assert "explanations/complaint_forwarding-1.md" in files
    events = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    assert [each["event"] for each in events][-1] == "ComplaintLodged"
    assert "refusal to accept" in [each["paper"] for each in json.loads(files["papers.json"])]
    assert json.loads(files["report.json"])["applicant"]["iin"]
    assert "COMPLAINTS" in files["timeline.txt"]
    # The chain can be checked with nothing but a hash function.
    head = "0" * 64
    for line in files["events.jsonl"].splitlines():
        text, _, rest = line.rpartition(',"hash":"')
        head = hashlib.sha256(f"{head}\n{text}}}".encode()).hexdigest()
        assert rest == f'{head}"}}'


def test_the_same_case_gives_the_same_file_and_no_file_is_overwritten(office, tmp_path):
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    for target in (one, two):
        office.done("complaint", "file", office.n, "--output", target)
    assert one.read_bytes() == two.read_bytes()
    code, error = office.no("complaint", "file", office.n, "--output", one)
    assert (code, error["kind"]) == (2, "bad_input")


def test_a_satisfied_complaint_closes_in_one_act(office):
    office.done("complaint", "satisfy", office.n, *EXECUTOR, at="2026-03-27 18:00")
    told = office.json("case", "timeline", office.n)
    assert (told["state"], told["complaints"][0]["state"]) == ("accepted", "satisfied")
    assert office.json("audit", "verify")


def test_a_refused_attempt_leaves_the_case_as_it_was_and_stands_in_the_history(office):
    before = office.json("case", "timeline", office.n)["events"]
    code, error = office.no("complaint", "resolve", office.n, "--outcome", "dismissed", *EXECUTOR)
    assert (code, error["kind"]) == (3, "wrong_role")
    assert office.json("case", "timeline", office.n)["events"] == before
    refused = [row for row in office.json("case", "history", office.n) if row.get("kind") == "wrong_role"]
    assert refused and refused[0]["act"] == "ComplaintDismissed"
