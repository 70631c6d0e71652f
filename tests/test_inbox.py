"""A file put into the inbox whole becomes cases and moves aside; a crash in between loses and doubles nothing."""

import json
import os
from datetime import UTC, datetime

import pytest
from nonsense import GOOD
from nonsense import lines as nonsense
from reports import iin, lines, plain
from storage import opened

from daemon.filing import file_batch
from daemon.inbox import PORTAL, take
from daemon.log import filed_words, wrong_words
from daemon.sweep import Swept
from process.errors import Busy
from store.audit import verify

NOW = "2026-04-01 12:00"


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays, now=NOW) as office:
        yield office


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox, name, *values):
    """As the courier does it: written under a name that is left alone, then renamed."""
    part = inbox / f"{name}.part"
    part.write_bytes(lines(*values))
    part.rename(inbox / name)


def taken(office, inbox, **how):
    return take(office.desk, inbox, office.clock(), **how)


def cases(office):
    return [case_id for (case_id,) in office.rows('SELECT case_id FROM "case" ORDER BY case_id')]


def files(folder):
    """Every file beneath the folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def filed(office, *values, **how):
    return file_batch(office.desk, lines(*values), now=office.clock(), actor=PORTAL, **how)


# --- done -------------------------------------------------------------------------------------------------------


def test_a_file_of_good_reports_becomes_cases_and_moves_to_done(office, inbox):
    put(inbox, "b.jsonl", plain(1), plain(2))
    put(inbox, "a.json", plain(0))
    found = taken(office, inbox)
    assert [each.name for each in found] == ["a.json", "b.jsonl"]
    assert cases(office) == ["2026-000001", "2026-000002", "2026-000003"]
    assert files(inbox) == ["done/a.json", "done/b.jsonl"]
    assert (inbox / "done").stat().st_mode & 0o077 == 0


def test_what_was_filed_before_the_crash_is_not_filed_again(office, inbox):
    filed(office, plain(0), plain(1))  # committed; and killed before the move
    put(inbox, "a.jsonl", plain(0), plain(1), plain(2))
    [found] = taken(office, inbox)
    assert [each.existing for each in found.filing.cases] == [True, True, False]
    assert len(cases(office)) == 3
    assert files(inbox) == ["done/a.jsonl"]


def test_a_report_that_stands_twice_in_a_file_is_one_case(office, inbox):
    put(inbox, "a.jsonl", plain(0), plain(0))
    [found] = taken(office, inbox)
    assert [(each.line, each.case, each.existing) for each in found.filing.cases] == [
        (1, "2026-000001", False),
        (2, "2026-000001", True),
    ]


def test_a_name_that_is_taken_in_done_gets_a_number_and_nothing_is_written_over(office, inbox):
    for n in range(3):
        put(inbox, "a.json", plain(n))
        taken(office, inbox)
    assert files(inbox) == ["done/a.2.json", "done/a.3.json", "done/a.json"]
    assert json.loads((inbox / "done/a.json").read_bytes())["portal_reference"] == "R-0"


@pytest.mark.parametrize("name", [".a.json", "a.json.tmp", "a.json.part", "a.json~", "readme.txt", "a"])
def test_what_is_not_put_there_whole_or_not_meant_is_left_alone(name, office, inbox):
    (inbox / name).write_bytes(lines(plain(0)))
    (inbox / "folder.json").mkdir()
    (inbox / "folder.json" / "a.json").write_bytes(lines(plain(1)))
    assert taken(office, inbox) == []
    assert cases(office) == []
    assert files(inbox) == sorted([name, "folder.json/a.json"])


def test_a_name_in_capitals_is_a_name_too(office, inbox):
    put(inbox, "REPORT.JSON", plain(0))
    taken(office, inbox)
    assert files(inbox) == ["done/REPORT.JSON"]


# --- rejected ---------------------------------------------------------------------------------------------------


def test_the_good_reports_of_a_bad_file_become_cases_and_the_reason_says_which(office, inbox):
    wrong = plain(1) | {"form": 3, "garrison": ""}
    put(inbox, "a.jsonl", plain(0), wrong, b"not JSON", plain(2))
    [found] = taken(office, inbox)
    assert found.rejected and not found.fault
    assert files(inbox) == ["rejected/a.jsonl", "rejected/a.jsonl.reason.txt"]
    reason = (inbox / "rejected/a.jsonl.reason.txt").read_text(encoding="utf-8")
    assert "line 2, $.form: expected one of 1, 2; found 3" in reason
    assert "line 2, $.garrison: expected" in reason
    assert "line 3, $: expected JSON" in reason
    assert "line 1: case 2026-000001, submitted, registered 2026-03-16" in reason
    assert "line 4: case 2026-000002, submitted" in reason


def test_a_file_put_back_after_correction_files_only_what_is_no_case_yet(office, inbox):
    put(inbox, "a.jsonl", plain(0), plain(1) | {"form": 3})
    taken(office, inbox)
    put(inbox, "a.jsonl", plain(0), plain(1))
    [found] = taken(office, inbox)
    assert [each.existing for each in found.filing.cases] == [True, False]
    assert files(inbox) == ["done/a.jsonl", "rejected/a.jsonl", "rejected/a.jsonl.reason.txt"]


def test_two_rejected_files_of_one_name_keep_each_its_reason(office, inbox):
    for what in (b"first", b"[]"):
        put(inbox, "a.json", what)
        taken(office, inbox)
    rejected = inbox / "rejected"
    assert files(rejected) == ["a.2.json", "a.2.json.reason.txt", "a.json", "a.json.reason.txt"]
    assert "at least one report" in (rejected / "a.2.json.reason.txt").read_text(encoding="utf-8")
    assert "at least one report" not in (rejected / "a.json.reason.txt").read_text(encoding="utf-8")


def test_no_nonsense_becomes_a_case_or_stops_a_good_report(office, inbox):
    put(inbox, "a.jsonl", plain(0), *(line.raw for line in nonsense()), plain(1))
    [found] = taken(office, inbox)
    assert found.rejected and not found.fault
    assert cases(office) == ["2026-000001", "2026-000002"]


def test_neither_reason_nor_log_shows_who_the_report_is_about(office, inbox):
    put(inbox, "a.jsonl", plain(0), plain(0) | {"portal_reference": "R-9"}, plain(1) | {"form": 3})
    put(inbox, f"{iin(2)}.json", plain(2))
    found = taken(office, inbox)
    said = (inbox / "rejected/a.jsonl.reason.txt").read_text(encoding="utf-8")
    said += "".join(filed_words(each) for each in found) + "".join(wrong_words(Swept(), found))
    private = [GOOD["applicant"][key] for key in ("surname", "name", "address", "unit")]
    assert not [each for each in [*private, iin(0), iin(1), iin(2)] if each in said]


# --- what the law says, by line ---------------------------------------------------------------------------------


def test_each_reason_of_the_law_stands_with_its_line_and_its_kind(office):
    filed(office, plain(0), plain(1))
    answer = filed(
        office,
        plain(5),
        plain(0) | {"portal_reference": "another"},
        plain(0) | {"portal_reference": "another", "garrison": "Астана"},
        plain(1) | {"garrison": "Астана", "form": 2},
        plain(2, filed_at="2021-03-05T10:00:00+06:00") | {"documents": []},
        plain(3, filed_at="2010-03-05T10:00:00+05:00") | {"documents": []},
    )
    assert [(each.line, each.joined) for each in answer.cases] == [(1, False), (2, True)]
    assert [(no.line, no.path, no.kind) for no in answer.errors] == [
        (3, "$", "bad_input"),
        (4, "$.form", "bad_input"),
        (4, "$.garrison", "bad_input"),
        (5, "$", "no_edition"),
        (6, "$", "calendar_unknown"),
    ]
    assert answer.errors[0].got == "the report another"
    assert "2026-000001" in answer.errors[0].expected


def test_the_answer_as_json_is_the_contract_of_submit(office):
    answer = filed(office, plain(0), b"{}").as_json()
    assert answer["cases"] == [
        {
            "line": 1,
            "case": "2026-000001",
            "state": "submitted",
            "registered_on": "2026-03-16",
            "existing": False,
            "joined": False,
            "signature": None,
        }
    ]
    assert set(answer["errors"][0]) == {"line", "path", "expected", "got", "kind"}
    assert json.dumps(answer)


def test_all_or_nothing_files_nothing_and_says_every_fault_of_text_and_law_at_once(office):
    filed(office, plain(0))
    answer = filed(office, plain(1), plain(0) | {"garrison": "Астана"}, b"{", plain(2), all_or_nothing=True)
    assert answer.cases == ()
    assert [no.line for no in answer.errors] == [2, 3]
    assert cases(office) == ["2026-000001"]
    answer = filed(office, plain(1), plain(2), all_or_nothing=True)
    assert ([each.case for each in answer.cases], answer.errors) == (["2026-000002", "2026-000003"], ())
    assert verify(office.database, office.desk.editions).findings == ()


def test_many_reports_are_filed_in_several_commits_and_all_of_them(office):
    answer = filed(office, *(plain(n) for n in range(120)))
    assert [each.line for each in answer.cases] == list(range(1, 121))
    assert len(cases(office)) == 120


def test_a_damaged_case_of_the_same_person_refuses_that_report_alone(office):
    filed(office, plain(0))
    office.write("DELETE FROM event")
    answer = filed(office, plain(0) | {"portal_reference": "another"}, plain(1))
    assert [(no.line, no.kind) for no in answer.errors] == [(1, "damaged")]
    assert [each.line for each in answer.cases] == [2]


# --- what goes wrong --------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_moved_is_reported_and_taken_again_without_doubling(office, inbox):
    (inbox / "done").write_text("a file where the folder should be")
    put(inbox, "a.json", plain(0))
    put(inbox, "b.json", b"[]")
    stays, rejected = taken(office, inbox)
    assert isinstance(stays.fault, OSError) and rejected.rejected
    assert wrong_words(Swept(), [stays]) == ["inbox a.json stays where it is: File exists"]
    (inbox / "done").unlink()
    [found] = taken(office, inbox)
    assert [each.existing for each in found.filing.cases] == [True]
    assert len(cases(office)) == 1


def test_what_is_no_regular_file_is_reported_and_never_read(office, inbox, tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_bytes(lines(plain(0)))
    (inbox / "link.json").symlink_to(outside)
    (inbox / "gone.json").symlink_to(tmp_path / "nowhere")
    os.mkfifo(inbox / "pipe.json")
    put(inbox, "z.json", plain(1))
    *strange, good = taken(office, inbox)
    assert [(each.name, type(each.fault).__name__) for each in strange] == [
        ("gone.json", "OSError"),
        ("link.json", "OSError"),
        ("pipe.json", "OSError"),
    ]
    assert good.filing.cases and len(cases(office)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported_and_stops_no_other(office, inbox):
    put(inbox, "a.json", plain(0))
    put(inbox, "b.json", plain(1))
    (inbox / "a.json").chmod(0)
    stays, good = taken(office, inbox)
    assert isinstance(stays.fault, PermissionError)
    assert good.filing.cases


def test_a_file_that_vanishes_is_reported_and_stops_no_other(office, inbox):
    put(inbox, "a.json", plain(0))
    put(inbox, "b.json", plain(1))

    def someone_takes_it_away():
        (inbox / "a.json").unlink(missing_ok=True)
        return True

    gone, good = taken(office, inbox, go_on=someone_takes_it_away)
    assert isinstance(gone.fault, FileNotFoundError)
    assert good.filing.cases


def test_an_inbox_that_is_gone_is_reported(office, tmp_path):
    [gone] = taken(office, tmp_path / "nowhere")
    assert isinstance(gone.fault, FileNotFoundError)


def test_a_locked_database_leaves_every_file_in_its_place(office, inbox, tmp_path, workdays):
    put(inbox, "a.json", plain(0))
    put(inbox, "b.json", b"[]")
    with opened(tmp_path, workdays) as other, other.database.transaction(), pytest.raises(Busy):
        taken(office, inbox)
    assert files(inbox) == ["a.json", "b.json"]


def test_told_to_stop_it_begins_no_other_file(office, inbox):
    put(inbox, "a.json", plain(0))
    put(inbox, "b.json", plain(1))
    asked = iter([True, False])
    assert [each.name for each in taken(office, inbox, go_on=lambda: next(asked))] == ["a.json"]
    assert files(inbox) == ["b.json", "done/a.json"]


def test_a_report_of_the_future_is_rejected_by_the_clock_that_is_handed_in(office, inbox):
    put(inbox, "a.json", plain(0, filed_at="2026-04-01T12:00:01+05:00"))
    [found] = take(office.desk, inbox, datetime(2026, 4, 1, 7, tzinfo=UTC))
    assert found.filing.errors[0].path == "$.filed_at"
