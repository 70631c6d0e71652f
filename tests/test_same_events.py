"""The same world gives the same events, byte for byte, whatever the clock's step: all but when they were recorded.

Random plays, lawful and unlawful attempts told in the words of acts; acts entered late; several cases in one world; a
calendar that changes midway; reports that came in late. `play(seed)` gives a failing one again.
"""

import re
from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from plays import actor, instant, play, provisions

from process.errors import MerzimError
from simulation.event_file import write_out
from simulation.world import PROMPTLY, World

pytestmark = pytest.mark.slow

STEPS = {
    "every hour": timedelta(hours=1),
    "every 11 hours": timedelta(hours=11),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "never": None,
}
SEVEN_MINUTES = timedelta(minutes=7)
THE_WRITING = re.compile('"recorded_at":"[^"]*"|"hash":"[^"]*"')
EACH_STORES_OWN = re.compile('"(person|digest)":"[^"]*"')


# --- plays in the words of acts

NAMES = {
    "ReportAccepted": "accept",
    "AcceptanceRefused": "reject",
    "ExecutorAssigned": "assign",
    "Endorsed": "endorse",
    "RefusalProposed": "propose-refusal",
    "HearingNoticeSent": "send-notice",
    "HearingNoticeReceived": "receive-notice",
    "HearingRescheduled": "reschedule",
    "PositionStated": "state-position",
    "OralHearingRequested": "request-oral",
    "HearingWaived": "waive-hearing",
    "HearingHeld": "hold-hearing",
    "ProtocolSigned": "sign-protocol",
    "ApplicantRegistered": "register",
    "ApplicantRefused": "refuse",
    "ReportWithdrawn": "withdraw",
    "ProcedureTerminated": "terminate",
}


def words(act):
    """What is said of the act, in the words of the command line."""
    say = act.say
    match act.name:
        case "AcceptanceRefused":
            return {"missing": 2, "remark": "the copy cannot be read"}
        case "ProtocolSigned":
            return {"chair": "Тораға", "secretary": "Хатшы"}
        case "HearingWaived":
            objection = {"text": "Қарсымын"} if say["objection"] else {}
            return {"granted_by": "Орынбасар", "give_up_objection": say["gives_up"], **objection}
        case "RefusalProposed":
            grounds = {"ground": say["grounds"], "provision": provisions(act)}
            return {**grounds, "late_reason": say["late_reason"], **_setting(say)}
        case "HearingRescheduled":
            return {"reason": "the room was taken", **_setting(say)}
        case "ApplicantRefused":
            return {"ground": say["grounds"], "provision": provisions(act)}
    return dict(say)


def _setting(say):
    if say["method"] == "written":
        return {"method": "written"}
    return {"method": say["method"], "hearing": instant(say["hearing_at"]), "place": "room 1"}


def do(case, act, **when):
    """Do it, or try to; the kind of the refusal."""
    try:
        case.do(NAMES[act.name], by=actor(act), **words(act), **when)
    except MerzimError as no:
        return no.kind
    return None


def record(world):
    """The events of all its cases, written out, without what may differ."""
    out = StringIO()
    world.sweep()
    write_out((each.case for each in world.all()), out)
    return THE_WRITING.sub("", out.getvalue())


# --- ways to live through them


def at_once(seed, **options):
    """Each attempt at its own moment, the unlawful ones too: refused as the oracle says."""
    history = play(seed)
    with World(instant(history.filed), **options) as world:
        case = world.file()
        for attempt in history.attempts:
            world.until(instant(attempt.act.at))
            kind = do(case, attempt.act)
            assert kind in (attempt.refusals or {None}), f"play {seed}: {attempt.act}"
        world.until(instant(history.end))
        return record(world)


def entered_late(seed, **options):
    """Each lawful act entered some hours after it was done."""
    history, dice = play(seed), Random(seed)
    with World(instant(history.filed), **options) as world:
        world.advance(hours=dice.choice((0, 2, 70)))
        case = world.file(at=instant(history.filed))
        for act in history.acts[1:]:
            world.until(max(world.now, instant(act.at) + timedelta(hours=dice.choice((0, 3, 30, 200)))))
            assert do(case, act, at=instant(act.at)) is None, f"play {seed}: {act}"
        world.until(max(world.now, instant(history.end)))
        return record(world)


def corrected(seed, **options):
    """Lived through at once; then, some days later, an act is corrected, or tried to be."""
    history, dice = play(seed), Random(seed)
    with World(instant(history.filed), **options) as world:
        case, kinds = world.file(), []
        for act in history.acts[1:]:
            world.until(instant(act.at))
            do(case, act)
        for _ in range(4):
            world.advance(hours=dice.choice((1, 30, 200)))
            entry = case.case.record[dice.randrange(case.case.version)]
            to = dice.choice([None, entry.event.occurred_at + timedelta(hours=dice.choice((-5, -1, 1, 5)))])
            try:
                case.do("correct", seq=entry.seq, reason="typed wrong", to=to)
            except MerzimError as no:
                kinds.append(no.kind)
        world.advance(days=40)
        return record(world), kinds


def on_a_calendar_that_changes(seed, **options):
    """Between the attempts working days to come become days off; refusals are then whatever they are."""
    history, dice, kinds = play(seed), Random(seed), []
    with World(instant(history.filed), **options) as world:
        case = world.file()
        for number, attempt in enumerate(history.attempts):
            world.until(instant(attempt.act.at))
            if number % 4 == 1:
                day = world.workdays.add(world.today, dice.randrange(1, 8))
                world.with_day_off(day, act="an invented decree")
            kinds.append(do(case, attempt.act))
        world.until(instant(history.end))
        return record(world), kinds


def side_by_side(seeds, **options):
    """Several plays in one world, each attempt in its turn."""
    turns = [(history.filed, seed, None) for seed in seeds for history in [play(seed)]]
    turns += [(attempt.act.at, seed, attempt.act) for seed in seeds for attempt in play(seed).attempts]
    turns.sort(key=lambda turn: turn[:2])
    with World(instant(turns[0][0]), **options) as world:
        cases = {}
        for moment, seed, act in turns:
            world.until(instant(moment))
            if act is None:
                cases[seed] = world.file()
            else:
                do(cases[seed], act)
        world.advance(days=60)
        return record(world)


# --- the promise


def seeds(last, batch):
    return pytest.mark.parametrize("first", range(0, last, batch))


@seeds(300, 50)
def test_acts_done_at_once(first):
    for seed in range(first, first + 50):
        told = at_once(seed, step=PROMPTLY)
        for name, step in STEPS.items():
            assert at_once(seed, step=step) == told, f"play {seed}, swept {name}"


@seeds(100, 50)
@pytest.mark.parametrize("way", [entered_late, corrected])
def test_acts_entered_late_or_corrected(way, first):
    for seed in range(first, first + 50):
        told = way(seed, step=PROMPTLY)
        for name, step in STEPS.items():
            assert way(seed, step=step) == told, f"play {seed}, swept {name}"


def test_on_a_calendar_that_changes_midway():
    for seed in range(16):  # few, for a calendar is built anew each time
        told = on_a_calendar_that_changes(seed, step=PROMPTLY)
        for name in ("every 11 hours", "weekly", "never"):
            assert on_a_calendar_that_changes(seed, step=STEPS[name]) == told, f"play {seed}, swept {name}"


@pytest.mark.parametrize("way", [at_once, entered_late, corrected, on_a_calendar_that_changes])
def test_in_steps_of_seven_minutes(way):
    for seed in range(6):
        assert way(seed, step=SEVEN_MINUTES) == way(seed, step=PROMPTLY), f"play {seed}"


def test_several_cases_in_one_world():
    for first in range(0, 60, 6):
        plays = range(first, first + 6)
        told = side_by_side(plays, step=PROMPTLY)
        for name, step in STEPS.items():
            assert side_by_side(plays, step=step) == told, f"plays {plays}, swept {name}"


@pytest.mark.parametrize("way", [at_once, entered_late, corrected, on_a_calendar_that_changes])
@pytest.mark.parametrize("step", [PROMPTLY, STEPS["weekly"], None], ids=["promptly", "weekly", "never"])
def test_on_a_file(way, step, tmp_path):
    for seed in range(2):
        on_file = way(seed, file=tmp_path / f"{seed}.db", step=step)
        assert _without_its_own(on_file) == _without_its_own(way(seed, step=PROMPTLY)), f"play {seed}"


def _without_its_own(told):
    text, *kinds = told if isinstance(told, tuple) else (told,)
    return (EACH_STORES_OWN.sub("", text), *kinds)


# --- views


def test_a_view_never_depends_on_what_has_been_recorded():
    """State, deadlines, what is late, and papers, after every attempt; but warnings of what was met before anybody
    looked are owed to nobody."""
    for seed in range(60):
        told = _views(seed, PROMPTLY)
        for name, step in {"daily": STEPS["daily"], "never": None}.items():
            assert _views(seed, step) == told, f"play {seed}, swept {name}"


def _views(seed, step):
    history, views = play(seed), []
    world = World(instant(history.filed), step=step)
    case = world.file()
    for attempt in history.attempts:
        world.until(max(world.now, instant(attempt.act.at)))
        do(case, attempt.act)
        papers = [each for each in case.papers if not each.startswith("warning")]
        views.append((case.state, case.decision, case.overdue, case.deadlines, case.late, papers))
        world.advance(hours=7)
        views.append((case.state, case.overdue, case.late))
        assert case.case == world.desk.look(case.id, world.now), f"play {seed}"
        attempts = [(each.at, each.act, each.kind) for each in case.attempts]
        views.append((attempts, [type(each).__name__ for each in case.events]))
    return views
