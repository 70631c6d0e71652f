"""Cases in memory keep the contract of the store: one set of tests over both, and random histories side by side."""

from dataclasses import replace
from datetime import timedelta

import pytest
from plays import actor, decide, event_of, instant, play

from process.acceptance import accept
from process.cases import Change
from process.definitions import SHIPPED
from process.desk import Desk
from process.errors import BadInput, CaseMoved, MerzimError, NotAllowedHere, NotFound
from process.events import ReportAccepted
from process.localtime import parse_typed
from process.roles import Actor, Role
from process.workdays import kazakhstan
from simulation.applicants import changed, iin, report
from simulation.clock import VirtualClock
from simulation.kept import CasesOnFile
from simulation.memory import MemoryCases
from simulation.waiting import Waiting
from simulation.world import World

MONDAY = parse_typed("2026-03-16 09:00")
APPLICANT, EXECUTOR = Actor("applicant", Role.APPLICANT), Actor("Omarova", Role.EXECUTOR)
HEARING = {"method": "oral", "hearing": "2026-03-27 15:00", "place": "room 12"}


@pytest.fixture(params=["memory", "file"])
def world(request, tmp_path):
    file = None if request.param == "memory" else tmp_path / "world.db"
    with World(MONDAY, file=file, step=None) as world:
        yield world


@pytest.fixture
def cases(world):
    return world.cases


@pytest.fixture
def accepted(world):
    return world.file().do("accept", by="executor Omarova")


def together(cases, *things):
    with cases.database.transaction():
        for do in things:
            do()


def not_by_itself(case):
    """A change on a case, made by hand: accepted by a person who saw it as it is now."""
    desk = Desk(case.world.cases, lambda: case.world.now, case.world.workdays, SHIPPED)
    made = []
    spy = _Spy(desk.cases, made)
    replace(desk, cases=spy).act(case.id, ReportAccepted, accept, actor=EXECUTOR)
    return made[0]


class _Spy:
    """Takes a change and keeps nothing."""

    def __init__(self, cases, made):
        self._cases, self._made = cases, made

    def __getattr__(self, name):
        return getattr(self._cases, name)

    def append(self, change):
        self._made.append(change)


# --- numbers and references


def test_cases_are_numbered_from_one_in_each_year_of_registration(world):
    """31 December 2026 is a Thursday: what is filed after 18:00 is registered in 2027, on 5 January."""
    first = world.file()
    for garison in ({"garison": "Тараз"}, {"iin": "123"}):
        with pytest.raises(BadInput):
            world.file(**garison)
    evening = world.file(at="2026-12-31 18:30")
    came_in_late = world.file(at="2026-12-30 12:00")
    assert [each.id for each in (first, evening, came_in_late)] == [
        "2026-000001",
        "2027-000001",
        "2026-000002",
    ]
    assert list(world.cases.ids()) == ["2026-000001", "2026-000002", "2027-000001"]


def test_the_same_report_again_is_the_same_case_and_a_changed_one_is_refused(world, cases):
    filed = report(1, MONDAY)
    case = world.file(filed)
    assert cases.by_reference(filed.portal_reference) == (case.id, filed)
    assert world.desk.file(filed, actor=APPLICANT).existing and world.file(filed).id == case.id
    with pytest.raises(BadInput, match=r"other content: \$\.garrison"):
        world.file(changed(filed, {"garrison": "Тараз"}))
    assert cases.by_reference("no such") is None


def test_two_who_file_one_report_at_once_make_one_case(world, cases):
    filed = report(1, MONDAY)
    before = []

    def slips_in(new):
        before.append(new.id)
        return world.desk.file(filed, actor=APPLICANT)

    case = world.file(filed)
    with pytest.raises(CaseMoved, match="was filed a moment ago") as no:
        cases.file(filed, slips_in, registered_year=2026)
    assert no.value.details == {"case": case.id, "only_firings": False}
    assert before == [] and list(cases.ids()) == [case.id]


def test_a_report_that_is_refused_while_its_case_is_made_takes_no_number(world, cases):
    registered = world.file(iin=iin(7)).do("accept")
    registered.do("endorse", by="legal_service", agrees=True)
    registered.do("endorse", by="housing_unit", agrees=True).do("register")
    with pytest.raises(NotAllowedHere):
        world.file(iin=iin(7))
    assert world.file(iin=iin(8)).id == "2026-000002"


def test_the_cases_of_a_person_come_latest_first_as_they_were_filed(world, cases):
    first = world.file(at="2026-03-18 10:00", iin=iin(7)).do("withdraw")
    late = world.file(at="2026-03-17 10:00", iin=iin(7)).do("withdraw")
    last = world.file(at="2026-03-19 10:00", iin=iin(7))
    assert list(cases.of_person(iin(7))) == [last.id, first.id, late.id]
    assert list(cases.of_person(iin(8))) == []


def test_the_record_names_a_person_by_a_key_that_is_no_number_of_a_person(world):
    case = world.file(iin=iin(7)).do("withdraw")
    again = world.file(iin=iin(7))
    other = world.file(iin=iin(8))
    keys = [each.case.filed.person for each in (case, again, other)]
    assert keys[0] == keys[1] != keys[2] and {len(key) for key in keys} == {32}
    assert iin(7) not in str(again.case.record)


def test_no_case_is_not_found(cases):
    with pytest.raises(NotFound, match="there is no case 2026-000009") as no:
        cases.load("2026-000009")
    assert no.value.way_on


# --- a case that moved


def test_what_was_decided_on_an_old_view_is_not_kept(world, cases):
    case = world.file()
    change = not_by_itself(case)
    case.do("assign", executor="Omarova")
    record = cases.load(case.id).record
    with pytest.raises(CaseMoved, match="it had 1 entries and has 2 now") as moved:
        cases.append(change)
    assert moved.value.details == {"case": case.id, "seen": 1, "version": 2, "only_firings": False}
    assert cases.load(case.id).record == record


def test_where_only_time_came_between_it_is_said(world, cases):
    case = world.file()
    change = not_by_itself(case)
    world.past_due("acceptance")
    world.sweep()
    with pytest.raises(CaseMoved) as moved:
        cases.append(change)
    assert moved.value.details["only_firings"] is True


def test_a_change_to_a_case_that_there_is_not_is_not_kept(world, cases):
    change = not_by_itself(world.file())
    other = World(MONDAY).cases
    with pytest.raises(NotFound):
        other.append(change)
    assert list(other.ids()) == []


# --- transactions


def everything(cases):
    """All that can be asked of them."""
    ids = list(cases.ids())
    return {
        "next": cases.next_at(),
        "due": list(cases.due(parse_typed("2030-01-01"), 100)),
        "persons": [list(cases.of_person(iin(number))) for number in range(1, 5)],
        "references": [cases.by_reference(f"SIMULATED-{number}") for number in range(1, 5)],
        "cases": {each: cases.load(each) for each in ids},
        "papers": {each: cases.papers(each) for each in ids},
        "attempts": {each: list(cases.attempts(each)) for each in ids},
        "personal": {each: cases.personal(each) for each in ids},
    }


def test_what_a_transaction_began_is_undone_whole(world, cases):
    first, second = world.file(), world.file()
    first.do("assign", executor="Omarova")
    before = everything(cases)
    with pytest.raises(NotAllowedHere):
        together(
            cases,
            lambda: first.do("accept"),
            lambda: second.do("withdraw"),
            world.file,
            lambda: second.do("withdraw"),
        )
    assert everything(cases) == before
    assert world.file().id == "2026-000003", "its number was free again"


def test_an_inner_transaction_is_undone_alone(world, cases):
    with cases.database.transaction():
        first = world.file()
        inner = everything(cases)
        with pytest.raises(NotAllowedHere):
            together(cases, lambda: first.do("accept"), world.file, lambda: first.do("accept"))
        assert everything(cases) == inner
        second = world.file().do("accept")
    assert [str(cases.load(each).state) for each in (first.id, second.id)] == ["submitted", "accepted"]


def test_an_inner_transaction_that_succeeded_is_undone_with_the_outer(world, cases):
    before = everything(cases)
    with pytest.raises(NotAllowedHere):
        together(
            cases, lambda: together(cases, world.file), lambda: world.case("2026-000001").do("terminate")
        )
    assert everything(cases) == before


def test_what_follows_an_inner_transaction_is_undone_with_the_outer(world, cases):
    first, second = world.file(), world.file()
    before = everything(cases)
    with pytest.raises(NotAllowedHere):
        together(
            cases,
            lambda: together(cases, lambda: first.do("assign", executor="Omarova")),
            lambda: second.do("accept"),
            lambda: second.do("accept"),
        )
    assert everything(cases) == before


def test_a_change_that_was_undone_is_none_of_those_that_were_kept():
    """What is owed is reckoned change by change, each by the calendar of its own."""
    world = World(MONDAY, step=None)
    first, shipped = world.file(), world.workdays
    with pytest.raises(NotAllowedHere):
        together(world.cases, lambda: first.do("accept"), lambda: first.do("accept"))
    world.with_day_off("2026-04-03", act="an invented decree")
    first.do("accept")
    [held] = world.cases._held.values()
    kept = [(each.case.version, each.workdays) for each in held.changes()]
    assert kept == [(1, shipped), (2, world.workdays)]


# --- what is due


def test_what_is_due_comes_soonest_first_and_then_by_number(world, cases):
    """Acceptance is due by 18:00 of the day of registration: the third's on the second day."""
    first, second = world.file(), world.file()
    world.until("2026-03-17 09:00")
    third = world.file()
    late = parse_typed("2026-03-18 09:00")
    assert list(cases.due(late, 10)) == [first.id, second.id, third.id]
    assert list(cases.due(late, 1)) == [first.id]
    assert list(cases.due(late, 10, skip=2)) == [third.id]
    assert list(cases.due(late, 1, skip=1)) == [second.id]
    assert list(cases.due(parse_typed("2026-03-16 18:00"), 10)) == [], "the instant itself is in time"
    assert len(cases.due(parse_typed("2026-03-16 18:00:00.000001"), 10)) == 2
    world.desk.sweep_one(first.id, late)
    assert list(cases.due(late, 10)) == [second.id, third.id]
    assert list(cases.due(late, 10)) == [second.id, third.id], "asking changes nothing"


def test_the_next_moment_follows_the_cases(world, cases):
    """Accepted on Monday 16 March 2026, the term ends on 9 April; five working days before, on the 2nd, a warning."""
    assert cases.next_at() is None
    case = world.file()
    assert cases.next_at() == parse_typed("2026-03-16 18:00")
    case.do("accept")
    assert cases.next_at() == parse_typed("2026-04-02 09:00")
    case.do("propose-refusal", at="2026-03-26 10:00", ground=1, provision="Art. 1", **HEARING)
    assert cases.next_at() == parse_typed("2026-03-27 18:00"), "no receipt by the end of the next working day"
    case.do("withdraw").do("terminate")
    assert cases.next_at() is None and list(cases.due(parse_typed("2030-01-01"), 10)) == []


def test_an_act_that_brings_nothing_but_another_moment_is_kept(world, cases):
    """A calendar that changed: nothing happened, and the case waits for another moment."""
    case = world.file().do("accept")
    moved = world.workdays
    world.with_day_off("2026-04-03", act="an invented decree")
    assert cases.next_at() == parse_typed("2026-04-01 09:00")
    assert cases.load(case.id).version == 2
    before = cases.load(case.id)
    cases.append(Change.of(before, before, moved))
    assert cases.next_at() == parse_typed("2026-04-02 09:00")


def test_a_case_that_waits_again_for_a_moment_waits_for_it_once():
    """With a notice under way another moment comes first, and after its receipt the old one again."""
    waiting = Waiting()
    for _ in range(100):
        waiting.set("B", MONDAY + timedelta(hours=2))
        waiting.set("B", MONDAY + timedelta(hours=1))
        waiting.set("A", MONDAY + timedelta(hours=1))
    assert waiting.before(MONDAY + timedelta(hours=9), 10) == ["A", "B"]
    assert waiting.next_at() == MONDAY + timedelta(hours=1)
    waiting.set("B", None)
    waiting.set("C", None)
    assert waiting.before(MONDAY + timedelta(hours=9), 10) == ["A"]
    waiting.set("A", None)
    assert waiting.next_at() is None


# --- what else is kept


def test_a_refused_attempt_is_kept_in_the_journal_of_its_own(world, cases, accepted):
    world.until("2026-03-17 10:00")
    for act, words, no in (
        ("accept", {}, NotAllowedHere),
        ("assign", {"executor": "Z", "by": "x"}, BadInput),
    ):
        with pytest.raises(no):
            accepted.do(act, **words)
    [attempt] = accepted.attempts
    told = (attempt.at, attempt.act, attempt.role, attempt.on_behalf_of, attempt.kind)
    assert told == (world.now, "ReportAccepted", "executor", None, "not_allowed_here")
    assert "cannot happen while the case is accepted" in attempt.message
    assert cases.load(accepted.id).version == 2


def test_a_report_of_which_no_case_came_is_in_the_journal_too():
    world = World("2021-12-24 09:00")
    with pytest.raises(MerzimError):
        world.file()
    assert [each.kind for each in world.cases.attempts()] == ["no_edition"]


def test_papers_stand_in_the_order_of_their_entries_and_what_is_recalled_is_gone(world, accepted):
    """Every change of state owes a stage message (item 7). What a corrected act owed is recalled and owed again."""
    accepted.do(
        "propose-refusal", at="2026-03-26 10:00", ground=1, provision="Art. 1", way="letter", **HEARING
    )
    owed = [
        "stage to monitoring",
        "mark of acceptance to applicant",
        "stage to monitoring",
        "stage to monitoring",
        "notice of preliminary decision and hearing to applicant",
    ]
    assert accepted.papers == owed
    accepted.do("correct", seq=3, reason="typed wrong", to="2026-03-26 09:30")
    assert accepted.papers == owed
    [notice] = [each for each in world.cases.papers(accepted.id) if each.way == "letter"]
    assert notice.issue_from == parse_typed("2026-03-26 09:30")
    accepted.do("correct", seq=3, reason="never done")
    assert accepted.papers[:3] == owed[:3] and owed[-1] not in accepted.papers


# --- side by side


def lived_by(cases, seed):
    """A random play on these cases, lawful and unlawful acts; all that can be asked of them after each."""
    history, told = play(seed), []
    clock = VirtualClock(instant(history.filed))
    desk = Desk(cases, clock, kazakhstan(), SHIPPED)
    case_id = desk.file(report(1, clock()), actor=APPLICANT).case.id
    for attempt in history.attempts:
        clock.set(instant(attempt.act.at))
        try:
            desk.act(
                case_id,
                event_of(attempt.act),
                lambda *seen, act=attempt.act: decide(act, *seen),
                actor=actor(attempt.act),
            )
        except MerzimError as no:
            told.append(no.kind)
        told.append(_comparable(everything(cases)))
    return told


def _comparable(told):
    """The keys of persons and the digests are each store's own."""
    rows = {
        id: [
            (entry.seq, type(entry.event), entry.recorded_at, entry.actor, entry.due) for entry in case.record
        ]
        for id, case in told["cases"].items()
    }
    deadlines = {id: dict(case.deadlines) for id, case in told["cases"].items()}
    return told | {"cases": rows, "deadlines": deadlines}


@pytest.mark.slow
def test_memory_and_file_answer_alike_after_every_act_of_random_histories(tmp_path):
    for seed in range(40):
        on_file = CasesOnFile.at(tmp_path / f"{seed}.db", SHIPPED)
        told = lived_by(MemoryCases(), seed)
        assert told == lived_by(on_file, seed), f"play {seed}"
        on_file.close()


# --- from elsewhere


def test_a_case_taken_in_goes_on_where_it_stood(tmp_path):
    with World(MONDAY, file=tmp_path / "world.db", step=None) as there:
        other = [there.file() for _ in range(3)][-1].do("accept")
        here = World(MONDAY, step=None)
        filed = report(3, MONDAY)
        here.cases.take_in(
            there.cases.load(other.id), filed, there.cases.next_at(), there.cases.papers(other.id)
        )
        case = here.case(other.id)
        assert case.papers == other.papers and here.cases.by_reference("SIMULATED-3") == (other.id, filed)
        case.do("propose-refusal", at="2026-03-26 10:00", ground=1, provision="Art. 1", **HEARING)
        assert case.state == "preliminary_refusal" and other.state == "accepted"
        assert here.file().id == "2026-000004", "its number is taken"
