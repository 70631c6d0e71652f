"""The words of acts: one vocabulary for the command line, for scenarios and for tests; and invented applicants."""

import pytest

from process.definitions import ORDER_232_2025
from process.errors import BadInput
from process.iin import wrong
from process.intake import read
from process.localtime import iso, parse_typed
from process.roles import SYSTEM, Role
from simulation import acts
from simulation.applicants import iin, report
from terminal.grammar import parser

CHART = ORDER_232_2025.chart
MONDAY = parse_typed("2026-03-16 09:00")
SAID = {
    "executor": "Омарова",
    "missing": [3, 5],
    "expired": 7,
    "agrees": True,
    "remark": "two words",
    "ground": [1, 2],
    "provision": "Article 1",
    "hearing": "2026-03-27 15:00",
    "place": "room 12",
    "method": "oral",
    "way": "sms",
    "late_reason": "the file was lost",
    "receipt": "SMS-1",
    "reason": "the chair is ill",
    "form": "written",
    "text": "text.txt",
    "granted_by": "Омарова",
    "give_up_objection": True,
    "present": False,
    "chair": "Сейткали",
    "secretary": "Омарова",
    "seq": 3,
    "to": "2026-03-16 10:00",
    "service": "legal_service",
}


@pytest.mark.parametrize("name", acts.vocabulary())
def test_what_is_said_of_an_act_is_what_would_be_typed(name):
    """Typed and read again by the command line's own parser, every word comes back."""
    said = {key: SAID[key] for key in acts.vocabulary()[name]}
    actor = acts.actor_of(None, name, CHART)
    args = acts.arguments(name, said, actor)
    typed = acts.command_line(name, args)
    again = vars(parser().parse_args(["case", name, "118", *typed]))
    assert {key: again[key] for key in vars(args)} == vars(args)


@pytest.mark.parametrize("name", acts.vocabulary())
def test_only_what_is_needed_must_be_said(name):
    words = acts.vocabulary()[name]
    needed = {key: SAID[key] for key, word in words.items() if word.needed}
    acts.arguments(name, needed, acts.actor_of(None, name, CHART))
    for key in needed:
        with pytest.raises(BadInput, match=f"{key} is missing"):
            acts.arguments(name, {**needed, key: None}, SYSTEM)


def test_every_act_of_a_person_has_its_words():
    persons = {step.event for step in CHART.steps if step.by != (Role.SYSTEM,)}
    assert {acts.event_of(name).__name__ for name in acts.vocabulary()} == {
        event.__name__ for event in persons
    } - {"ReportFiled"}


def test_every_fault_is_said_at_once():
    with pytest.raises(BadInput) as no:
        acts.arguments("propose-refusal", {"grond": 1, "provision": True, "ground": "one"}, SYSTEM)
    assert [(each["key"], each["fault"]) for each in no.value.details["faults"]] == [
        ("grond", "propose-refusal takes no 'grond'; perhaps 'ground' is meant"),
        ("ground", "propose-refusal: ground 'one' is not a whole number"),
        ("provision", "propose-refusal: provision cannot be true."),
    ]


def test_who_acts_is_a_role_and_a_name_behind_it_perhaps():
    assert acts.actor_of("executor Омарова", "accept", CHART).name == "Омарова"
    assert acts.actor_of("executor", "accept", CHART).name == "executor"
    assert acts.actor_of(None, "register", CHART).role is Role.HEAD
    assert acts.actor_of(None, "receive-notice", CHART) is SYSTEM


def test_no_two_applicants_are_alike_and_every_number_holds_together():
    numbers = [*range(1, 3000), 44_999, 45_000, 45_001, 10_000_000]
    made = [iin(number) for number in numbers]
    assert len(set(made)) == len(made)
    assert not [each for each in made if wrong(each, foreigner_allowed=False)]
    with pytest.raises(ValueError, match="there are no"):
        iin(100_000_000)


@pytest.mark.parametrize("form", [1, 2])
@pytest.mark.parametrize("day", ["2018-01-03 09:00", "2026-03-21 23:00", "2027-12-31 09:00"])
def test_an_invented_report_is_one_that_intake_takes_and_has_nothing_to_remark_on(form, day):
    import json

    from process.report_notes import notes

    filed_at = parse_typed(day)
    made = report(7, filed_at, form)
    value = made.to_json() | {"filed_at": iso(filed_at)}
    value["documents"] = [{k: v for k, v in each.items() if v is not None} for each in value["documents"]]
    batch = read(json.dumps(value).encode(), now=filed_at)
    assert batch.faults == () and batch.reports[0][1] == made
    assert notes(made, filed_at.date()) == ()
