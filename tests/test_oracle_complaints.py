"""The engine and the oracle of complaints agree on every attempt, date and state of random plays.

A failing play says its seed, and `play(seed)` gives it again.
"""

from collections import defaultdict
from datetime import datetime, timedelta

import pytest

from process.acts import possible_now
from process.events import ComplaintSilent, DeadlineMissed, WarningRaised
from process.workdays import kazakhstan
from tests import oracle, oracle_complaints
from tests.oracle import Act
from tests.plays import instant, moment, report
from tests.plays_complaints import BEGINNINGS, Counter, play

PLAYS = 700
BATCH = 70
SEEDS = [range(first, first + BATCH) for first in range(0, PLAYS, BATCH)]


@pytest.mark.slow
@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")
def test_every_attempt_and_all_that_follows_is_as_the_oracle_says(seeds):
    for seed in seeds:
        counter, acts = Counter(play(seed).filed), [report(play(seed).filed)]
        for number, attempt in enumerate(play(seed).attempts):
            before, act = counter.case, attempt.act
            where = f"play {seed}, attempt {number}: {act}"
            kind = counter.do(act)
            assert kind in (attempt.refusals or {None}), f"{where}: {sorted(attempt.refusals)}"
            if kind:
                assert counter.case is before, f"{where}: refused, and something was written"
            else:
                acts.append(act)
            agree(counter, acts, act.at, where)
        end = min(play(seed).end, datetime(2027, 6, 1))
        agree(counter, acts, end, f"play {seed}, in the end")
        assert counter.folds_again(), f"play {seed}"


@pytest.mark.slow
def test_the_plays_try_each_act_and_outcome_lawfully_and_not():
    tried, outcomes, begun = defaultdict(set), set(), set()
    for seed in range(PLAYS):
        for attempt in play(seed).attempts:
            tried[attempt.act.name] |= attempt.refusals or {None}
            if attempt.act.name in ("Resolved", "CourtActRecorded") and not attempt.refusals:
                outcomes.add((attempt.act.name, attempt.act.say["outcome"]))
        begun |= {oracle_complaints.walk(play(seed).acts, play(seed).end).state}
    for name in oracle_complaints.BY:
        kinds = {"wrong_role"} if name == "ComplaintLodged" else {"wrong_role", "not_allowed_here"}
        assert {None, *kinds} <= tried[name], name
    assert {"too_late", "too_early"} <= tried["ComplaintSatisfied"]
    assert outcomes == {
        (name, outcome) for name in ("Resolved", "CourtActRecorded") for outcome in oracle_complaints.BECOMES
    }
    assert {"submitted", "rejected", "accepted", "registered", "refused", "withdrawn", "appeal"} <= begun


CALENDAR = kazakhstan()
TICK = timedelta(microseconds=1)
LIMITS = {  # by what starts it: what is due, in how many working days
    "complaint_forwarding": ("provider", [], 3),
    "complaint_provider": ("provider", [], 5),
    "complaint_quality": ("quality_authority", [], 15),
    "complaint_superior": ("superior_body", [], 20),
}


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("hour", [10, 18, 19])
@pytest.mark.parametrize("filed", ["2026-03-16", "2026-04-24", "2026-07-03", "2025-12-19"])
def test_each_term_ends_at_six_and_one_microsecond_later_is_late(name, hour, filed):
    """R2, R4, R16: on days beside days off, and for complaints that came in after hours."""
    counter, acts = _refused(filed)
    where, _, days = LIMITS[name]
    lodged = datetime.combine(oracle.nth(acts[-1].at.date(), 1), datetime.min.time()) + timedelta(hours=hour)
    say = {"about": None, "came_in": where, "learned_on": None, "digest": None}
    acts.append(Act(lodged, "ComplaintLodged", "applicant", say))
    assert counter.do(acts[-1]) is None
    begins = oracle.registered_on(lodged) if name != "complaint_forwarding" else lodged.date()
    due = oracle.at_close(oracle.nth(begins, days))
    seen = counter.seen(due).deadlines[f"{name}/1"]
    assert moment(seen.due_at) == due and str(seen.status(instant(due))) == "open"
    for now in (due - TICK, due, due + TICK):
        agree(counter, acts, now, f"{name} at {now}")
    silent = name != "complaint_forwarding"
    assert str(counter.seen(due + TICK).complaints[0].state) == ("silent" if silent else "lodged")


def _refused(filed):
    start = datetime.fromisoformat(f"{filed} 10:00")
    counter, acts = Counter(start), [report(start)]
    for act in BEGINNINGS["refused"](start):
        assert oracle_complaints.refusals(acts, act) == set(), act
        assert counter.do(act) is None, act
        acts.append(act)
    return counter, acts


def agree(counter, acts, now, where):
    case, matter = counter.seen(now), oracle_complaints.walk(acts, now)
    assert (str(case.state), case.round) == (matter.state, matter.round), where
    assert [as_seen(each) for each in case.complaints] == [
        (
            each.state,
            each.about,
            each.late,
            each.body,
            each.extended_by is not None,
            each.told,
            each.sent_back,
        )
        for each in matter.complaints
    ], where
    ends = {name: d for name, d in case.deadlines.items() if "(round" not in name}
    seen = {name: (moment(d.due_at), str(d.status(instant(now)))) for name, d in ends.items()}
    assert seen == oracle_complaints.deadlines(acts, now), where
    assert allowed(case, now) == oracle_complaints.possible(acts, now), where
    assert as_fired(case) == oracle_complaints.fired(acts, now), where


def as_seen(complaint):
    return (
        *(str(complaint.state), str(complaint.about), complaint.late, complaint.reviewer),
        *(complaint.extended, complaint.told, complaint.returning),
    )


def allowed(case, now):
    """What a person is told can be done now, of all that the oracle of complaints knows."""
    named, _ = possible_now(case, instant(now), CALENDAR)
    said = {{"ComplaintDismissed": "Resolved"}.get(name, name) for name in named}
    return said & set(oracle_complaints.BY)


def as_fired(case):
    """What came by itself to complaints, as the oracle says it."""
    return {said for step in case.course if (said := _said(step.event))}


def _said(event):
    about = None
    if isinstance(event, WarningRaised):
        about = event.about
    elif isinstance(event, DeadlineMissed):
        about = event.deadline
    elif isinstance(event, ComplaintSilent):
        about = f"{event.term}/{event.complaint}"
    if about is None or "/" not in about:
        return None
    return (moment(event.occurred_at), type(event).__name__, about)
