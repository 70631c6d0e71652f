"""A world: time that moves when told, the same events however it moves, and what if calendar or rules were others."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from plays import actor, decide, event_of, instant, play

from process.definitions import ORDER_232_2025
from process.errors import (
    BadInput,
    CalendarUnknown,
    CaseMoved,
    NoEdition,
    NotAllowedHere,
    NotFound,
    TooEarly,
    TooLate,
    WrongRole,
)
from process.events import DecisionOverdue, ReportAccepted, WarningRaised
from process.localtime import iso, parse_typed
from process.record import canonical
from simulation.event_file import write_out
from simulation.world import PROMPTLY, World

HEARING = {"method": "oral", "hearing": "2026-03-27 15:00", "place": "room 12"}


@pytest.fixture
def world():
    return World("2026-03-16 09:00")


@pytest.fixture
def accepted(world):
    return world.file().do("accept", by="executor Omarova", at="2026-03-16 10:00")


def shown(moment):
    return iso(moment)[:16]


# --- time


def test_working_days_pass_over_nauryz_and_keep_the_time_of_day(world):
    """From Monday 16 March 2026: 21-25 March are off, so the fifth working day is Thursday 26 March."""
    assert shown(world.advance(working_days=5)) == "2026-03-26T09:00"
    assert shown(world.advance(days=2)) == "2026-03-28T09:00"
    assert shown(world.advance(hours=5, minutes=30)) == "2026-03-28T14:30"
    assert world.today == date(2026, 3, 28)


def test_a_day_that_is_typed_means_its_start_and_time_never_goes_back(world):
    assert shown(world.until("2026-03-17")) == "2026-03-17T00:00"
    assert shown(world.until(date(2026, 3, 18))) == "2026-03-18T00:00"
    with pytest.raises(ValueError, match="cannot go back"):
        world.until("2026-03-16 12:00")


def test_a_calendar_day_is_a_day_also_where_an_hour_came_twice():
    """29 February 2024 had 25 hours in Almaty."""
    world = World("2024-02-29 12:00")
    before = world.now
    world.advance(days=1)
    assert (world.now - before, shown(world.now)) == (timedelta(hours=25), "2024-03-01T12:00")
    with pytest.raises(BadInput, match="twice"):
        World("2024-02-29 23:30")


def test_until_due_is_still_in_time_and_past_due_is_not(world, accepted):
    assert shown(world.until_due("decision")) == "2026-04-09T18:00"
    assert not accepted.overdue and accepted.deadlines["decision"].status(world.now) == "open"
    world.past_due("objection") if "objection" in accepted.deadlines else world.until(
        world.now + timedelta(microseconds=1)
    )
    assert accepted.overdue and accepted.late == ["decision", "hearing_notice"]


def test_the_soonest_deadline_of_all_cases_or_that_of_one(world):
    first = world.file(at="2026-03-16 09:10").do("accept", at="2026-03-16 10:00")
    second = world.file(at="2026-03-18 09:10").do("accept", at="2026-03-18 10:00")
    assert shown(world.due("decision")) == shown(world.due("decision", first)) == "2026-04-09T18:00"
    assert shown(world.due("decision", second)) == "2026-04-13T18:00"
    with pytest.raises(NotFound, match="no deadline 'hearing' lies ahead") as no:
        world.until_due("hearing")
    assert no.value.way_on == "Ahead lie: decision, hearing_notice."


def test_the_next_event_is_what_happens_by_itself(world, accepted):
    [(case_id, first), *_] = world.next_event()
    assert case_id == accepted.id and isinstance(first.event, WarningRaised)
    assert shown(first.event.occurred_at) == "2026-04-02T09:00"  # five working days before 9 April
    happened = [first.event]
    while news := world.next_event():
        happened += [entry.event for _, entry in news]
    assert [type(each) for each in happened if not isinstance(each, WarningRaised)][-1] is DecisionOverdue
    assert world.next_event() == [] and shown(world.now) == "2026-04-09T18:00"


# --- acts


def test_an_act_to_come_lets_time_pass_and_one_that_is_over_is_entered_late(world, accepted):
    assert shown(world.now) == "2026-03-16T10:00"
    world.until("2026-03-20 12:00")
    accepted.do("endorse", by="legal_service", agrees=True, at="2026-03-17 11:00")
    entry = accepted.case.record[-1]
    assert (shown(entry.event.occurred_at), shown(entry.recorded_at)) == (
        "2026-03-17T11:00",
        "2026-03-20T12:00",
    )


def test_whose_act_it_is_need_not_be_said(world):
    case = world.file()
    for act, words in (
        ("assign", {"executor": "Omarova"}),
        ("accept", {}),
        ("propose-refusal", {"ground": 1, "provision": "Art. 1", **HEARING, "hearing": "2026-03-17 15:00"}),
        ("receive-notice", {}),
        ("state-position", {"form": "oral"}),
        ("withdraw", {}),
        ("terminate", {}),
    ):
        case.do(act, **words)
    assert [entry.actor.role for entry in case.case.record] == [
        "applicant", "head", "executor", "executor", "executor", "system", "applicant", "applicant", "head",
    ]  # fmt: skip
    assert case.state == "withdrawn"


@pytest.mark.parametrize(
    ("act", "words", "why", "said"),
    [
        ("register", {"by": "head"}, TooEarly, "the endorsement of the legal service is missing"),
        ("accept", {"by": "head"}, WrongRole, "is an act of the executor"),
        ("accept", {}, NotAllowedHere, "cannot happen while the case is accepted"),
        ("acept", {}, BadInput, "perhaps 'accept' is meant"),
        ("accept", {"ground": 1}, BadInput, "accept takes no 'ground'"),
        ("accept", {"by": "exekutor"}, BadInput, "perhaps 'executor' is meant"),
        ("propose_refusal", {"ground": 1}, BadInput, "provision is missing"),
        ("endorse", {"by": "legal_service", "agrees": "yes"}, BadInput, "true or false"),
        ("hold-hearing", {"method": "oral"}, BadInput, "present is missing"),
    ],
)
def test_a_refused_act_says_why_and_leaves_nothing(accepted, act, words, why, said):
    before = accepted.world.cases.load(accepted.id)
    with pytest.raises(why, match=said):
        accepted.do(act, **words)
    assert accepted.world.cases.load(accepted.id) is before


def test_another_who_comes_between_moves_the_case_unless_it_was_only_time(world, accepted):
    with pytest.raises(CaseMoved):
        accepted.do("endorse", by="legal_service", agrees=True, meanwhile=lambda: accepted.do("withdraw"))
    assert accepted.state == "withdrawn"
    other = world.file().do("accept")
    world.clock.set(parse_typed("2026-04-03 10:00"))  # nothing has been swept yet
    other.do("endorse", by="legal_service", agrees=True, meanwhile=world.sweep)
    assert [type(each).__name__ for each in other.events][-1] == "Endorsed"


def test_reports_differ_by_person_and_by_what_is_said(world):
    one, two = world.file(), world.file(garrison="Тараз", surname="Бекенова")
    assert one.id != two.id and one.case.filed.report["garrison"] != "Тараз"
    assert two.case.filed.report["garrison"] == "Тараз" and "Бек***" in str(two)
    with pytest.raises(BadInput, match="a report has no 'garison'"):
        world.file(garison="Тараз")
    with pytest.raises(BadInput) as no:
        world.file(iin="123")
    assert no.value.details["faults"][0]["path"] == "$.applicant.iin"


def test_a_report_may_come_in_late(world):
    world.until("2026-03-20 12:00")
    case = world.file(at="2026-03-16 09:10")
    assert case.case.filed.registered_on == date(2026, 3, 16)
    assert case.late == ["acceptance"]


def test_the_edition_is_that_of_the_day_unless_one_is_named():
    with pytest.raises(NoEdition):
        World("2018-03-01 09:00").file()
    world = World("2018-03-01 09:00", definition=ORDER_232_2025)
    case = world.file().do("accept")
    # 2, Saturday 3 (worked in place of the 9th), 5-7, 12-16, 19, 20, 26-28 March: 8 and 21-23 March are holidays
    assert shown(case.deadlines["decision"].due_at) == "2018-03-28T18:00"


# --- what if


def test_with_another_day_off_the_term_ends_later(world):
    case = World("2026-10-12 09:00").with_day_off("2026-10-27", act="an invented decree").file().do("accept")
    assert shown(case.deadlines["decision"].due_at) == "2026-11-04T18:00"
    [why] = [day for day in case.explain().skipped if day.date == date(2026, 10, 27)]
    assert why.act == "an invented decree"


def test_a_due_date_on_record_is_a_fact_and_does_not_move(world, accepted):
    world.with_day_off("2026-04-01", act="an invented decree")
    assert shown(accepted.deadlines["decision"].due_at) == "2026-04-09T18:00"
    later = world.file().do("accept")
    assert shown(later.deadlines["decision"].due_at) == "2026-04-10T18:00"


def test_a_day_moved_within_the_term_moves_nothing(world):
    world.with_day_moved("2026-04-03", worked="2026-03-28", act="an invented decree")
    assert shown(world.file().do("accept").deadlines["decision"].due_at) == "2026-04-09T18:00"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-24", "is a day off already"),
        ("2026-03-28", "is a day off already"),
        ("2026-04-31", "not on"),
    ],
)
def test_a_day_off_cannot_be_off_again(world, day, said):
    with pytest.raises(BadInput, match=said):
        world.with_day_off(day, act="x")
    with pytest.raises(BadInput, match="by which act"):
        world.with_day_off("2026-04-01", act=" ")
    with pytest.raises(CalendarUnknown):
        world.with_day_off("2031-04-01", act="x")


def test_a_definition_is_a_value_that_can_be_replaced():
    terms = tuple(
        replace(term, days=10) if term.name == "decision" else term for term in ORDER_232_2025.terms
    )
    rules = replace(ORDER_232_2025, id="ten-days", terms=terms)
    case = World("2026-03-16 09:00", definition=rules).file().do("accept")
    assert shown(case.deadlines["decision"].due_at) == "2026-04-02T18:00"
    assert {entry.definition for entry in case.case.record} == {"ten-days"}


# --- on a file


def test_on_a_file_the_same_happens_and_stays(tmp_path):
    def go_on(world):
        case = world.file().do("assign", executor="Omarova").do("accept", at="2026-03-16 10:00")
        case.do("propose-refusal", at="2026-03-26 10:00", ground=1, provision="Art. 1", **HEARING)
        world.until("2026-05-01 09:00")
        return case

    with World("2026-03-16 09:00", file=tmp_path / "w.db") as world:
        on_file = go_on(world)
        view, papers = on_file.as_json(), on_file.papers
    in_memory = go_on(World("2026-03-16 09:00"))
    assert _same(in_memory.as_json()) == _same(view) and in_memory.papers == papers
    with World("2026-05-01 09:00", file=tmp_path / "w.db") as again:
        assert [each.id for each in again.all()] == [on_file.id]
        assert again.case(on_file.id).state == "preliminary_refusal"


def _same(view):
    return {
        **view,
        "events": [{key: each[key] for key in each if key != "recorded_at"} for each in view["events"]],
    }


def test_a_case_that_there_is_not_is_not_found(world):
    with pytest.raises(NotFound):
        world.case("2026-000009")


# --- the same events, whatever the clock's step

STEPS = [timedelta(hours=1), timedelta(hours=11), timedelta(days=1), timedelta(days=7), None]


def played(seed, step, **options):
    """The record of a random play, as it would be written out, and how it stands at the end."""
    history = play(seed)
    world = World(instant(history.filed), step=step, **options)
    case = world.file()
    for each in history.attempts:
        world.until(instant(each.act.at))
        try:
            world.desk.act(
                case.id,
                event_of(each.act),
                lambda *seen, act=each.act: decide(act, *seen),
                actor=actor(each.act),
            )
        except (NotAllowedHere, TooEarly, TooLate, WrongRole, BadInput):
            assert each.refusals
        else:
            assert not each.refusals
    world.until(instant(history.end))
    world.sweep()
    record = [_without_the_writing(canonical(entry, case.id)) for entry in case.case.record]
    # A warning of what was met before anybody looked is owed to nobody, so those depend on how often one looks.
    return record, sorted(paper for paper in case.papers if not paper.startswith("warning"))


def _without_the_writing(text):
    return {key: value for key, value in json.loads(text).items() if key != "recorded_at"}


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_the_same_world_gives_the_same_events_whatever_the_step(first):
    for seed in range(first, first + 10):
        told = played(seed, PROMPTLY)
        for step in STEPS:
            assert played(seed, step) == told, (seed, step)


def test_also_in_steps_of_seven_minutes_and_on_a_file(tmp_path):
    for seed in (3, 8):
        told = played(seed, PROMPTLY)
        assert played(seed, timedelta(minutes=7)) == told
        with_file, papers = played(seed, PROMPTLY, file=tmp_path / f"{seed}.db")
        own = ("person", "digest")
        assert [_less(each, own) for each in with_file] == [_less(each, own) for each in told[0]]
        assert papers == told[1]


def _less(entry, keys):
    return entry | {"body": {key: value for key, value in entry["body"].items() if key not in keys}}


# --- events written out


def test_events_streamed_to_a_file_are_those_in_memory_and_the_closed_case_is_forgotten(world):
    out, later = StringIO(), StringIO()
    streaming = World("2026-03-16 09:00", events=out)
    for each in (world, streaming):
        case = each.file().do("accept", at="2026-03-16 10:00")
        case.do("endorse", by="legal_service", agrees=True).do("endorse", by="housing_unit", agrees=True)
        case.do("register")
    write_out([each.case for each in world.all()], later)
    assert out.getvalue() == later.getvalue() and out.getvalue().count("\n") == 5
    assert streaming.all() == [] and len(world.all()) == 1


def test_what_happened_in_utc_is_on_the_clock_in_utc(world):
    assert world.now == datetime(2026, 3, 16, 4, tzinfo=UTC)
    assert type(world.file().do("accept").events[-1]) is ReportAccepted
