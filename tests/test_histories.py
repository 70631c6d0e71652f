"""However late the daemon wakes and however late an act is entered: the same state, deadlines and legal moments.

Rules of time 1, 2, 3, 5 and 6, over random lawful histories. `play(seed)` gives a failing one again.
"""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from process.events import MARKS, FiringAnnulled, fires_by_itself
from process.firings import firing_key, next_firing
from process.record import as_row, canonical, from_row
from tests import oracle
from tests.plays import TICK, Office, edges, instant, moment, play

PLAYS, CORRECTED, BATCH = 500, 20, 50
SEEDS = [range(first, first + BATCH) for first in range(0, PLAYS, BATCH)]
FEWER = [range(first, first + 5) for first in range(0, CORRECTED, 5)]
batches = pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")
smaller_batches = pytest.mark.parametrize("seeds", FEWER, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")
pytestmark = pytest.mark.slow

HOW_IT_WAS_ENTERED = ("told", "late", "late_reason")
"""What an event says about what was known when it came, and not about what happened."""


def effect(office, now):
    """The case as the law sees it at that moment: state, decision, deadlines, and what happened when."""
    case = office.seen(now)
    return {
        "state": case.state,
        "decision": case.decision,
        "overdue": case.overdue,
        "deemed_refused_on": case.deemed_refused_on,
        "deadlines": {name: said(deadline, now) for name, deadline in case.deadlines.items()},
        "course": course(case),
    }


def said(deadline, now):
    status = deadline.status(instant(now))
    return (deadline.due_at, deadline.day_zero, status, deadline.met_at, deadline.lapsed_at)


def course(case):
    """What happened and when; what fires at one instant in the order of names, for it has no other."""
    events = [step.event for step in case.course if not isinstance(step.event, MARKS)]
    events.sort(key=lambda event: (event.occurred_at, firing_key(event) if fires_by_itself(event) else ()))
    return [(event.occurred_at, type(event).__name__, _says(event)) for event in events]


def _says(event):
    return {name: getattr(event, name) for name in type(event).__slots__}


def as_it_happened(effect):
    """The effect without what tells how it was entered."""
    kept = [
        (at, name, {key: value for key, value in says.items() if key not in HOW_IT_WAS_ENTERED})
        for at, name, says in effect["course"]
    ]
    return effect | {"course": kept}


# --- the ways in which one history may be kept


@cache
def hourly(seed):
    """Swept at many moments, awkward ones among them; and what was seen at some of them."""
    history, dice, views = play(seed), Random(seed), {}
    office = Office(history.filed)
    for act, until in zip(history.acts, [*(act.at for act in history.acts[1:]), history.end], strict=True):
        if act.name != "ReportFiled":
            assert office.do(act) is None, f"play {seed}: {act}"
        for now in sweeps(dice, history, act.at, until):
            office.sweep(now)
            assert office.sweep(now) == 0, f"play {seed}: a second sweep at {now} added something"
            if dice.random() < 0.15:
                views[now] = effect(office, now)
    office.sweep(history.end)
    return office, views


def sweeps(dice, history, since, until):
    """Moments from the one to the other: some of those at which something changes, and one that means nothing."""
    facts = oracle.happened([act for act in history.acts if act.at <= since], since)
    sharp = [edge for edge in edges(facts, since) if edge < until]
    length = (until - since) // timedelta(seconds=1)
    dull = [since + timedelta(seconds=dice.randrange(length))] if length > 60 else []
    return sorted(now for now in {*dice.sample(sharp, min(4, len(sharp))), *dull} if now > since)


@cache
def unswept(seed):
    """Nobody looked before it was over: what fell due is settled by the acts alone."""
    office = Office(play(seed).filed)
    for act in play(seed).acts[1:]:
        assert office.do(act) is None, f"play {seed}: {act}"
    return office


@cache
def entered_late(seed, *, lags):
    """Each act entered some hours after it happened, in order; what fell due meanwhile has fired before."""
    history, dice = play(seed), Random(seed)
    office, now = Office(history.filed), history.filed
    for act in history.acts[1:]:
        now = max(now, act.at + timedelta(hours=dice.choice(lags)))
        office.sweep(now)
        assert office.do(act, now=now) is None, f"play {seed}, entered {now}: {act}"
    return office


HOURS, WEEKS = (0, 3, 30), (24, 24 * 14)


def entered_in_another_order(seed):
    """Neighbours change places wherever a person may enter them so (rule of time 5)."""
    history, dice = play(seed), Random(seed)
    office, now = Office(history.filed), history.filed
    entered, ahead = history.acts[:1], history.acts[1:]
    while ahead:
        turn = ahead[:1]
        if len(ahead) > 1 and dice.random() < 0.6 and may_change_places(entered, *ahead[:2]):
            turn = [ahead[1], ahead[0]]
        for act in turn:
            now = max(now, act.at) + timedelta(hours=dice.choice((0, 5, 50)))
            office.sweep(now)
            assert office.do(act, now=now) is None, f"play {seed}, entered {now}: {act}"
        entered, ahead = [*entered, *ahead[: len(turn)]], ahead[len(turn) :]
    return office


def may_change_places(entered, first, second):
    if first.at == second.at or oracle.refusals_late(entered, second):
        return False
    return not oracle.refusals_late([*entered, second], first)


def end_of(seed, office):
    return max(play(seed).end, moment(office.now) + TICK)


# --- what must be one and the same


@batches
def test_the_daemon_hourly_or_off_for_thirty_working_days_is_the_same(seeds):
    for seed in seeds:
        end, (swept, _), off = play(seed).end, hourly(seed), unswept(seed)
        looked_at = effect(off, end)
        off.sweep(end)
        assert effect(off, end) == effect(swept, end), f"play {seed}"
        assert looked_at == effect(off, end), f"play {seed}: a view differs from what was then recorded"
        assert swept.folds_again(), f"play {seed}"
        assert off.folds_again(), f"play {seed}"


@pytest.mark.parametrize(
    ("seeds", "lags"),
    [(seeds, HOURS) for seeds in SEEDS] + [(seeds, WEEKS) for seeds in SEEDS[:4]],
    ids=lambda what: f"{what[0]}-{what[-1]}",
)
def test_an_act_entered_late_is_as_if_entered_when_it_was_done(seeds, lags):
    for seed in seeds:
        late = entered_late(seed, lags=lags)
        end = end_of(seed, late)
        expected = as_it_happened(effect(unswept(seed), end))
        assert as_it_happened(effect(late, end)) == expected, f"play {seed}"
        late.sweep(end)
        assert as_it_happened(effect(late, end)) == expected, f"play {seed}, swept"
        assert late.folds_again(), f"play {seed}"


@batches
def test_acts_entered_in_another_order_give_the_same(seeds):
    for seed in seeds:
        shuffled = entered_in_another_order(seed)
        end = end_of(seed, shuffled)
        expected = as_it_happened(effect(unswept(seed), end))
        assert as_it_happened(effect(shuffled, end)) == expected, f"play {seed}"
        assert shuffled.folds_again(), f"play {seed}"


@batches
def test_a_view_of_an_earlier_moment_shows_the_case_as_it_then_was(seeds):
    for seed in seeds:
        swept, views = hourly(seed)
        for now, view in views.items():
            where = f"play {seed}, at {now}"
            assert effect(swept, now) == view, where
            assert effect(unswept(seed), now) == view, f"{where}, never swept"
            known = as_it_happened(effect(entered_late(seed, lags=HOURS), now))
            assert known == as_it_happened(view), f"{where}, entered late"


@batches
def test_a_sweep_that_slips_in_between_load_and_append_changes_nothing(seeds):
    for seed in seeds:
        history = play(seed)
        office = Office(history.filed)
        for act in history.acts[1:]:
            office.cases.before_append = lambda _, act=act, office=office: office.sweep(act.at)
            assert office.do(act) is None, f"play {seed}: {act}"
        assert effect(office, history.end) == effect(unswept(seed), history.end), f"play {seed}"


@batches
def test_what_fires_comes_once(seeds):
    for seed in seeds:
        for office in (hourly(seed)[0], entered_late(seed, lags=HOURS)):
            keys = [firing_key(step.event) for step in office.case.course if fires_by_itself(step.event)]
            assert len(keys) == len(set(keys)), f"play {seed}"


@batches
def test_a_firing_is_annulled_only_where_the_act_took_its_condition_away(seeds):
    for seed in seeds:
        history, dice = play(seed), Random(seed)
        office, now = Office(history.filed), history.filed
        for act in history.acts[1:]:
            now = max(now, act.at + timedelta(hours=dice.choice(HOURS)))
            office.sweep(now)
            before = office.case.version
            office.do(act, now=now)
            stand = {
                firing_key(step.event) for step in office.seen(now).course if fires_by_itself(step.event)
            }
            new = [entry.event for entry in office.case.record[before:]]
            annulled = [event.firing for event in new if isinstance(event, FiringAnnulled)]
            keys = {firing_key(entry.event) for entry in office.case.record if entry.seq in annulled}
            assert not keys & stand, f"play {seed}, entered {now}: {act}"


def test_a_clock_set_back_undoes_nothing():
    """Rule of time 4: a sweep by a clock that went back goes on to the case's own last recorded moment."""
    for seed in range(100):
        history = play(seed)
        office = Office(history.filed)
        for act in history.acts[1:]:
            office.do(act, now=act.at + timedelta(days=9))
        was = effect(office, history.end)
        office.desk.sweep_one(office.id, instant(history.filed))
        recorded = [entry.recorded_at for entry in office.case.record]
        assert recorded == sorted(recorded), f"play {seed}"
        assert effect(office, history.end) == was, f"play {seed}"
        coming = next_firing(office.case, office.desk.workdays)
        assert coming is None or coming.occurred_at >= recorded[-1], (
            f"play {seed}: swept by the clock set back"
        )


@batches
def test_entries_read_back_as_they_were_written(seeds):
    for seed in seeds:
        for entry in entered_late(seed, lags=HOURS).case.record:
            assert from_row(as_row(entry, "N")) == entry, f"play {seed}, entry {entry.seq}"
            assert from_row(json.loads(canonical(entry, "N"))) == entry, f"play {seed}, entry {entry.seq}"


# --- corrections


@cache
def other_histories(seed):
    """The history with one act done at another moment, or never, where that would have been lawful and each act
    would have meant the same: the place of the act, its moment (None: struck), and the acts then."""
    history, dice, found = play(seed), Random(seed), []
    places = range(1, len(history.acts))
    for place in dice.sample(places, min(6, len(places))):
        act = history.acts[place]
        lower, upper = act.at - timedelta(days=4), act.at + timedelta(days=4)
        facts = oracle.happened(history.acts, history.end)
        near = [edge for edge in edges(facts, max(lower, history.filed)) if edge < upper]
        moments = [None, *dice.sample(near, min(2, len(near))), act.at + timedelta(minutes=20)]
        others = [(when, with_other_moment(history.acts, place, when)) for when in moments]
        found += [
            (place, when, acts)
            for when, acts in others
            if lawful(acts) and means_the_same(history.acts, acts)
        ]
    return found


def with_other_moment(acts, place, when):
    if when is None:
        return acts[:place] + acts[place + 1 :]
    return oracle.in_order([*acts[:place], replace(acts[place], at=when), *acts[place + 1 :]])


def lawful(acts):
    return all(not oracle.refusals(acts[:n], act) for n, act in enumerate(acts) if n)


def means_the_same(acts, others):
    """Each act brings the same with it: a position may, or may not, prove a receipt or hold a hearing."""
    brought = [_brought(acts, n) for n in range(len(acts))]
    return all(_brought(others, n) in brought for n in range(len(others)))


def _brought(acts, place):
    act = acts[place]
    return (act.name, act.by, act.say, oracle.brings(acts, place))


def swept_at_the_end(acts, end):
    office = Office(acts[0].at)
    for act in acts[1:]:
        assert office.do(act) is None, act
    office.sweep(end)
    return office


def entry_of(office, place):
    """The entry of the act of that place in the history: its first one."""
    acts = [
        entry for entry in office.case.record if entry.seq == entry.act and not fires_by_itself(entry.event)
    ]
    return acts[place].seq


@smaller_batches
def test_an_act_corrected_is_as_if_done_so_in_the_first_place(seeds):
    for seed in seeds:
        history = play(seed)
        for place, when, acts in other_histories(seed):
            where = f"play {seed}: {history.acts[place]} corrected to {when}"
            office = swept_at_the_end(history.acts, history.end)
            office.correct(entry_of(office, place), when, now=history.end)
            assert office.folds_again(), where
            later = history.end + timedelta(days=40)
            expected = as_it_happened(effect(swept_at_the_end(acts, history.end), later))
            assert as_it_happened(effect(office, later)) == expected, where


@smaller_batches
def test_a_correction_is_known_only_from_then_on_and_can_be_taken_back(seeds):
    for seed in seeds:
        history = play(seed)
        for place, when, _ in other_histories(seed)[:8]:
            office = swept_at_the_end(history.acts, history.end)
            seq, was = entry_of(office, place), effect(office, history.end)
            office.correct(seq, when, now=history.end)
            for looked_at, view in hourly(seed)[1].items():
                where = f"play {seed}: {history.acts[place]} corrected to {when}, seen at {looked_at}"
                assert effect(office, looked_at) == view, where
            if when:
                office.correct(seq, history.acts[place].at, now=history.end)
                assert effect(office, history.end) == was, (
                    f"play {seed}: {history.acts[place]} to {when} and back"
                )
