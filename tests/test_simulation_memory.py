"""Cases in memory keep the contract of the store: one set of tests over both."""

import gc
import hashlib
import json
import tracemalloc
from dataclasses import replace
from datetime import timedelta

import pytest

from process.acceptance import accept
from process.definitions import SHIPPED
from process.desk import Desk
from process.errors import BadInput, CaseMoved, NotAllowedHere, NotFound
from process.events import ExecutorAssigned, ReportAccepted
from process.localtime import parse_typed
from process.roles import Actor, Role
from process.workdays import kazakhstan
from simulation.applicants import changed, iin, report
from simulation.clock import VirtualClock
from simulation.kept import CasesOnFile
from simulation.memory import MemoryCases
from simulation.world import World

MONDAY = parse_typed("2026-03-16 09:00")
APPLICANT, EXECUTOR = Actor("applicant", Role.APPLICANT), Actor("Omarova", Role.EXECUTOR)


@pytest.fixture(params=["memory", "file"])
def desk(request, tmp_path):
    cases = MemoryCases() if request.param == "memory" else CasesOnFile.at(tmp_path / "m.db", SHIPPED)
    yield Desk(cases, VirtualClock(MONDAY), kazakhstan(), SHIPPED)
    cases.close()


def file(desk, number, **changes):
    return desk.file(changed(report(number, MONDAY), changes), actor=APPLICANT).case


def accepted(desk, case):
    return desk.act(case.id, ReportAccepted, accept, actor=EXECUTOR)


def together(desk, *things):
    with desk.cases.database.transaction():
        for do in things:
            do()


def test_cases_are_numbered_as_they_are_filed(desk):
    assert [file(desk, number).id for number in (1, 2)] == ["2026-000001", "2026-000002"]
    assert list(desk.cases.ids()) == ["2026-000001", "2026-000002"]


def test_the_same_report_again_is_the_same_case_and_a_changed_one_is_refused(desk):
    case = file(desk, 1)
    again = desk.file(report(1, MONDAY), actor=APPLICANT)
    assert (again.case.id, again.existing) == (case.id, True)
    with pytest.raises(BadInput, match="with other content"):
        file(desk, 1, garrison="Тараз")


def test_a_person_has_one_open_case(desk):
    file(desk, 1)
    with pytest.raises(NotAllowedHere):
        file(desk, 2, iin=iin(1))
    assert list(desk.cases.of_person(iin(1))) == ["2026-000001"]


def test_an_old_view_of_a_case_is_not_kept(desk):
    case = file(desk, 1)
    stale = desk.cases.load(case.id)
    accepted(desk, case)
    change = desk._change(stale, stale.after())
    object.__setattr__(change, "entries", desk.cases.load(case.id).record[-1:])
    with pytest.raises(CaseMoved) as moved:
        desk.cases.append(change)
    assert moved.value.details | {"case": case.id} == moved.value.details
    assert moved.value.details["only_firings"] is False


def test_what_a_transaction_began_is_undone_whole(desk):
    first = file(desk, 1)
    waits = desk.cases.next_at()
    with pytest.raises(BadInput):
        together(
            desk,
            lambda: accepted(desk, first),
            lambda: file(desk, 2),
            lambda: file(desk, 2, garrison="Тараз"),
        )
    assert list(desk.cases.ids()) == [first.id] and desk.cases.load(first.id).state == "submitted"
    assert desk.cases.next_at() == waits and not list(desk.cases.of_person(iin(2)))
    assert file(desk, 2).id == "2026-000002" and "mark of acceptance" not in dict(desk.cases.papers(first.id))


def test_an_inner_transaction_is_undone_alone(desk):
    with desk.cases.database.transaction():
        first = file(desk, 1)
        with pytest.raises(NotAllowedHere):
            together(desk, lambda: accepted(desk, first), lambda: accepted(desk, first))
        file(desk, 2)
    assert [desk.cases.load(each).state for each in desk.cases.ids()] == ["submitted", "submitted"]


def test_what_is_due_comes_soonest_first_each_case_once(desk):
    """The third is due on the second day, the others on the first: acceptance by 18:00 of the day of registration."""
    cases = [file(desk, number) for number in (1, 2)]
    desk.clock.set(parse_typed("2026-03-17 09:00"))
    third = desk.file(report(3, desk.clock()), actor=APPLICANT).case
    late = parse_typed("2026-03-18 09:00")
    assert list(desk.cases.due(late, 10)) == [*(each.id for each in cases), third.id]
    assert list(desk.cases.due(late, 1)) == [cases[0].id]
    assert list(desk.cases.due(late, 10, skip=2)) == [third.id]
    assert list(desk.cases.due(parse_typed("2026-03-16 18:00"), 10)) == [], "the instant itself is in time"
    desk.sweep_one(cases[0].id, late)
    assert list(desk.cases.due(late, 10)) == [cases[1].id, third.id]


def test_a_case_that_waits_again_for_the_same_moment_is_due_once():
    world = World("2026-03-16 09:00")
    case = world.file().do("accept")
    waits = world.cases.next_at()
    for _ in range(
        3
    ):  # with a notice under way another moment comes first, and after its receipt the old one again
        world.cases._set_next(case.id, waits - timedelta(hours=1))
        world.cases._set_next(case.id, waits)
    assert world.cases.due(waits + timedelta(hours=1), 10) == [case.id]
    assert world.next_event()


def test_a_refused_attempt_is_kept_in_its_journal(desk):
    case = file(desk, 1)
    with pytest.raises(NotAllowedHere):
        desk.act(accepted(desk, case).id, ReportAccepted, accept, actor=EXECUTOR)
    if isinstance(desk.cases, MemoryCases):
        [attempt] = desk.cases.refused
        assert (attempt.case, attempt.act, attempt.error.kind) == (
            case.id,
            "ReportAccepted",
            "not_allowed_here",
        )


def test_no_case_is_not_found(desk):
    with pytest.raises(NotFound):
        desk.cases.load("2026-000009")


# --- events written out


def test_the_lines_written_out_are_chained_by_their_hashes(tmp_path):
    """Checked by the standard library alone."""
    path = tmp_path / "events.jsonl"
    with path.open("w", encoding="utf-8") as out:
        world = World("2026-03-16 09:00", events=out)
        cases = [world.file() for _ in range(3)]
        for case in cases:
            case.do("assign", executor="Омарова").do("accept")
        world.until("2026-05-01")
    heads, lines = {}, path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        entry = json.loads(line)
        told = entry.pop("hash")
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = heads.get(entry["case"], "0" * 64)
        assert told == hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()
        heads[entry["case"]] = told
    assert len(heads) == 3 and len(lines) > 3 * 8


@pytest.mark.slow
def test_a_long_run_holds_no_more_memory_than_a_short_one(tmp_path):
    """Four times as many cases, streamed to a file: what is held at the end is the same, give or take some caches."""
    held = [_held(tmp_path / f"{count}.jsonl", count) for count in (300, 300, 1200)]
    assert held[2] < held[1] + 50_000


def _held(path, count):
    """Bytes held at the end of so many cases, beyond those held before."""
    with path.open("w", encoding="utf-8") as out:
        world = World("2026-03-16 09:00", events=out)
        gc.collect()
        tracemalloc.start()
        for _ in range(count):
            case = world.file().do("accept")
            case.do("endorse", by="legal_service", agrees=True).do("endorse", by="housing_unit", agrees=True)
            case.do("register")
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert path.read_text(encoding="utf-8").count("\n") == 5 * count
    return held


def test_the_journal_of_events_knows_the_executor_of_a_replaced_desk(desk):
    """The clock of a desk can be another without another store."""
    case = file(desk, 1)
    later = replace(desk, clock=lambda: parse_typed("2026-03-16 15:00"))
    after = later.act(
        case.id, ExecutorAssigned, lambda case, at, _: (ExecutorAssigned(at, "Omarova"),), actor=HEAD
    )
    assert after.executor == desk.cases.load(case.id).executor == "Omarova"


HEAD = Actor("Seitkali", Role.HEAD)
