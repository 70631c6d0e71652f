"""`calendar impact`, `import` and `approve`: what an act would do, carrying it through once, and the head's word."""

import json
import re
import signal
import sqlite3
import subprocess
import time
from contextlib import suppress

import pytest
from acts_of_the_calendar import ACT, DAY_OFF, EARLIER, LATER, MOVED, day_off, moved
from offices import EXECUTOR, HEAD, deadline, last, office, refusal
from storage import opened

import store.calendar
from process.workdays import kazakhstan
from simulation.applicants import iin
from store.database import Database

KEEPER = ("--as", "Tulegenova", "--role", "calendar_keeper")
NOON = "2026-03-19 12:00"


@pytest.fixture
def merzim(tmp_path):
    """Two cases accepted on 16 March 2026; it is Thursday the 19th, noon."""
    made = office(tmp_path)
    made.cases = [made.accepted(), made.accepted(reference="R-2", iin=iin(2))]
    made.now = NOON
    return made


def the_file(merzim, text, name="act.toml"):
    path = merzim.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def due(merzim, case, name="decision"):
    return deadline(merzim.json("case", "timeline", case), name)["due_at"][:10]


def applied(merzim, text, **options):
    return merzim.json("calendar", "import", the_file(merzim, text), "--apply", *KEEPER, **options)


def record(merzim):
    """Everything of the record and its copies, but the moments of recording."""
    rows = []
    with sqlite3.connect(merzim.path) as connection:
        for table, columns in (
            ("event", "case_id, seq, kind, body, due"),
            ("deadline", "*"),
            ("outbox", "case_id, seq, n, paper, addressee, status"),
            ('"case"', "case_id, version, state, next_at"),
        ):
            rows += connection.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3").fetchall()
    return re.sub(r'"occurred_at": ?"[^"]*"', "", json.dumps(rows))


# --- what an act would do


def test_what_a_later_day_would_do_to_each_open_deadline(merzim):
    told = merzim.json("calendar", "impact", the_file(merzim, LATER))
    assert [act["words"] for act in told["acts"]] == ["Order order-d-1"]
    assert [(day["date"], day["working"]) for day in told["days"]] == [("2026-04-02", False)]
    moves = [(each["case"], each["deadline"], each["from"][:10], each["to"][:10]) for each in told["moves"]]
    assert moves == [
        (case, name, *days)
        for case in merzim.cases
        for name, days in (
            ("decision", ("2026-04-09", "2026-04-10")),
            ("hearing_notice", ("2026-04-06", "2026-04-07")),
        )
    ]
    assert {each["effect"] for each in told["moves"]} == {"later"}
    assert {each["executor"] for each in told["moves"]} == {"Omarova"}
    assert told["counts"] == {"cases": 2, "later": 4, "earlier": 0, "past": 0, "kept": 0, "unknown": 0}


def test_who_was_told_the_old_day_is_said(merzim):
    """The mark of acceptance tells the applicant the decision's day; warnings tell the provider's people of theirs."""
    merzim.now = "2026-04-03 12:00"
    merzim.done("daemon --once")
    told = merzim.json("calendar", "impact", the_file(merzim, day_off("2026-04-06")))
    by_name = {each["deadline"]: each["told"] for each in told["moves"]}
    assert by_name == {"decision": ["applicant", "executor"], "hearing_notice": ["executor"]}


def test_whether_it_would_be_missed_at_once_is_said(merzim):
    """Noon of Thursday 9 April: the term would have ended on the 8th."""
    merzim.now = "2026-04-09 12:00"
    told = merzim.json("calendar", "impact", the_file(merzim, EARLIER))
    assert [(each["deadline"], each["effect"], each["missed_at_once"]) for each in told["moves"]] == [
        ("decision", "past", True)
    ] * 2


def test_looking_writes_nothing(merzim):
    before = merzim.path.read_bytes()
    merzim.done("calendar", "impact", the_file(merzim, LATER))
    merzim.done("calendar", "import", the_file(merzim, LATER))
    assert merzim.path.read_bytes() == before
    assert merzim.json("calendar status")["applied"] == []


def test_hearings_on_a_day_no_longer_worked_are_listed(merzim):
    merzim.done(*refusal(merzim.cases[0], "2026-03-20 15:00"), at="2026-03-19 12:10")
    told = merzim.json("calendar", "impact", the_file(merzim, day_off("2026-03-20")))
    [hearing] = told["hearings"]
    assert hearing["case"] == merzim.cases[0] and hearing["hearing_at"] == "2026-03-20T15:00:00+05:00"
    assert "20.03.2026" in hearing["why"] and "Order order-d-1" in hearing["why"]


def test_the_screen_says_the_days_the_counts_and_how_to_go_on(merzim):
    out = merzim.done("calendar", "impact", the_file(merzim, EARLIER), "--limit", "1")
    said = " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80
    assert "Sat 28.03.2026 now a working day: Worked instead of Wednesday 15 April 2026" in said
    assert "another day: 4 (cases: 2); later: 0, earlier: 4" in said
    assert f"{merzim.cases[0]} Decision: Thu 09.04.2026 18:00 -> Wed 08.04.2026 18:00" in said
    assert "and 3 more" in said and "merzim calendar import" in said


def test_without_a_database_the_days_are_shown_all_the_same(tmp_path):
    from offices import Office

    lone = Office(tmp_path, now=NOON)
    told = lone.json("calendar", "impact", the_file(lone, LATER))
    assert (told["database"], told["moves"]) == (False, [])
    assert "There is no database" in lone.done("calendar", "impact", the_file(lone, LATER))


# --- carrying it through


def test_a_later_day_is_carried_through_at_once(merzim):
    told = applied(merzim, LATER)
    assert told["moves"] == {"later": 4, "earlier": 0, "past": 0, "kept": 0} and told["finished"]
    for case in merzim.cases:
        assert (due(merzim, case), due(merzim, case, "hearing_notice")) == ("2026-04-10", "2026-04-07")
    [move] = deadline(merzim.json("case", "timeline", merzim.cases[0]), "decision")["moves"]
    assert (move["from"][:10], move["to"][:10], move["act"]) == (
        "2026-04-09",
        "2026-04-10",
        "Order order-d-1",
    )
    assert (move["at"], move["approved_by"]) == ("2026-03-19T12:00:00+05:00", None)
    assert merzim("audit verify").code == 0


def test_from_then_on_the_calendar_is_the_new_one_everywhere(merzim):
    before = merzim.json("calendar add 2026-03-16 15")
    applied(merzim, LATER)
    after = merzim.json("calendar add 2026-03-16 15")
    assert (before["date"], after["date"]) == ("2026-04-09", "2026-04-10")
    assert before["calendar"] != after["calendar"]
    day = merzim.json("calendar check 2026-04-02")
    assert (day["working"], day["act"]) == (False, "Order order-d-1")
    assert merzim.json("calendar add 2026-03-16 15 --known-on 2026-03-17")["date"] == "2026-04-09"
    new = merzim.filed("R-3", filed_at="2026-03-19T11:50:00+05:00", iin=iin(3))
    merzim.done("case", "accept", new, *EXECUTOR, at="2026-03-19 12:30")
    assert due(merzim, new) == "2026-04-15"  # from the 19th, with 21-25 March and 2 April off
    [kept] = merzim.json("calendar status")["applied"]
    assert (kept["said"], kept["by"], kept["finished"]) == ("Order order-d-1", "Tulegenova", True)


def test_a_view_of_the_day_before_shows_what_was_shown_then(merzim):
    before = merzim.json("case", "timeline", merzim.cases[0], "--as-of", "2026-03-19 11:00")
    applied(merzim, LATER)
    assert merzim.json("case", "timeline", merzim.cases[0], "--as-of", "2026-03-19 11:00") == before
    after = merzim.json("case", "timeline", merzim.cases[0], "--as-of", "2026-03-19 12:00")
    assert deadline(after, "decision")["due_at"][:10] == "2026-04-10"


def test_trials_count_by_the_calendar_of_today_on_whatever_date(merzim):
    """In a trial that begins before the act was applied, its day is off all the same."""
    applied(merzim, LATER)
    scenario = """
title = "A term over a day that has been made off"
about = ["R24"]
[[report]]
of = "A"
filed = "2026-03-16 09:10"
[[step]]
at = "2026-03-16 10:00"
do = "accept"
[[expect]]
due.decision = 2026-04-10
events = ["ReportFiled", "ReportAccepted"]
"""
    told = merzim.json("simulate", the_file(merzim, scenario, "a.scenario.toml"))
    assert json.dumps(told).count("2026-04-09") == 0
    assert merzim("simulate", merzim.folder / "a.scenario.toml").code == 0


def test_applied_again_it_does_nothing_twice(merzim):
    applied(merzim, LATER)
    before = record(merzim)
    told = applied(merzim, LATER, at="2026-03-19 13:00")
    assert told["nothing_new"] and told["moves"]["later"] == 0
    assert record(merzim) == before
    assert len(merzim.json("calendar status")["applied"]) == 1


def test_an_earlier_day_waits_for_the_head_who_sees_what_waits_and_approves_it(merzim):
    told = applied(merzim, EARLIER)
    assert told["moves"]["earlier"] == 4
    case = merzim.cases[0]
    view = merzim.json("case", "timeline", case)
    assert (due(merzim, case), deadline(view, "decision")["held"]["to"][:10]) == ("2026-04-09", "2026-04-08")
    [asked] = [each for each in view["next"] if each["act"] == "DeadlineMoved" and "decision" in each["why"]]
    assert (asked["who"], asked["due_at"][:10]) == ("head", "2026-04-08")
    waiting = merzim.json("calendar approve --list")
    assert [(each["case"], each["deadline"]) for each in waiting] == [
        (case, name) for case in merzim.cases for name in ("decision", "hearing_notice")
    ]
    assert merzim.json("calendar status")["cases_waiting"] == 2
    merzim.json("calendar", "approve", "--case", case, *HEAD)
    assert (due(merzim, case), due(merzim, merzim.cases[1])) == ("2026-04-08", "2026-04-09")
    [move] = deadline(merzim.json("case", "timeline", case), "decision")["moves"]
    assert move["approved_by"] == "Seitkali"
    approved = merzim.json("calendar", "approve", *HEAD)
    assert {each["case"] for each in approved["approved"]} == {merzim.cases[1]}
    assert merzim.json("calendar approve --list") == []
    assert merzim("audit verify").code == 0


def test_the_wording_of_an_approval_on_the_screen(merzim):
    applied(merzim, EARLIER)
    said = " ".join(merzim.done("calendar approve --list").split())
    assert "Earlier dates that wait for the head: 4" in said and "Order order-m-1" in said
    said = " ".join(merzim.done("calendar", "approve", *HEAD).split())
    assert "Deadlines moved: 4, approved by Seitkali" in said
    assert "No move of a deadline waits" in merzim.done("calendar", "approve", *HEAD)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (("calendar", "import", "act.toml", "--apply"), EXECUTOR),
        (("calendar", "import", "act.toml", "--apply"), HEAD),
        (("calendar", "approve"), EXECUTOR),
        (("calendar", "approve"), KEEPER),
    ],
)
def test_each_is_the_act_of_its_role(merzim, words, role):
    the_file(merzim, EARLIER)
    if words[1] == "approve":
        applied(merzim, EARLIER)
    before = record(merzim)
    words = [merzim.folder / word if word.endswith(".toml") else word for word in words]
    code, error = merzim.no(*words, *role)
    assert (code, error["kind"]) == (3, "wrong_role") and record(merzim) == before


def test_who_acts_must_be_said(merzim):
    code, error = merzim.no("calendar", "import", the_file(merzim, LATER), "--apply")
    assert (code, error["kind"]) == (2, "usage") and "--role" in error["way_on"]


def test_what_is_applied_is_what_is_known_now(merzim):
    code, error = merzim.no(
        "calendar", "import", the_file(merzim, LATER), "--apply", "--known-on", "2026-03-18", *KEEPER
    )
    assert code == 2 and "known now" in error["message"]


def test_a_second_act_comes_on_top_of_the_first(merzim):
    applied(merzim, LATER)
    applied(merzim, day_off("2026-04-03", id="d-2"), at="2026-03-19 13:00")
    assert due(merzim, merzim.cases[0]) == "2026-04-13"  # Monday: the 2nd and the 3rd no longer count
    moves = deadline(merzim.json("case", "timeline", merzim.cases[0]), "decision")["moves"]
    assert [each["act"] for each in moves] == ["Order order-d-1", "Order order-d-2"]


def test_an_act_that_is_taken_back_gives_the_earlier_day_again_which_the_head_approves(merzim):
    applied(merzim, LATER)
    back = (
        ACT.format(id="order-back")
        + '[[ending]]\nfact = "d-1"\nact = "order-back"\nknown_since = 2026-03-19\n'
    )
    told = applied(merzim, back, at="2026-03-19 13:00")
    assert told["moves"]["earlier"] == 4 and due(merzim, merzim.cases[0]) == "2026-04-10"
    merzim.json("calendar", "approve", *HEAD)
    assert due(merzim, merzim.cases[0]) == "2026-04-09"
    assert merzim.json("calendar add 2026-03-16 15")["date"] == "2026-04-09"


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


def test_a_day_moved_taken_back_and_moved_again_is_moved(merzim):
    swap = ("2026-04-15", "2026-04-18")
    applied(merzim, moved(*swap, id="m-1"))
    back = (
        ACT.format(id="order-back")
        + '[[ending]]\nfact = "m-1"\nact = "order-back"\nknown_since = 2026-03-19\n'
    )
    applied(merzim, back, at="2026-03-19 13:00")
    assert merzim.json("calendar check 2026-04-15")["working"]
    applied(merzim, moved(*swap, id="m-2"), at="2026-03-19 14:00")
    assert not merzim.json("calendar check 2026-04-15")["working"]
    assert applied(merzim, moved(*swap, id="m-2"), at="2026-03-19 15:00")["nothing_new"]


def test_what_fires_next_is_worked_out_anew_where_no_date_moves(merzim):
    """Saturday 4 April for Wednesday the 8th: due on the 9th as before, and its last warning, one working day before,
    goes from the 8th to Tuesday the 7th."""
    applied(merzim, moved("2026-04-08", "2026-04-04"))
    assert due(merzim, merzim.cases[0]) == "2026-04-09"
    assert merzim("audit verify").code == 0
    merzim.done("daemon --once", at="2026-04-07 09:01")
    latest = merzim.json("case", "timeline", merzim.cases[0])["events"][-1]
    assert (latest["event"], latest["occurred_at"][:16]) == ("WarningRaised", "2026-04-07T09:00")


def test_hearings_are_listed_by_what_stands_and_not_by_what_was_struck(merzim):
    case = merzim.cases[0]
    merzim.done(*refusal(case, "2026-03-20 15:00"), at="2026-03-19 12:10")
    words = ("case", "reschedule", case, "--hearing", "2026-03-26 10:00", "--method", "oral", "--place", "12")
    merzim.done(*words, "--reason", "ill", *EXECUTOR, at="2026-03-19 12:20")
    seq = last(merzim.json("case", "timeline", case), "HearingRescheduled")["seq"]
    merzim.done("case", "correct", case, str(seq), "--reason", "never so", *HEAD, at="2026-03-19 12:30")
    told = merzim.json("calendar", "impact", the_file(merzim, day_off("2026-03-20")))
    assert [each["case"] for each in told["hearings"]] == [case]
    assert merzim.json("calendar", "impact", the_file(merzim, day_off("2026-03-26")))["hearings"] == []


def test_a_calendar_that_reaches_no_further_stops_no_other_case(tmp_path):
    """Accepted on 9 December 2027: due on the last day that is known. A day off more leads out of the known years."""
    made = office(tmp_path, now="2027-12-09 09:30")
    edge = made.filed("R-1", filed_at="2027-12-09T09:10:00+05:00")
    made.done("case", "accept", edge, *EXECUTOR, at="2027-12-09 10:00")
    inner = made.filed("R-2", filed_at="2027-12-09T09:20:00+05:00", iin=iin(2))
    assert due(made, edge)[:7] == "2027-12"
    text = "".join(day_off(f"2027-12-{day}", id=f"d-{day}", since="2027-12-09") for day in (10, 13, 14))
    path = the_file(made, text)
    told = made.json("calendar", "impact", path)
    unknown = [each for each in told["moves"] if each["effect"] == "unknown"]
    assert {each["case"] for each in unknown} == {edge, inner} and all(each["to"] is None for each in unknown)
    assert "the calendar does not reach" in made.done("calendar", "impact", path)
    answer = made("calendar", "import", path, "--apply", *KEEPER, "--json", at="2027-12-09 11:00")
    assert answer.code == 1 and {each["case"] for each in answer.json["faults"]} == {edge, inner}
    made.done("case", "assign", edge, "--executor", "Bekov", *HEAD, at="2027-12-09 12:00")
    assert made("audit verify").code == 0


def test_of_cases_that_are_named_all_wait_or_none_is_approved(merzim):
    applied(merzim, EARLIER)
    first, second = merzim.cases
    merzim.json("calendar", "approve", "--case", second, *HEAD)
    code, error = merzim.no("calendar", "approve", "--case", first, "--case", second, *HEAD)
    assert (code, error["kind"]) == (3, "not_allowed_here") and second in error["message"]
    assert due(merzim, first) == "2026-04-09"


def test_what_has_come_since_a_day_is_shown_without_a_file(merzim):
    applied(merzim, LATER)
    told = merzim.json("calendar impact --known-on 2026-03-17")
    changed = {each["date"]: each["working"] for each in told["days"]}
    assert (changed["2026-04-02"], changed["2026-08-31"]) == (False, True), (
        "30 August was dropped on 18 March"
    )
    assert told["moves"] == [], "what is known today was carried through"
    out = merzim.done("calendar impact --known-on 2026-01-15")
    assert "Mon 31.08.2026 now a working day; before: Constitution Day" in " ".join(out.split())


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


def test_the_daemon_counts_by_the_calendar_as_it_is_now(merzim):
    """It reads an act that was applied since its last beat: by the old calendar the term ended on the 9th."""
    applied(merzim, LATER)
    merzim.done("daemon --once", at="2026-04-10 12:00")
    assert not merzim.json("case", "timeline", merzim.cases[0])["overdue"]
    merzim.done("daemon --once", at="2026-04-10 19:00")
    [overdue] = [
        each
        for each in merzim.json("case", "timeline", merzim.cases[0])["events"]
        if each["event"] == "DecisionOverdue"
    ]
    assert overdue["occurred_at"] == "2026-04-10T18:00:00+05:00"


# --- what is wrong with a file

ENDING = ACT.replace("{id}", "a") + '[[ending]]\nfact = "{fact}"\nact = "a"\nknown_since = {since}\n'
NOT_YET = "known_since = 2026-03-20"
A_DAY = DAY_OFF.format(id="x", off="2026-04-02", act="a", since="2026-03-18").lstrip()
ENDING_ACT = ACT.format(id="a")
UNTIL_2026 = ENDING.format(fact="unity-day", since="2026-03-01") + "until = 2026\n"
RULE = (
    ENDING_ACT
    + """
[[fact]]
id = "new-day"
kind = "holiday"
month = 4
day = 2
from = 2026
until = 2026
names = { kk = "Күн", ru = "День", en = "Day" }
act = "a"
known_since = 2026-03-01
status = "confirmed"
until_act = "a"
"""
)
YEAR_2028 = '[[year]]\nyear = 2028\nstatus = "confirmed"\nknown_since = 2026-03-01\n'
EARLY = ACT.format(id="a") + DAY_OFF.format(id="x", off="2026-04-02", act="a", since="2026-03-18")


@pytest.mark.parametrize(
    ("text", "told", "line"),
    [
        (moved("2026-04-04", "2026-04-11"), "2026-04-04 is a day off already", "date"),
        (moved("2026-04-15", "2026-04-14"), "2026-04-14 is a working day already", "worked"),
        (day_off("2026-03-22"), None, None),
        (moved("2026-04-15", "2026-04-11") + moved("2026-04-15", "2026-04-18", id="m-2"), "2026-04-15", None),
        (MOVED.format(id="x", off="2026-04-15", worked="2026-04-11", act="a", since="2026-03-18"), "'a' is not", "act"),
        (EARLY.replace('act = "a"\n', ""), "act is missing", None),
        (day_off("2029-04-02"), "2029 is not among the years", "date"),
        (EARLY.replace("known_since = 2026-03-18", NOT_YET), "known since 20.03.2026 only", "known_since"),
        (EARLY.replace("status", "statuss"), "the key 'statuss' is not known", "statuss"),
        (EARLY.replace('id = "x"', 'id = "victory-day"'), "another fact bears this id", "id"),
        (ENDING.format(fact="no-such", since="2026-03-01"), "there is no fact 'no-such'", "fact"),
        (ENDING.format(fact="kurban-ait-2026", since="2025-03-01"), "end before it was known", "known_since"),
        (ENDING.format(fact="victory-day", since="2026-03-01"), "ends with a year", None),
        (YEAR_2028.replace("2028", "2030"), "one after another", None),
        (moved("2027-12-15", "2028-01-08"), "2028 is not among the years", "worked"),
        (EARLY + A_DAY.replace("04-02", "04-03"), "it bears this id", "[[fact]]"),
        (EARLY.replace('"a"', '"law-267"'), "another act bears this id", "id"),
        (ENDING.format(fact="unity-day", since="2026-03-01") + "until = 1999\n", "it would end with 1999", "until"),
        (UNTIL_2026 + UNTIL_2026.replace(ENDING_ACT, ""), "the file ends this fact twice", "fact"),
        (RULE + "until_known_since = 2027-01-01\n", "known since 01.01.2027 only", "until_known_since"),
        (RULE + "until_known_since = 2009-01-01\n", "it would end before it was known", "until_known_since"),
        (A_DAY.replace("names", "nmaes"), "the key 'nmaes' is not known", "nmaes"),
        (A_DAY.replace('act = "a"\n', ""), "act is missing", "[[fact]]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line_and_nothing_changes(merzim, text, told, line):
    if told is None:
        told, line = "it speaks of 2026-03-22", None
        text = text.replace("day_off", "holiday", 1)
    path, before = the_file(merzim, text), record(merzim)
    for words in (("impact", path), ("import", path), ("import", path, "--apply", *KEEPER)):
        code, error = merzim.no("calendar", *words)
        assert (code, error["kind"]) == (2, "bad_input")
        fault = next(each for each in error["faults"] if told in each["fault"])
        if line:
            assert text.splitlines()[fault["line"] - 1].startswith(line)
    assert record(merzim) == before
    assert merzim.json("calendar add 2026-03-16 15")["date"] == "2026-04-09"
    assert merzim.json("calendar status")["applied"] == []


def test_every_fault_of_a_file_comes_in_one_answer(merzim):
    text = moved("2026-04-04", "2026-04-11") + moved("2026-04-15", "2026-04-14", id="m-2")
    _, error = merzim.no("calendar", "import", the_file(merzim, text))
    assert [each["id"] for each in error["faults"]] == ["m-1", "m-2"]


@pytest.mark.parametrize(
    ("data", "kind", "told"),
    [
        (LATER.encode("utf-16"), "bad_input", "not UTF-8"),
        ("Приказ".encode("cp1251"), "bad_input", "not UTF-8"),
        (b"\x00\x01\x02", "bad_input", "TOML"),
        (b"[[fact]\n", "bad_input", "line 1"),
        (b"a = " + b"[" * 5_000 + b"]" * 5_000, "bad_input", "TOML"),
        (b"a = " + b"9" * 5_000, "bad_input", "TOML"),
        (b"", "bad_input", "says nothing"),
        (b"# only a word\n", "bad_input", "says nothing"),
        (ACT.format(id="a").encode(), "bad_input", "says nothing"),
    ],
)
def test_what_is_no_file_of_facts_is_refused(merzim, data, kind, told):
    path = merzim.folder / "act.toml"
    path.write_bytes(data)
    code, error = merzim.no("calendar", "import", path)
    assert (code, error["kind"]) == (2, kind) and told in error["message"]


def test_no_file_a_folder_and_a_huge_file_are_refused(merzim):
    assert merzim.no("calendar", "impact", merzim.folder / "none.toml")[0] == 4
    assert merzim.no("calendar", "impact", merzim.folder)[0] == 2
    huge = merzim.folder / "huge.toml"
    huge.write_bytes(b"#" * (11 * 2**20))
    assert merzim.no("calendar", "impact", huge)[0] == 2


def test_a_file_with_a_byte_order_mark_is_read(merzim):
    path = merzim.folder / "act.toml"
    path.write_bytes(b"\xef\xbb\xbf" + LATER.encode())
    assert merzim.json("calendar", "import", path, "--apply", *KEEPER)["moves"]["later"] == 4


def test_a_year_that_is_added_is_known_from_then_on(merzim):
    assert merzim.no("calendar add 2027-12-30 15")[0] == 3
    told = applied(merzim, YEAR_2028)
    assert told["moves"] == {"later": 0, "earlier": 0, "past": 0, "kept": 0}
    assert (
        merzim.json("calendar add 2027-12-30 15")["date"] == "2028-01-25"
    )  # 3 and 4 January for the weekend's two, and the 7th


def test_an_applied_file_that_was_spoiled_is_said_to_be_damaged(merzim):
    applied(merzim, LATER)
    with sqlite3.connect(merzim.path) as connection:
        connection.execute("UPDATE calendar_act SET body = '[[fact'")
    code, error = merzim.no("calendar status")
    assert (code, error["kind"]) == (6, "damaged")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE calendar_act SET body = replace(body, '2026-04-02', '2026-04-03')", "the act 1 of the calendar"),
        ("UPDATE calendar_act SET version = 'kz-00000000'", "the act 1 of the calendar"),
        ("UPDATE calendar_state SET body = replace(body, '2026-04-02', '2026-04-03')", "does not hold together"),
        ("UPDATE calendar_state SET body = '{'", "does not hold together"),
    ],
)  # fmt: skip
def test_the_audit_finds_a_calendar_that_was_changed_past_the_store(merzim, change, told):
    applied(merzim, LATER)
    assert merzim("audit verify").code == 0
    with sqlite3.connect(merzim.path) as connection:
        connection.execute(change)
    answer = merzim("audit verify --json")
    assert answer.code == 1 and any(told in each["what"] for each in answer.json["findings"])


# --- a great many


@pytest.mark.slow
def test_memory_stays_flat_and_the_stream_is_one_document(merzim):
    """Copies of the rows that an impact reads; the measured run of a hundred thousand is in `make bench`."""
    few = _copies(merzim, 1_000)
    peaks = [_peak(merzim)]
    many = _copies(merzim, 8_000)
    peaks.append(_peak(merzim))
    assert (few, many) == (1_000, 8_000)
    assert peaks[1] < peaks[0] + 500_000, "a deadline kept in memory would cost some 100 bytes and more"


def _copies(merzim, count):
    with sqlite3.connect(merzim.path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM deadline WHERE case_id LIKE '3000-%'")
        connection.execute("DELETE FROM \"case\" WHERE case_id LIKE '3000-%'")
        for table, own in (
            ('"case"', {"case_id": "printf('3000-%06d', value)", "portal_reference": "'C-' || value"}),
            ("deadline", {"case_id": "printf('3000-%06d', value)"}),
        ):
            bare = table.strip('"')
            columns = [
                name for (name,) in connection.execute(f"SELECT name FROM pragma_table_info('{bare}')")
            ]
            values = ", ".join(own.get(name, f'"{name}"') for name in columns)
            series = (
                f"WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value+1 FROM n WHERE value < {count})"
            )
            names = ", ".join(f'"{name}"' for name in columns)
            connection.execute(
                f"{series} INSERT INTO {table} ({names}) SELECT {values} FROM n, {table}"
                f" WHERE case_id = '{merzim.cases[0]}'"
            )
        found = connection.execute("SELECT count(*) FROM \"case\" WHERE case_id LIKE '3000-%'").fetchone()
    return found[0]


def _peak(merzim):
    """Bytes at most in use while the answer is written out to nowhere."""
    import io
    import tracemalloc

    import cli

    class Nowhere(io.TextIOBase):
        written = 0

        def write(self, text):
            self.written += len(text)
            return len(text)

    path, out = the_file(merzim, LATER), Nowhere()
    tracemalloc.start()
    code = cli.run(
        ["calendar", "impact", str(path), "--json"],
        clock=merzim.clock, out=out, err=io.StringIO(), environment=merzim.environment,
    )  # fmt: skip
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert code == 0 and out.written > 100_000
    return peak
