"""`calendar impact`, `import` and `approve`: what an act would do, carrying it through once, and the head's word."""

import json
import sqlite3

import pytest
from acts_of_the_calendar import ACT, EARLIER, LATER, day_off, moved
from calendar_office import KEEPER, NOON, applied, due, record, the_file, two_accepted
from offices import EXECUTOR, HEAD, deadline, last, office, refusal

from simulation.applicants import iin


@pytest.fixture
def merzim(tmp_path):
    return two_accepted(tmp_path)


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
    merzim.done("daemon --once --no-delivery", at="2026-04-07 09:01")
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
