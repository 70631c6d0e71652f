"""Invented applicants: numbers that hold together, no two alike, and reports that intake takes as they are."""

import json
import re
from datetime import date, time, timedelta

import pytest

from process.errors import BadInput
from process.intake import read
from process.localtime import at, iso, parse_typed
from simulation.applicants import changed, iin, read_one, reference, report
from simulation.world import World
from tests.reports import notes_of as notes

MONDAY = parse_typed("2026-03-16 09:00")


# --- numbers


def holds_together(number):
    """By the words of the decree of 2003: weights 1..11 over 11; where that gives 10, weights 3..11, 1, 2."""
    *first, last = map(int, number)
    for weights in (range(1, 12), [*range(3, 12), 1, 2]):
        check = sum(weight * digit for weight, digit in zip(weights, first, strict=True)) % 11
        if check < 10:
            return check == last
    return False


def test_every_number_holds_together_and_no_two_are_alike():
    numbers = [*range(1, 20_000), *range(44_990, 45_020), 10_000_000, 49_000_000]
    made = [iin(number) for number in numbers]
    assert len(set(made)) == len(made)
    assert [each for each in made if not (re.fullmatch("[0-9]{12}", each) and holds_together(each))] == []


def test_an_applicant_is_a_man_born_from_1970_to_1999():
    for number in (1, 4500, 4501, 1_000_000, 49_306_500):
        made = iin(number)
        assert 1970 <= date.fromisoformat(f"19{made[:2]}-{made[2:4]}-{made[4:6]}").year <= 1999
        assert made[6] == "3"
    assert iin(4500)[:6] == "700101" and iin(4501)[:6] == "700102"


@pytest.mark.parametrize("number", [0, -1, 49_306_501])
def test_there_is_no_applicant_before_the_first_or_after_the_last(number):
    """10,957 days of 30 years, with 4,500 applicants born on each: 49,306,500."""
    with pytest.raises(ValueError, match=f"no applicant number {number}"):
        iin(number)


# --- reports


def taken(made):
    """What intake makes of the report as a file would bring it, at the moment when it is filed."""
    value = made.to_json() | {"filed_at": iso(made.filed_at)}
    value["documents"] = [{k: v for k, v in each.items() if v is not None} for each in value["documents"]]
    return read(json.dumps(value).encode(), now=made.filed_at)


@pytest.mark.parametrize("form", [1, 2])
def test_a_report_of_any_day_is_taken_by_intake_and_nothing_is_to_be_remarked_on(form, workdays):
    """Every third day of the known calendar, before, in and after hours; the notes are of the day of registration."""
    day, number = date(2018, 1, 1), 0
    while day <= date(2027, 12, 29):
        number += 1
        filed_at = at(day, (time(0), time(10), time(23, 59, 59))[number % 3])
        made = report(number, filed_at, form)
        batch = taken(made)
        assert batch.faults == () and batch.reports == ((1, made),), day
        registered_on = workdays.next_worked(day + timedelta(days=number % 3 == 2))
        assert notes(made, registered_on) == (), day
        day += timedelta(days=3)


def test_each_has_a_report_of_his_own():
    one, other = report(1, MONDAY), report(2, MONDAY)
    assert one.portal_reference == reference(1) != other.portal_reference and one.iin != other.iin
    assert (one.form, report(1, MONDAY, 2).form) == (1, 2) and one.filed_at == MONDAY


def test_values_can_be_changed_by_their_keys_also_those_of_the_applicant():
    made = changed(report(1, MONDAY), {"garrison": "Тараз", "surname": "Бекенова", "number_linked": False})
    assert (made.garrison, made.surname, made.number_linked) == ("Тараз", "Бекенова", False)
    back = changed(
        made, {key: getattr(report(1, MONDAY), key) for key in ("garrison", "surname", "number_linked")}
    )
    assert back == report(1, MONDAY)


def test_the_moment_of_filing_is_kept_to_the_microsecond():
    late = parse_typed("2026-03-16 18:00:00.000001")
    assert changed(report(1, late), {"garrison": "Тараз"}).filed_at == late


def test_what_a_report_has_not_is_refused_every_word_of_it():
    with pytest.raises(BadInput) as no:
        changed(report(1, MONDAY), {"garison": "Тараз", "sirname": "Б", "garrison": "Тараз"})
    assert no.value.message == (
        "a report has no 'garison'; perhaps 'garrison' is meant;"
        " a report has no 'sirname'; perhaps 'surname' is meant"
    )


def test_values_that_intake_would_not_take_are_refused_with_every_fault():
    with pytest.raises(BadInput) as no:
        changed(report(1, MONDAY), {"iin": "123", "form": 3})
    assert [each["path"] for each in no.value.details["faults"]] == ["$.form", "$.applicant.iin"]
    assert "$.form: expected one of 1, 2, got 3" in no.value.message and "123" not in no.value.message


def test_a_report_filed_after_the_moment_of_reading_is_refused_only_where_one_is_given():
    value = json.loads(json.dumps(report(1, MONDAY).to_json())) | {"filed_at": iso(MONDAY)}
    value["documents"] = [{k: v for k, v in each.items() if v is not None} for each in value["documents"]]
    assert read_one(value) == report(1, MONDAY)
    with pytest.raises(BadInput, match="filed_at"):
        read_one(value, now=MONDAY - timedelta(seconds=1))


# --- filed in a world


@pytest.fixture
def world():
    return World("2026-03-16 09:00")


def test_a_world_invents_one_applicant_after_another_and_passes_over_those_who_filed(world):
    filed = world.file(report(2, world.now))
    assert [world.file().id for _ in range(2)] == ["2026-000002", "2026-000003"]
    references = [each.case.filed.report["portal_reference"] for each in world.all()]
    assert references == [reference(2), reference(1), reference(3)] and filed.id == "2026-000001"


def test_a_refused_report_uses_no_applicant_up(world):
    with pytest.raises(BadInput):
        world.file(iin="123")
    assert world.file().case.filed.report["portal_reference"] == reference(1)


@pytest.mark.parametrize("as_json", [False, True])
def test_a_report_handed_in_is_filed_when_it_says_or_when_it_is_said(world, as_json):
    """It says 17 March 10:00; a world that is there waits until then, and one that is past it gets it late."""

    def handed_in(number):
        made = report(number, parse_typed("2026-03-17 10:00"))
        value = json.loads(json.dumps(made.to_json())) | {"filed_at": "2026-03-17T10:00:00+05:00"}
        value["documents"] = [{k: v for k, v in each.items() if v is not None} for each in value["documents"]]
        return value if as_json else made

    case = world.file(handed_in(1))
    assert iso(world.now) == iso(case.case.filed.occurred_at) == "2026-03-17T10:00:00+05:00"
    world.until("2026-03-19 12:00")
    late = world.file(handed_in(2))
    assert iso(late.case.filed.occurred_at) == "2026-03-17T10:00:00+05:00"
    assert iso(late.case.record[0].recorded_at) == "2026-03-19T12:00:00+05:00" and late.late == ["acceptance"]
    told = world.file(handed_in(3), at="2026-03-20 09:30", garrison="Тараз")
    assert iso(told.case.filed.occurred_at) == iso(world.now) == "2026-03-20T09:30:00+05:00"
    assert told.case.filed.report["garrison"] == "Тараз"


def test_a_report_that_is_refused_lets_no_time_pass(world):
    with pytest.raises(BadInput):
        world.file(at="2026-03-20 09:30", iin="123")
    assert iso(world.now) == "2026-03-16T09:00:00+05:00" and world.all() == []


def test_of_a_form_that_there_is_not_there_is_no_report(world):
    with pytest.raises(BadInput, match="form"):
        world.file(form=3)
