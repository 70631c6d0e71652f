"""A changed calendar, cut off in the middle, at the same time as another, or beside a desk that has the old one."""

import re
import signal
import sqlite3
import subprocess
import time
from contextlib import suppress

import pytest
from acts_of_the_calendar import EARLIER, LATER, day_off, moved
from calendar_office import KEEPER, NOON, applied, due, record, the_file, two_accepted
from offices import deadline, office
from storage import opened

import store.calendar
from process.workdays import kazakhstan
from simulation.applicants import iin
from store.database import Database


@pytest.fixture
def merzim(tmp_path):
    return two_accepted(tmp_path)


# --- cut off


class CutOff(Exception):
    """As if the machine lost its power here."""


def cut_off_at(monkeypatch, nth):
    """Every write to the database counts; the nth does not come about, nor anything after it."""
    left = [nth]

    def counting(real):
        def run(self, statement, *args):
            if re.match(r"\s*(INSERT|UPDATE|DELETE)", statement):
                left[0] -= 1
                if left[0] <= 0:
                    raise CutOff
            return real(self, statement, *args)

        return run

    for name in ("run", "run_each"):
        monkeypatch.setattr(Database, name, counting(getattr(Database, name)))
    return left


@pytest.mark.parametrize("text", [LATER, EARLIER], ids=["later", "earlier"])
def test_cut_off_at_any_statement_and_done_again_nothing_is_moved_twice_or_left_out(
    tmp_path, monkeypatch, text
):
    def fresh(name):
        (tmp_path / name).mkdir()
        made = office(tmp_path / name)
        for number in (1, 2, 3):
            made.accepted(reference=f"R-{number}", iin=iin(number))
        made.now = NOON
        return made

    whole = fresh("whole")
    applied(whole, text)
    expected = _comparable(whole)
    cut = 0
    for nth in range(1, 200):
        made = fresh(f"cut-{nth}")
        with monkeypatch.context() as patched:
            left = cut_off_at(patched, nth)
            with suppress(CutOff):
                made("calendar", "import", the_file(made, text), "--apply", *KEEPER)
            if left[0] > 0:
                break
        cut += 1
        unfinished = made.json("calendar status")["applied"]
        assert all(not each["finished"] for each in unfinished)
        told = applied(made, text)
        assert told["finished"] and _comparable(made) == expected
        assert made("audit verify").code == 0
    assert cut >= 15, "the file, three cases of four statements or more each, and the mark at the end"


@pytest.mark.slow
def test_killed_in_the_middle_and_run_again_nothing_is_moved_twice_or_left_out(tmp_path):
    """SIGKILL, again and again, until a run comes to its end."""
    made = office(tmp_path, now="2026-03-16 10:30")
    with opened(tmp_path, kazakhstan(), now="2026-03-16 10:30") as desk:
        for number in range(1, 151):
            case = desk.file(f"R-{number}", filed_at="2026-03-16T09:10:00+05:00", iin=iin(number))
            desk.accept(case)
    made.now = NOON
    words = ("calendar", "import", the_file(made, EARLIER), "--apply", *KEEPER)
    kills = 0
    while True:
        process, before = made.start(*words, stdout=subprocess.DEVNULL), _moves(made)
        while process.poll() is None and _moves(made) < before + 60:
            time.sleep(0.002)
        if process.poll() is not None:
            assert process.returncode == 0
            break
        process.send_signal(signal.SIGKILL)
        process.wait()
        kills += 1
    assert kills >= 2
    with sqlite3.connect(made.path) as connection:
        counts = connection.execute(
            "SELECT count(*), count(DISTINCT case_id || json_extract(body, '$.deadline')) FROM event"
            " WHERE kind = 'DeadlineMoveHeld'"
        ).fetchone()
        acts = connection.execute("SELECT count(*), count(done_at) FROM calendar_act").fetchone()
    assert counts == (300, 300) and acts == (1, 1)
    assert made("audit verify").code == 0


def _moves(merzim):
    with sqlite3.connect(merzim.path, timeout=10) as connection:
        [found] = connection.execute(
            "SELECT count(*) FROM event WHERE kind IN ('DeadlineMoved', 'DeadlineMoveHeld')"
        ).fetchone()
    return found


def _comparable(merzim):
    """The record without what is random in every database: the keys of persons and their digests."""
    return re.sub(r'\\"(person|digest)\\": ?\\"[^"]*\\"', "", record(merzim))


def kept_and_cut_off(merzim, text):
    """As if the machine had lost its power just after the file was kept: no deadline has been counted again."""
    from process.amendment import amend
    from process.localtime import parse_typed
    from process.roles import Actor, Role
    from process.workdays import kazakhstan

    with Database.open(str(merzim.path)) as database:
        known = store.calendar.known(database, kazakhstan())
        amendment = amend(text.encode(), known.calendar)
        store.calendar.apply(
            database, text, amendment.calendar, said=amendment.cited(), at=parse_typed(merzim.now), seen=known.serial,
            actor=Actor("Tulegenova", Role.CALENDAR_KEEPER),
        )  # fmt: skip


def test_while_it_is_unfinished_health_and_the_status_say_so_and_without_a_file_it_goes_on(merzim):
    kept_and_cut_off(merzim, LATER)
    assert "NOT FINISHED" in merzim.done("calendar status")
    health = merzim("health --json")
    assert health.code == 1 and any("Order order-d-1" in each for each in health.json["wrong"])
    assert any("4 open deadlines have dates" in each for each in health.json["wrong"])
    [move] = deadline(merzim.json("case", "timeline", merzim.cases[0]), "decision")["moves"]
    assert move["to"][:10] == "2026-04-10", "a view shows it already, as not yet recorded"
    unrecorded = [
        each["event"]
        for each in merzim.json("case", "timeline", merzim.cases[0])["events"]
        if not each["recorded_at"]
    ]
    assert unrecorded == ["DeadlineMoved"] * 2
    told = merzim.json("calendar", "import", "--apply", *KEEPER)
    assert told["moves"]["later"] == 4 and told["finished"]
    [move] = deadline(merzim.json("case", "timeline", merzim.cases[0]), "decision")["moves"]
    assert move["act"] == "Order order-d-1", "the act whose carrying through was cut off"
    merzim.done("daemon --once")
    assert merzim.json("health")["wrong"] == []


def test_cut_off_before_the_last_hour_and_run_again_after_it_the_date_moves_all_the_same(merzim):
    """Due on 9 April at 18:00. On the 8th the file is kept, and the machine stops. On the 9th at 19:00, with the daemon
    come first or not, the change comes at its own moment: nothing is overdue."""
    merzim.now = "2026-04-08 17:00"
    kept_and_cut_off(merzim, LATER)
    merzim.now = "2026-04-09 19:00"
    merzim.done("daemon --once")
    told = merzim.json("calendar", "import", "--apply", *KEEPER)
    assert told["finished"]
    for case in merzim.cases:
        view = merzim.json("case", "timeline", case)
        assert (due(merzim, case), view["overdue"]) == ("2026-04-10", False)
        [move] = deadline(view, "decision")["moves"]
        assert move["at"] == "2026-04-08T17:00:00+05:00"
    assert merzim("audit verify").code == 0


def test_an_act_on_a_case_not_yet_counted_again_counts_it_first(merzim):
    merzim.now = "2026-04-08 17:00"
    kept_and_cut_off(merzim, LATER)
    legal = ("--as", "Abenov", "--role", "legal_service")
    merzim.done(
        "case", "endorse", merzim.cases[0], "--by", "legal_service", "--agree", *legal, at="2026-04-09 18:30"
    )
    view = merzim.json("case", "timeline", merzim.cases[0])
    events = [each["event"] for each in view["events"] if each["event"] != "WarningRaised"]
    assert events[-3:] == [
        "DeadlineMissed",
        "DeadlineMoved",
        "Endorsed",
    ]  # the notice's day was over before the act


def test_two_imports_at_once_one_is_told_to_look_again(merzim, monkeypatch):
    """Both read the calendar; the other applies its file first. Contradictory or not, nothing is kept of the second."""
    first, second = (
        the_file(merzim, moved("2026-04-07", "2026-04-11", id="m-1"), "1.toml"),
        the_file(merzim, moved("2026-04-07", "2026-04-18", id="m-2"), "2.toml"),
    )
    real = store.calendar.apply

    def overtaken(*args, **options):
        monkeypatch.setattr(store.calendar, "apply", real)
        merzim.json("calendar", "import", first, "--apply", *KEEPER)
        return real(*args, **options)

    monkeypatch.setattr(store.calendar, "apply", overtaken)
    code, error = merzim.no("calendar", "import", second, "--apply", *KEEPER)
    assert (code, error["kind"]) == (5, "busy") and "applied to the calendar a moment ago" in error["message"]
    assert [each["said"] for each in merzim.json("calendar status")["applied"]] == ["Order order-m-1"]
    assert merzim.no("calendar", "import", second, "--apply", *KEEPER)[0] == 2, (
        "looked at again, it contradicts the first"
    )


def test_an_act_that_was_cut_off_is_finished_under_its_own_name_before_the_next(merzim):
    kept_and_cut_off(merzim, LATER)
    applied(merzim, day_off("2026-04-03", id="d-2"), at="2026-03-19 13:00")
    moves = deadline(merzim.json("case", "timeline", merzim.cases[0]), "decision")["moves"]
    assert [(each["act"], each["to"][:10]) for each in moves] == [
        ("Order order-d-1", "2026-04-10"),
        ("Order order-d-2", "2026-04-13"),
    ]
    assert all(each["finished"] for each in merzim.json("calendar status")["applied"])


def test_a_desk_with_the_old_calendar_writes_nothing_more(merzim, monkeypatch):
    """Between the reading of the calendar and the writing of the act, another applies a file."""
    real = Database.transaction
    before = merzim.json("case", "timeline", merzim.cases[0])["events"]

    def applied_meanwhile(self):
        monkeypatch.setattr(Database, "transaction", real)
        applied(merzim, LATER)
        return real(self)

    monkeypatch.setattr(Database, "transaction", applied_meanwhile)
    endorse = ("case", "endorse", merzim.cases[0], "--by", "legal_service", "--agree")
    legal = ("--as", "Abenov", "--role", "legal_service")
    code, error = merzim.no(*endorse, *legal)
    assert (code, error["kind"]) == (5, "busy") and "calendar has changed" in error["message"]
    kinds = [each["event"] for each in merzim.json("case", "timeline", merzim.cases[0])["events"]]
    assert kinds == [each["event"] for each in before] + ["DeadlineMoved"] * 2
    merzim.done(*endorse, *legal)
