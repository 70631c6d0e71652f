"""What if the calendar, or the rules, were others: due dates counted by hand, and every wrong word refused."""

from dataclasses import replace
from datetime import date, time

import pytest

from process.definitions import ORDER_232_2025
from process.errors import BadInput, CalendarUnknown
from process.events import WarningRaised
from process.localtime import iso
from simulation.what_if import changeable, with_changes, with_day_moved, with_day_off
from simulation.world import PROMPTLY, World

ACT = "an invented decree"


def shown(moment):
    return iso(moment)[:16]


def due(case, name="decision"):
    return shown(case.deadlines[name].due_at)


def accepted(world):
    return world.file().do("accept")


# --- another calendar


def test_with_another_day_off_the_term_ends_a_working_day_later_and_says_by_which_act():
    """Accepted on Monday 12 October 2026, with 26 October off: 15 working days end on 3 November; with the 27th
    off too, on the 4th."""
    assert due(accepted(World("2026-10-12 09:00"))) == "2026-11-03T18:00"
    case = accepted(World("2026-10-12 09:00").with_day_off("2026-10-27", act=ACT, name="A day of rest"))
    assert due(case) == "2026-11-04T18:00"
    [why] = [day for day in case.explain().skipped if day.date == date(2026, 10, 27)]
    assert (str(why.act), why.names["en"]) == (ACT, "A day of rest")


def test_a_day_off_at_the_end_moves_the_end():
    """The last notice stays on Monday 6 April: the 8th, the 7th, the 6th."""
    case = accepted(World("2026-03-16 09:00").with_day_off("2026-04-09", act=ACT))
    assert due(case) == "2026-04-10T18:00" and due(case, "hearing_notice") == "2026-04-06T18:00"


def test_a_moved_day_is_off_and_the_other_is_worked_in_its_place():
    """Friday 3 April off for Saturday 11 April: 9 April is then the 14th day, the 10th the 15th. For Saturday
    28 March, which lies within the term: 9 April as before."""
    later = World("2026-03-16 09:00").with_day_moved("2026-04-03", worked="2026-04-11", act=ACT)
    assert due(accepted(later)) == "2026-04-10T18:00"
    within = World("2026-03-16 09:00").with_day_moved("2026-04-03", worked="2026-03-28", act=ACT)
    assert due(accepted(within)) == "2026-04-09T18:00"
    assert within.workdays.is_worked(date(2026, 3, 28)) and not within.workdays.is_worked(date(2026, 4, 3))


def test_a_due_date_on_record_is_a_fact_and_does_not_move():
    world = World("2026-03-16 09:00")
    before = accepted(world)
    world.with_day_off("2026-04-01", act=ACT)
    assert due(before) == "2026-04-09T18:00" and due(accepted(world)) == "2026-04-10T18:00"


@pytest.mark.parametrize("step", [PROMPTLY, None])
def test_what_fell_due_before_the_calendar_changed_fell_due_by_the_one_before(step):
    """The first warning is on 2 April, five working days before 9 April. On that day at noon the 6th becomes off:
    the warning stays where it was; the third working day before the 9th is then the 3rd, and no more the 6th."""
    world = World("2026-03-16 09:00", step=step)
    case = accepted(world)
    world.until("2026-04-02 12:00")
    world.with_day_off("2026-04-06", act=ACT)
    world.until("2026-04-09 12:00")
    warned = [
        shown(each.occurred_at)
        for each in case.events
        if isinstance(each, WarningRaised) and each.about == "decision"
    ]
    assert warned == ["2026-04-02T09:00", "2026-04-03T09:00", "2026-04-08T09:00"]


def test_what_a_case_waits_for_is_reckoned_anew():
    """Waiting for 2 April; with the 3rd off too, five working days before the 9th is the 1st, and so are two before
    the last day of the notice, the 6th."""
    world = World("2026-03-16 09:00")
    accepted(world)
    assert shown(world.cases.next_at()) == "2026-04-02T09:00"
    world.with_day_off("2026-04-03", act=ACT)
    assert {
        (entry.event.about, shown(entry.event.occurred_at), shown(entry.recorded_at))
        for _, entry in world.next_event()
    } == {
        (about, "2026-04-01T09:00", "2026-04-01T09:00")
        for about in ("decision", "endorsements", "hearing_notice")
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-24", r"2026-03-24 is a day off already \(Nauryz, moved"),
        ("2026-03-28", r"2026-03-28 is a day off already"),
        ("2026-04-31", "not on the calendar"),
        ("1 April", "is not a date"),
    ],
)
def test_a_day_cannot_be_off_twice_or_on_no_calendar(workdays, day, said):
    with pytest.raises(BadInput, match=said):
        with_day_off(workdays, day, act=ACT)
    with pytest.raises(BadInput, match=said):
        with_day_moved(workdays, day, worked="2026-04-11", act=ACT)


def test_a_day_worked_instead_must_be_off_and_the_act_must_be_named(workdays):
    with pytest.raises(BadInput, match="2026-04-10 is a working day already"):
        with_day_moved(workdays, "2026-04-03", worked="2026-04-10", act=ACT)
    with pytest.raises(BadInput, match="by which act 2026-04-03 would be off is not said"):
        with_day_off(workdays, "2026-04-03", act=" ")
    twice = with_day_off(workdays, date(2026, 4, 3), act=ACT)
    with pytest.raises(BadInput, match=r"2026-04-03 is a day off already \(What if\)"):
        with_day_off(twice, "2026-04-03", act=ACT)


def test_a_day_of_an_unknown_year_is_unknown(workdays):
    with pytest.raises(CalendarUnknown):
        with_day_off(workdays, "2031-04-01", act=ACT)


def test_the_shipped_calendar_stays_as_it_is_and_the_other_says_that_it_is_another(workdays):
    other = with_day_off(workdays, "2026-04-03", act=ACT)
    assert workdays.is_worked(date(2026, 4, 3)) and not other.is_worked(date(2026, 4, 3))
    assert other.version != workdays.version
    case = accepted(World("2026-03-16 09:00", workdays=other))
    assert case.deadlines["decision"].calendar == other.version


def test_a_refused_change_of_the_calendar_leaves_the_world_as_it_was():
    world = World("2026-03-16 09:00", step=None)
    case, before = accepted(world), world.workdays
    world.until("2026-04-20")
    with pytest.raises(BadInput):
        world.with_day_off("2026-05-01", act=ACT)
    assert world.workdays is before and world.cases.load(case.id).version == 2


# --- other rules


@pytest.mark.parametrize(
    ("changes", "name", "end"),
    [
        ({"decision.days": 10}, "decision", "2026-04-02T18:00"),
        ({"decision.days": 10}, "hearing_notice", "2026-03-30T18:00"),
        ({"hearing_notice.days": 2}, "hearing_notice", "2026-04-07T18:00"),
        ({"hours.closes": "17:30"}, "decision", "2026-04-09T17:30"),
        ({"hours.closes": time(17), "decision.days": 1}, "decision", "2026-03-17T17:00"),
    ],
)
def test_with_other_numbers_the_terms_end_elsewhere(changes, name, end):
    """Working days after Monday 16 March: the 1st is the 17th; the 10th, with Nauryz between, Thursday 2 April."""
    rules = with_changes(ORDER_232_2025, changes)
    assert due(accepted(World("2026-03-16 09:00", definition=rules)), name) == end


def test_the_waits_and_warnings_can_be_others_too():
    rules = with_changes(ORDER_232_2025, {"decision.warn": [2], "endorsement_warning.days": 7})
    world = World("2026-03-16 09:00", definition=rules)
    case = accepted(world)
    world.until("2026-04-09 18:00")
    warned = [
        (shown(each.occurred_at)[:10], each.about) for each in case.events if isinstance(each, WarningRaised)
    ]
    assert warned == [
        ("2026-03-31", "endorsements"),
        ("2026-04-02", "hearing_notice"),
        ("2026-04-03", "hearing_notice"),
        ("2026-04-07", "decision"),
    ]


def test_a_changed_definition_says_in_its_name_what_was_changed_and_every_entry_carries_it():
    rules = with_changes(ORDER_232_2025, {"decision.days": 10, "decision.warn": [5, 1]})
    assert rules.id == "order-232-2025+decision.days=10,decision.warn=5/1"
    case = accepted(World("2026-03-16 09:00", definition=rules))
    assert {entry.definition for entry in case.case.record} == {rules.id}
    assert with_changes(ORDER_232_2025, {}) is ORDER_232_2025
    assert ORDER_232_2025.term("decision").days == 15


def test_everything_that_can_be_changed_has_a_name_and_can():
    """By hand from the definition: seventeen terms, three waits, four hours."""
    assert len(changeable(ORDER_232_2025)) == 17 * 2 + 3 + 4
    for name in changeable(ORDER_232_2025):
        value = {"days": 4, "warn": [4]}.get(name.rpartition(".")[2])
        same = value or getattr(ORDER_232_2025.hours, name.rpartition(".")[2])
        assert with_changes(ORDER_232_2025, {name: same}).id.startswith("order-232-2025+")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hering.days": 4}, "the definition has no 'hering.days'; perhaps 'hearing.days' is meant"),
        ({"hearing.law": "x"}, "the definition has no 'hearing.law'"),
        ({"hearing.days": "4"}, "hearing.days must be a number of working days from 0 to 250, not '4'"),
        ({"hearing.days": True}, "hearing.days must be a number"),
        ({"hearing.days": -1}, "hearing.days must be a number"),
        ({"hearing.days": 251}, "hearing.days must be a number"),
        ({"hearing.warn": 1}, "hearing.warn must be a list"),
        ({"hearing.warn": [1, 0]}, "a warning on the due day itself is none"),
        ({"hours.closes": "25:00"}, "hours.closes must be a time of day such as 17:30, not '25:00'"),
        ({"hours.closes": "17:30+05:00"}, "hours.closes must be a time of day"),
        ({"hours.closes": "08:00"}, "the hours would not follow one another"),
        ({"hours.opens": "13:00"}, "the hours would not follow one another"),
    ],
)
def test_what_cannot_be_changed_so_is_refused(changes, said):
    with pytest.raises(BadInput, match=said) as no:
        with_changes(ORDER_232_2025, changes)
    [fault] = no.value.details["faults"]
    assert fault["key"] in changes and said in fault["fault"]


def test_every_fault_is_said_at_once():
    with pytest.raises(BadInput) as no:
        with_changes(ORDER_232_2025, {"hearing.days": 4, "hering.days": 4, "hours.closes": "late"})
    assert [each["key"] for each in no.value.details["faults"]] == ["hering.days", "hours.closes"]


def test_hours_that_move_together_need_not_follow_one_another_on_the_way():
    """From 14:30 to 22:00, with lunch at 18:00: the first of the changes alone would open after lunch."""
    night = {
        "hours.opens": "14:30",
        "hours.lunch_from": "18:00",
        "hours.lunch_to": "19:00",
        "hours.closes": "22:00",
    }
    rules = with_changes(ORDER_232_2025, night)
    assert due(accepted(World("2026-03-16 15:00", definition=rules))) == "2026-04-09T22:00"


# --- on any date


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2018-03-01 09:00", "2018-03-28T18:00"),
        ("2018-12-27 09:00", "2019-01-22T18:00"),
        ("2024-02-19 09:00", "2024-03-12T18:00"),
        ("2026-03-16 09:00", "2026-04-09T18:00"),
    ],
)
def test_a_what_if_holds_on_any_date_from_filing_to_the_end(start, end):
    """2018: 3 March is worked for the 9th, 8 March and 21-23 March are off. Accepted on 27 December 2018: 28 and 29
    (a Saturday worked for the 31st) December, then from 3 January but for the 7th. February 2024: 8 March is off."""
    rules = with_changes(ORDER_232_2025, {"protocol.days": 9})
    case = accepted(World(start, definition=rules))
    assert due(case) == end
    assert {entry.definition for entry in case.case.record} == {rules.id}


@pytest.mark.parametrize("until", [date(2026, 3, 16), date(2026, 3, 18), date(2025, 7, 2)])
def test_a_named_definition_stays_also_when_another_comes_into_force_before_acceptance(until):
    """Acceptance fixes the edition of its own day (R22), but not where a world is told by which rules it lives."""
    rules = replace(ORDER_232_2025, id="until-then", in_force_to=until)
    world = World("2026-03-16 09:00", definition=rules)
    case = world.file()
    world.until("2026-03-19 10:00")
    case.do("accept")
    assert {entry.definition for entry in case.case.record} == {"until-then"}
    assert world.file().case.definition.id == "until-then"
