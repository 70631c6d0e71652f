"""The audit finds whatever was changed past the store; a backup is a whole copy of the same record."""

import hashlib
import sqlite3
import stat
from contextlib import closing

import pytest
from storage import PERSONS, Office, opened

from process.definitions import SHIPPED
from process.errors import BadInput
from process.record import canonical, chained
from store.audit import verify
from store.backup import backup
from store.database import Database
from store.rows import entry_of

CASE = "2026-000001"


@pytest.fixture
def office(tmp_path, workdays):
    """Two cases: one with a position and firings, one only filed."""
    with opened(tmp_path, workdays) as found:
        case_id = found.file("A", iin=PERSONS[0])
        found.assign(case_id)
        found.accept(case_id)
        found.clock.set("2026-03-16 10:00")
        found.propose_refusal(case_id, hearing="2026-03-18 15:00")
        found.state_position(case_id, "Мен келіспеймін")
        found.file("B", iin=PERSONS[1])
        yield found


def found_in(office):
    return verify(office.database, SHIPPED, office.workdays).findings


def flipped(value):
    """The value with one byte changed."""
    if isinstance(value, (int, float)):
        return value + 32
    if not value:
        return "x"
    middle = len(value) // 2
    return value[:middle] + chr(ord(value[middle]) ^ 1) + value[middle + 1 :]


def columns(office, table):
    return [name for (name,) in office.rows(f'SELECT name FROM pragma_table_info("{table}")')]


def spoil(office, table, column, where):
    [(value,)] = office.rows(f'SELECT "{column}" FROM "{table}" WHERE {where}')
    office.write(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', flipped(value))


# fmt: off
EVENT = ["case_id", "seq", "kind", "act", "occurred_at", "recorded_at", "actor", "role", "on_behalf_of", "provision",
         "definition", "round", "body", "due", "again", "prev_hash", "hash"]
COPY = ["case_id", "version", "state", "decision", "overdue", "round", "definition", "form", "garrison", "provider",
        "executor", "person", "portal_reference", "registered_on", "filed_at", "last_recorded_at", "head_hash",
        "next_at"]
DEADLINE = ["case_id", "name", "round", "due_at", "day_zero", "set_by", "calendar", "provisional", "met_at",
            "lapsed_at", "held_at"]
# fmt: on


def test_an_untouched_record_holds(office):
    found = verify(office.database, SHIPPED, office.workdays)
    assert found.findings == ()
    assert (found.cases, found.erased) == (2, 0)
    assert found.events == len(office.rows("SELECT * FROM event"))


def test_a_record_that_went_through_everything_holds(office):
    office.clock.set("2026-04-20 10:00")
    for case_id in (CASE, "2026-000002"):
        office.desk.sweep_one(case_id, office.clock())
    office.accept("2026-000002", at="2026-03-10 17:00")  # in time, entered late
    office.register("2026-000002")
    assert {"FiringAnnulled", "DecisionOverdue"} <= {
        kind for (kind,) in office.rows("SELECT kind FROM event")
    }
    assert found_in(office) == ()


def test_the_columns_tried_are_all_there_are(office):
    assert (columns(office, "event"), columns(office, "case"), columns(office, "deadline")) == (
        EVENT,
        COPY,
        DEADLINE,
    )


@pytest.mark.parametrize("column", EVENT)
@pytest.mark.parametrize("seq", [1, 3])
def test_one_byte_changed_in_an_event_is_found(office, column, seq):
    spoil(office, "event", column, f"case_id = '{CASE}' AND seq = {seq}")
    assert CASE in {each.case for each in found_in(office)}


@pytest.mark.parametrize("column", COPY)
def test_one_byte_changed_in_the_copy_of_a_case_is_found(office, column):
    spoil(office, "case", column, f"case_id = '{CASE}'")
    assert found_in(office)


@pytest.mark.parametrize("column", DEADLINE)
def test_one_byte_changed_in_a_deadline_is_found(office, column):
    spoil(office, "deadline", column, f"case_id = '{CASE}' AND name = 'decision'")
    assert found_in(office)


@pytest.mark.parametrize("kind", ["ReportFiled", "PositionStated"])
def test_one_byte_changed_in_a_personal_text_is_found(office, kind):
    [(seq,)] = office.rows("SELECT seq FROM event WHERE case_id = ? AND kind = ?", CASE, kind)
    [(body,)] = office.rows("SELECT body FROM personal WHERE case_id = ? AND seq = ?", CASE, seq)
    changed = body.replace("Ерлан", "Ерлар").replace("келіспеймін", "келісемін")
    assert changed != body
    office.write("UPDATE personal SET body = ? WHERE case_id = ? AND seq = ?", changed, CASE, seq)
    assert [(each.case, each.seq) for each in found_in(office)] == [(CASE, seq)]


@pytest.mark.parametrize("text", ["{", "[]", '{"text": 5}', '{"text": "Мен келіспеймін"}', ""])
def test_a_personal_text_that_is_not_the_json_that_was_written_is_found(office, text):
    [(seq,)] = office.rows("SELECT max(seq) FROM personal WHERE case_id = ?", CASE)
    office.write("UPDATE personal SET body = ? WHERE case_id = ? AND seq = ?", text, CASE, seq)
    assert [(each.case, each.seq) for each in found_in(office)] == [(CASE, seq)]


def test_another_number_of_the_person_is_found(office):
    office.write("UPDATE person SET iin = ? WHERE iin = ?", PERSONS[2], PERSONS[0])
    assert [each.case for each in found_in(office)] == [CASE]


@pytest.mark.parametrize(
    "text", ["{", "null", " {}", '{"executor": "Omarova"}', b"\x00\xff", "NaN", "[" * 2000]
)
def test_a_body_that_is_not_the_json_that_was_written_is_found(office, text):
    office.write("UPDATE event SET body = ? WHERE case_id = ? AND seq = 2", text, CASE)
    assert (CASE, 2) in {(each.case, each.seq) for each in found_in(office)}


def test_letters_that_are_none_are_found(office):
    office.write("UPDATE event SET actor = CAST(x'c328' AS TEXT) WHERE case_id = ? AND seq = 2", CASE)
    assert {each.case for each in found_in(office)} == {CASE}


def test_two_events_that_changed_places_are_found(office):
    office.write("UPDATE event SET seq = 99 WHERE case_id = ? AND seq = 2", CASE)
    office.write("UPDATE event SET seq = 2 WHERE case_id = ? AND seq = 3", CASE)
    office.write("UPDATE event SET seq = 3 WHERE case_id = ? AND seq = 99", CASE)
    assert {(CASE, 2), (CASE, 3)} <= {(each.case, each.seq) for each in found_in(office)}


@pytest.mark.parametrize("which", ["max", "min"])
def test_an_event_that_was_taken_away_is_found(office, which):
    office.write(
        f"DELETE FROM event WHERE case_id = ?1 AND seq = (SELECT {which}(seq) FROM event WHERE case_id = ?1)",
        CASE,
    )
    assert CASE in {each.case for each in found_in(office)}


def test_the_last_event_changed_and_hashed_again_is_found_by_its_case(office):
    [(seq, previous)] = office.rows("SELECT max(seq), prev_hash FROM event WHERE case_id = ?", CASE)
    forged = hashlib.sha256(previous.encode()).hexdigest()
    office.write("UPDATE event SET hash = ? WHERE case_id = ? AND seq = ?", forged, CASE, seq)
    assert any("does not end with the hash" in each.what for each in found_in(office))


def test_an_event_changed_and_hashed_again_is_found_by_the_next_one(office):
    office.write("UPDATE event SET actor = 'Somebody' WHERE case_id = ? AND seq = 2", CASE)
    row = office.database.row("SELECT * FROM event WHERE case_id = :case AND seq = 2", {"case": CASE})
    forged = chained(row["prev_hash"], canonical(entry_of(row), CASE))
    office.write("UPDATE event SET hash = ? WHERE case_id = ? AND seq = 2", forged, CASE)
    assert [(each.case, each.seq) for each in found_in(office)] == [(CASE, 3)]


@pytest.mark.parametrize("table", ["event", "deadline", "outbox", "personal"])
def test_a_row_that_belongs_to_no_case_is_found(office, table):
    names = ", ".join(f'"{name}"' for name in columns(office, table) if name != "case_id")
    office.write(f"INSERT INTO {table} SELECT '2026-000077', {names} FROM {table} LIMIT 1")
    assert [each.what.split(" belongs")[0] for each in found_in(office)] == [f"a row of {table}"]


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("status = 'lost'", "has an unknown status 'lost'"),
        ("status = 'delivered'", "is delivered and has no moment of its delivery"),
        ("delivered_at = owed_at", "is waiting and has a moment of its delivery"),
        ("status = 'given_up', delivered_at = owed_at", "is given_up and has a moment of its delivery"),
        ("received_at = owed_at, receipt = 'R'", "has a receipt and was not delivered"),
    ],
)
def test_a_message_whose_status_its_moments_contradict_is_found(office, written, what):
    office.write(f"UPDATE outbox SET {written} WHERE case_id = ? AND seq = 1", CASE)
    assert [each.what for each in found_in(office)] == [f"the message {CASE}-1-1 {what}"]


@pytest.mark.parametrize(
    "written", ["status = 'recalled'", "status = 'recalled', delivered_at = owed_at", "status = 'given_up'"]
)
def test_a_message_recalled_after_it_went_out_or_given_up_is_no_finding(office, written):
    office.write(f"UPDATE outbox SET {written} WHERE case_id = ? AND seq = 1", CASE)
    assert found_in(office) == ()


@pytest.mark.parametrize("case_id", [CASE, "2026-000002"])
def test_a_case_that_was_taken_away_is_found(office, case_id):
    for table in ("outbox", "deadline", "personal", "event", "case"):
        office.write(f'DELETE FROM "{table}" WHERE case_id = ?', case_id)
    assert [each.what for each in found_in(office)] == [
        f"there is no case {case_id}, though the number was given"
    ]


def test_a_deadline_taken_away_or_put_there_is_found(office):
    office.write("DELETE FROM deadline WHERE case_id = ? AND name = 'decision'", CASE)
    office.write(
        "INSERT INTO deadline SELECT case_id, 'invented', round, due_at, day_zero, set_by, calendar, provisional,"
        " met_at, lapsed_at, held_at FROM deadline WHERE case_id = ? AND name = 'silence'",
        CASE,
    )
    assert [each.what.split(" due ")[0] for each in found_in(office)] == [
        "the deadline invented",
        "the deadline decision",
    ]


def test_an_erased_person_is_counted_and_no_finding(office):
    office.write("DELETE FROM personal WHERE case_id = ?", CASE)
    office.write("DELETE FROM person WHERE iin = ?", PERSONS[0])
    found = verify(office.database, SHIPPED, office.workdays)
    assert (found.findings, found.erased) == ((), 1)


def test_a_person_erased_by_half_is_found(office):
    office.write("DELETE FROM personal WHERE case_id = ? AND seq = 1", CASE)
    assert (CASE, 1) in {(each.case, each.seq) for each in found_in(office)}
    office.write("DELETE FROM person WHERE iin = ?", PERSONS[0])
    assert [each.what for each in found_in(office)] == ["the person is erased, this personal text is not"]


# --- backup


def test_a_backup_is_the_same_record_in_one_file_of_the_owners_alone(office, tmp_path, workdays):
    target = backup(office.database, tmp_path / "копия.db")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("копия")] == ["копия.db"]
    assert target.read_bytes()[18:20] == b"\x01\x01"  # can be read where nothing can be written beside it
    there = Office(target, workdays)
    assert there.rows("SELECT * FROM event") == office.rows("SELECT * FROM event")
    assert found_in(there) == ()
    there.database.close()


def test_a_backup_is_made_while_another_writes(office, tmp_path):
    with closing(sqlite3.connect(office.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM personal")
        target = backup(office.database, tmp_path / "copy.db")
        writer.execute("ROLLBACK")
    with Database.open(str(target)) as copy:
        assert verify(copy, SHIPPED).findings == ()


def test_a_backup_never_overwrites(office, tmp_path):
    (tmp_path / "copy.db").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="is not overwritten"):
        backup(office.database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text(encoding="utf-8") == "mine"
    with pytest.raises(BadInput, match="cannot be made"):
        backup(office.database, tmp_path / "nowhere" / "copy.db")
