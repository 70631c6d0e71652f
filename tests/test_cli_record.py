"""The database as the command line finds it: made, copied, watched, checked, damaged, locked, or not there."""

import json
import shutil
import sqlite3
import stat
from contextlib import closing

import pytest
from offices import EXECUTOR, HEAD, Office, office


@pytest.fixture
def merzim(tmp_path):
    return office(tmp_path)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def write(merzim, sql):
    """Write past Merzim, as somebody with an editor would."""
    with closing(sqlite3.connect(merzim.path, isolation_level=None)) as file:
        file.execute("PRAGMA foreign_keys = OFF")
        file.execute(sql)


# --- made


def test_init_makes_the_database_says_where_and_lets_only_its_owner_in(tmp_path):
    merzim = Office(tmp_path)
    assert str(merzim.path) in merzim.done("init")
    assert mode(merzim.path) == 0o600
    assert merzim.json("init") == {"database": str(merzim.path), "created": False, "migrated": False}
    assert "up to date" in merzim.done("init")


def test_a_path_is_never_broken_over_two_lines(tmp_path):
    folder = tmp_path / ("a-long-name-" * 9)
    merzim = Office(folder)
    assert str(merzim.path) in merzim.done("init").splitlines()
    assert str(merzim.path) in merzim("health").out
    assert f"{folder}/copy.db," in merzim.done("backup", folder / "copy.db")


def test_without_a_word_it_lies_in_the_users_data_folder(tmp_path):
    merzim = Office(tmp_path)
    del merzim.environment["MERZIM_DB"]
    assert merzim.json("init")["database"] == str(tmp_path / ".local" / "share" / "merzim" / "merzim.db")
    elsewhere = merzim.json("init", XDG_DATA_HOME=str(tmp_path / "data"))
    assert elsewhere["database"] == str(tmp_path / "data" / "merzim" / "merzim.db")


def test_the_option_comes_before_the_environment(merzim):
    other = merzim.folder / "other.db"
    assert merzim.json("init", "--db", other)["database"] == str(other)
    merzim.filed()
    assert merzim.json("case", "list", "--db", f"sqlite:///{other}") == []
    assert len(merzim.json("case", "list", MERZIM_DB=f"sqlite:///{merzim.path}")) == 1


@pytest.mark.parametrize(
    "url", ["postgresql://host/merzim", "sqlite://", "sqlite:///", ":memory:", "mysql://x"]
)
@pytest.mark.parametrize("command", ["init", "case list", "health", "daemon --once"])
def test_a_database_of_another_make_is_bad_input(merzim, url, command):
    code, error = merzim.no(command, MERZIM_DB=url)
    assert (code, error["kind"]) == (2, "bad_input") and "sqlite:///" in error["way_on"]


def test_a_folder_is_no_database(merzim):
    assert merzim.no("case", "list", "--db", merzim.folder)[0] == 6
    assert merzim.no("init", "--db", merzim.folder)[0] != 0


# --- damaged, of another version


@pytest.mark.parametrize(
    "command", ["case list", "case show 1", "work", "health", "audit verify", "daemon --once"]
)
def test_exit_6_where_the_file_is_no_database(tmp_path, command):
    merzim = Office(tmp_path)
    merzim.path.write_bytes(b"not a database, but long enough to be taken for one. " * 100)
    code, error = merzim.no(command)
    assert (code, error["kind"]) == (6, "damaged")


def test_exit_6_where_the_tables_are_another_programs(tmp_path):
    merzim = Office(tmp_path)
    write(merzim, "CREATE TABLE songs (title TEXT)")
    for command in ("case list", "init"):
        code, error = merzim.no(command)
        assert (code, error["kind"]) == (6, "damaged")


def test_exit_6_where_a_newer_merzim_wrote_it(merzim):
    write(merzim, "UPDATE alembic_version SET version_num = '9999'")
    for command in ("case list", "init", "submit -", "daemon --once"):
        code, error = merzim.no(command)
        assert (code, error["kind"]) == (6, "other_version") and "newer" in error["message"]


def test_exit_6_where_an_entry_was_cut_out(merzim):
    merzim.accepted()
    write(merzim, "DELETE FROM event WHERE seq = 2")
    for command in ("case timeline 1", "case list", "work"):
        code, error = merzim.no(command)
        assert (code, error["kind"]) == (6, "damaged") and "2026-000001" in error["message"]


# --- checked


def test_audit_says_whole_and_then_where_it_is_not(merzim):
    merzim.accepted()
    assert merzim.json("audit verify") == {
        "whole": True,
        "cases": 1,
        "events": 3,
        "erased": 0,
        "findings": [],
    }
    write(merzim, "UPDATE event SET body = replace(body, 'Omarova', 'Someone') WHERE seq = 2")
    answer = merzim("audit verify --json")
    assert answer.code == 1 and answer.json["whole"] is False
    assert {(each["case"], each["seq"]) for each in answer.json["findings"]} >= {("2026-000001", 2)}
    told = merzim("audit verify")
    assert told.code == 1 and "2026-000001, entry 2" in told.out


# --- watched


def test_health_says_no_until_the_daemon_has_swept(merzim):
    merzim.accepted()
    answer = merzim("health --json")
    assert answer.code == 1 and answer.json["last_sweep"] is None
    keys = {"database", "schema", "last_sweep", "age_s", "open", "overdue", "calendar", "wrong", "coming"}
    keys |= {"outbox_waiting", "outbox_tried_in_vain", "outbox_given_up"}
    assert set(answer.json) == keys
    assert "merzim daemon" in merzim("health").out
    assert merzim("daemon --once").code == 0
    found = merzim.json("health")
    assert (found["last_sweep"], found["age_s"]) == ("2026-03-16T10:00:00+05:00", 0.0)
    assert (found["open"], found["overdue"]) == (1, 0)
    assert merzim("health", at="2026-03-16 11:00").code == 1


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-10-31 23:59", []),
        ("2026-11-01 00:00", ["the working days of 2027 are not confirmed; they must be confirmed by 31.12.2026"]),
        ("2026-12-31 12:00", ["the working days of 2027 are not confirmed; they must be confirmed by 31.12.2026"]),
        ("2027-01-01 12:00", ["the working days of 2027, which has begun, are not confirmed"]),
        ("2027-10-31 12:00", ["the working days of 2027, which has begun, are not confirmed"]),
        (
            "2027-11-01 12:00",
            [
                "the working days of 2027, which has begun, are not confirmed",
                "the working days of 2028 are not known at all; they must be confirmed by 31.12.2027",
            ],
        ),
    ],
)  # fmt: skip
def test_from_1_november_on_the_daemon_says_that_next_year_is_not_confirmed(merzim, now, said):
    ran = merzim.process(
        "daemon", "--once"
    )  # an earlier beat, so that the clock has nothing to be held against
    merzim.now = now
    ran = merzim.process("daemon", "--once", "--accept-clock")
    log = ran.stderr.decode()
    health = merzim.json("health")
    assert (health["wrong"], len(health["coming"])) == ([], len(said))
    for sentence, coming in zip(said, health["coming"], strict=True):
        assert sentence in log and sentence in coming
    assert said or "working days of" not in log


def test_in_a_year_that_is_not_known_health_says_no(merzim):
    merzim.now = "2028-01-03 10:00"
    health = merzim("health --json")
    assert health.code == 1 and any("2028 are not known" in each for each in health.json["wrong"])


def test_one_sweep_fires_what_fell_due_at_its_own_moment(merzim):
    merzim.accepted()
    merzim.done("daemon --once", at="2026-04-13 12:00")
    view = merzim.json("case timeline 1")
    [overdue] = [event for event in view["events"] if event["event"] == "DecisionOverdue"]
    assert overdue["occurred_at"] == "2026-04-09T18:00:00+05:00"
    assert overdue["recorded_at"] == "2026-04-13T12:00:00+05:00"
    assert merzim.json("health")["overdue"] == 1
    before = merzim.json("case history 1")
    merzim.done("daemon --once")
    assert merzim.json("case history 1") == before


def test_a_view_of_the_future_is_what_the_sweep_then_writes(merzim):
    merzim.accepted()
    foreseen = merzim.json("case", "timeline", "1", "--as-of", "2026-04-13 12:00")
    merzim.done("daemon --once --no-delivery", at="2026-04-13 12:00")
    assert [(event["event"], event["occurred_at"]) for event in foreseen["events"]] == [
        (event["event"], event["occurred_at"]) for event in merzim.json("case timeline 1")["events"]
    ]


def test_the_inbox_takes_whole_files(merzim):
    inbox = merzim.folder / "inbox"
    inbox.mkdir()
    (inbox / "a.json").write_text(json.dumps(merzim.report()), encoding="utf-8")
    (inbox / "b.json").write_bytes(b"{")
    merzim("daemon", "--once", "--inbox", inbox)
    assert (inbox / "done" / "a.json").is_file() and (inbox / "rejected" / "b.json").is_file()
    assert len(merzim.json("case list")) == 1


def test_an_inbox_that_is_not_there_is_bad_input(merzim):
    assert merzim.no("daemon", "--once", "--inbox", merzim.folder / "no")[0] == 2


# --- copied


def test_a_backup_is_a_whole_database_of_its_own(merzim):
    merzim.accepted()
    copy = merzim.folder / "copy.db"
    assert merzim.json("backup", copy) == {"backup": str(copy)}
    assert mode(copy) == 0o600
    assert merzim("audit", "verify", "--db", copy).code == 0
    assert merzim.json("case", "timeline", "1", "--db", copy) == merzim.json("case timeline 1")


def test_a_backup_overwrites_nothing(merzim):
    taken = merzim.folder / "taken.db"
    taken.write_text("mine")
    for place in (taken, merzim.folder, merzim.path, merzim.folder / "no" / "copy.db"):
        assert merzim.no("backup", place)[0] == 2
    assert taken.read_text() == "mine" and merzim("audit verify").code == 0


def test_a_restored_backup_goes_on(merzim):
    merzim.accepted()
    merzim.done("backup", merzim.folder / "copy.db")
    merzim.path.unlink()
    shutil.move(merzim.folder / "copy.db", merzim.path)
    assert merzim("case", "assign", "1", "--executor", "Bekov", *HEAD).code == 0
    assert merzim.no("case", "accept", "1", *EXECUTOR)[1]["kind"] == "not_allowed_here"


# --- in use


@pytest.mark.slow
def test_exit_5_where_another_program_holds_the_database_and_nothing_is_written(merzim):
    n = merzim.filed()
    before = merzim.json("case history 1")
    with closing(sqlite3.connect(merzim.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        code, error = merzim.no("case", "assign", n, "--executor", "Omarova", *HEAD)
        assert (code, error["kind"]) == (5, "busy") and "try again" in error["way_on"]
        assert merzim.json("case show 1")["state"] == "submitted"  # whoever only looks does not wait
        other.execute("ROLLBACK")
    assert merzim.json("case history 1") == before
    merzim.done("case", "assign", n, "--executor", "Omarova", *HEAD)
