"""The store: what an act entails is kept whole or not at all, and what is loaded is what was kept."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from house import ROOT
from storage import APPLICANT, EXECUTOR, HEAD, PERSONS, Office, opened, report

from process.acceptance import accept
from process.decision import withdraw
from process.definitions import SHIPPED
from process.errors import BadInput, Busy, CaseMoved, Damaged, NotAllowedHere, NotFound, OtherVersion
from process.events import ExecutorAssigned, PositionStated, ReportAccepted, ReportWithdrawn
from process.localtime import parse_typed
from process.roles import Role
from store import heartbeat, listing
from store.cases import SqlCases


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays) as found:
        yield found


@pytest.fixture
def another(office, workdays):
    """Another person's desk on the same file."""
    there = Office(office.path, workdays)
    yield there
    there.database.close()


def whole(office):
    """All that stands in the file."""
    tables = [
        name for (name,) in office.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    return {name: office.rows(f'SELECT * FROM "{name}"') for name in tables}


# --- kept and loaded


def test_a_case_is_loaded_as_it_was_kept(office):
    case_id = office.file()
    office.assign(case_id)
    kept = office.accept(case_id)
    assert office.cases.load(case_id) == kept
    assert kept.version == 3


def test_a_whole_course_with_firings_corrections_and_late_entries_is_loaded_as_it_was_kept(office):
    case_id = office.file()
    office.clock.set("2026-03-12 10:00")
    office.desk.sweep_one(case_id, office.clock())  # acceptance was missed on the 10th,
    office.accept(case_id, at="2026-03-10 17:00")  # and was not: it is entered late
    office.clock.set("2026-04-06 10:00")  # overdue since 3 April
    office.desk.sweep_one(case_id, office.clock())
    office.desk.correct(
        case_id, seq=3, reason="a day late", moment=parse_typed("2026-03-11 10:00"), actor=HEAD
    )
    kept = office.register(case_id)
    assert office.cases.load(case_id) == kept
    assert {"FiringAnnulled", "ActCorrected", "DeadlineMoved"} <= {
        type(each.event).__name__ for each in kept.record
    }


def test_numbers_are_of_the_year_of_registration_and_run_from_one(office):
    first = office.file("A", iin=PERSONS[0])
    second = office.file("B", iin=PERSONS[1])
    # Filed after hours on the last working day of the year; registered on the first of the next.
    office.clock.set("2027-01-05 10:00")
    third = office.file("C", iin=PERSONS[2], filed_at="2026-12-31T19:00:00+05:00")
    assert (first, second, third) == ("2026-000001", "2026-000002", "2027-000001")


def test_a_report_that_becomes_no_case_takes_no_number(office):
    def no(_):
        raise NotAllowedHere("no")

    with pytest.raises(NotAllowedHere):
        office.cases.file(report("A"), no, registered_year=2026)
    assert office.file("B") == "2026-000001"


@pytest.mark.parametrize("written", ["2026-000001", "2026-1", "1", " 001 "])
def test_a_case_is_found_by_its_number_written_short(office, written):
    case_id = office.file()
    assert office.cases.resolve(written) == case_id


def test_a_short_number_that_two_years_have_is_asked_about(office):
    office.file("A")
    office.clock.set("2027-01-05 10:00")
    office.file("B", iin=PERSONS[1], filed_at="2026-12-31T19:00:00+05:00")
    with pytest.raises(NotFound, match="several cases 1: 2026-000001, 2027-000001"):
        office.cases.resolve("1")


def test_what_is_no_number_and_what_is_no_case_are_told_apart(office):
    with pytest.raises(NotFound, match="there is no case 7"):
        office.cases.resolve("7")
    with pytest.raises(BadInput):
        office.cases.resolve("2026-")
    with pytest.raises(NotFound, match="2026-000009"):
        office.cases.load("2026-000009")


def test_the_report_comes_back_by_its_portal_reference(office):
    case_id = office.file("KZ-7")
    assert office.cases.by_reference("KZ-7") == (case_id, report("KZ-7"))
    assert office.cases.by_reference("KZ-8") is None


def test_the_cases_of_a_person_come_latest_first(office):
    first = office.file("A")
    office.accept(first)
    office.do(first, ReportWithdrawn, withdraw, actor=APPLICANT)
    second = office.file("B", filed_at="2026-03-09T10:00:00+05:00")
    assert list(office.cases.of_person(PERSONS[0])) == [second, first]
    assert not office.cases.of_person(PERSONS[1])
    assert len(office.rows("SELECT * FROM person")) == 1


# --- persons stand apart


def test_no_name_number_or_address_stands_in_the_record(office):
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-04-06 10:00")
    office.desk.sweep_one(case_id, office.clock())
    record = json.dumps(
        [whole(office)[name] for name in ("event", "case", "deadline", "outbox")], ensure_ascii=False
    )
    personal = json.dumps(listing.personal(office.database, case_id), ensure_ascii=False)
    for said in ("Сұлтанов", "Ерлан", "Нұрлан", "900514300121", "Үлгі", "00001 әскери", "аға сержант"):
        assert said in personal
        assert said not in record


def test_the_text_of_a_position_stands_with_the_person(office):
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-03-16 10:00")
    office.propose_refusal(case_id, hearing="2026-03-18 15:00")
    office.state_position(case_id, "Мен келіспеймін")
    case = office.cases.load(case_id)
    [seq] = [entry.seq for entry in case.record if isinstance(entry.event, PositionStated)]
    texts = listing.personal_texts(office.database, case_id)
    assert (texts.keys(), texts[seq]) == ({1, seq}, {"text": "Мен келіспеймін"})
    assert "келіспеймін" not in str(whole(office)["event"])
    assert case.record[seq - 1].event.digest == office.cases.digest("Мен келіспеймін")


def test_the_text_of_an_act_that_was_refused_is_kept_nowhere(office):
    case_id = office.file()
    office.accept(case_id)
    with pytest.raises(NotAllowedHere):
        office.state_position(case_id, "Мен келіспеймін")
    assert "келіспеймін" not in str(whole(office))


def test_a_digest_says_nothing_without_the_key_of_the_database(office, tmp_path, workdays):
    (tmp_path / "other").mkdir()
    with opened(tmp_path / "other", workdays) as other:
        assert office.cases.digest("900514300121") != other.cases.digest("900514300121")
    assert office.cases.digest("a") == SqlCases(office.database, SHIPPED).digest("a")


# --- whole or not at all


@pytest.mark.parametrize("table", ["event", "deadline", "outbox"])
def test_an_error_between_two_statements_leaves_nothing(office, table):
    case_id = office.file()
    office.write(f"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END")
    before = whole(office)
    with pytest.raises(sqlite3.IntegrityError, match="broken"):
        office.accept(case_id)
    assert whole(office) == before


def test_an_interrupt_leaves_nothing(office):
    def interrupted(new):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.cases.file(report(), interrupted, registered_year=2026)
    assert office.rows("SELECT * FROM person") == []
    assert office.rows('SELECT * FROM "case"') == []
    assert office.file() == "2026-000001"


def test_acts_in_one_transaction_are_kept_together(office):
    with office.database.transaction():
        case_id = office.file()
        office.accept(case_id)
    assert office.cases.load(case_id).version == 2


def test_one_that_fails_inside_a_larger_transaction_takes_only_its_own_along(office):
    with office.database.transaction():
        case_id = office.file("A")
        office.write("CREATE TRIGGER broken BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'broken'); END")
        with pytest.raises(sqlite3.IntegrityError):
            office.accept(case_id)
        office.write("DROP TRIGGER broken")
    assert office.cases.load(case_id).version == 1
    assert office.rows("SELECT DISTINCT seq FROM event") == [(1,)]


def test_a_transaction_that_sqlite_rolled_back_itself_writes_nothing_more(office):
    case_id = office.file()
    office.write("CREATE TRIGGER broken BEFORE INSERT ON outbox BEGIN SELECT RAISE(ROLLBACK, 'broken'); END")
    before = whole(office)

    def both():
        with office.database.transaction():
            with pytest.raises(sqlite3.IntegrityError):
                office.accept(case_id)
            office.assign(case_id)

    with pytest.raises(RuntimeError, match="rolled back"):
        both()
    assert whole(office) == before


# --- others work on the same file


def test_an_act_on_a_case_that_another_person_moved_is_refused(office, another):
    case_id = office.file()

    def meanwhile(case, at, workdays):
        another.assign(case_id, executor="Abenov")
        return accept(case, at, workdays)

    with pytest.raises(CaseMoved) as moved:
        office.do(case_id, ReportAccepted, meanwhile)
    assert moved.value.details["only_firings"] is False
    assert [type(each.event) for each in office.cases.load(case_id).record][1:] == [ExecutorAssigned]
    assert [each.kind for each in listing.attempts(office.database, case_id)] == ["case_moved"]


def test_an_act_on_a_case_that_only_firings_moved_is_decided_again(office, another):
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-03-27 10:00")  # 9:00 was five working days before the end of 3 April
    another.clock.set("2026-03-27 10:00")
    seen = []

    def meanwhile(case, at, workdays):
        seen.append(case.version)
        if len(seen) == 1:
            assert another.desk.sweep_one(case_id, another.clock()) > 0
        return (ExecutorAssigned(at, "Omarova"),)

    case = office.do(case_id, ExecutorAssigned, meanwhile, actor=HEAD)
    assert len(seen) == 2
    assert office.cases.load(case_id) == case
    assert [each.seq for each in case.record] == list(range(1, case.version + 1))


def test_a_sweep_on_an_older_version_does_nothing(office, another):
    case_id = office.file()
    office.accept(case_id)
    before = office.cases.load(case_id)
    another.assign(case_id)
    with pytest.raises(CaseMoved):
        office.cases.append(office.desk._change(before, before))
    assert office.cases.load(case_id).version == 3


def test_a_report_taken_in_twice_at_the_same_moment_is_one_case(office, another):
    def make_in_between(new):
        raise AssertionError("the second of the two makes no case")

    case_id = another.file("KZ-1")
    with pytest.raises(CaseMoved) as moved:
        office.cases.file(report("KZ-1"), make_in_between, registered_year=2026)
    assert moved.value.details["case"] == case_id
    again = office.desk.file(report("KZ-1"), actor=EXECUTOR)
    assert (again.existing, again.case.id) == (True, case_id)


FILING = """
import sys
from storage import PERSONS, Office
from process.errors import CaseMoved
from process.workdays import kazakhstan

office = Office(sys.argv[1], kazakhstan(), patience=60)
for number in range(len(PERSONS)):
    try:
        office.file(f"KZ-{number}", iin=PERSONS[number])
    except CaseMoved:
        office.file(f"KZ-{number}", iin=PERSONS[number])
"""


def test_two_processes_that_file_the_same_reports_make_each_case_once(office):
    command = [sys.executable, "-c", FILING, str(office.path)]
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    running = [subprocess.Popen(command, env=environment, cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    references = office.rows('SELECT portal_reference FROM "case" ORDER BY case_id')
    assert references == [(f"KZ-{number}",) for number in range(len(PERSONS))]


def test_a_locked_database_waits_and_then_says_so(office):
    case_id = office.file()
    before = whole(office)
    with closing(sqlite3.connect(office.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="in use by another program"):
            office.accept(case_id)
        assert office.cases.load(case_id).version == 1  # reading waits for nobody
        holder.execute("ROLLBACK")
    assert whole(office) == before
    assert office.accept(case_id).version == 2


def test_what_is_read_together_is_of_one_moment(office, another):
    case_id = office.file()
    with office.database.snapshot():
        assert office.cases.load(case_id).version == 1
        another.accept(case_id)
        assert office.cases.load(case_id).version == 1
    assert office.cases.load(case_id).version == 2


# --- what a change entails


def test_the_copy_of_the_case_is_what_its_record_folds_to(office):
    case_id = office.file()
    office.assign(case_id)
    office.accept(case_id)
    columns = "version, state, decision, overdue, round, garrison, executor, portal_reference, registered_on, next_at"
    assert office.rows(f'SELECT {columns} FROM "case"') == [
        # Five working days before 3 April, at opening: 27 March (23, 24 and 25 March are off).
        (3, "accepted", None, 0, 1, "Алматы", "Omarova", "KZ-1", "2026-03-10", "2026-03-27T04:00:00.000000Z")
    ]


def test_the_deadlines_stand_beside_the_case(office):
    case_id = office.file()
    office.accept(case_id)
    assert office.rows(
        "SELECT name, due_at, met_at IS NULL AND lapsed_at IS NULL FROM deadline ORDER BY name"
    ) == [
        ("acceptance", "2026-03-10T13:00:00.000000Z", 0),
        ("decision", "2026-04-03T13:00:00.000000Z", 1),
        ("hearing_notice", "2026-03-31T13:00:00.000000Z", 1),
        ("silence", "2026-04-03T13:00:00.000000Z", 0),
    ]
    assert (
        office.desk.correct(case_id, seq=2, reason="never sent", moment=None, actor=HEAD).state == "submitted"
    )
    assert office.rows("SELECT name FROM deadline ORDER BY name") == [("acceptance",), ("silence",)]


def test_a_change_without_events_keeps_only_what_fires_next(office):
    case_id = office.file()
    office.write('UPDATE "case" SET next_at = NULL')
    before = whole(office)
    assert office.desk.sweep_one(case_id, office.clock()) == 0
    assert office.rows('SELECT next_at FROM "case"') == [("2026-03-10T13:00:00.000000Z",)]
    office.write('UPDATE "case" SET next_at = NULL')
    assert whole(office) == before


def test_a_sweep_that_changes_nothing_waits_for_nobody(office):
    case_id = office.file()
    with closing(sqlite3.connect(office.path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert office.desk.sweep_one(case_id, office.clock()) == 0
        holder.execute("ROLLBACK")


def test_what_is_due_is_found_longest_due_first(office):
    late = office.file("A", iin=PERSONS[0], filed_at="2026-03-10T09:00:00+05:00")
    early = office.file("B", iin=PERSONS[1], filed_at="2026-03-05T09:00:00+05:00")
    assert office.cases.next_at() == parse_typed("2026-03-05 18:00")
    assert office.cases.due(parse_typed("2026-03-05 18:00"), 10) == []  # the due instant itself is in time
    assert office.cases.due(parse_typed("2026-03-05 18:01"), 10) == [early]
    assert office.cases.due(parse_typed("2026-03-11 09:00"), 10) == [early, late]
    assert office.cases.due(parse_typed("2026-03-11 09:00"), 1) == [early]
    assert office.cases.due(parse_typed("2026-03-11 09:00"), 10, skip=1) == [late]


def test_what_is_due_is_found_by_the_index_alone(office):
    from store.statements import CASES_DUE, FIRST_NEXT

    for sql in (CASES_DUE, FIRST_NEXT):
        asked = {"now": "2026", "limit": 1, "skip": 0}
        plan = [row[3] for row in office.database.rows(f"EXPLAIN QUERY PLAN {sql}", asked)]
        assert all("case_next" in step for step in plan), plan
        assert "SCAN" not in plan[0] or sql == FIRST_NEXT


def test_papers_of_a_corrected_act_are_recalled_and_owed_anew(office):
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-03-11 10:00")
    office.desk.correct(
        case_id, seq=2, reason="sent later", moment=parse_typed("2026-03-10 15:00"), actor=HEAD
    )
    papers = [
        (each.seq, each.n, each.paper, each.status) for each in listing.outbox(office.database, case_id)
    ]
    assert [each for each in papers if each[0] == 2] == [
        (2, 1, "mark of acceptance", "recalled"),
        (2, 2, "stage", "recalled"),
        (2, 3, "mark of acceptance", "waiting"),
        (2, 4, "stage", "waiting"),
    ]


def test_a_refused_attempt_stands_in_a_journal_of_its_own(office):
    case_id = office.file()
    before = whole(office)
    with pytest.raises(NotAllowedHere):
        office.register(case_id)
    after = whole(office)
    [attempt] = listing.attempts(office.database, case_id)
    assert (attempt.kind, attempt.role, attempt.at) == (
        "not_allowed_here",
        Role.LEGAL_SERVICE,
        office.clock(),
    )
    assert case_id in attempt.message
    assert {name for name in after if after[name] != before[name]} == {"refused_attempt"}


# --- a record that was written in


@pytest.mark.parametrize(
    "spoil",
    [
        "UPDATE event SET body = '{' WHERE seq = 2",
        "UPDATE event SET kind = 'Unheard' WHERE seq = 2",
        "UPDATE event SET kind = 'ApplicantRefused', body = '{}' WHERE seq = 2",
        "UPDATE event SET occurred_at = 'yesterday' WHERE seq = 2",
        'UPDATE event SET kind = \'HearingHeld\', body = \'{"method":"oral","present":true,"window_ended":false}\''
        " WHERE seq = 2",
        'UPDATE event SET due = \'[["unknown","2026-04-03T13:00:00.000000Z","2026-03-10","kz",false]]\''
        " WHERE seq = 2",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event",
    ],
)
def test_a_record_that_was_written_in_is_damaged_and_no_riddle(office, spoil):
    case_id = office.file()
    office.accept(case_id)
    office.write(spoil)
    with pytest.raises(Damaged, match=case_id):
        office.cases.load(case_id)


def test_a_case_under_a_definition_unknown_here_is_of_another_version(office):
    case_id = office.file()
    office.write("UPDATE event SET definition = 'order-232-2031'")
    with pytest.raises(OtherVersion, match="order-232-2031"):
        office.cases.load(case_id)


def test_a_report_whose_person_was_erased_is_known_and_cannot_be_compared(office):
    office.file("KZ-1")
    office.write("DELETE FROM personal")
    office.write("DELETE FROM person")
    with pytest.raises(BadInput, match="erased"):
        office.cases.by_reference("KZ-1")


# --- lists


def test_cases_are_listed_as_their_copies_have_them(office):
    first = office.file("A", iin=PERSONS[0])
    second = office.file("B", iin=PERSONS[1], surname="Оспанов")
    office.assign(second, executor="Abenov")
    listed = listing.cases(office.database)
    assert [(each.case_id, each.surname, each.executor, each.overdue) for each in listed] == [
        (second, "Оспанов", "Abenov", False),
        (first, "Сұлтанов", None, False),
    ]
    assert [each.case_id for each in listing.cases(office.database, executor="Abenov")] == [second]
    assert [each.case_id for each in listing.cases(office.database, limit=1)] == [second]
    assert [each.case_id for each in listing.cases(office.database, limit=1, skip=1)] == [first]
    assert not listing.cases(office.database, state="accepted")
    assert len(listing.cases(office.database, state="submitted", garrison="Алматы", overdue=False)) == 2
    assert office.cases.of_person(PERSONS[1]) == [second]


def test_open_cases_are_those_that_are_undecided_or_have_a_deadline_open(office):
    done = office.file("A", iin=PERSONS[0])
    office.accept(done)
    office.register(done)
    undecided = office.file("B", iin=PERSONS[1])
    assert list(listing.open_cases(office.database)) == [undecided]


def test_the_file_is_counted_for_health(office):
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-04-06 10:00")
    office.desk.sweep_one(case_id, office.clock())
    found = listing.counts(office.database)
    assert found == {
        "cases": 1,
        "open": 1,
        "overdue": 1,
        "waiting": len(listing.outbox(office.database)),
        "given_up": 0,
        "refused_attempts": 0,
    }


def test_a_sign_of_life_takes_the_place_of_the_one_before(office):
    beat = heartbeat.Beat(name="sweep", at=office.clock(), monotonic=12.5, boot="b", pid=7, note="3 fired")
    heartbeat.write(office.database, beat)
    later = heartbeat.Beat(name="sweep", at=parse_typed("2026-03-10 10:00"), monotonic=99.0, boot="b", pid=7)
    heartbeat.write(office.database, later)
    assert heartbeat.read(office.database, "sweep") == later
    assert heartbeat.read(office.database, "inbox") is None
