"""The definition as a value: its numbers, written out by hand from the text, and another edition as another value."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from stories import CLOSING, Story, accepted, day

from process.definition import Editions
from process.definitions import SHIPPED
from process.errors import NoEdition, NotFound
from process.roles import Role
from process.terms import Before, Ends
from process.units import Unit

ORDER_232 = SHIPPED.definitions[0]


def test_the_terms_and_their_numbers_are_those_of_the_order_and_the_code():
    numbers = {term.name: (type(term).__name__, term.days) for term in ORDER_232.terms}
    assert numbers == {
        "acceptance": ("Within", 0),
        "silence": ("Within", 15),
        "decision": ("Within", 15),
        "hearing_notice": ("Before", 3),
        "objection": ("Within", 2),
        "hearing": ("Within", 2),
        "protocol": ("Within", 2),
        "termination_notice": ("Within", 3),
        "court_act_notice": ("Within", 10),
        "complaint_forwarding": ("Within", 3),
        "complaint_provider": ("Within", 5),
        "complaint_quality": ("Within", 15),
        "complaint_superior": ("Within", 20),
        "complaint_extension_notice": ("Within", 3),
        "case_return": ("Within", 5),
        "order_execution": ("Within", 5),
        "complaint_filing": ("Within", 3),
    }
    assert [term.name for term in ORDER_232.terms if term.unit is Unit.MONTHS] == ["complaint_filing"]
    assert ORDER_232.complaints.extension.number == 10
    assert ORDER_232.complaints.uninformed.number == 6

    assert ORDER_232.refusal_wait.days == 3
    assert ORDER_232.receipt_watch.days == 1
    assert ORDER_232.endorsement_warning.days == 5


def test_the_number_stands_in_the_words_of_the_provision_that_is_cited():
    words = {1: "one", 2: "2 ", 3: "3 ", 5: "5 ", 10: "TEN", 15: "15 ", 20: "20 "}
    for name in (term.name for term in ORDER_232.terms if term.name not in ("acceptance", "silence")):
        term = ORDER_232.term(name)
        assert words[term.days] in term.law.provisions[0].en
    assert "10 working days" in ORDER_232.complaints.extension.law.provisions[0].en
    assert "6 months" in ORDER_232.complaints.uninformed.law.provisions[0].en


@pytest.mark.parametrize(
    ("name", "levels"),
    [("decision", (5, 3, 1)), ("hearing_notice", (2, 1)), ("hearing", (1,)), ("objection", ())],
)
def test_the_warnings_are_those_of_the_process(name, levels):
    assert ORDER_232.term(name).warn == levels


def test_only_the_applicants_terms_end_at_midnight():
    """R2."""
    at_midnight = {term.name for term in ORDER_232.terms if term.ends is Ends.AT_MIDNIGHT}
    assert at_midnight == {"objection", "complaint_filing", "court_act_notice"}
    assert at_midnight == {term.name for term in ORDER_232.terms if term.who is Role.APPLICANT}


def test_the_hours_are_those_of_list_8():
    hours = ORDER_232.hours
    assert (hours.opens, hours.lunch_from, hours.lunch_to, hours.closes) == (
        time(9),
        time(13),
        time(14),
        time(18),
    )
    assert f"{hours.closes:%H:%M}" == CLOSING


def test_grounds_documents_and_services_are_those_of_the_list():
    assert list(ORDER_232.grounds) == [1, 2, 3, 4]
    assert list(ORDER_232.documents) == list(range(1, 11))
    assert ORDER_232.endorsed_by == ("legal_service", "housing_unit")
    assert {number: word.split()[-1] for number, word in ORDER_232.certificates.items()} == {1: "5", 2: "6"}


def test_the_edition_is_in_force_from_1_july_2025_by_estimate():
    """R22."""
    assert ORDER_232.in_force_from == date(2025, 7, 1)
    assert ORDER_232.estimated and ORDER_232.in_force_to is None
    with pytest.raises(NoEdition):
        SHIPPED.of_day(date(2021, 12, 24), "order-232")
    assert SHIPPED.of_day(date(2025, 7, 1), "order-232") is ORDER_232


def test_an_unknown_definition_is_not_found_and_the_known_ones_are_named():
    with pytest.raises(NotFound, match="order-232-2025"):
        SHIPPED["order-999"]


def successor(first_day):
    """An edition after this one, with twenty days, in force from that day."""
    terms = tuple(replace(term, days=20) if term.name == "decision" else term for term in ORDER_232.terms)
    return Editions(
        (
            replace(ORDER_232, in_force_to=first_day - timedelta(days=1)),
            replace(ORDER_232, id="order-232-later", edition="later", in_force_from=first_day, terms=terms),
        )
    )


def test_acceptance_fixes_the_edition_of_its_own_day():
    """R22: registered under one edition on Monday, accepted under the next on Tuesday: 17 March and 20 days."""
    story = Story(editions=successor(date(2026, 3, 17)))
    story.accept(day(1))
    assert story.case.definition.id == "order-232-later"
    assert [entry.definition for entry in story.case.record] == [
        "order-232-2025",
        "order-232-2025",
        "order-232-later",
    ]
    assert story.due("decision") == day(21, "18:00")
    assert story.due("hearing_notice") == day(
        18, "18:00"
    )  # three before its own end, not twelve after its start
    same_day = Story(editions=successor(date(2026, 3, 17)))
    same_day.accept(day(0))
    assert same_day.due("decision") == day(15, "18:00")


def test_what_if_the_definition_were_another_one_changes_no_shipped_value():
    before = ORDER_232.term("decision").days
    successor(date(2030, 1, 1))
    assert ORDER_232.term("decision").days == before == 15


def test_every_term_names_its_law_its_person_and_what_otherwise():
    for term in ORDER_232.terms:
        assert term.law.provisions and term.law.readings and term.duty and term.otherwise
    assert isinstance(ORDER_232.term("hearing_notice"), Before)
    with pytest.raises(ValueError, match="not counted forward"):
        ORDER_232.within("hearing_notice")
    with pytest.raises(ValueError, match="has no term"):
        ORDER_232.term("nothing")


def test_a_named_definition_holds_through_the_acceptance_of_a_date_before_its_force():
    """R22: a scenario or a test that names a definition uses it on any date."""
    story = Story("2024-05-28 08:00", definition="order-232-2025")
    story.accept("2024-05-28 10:00")
    assert story.case.definition.id == "order-232-2025"
    assert accepted().case.definition.id == "order-232-2025"
