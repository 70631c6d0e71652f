"""What a calendar remembers of dates is asked for again only where all is the same: another rule, another date.

One calendar throughout, so that what was remembered first is there when the next one asks. Worked out by hand on March
2026: the 16th is a Monday, the 23rd to the 25th are days off (Nauryz).
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from process.acceptance import accept, assign
from process.definition import Editions
from process.definitions import ORDER_232_2025
from process.desk import Desk
from process.events import (
    ExecutorAssigned,
    HearingNoticeReceived,
    ReportAccepted,
    ReportFiled,
)
from process.fact import Fact
from process.firings import next_coming, settle
from process.localtime import at
from process.roles import Actor, Role
from process.terms import Held
from process.units import Unit
from process.workdays import Remembered, kazakhstan
from simulation.applicants import report
from tests.memory import Memory

FILED = datetime(2026, 3, 16, 5, tzinfo=UTC)
HEAD, EXECUTOR = Actor("Abenov", Role.HEAD), Actor("Omarova", Role.EXECUTOR)


def accepted(definition):
    """A case filed, given to the executor and accepted on 16 March by this definition, and the store."""
    cases = Memory()
    desk = Desk(cases, lambda: FILED, kazakhstan(), Editions((definition,)))
    case = desk.file(report(1, FILED), actor=Actor("applicant", Role.APPLICANT)).case
    desk.act(case.id, ExecutorAssigned, partial(assign, executor="Omarova"), actor=HEAD)
    return desk.act(case.id, ReportAccepted, accept, actor=EXECUTOR), cases


def with_term(name, **changes):
    terms = [replace(each, **changes) if each.name == name else each for each in ORDER_232_2025.terms]
    return replace(ORDER_232_2025, terms=tuple(terms))


def due_days(definition):
    case, _ = accepted(definition)
    return {name: each.due_at for name, each in case.deadlines.items()}


AS_SHIPPED = {"decision": at(date(2026, 4, 9), time(18)), "hearing_notice": at(date(2026, 4, 6), time(18))}


@pytest.fixture(autouse=True)
def _the_shipped_one_is_remembered():
    due = due_days(ORDER_232_2025)
    assert {name: due[name] for name in AS_SHIPPED} == AS_SHIPPED


def test_another_number_of_days_is_another_date():
    due = due_days(with_term("decision", days=14))
    assert due["decision"] == at(date(2026, 4, 8), time(18))
    assert due["hearing_notice"] == at(date(2026, 4, 3), time(18))


def test_another_closing_hour_is_another_moment():
    hours = replace(ORDER_232_2025.hours, closes=time(17))
    assert due_days(replace(ORDER_232_2025, hours=hours))["decision"] == at(date(2026, 4, 9), time(17))


def test_what_its_condition_leaves_out_is_not_there():
    assert "silence" not in due_days(with_term("silence", starts_if=lambda event, case: False))


def test_days_that_an_event_says_itself_are_its_own():
    """Two acceptances of one day under one definition, each with a term of its own."""
    said = [4]
    rules = with_term("decision", own_days=lambda event, term: said[0])
    assert due_days(rules)["decision"] == at(date(2026, 3, 20), time(18))
    said[0] = 5
    assert due_days(rules)["decision"] == at(date(2026, 3, 26), time(18))


def next_at(definition):
    _, cases = accepted(definition)
    return cases.next_at()


def test_what_comes_next_is_by_the_rules_of_the_case():
    """Warnings are so many working days before 9 April, the 15th of the term, when the office opens."""
    rules, opens = ORDER_232_2025, ORDER_232_2025.hours.opens
    early = replace(rules.endorsement_warning, days=12)
    assert next_at(rules) == at(date(2026, 4, 2), opens)
    assert next_at(replace(rules, endorsement_warning=early)) == at(date(2026, 3, 19), opens)
    assert next_at(with_term("decision", warn=(14,))) == at(date(2026, 3, 17), opens)
    assert next_at(replace(rules, hours=replace(rules.hours, opens=time(8)))) == at(date(2026, 4, 2), time(8))


def test_a_deadline_that_was_moved_or_waits_is_another_than_one_that_does_not():
    """All of them of the same term, due at the same instant, on one calendar, asked one after the other.

    Known only since a noon: what the earlier knowledge would have warned of is past. An earlier date that waits for
    approval is warned of: five working days before 3 April is 27 March, before 7 April 31 March.
    """
    case, _ = accepted(with_term("hearing_notice", warn=()))
    for changes, day, name in (
        ({}, date(2026, 4, 2), "decision"),
        ({"moved_at": at(date(2026, 4, 2), time(12))}, date(2026, 4, 6), "decision"),
        ({"moved_at": at(date(2026, 4, 6), time(12))}, date(2026, 4, 8), "decision"),
        ({"held": held_for(date(2026, 4, 3))}, date(2026, 3, 27), "decision"),
        ({"held": held_for(date(2026, 4, 7))}, date(2026, 3, 31), "decision"),
        ({"complaint": 7}, date(2026, 4, 2), "decision/7"),
        ({"complaint": 8}, date(2026, 4, 2), "decision/8"),
    ):
        decision = replace(case.deadlines["decision"], **changes)
        changed = replace(case, deadlines={"decision": decision}, running=None, ahead=None)
        moment, _, key = next_coming(changed, kazakhstan())
        assert (moment, key[1]) == (at(day, time(9)), name), changes


def held_for(day):
    return Held(at(day, time(18)), "an act", FILED, past=False)


def test_what_was_reckoned_by_other_rules_is_reckoned_anew():
    case, _ = accepted(ORDER_232_2025)
    early = replace(ORDER_232_2025.endorsement_warning, days=12)
    shipped = next_coming(case, kazakhstan())
    other = replace(case, definition=replace(ORDER_232_2025, endorsement_warning=early), ahead=None)
    assert next_coming(other, kazakhstan()) != shipped


def test_what_was_found_by_another_calendar_is_looked_for_anew():
    """With the 3rd of April a day off the warning of the 2nd comes on the 1st; asked of one case, either way round."""
    case, _ = accepted(ORDER_232_2025)
    act = next(fact.act for fact in kazakhstan().facts)
    fact = Fact(
        id="invented", kind="day_off", names={"en": "x", "kk": "x", "ru": "x"}, act=act, known_since=date(2026, 1, 1),
        status="confirmed", date=date(2026, 4, 3),
    )  # fmt: skip
    changed = kazakhstan().with_facts(fact)
    for calendar, day in ((kazakhstan(), 2), (changed, 1), (kazakhstan(), 2)):
        morning = at(date(2026, 4, day), time(9))
        assert settle(case, morning, calendar) is case
        [*_, fired] = settle(case, morning + timedelta(seconds=1), calendar).course
        assert fired.event.occurred_at == morning


@pytest.mark.parametrize(
    ("term", "event", "by_day"),
    [
        (ORDER_232_2025.term("decision"), ReportAccepted, True),
        (ORDER_232_2025.term("hearing_notice"), ReportAccepted, True),
        (
            ORDER_232_2025.term("objection"),
            HearingNoticeReceived,
            False,
        ),  # the first receipt since the proposal
        (
            ORDER_232_2025.term("hearing"),
            HearingNoticeReceived,
            False,
        ),  # in writing, it ends with the objection
        (replace(ORDER_232_2025.term("decision"), from_running=(ReportAccepted,)), ReportAccepted, False),
        (replace(ORDER_232_2025.term("decision"), from_running=(ReportAccepted,)), ReportFiled, True),
        (replace(ORDER_232_2025.term("decision"), unit=Unit.MINUTES), ReportAccepted, False),
    ],
)
def test_a_date_that_asks_the_case_is_not_remembered_by_the_day(term, event, by_day):
    assert term.by_day_of(event) is by_day


def test_one_such_term_is_enough_for_its_event():
    assert ReportAccepted in ORDER_232_2025.sets_by_day
    assert ReportAccepted not in with_term("hearing_notice", first_since=ReportFiled).sets_by_day


def test_what_is_remembered_stays_within_bounds():
    remembered = Remembered()
    for number in range(2 * Remembered.MOST + 1):
        remembered[number] = -number
        assert remembered[number] == -number
    assert len(remembered) == 1
    assert isinstance(kazakhstan().remembered, Remembered)
