"""Events written out as JSON lines: chained by their hashes, the same as the store keeps, and then out of memory."""

import gc
import hashlib
import json
import sqlite3
import tracemalloc
from collections import defaultdict
from datetime import timedelta
from io import StringIO

import pytest

from process.errors import NotAllowedHere, NotFound
from simulation.applicants import iin, report
from simulation.event_file import EventFile, write_out
from simulation.memory import MemoryCases
from simulation.world import PROMPTLY, World

HEARING = {"method": "oral", "hearing": "2026-03-27 15:00", "place": "room 12"}


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def by_case(text):
    """The entries of each case, in the order of their lines."""
    found = defaultdict(list)
    for line in text.splitlines():
        entry = json.loads(line)
        found[entry["case"]].append(entry)
    return dict(found)


def agreed(case, **when):
    for service in ("legal_service", "housing_unit"):
        case.do("endorse", by=service, agrees=True, **when)
    return case


def eventful(world):
    """Four cases that cross: one heard and refused, one late with a correction, one withdrawn, one left alone."""
    heard, late, withdrawn, alone = [world.file().do("assign", executor="Омарова") for _ in range(4)]
    for each in (heard, late, alone):
        each.do("accept", by="executor Омарова", at="2026-03-16 10:00")
    heard.do("propose-refusal", at="2026-03-26 10:00", ground=[1, 3], provision="Art. 1", **HEARING)
    heard.do("receive-notice").do("state-position", form="written", text="Қарсымын")
    withdrawn.do("withdraw", at="2026-03-26 11:00").do("terminate")
    heard.do("hold-hearing", method="oral", present=True, at="2026-03-27 15:00")
    heard.do("sign-protocol", chair="Сейткали", secretary="Омарова")
    agreed(heard)
    heard.do("refuse", ground=1, provision="Art. 1", at="2026-03-31 12:00")
    world.until("2026-04-10 12:00")
    late.do("correct", seq=2, reason="typed wrong", to="2026-03-16 09:30")
    agreed(late, at="2026-04-08 12:00").do("register", at="2026-04-09 17:00")
    world.until("2026-05-01")
    world.sweep()


# --- what is written


def test_the_lines_are_chained_case_by_case_by_their_hashes():
    """Checked by the standard library alone."""
    out = StringIO()
    eventful(World("2026-03-16 09:00", events=out))
    cases = by_case(out.getvalue())
    for entries in cases.values():
        before = "0" * 64
        for entry in entries:
            told = entry.pop("hash")
            assert told == hashlib.sha256(f"{before}\n{canonical(entry)}".encode()).hexdigest()
            before = told
        assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    assert len(cases) == 4 and {"FiringAnnulled", "ActCorrected", "DecisionOverdue"} <= {
        entry["event"] for entries in cases.values() for entry in entries
    }


def test_the_lines_are_the_rows_that_the_store_keeps_of_the_same_acts(tmp_path):
    """All but the keys of persons and the digests, which are each store's own, and the hashes over them."""
    out = StringIO()
    eventful(World("2026-03-16 09:00", events=out))
    with World("2026-03-16 09:00", file=tmp_path / "world.db") as world:
        eventful(world)
    lines = [_common(json.loads(line)) for line in out.getvalue().splitlines()]
    stored = [_common(each) for each in _stored(tmp_path / "world.db")]
    assert sorted(lines) == sorted(stored) and len(lines) > 40


def _stored(path):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    for row in connection.execute("SELECT * FROM event ORDER BY case_id, seq"):
        entry = dict(row)
        entry["case"], entry["event"] = entry.pop("case_id"), entry.pop("kind")
        del entry["prev_hash"]
        yield entry | {name: json.loads(entry[name]) for name in ("body", "due", "again")}
    connection.close()


def _common(entry):
    del entry["hash"]
    for own in ("person", "digest"):
        entry["body"].pop(own, None)
    return canonical(entry)


def test_what_is_streamed_is_what_is_written_out_at_the_end():
    streamed, later = StringIO(), StringIO()
    eventful(World("2026-03-16 09:00", events=streamed))
    kept = World("2026-03-16 09:00")
    eventful(kept)
    write_out([each.case for each in kept.all()], later)
    assert by_case(streamed.getvalue()) == by_case(later.getvalue())


def test_a_closed_case_makes_no_difference_to_those_who_come_after():
    streamed, later = StringIO(), StringIO()
    kept = World("2026-03-16 09:00")
    for world in (World("2026-03-16 09:00", events=streamed), kept):
        for _ in range(3):
            world.file().do("withdraw").do("terminate")
            world.advance(working_days=1)
    write_out([each.case for each in kept.all()], later)
    assert streamed.getvalue() == later.getvalue()
    persons = {entry["body"].get("person") for [entry, *_] in by_case(later.getvalue()).values()}
    assert len(persons) == 3


def test_the_lines_of_a_case_are_the_same_whatever_the_step_but_for_the_writing():
    told = []
    for step in (PROMPTLY, timedelta(hours=1), timedelta(days=7), None):
        out = StringIO()
        eventful(World("2026-03-16 09:00", events=out, step=step))
        told.append(_without_the_writing(by_case(out.getvalue())))
    assert all(each == told[0] for each in told)


def _without_the_writing(cases):
    own = ("recorded_at", "hash")
    return {
        id: [{key: entry[key] for key in entry if key not in own} for entry in entries]
        for id, entries in cases.items()
    }


# --- only what is kept


def test_what_is_taken_back_is_not_written():
    out = StringIO()
    world = World("2026-03-16 09:00", events=out)
    case = world.file()
    with world.cases.transaction():
        world.file()
        with pytest.raises(NotAllowedHere), world.cases.transaction():
            case.do("withdraw").do("terminate").do("accept")
        assert out.getvalue().count("\n") == 1, "nothing is written before it is kept for good"
    assert {id: len(entries) for id, entries in by_case(out.getvalue()).items()} == {
        "2026-000001": 1,
        "2026-000002": 1,
    }
    assert case.state == "submitted"


def test_a_case_that_is_done_within_a_transaction_can_be_taken_back():
    out = StringIO()
    world = World("2026-03-16 09:00", events=out)
    case = world.file()
    with pytest.raises(NotAllowedHere), world.cases.transaction():
        case.do("withdraw").do("terminate").do("accept")
    assert case.state == "submitted" and out.getvalue().count("\n") == 1
    case.do("withdraw").do("terminate")
    assert world.all() == [] and out.getvalue().count("\n") == 3


class FullDisk(StringIO):
    """Takes so many lines and no more."""

    room = 1

    def write(self, text):
        if not self.room:
            raise OSError("no space left on device")
        self.room -= 1
        return super().write(text)


def test_what_cannot_be_written_is_not_kept():
    world = World("2026-03-16 09:00", events=FullDisk())
    case = world.file()
    with pytest.raises(OSError, match="no space"):
        case.do("accept")
    assert case.state == "submitted" and case.case.version == 1
    with pytest.raises(OSError, match="no space"):
        world.file()
    assert [each.id for each in world.all()] == [case.id]


# --- what stays in memory


@pytest.fixture
def world():
    return World("2026-03-16 09:00", events=StringIO())


def test_a_case_on_which_nothing_is_owed_is_forgotten(world):
    case = agreed(world.file().do("accept"))
    assert len(world.all()) == 1
    case.do("register")
    assert world.all() == [] and world.cases.by_reference("SIMULATED-1") is None
    with pytest.raises(NotFound):
        world.case(case.id)
    with pytest.raises(NotFound):
        case.do("correct", seq=2, reason="typed wrong")


def test_a_withdrawn_case_stays_until_its_procedure_is_ended_also_when_that_is_late(world):
    case = world.file().do("withdraw")
    world.until("2026-04-30 10:00")
    assert case.state == "withdrawn" and case.late == ["termination_notice"]
    assert world.cases.next_at() is None
    case.do("terminate")
    assert world.all() == []


def test_a_decided_case_stays_until_its_protocol_is_signed(world):
    case = agreed(world.file().do("accept"))
    case.do("propose-refusal", at="2026-03-26 10:00", ground=1, provision="Art. 1", **HEARING)
    case.do("receive-notice").do("hold-hearing", method="oral", present=False, at="2026-03-27 15:00")
    case.do("register", at="2026-03-30 10:00")
    world.until("2026-05-04 10:00")
    assert case.state == "registered" and case.late == ["protocol"]
    case.do("sign-protocol", chair="Сейткали", secretary="Омарова")
    assert world.all() == []


def test_an_overdue_case_stays(world):
    case = world.file()
    world.until("2026-08-01")
    assert case.state == "submitted" and world.cases.next_at() is None


def test_a_person_may_come_again_when_the_first_case_is_forgotten_and_before_is_joined_to_it(world):
    first = world.file(iin=iin(7))
    assert world.file(iin=iin(7)).id == first.id
    first.do("withdraw").do("terminate")
    second = world.file(iin=iin(7))
    assert list(world.cases.of_person(iin(7))) == [second.id]
    second.do("withdraw").do("terminate")
    again = world.file(report(7, world.now))
    assert world.file(report(7, world.now)).id == again.id == "2026-000003"


def test_refused_attempts_go_with_their_case(world):
    case = world.file()
    with pytest.raises(NotAllowedHere):
        case.do("terminate")
    assert len(case.attempts) == 1
    case.do("withdraw").do("terminate")
    with pytest.raises(NotFound):
        print(case.attempts)


class Told:
    """A sink that only remembers."""

    def __init__(self):
        self.told = []

    def write(self, case_id, entries):
        self.told.append((case_id, [type(entry.event).__name__ for entry in entries]))

    def close_case(self, case_id):
        self.told.append((case_id, "closed"))


def test_a_sink_is_told_of_each_change_as_one_and_of_the_end_of_a_case():
    told = Told()
    world = World("2026-03-16 09:00")
    world.cases = MemoryCases(told)
    world.desk = type(world.desk)(world.cases, world.clock, world.workdays, world.desk.editions)
    world.file().do("withdraw").do("terminate")
    assert told.told == [
        ("2026-000001", ["ReportFiled"]),
        ("2026-000001", ["ReportWithdrawn"]),
        ("2026-000001", ["ProcedureTerminated"]),
        ("2026-000001", "closed"),
    ]


# --- a long run

DAYS = 25


@pytest.mark.slow
@pytest.mark.parametrize("step", [PROMPTLY, None], ids=["swept promptly", "never swept"])
def test_a_run_of_four_times_as_many_cases_holds_no_more_memory_at_its_end(tmp_path, step):
    """25 working days with 10 reports each, and with 40. The first run fills the caches that both find full."""
    held = [_held_at_the_end(tmp_path / f"{n}.jsonl", a_day, step) for n, a_day in enumerate((10, 10, 40))]
    assert held[2] < held[1] + 30_000


def _held_at_the_end(path, a_day, step):
    """Bytes that the world holds when all cases are done, beyond what there was before it."""
    gc.collect()
    tracemalloc.start()
    with path.open("w", encoding="utf-8") as out:
        world = World("2026-03-16 09:00", events=out, step=step)
        for day in range(DAYS + 4):
            _a_day(world, a_day if day < DAYS else 0)
            world.advance(working_days=1)
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(by_case(path.read_text(encoding="utf-8"))) == a_day * DAYS and world.all() == []
    return held


def _a_day(world, reports):
    """Yesterday's cases go on, each third one late; new ones come in, and something is refused in vain."""
    for number, case in enumerate(world.all()):
        match case.state:
            case "submitted":
                case.do("accept")
            case "withdrawn":
                case.do("terminate")
            case _ if number % 3:
                agreed(case).do("register")
            case _:
                case.do("withdraw")
    for number in range(reports):
        case = world.file()
        if number % 3:
            case.do("accept")
        with pytest.raises(NotAllowedHere):
            case.do("terminate")


def test_the_hashes_of_closed_cases_are_forgotten():
    file = EventFile(StringIO())
    world = World("2026-03-16 09:00")
    world.cases = MemoryCases(file)
    world.desk = type(world.desk)(world.cases, world.clock, world.workdays, world.desk.editions)
    world.file().do("withdraw").do("terminate")
    still_open = world.file()
    assert list(file._heads) == [still_open.id]
