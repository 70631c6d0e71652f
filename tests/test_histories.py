"""However late the daemon wakes and however late an act is entered: the same state, deadlines and legal moments.

Rules of time 1, 2, 3, 5 and 6, over random lawful histories. `play(seed)` gives a failing one again.
"""

import json
from datetime import timedelta
from random import Random

import pytest

from process.events import MARKS, fires_by_itself
from process.firings import firing_key
from process.record import as_row, body, canonical, from_row
from tests import oracle
from tests.plays import TICK, Office, edges, instant, play

PLAYS = 500
BATCH = 50
SEEDS = [range(first, first + BATCH) for first in range(0, PLAYS, BATCH)]
batches = pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")
pytestmark = pytest.mark.slow

HOW_IT_WAS_ENTERED = ("told", "late", "late_reason")
"""What an event says about what was known when it came, and not about what happened."""


def effect(office, now, *, but=()):
    """The case as the law sees it at that moment: state, decision, deadlines, and what happened when."""
    case = office.seen(now)
    return {
        "state": case.state,
        "decision": case.decision,
        "overdue": case.overdue,
        "deemed_refused_on": case.deemed_refused_on,
        "deadlines": {name: said(deadline, now) for name, deadline in case.deadlines.items()},
        "course": sorted_course(case, but),
    }


def said(deadline, now):
    status = deadline.status(instant(now))
    return (deadline.due_at, deadline.day_zero, status, deadline.met_at, deadline.lapsed_at)


def sorted_course(case, but):
    """What happened and when; what fires at one instant in the order of names, for it has no other."""
    events = [step.event for step in case.course if not isinstance(step.event, MARKS)]
    lines = [(event.occurred_at, fires_by_itself(event), _line(event, but)) for event in events]
    return sorted(lines, key=lambda line: (line[0], line[1], line[2] if line[1] else ()))


def _line(event, but):
    says = {name: value for name, value in body(event).items() if name not in but}
    return (type(event).__name__, json.dumps(says, default=str, sort_keys=True))


# --- the ways in which one history may be kept


def hourly(history):
    """Swept at many moments, the awkward ones among them; what was seen at some of them beside it."""
    office, dice, views = Office(history.filed), Random(history.seed), {}
    for act, until in zip(history.acts, [*(act.at for act in history.acts[1:]), history.end], strict=True):
        if act.name != "ReportFiled":
            assert office.do(act) is None
        for moment in sweeps(dice, history, act.at, until):
            assert office.sweep(moment) >= 0
            assert office.sweep(moment) == 0, f"play {history.seed}: a second sweep at {moment} added something"
            views[moment] = effect(office, moment)
    return office, views


def sweeps(dice, history, since, until):
    """Moments from the one to the other: some of those at which something changes, and some that mean nothing."""
    facts = oracle.happened([act for act in history.acts if act.at <= since], since)
    sharp = [moment for moment in edges(facts, since) if moment < until]
    length = (until - since) // timedelta(seconds=1)
    dull = [since + timedelta(seconds=dice.randrange(length)) for _ in range(2) if length > 60]
    return sorted(moment for moment in {*dice.sample(sharp, min(4, len(sharp))), *dull} if moment > since)


def unswept(history):
    office = Office(history.filed)
    for act in history.acts[1:]:
        assert office.do(act) is None, f"play {history.seed}: {act}"
    return office


def entered_late(history, *, lags):
    """Each act entered some time after it happened, in order; what fell due meanwhile has fired before."""
    office, dice, now = Office(history.filed), Random(history.seed), history.filed
    for act in history.acts[1:]:
        now = max(now, act.at + timedelta(hours=dice.choice(lags)))
        office.sweep(now)
        assert office.do(act, now=now) is None, f"play {history.seed}, entered {now}: {act}"
    return office


def entered_in_another_order(history):
    """Neighbours change places wherever a person may enter them so (rule of time 5)."""
    office, dice = Office(history.filed), Random(history.seed)
    entered, ahead, now = history.acts[:1], history.acts[1:], history.filed
    while ahead:
        first, *others = ahead
        turn = [first]
        if others and dice.random() < 0.6 and may_change_places(entered, first, others[0]):
            turn = [others[0], first]
        for act in turn:
            now = max(now, act.at) + timedelta(hours=dice.choice((0, 5, 50)))
            office.sweep(now)
            assert office.do(act, now=now) is None, f"play {history.seed}, entered {now}: {act}"
        entered, ahead = [*entered, *ahead[: len(turn)]], ahead[len(turn) :]
    return office


def may_change_places(entered, first, second):
    if first.at == second.at or oracle.refusals_late(entered, second):
        return False
    return not oracle.refusals_late([*entered, second], first)


# --- what must be one and the same


@batches
def test_the_daemon_hourly_or_off_for_thirty_working_days_is_the_same(seeds):
    for seed in seeds:
        history = play(seed)
        (swept, _), off = hourly(history), unswept(history)
        looked_at = effect(off, history.end)
        swept.sweep(history.end)
        off.sweep(history.end)
        assert effect(off, history.end) == effect(swept, history.end), f"play {seed}"
        assert looked_at == effect(off, history.end), f"play {seed}: a view differs from what was then recorded"
        assert swept.folds_again() and off.folds_again(), f"play {seed}"


@batches
@pytest.mark.parametrize("lags", [(0, 3, 30), (24, 24 * 14)], ids=["hours", "weeks"])
def test_an_act_entered_late_is_as_if_entered_when_it_was_done(seeds, lags):
    for seed in seeds:
        history = play(seed)
        on_time, late = unswept(history), entered_late(history, lags=lags)
        end = max(history.end, oracle_time(late))
        expected = effect(on_time, end, but=HOW_IT_WAS_ENTERED)
        assert effect(late, end, but=HOW_IT_WAS_ENTERED) == expected, f"play {seed}"
        late.sweep(end)
        assert effect(late, end, but=HOW_IT_WAS_ENTERED) == expected, f"play {seed}, swept"
        assert late.folds_again(), f"play {seed}"


def oracle_time(office):
    """Local time on the office's clock, and a moment."""
    from tests.plays import moment

    return moment(office.now) + TICK


@batches
def test_acts_entered_in_another_order_give_the_same(seeds):
    for seed in seeds:
        history = play(seed)
        on_time, shuffled = unswept(history), entered_in_another_order(history)
        end = max(history.end, oracle_time(shuffled))
        expected = effect(on_time, end, but=HOW_IT_WAS_ENTERED)
        assert effect(shuffled, end, but=HOW_IT_WAS_ENTERED) == expected, f"play {seed}"


@batches
def test_a_view_of_an_earlier_moment_shows_the_case_as_it_then_was(seeds):
    for seed in seeds:
        history = play(seed)
        swept, views = hourly(history)
        swept.sweep(history.end)
        off, late = unswept(history), entered_late(history, lags=(0, 3, 30))
        for moment, view in views.items():
            where = f"play {seed}, at {moment}"
            assert effect(swept, moment) == view, where
            assert effect(off, moment) == view, f"{where}, never swept"
            known = effect(late, moment, but=HOW_IT_WAS_ENTERED)
            view["course"] = [(*line[:2], _without(line[2])) for line in view["course"]]
            assert known == view, f"{where}, entered late"


def _without(line):
    name, says = line
    kept = {key: value for key, value in json.loads(says).items() if key not in HOW_IT_WAS_ENTERED}
    return (name, json.dumps(kept, sort_keys=True))


@batches
def test_a_sweep_that_slips_in_between_load_and_append_changes_nothing(seeds):
    for seed in seeds:
        history = play(seed)
        office = Office(history.filed)
        for act in history.acts[1:]:
            office.shelf.between = lambda act=act, office=office: office.sweep(act.at)
            assert office.do(act) is None, f"play {seed}: {act}"
        assert effect(office, history.end) == effect(unswept(history), history.end), f"play {seed}"


@batches
def test_warnings_and_other_firings_come_once_and_entries_read_back_as_they_were_written(seeds):
    for seed in seeds:
        history = play(seed)
        for office in (hourly(history)[0], entered_late(history, lags=(0, 3, 30))):
            office.sweep(max(history.end, oracle_time(office)))
            keys = [firing_key(step.event) for step in office.case.course if fires_by_itself(step.event)]
            assert len(keys) == len(set(keys)), f"play {seed}"
            for entry in office.case.record:
                assert from_row(as_row(entry, office.id)) == entry, f"play {seed}, entry {entry.seq}"
                assert from_row(json.loads(canonical(entry, office.id))) == entry, f"play {seed}, {entry.seq}"


# --- corrections


CORRECTIONS = 150
CORRECTED = [range(first, first + BATCH) for first in range(0, CORRECTIONS, BATCH)]
corrected = pytest.mark.parametrize("seeds", CORRECTED, ids=lambda seeds: f"plays-{seeds[0]}-{seeds[-1]}")


def other_histories(history):
    """The history with one act done at another moment, or never, where that would have been lawful and have meant
    the same; with the place of the act, and its moment."""
    dice = Random(history.seed)
    for place, act in list(enumerate(history.acts))[1:]:
        facts = oracle.happened(history.acts, act.at)
        near = [moment for moment in edges(facts, history.filed) if moment <= history.end]
        for moment in [None, *dice.sample(near, min(5, len(near))), act.at + timedelta(minutes=20)]:
            acts = with_other_moment(history.acts, place, moment)
            if lawful(acts) and means_the_same(history.acts, acts):
                yield place, moment, acts


def with_other_moment(acts, place, moment):
    from dataclasses import replace

    others = [replace(act, at=moment or act.at) if n == place else act for n, act in enumerate(acts)]
    return oracle.in_order(others if moment else acts[:place] + acts[place + 1 :])


def lawful(acts):
    return all(not oracle.refusals(acts[:n], act) for n, act in enumerate(acts) if n)


def means_the_same(acts, others):
    """Each act brings the same with it: a position may, or may not, prove a receipt or hold a hearing."""
    return all(each in brought(acts) for each in brought(others))


def brought(acts):
    return [(act.name, act.by, act.say, oracle.brings(acts, n)[0]) for n, act in enumerate(acts)]


@corrected
def test_an_act_corrected_is_as_if_done_so_in_the_first_place(seeds):
    for seed in seeds:
        history = play(seed)
        for place, moment, acts in other_histories(history):
            where = f"play {seed}: {history.acts[place]} corrected to {moment}"
            office = swept_office(history.acts, history.end)
            office.correct(entry_of(office, history, place), moment, now=history.end)
            assert office.folds_again(), where
            later = history.end + timedelta(days=40)
            expected = effect(swept_office(acts, history.end), later, but=HOW_IT_WAS_ENTERED)
            assert effect(office, later, but=HOW_IT_WAS_ENTERED) == expected, where


def swept_office(acts, end):
    office = Office(acts[0].at)
    for act in acts[1:]:
        assert office.do(act) is None, act
    office.sweep(end)
    return office


def entry_of(office, history, place):
    """The seq under which the act of that place in the history stands."""
    acts = dict.fromkeys(
        entry.act for entry in office.case.record if not fires_by_itself(entry.event) or entry.act != entry.seq
    )
    return list(acts)[place]


@corrected
def test_a_correction_is_known_only_from_then_on(seeds):
    for seed in seeds:
        history = play(seed)
        _, views = hourly(history)
        for place, moment, _ in list(other_histories(history))[:6]:
            office = swept_office(history.acts, history.end)
            office.correct(entry_of(office, history, place), moment, now=history.end)
            for looked_at, view in views.items():
                where = f"play {seed}: {history.acts[place]} corrected to {moment}, seen at {looked_at}"
                assert effect(office, looked_at) == view, where


@corrected
def test_an_act_corrected_there_and_back_is_where_it_was(seeds):
    for seed in seeds:
        history = play(seed)
        for place, moment, _ in other_histories(history):
            if moment is None:
                continue
            office = swept_office(history.acts, history.end)
            was = effect(office, history.end)
            seq = entry_of(office, history, place)
            office.correct(seq, moment, now=history.end)
            office.correct(seq, history.acts[place].at, now=history.end)
            where = f"play {seed}: {history.acts[place]} to {moment} and back"
            assert effect(office, history.end) == was, where
