"""Random histories for users' tests: lawful ones are lawful, a planted fault is found, and the example is short."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test

from process.definitions import ORDER_232_2025
from process.events import RefusalProposed
from process.localtime import day_of
from process.workdays import kazakhstan
from simulation.case_machine import CaseMachine, invariant
from simulation.histories import Done, History, Played, histories
from simulation.what_if import with_changes
from simulation.world import World

QUICK = settings(
    max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@QUICK
@given(histories(lawful=True))
def test_a_lawful_history_meets_no_refusal(history):
    assert history.play().refusals == []


@QUICK
@given(histories())
def test_a_mixed_one_gives_the_same_events_whatever_the_step(history):
    told = [_without_writing(each) for each in _swept(history.play())]
    for step in (timedelta(hours=5), timedelta(days=3), None):
        assert [_without_writing(each) for each in _swept(history.play(step=step))] == told


def _swept(played: Played):
    played.world.sweep()
    return played.events


def _without_writing(text):
    return {key: value for key, value in json.loads(text).items() if key != "recorded_at"}


def test_lawful_histories_come_to_every_state():
    states = set()

    @settings(QUICK, max_examples=400)
    @given(histories(lawful=True, most=16))
    def gather(history):
        states.add(history.play().case.state)

    gather()
    assert states >= {
        "submitted", "rejected", "accepted", "preliminary_refusal", "hearing", "heard", "registered", "withdrawn",
    }  # fmt: skip


def test_a_history_prints_as_what_would_be_typed():
    said = {"method": "oral", "place": "room 12", "hearing": (1, "10:00"), "ground": [1], "provision": "x"}
    history = History(
        (
            Done(timedelta(0), "accept", "executor", {}),
            Done(timedelta(days=3), "propose-refusal", "executor", said),
        )
    )
    assert repr(history).startswith(
        "History of after 0:00:00: executor: accept; after 3 days, 0:00:00: executor: propose-"
    )
    assert history.play().case.state == "preliminary_refusal"
    assert repr(History(())) == "History of nothing but the report"


# --- a state machine


class NoticeInTime(CaseMachine):
    """Item 6: at least 3 working days lie between a proposal in time and the end of the term."""

    @invariant()
    def a_notice_in_time_leaves_three_working_days(self):
        if self.case:
            for event in self.case.events:
                if isinstance(event, RefusalProposed) and event.late_reason is None:
                    due = day_of(self.case.deadlines["decision"].due_at)
                    assert kazakhstan().count(day_of(event.occurred_at), due) >= 3, "the notice came too late"


class Broken(NoticeInTime):
    definition = with_changes(ORDER_232_2025, {"hearing_notice.days": 2})


MACHINE = settings(
    max_examples=1500,
    stateful_step_count=4,
    deadline=None,
    database=None,
    derandomize=True,
    print_blob=False,
    phases=[Phase.generate, Phase.shrink],
)
OWN_LOOKS = ("a_notice_in_time", "the_case_is", "what_is_past", "teardown")


def test_the_rules_as_they_are_hold_against_the_machine():
    run_state_machine_as_test(NoticeInTime, settings=settings(MACHINE, max_examples=40))


def test_a_planted_fault_is_found_and_its_example_is_short():
    """Accepted; the last moment of the broken deadline comes; somebody proposes a refusal."""
    with pytest.raises(AssertionError, match="the notice came too late") as found:
        run_state_machine_as_test(Broken, settings=MACHINE)
    told = [line.removeprefix("state.") for line in found.value.__notes__ if line.startswith("state.")]
    steps = [line.partition("(")[0] for line in told if not line.startswith(OWN_LOOKS)]
    assert steps == ["file", "the_last_moment_comes", "somebody_acts"]
    assert any("name='propose-refusal'" in line for line in found.value.__notes__)


def test_a_refused_act_that_left_something_would_fail():
    """The promise can fail: from the second look on, the record has grown by an entry that nobody made."""
    played = Played(World("2026-03-16 09:10"))
    load, looks = played.world.cases.load, []

    def growing(case_id):
        looks.append(case := load(case_id))
        return replace(case, record=(*case.record, case.record[-1])) if len(looks) > 1 else case

    played.world.cases.load = growing
    with pytest.raises(AssertionError, match="left something"):
        played.do(Done(timedelta(0), "register", "head", {}))
