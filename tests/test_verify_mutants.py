"""Every number of each shipped definition changed by one, every step and term taken out, one at a time: caught, or
listed here with the reason why it is lawful.

What an edition has by value from the first is the very same object there, and its mutants are those of the first: that
it is the same is looked at here, mutant by mutant (`shared`).
"""

from dataclasses import replace
from datetime import date

import pytest
from mutants import UP_AND_DOWN, mutants

from process.definitions import SHIPPED
from process.events import DataObtained, OfComplaint
from process.states import State
from process.vocabulary import VOCABULARY
from process.workdays import kazakhstan
from simulation.verify import BY_VALUE, carried_out

FIRST, LAST = date(2026, 2, 27), date(2026, 3, 9)
"""Over the holidays of March, which lie in all of their terms; 8 March itself is one."""
[MAIN, *OTHERS] = SHIPPED.definitions

OWN_WARNING = (
    "no law and no reading says when people are warned of it: the engine's own, and still within the term"
)
OWN_DAY = "R13 says no day on which the head is told of what the services have not said: the engine's own"
OUTSIDE_THE_ORDER = (
    "R14 lies outside the Order: no words of it ask for the step, and a service without it has none to take"
)
WITH_THE_REPORT = (
    "item 3 names no such act: a service without it takes the portal's receipt with the report alone"
)
ONE_TEXT = (
    "only the number of these rows is known, and not their words: two that change places are the same rows"
)

# Of each definition: what may be changed by one, which way, and why that is lawful.
# fmt: off
LAWFUL = {
    "order-232-2025": {
        "terms.decision.warn.0 +1": OWN_WARNING,
        "terms.decision.warn.0 -1": OWN_WARNING,
        "terms.decision.warn.1 +1": OWN_WARNING,
        "terms.decision.warn.1 -1": OWN_WARNING,
        "terms.decision.warn.2 +1": OWN_WARNING,
        "terms.complaint_forwarding.warn.0 +1": OWN_WARNING,
        "terms.complaint_provider.warn.0 +1": OWN_WARNING,
        "terms.complaint_quality.warn.0 +1": OWN_WARNING,
        "terms.complaint_superior.warn.0 +1": OWN_WARNING,
        "terms.order_execution.warn.0 +1": OWN_WARNING,
        "endorsement_warning.days +1": OWN_DAY,
        "endorsement_warning.days -1": OWN_DAY,
        f"LeftRegister from {', '.join(State)} left out": OUTSIDE_THE_ORDER,
        "CertificationConfirmed from submitted, rejected left out": WITH_THE_REPORT,
    },
    "order-232-2021": {},
    "order-765-2025": {
        "grounds.1 +1": ONE_TEXT,
        "grounds.2 +1": ONE_TEXT,
        "grounds.2 -1": ONE_TEXT,
        "grounds.3 -1": ONE_TEXT,
        "documents.1 +1": ONE_TEXT,
        "documents.2 +1": ONE_TEXT,
        "documents.2 -1": ONE_TEXT,
        "documents.3 -1": ONE_TEXT,
    },
}
# fmt: on


def shared(place, definition):
    """Whether what is changed there is the very object that the first definition has there: what comes of it is seen
    on that one. The others' charts are the first one's but for the asking of systems. (In force, the lists of the other
    service and the four terms of each edition are its own.)"""
    first, *rest = place.split(" ")[0].split(".")
    if first in {step.event.__name__ for step in definition.chart.steps}:
        return {*MAIN.chart.steps} ^ {*definition.chart.steps} == {MAIN.chart.step(DataObtained)}
    if first != "terms":
        return not first.startswith("in_force") and getattr(definition, first) is getattr(MAIN, first)
    own, of_main = definition.term(rest[0]), MAIN.term(rest[0])
    return own is of_main or (rest[1:2] == ["warn"] and own.warn is of_main.warn)


def first_no(mutant, definition):
    """The check that catches it, the cheap ones first; None where it keeps every promise."""
    try:
        changed = mutant.make()
    except ValueError:
        return "the chart itself, as it is made"
    if changed == definition:
        return None
    if caught := next((each.name for by_value in BY_VALUE if not (each := by_value(changed)).ok), None):
        return caught
    if definition is not MAIN and shared(mutant.place, definition):
        return "the same in the first definition"
    return next((each.name for each in carried_out(changed, FIRST, LAST, kazakhstan()) if not each.ok), None)


@pytest.mark.slow
@pytest.mark.parametrize("definition", SHIPPED.definitions, ids=lambda each: each.id)
def test_each_change_by_one_is_caught_or_known_to_be_lawful(definition):
    lawful = LAWFUL[definition.id]
    assert set(lawful) <= {str(each) for each in mutants(definition)} and all(lawful.values())
    others = [each for each in mutants(definition) if str(each) not in lawful]
    assert [str(each) for each in others if first_no(each, definition) is None] == []


@pytest.mark.slow
@pytest.mark.parametrize("by", UP_AND_DOWN)
def test_what_is_known_to_be_lawful_keeps_every_promise(by):
    """The warnings all at once, for each of them takes seconds: what denied one of them would deny all of them."""
    changed = warned(MAIN, by, LAWFUL[MAIN.id])
    assert changed != MAIN
    assert [each.name for each in carried_out(changed, FIRST, LAST, kazakhstan()) if not each.ok] == []
    service = OTHERS[1]
    rows = [each for each in mutants(service) if str(each) in LAWFUL[service.id] and each.change == f"{by:+}"]
    assert rows and all(first_no(each, service) is None for each in rows)


def warned(definition, by, lawful):
    """With every level that may be changed so, changed so."""
    terms = tuple(
        replace(
            term,
            warn=tuple(
                level + by * (f"terms.{term.name}.warn.{at} {by:+}" in lawful)
                for at, level in enumerate(term.warn)
            ),
        )
        for term in definition.terms
    )
    wait = definition.endorsement_warning
    days = wait.days + by * (f"endorsement_warning.days {by:+}" in lawful)
    return replace(definition, terms=terms, endorsement_warning=replace(wait, days=days))


def numbers_of(definition):
    made = [str(each) for each in mutants(definition)]
    assert len(made) == len(set(made))
    return [each for each in made if not each.endswith("left out")]


def test_every_number_and_every_step_is_among_the_mutants():
    """By hand: 17 terms with 11 warnings, 3 waits, 4 clocks, 16 rows, 4 limits, a day of force; an edition that is over
    has its last day; the other service 3 grounds, 3 documents, one certificate, and no word about changes."""
    of_all = 17 + 11 + 3 + 4
    assert len(numbers_of(MAIN)) == 2 * (of_all + (4 + 10 + 2) + 4 + 1)
    edition, service = OTHERS
    assert len(numbers_of(edition)) == 2 * (of_all + (4 + 10 + 2) + 4 + 2)
    assert len(numbers_of(service)) == 2 * (of_all + (3 + 3 + 1) + 2 + 1)
    for definition in SHIPPED.definitions:
        left_out = [each for each in mutants(definition) if each.change == "left out"]
        assert len(left_out) == len(definition.chart.steps) + len(definition.terms)


def test_the_acts_of_complaints_of_changed_data_and_of_courts_are_among_them():
    wanted = {name for name, kind in VOCABULARY.items() if issubclass(kind, OfComplaint)}
    wanted |= {"DataUpdated", "CourtActSetAside", "StateInstitutionTold", "CourtActRecorded"}
    places = {each.place.split(" ")[0] for each in mutants(MAIN) if each.change == "left out"}
    assert wanted <= places


def test_what_an_edition_has_of_its_own_is_what_its_page_names():
    """Where a term is written anew, its mutants are made anew too."""
    own = {each.name for each in OTHERS[0].terms if not shared(f"terms.{each.name}.days", OTHERS[0])}
    assert own == {"acceptance", "decision", "hearing_notice", "hearing"}
    assert not shared("in_force_to", OTHERS[0]) and shared("grounds.1", OTHERS[0])
    assert not shared("grounds.1", OTHERS[1]) and shared("DataUpdated from any", OTHERS[1])
