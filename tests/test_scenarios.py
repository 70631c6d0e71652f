"""The shipped scenarios: every kind of refusal and every limit is in them, each can fail, and a faulty one is told."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from engines import KINDS

from process.definitions import ORDER_232_2025
from process.errors import BadInput
from process.states import State
from process.workdays import kazakhstan
from simulation.given import calendar_of, definition_of
from simulation.scenario_reader import read, read_file
from simulation.trial import Trial
from simulation.trial_world import TrialWorld, try_in_a_world
from simulation.world import PROMPTLY, World

FILES = sorted((Path(__file__).parent.parent / "examples" / "scenarios").glob("*.scenario.toml"))
SCENARIOS = {path.name.removesuffix(".scenario.toml"): read_file(path) for path in FILES}
TICK = timedelta(microseconds=1)

OF_THE_RECORD_OR_THE_MACHINE = {
    "fault",
    "usage",
    "not_found",
    "busy",
    "no_database",
    "damaged",
    "other_version",
}


@pytest.fixture(params=SCENARIOS)
def scenario(request):
    return SCENARIOS[request.param]


def tried(scenario):
    """What came of it, the world it was tried in still open."""
    calendar = calendar_of(scenario, kazakhstan())
    world = World(
        scenario.reports[0].filed.moment, definition=definition_of(scenario), workdays=calendar, step=PROMPTLY
    )
    return world, Trial(scenario, TrialWorld(world)).run()


# --- all of them


def test_there_are_more_than_twenty_and_each_is_about_a_provision():
    assert len(SCENARIOS) > 20
    assert all(each.about and each.title for each in SCENARIOS.values())
    assert len({each.title for each in SCENARIOS.values()}) == len(SCENARIOS)


def test_each_comes_as_told(scenario):
    assert try_in_a_world(scenario).differences == []


def test_each_begins_with_words_for_who_reads_it(scenario):
    text = Path(scenario.source).read_text(encoding="utf-8")
    assert text.startswith(("# ", "#:schema"))


def test_every_kind_of_refusal_is_met_by_name():
    met = {part.refused for each in SCENARIOS.values() for part in (*each.steps, *each.reports)} - {None}
    raised = set(KINDS) - OF_THE_RECORD_OR_THE_MACHINE
    assert met == raised


def limits_touched():
    """Every (deadline, "met" or "missed") at whose last instant, or just after it, somebody did something."""
    touched = set()
    for scenario in SCENARIOS.values():
        world, came = tried(scenario)
        for happened in came.happened:
            if happened.of in came.cases and getattr(happened.part, "act", None):
                for deadline in world.case(came.cases[happened.of]).deadlines.values():
                    name = deadline.term.name
                    closer = world.desk.editions[deadline_definition(world, came, happened)].term(name)
                    if happened.at == deadline.due_at and not happened.refusal and _closes(happened, closer):
                        touched.add((name, "met"))
                    if happened.at == deadline.due_at + TICK:
                        touched.add((name, "missed"))
    return touched


def deadline_definition(world, came, happened):
    return world.case(came.cases[happened.of]).case.definition.id


def _closes(happened, term):
    from simulation.acts import event_of

    closers = {event.__name__ for event in term.met_by}
    event = event_of(happened.part.act.name).__name__
    return event in closers or (event == "RefusalProposed" and "HearingNoticeSent" in closers)


def test_every_deadline_is_met_at_its_last_moment_and_missed_by_the_next():
    wanted = {(term.name, how) for term in ORDER_232_2025.terms for how in ("met", "missed")}
    assert limits_touched() >= wanted


NUMBERS = {f"{term.name}.days": term.days for term in ORDER_232_2025.terms} | {
    "refusal_wait.days": ORDER_232_2025.refusal_wait.days
}


def by_other_numbers(scenario, changes):
    return replace(scenario, definition=ORDER_232_2025.id, changes={**changes, **scenario.changes})


@pytest.mark.parametrize(
    ("number", "days"),
    [(name, days + by) for name, days in NUMBERS.items() for by in (-1, 1) if days + by >= 0],
)
def test_no_number_of_the_law_can_be_another_without_a_scenario_that_says_so(number, days):
    sound = [
        each for each in SCENARIOS.values() if not try_in_a_world(by_other_numbers(each, {})).differences
    ]
    assert len(sound) > 50
    others = (by_other_numbers(each, {number: days}) for each in sound if number not in each.changes)
    assert any(try_in_a_world(each).differences for each in others)


CONDITIONS = {
    "the hearing": "cannot happen while the case is hearing",
    "the objection window": "the applicant may object until",
    "the third working day": "so a refusal is possible from",
    "the protocol": "the protocol of the oral hearing is not signed",
    "the legal service": "the endorsement of the legal service is missing",
    "the housing unit": "the endorsement of the housing unit is missing",
}
"""What a refusal waits for (R6, R10, R13), by the words in which it is refused."""


def sole_obstacles():
    """What alone stood against a refusal that was possible an instant later, once that was gone."""
    for scenario in SCENARIOS.values():
        refusals = [each for each in tried(scenario)[1].happened if _refuses(each)]
        for number, one in enumerate(refusals):
            following = next((each for each in refusals[number + 1 :] if each.of == one.of), None)
            gone = following and not following.refusal and following.at - one.at <= 2 * TICK
            if one.refusal and gone and len(one.refusal.details.get("waits_for", [1])) == 1:
                yield one.refusal.message


def _refuses(happened):
    act = getattr(happened.part, "act", None)
    return act is not None and act.name == "refuse"


def test_each_condition_of_a_refusal_is_once_the_only_one_left_and_gone_by_the_next_instant():
    words = list(sole_obstacles())
    assert {name for name, said in CONDITIONS.items() if any(said in each for each in words)} == set(
        CONDITIONS
    )


# --- each can fail


OTHER = {
    "state": lambda state: next(str(each) for each in State if str(each) != state),
    "decision": lambda decision: "refused" if decision != "refused" else "registered",
    "overdue": lambda overdue: not overdue,
    "late": lambda late: () if late else ("decision",),
    "events": lambda events: (*events, "ReportWithdrawn"),
    "due": lambda due: {name: day + timedelta(days=1) for name, day in due.items()},
    "status": lambda said: {name: "met" if each != "met" else "lapsed" for name, each in said.items()},
    "papers": lambda papers: (*papers, "an invented paper to applicant"),
    "allowed": lambda allowed: ("ReportFiled",),
    "blocked": lambda blocked: dict.fromkeys(blocked, "no_edition"),
}
"""For each thing that can be expected, a value that was not."""


def with_one_other(expected):
    """The expectation with one value changed, each in turn, and the key."""
    for key, other in OTHER.items():
        if (value := getattr(expected, key)) not in (None, (), {}) or (key == "late" and value == ()):
            yield key, replace(expected, **{key: other(value)})


def test_every_expectation_of_it_can_fail(scenario):
    for number, expected in enumerate(scenario.expected):
        for key, wrong in with_one_other(expected):
            others = (*scenario.expected[:number], wrong, *scenario.expected[number + 1 :])
            found = try_in_a_world(replace(scenario, expected=others)).differences
            assert found and all(each.key.split(".")[0] == key for each in found), (key, found)
            assert {each.place[:2] for each in found} == {expected.place}
    for number, step in enumerate(scenario.steps):
        if step.expected:
            for key, wrong in with_one_other(step.expected):
                steps = (
                    *scenario.steps[:number],
                    replace(step, expected=wrong),
                    *scenario.steps[number + 1 :],
                )
                found = try_in_a_world(replace(scenario, steps=steps)).differences
                assert [each.key.split(".")[0] for each in found[:1]] == [key]


def test_every_refusal_that_it_expects_can_fail_to_come(scenario):
    for number, step in enumerate(scenario.steps):
        if step.act:
            wrong = replace(step, refused="no_edition" if step.refused != "no_edition" else None)
            steps = (*scenario.steps[:number], wrong, *scenario.steps[number + 1 :])
            first, *_ = try_in_a_world(replace(scenario, steps=steps)).differences
            assert (first.key, first.place[:2]) == ("refused", step.place)


# --- what cannot be read

GOOD = """\
title = "A story"
about = ["Order 232, item 5"]
[[report]]
of = "Ахметов"
filed = "2026-03-16 09:10"
[[step]]
at = "2026-03-16 10:00"
do = "accept"
[[step]]
after = "1 wd 10:00"
do = "endorse"
by = "legal_service Абенов"
agrees = true
[expect_]
[[expect]]
state = "accepted"
""".replace("[expect_]\n", "")


def faults(text):
    try:
        read(text)
    except BadInput as no:
        return [(each["line"], each["fault"]) for each in no.details["faults"]]
    return []


def test_the_good_one_is_read():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("was", "instead", "line", "said"),
    [
        ('do = "accept"', 'do = "acept"', 8, "perhaps 'accept' is meant"),
        ("2026-03-16 10:00", "2026-02-30 10:00", 7, "not on the calendar"),
        ("2026-03-16 10:00", "2026-03-16", 7, "names no time"),
        ("2026-03-16 09:10", "2024-02-29 23:30", 5, "twice"),
        ('at = "2026-03-16 10:00"', 'at = "2026-03-16 10:00"\nwhen = "x"', 8, "accept takes no 'when'"),
        ('after = "1 wd 10:00"', 'at = "2026-03-15 10:00"', 10, "stands below one of 16.03.2026 10:00"),
        ('after = "1 wd 10:00"', 'after = "1 week"', 10, "'3 wd 10:00'"),
        ('after = "1 wd 10:00"', 'after = "1 wd 25:00"', 10, "on no clock"),
        ('after = "1 wd 10:00"', 'last_moment = "decison"', 10, "perhaps 'decision' is meant"),
        ('after = "1 wd 10:00"', "", 9, "a step says when"),
        ('after = "1 wd 10:00"', 'after = "1 wd 10:00"\nat = "2026-03-17 10:00"', 10, "only one of"),
        ("agrees = true", "", 11, "agrees is missing"),
        ("agrees = true", 'agrees = "yes"', 13, "is true or false"),
        ("agrees = true", "agree = true", 13, "perhaps 'agrees' is meant"),
        ("legal_service Абенов", "legal_servise Абенов", 12, "perhaps 'legal_service' is meant"),
        ('state = "accepted"', 'state = "acepted"', 15, "perhaps 'accepted' is meant"),
        ('state = "accepted"', 'stat = "accepted"', 15, "perhaps 'state' is meant"),
        ('state = "accepted"', "", 14, "it expects nothing"),
        ('state = "accepted"', 'status = { decison = "met" }', 15, "perhaps 'decision' is meant"),
        ('state = "accepted"', 'status = { decision = "mett" }', 15, "perhaps 'met' is meant"),
        ('state = "accepted"', 'blocked = { RefusalProposed = "late" }', 15, "'late' is not known"),
        ('state = "accepted"', 'due = { decision = "2026-13-01" }', 15, "not on the calendar"),
        ('state = "accepted"', 'case = "Ахмет"\nstate = "accepted"', 15, "perhaps 'Ахметов' is meant"),
        ('state = "accepted"', 'papers = "mark of acceptance to aplicant"', 15,
         "perhaps 'mark of acceptance to applicant' is meant"),
        ('state = "accepted"', 'papers = ["mark of acceptance to head"]', 15, "is not known"),
        ('state = "accepted"', 'papers = "x"', 15, "it may be one of "),
        ('state = "accepted"', 'state = "x"', 15, "it may be submitted, "),
        ("Order 232, item 5", "x", 2, "it may be one of 93, from 'Order 232, item 2(2)' to 'R30'"),
        ("Order 232, item 5", "Order 232, item 55", 2, "perhaps 'Order 232, item 5' is meant"),
        ('title = "A story"', 'title = ""', 1, "must be words"),
        ('title = "A story"', "", None, "title is missing"),
        ('filed = "2026-03-16 09:10"', "", 3, "when it was filed is missing"),
        ('filed = "2026-03-16 09:10"', 'filed_after = "1 wd 09:00"', 5, "no report comes before the first"),
        ('of = "Ахметов"', 'of = "Ахметов"\nfile = "nowhere.json"', 5, "there is no file nowhere.json"),
        ('of = "Ахметов"', 'of = "Ахметов"\nform = 3', 5, "must be 1 or 2"),
        ('of = "Ахметов"', 'of = "Ахметов"\nchanges = { garison = "Тараз" }', 5, "perhaps 'garrison' is meant"),
        ('of = "Ахметов"', 'of = "Ахметов"\nchanges.x = 1', 5, "it may be form, portal_reference, "),
        ('of = "Ахметов"', 'of = "Ахметов"\nby = "executr Омарова"', 5, "perhaps 'executor' is meant"),
        ("2026-03-16 10:00", "2026-03-16 09:00", 7, "comes before the report of Ахметов, filed on 16.03.2026 09:10"),
        ('at = "2026-03-16 10:00"', 'at = "2026-03-15 10:00"\nentered = "2026-03-16 09:00"', 8, "before the report"),
        ("[[report]]", '[given]\ndefinition = "order-232-2026"\n[[report]]', 4, "perhaps 'order-232-2025' is meant"),
        ("[[report]]", '[given.changes]\n"hearing.day" = 4\n[[report]]', 4, "perhaps 'hearing.days' is meant"),
        ("[[report]]", "[given.changes]\nhearing.days = -1\n[[report]]", 4, "from 0 to 250"),
        ("[[report]]", '[given.changes]\nhours.closes = "08:00"\n[[report]]', 4, "would not follow"),
        ("[[report]]", '[[given.day_off]]\ndate = "2026-03-23"\nact = "x"\n[[report]]', 4, "is a day off already"),
        ("[[report]]", '[[given.day_off]]\ndate = "2026-04-01"\n[[report]]', 3, "act is missing"),
        ("[[report]]", '[[given.day_off]]\ndate = "2028-04-03"\nact = "x"\n[[report]]', 4, "are not known"),
        ("[[report]]", '[[given.day_moved]]\ndate = "2026-04-01"\nact = "x"\n[[report]]', 3, "worked is missing"),
        ("[[report]]", "[report]", 3, "must be a list of tables"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_line_and_what_was_meant_perhaps(was, instead, line, said):
    assert was in GOOD
    found = faults(GOOD.replace(was, instead, 1))
    assert any(said in words and at == line for at, words in found), found


def test_every_fault_is_said_at_once():
    text = GOOD.replace('do = "accept"', 'do = "acept"').replace("agrees = true", "agree = true")
    assert len(faults(text.replace('state = "accepted"', 'state = "acepted"'))) == 4


def test_words_below_a_step_without_an_act_are_told_that_it_is_missing():
    [(line, words)] = faults(GOOD.replace('do = "endorse"\nby = "legal_service Абенов"\n', ""))
    assert line == 11 and "do is missing" in words


def test_a_scenario_that_expects_nothing_at_all_is_refused():
    [(line, words)] = faults(GOOD.partition("[[expect]]")[0])
    assert line is None and words.startswith("nothing is expected")


def test_a_report_that_is_whole_in_a_file_has_nothing_to_change(tmp_path):
    from process.intake import example

    (tmp_path / "r.json").write_text(example(1), encoding="utf-8")
    whole = 'of = "Ахметов"\nfile = "r.json"\nform = 2\nchanges.garrison = "Тараз"'
    with pytest.raises(BadInput) as no:
        read(GOOD.replace('of = "Ахметов"', whole), folder=tmp_path)
    found = [(each["line"], each["fault"].partition(" beside")[0]) for each in no.value.details["faults"]]
    assert found == [(6, "'form' changes nothing"), (7, "'changes' changes nothing")]


def test_a_step_of_one_case_may_come_before_the_report_of_another():
    second = '[[report]]\nof = "Бекенова"\nfiled = "2026-03-20 09:20"\n[[step]]\ncase = "Ахметов"'
    text = GOOD.replace("[[step]]", second, 1).replace(
        "[[step]]\nafter", '[[step]]\ncase = "Бекенова"\nafter'
    )
    assert faults(text.replace("[[expect]]", '[[expect]]\ncase = "Ахметов"')) == []
    early = text.replace('after = "1 wd 10:00"', 'at = "2026-03-20 09:00"')
    [(line, words)] = [each for each in faults(early) if "before the report" in each[1]]
    assert line == 15 and "of Бекенова, filed on 20.03.2026 09:20" in words


def test_two_reports_of_one_name_and_a_step_that_does_not_say_whose_it_is():
    second = '[[report]]\nof = "Ахметов"\nfiled = "2026-03-16 09:20"\n[[step]]'
    found = faults(GOOD.replace("[[step]]", second, 1))
    assert [line for line, words in found if "two reports are of" in words] == [7]
    assert [line for line, words in found if "whose case is not said" in words] == [9, 12, 17]


# --- relative moments


def test_days_after_are_counted_from_the_step_above_and_the_first_from_the_registration():
    """Filed on Saturday 21 March 2026: registered on Thursday 26 March, after Nauryz. One working day on: Friday."""
    text = GOOD.replace("2026-03-16 09:10", "2026-03-21 09:10").replace(
        'at = "2026-03-16 10:00"', 'after = "0 wd 10:00"'
    )
    came = try_in_a_world(read(text))
    assert [f"{each.at:%m-%d %H:%M}" for each in came.happened] == [
        "03-21 04:10",
        "03-26 05:00",
        "03-27 05:00",
    ]
    assert came.differences == []


def test_calendar_days_may_end_on_a_day_off():
    text = GOOD.replace('after = "1 wd 10:00"', 'after = "5 days 10:00"')
    came = try_in_a_world(read(text))
    assert f"{came.happened[-1].at:%Y-%m-%d}" == "2026-03-21"  # a Saturday


def test_no_working_day_after_a_day_off_is_the_next_one():
    """Five calendar days after Monday 16 March 2026 is a Saturday; 0 wd from there is Thursday the 26th."""
    text = GOOD.replace('after = "1 wd 10:00"', 'after = "5 days 10:00"')
    came = try_in_a_world(read(text.replace("[[expect]]", '[[step]]\nafter = "0 wd 10:00"\n[[expect]]')))
    assert [f"{each.at:%d}" for each in came.happened] == ["16", "16", "21", "26"]


def test_a_relative_step_before_the_one_above_is_a_difference_and_is_not_carried_out():
    text = GOOD.replace('after = "1 wd 10:00"', 'after = "0 wd 09:00"')
    [first] = try_in_a_world(read(text)).differences
    assert (first.key, first.expected) == ("when", "a moment to come")
    assert "16.03.2026 09:00, before the one above it, of 16.03.2026 10:00" in first.got


def test_a_moment_of_a_deadline_that_does_not_run_is_a_difference():
    text = GOOD.replace('after = "1 wd 10:00"', 'last_moment = "hearing"')
    [first] = try_in_a_world(read(text)).differences
    assert first.key == "when" and "no deadline 'hearing' lies ahead" in first.got


def test_a_report_that_is_refused_leaves_no_case_to_act_on():
    text = GOOD.replace("2026-03-16 09:10", "2021-03-17 09:10").replace(
        "2026-03-16 10:00", "2021-03-17 10:00"
    )
    found = try_in_a_world(read(text)).differences
    assert [each.key for each in found] == ["refused", "do", "do", "case"]
    assert found[0].got.startswith("no_edition: ")


def test_where_the_report_that_came_otherwise_has_no_case_the_others_are_shown():
    """One of them is refused, for its reference is taken by a report of other content; the first case shows why."""
    changes = 'changes = { portal_reference = "SIMULATED-1" }'
    second = f'[[report]]\nof = "Бекенова"\nfiled = "2026-03-16 09:20"\n{changes}\n[[step]]'
    text = GOOD.replace("[[step]]", second, 1).replace(
        '09:10"', '09:10"\nchanges = { iin = "900514300121" }', 1
    )
    text = text.replace("[[step]]", '[[step]]\ncase = "Ахметов"').replace(
        "[[expect]]", '[[expect]]\ncase = "Ахметов"'
    )
    came = try_in_a_world(read(text))
    assert [each.case for each in came.differences] == ["Бекенова"]
    assert list(came.timelines) == ["Ахметов"]


def test_a_whole_report_is_read_from_a_file_beside_the_scenario(tmp_path):
    from process.intake import example

    (tmp_path / "report.json").write_text(example(1), encoding="utf-8")
    text = GOOD.replace('of = "Ахметов"', 'of = "Ахметов"\nfile = "report.json"')
    (tmp_path / "x.scenario.toml").write_text(text, encoding="utf-8")
    assert try_in_a_world(read_file(tmp_path / "x.scenario.toml")).differences == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 5000, "is not JSON that can be read"),
        ('{"a": ' * 40 + "1" + "}" * 40, "more than 32 deep"),
        (f'{{"form": {"9" * 5000}}}', "is not JSON that can be read"),
        (f'{{"form": {2**63}}}', "beyond 9223372036854775807"),
        ("[]", "one report, as a JSON object"),
        ("\ufeff[]", "one report, as a JSON object"),
        ("", "is not JSON"),
        ("\0", "is not JSON"),
    ],
    ids=range(8),
)
def test_a_whole_report_that_cannot_be_read_is_a_fault_of_its_line(tmp_path, text, said):
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    told = GOOD.replace('of = "Ахметов"', 'of = "Ахметов"\nfile = "r.json"')
    with pytest.raises(BadInput) as no:
        read(told, folder=tmp_path)
    [fault] = no.value.details["faults"]
    assert fault["line"] == 5 and said in fault["fault"]


def test_the_rules_of_a_changed_definition_say_so_on_every_entry():
    scenario = SCENARIOS["what-if-the-term-were-ten-days"]
    world, came = tried(scenario)
    [case] = [world.case(each).case for each in came.cases.values()]
    assert {entry.definition for entry in case.record} == {"order-232-2025+decision.days=10"}
    assert came.differences == []
