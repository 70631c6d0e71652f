"""The engine and an oracle that shares nothing with it agree on every attempt, date and state of random plays.

Plays are seeded: a failing one says its seed, and `play(seed)` gives it again.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from process.events import DecisionOverdue, HearingHeld, WarningRaised, fires_by_itself
from tests import oracle
from tests.oracle import Act
from tests.plays import TICK, Office, instant, moment, play, report

PLAYS = 500
BATCH = 50
SEEDS = [range(first, first + BATCH) for first in range(0, PLAYS, BATCH)]
FEWER = [range(first, first + 20) for first in range(0, 100, 20)]
batches = pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")


def test_the_day_lists_of_the_oracle_and_of_the_calendar_are_one(workdays):
    day, differ = date(2025, 1, 1), []
    while day <= oracle.LAST_DAY:
        if workdays.is_worked(day) is not oracle.worked(day):
            differ.append(day)
        day += timedelta(1)
    assert differ == []


@pytest.mark.slow
@batches
def test_every_attempt_is_allowed_or_refused_as_the_oracle_says(seeds):
    for seed in seeds:
        office = Office(play(seed).filed)
        for number, attempt in enumerate(play(seed).attempts):
            before, journal = office.case, len(office.cases.attempts(office.id))
            kind = office.do(attempt.act)
            where = f"play {seed}, attempt {number}: {attempt.act}"
            assert kind in (attempt.refusals or {None}), where
            if kind:
                assert office.case is before, f"{where}: refused, and something was written"
                assert len(office.cases.attempts(office.id)) == journal + (kind != "bad_input"), where


@pytest.mark.slow
@pytest.mark.parametrize("seeds", FEWER, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")
def test_an_act_entered_late_is_allowed_or_refused_as_the_oracle_says(seeds):
    for seed in seeds:
        history, dice = play(seed), Random(seed)
        office, entered = Office(history.filed), history.acts[:1]
        for attempt in history.attempts:
            done = dice.choice([act.at for act in entered[-3:]]) + dice.choice(
                (TICK * 0, TICK, timedelta(hours=5))
            )
            late = replace(attempt.act, at=min(done, attempt.act.at))
            for act in (late, attempt.act):
                where = f"play {seed}, entered {attempt.act.at}: {act}"
                refusals = oracle.refusals_late(entered, act)
                kind, before = None, office.case
                kind = office.do(act, now=attempt.act.at)
                assert kind in (refusals or {None}), where
                if kind:
                    assert office.case is before, f"{where}: refused, and something was written"
                else:
                    entered = oracle.in_order([*entered, act])
                agree(office, entered, attempt.act.at, where, told=False)


@pytest.mark.slow
@batches
def test_state_deadlines_and_firings_are_the_oracles_after_every_attempt(seeds):
    for seed in seeds:
        office, acts = Office(play(seed).filed), play(seed).acts[:1]
        for attempt in play(seed).attempts:
            if not attempt.refusals:
                office.do(attempt.act)
                acts.append(attempt.act)
            agree(office, acts, attempt.act.at, f"play {seed}, at {attempt.act.at}")
        agree(office, acts, play(seed).end, f"play {seed}, in the end")


# What the dice tell too rarely: each a history that is lawful to its last act, by the clock of March 2026.
HEARD_ON_4 = {"method": "oral", "hearing_at": datetime(2026, 3, 4, 10)}
NOTICED = [
    ("02 10:00", "ReportAccepted", "executor", {}),
    ("03 10:00", "RefusalProposed", "executor", {"grounds": (3,), "late_reason": None, **HEARD_ON_4}),
    ("03 11:00", "HearingNoticeReceived", "system", {}),
]
RARE = {
    "set anew at the very end of the second day, late": [
        *NOTICED,
        ("05 18:00", "HearingRescheduled", "executor", HEARD_ON_4 | {"hearing_at": datetime(2026, 3, 6, 10)}),
    ],
    "refused on the third day after the first of two receipts": [
        *NOTICED,
        ("04 09:00", "HearingRescheduled", "executor", HEARD_ON_4 | {"hearing_at": datetime(2026, 3, 5, 10)}),
        ("05 09:00", "HearingNoticeReceived", "executor", {}),
        ("05 10:00", "HearingHeld", "executor", {"method": "oral", "present": True}),
        ("05 11:00", "ProtocolSigned", "executor", {}),
        ("05 12:00", "Endorsed", "legal_service", {"service": "legal_service", "agrees": False}),
        ("05 12:00", "Endorsed", "housing_unit", {"service": "housing_unit", "agrees": False}),
        ("06 00:00", "ApplicantRefused", "head", {"grounds": (3,)}),
    ],
}


@pytest.mark.parametrize("story", RARE.values(), ids=RARE)
def test_rare_histories_are_lawful_to_the_engine_and_to_the_oracle(story):
    filed = datetime(2026, 3, 2, 9)
    office, acts = Office(filed), [report(filed)]
    for when, name, by, say in story:
        act = Act(datetime.fromisoformat(f"2026-03-{when}"), name, by, say)
        assert oracle.refusals(acts, act) == set(), act
        assert office.do(act) is None, act
        acts.append(act)
        agree(office, acts, act.at, act)


def test_a_late_entry_that_would_make_a_later_position_hold_the_hearing_is_refused():
    """Rule 5: entered in time, the hearing set in writing at noon would have been held by the position of 15:00."""
    office, acts = Office(datetime(2026, 3, 2, 9)), [report(datetime(2026, 3, 2, 9))]
    for when, name, by, say in [*NOTICED, ("04 15:00", "PositionStated", "applicant", {"form": "written"})]:
        acts.append(Act(datetime.fromisoformat(f"2026-03-{when}"), name, by, say))
        assert office.do(acts[-1]) is None
    in_writing = {"method": "written", "hearing_at": None}
    late = Act(datetime(2026, 3, 4, 12), "HearingRescheduled", "executor", in_writing)
    assert oracle.refusals_late(acts, late) == {"not_allowed_here"}
    assert office.do(late, now=datetime(2026, 3, 4, 16)) == "not_allowed_here"


def agree(office, acts, now, where, *, told=True):
    """`told`: who was warned depends on what was known then, so it is not compared where acts were entered late."""
    case, facts = office.seen(now), oracle.happened(acts, now)
    assert str(case.state) == oracle.state(facts), where
    assert as_seen(case, now) == as_worked_out(facts, now), where
    deemed = oracle.deemed_refusals(facts, now)
    assert case.deemed_refused_on == (max(deemed)[0].date() if deemed else None), where
    assert case.overdue is oracle.overdue(facts, now), where
    whole = None if told else -1
    assert {each[:whole] for each in as_fired(case)} == {each[:whole] for each in oracle.fired(facts, now)}, (
        where
    )


def as_seen(case, now):
    return {n: (moment(d.due_at), str(d.status(instant(now)))) for n, d in case.deadlines.items()}


def as_worked_out(facts, now):
    ends = {run.name: (run.due, oracle.status(run, now)) for run in oracle.runs(facts)}
    if until := oracle.time_to_complain(facts, now):
        ends["complaint_filing"] = (until, "open" if now <= until else "lapsed")
    return ends


def as_fired(case):
    """What came by itself, as the oracle says it."""
    return {_said(step.event) for step in case.course if fires_by_itself(step.event)}


def _said(event):
    about, level, told = "window", None, None
    if isinstance(event, WarningRaised):
        about, level, told = event.about, event.days_before, event.told
    elif not isinstance(event, HearingHeld):
        about = event.term if isinstance(event, DecisionOverdue) else event.deadline
    return (moment(event.occurred_at), type(event).__name__, about, level, told)
