"""R12: nobody is ever stuck. From every open situation a case can come to there is a lawful way to each outcome.

The situations are found breadth first: every act that the desk allows, and every wait, from every situation found so
far. From each of them three people then set out, over the desk only, for `registered`, `refused` and `withdrawn`.
"""

from collections import deque
from copy import copy
from datetime import time, timedelta

import pytest
from stories import Story, at

from process.decision import earliest_refusal_day
from process.due_dates import hearing_method, receipts
from process.endorsements import endorsements
from process.errors import MerzimError
from process.events import HearingWaived, RefusalProposed
from process.firings import next_firing, unreceived
from process.hearing_times import must_be_set_anew, setting
from process.localtime import at as instant
from process.localtime import day_of
from process.states import BEFORE_THE_DECISION, State

pytestmark = pytest.mark.slow

LAST = at("2026-07-31 10:00")
BOTH = ("legal_service", "housing_unit")
TEN, FIVE = time(10), time(17)


def forked(story):
    """The same case at the same moment, to go another way from here."""
    other = copy(story)
    other.cases = story.cases.copied()
    other.desk = type(story.desk)(other.cases, lambda: other.time, story.desk.workdays, story.desk.editions)
    return other


def situation(story):
    """All that decides what may be done, as far as anybody can tell two cases apart by it."""
    case, now = story.case, story.time
    window = case.deadlines.get("objection")
    refusable = earliest_refusal_day(case, story.desk.workdays) if receipts(case) else None
    announced = setting(case)
    past = {name for name, each in case.deadlines.items() if not each.closed and now > each.due_at}
    return (
        case.state,
        case.overdue,
        case.state is State.SUBMITTED and case.deemed_refused_on is not None,
        hearing_method(case),
        bool(receipts(case)),
        unreceived(case) is not None,
        case.state is State.HEARING and bool(must_be_set_anew(case)),
        bool(announced and announced.hearing_at and announced.hearing_at <= now),
        window and (window.closed or now > window.due_at),
        bool(refusable and day_of(now) >= refusable),
        [said.agrees for said in endorsements(case).values()] == [True, True],
        len(endorsements(case)),
        "protocol" in case.deadlines and not case.deadlines["protocol"].closed,
        any(isinstance(event, HearingWaived) for event in case.since(RefusalProposed)),
        len({ground for event in case.events(RefusalProposed) for ground in event.grounds}),
        frozenset(past & {"hearing", "hearing_notice"}),
    )


# --- what can be tried, each at the story's own moment


def times(story):
    """When a hearing might be: this and the next two working days, the first half hours that are still to come."""
    days = story.desk.workdays
    today = day_of(story.time)
    worked = [days.next_worked(today), *(days.add(days.next_worked(today), n) for n in (1, 2))]
    wanted = [instant(day, clock) for day in worked for clock in (TEN, FIVE)]
    return [moment for moment in wanted if moment > story.time]


def first_allowed(story, tries):
    for act in tries:
        try:
            act()
        except MerzimError:
            continue
        return True
    return False


def set_hearing(act, **said):
    def tried(story):
        now = story.time
        tries = [lambda when=when: act(story, now, hearing_at=when, **said) for when in times(story)]
        return first_allowed(story, tries)

    return tried


def plain(name, **said):
    return lambda story: first_allowed(story, [lambda: getattr(story, name)(story.time, **said)])


PROPOSE = set_hearing(Story.propose, late_reason="late")
PROPOSE_ANEW = set_hearing(Story.propose, late_reason="late", grounds=(1,))
RESCHEDULE = set_hearing(Story.reschedule)


def refuse(story):
    grounds = ((3,), (1,), (1, 3))
    return first_allowed(
        story, [lambda each=each: story.refuse(story.time, grounds=each) for each in grounds]
    )


def agree(story):
    said = endorsements(story.case)
    lacking = [service for service in BOTH if service not in said or not said[service].agrees]
    return bool(lacking) and plain("endorse", services=lacking)(story)


def speak(story):
    lacking = [service for service in BOTH if service not in endorsements(story.case)]
    return bool(lacking) and plain("endorse", services=lacking, agree=False)(story)


def set_anew_if_needed(story):
    needed = story.case.state is State.HEARING and must_be_set_anew(story.case)
    return bool(needed) and RESCHEDULE(story)


ACTS = [
    plain("accept"),
    plain("reject"),
    plain("endorse"),
    plain("endorse", agree=False),
    PROPOSE,
    PROPOSE_ANEW,
    plain("propose", method="written", late_reason="late"),
    plain("send_again"),
    plain("receive"),
    RESCHEDULE,
    plain("reschedule", method="written"),
    plain("state_position"),
    plain("state_position", form="oral"),
    plain("ask_to_be_heard_orally"),
    plain("hold"),
    plain("hold", present=False),
    plain("waive"),
    plain("waive", give_up=True),
    plain("waive", objection="digest"),
    plain("sign_protocol"),
    plain("register"),
    refuse,
    plain("withdraw"),
    plain("terminate"),
]


# --- and what waiting brings


def next_moment(story):
    """Right after what falls due next, or ten o'clock of the next working day, whichever comes first."""
    firing = next_firing(story.case, story.desk.workdays)
    morning = instant(story.desk.workdays.add(day_of(story.time), 1), TEN)
    due = firing and max(firing.occurred_at, story.time) + timedelta(microseconds=1)
    return min(due, morning) if due else morning


def until_something_changes(story):
    before = situation(story)
    while story.time <= LAST and situation(story) == before:
        story.wait(next_moment(story))
    return story.time <= LAST


def situations():
    """One story for every situation that a case can come to, by the shortest way."""
    start = forked(Story(checked=False))
    found = {situation(start): start}
    ahead = deque([start])
    while ahead:
        here = ahead.popleft()
        if here.case.state not in BEFORE_THE_DECISION:
            continue
        for move in (*ACTS, until_something_changes):
            there = forked(here)
            if move(there) and (key := situation(there)) not in found:
                found[key] = there
                ahead.append(there)
    return found


# --- three ways out


TO = {
    "registered": (plain("accept"), agree, plain("register")),
    "refused": (
        plain("accept"),
        refuse,
        plain("sign_protocol"),
        speak,
        plain("hold"),
        plain("receive"),
        set_anew_if_needed,
        PROPOSE,
    ),
    "withdrawn": (plain("withdraw"),),
}


def sets_out(story, goal):
    """Go for it: the first of these acts that the law allows, else wait; a hundred steps are plenty."""
    walker = forked(story)
    for _ in range(100):
        if walker.state == goal:
            return True
        if not any(act(walker) for act in TO[goal]):
            walker.wait(next_moment(walker))
    return False


@pytest.fixture(scope="module")
def found():
    return situations()


def test_every_open_state_is_found_in_time_and_overdue(found):
    states = {(key[0], key[1]) for key in found if key[0] in BEFORE_THE_DECISION}
    in_time = {(state, False) for state in BEFORE_THE_DECISION}
    late = {(state, True) for state in BEFORE_THE_DECISION if state is not State.SUBMITTED}
    assert states == in_time | late
    assert {key[:3] for key in found if key[0] is State.SUBMITTED} == {
        (State.SUBMITTED, False, silent) for silent in (False, True)
    }


def test_every_state_of_the_case_itself_is_found(found):
    """How a case comes under appeal, and out of it, is told in `test_complaints`."""
    assert {key[0] for key in found} == set(State) - {State.APPEAL}


@pytest.mark.parametrize("goal", TO)
def test_from_every_reachable_open_state_there_is_a_lawful_way_to(goal, found):
    stuck = [
        key for key, story in found.items() if key[0] in BEFORE_THE_DECISION and not sets_out(story, goal)
    ]
    assert stuck == []
