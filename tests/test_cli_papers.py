"""`merzim papers make`: the list of what can be made, and a paper as a file, whole or not at all."""

import hashlib
import json
import sqlite3
import stat
import subprocess
import sys

import pypdf
import pytest
from offices import EXECUTOR, HEAD, HOUSING, LEGAL, office
from papers_read import squeezed


@pytest.fixture
def registered(tmp_path):
    ours = office(tmp_path)
    n = ours.n = ours.accepted()
    for service in (LEGAL, HOUSING):
        ours.done("case", "endorse", n, "--by", service[3], "--agree", *service, at="2026-03-17 10:00")
    ours.done("case", "register", n, *HEAD, at="2026-03-18 10:00")
    return ours


def read(path):
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def files(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("merzim.db"))


def test_without_a_paper_the_list_says_what_can_be_made_and_what_to_type(registered):
    told = registered.json("papers", "make", registered.n)
    assert [(each["short"], each["event"]) for each in told["papers"]] == [
        ("annex-1", "ReportFiled"),
        ("acceptance", "ReportAccepted"),
        ("annex-5", "ApplicantRegistered"),
        ("memo", "ApplicantRegistered"),
    ]
    assert set(told["papers"][0]) == {"paper", "short", "of", "event", "at"}
    shown = registered.done("papers", "make", registered.n)
    assert all(each["short"] in shown and f"--of {each['of']}" in shown for each in told["papers"])
    assert max(map(len, shown.splitlines())) <= 80
    assert "Баянат (1-қосымша)" in registered.done("papers", "make", registered.n, "--lang", "kk")


def test_a_paper_is_a_file_of_its_owners_alone_with_its_digest_told(registered, tmp_path):
    out = tmp_path / "acceptance.pdf"
    told = registered.json("papers", "make", registered.n, "acceptance", "--out", out)
    assert told["path"] == str(out) and told["pages"] == 1 and told["lang"] == "kk"
    assert told["digest"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert squeezed("Баянаттың қабылданғаны туралы белгі") in read(out)


def test_the_original_is_kazakh_whatever_language_the_screen_is_in(registered, tmp_path):
    told = registered.json("papers", "make", registered.n, "acceptance", "--out", tmp_path, MERZIM_LANG="ru")
    assert told["lang"] == "kk" and told["path"].endswith(f"{registered.n}-acceptance-{told['of']}-kk.pdf")
    copy = registered.json("papers", "make", registered.n, "acceptance", "--out", tmp_path, "--lang", "en")
    assert squeezed("Convenience copy") in read(copy["path"])


def test_a_file_that_is_there_is_overwritten_only_by_force(registered, tmp_path):
    out = tmp_path / "kept.pdf"
    out.write_bytes(b"somebody's")
    code, error = registered.no("papers", "make", registered.n, "acceptance", "--out", out)
    assert (code, error["kind"]) == (2, "usage") and "--force" in error["way_on"]
    assert out.read_bytes() == b"somebody's"
    registered.done("papers", "make", registered.n, "acceptance", "--out", out, "--force")
    assert out.read_bytes().startswith(b"%PDF-1.7") and files(tmp_path) == ["R-1.json", "kept.pdf"]


@pytest.mark.parametrize("where", ["no/such/folder/x.pdf", "R-1.json/x.pdf"])
def test_where_it_cannot_be_written_is_said_and_nothing_is_left(registered, tmp_path, where):
    code, error = registered.no("papers", "make", registered.n, "acceptance", "--out", tmp_path / where)
    assert (code, error["kind"]) == (2, "usage") and files(tmp_path) == ["R-1.json"]


def test_annex_5_takes_its_number_from_the_queue_or_as_typed_and_may_be_a_draft(registered, tmp_path):
    """R14; that of an entry which has left there is none, and then only a draft can be made."""
    out = tmp_path / "five.pdf"
    registered.done("papers", "make", registered.n, "annex-5", "--out", out)
    assert squeezed("ету үшін 1") in read(out)
    registered.done("papers", "make", registered.n, "certificate", "--draft", "--out", out, "--force")
    assert "ЖОБА" in read(out)
    registered.done("papers", "make", registered.n, "annex-5", "--ordinal", 12, "--out", out, "--force")
    assert squeezed("ету үшін 12") in read(out) and "ЖОБА" not in read(out)
    assert (
        registered.no("papers", "make", registered.n, "acceptance", "--ordinal", 1)[1]["kind"] == "bad_input"
    )
    left = ("--ground", "provided", "--provision", "Law on Housing Relations, 101-4")
    registered.done("queue", "strike-off", registered.n, *left, *HEAD, at="2026-03-19 10:00")
    code, error = registered.no("papers", "make", registered.n, "annex-5", "--out", tmp_path / "gone.pdf")
    assert (code, error["missing"]) == (2, ["ordinal"]) and not (tmp_path / "gone.pdf").exists()


def test_what_there_is_not_is_answered_with_what_there_is(registered, tmp_path):
    code, error = registered.no("papers", "make", registered.n, "diploma")
    assert (code, error["kind"]) == (4, "not_found") and "appeal-sheet" in error["way_on"]
    code, error = registered.no("papers", "make", registered.n, "annex-7")
    assert (code, error["kind"]) == (4, "not_found") and "mark of acceptance (--of" in error["way_on"]
    code, error = registered.no("papers", "make", registered.n, "acceptance", "--of", 1)
    assert (code, error["kind"]) == (4, "not_found")
    assert registered.no("papers", "make", "2026-000999")[0] == 4
    assert files(tmp_path) == ["R-1.json"]


def test_of_a_struck_act_nothing_is_made(tmp_path):
    ours = office(tmp_path)
    n = ours.accepted()
    [seq] = [each["of"] for each in ours.json("papers", "make", n)["papers"] if each["short"] == "acceptance"]
    ours.done("case", "correct", n, seq, "--reason", "a slip", *HEAD, at="2026-03-17 09:30")
    code, error = ours.no("papers", "make", n, "acceptance", "--of", seq)
    assert (code, error["kind"]) == (3, "not_allowed_here") and "struck" in error["message"]


def test_once_the_person_is_erased_no_file_is_left_and_all_is_named(registered, tmp_path):
    with sqlite3.connect(registered.path) as database:
        [table] = [
            name
            for (name, sql) in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            if "body" in sql and "person" in name
        ]
        database.execute(f"DELETE FROM {table}")
    code, error = registered.no("papers", "make", registered.n, "acceptance", "--out", tmp_path / "x.pdf")
    assert (code, error["kind"]) == (2, "bad_input") and "person.surname" in error["missing"]
    assert files(tmp_path) == ["R-1.json"]


def test_the_bodies_of_the_office_stand_on_its_appeal_sheets(tmp_path):
    ours = office(tmp_path)
    n = ours.filed()
    ours.done("case", "reject", n, "--missing", 3, "--remark", "unread", *EXECUTOR, at="2026-03-16 10:00")
    told = ours.json(
        "papers", "make", n, "appeal-sheet", "--out", tmp_path, MERZIM_SUPERIOR_BODY="Бас басқарма"
    )
    assert squeezed("Жоғарғы әкімшілік орган: Бас басқарма.") in read(told["path"])


def test_making_puts_nothing_on_record(registered, tmp_path):
    before = json.dumps(registered.json("case", "history", registered.n))
    registered.done("papers", "make", registered.n, "acceptance", "--out", tmp_path)
    assert json.dumps(registered.json("case", "history", registered.n)) == before


WITHOUT = """\
import sys
import cli
code = cli.run(sys.argv[1:])
assert not {"typst", "segno", "pypdf"} & sys.modules.keys(), sorted(sys.modules)
sys.exit(code)
"""


@pytest.mark.slow
def test_the_list_for_programs_loads_nothing_that_draws(registered):
    command = [sys.executable, "-c", WITHOUT, "papers", "make", registered.n, "--json"]
    ran = subprocess.run(command, env=registered.of_process({}), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert len(json.loads(ran.stdout)["papers"]) == 4
