"""A world: time that moves when told, acts in words, and cases in memory or on a file."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest

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
from process.events import DecisionOverdue, WarningRaised
from process.localtime import iso, parse_instant, parse_typed
from simulation.clock import INSTANT
from simulation.world import PROMPTLY, World
from store.migrate import init

HEARING = {"method": "oral", "hearing": "2026-03-27 15:00", "place": "room 12"}
PROPOSAL = {"ground": 1, "provision": "Art. 1", **HEARING}


@pytest.fixture(params=[PROMPTLY, timedelta(hours=1), None], ids=["promptly", "hourly", "never"])
def world(request):
    """Whatever the step."""
    return World("2026-03-16 09:00", step=request.param)


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
    assert shown(world.advance(working_days=1)) == "2026-03-30T14:30", "from a Saturday, to Monday"
    assert shown(world.advance(working_days=1, days=1, hours=10)) == "2026-04-02T00:30"
    assert world.advance() == world.now


def test_the_clock_shows_utc_and_what_is_typed_is_almaty_time(world):
    assert world.now == datetime(2026, 3, 16, 4, tzinfo=UTC)
    assert world.until("2026-03-16T09:30Z") == datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
    assert world.until("2026-03-16 14:30:00.000001") == world.now == datetime(2026, 3, 16, 9, 30, 0, 1, UTC)


def test_a_bare_day_means_its_start(world):
    assert shown(world.until("2026-03-17")) == "2026-03-17T00:00"
    assert shown(world.until(date(2026, 3, 18))) == "2026-03-18T00:00"
    assert World(date(2026, 3, 18)).now == world.now


@pytest.mark.parametrize("back", ["2026-03-17 11:59", date(2026, 3, 16)])
def test_time_never_goes_back_and_nothing_happens_when_it_is_told_to(world, back):
    world.until("2026-03-17 12:00")
    case = world.file(at="2026-03-16 09:10")  # its acceptance was due on the 16th, and nobody has swept since
    before = world.cases.load(case.id)
    with pytest.raises(ValueError, match="cannot go back"):
        world.until(back)
    with pytest.raises(ValueError, match="cannot go back"):
        world.advance(days=-1)
    assert world.cases.load(case.id) is before and shown(world.now) == "2026-03-17T12:00"


@pytest.mark.parametrize("typed", ["2026-02-30", "2026-03-16 25:00", "tomorrow", ""])
def test_a_moment_on_no_calendar_is_refused(world, typed):
    with pytest.raises(BadInput):
        world.until(typed)
    with pytest.raises(BadInput):
        World(typed)


def test_a_step_goes_forwards():
    with pytest.raises(ValueError, match="not in steps of"):
        World(step=timedelta(hours=-1))
    assert World(step=timedelta(0)).step == PROMPTLY


def test_working_days_of_an_unknown_year_are_unknown(world):
    world.until("2027-12-30 10:00")
    with pytest.raises(CalendarUnknown):
        world.advance(working_days=3)
    assert shown(world.now) == "2027-12-30T10:00"


# --- the doubled hour of 29 February 2024, the last day that had 25 hours in Almaty


def test_a_calendar_day_is_a_day_and_an_hour_is_an_hour_also_where_one_came_twice():
    world = World("2024-02-29 12:00")
    before = world.now
    world.advance(days=1)
    assert (world.now - before, shown(world.now)) == (timedelta(hours=25), "2024-03-01T12:00")
    world = World("2024-02-29T23:30+06:00")
    assert iso(world.advance(hours=1)) == "2024-02-29T23:30:00+05:00", "for the second time"
    assert world.advance() == world.now, "and it stays there"
    assert iso(world.advance(minutes=30)) == "2024-03-01T00:00:00+05:00"


def test_which_of_the_two_is_meant_must_be_said():
    with pytest.raises(BadInput, match="twice"):
        World("2024-02-29 23:30")
    with pytest.raises(BadInput, match="twice"):
        World("2024-02-29 12:00").until("2024-02-29 23:00")


def test_the_applicants_day_ends_when_the_second_hour_does():
    """Received on Tuesday 27 February 2024: the objection's two working days end on the 29th at 24:00, which is an
    hour after the first 24:00 that never came."""
    world = World("2024-02-26 09:00", definition=ORDER_232_2025)
    case = world.file().do("accept")
    proposal = PROPOSAL | {"hearing": "2024-02-28 10:00"}
    case.do("propose-refusal", at="2024-02-27 10:00", **proposal).do("receive-notice")
    assert iso(world.due("objection")) == "2024-02-29T23:59:59.999999+05:00"
    world.until("2024-02-29T23:59:59.999999+06:00")
    world.advance(minutes=59)
    assert "PositionStated" in case.as_json()["allowed"]
    case.do("state-position", form="written")
    assert case.deadlines["objection"].status(world.now) == "met"


# --- deadlines


def test_until_due_is_still_in_time_and_past_due_is_not(world, accepted):
    assert shown(world.until_due("decision")) == "2026-04-09T18:00"
    assert not accepted.overdue and accepted.deadlines["decision"].status(world.now) == "open"
    assert world.until_due("decision") == world.now, "it lies ahead as long as it is in time"
    assert world.past_due("decision") == parse_typed("2026-04-09 18:00") + INSTANT
    assert accepted.overdue and accepted.late == ["decision", "hearing_notice"]
    with pytest.raises(NotFound, match="no deadline 'decision' lies ahead"):
        world.until_due("decision")


def test_the_soonest_deadline_of_all_cases_or_that_of_one(world):
    first = world.file(at="2026-03-16 09:10").do("accept", at="2026-03-16 10:00")
    second = world.file(at="2026-03-18 09:10").do("accept", at="2026-03-18 10:00")
    assert shown(world.due("decision")) == shown(world.due("decision", first)) == "2026-04-09T18:00"
    assert shown(world.due("decision", second)) == "2026-04-13T18:00"
    with pytest.raises(NotFound, match="no deadline 'hearing' lies ahead") as no:
        world.until_due("hearing")
    assert no.value.way_on == "Ahead lie: decision, hearing_notice."
    with pytest.raises(NotFound) as no:
        World().due("decision")
    assert no.value.way_on == "Ahead lie: none."


def test_what_is_met_lies_no_more_ahead(world, accepted):
    accepted.do("propose-refusal", at="2026-03-26 10:00", **PROPOSAL)
    with pytest.raises(NotFound) as no:
        world.due("hearing_notice")
    assert no.value.way_on == "Ahead lie: decision."


# --- what happens by itself


def test_the_next_event_is_what_happens_by_itself(world, accepted):
    """Warnings five, three and one working days before the 9th, and two and one before the 6th of April; the last
    notice passes, and on 9 April at 18:00 the term ends."""
    happened = []
    while news := world.next_event():
        assert {case for case, _ in news} == {accepted.id}
        happened.append((shown(news[0][1].event.occurred_at), len(news)))
        assert all(entry.recorded_at == world.now for _, entry in news)
    assert happened == [
        ("2026-04-02T09:00", 3),
        ("2026-04-03T09:00", 1),
        ("2026-04-06T09:00", 1),
        ("2026-04-06T18:00", 1),
        ("2026-04-08T09:00", 1),
        ("2026-04-09T18:00", 1),
    ]
    assert isinstance(accepted.events[-1], DecisionOverdue)
    assert world.next_event() == [] and shown(world.now) == "2026-04-09T18:00"


def test_what_fell_due_before_is_no_next_event(world, accepted):
    world.until("2026-04-03 12:00")
    [(_, entry)] = world.next_event()
    assert shown(entry.event.occurred_at) == "2026-04-06T09:00"


def test_what_is_due_at_this_very_moment_is_the_next_event(world, accepted):
    world.until("2026-04-02 09:00")
    assert len(world.next_event()) == 3 and world.now == parse_typed("2026-04-02 09:00") + INSTANT


def test_the_next_event_comes_on_every_case_that_it_comes_to_by_their_numbers(world):
    """On 250 cases of one day, which is more than one commit of the sweep takes; another waits for a later one."""
    for _ in range(250):
        world.file()
    later = world.file(at="2026-03-16 17:00").do("accept")
    news = world.next_event()
    assert [case for case, _ in news] == sorted(each.id for each in world.all())[:-1]
    assert later.id not in dict(news)


def test_the_next_event_asks_only_for_the_cases_that_it_comes_to(monkeypatch):
    world = World("2026-03-16 09:00")
    for _ in range(100):
        world.file().do("accept")
    one, asked, load = world.file(), [], world.cases.load
    monkeypatch.setattr(world.cases, "load", lambda case_id: asked.append(case_id) or load(case_id))
    assert [case for case, _ in world.next_event()] == [one.id]
    assert set(asked) == {one.id}


def test_the_next_event_is_told_also_where_events_are_written_out():
    out = StringIO()
    world = World("2026-03-16 09:00", events=out)
    case = world.file()
    [(case_id, entry)] = world.next_event()
    assert (case_id, entry.seq) == (case.id, 2) and out.getvalue().count("\n") == 2


# --- acts


def test_an_act_to_come_lets_time_pass_and_one_that_is_over_is_entered_late(world, accepted):
    assert shown(world.now) == "2026-03-16T10:00"
    world.until("2026-03-20 12:00")
    accepted.do("endorse", by="legal_service", agrees=True, at="2026-03-17 11:00")
    entry = accepted.case.record[-1]
    moments = (shown(entry.event.occurred_at), shown(entry.recorded_at))
    assert moments == ("2026-03-17T11:00", "2026-03-20T12:00")


def test_an_act_entered_late_takes_back_what_fired_for_want_of_it(world):
    """Accepted on Monday 16 March, entered on Tuesday: the breach of Monday 18:00 is annulled."""
    case = world.file()
    world.until("2026-03-17 10:00")
    assert case.late == ["acceptance"]
    case.do("accept", at="2026-03-16 17:00")
    names = [type(entry.event).__name__ for entry in case.case.record]
    assert names == ["ReportFiled", "DeadlineMissed", "ReportAccepted", "FiringAnnulled"]
    assert case.late == [] and shown(world.due("decision")) == "2026-04-09T18:00"


def test_whose_act_it_is_need_not_be_said(world):
    case = world.file()
    for act, words in (
        ("assign", {"executor": "Omarova"}),
        ("accept", {}),
        ("propose-refusal", PROPOSAL | {"hearing": "2026-03-17 15:00"}),
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
        ("correct", {"seq": 9, "reason": "x"}, NotFound, "9"),
        ("acept", {}, BadInput, "perhaps 'accept' is meant"),
        ("accept", {"ground": 1}, BadInput, "accept takes no 'ground'"),
        ("accept", {"by": "exekutor"}, BadInput, "perhaps 'executor' is meant"),
        ("propose_refusal", {"ground": 1}, BadInput, "provision is missing"),
        ("propose_refusal", {"ground": 1, "provision": "x", "method": "oral"}, BadInput, "hearing"),
        ("endorse", {"by": "legal_service", "agrees": "yes"}, BadInput, "true or false"),
        ("withdraw", {"at": "2026-03-16 08:00"}, TooEarly, "2026"),
        ("correct", {"seq": 2, "reason": "x", "at": "2026-03-16 09:30"}, BadInput, "made when it is entered"),
    ],
)
def test_a_refused_act_says_why_and_leaves_nothing_but_its_attempt(world, accepted, act, words, why, said):
    world.until("2026-03-16 12:00")
    before, papers = world.cases.load(accepted.id), accepted.papers
    with pytest.raises(why, match=said) as no:
        accepted.do(act, **words)
    assert world.cases.load(accepted.id) is before and accepted.papers == papers
    journaled = no.value.kind not in ("bad_input", "not_found")
    assert [each.kind for each in accepted.attempts] == [no.value.kind] * journaled
    assert shown(world.now) == "2026-03-16T12:00"


@pytest.fixture(params=["memory", "file"])
def either(request, tmp_path):
    """A world that nobody sweeps, in memory or on a file."""
    file = tmp_path / "world.db" if request.param == "file" else None
    with World("2026-03-16 09:00", file=file, step=None) as world:
        yield world


def test_another_who_comes_between_moves_the_case(either):
    case = either.file().do("accept")
    with pytest.raises(CaseMoved, match="has moved meanwhile"):
        case.do("endorse", by="legal_service", agrees=True, meanwhile=lambda: case.do("withdraw"))
    assert case.state == "withdrawn" and "Endorsed" not in [type(each).__name__ for each in case.events]
    assert [each.kind for each in case.attempts] == ["case_moved"]


def test_where_only_time_came_between_the_act_is_decided_again(either):
    """Rule of time 3: the sweep puts on record what fell due, and the act follows it."""
    case = either.file().do("accept")
    either.until("2026-04-03 10:00")
    case.do("endorse", by="legal_service", agrees=True, meanwhile=either.sweep)
    names = [type(each).__name__ for each in case.events]
    assert names[-1] == "Endorsed" and names.count("WarningRaised") == 4 and not case.attempts


def test_between_the_looking_and_the_keeping_even_the_term_may_end(either):
    """The notice was in time when he looked, and when he had signed it was over: it is then too late."""
    case = either.file().do("accept")
    either.until("2026-04-06 18:00")
    late = {"meanwhile": lambda: (either.past_due("hearing_notice"), either.sweep())}
    with pytest.raises(TooLate, match="the last lawful day was"):
        case.do("propose-refusal", **PROPOSAL | {"hearing": "2026-04-07 10:00"}, **late)
    assert case.state == "accepted"


# --- reports


def test_reports_differ_by_person_and_by_what_is_said(world):
    one, two = world.file(), world.file(garrison="Тараз", surname="Бекенова")
    assert one.id != two.id and one.case.filed.report["garrison"] != "Тараз"
    assert two.case.filed.report["garrison"] == "Тараз" and "Бек***" in str(two)
    with pytest.raises(BadInput, match="a report has no 'garison'; perhaps 'garrison' is meant"):
        world.file(garison="Тараз")
    with pytest.raises(BadInput) as no:
        world.file(iin="123")
    assert no.value.details["faults"][0]["path"] == "$.applicant.iin"
    assert len(world.all()) == 2


def test_a_report_may_come_in_late_and_what_fell_due_meanwhile_has(world):
    world.until("2026-03-20 12:00")
    case = world.file(at="2026-03-16 09:10")
    assert case.case.filed.registered_on == date(2026, 3, 16) and case.late == ["acceptance"]
    assert case.do("accept").late == ["acceptance"]
    assert [(each["event"], each["late_by"]) for each in case.as_json()["events"]][-1] == (
        "ReportAccepted",
        4,
    )


def test_the_edition_is_that_of_the_day_unless_one_is_named():
    with pytest.raises(NoEdition):
        World("2018-03-01 09:00").file()
    case = World("2018-03-01 09:00", definition=ORDER_232_2025).file().do("accept")
    # 2, Saturday 3 (worked in place of the 9th), 5-7, 12-16, 19, 20, 26-28 March: 8 and 21-23 March are off
    assert shown(case.deadlines["decision"].due_at) == "2018-03-28T18:00"


# --- how a case stands


def test_a_case_is_seen_with_all_that_fell_due_recorded_or_not(world, accepted):
    world.until("2026-04-09 18:00:00.000001")
    assert accepted.overdue and accepted.state == "accepted" and accepted.decision is None
    assert [type(each).__name__ for each in accepted.events][-1] == "DecisionOverdue"
    assert accepted.papers[-2:] == [
        "word of the deemed refusal to head",
        "word of the deemed refusal to applicant",
    ]
    assert accepted.as_json()["overdue"] and "OVERDUE" in str(accepted).upper()


def test_looking_writes_nothing():
    world = World("2026-03-16 09:00", step=None)
    case = world.file().do("accept")
    world.until("2026-05-01")
    before = world.cases.load(case.id)
    assert case.overdue and case.papers and case.timeline() and case.explain() and case.text()
    assert world.cases.load(case.id) is before and before.version == 2


def test_a_warning_of_what_was_met_before_anybody_looked_is_owed_to_nobody():
    """Production does the same after downtime; so of all that a case has, this alone depends on how often one looks."""
    owed = []
    for step in (PROMPTLY, None):
        world = World("2026-03-16 09:00", step=step)
        case = world.file().do("accept")
        for service in ("legal_service", "housing_unit"):
            case.do("endorse", by=service, agrees=True)
        case.do("register", at="2026-04-03 12:00")
        owed.append([paper for paper in case.papers if paper.startswith("warning")])
        assert len([each for each in case.events if isinstance(each, WarningRaised)]) == 3
    assert owed == [["warning to head"] * 3, []]


def test_a_case_that_there_is_not_is_not_found(world):
    with pytest.raises(NotFound):
        world.case("2026-000009")


# --- on a file


def gone_through(world):
    case = world.file().do("assign", executor="Omarova").do("accept", at="2026-03-16 10:00")
    case.do("propose-refusal", at="2026-03-26 10:00", **PROPOSAL)
    world.until("2026-05-01 09:00")
    return case


def test_on_a_file_the_same_happens_as_in_memory(tmp_path):
    with World("2026-03-16 09:00", file=tmp_path / "world.db") as world:
        case = gone_through(world)
        view, papers, text = case.as_json(), case.papers, case.text()
    in_memory = gone_through(World("2026-03-16 09:00"))
    assert (in_memory.as_json(), in_memory.papers, in_memory.text()) == (view, papers, text)


def test_another_world_goes_on_where_one_on_a_file_was_left(tmp_path):
    with World("2026-03-16 09:00", file=tmp_path / "world.db") as world:
        case_id = gone_through(world).id
    with World("2026-05-01 09:00", file=str(tmp_path / "world.db")) as again:
        assert [each.id for each in again.all()] == [case_id]
        assert again.case(case_id).state == "preliminary_refusal"
        assert again.file().case.filed.report["portal_reference"] == "SIMULATED-2"


def test_a_world_that_begins_before_what_its_file_knows_sees_it_all_the_same(tmp_path):
    """Rule of time 4: a clock set back undoes nothing."""
    with World("2026-03-16 09:00", file=tmp_path / "world.db") as world:
        case_id = gone_through(world).id
    with World("2026-03-20 09:00", file=tmp_path / "world.db") as before:
        assert before.case(case_id).overdue


def test_invented_cases_are_never_put_among_an_offices_own(tmp_path):
    path = tmp_path / "merzim.db"
    init(str(path))
    before = path.read_bytes()
    with pytest.raises(BadInput, match="is the database of an office") as no:
        World("2026-03-16 09:00", file=path)
    assert no.value.way_on and path.read_bytes() == before


def test_an_empty_file_is_a_new_one(tmp_path):
    (tmp_path / "world.db").touch()
    with World("2026-03-16 09:00", file=tmp_path / "world.db") as world:
        assert world.file().id == "2026-000001"


def test_events_are_written_out_of_memory_only(tmp_path):
    with pytest.raises(ValueError, match="a file for the cases, or one for events"):
        World("2026-03-16 09:00", file=tmp_path / "world.db", events=StringIO())
    assert not (tmp_path / "world.db").exists()


# --- to the instant, in whatever offset it is said


@pytest.mark.parametrize(
    ("filed_at", "registered"),
    [
        ("2026-03-16T17:59:59.999999+05:00", "2026-03-16"),
        ("2026-03-16T18:00:00+05:00", "2026-03-16"),
        ("2026-03-16T18:00:00.000001+05:00", "2026-03-17"),
        ("2026-03-16T23:59:59.999999+05:00", "2026-03-17"),
        ("2026-03-17T08:59:00+05:00", "2026-03-17"),
        # The same instants, said elsewhere: Moscow, Greenwich, New York.
        ("2026-03-16T16:00:00+03:00", "2026-03-16"),
        ("2026-03-16T13:00:00.000001Z", "2026-03-17"),
        ("2026-03-16T14:59:59.999999-04:00", "2026-03-17"),
        # At UTC+6 until the end of 29 February 2024, a Thursday; its 23:30 came twice. At UTC+5 from 1 March on.
        ("2024-02-29T12:00:00Z", "2024-02-29"),
        ("2024-02-29T12:00:00.000001Z", "2024-03-01"),
        ("2024-02-29T23:30:00+06:00", "2024-03-01"),
        ("2024-02-29T23:30:00+05:00", "2024-03-01"),
        ("2024-03-01T13:00:00Z", "2024-03-01"),
        ("2024-03-01T13:00:00.000001Z", "2024-03-04"),
    ],
)
def test_a_report_is_registered_by_the_hours_of_almaty_whatever_its_offset(filed_at, registered):
    """R4, R23: in hours until 18:00:00.000000 local time; after it, and on a day off, the next working day."""
    start = parse_instant(filed_at) - timedelta(minutes=1)
    world = World(start, definition=ORDER_232_2025)
    case = world.file(at=parse_instant(filed_at))
    assert case.case.filed.registered_on.isoformat() == registered


def test_a_term_over_the_change_of_offset_counts_local_days():
    """Accepted on Tuesday 27 February 2024 at UTC+6: the second working day is Thursday the 29th, 18:00 at +6 still;
    the third is Friday 1 March, 18:00 at +5, twenty-five hours later."""
    world = World("2024-02-27 09:00", definition=ORDER_232_2025)
    case = world.file().do("accept")
    said = {
        "ground": 1,
        "provision": "Art. 1",
        "method": "oral",
        "hearing": "2024-02-29 15:00",
        "place": "12",
    }
    case.do("propose-refusal", **said).do("receive-notice", by="executor")
    hearing, objection = (case.deadlines[name].due_at for name in ("hearing", "objection"))
    assert (iso(hearing), iso(objection)) == (
        "2024-02-29T18:00:00+06:00",
        "2024-02-29T23:59:59.999999+05:00",
    ), "the applicant has the hour that came twice"
    assert objection - hearing == timedelta(hours=7) - INSTANT
