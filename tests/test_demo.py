"""The demo: it plays its story by the real program, leaves what it says, and touches nothing of the user's.

The table of what became of each case was worked out by hand, from the calendar on the wall.
"""

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from house import ROOT

import cli
from process import events, intake
from process.definitions import SHIPPED
from process.localtime import day_of, local, parse_typed
from process.report import Category, Certified, Form
from process.states import State
from process.vocabulary import VOCABULARY
from simulation import play
from simulation.clock import HOURLY, INSTANT, VirtualClock, pass_in_steps, pass_promptly
from simulation.play import Act
from store.cases import SqlCases
from store.database import Database

EXAMPLES = ROOT / "examples"
END = "2026-05-28T09:30"


def _loaded():
    spec = importlib.util.spec_from_file_location("examples_demo", EXAMPLES / "demo.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


demo = _loaded()


# --- what became of each case, by hand: decided on, and the last day of each term

TABLE = """
case         ended                   acceptance silence    decision   hearing_notice hearing    objection  protocol   termination_notice complaint_filing

# Three months to complain; 11 May is off, so that 11 February's end on the 12th.
# Accepted Wed 17 Dec: 10 wd to 31 Dec; 1, 2, 7 Jan off; then 5, 6, 8, 9, 12 Jan.
2025-000001  registered  2026-01-09  2025-12-17 2026-01-12 2026-01-12 2026-01-06     -          -          -          -                  -
# Filed Thu 22 Jan 21:47. Accepted Fri 23 Jan: three whole weeks.
2026-000001  registered  2026-02-05  2026-01-23 2026-02-13 2026-02-13 2026-02-10     -          -          -          -                  -
2026-000002  rejected    2026-02-04  2026-02-04 2026-02-25 -          -              -          -          -          -                  2026-05-04
2026-000003  registered  2026-02-24  2026-02-09 2026-03-02 2026-03-02 2026-02-25     -          -          -          -                  -
2026-000004  rejected    2026-02-11  2026-02-11 2026-03-04 -          -              -          -          -          -                  2026-05-12
# Accepted Mon 16 Feb; Mon 9 Mar off. Received Wed 25 Feb; heard Fri 27 Feb.
2026-000005  refused     2026-03-03  2026-02-16 2026-03-10 2026-03-10 2026-03-04     2026-02-27 2026-02-27 2026-03-03 -                  2026-06-03
# Accepted Fri 27 Feb; 9, 23, 24, 25 Mar off. Received Thu 5 Mar: Fri 6, Tue 10.
2026-000006  refused     2026-03-10  2026-02-27 2026-03-26 2026-03-26 2026-03-18     2026-03-10 2026-03-10 -          -                  2026-06-10
# Filed Fri 6 Mar 19:30. Accepted Tue 10 Mar: 8 wd to 20 Mar; then 26, 27, 30, 31 Mar, 1, 2, 3 Apr.
2026-000007  registered  2026-03-31  2026-03-10 2026-04-03 2026-04-03 2026-03-31     -          -          -          -                  -
# Filed Sat 7 Mar. Received Tue 17 Mar; a hearing in writing ends with the window.
2026-000008  refused     2026-03-26  2026-03-10 2026-04-03 2026-04-03 2026-03-31     2026-03-19 2026-03-19 -          -                  2026-06-26
# Accepted Mon 16 Mar. Overdue on Thu 9 Apr; received Fri 10 Apr; heard Tue 14 Apr.
2026-000009  refused     2026-04-15  2026-03-16 2026-04-09 2026-04-09 2026-04-06     2026-04-14 2026-04-14 2026-04-16 -                  2026-07-15
# Accepted Wed 18 Mar: 19, 20, 26 Mar ... 13 Apr. Received Mon 30 Mar; heard Wed 1 Apr.
2026-000010  registered  2026-04-03  2026-03-18 2026-04-13 2026-04-13 2026-04-08     2026-04-01 2026-04-01 2026-04-03 -                  -
# Accepted Tue 7 Apr. First received Thu 16 Apr; heard Fri 17 Apr.
2026-000011  refused     2026-04-21  2026-04-07 2026-04-28 2026-04-28 2026-04-23     2026-04-20 2026-04-20 2026-04-21 -                  2026-07-21
# Filed Wed 22 Apr 19:20. Withdrawn Mon 27 Apr in the evening: 28, 29, 30.
2026-000012  withdrawn   2026-04-27  2026-04-23 2026-05-19 2026-05-19 2026-05-14     -          -          -          2026-04-30         2026-07-29
# Accepted Fri 24 Apr; 1, 7, 11 May off.
2026-000013  registered  2026-05-22  2026-04-24 2026-05-20 2026-05-20 2026-05-15     -          -          -          -                  2026-08-20
2026-000014  accepted    -           2026-04-29 2026-05-25 2026-05-25 2026-05-20     -          -          -          -                  2026-08-25
# Accepted Tue 5 May; 7, 11, 27 May off.
2026-000015  accepted    -           2026-05-05 2026-05-29 2026-05-29 2026-05-25     -          -          -          -                  -
# Accepted Tue 12 May. Received Tue 26 May: Thu 28, Fri 29.
2026-000016  hearing     -           2026-05-12 2026-06-03 2026-06-03 2026-05-29     2026-05-29 2026-05-29 -          -                  -
# Filed Wed 20 May 23:50; accepted Fri 22 May, a day late.
2026-000017  accepted    -           2026-05-21 2026-06-12 2026-06-15 2026-06-10     -          -          -          -                  -
# Filed Tue 26 May 20:14; Wed 27 May is Kurban Ait.
2026-000018  submitted   -           2026-05-28 2026-06-18 -          -              -          -          -          -                  -
"""  # noqa: E501 - it is a table, a row a line


def by_hand():
    """Each case: its state, the day that ended it, and its terms with their last days."""
    header, *rows = (line.split() for line in TABLE.splitlines() if line and not line.startswith("#"))
    terms = header[2:]
    for case_id, state, ended_on, *days in rows:
        due = {term: day for term, day in zip(terms, days, strict=True) if day != "-"}
        yield case_id, (state, [ended_on] if ended_on != "-" else [], due)


BY_HAND = dict(by_hand())
ENDS = {"ApplicantRegistered", "ApplicantRefused", "AcceptanceRefused", "ReportWithdrawn"}


# --- the demo as a person runs it


def environment(folder):
    """Of a user who has a database of their own, named and unnamed, and neither is there yet."""
    theirs = {"MERZIM_DB": f"sqlite:///{folder}/theirs.db", "XDG_DATA_HOME": str(folder / "data")}
    kept = {
        key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR", "MERZIM_LANG")
    }
    return kept | theirs | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "HOME": str(folder)}


def run(folder, *command, **changes):
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment(folder) | changes,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The demo run as a program, from another folder."""
    folder = tmp_path_factory.mktemp("demo")
    text = run(folder, sys.executable, EXAMPLES / "demo.py", folder / "demo" / "merzim.db")
    return SimpleNamespace(folder=folder, url=f"sqlite:///{folder / 'demo' / 'merzim.db'}", text=text)


def asked(url, *words):
    """What the program answers, as JSON."""
    out = io.StringIO()
    assert cli.run([*words, "--json", "--db", url], out=out, environment={}) == 0
    return json.loads(out.getvalue())


def timeline(url, case_id):
    return asked(url, "case", "timeline", case_id, "--as-of", END)


@pytest.fixture(scope="module")
def cases(played):
    """All cases, folded."""
    with Database.open(played.url) as database:
        store = SqlCases(database, SHIPPED)
        return {case_id: store.load(case_id) for case_id in BY_HAND}


def test_the_table_by_hand_has_every_case(played):
    assert sorted(row["case"] for row in asked(played.url, "case", "list", "--as-of", END)) == sorted(BY_HAND)


@pytest.mark.parametrize("case_id", BY_HAND)
def test_each_case_ends_as_worked_out_by_hand(played, case_id):
    state, ended_on, due = BY_HAND[case_id]
    seen = timeline(played.url, case_id)
    ends = [each["occurred_at"][:10] for each in seen["events"] if each["event"] in ENDS]
    assert seen["state"] == state
    assert ends == ended_on
    assert {each["name"]: each["due_on"] for each in seen["deadlines"]} == due


@pytest.mark.slow
@pytest.mark.parametrize("case_id", BY_HAND)
def test_the_timelines_it_prints_are_those_of_the_program_letter_for_letter(played, case_id):
    words = ["case", "timeline", case_id, "--as-of", END]
    printed = run(played.folder, sys.executable, "-m", "cli", *words, "--db", played.url)
    assert f"$ merzim {' '.join(words)}\n\n{printed}\n" in played.text


def test_the_line_to_go_on_with_gives_the_work_list_that_it_printed(played):
    [line] = [line.strip() for line in played.text.splitlines() if line.strip().startswith("MERZIM_DB=")]
    assert line.endswith(f"work --as-of {END}")
    assert f"$ merzim work --as-of {END}\n\n{run(played.folder, 'sh', '-c', line)}\n" in played.text


def test_the_users_own_database_is_neither_made_nor_opened(played):
    assert sorted(path.name for path in played.folder.iterdir()) == ["demo"]


def test_it_leaves_a_record_that_holds_together(played):
    assert asked(played.url, "audit", "verify")["whole"]


def test_its_end_leaves_one_overdue_one_due_soon_and_one_without_an_executor(played):
    rows = asked(played.url, "work", "--as-of", END)
    assert {row["case"] for row in rows if row["days_left"] is not None and row["days_left"] < 0} == {
        "2026-000014"
    }
    assert {row["case"] for row in rows if row["days_left"] == 1} == {"2026-000015", "2026-000016"}
    assert {row["case"] for row in rows if row["executor"] is None} == {"2026-000018"}


def test_it_is_made_anew_each_time(tmp_path):
    target = tmp_path / "merzim.db"
    target.write_text("left by somebody")
    (tmp_path / "merzim.db-wal").write_text("left by somebody")
    with demo.stage(target, parse_typed("2026-01-05 09:00"), io.StringIO()) as on:
        assert on.all() == []


def test_where_the_program_allows_what_the_story_forbids_it_stops_and_says_so(tmp_path):
    words = ("submit", "reports/2026-02-04-kasymova.json")
    act = Act(parse_typed("2026-02-04 16:21"), "portal", None, "Қасымова", words, "too_late")
    allowed = pytest.raises(demo.OtherThanTold, match="expected too_late, got exit 0")
    with demo.stage(tmp_path / "merzim.db", act.at, io.StringIO()) as on, allowed:
        on.carry_out(act)


# --- what it shows


def happened(case, kind):
    return [step.event for step in case.course if isinstance(step.event, kind)]


def refused(case_id, text):
    """What the program said when it refused, between that case's line and the next one."""
    lines = text.split("\n$ merzim work")[0]
    found = re.findall(
        rf"^  \d\d:\d\d  {case_id} \S+  (NOT ALLOWED.*?)(?=^  \d\d:|^\w{{3}} )", lines, re.M | re.S
    )
    return " ".join(" ".join(found).split())


def day_zero_to_end(case):
    deadline = case.deadlines.get("decision")
    return (deadline.day_zero, day_of(deadline.due_at)) if deadline else (date.max, date.min)


SHOWN = {
    "filed at night": lambda case: local(case.filed.occurred_at).hour >= 20,
    "filed on a holiday": lambda case: day_of(case.filed.occurred_at) == date(2025, 12, 16),
    "filed on a Saturday": lambda case: day_of(case.filed.occurred_at).weekday() == 5,
    "accepted": lambda case: happened(case, events.ReportAccepted),
    "accepted late": lambda case: case.deadlines["acceptance"].status(parse_typed(END)) == "met_late",
    "not accepted: missing": lambda case: any(e.missing for e in happened(case, events.AcceptanceRefused)),
    "not accepted: expired": lambda case: any(e.expired for e in happened(case, events.AcceptanceRefused)),
    **{
        f"registered on form {form}": lambda case, form=form: case.state is State.REGISTERED
        and case.filed.report["form"] == form
        for form in (1, 2)
    },
    **{
        f"preliminary refusal on ground {ground}": lambda case, ground=ground: any(
            e.grounds == (ground,) for e in happened(case, events.RefusalProposed)
        )
        for ground in (1, 2, 3, 4)
    },
    "hearing held": lambda case: any(
        e.present and e.method == "oral" for e in happened(case, events.HearingHeld)
    ),
    "applicant absent": lambda case: any(not e.present for e in happened(case, events.HearingHeld)),
    "hearing in writing": lambda case: any(e.method == "written" for e in happened(case, events.HearingHeld)),
    "hearing waived": lambda case: happened(case, events.HearingWaived),
    "hearing rescheduled": lambda case: happened(case, events.HearingRescheduled),
    "notice sent again": lambda case: any(
        e.about == "receipt" for e in happened(case, events.WarningRaised)
    ),
    "registered after the hearing": lambda case: case.state is State.REGISTERED
    and happened(case, events.HearingHeld),
    "refused": lambda case: case.state is State.REFUSED and not case.overdue,
    "withdrawn and terminated": lambda case: happened(case, events.ReportWithdrawn)
    and happened(case, events.ProcedureTerminated),
    "a late refusal after the term": lambda case: case.state is State.REFUSED
    and happened(case, events.RefusalProposed)[0].late_reason
    and happened(case, events.DecisionOverdue),
    "overdue, then registered late": lambda case: case.state is State.REGISTERED
    and happened(case, events.DecisionOverdue),
    "a term across Nauryz": lambda case: day_zero_to_end(case)[0] < date(2026, 3, 21) < day_zero_to_end(case)[1],
    "a term across 9 May": lambda case: day_zero_to_end(case)[0] < date(2026, 5, 9) < day_zero_to_end(case)[1],
    "a term across the New Year": lambda case: day_zero_to_end(case)[0] < date(2026, 1, 1) < day_zero_to_end(case)[1],
}  # fmt: skip


@pytest.mark.parametrize("what", SHOWN)
def test_some_case_shows(cases, what):
    assert [case_id for case_id, case in cases.items() if SHOWN[what](case)]


def test_the_notice_too_late_is_refused_with_the_last_lawful_day_and_the_way_on(played):
    said = refused("2026-000009", played.text)
    assert "NOT ALLOWED, exit 3" in said
    assert "cannot be sent on 07.04.2026 11:20; the last lawful day was 06.04.2026" in said
    assert "at least 3 (three) working days before the term of the service ends" in said
    assert "Register the applicant by 09.04.2026" in said


def test_nobody_accepts_a_report_of_the_night_before_the_morning(played):
    assert "It is registered on 23.01.2026; do it on that day." in refused("2026-000001", played.text)


# --- its reports


def reports():
    found = []
    for path in sorted((EXAMPLES / "reports").iterdir()):
        batch = intake.read(path.read_bytes(), now=datetime(2026, 6, 1, tzinfo=UTC))
        assert not batch.faults, path.name
        found += [report for _, report in batch.reports]
    return found


def test_the_reports_are_many_and_of_many_kinds():
    filed = reports()
    assert len(filed) >= 14
    assert {report.form for report in filed} == set(Form)
    assert {report.certified_by for report in filed} == set(Certified)
    assert {report.category for report in filed} == {Category.OFFICER, Category.CONTRACT, Category.KURSANT}
    assert len({report.garrison for report in filed}) >= 5
    assert len({report.rank for report in filed}) >= 8
    assert len({report.portal_reference for report in filed}) == len(filed)


@pytest.mark.parametrize("path", sorted((EXAMPLES / "reports").iterdir()), ids=lambda path: path.name)
def test_no_report_names_a_state(path):
    text = path.read_text(encoding="utf-8").lower()
    assert not [word for word in ("state", *State, *map(str.lower, VOCABULARY)) if word in text]


# --- when the sweep runs changes nothing


def without_when_recorded(seen):
    return {**seen, "events": [{**each, "recorded_at": None} for each in seen["events"]]}


@pytest.mark.slow
@pytest.mark.parametrize("passing", ["hourly", "not at all"])
def test_a_sweep_every_hour_or_only_at_the_end_leaves_the_same(played, tmp_path, passing):
    assert demo.main(tmp_path / "merzim.db", io.StringIO(), passing) == 0
    for case_id in BY_HAND:
        left, prompt = (timeline(url, case_id) for url in (f"sqlite:///{tmp_path}/merzim.db", played.url))
        assert without_when_recorded(left) == without_when_recorded(prompt)


# --- the clock


NINE = parse_typed("2026-01-05 09:00")


def test_the_clock_goes_forwards_only():
    clock = VirtualClock(NINE)
    clock.set(NINE)
    with pytest.raises(ValueError, match="cannot go back"):
        clock.set(NINE - INSTANT)
    assert clock() == NINE


def test_the_clock_shows_instants_in_utc():
    assert VirtualClock(local(NINE))() == datetime(2026, 1, 5, 4, tzinfo=UTC)
    assert VirtualClock(local(NINE))().tzinfo is UTC
    with pytest.raises(ValueError, match="without an offset"):
        VirtualClock(datetime(2026, 1, 5, 9))


def test_time_stops_just_after_each_thing_that_falls_due():
    clock, due, swept = VirtualClock(NINE), [NINE + timedelta(hours=n) for n in (1, 3)], []

    def sweep(now):
        swept.append(now)
        del due[0]

    pass_promptly(clock, NINE + timedelta(hours=3), next_at=lambda: due[0] if due else None, sweep=sweep)
    # What is due at the very end has not fired: that instant is still in time.
    assert swept == [NINE + timedelta(hours=1) + INSTANT]
    assert clock() == NINE + timedelta(hours=3)


def test_time_does_not_stand_still_where_a_sweep_does_nothing():
    with pytest.raises(RuntimeError, match="still due after the sweep"):
        pass_promptly(
            VirtualClock(NINE), NINE + timedelta(days=1), next_at=lambda: NINE, sweep=lambda now: None
        )


def test_hours_are_full_hours():
    clock, swept = VirtualClock(NINE + timedelta(minutes=30)), []
    pass_in_steps(clock, NINE + timedelta(hours=2, minutes=10), HOURLY, sweep=swept.append)
    assert swept == [NINE + timedelta(hours=1), NINE + timedelta(hours=2)]
    assert clock() == NINE + timedelta(hours=2, minutes=10)


# --- how a story is read


def test_a_story_is_read_by_chapters_and_told_in_the_order_of_time():
    later, sooner = play.read(
        "# who\n"
        "Б: first chapter\n"
        "  2026-01-06 10:00  head Ә. Қ.       refuse --ground 1\n"
        '                    --provision "Article 8"  => too_early\n'
        "\n"
        "А: second chapter\n"
        "  2026-01-05 10:00  portal  submit reports/a.json\n"
    )[::-1]
    assert sooner == Act(
        parse_typed("2026-01-05 10:00"), "portal", None, "А", ("submit", "reports/a.json"), None
    )
    words = ("refuse", "--ground", "1", "--provision", "Article 8")
    assert later == Act(parse_typed("2026-01-06 10:00"), "head", "Ә. Қ.", "Б", words, "too_early")


@pytest.mark.parametrize("line", ["  2026-01-05  portal  submit a", "  2026-01-05 10:00  portal", "  soon"])
def test_a_line_that_is_no_line_of_a_story_is_named(line):
    with pytest.raises(ValueError, match=r"not a line of a story.*" + re.escape(line)):
        play.read(f"А: a chapter\n{line}\n")


def test_the_timeline_in_the_readme_is_the_one_that_the_demo_prints(played):
    readme = (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")
    [shown] = [block for block in readme.split("```\n") if block.startswith("Case 2026-000016")]
    assert shown.rstrip() in played.text
