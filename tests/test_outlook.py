"""What is to come on the office's own cases if nobody acts: by hand, and held against the program's other answers."""

import hashlib
import shutil
import sqlite3
from datetime import date

import pytest
from offices import EXECUTOR, HEAD, Office, office, refusal

from daemon.sweep import sweep
from process.definitions import SHIPPED
from process.desk import Desk
from process.localtime import parse_typed
from process.workdays import kazakhstan
from simulation.applicants import iin
from simulation.outlook import outlook
from store.cases import SqlCases
from store.database import Database, _address

KEYS = {
    "from", "until", "cases", "falls_due", "late", "late_before", "unassigned", "warnings", "executors", "uncounted",
    "refused",
}  # fmt: skip


@pytest.fixture
def merzim(tmp_path):
    """Four cases, on Friday 20 March 2026 at noon: one filed that day, one accepted, one whose notice was received, one
    withdrawn."""
    made = office(tmp_path)
    accepted = made.accepted(reference="R-2", iin=iin(2))
    noticed = made.filed("R-3", filed_at="2026-03-16T09:20:00+05:00", iin=iin(3))
    made.done("case", "accept", noticed, *EXECUTOR, at="2026-03-16 10:10")
    made.done(*refusal(noticed, "2026-03-19 15:00"), at="2026-03-18 10:00")
    made.done("case", "receive-notice", noticed, *EXECUTOR, at="2026-03-18 11:00")
    withdrawn = made.filed("R-4", filed_at="2026-03-16T09:30:00+05:00", iin=iin(4))
    made.done("case", "assign", withdrawn, "--executor", "Bekov", *HEAD, at="2026-03-18 12:00")
    made.done("case", "withdraw", withdrawn, *EXECUTOR, "--on-behalf-of", "applicant", at="2026-03-19 10:00")
    made.now = "2026-03-20 12:00"
    new = made.filed("R-1", filed_at="2026-03-20T09:10:00+05:00", iin=iin(1))
    made.cases = {"accepted": accepted, "noticed": noticed, "withdrawn": withdrawn, "new": new}
    return made


def rows(answer):
    """(case, deadline, due day and time, what) of everything that falls due."""
    return [
        (row["case"], row["deadline"], row["due_at"][5:16], row["what"])
        for executor in answer["executors"]
        for day in executor["days"]
        for row in day["due"]
    ]


def test_what_falls_due_per_executor_and_day(merzim):
    """21-25 March are off. Received on the 18th: hearing and objection by Friday the 20th. Withdrawn on the 19th: told
    by Friday the 27th. Filed on the 20th: accepted that day."""
    answer = merzim.json("simulate", "--from-db", "--until", "2026-03-27")
    assert set(answer) == KEYS
    of = merzim.cases
    assert rows(answer) == [
        (of["noticed"], "hearing", "03-20T18:00", "breach"),
        (of["new"], "acceptance", "03-20T18:00", "breach"),
        (of["noticed"], "objection", "03-20T23:59", "window_closed"),
        (of["withdrawn"], "termination_notice", "03-27T18:00", "breach"),
    ]
    names = [(each["executor"], each["falls_due"], each["late"]) for each in answer["executors"]]
    assert names == [(None, 3, 2), ("Bekov", 1, 1)]
    assert (answer["cases"], answer["falls_due"], answer["late"]) == (4, 4, 3)
    assert answer["unassigned"] == 2, "the new one and the noticed one have no executor"


def test_what_was_late_before_is_told_apart_and_counted_on(merzim):
    merzim.now = "2026-03-26 09:00"
    answer = merzim.json("simulate", "--from-db", "--until", "2026-03-30 12:00")
    before = [
        (row["case"], row["deadline"], row["late_by"])
        for each in answer["executors"]
        for row in each["late_before"]
    ]
    # due on Friday 20 March; 26 and 27 March have ended since, and Monday the 30th is running
    assert before == [(merzim.cases["noticed"], "hearing", 3), (merzim.cases["new"], "acceptance", 3)]
    assert [each[1] for each in rows(answer)] == ["termination_notice"]


def test_a_whole_term_ahead_ends_in_the_deemed_refusal(merzim):
    answer = merzim.json("simulate", "--from-db", "--until", "2026-04-09")
    of = merzim.cases
    assert (of["accepted"], "hearing_notice", "04-06T18:00", "last_day_over") in rows(answer)
    assert (of["accepted"], "decision", "04-09T18:00", "deemed_refusal") in rows(answer)
    assert (of["noticed"], "decision", "04-09T18:00", "deemed_refusal") in rows(answer)
    assert answer["warnings"] > 5


def test_it_agrees_with_the_timelines_of_that_day(merzim):
    """`case timeline --as-of` by the same day: what is late there is late here, by as many working days."""
    until = "2026-04-14 12:00"
    answer = merzim.json("simulate", "--from-db", "--until", until)
    late = {
        (row["case"], row["deadline"]): row["late_by"]
        for each in answer["executors"]
        for row in [*each["late_before"], *(row for day in each["days"] for row in day["due"])]
        if row["late_by"]
    }
    shown = {}
    for case in merzim.cases.values():
        for row in merzim.json("case", "timeline", case, "--as-of", until)["deadlines"]:
            if row["status"] == "missed" and row["name"] != "hearing_notice" and row["days_left"]:
                shown[case, row["name"]] = -row["days_left"]
    assert late == shown and len(late) >= 4


def test_it_agrees_with_a_sweep_on_a_copy(merzim, tmp_path):
    until = parse_typed("2026-04-14 12:00")
    answer = merzim.json("simulate", "--from-db", "--until", "2026-04-14 12:00")
    shutil.copy(merzim.path, tmp_path / "copy.db")
    with Database.open(f"sqlite:///{tmp_path / 'copy.db'}") as database:
        desk = Desk(SqlCases(database, SHIPPED), lambda: until, kazakhstan(), SHIPPED)
        swept = sweep(desk, now=until)
    fired = [each for event in ("DeadlineMissed", "DecisionOverdue") for each in swept.hit.get(event, ())]
    ours = [row[0] for row in rows(answer) if row[3] in ("breach", "deemed_refusal", "last_day_over")]
    assert sorted(ours) == sorted(fired)
    assert answer["warnings"] == swept.fired["WarningRaised"] - 1, (
        "one was due on the morning of that very day"
    )


# --- read only


def test_the_database_is_read_and_nothing_else(merzim):
    before = hashlib.sha256(merzim.path.read_bytes()).digest(), merzim.path.stat().st_mtime_ns
    merzim.json("simulate", "--from-db", "--until", "2026-06-01")
    assert (hashlib.sha256(merzim.path.read_bytes()).digest(), merzim.path.stat().st_mtime_ns) == before
    with (
        Database.open(f"sqlite:///{merzim.path}", readonly=True) as database,
        pytest.raises(Exception, match="readonly"),
    ):
        database.run("DELETE FROM event")


def test_in_a_folder_that_takes_no_file_the_database_is_taken_as_it_lies(merzim, tmp_path):
    """Root may write everywhere, so the way of opening is looked at, and then used."""
    lone = tmp_path / "lone"
    lone.mkdir()
    shutil.copy(merzim.path, lone / "merzim.db")
    path = lone / "merzim.db"
    assert _address(path, readonly=True, folder_writable=True).endswith("?mode=ro")
    assert _address(path, readonly=False, folder_writable=False).endswith("?mode=rw")
    address = _address(path, readonly=True, folder_writable=False)
    assert address.endswith("?mode=ro&immutable=1")
    connection = sqlite3.connect(address, uri=True)
    assert connection.execute("SELECT count(*) FROM event").fetchone()[0] > 10
    connection.close()
    assert [each.name for each in lone.iterdir()] == ["merzim.db"]
    (lone / "merzim.db-wal").write_bytes(b"")
    assert "immutable" not in _address(path, readonly=True, folder_writable=False), (
        "somebody has been writing"
    )


# --- what is asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from-db"], "until when is not said"),
        (["--from-db", "--until", "2026-03-19"], "is over"),
        (["--from-db", "--until", "2026-02-30"], "not on the calendar"),
        (["--from-db", "--until", "2026-04-01", "x.toml"], "takes no scenario"),
    ],
)
def test_what_cannot_be_meant_is_refused(merzim, words, said):
    answer = merzim("simulate", *words)
    assert answer.code == 2 and said in answer.err


def test_without_a_database_it_says_so(tmp_path):
    assert Office(tmp_path).no("simulate", "--from-db", "--until", "2026-04-01")[0] == 6


# --- where the calendar ends


def late_by(answer):
    """(deadline, what, by how many working days) of everything that is late by the end, earlier or on the way."""
    return [
        (row["deadline"], row["what"], row["late_by"])
        for each in answer["executors"]
        for row in [*each["late_before"], *(row for day in each["days"] for row in day["due"])]
        if row["late"]
    ]


def test_what_has_a_date_is_listed_though_how_late_it_will_be_in_an_unknown_year_is_not_known(tmp_path):
    """Accepted on Wednesday 8 December 2027: 9, 10, 13-15, 17 (the 16th is off), 20-24 and 27-30 December are fifteen
    working days, the twelfth is Monday the 27th. How late that is on 1 February 2028 nobody can count."""
    made = office(tmp_path, now="2027-12-08 09:30")
    case = made.filed("R-1", filed_at="2027-12-08T09:10:00+05:00")
    made.done("case", "accept", case, *EXECUTOR, at="2027-12-08 10:00")
    answer = made.json("simulate", "--from-db", "--until", "2028-02-01")
    assert rows(answer) == [
        (case, "hearing_notice", "12-27T18:00", "last_day_over"),
        (case, "decision", "12-30T18:00", "deemed_refusal"),
    ]
    assert late_by(answer) == [("decision", "deemed_refusal", None)]
    assert (answer["cases"], answer["falls_due"], answer["late"], answer["refused"]) == (1, 2, 1, [])
    assert answer["warnings"] == 6, (
        "5, 3 and 1 before the decision, 2 and 1 before the notice, the endorsements"
    )
    assert answer["uncounted"]["why"].startswith("The working days of 2028 are not known")
    known = made.json("simulate", "--from-db", "--until", "2027-12-31")
    assert (rows(known), late_by(known), known["uncounted"]) == (
        rows(answer),
        [("decision", "deemed_refusal", 1)],
        None,
    )


def test_what_was_late_before_stays_listed_by_an_unknown_year_and_the_screen_has_a_word_for_it(merzim):
    """On 26 March 2026 the hearing and the acceptance are late already; nothing of it is lost by asking far ahead."""
    merzim.now = "2026-03-26 09:00"
    near = merzim.json("simulate", "--from-db", "--until", "2026-12-31")
    far = merzim.json("simulate", "--from-db", "--until", "2028-01-15")
    assert rows(far) == rows(near) and far["late_before"] == near["late_before"] == 2
    assert [row[:2] for row in late_by(far)] == [row[:2] for row in late_by(near)]
    assert {row[2] for row in late_by(far)} == {None} and all(row[2] > 100 for row in late_by(near))
    out = " ".join(merzim.done("simulate", "--from-db", "--until", "2028-01-15").split())
    assert "late already: 2" in out and "a breach, late; by how many wd is not known; executor: hold" in out
    assert "How late these are by then cannot be counted. The working days of 2028 are not known" in out
    assert "NOT CARRIED AHEAD" not in out


def test_in_a_year_that_the_calendar_does_not_have_what_is_late_already_is_still_told(tmp_path):
    """The day has come and the year is still missing; that an executor was appointed in it hides nothing (whatever else
    the command could say in that year)."""
    made = office(tmp_path, now="2027-12-08 09:30")
    case = made.filed("R-1", filed_at="2027-12-08T09:10:00+05:00")
    made.done("case", "accept", case, *EXECUTOR, at="2027-12-08 10:00")
    made("case", "assign", case, "--executor", "Bekov", *HEAD, at="2028-01-05 10:00")
    made.now = "2028-01-10 09:00"
    answer = made.json("simulate", "--from-db", "--until", "2028-01-20")
    assert late_by(answer) == [("decision", "deemed_refusal", None)]
    assert (answer["late_before"], answer["falls_due"], answer["refused"]) == (1, 0, [])


def test_a_case_that_cannot_be_carried_ahead_is_counted_apart_and_nowhere_else(tmp_path):
    """By the calendar as it was known in June 2025, the day on which the receipt of a notice is looked for has none."""
    made = office(tmp_path, now="2026-12-24 09:30")
    noticed = made.filed(filed_at="2026-12-24T09:20:00+05:00")
    made.done("case", "accept", noticed, *EXECUTOR, at="2026-12-24 10:00")
    made.done(*refusal(noticed, "2026-12-25 15:00"), at="2026-12-24 11:00")
    since, until = parse_typed("2026-12-24 12:00"), parse_typed("2026-12-30")
    known = kazakhstan().as_known_on(date(2025, 6, 1))
    with Database.open(f"sqlite:///{made.path}", readonly=True) as database:
        desk = Desk(SqlCases(database, SHIPPED), lambda: since, known, SHIPPED)
        found = outlook(desk, [noticed], since, until)
    assert [case for case, _ in found.refused] == [noticed] and found.cases == 1
    assert (found.unassigned, found.warnings.total(), found.falls_due, found.late_before) == (0, 0, [], [])


# --- the screen


def test_the_screen_says_first_what_matters(merzim):
    out = merzim.done("simulate", "--from-db", "--until", "2026-03-27")
    lines = out.splitlines()
    assert " ".join(lines[:2]).startswith(
        "If nobody acts until Fri 27.03.2026 24:00: deadlines that fall due: 4; of them late: 3."
    )
    assert "Open cases: 4; late already: 0; without an executor: 2;" in out
    assert any(line.startswith("NO EXECUTOR YET: the head appoints one") for line in lines)
    assert " Fri 20.03.2026" in lines and max(map(len, lines)) <= 80
    assert any("Sul***" in line or "Сұл***" in line for line in lines)
    empty = merzim.done("simulate", "--from-db", "--until", "2026-03-20 13:00")
    assert "deadlines that fall due: 0; of them late: 0." in " ".join(empty.split())


@pytest.mark.parametrize(
    ("lang", "said"),
    [("kk", "бітетін мерзімдер: 4; оның ішінде кешігетіні: 3."), ("ru", "истекает сроков: 4; из них")],
)
def test_it_is_said_in_the_language_asked_for(merzim, lang, said):
    out = merzim.done("simulate", "--from-db", "--until", "2026-03-27", "--lang", lang)
    assert said in " ".join(out.split()) and max(map(len, out.splitlines())) <= 80
    assert "breach" not in out and "fall due" not in out
