"""The same acts and changes of the calendar, entered at once or late, give the same dates (rule of time 5, R24).

Random stories of one case: what is done, when, how much later it is entered, and when which day becomes another one.
The same seed gives the same story for ever.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from random import Random

import pytest

from process.errors import MerzimError
from process.events import FiringAnnulled, WarningRaised
from process.localtime import at as local_instant
from process.localtime import iso
from simulation.what_if import with_day_moved, with_day_off
from simulation.world import World
from store.audit import verify

ALMATY = timezone(timedelta(hours=5))
START = date(2026, 3, 2)
LAST = date(2026, 5, 15)
SEEDS = range(60)
PROPOSAL = {"ground": 1, "provision": "Art. 1", "place": "12"}


@dataclass(frozen=True)
class Line:
    """One act: when it was done, when it is entered, and its words."""

    done: datetime
    entered: datetime
    name: str
    said: dict


@dataclass(frozen=True)
class Change:
    """From that moment on a day is off, or off and another worked in its place."""

    at: datetime
    off: date
    worked: date | None


def story(seed):
    """Acts in an order that the law mostly allows, days apart, and up to three changes among them."""
    random = Random(seed)
    day, lines = START, []

    def on(clock):
        return local_instant(day, clock)

    def act(name, clock, **said):
        done = on(clock)
        late = random.choice([0, 0, 0, 5, 26, 50, 100])
        lines.append(Line(done, done + timedelta(hours=late), name, said))

    act("assign", time(9, 40), by="head", executor="Омарова")
    act("accept", time(10), by="executor")
    day += timedelta(days=random.randrange(1, 18))
    act("endorse", time(10), by="legal_service", agrees=True)
    act("endorse", time(11), by="housing_unit", agrees=random.random() < 0.8)
    if random.random() < 0.7:
        hearing = local_instant(day + timedelta(days=random.choice([1, 2, 3])), time(15)).isoformat(" ")
        method = random.choice(["oral", "oral", "written"])
        when = {} if method == "written" else {"hearing": hearing}
        act("propose-refusal", time(12), by="executor", method=method, **PROPOSAL, **when)
        act("receive-notice", time(12, 30), by="executor")
        day += timedelta(days=random.choice([1, 2, 3]))
        if method == "oral":
            act("hold-hearing", time(15, 30), by="executor", method="oral", present=True)
            act("sign-protocol", time(16), by="executor", chair="Б", secretary="О")
        day += timedelta(days=random.randrange(1, 6))
        act("refuse", time(11), by="head", ground=1, provision="Art. 1")
    else:
        day += timedelta(days=random.randrange(0, 12))
        act("register", time(11), by="head")
    day += timedelta(days=random.randrange(0, 4))
    if random.random() < 0.5:
        kind, to = random.choice(
            [("Endorsed", None), ("ReportAccepted", "10:30"), ("ApplicantRegistered", None)]
        )
        act("correct", time(17), by="head", kind=kind, to=to)
        lines[-1] = Line(lines[-1].done, lines[-1].done + timedelta(days=6), "correct", lines[-1].said)
    return lines, [_change(random) for _ in range(random.randrange(2, 5))]


def _change(random):
    moment = local_instant(START + timedelta(days=random.randrange(1, 22)), time(random.randrange(8, 19), 17))
    off = START + timedelta(days=random.randrange(4, 45))
    weekend = off - timedelta(days=random.randrange(2, 20))
    weekend -= timedelta(
        days=max(0, weekend.weekday() - 5) if weekend.weekday() > 4 else weekend.weekday() + 2
    )
    worked = None if random.random() < 0.4 else weekend
    return Change(moment, off, worked)


def played(world, lines, changes, *, late):
    """Everything in the order in which it is entered; what the law refuses is left out."""
    case = world.file(at=local_instant(START, time(9, 10)))
    # A correction is made when it is entered, long after the rest, in both.
    entered = [line.entered if late or line.name == "correct" else line.done for line in lines]
    things = [
        (moment, 1, number, line) for number, (moment, line) in enumerate(zip(entered, lines, strict=True))
    ]
    things += [(change.at, 0, number, change) for number, change in enumerate(changes)]
    done = []
    for moment, _, number, thing in sorted(things, key=lambda each: each[:3]):
        world.until(moment)
        if isinstance(thing, Change):
            _take_up(world, thing, number)
            continue
        try:
            _do(case, thing)
        except MerzimError:
            continue
        done.append(thing)
    world.until(local_instant(LAST, time(12)))
    return case, done


def _do(case, line):
    if line.name != "correct":
        case.do(line.name, at=line.done, **line.said)
        return
    steps = [step for step in case.case.course if type(step.event).__name__ == line.said["kind"]]
    if steps:
        to = line.said["to"] and f"{steps[0].event.occurred_at.astimezone(ALMATY):%Y-%m-%d} {line.said['to']}"
        case.do("correct", by="head", seq=steps[0].entry.seq, reason="found wrong", to=to)


def _take_up(world, change, number):
    act = f"order {number}"
    try:
        if change.worked is None:
            calendar = with_day_off(world.workdays, change.off, act=act)
        else:
            calendar = with_day_moved(world.workdays, change.off, worked=change.worked, act=act)
    except MerzimError:
        return  # the day is off already, or the other worked
    world.with_calendar(calendar, act=act)


def told(case):
    """What counts: the state, each deadline with its date, hold, moves and end, and all that happened but warnings."""
    deadlines = {
        name: (
            iso(each.due_at),
            each.held and (iso(each.held.now), each.held.act, each.held.past),
            [(each.was and iso(each.was), iso(each.now), each.act, iso(each.at)) for each in each.moves],
            each.status(case.world.now),
        )
        for name, each in case.deadlines.items()
    }
    events = [
        (iso(each.occurred_at), type(each).__name__)
        for each in case.events
        if not isinstance(each, (WarningRaised, FiringAnnulled))
    ]
    return case.state, deadlines, events


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_entered_at_once_or_late_it_comes_to_the_same(seed, tmp_path):
    lines, changes = story(seed)
    with World(local_instant(START, time(9)), file=tmp_path / "late.db") as world:
        case, done = played(world, lines, changes, late=True)
        late = told(case)
        assert verify(world.cases.database, world.desk.editions, world.workdays).findings == ()
    case, again = played(World(local_instant(START, time(9))), done, changes, late=False)
    assert [each.name for each in again] == [each.name for each in done], (
        "what was taken late is taken at once"
    )
    assert told(case) == late


def test_the_stories_are_of_every_kind():
    """Else the test above would hold nothing: some moved, some held, some entered across a change."""
    moved = held = across = 0
    for seed in SEEDS:
        lines, changes = story(seed)
        case, done = played(World(local_instant(START, time(9))), lines, changes, late=True)
        moved += any(each.moves for each in case.deadlines.values())
        held += any(each.held for each in case.deadlines.values())
        across += any(line.done < change.at < line.entered for line in done for change in changes)
    assert min(moved, held, across) > 10, (moved, held, across)
