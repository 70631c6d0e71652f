"""Every situation that a case can come to, found by driving cases: each act that the desk allows, and each wait.

Breadth first, so the case by which a situation is found came there by as few moves as any.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from process.case import Case
from process.complaint_events import ComplaintLodged
from process.errors import MerzimError, NotAllowedHere
from process.events import ApplicantRegistered, Event, OfComplaint, ReportAccepted
from process.firings import next_firing
from process.localtime import at as instant
from process.localtime import day_of
from process.states import BEFORE_THE_DECISION, State
from simulation.situation import Situation, situation, standing
from simulation.tries import Try, tries
from simulation.walk import Office, Walk

START = "2026-03-16 08:00"
LONGEST = timedelta(days=140)
"""How long is waited for anything to change; whatever may come of any term has come by then."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An act, or a wait (None), that was neither done nor refused: the engine itself failed on it."""

    walk: Walk
    deed: str | None
    error: Exception


@dataclass(slots=True)
class Explored:
    """All that was found: a case for each situation, the moves between them, what ran and what failed."""

    found: dict[Situation, Walk] = field(default_factory=dict)
    moves: dict[Situation, set[Situation]] = field(default_factory=dict)
    taken: set[tuple[type[Event], State | None]] = field(default_factory=set)
    started: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    refused_without: set[tuple[type[Event], State]] = field(default_factory=set)
    """What was tried on a complaint where there was none, and in which state."""

    def leads(self, goals: set[Situation]) -> set[Situation]:
        """The situations from which moves lead to one of these; they themselves among them."""
        before: dict[Situation, set[Situation]] = {}
        for source, dests in self.moves.items():
            for dest in dests:
                before.setdefault(dest, set()).add(source)
        reached, ahead = set(goals), list(goals)
        while ahead:
            for each in before.get(ahead.pop(), set()) - reached:
                reached.add(each)
                ahead.append(each)
        return reached


# --- what waiting brings


def waits(walk: Walk) -> Walk:
    """The case as soon as anything about it has changed; as it stands at the end where nothing ever does."""
    workdays, end = walk.office.workdays, walk.now + LONGEST
    still = standing(walk.case, workdays)
    before = still.at(walk.now)
    while walk.now < end:
        case, walk = walk.case, walk.wait(_next_moment(walk))
        if walk.case is not case:
            still = standing(walk.case, workdays)
        if still.at(walk.now) != before:
            break
    return walk


def _next_moment(walk: Walk) -> Any:
    """Right after what falls due next, or an hour into the next working day, whichever comes first."""
    workdays, opens = walk.office.workdays, walk.office.definition.hours.opens
    firing = next_firing(walk.case, workdays)
    morning = instant(workdays.add(day_of(walk.now), 1), opens) + timedelta(hours=1)
    due = firing and max(firing.occurred_at, walk.now) + timedelta(microseconds=1)
    return min(due, morning) if due else morning


# --- all of it


BESIDE_A_COMPLAINT = (OfComplaint, ApplicantRegistered, ReportAccepted)
"""While a complaint is open: it, and the favourable act. Else the case goes the ways that it goes without one."""


def explore(office: Office, start: Walk) -> Explored:
    """Everything that can come of that case."""
    explored, tried = Explored(), tries(office)
    first = situation(start)
    explored.found[first] = start
    _note(explored, start)
    ahead = deque([first])
    while ahead:
        here = ahead.popleft()
        walk = explored.found[here]
        moves = explored.moves.setdefault(here, set())
        for there in _moves(walk, tried, explored):
            key = situation(there)
            moves.add(key)
            _note(explored, there, walk)
            if key not in explored.found:
                explored.found[key] = there
                ahead.append(key)
    return explored


def _moves(walk: Walk, tried: list[Try], explored: Explored) -> Iterator[Walk]:
    chart, state = walk.case.definition.chart, walk.case.state
    complained = any(each.open for each in walk.case.complaints)
    refused: set[tuple[type[Event], State]] = set()
    for each in tried:
        if chart.leads_to(each.event, state) is None:
            continue
        if complained and not issubclass(each.event, BESIDE_A_COMPLAINT):
            continue
        if _of_no_complaint(each.event, walk.case):
            if (each.event, state) in explored.refused_without:
                continue
            refused.add((each.event, state))
        yield from _done(each, walk, explored)
    explored.refused_without |= refused
    if walk.case.state in BEFORE_THE_DECISION or complained:
        try:
            yield waits(walk)
        except Exception as error:  # noqa: BLE001 - as time passes a definition may break too
            explored.faults.append(Fault(walk, None, error))


def _done(each: Try, walk: Walk, explored: Explored) -> Iterator[Walk]:
    """The case after the first of its deeds that is allowed; those in a row go one after the other."""
    for deeds in each.deeds(walk):
        try:
            there = walk
            for deed in deeds:
                there = there.do(deed)
            yield there
        except NotAllowedHere:  # at no other hour either
            break
        except MerzimError:
            continue
        except Exception as error:  # noqa: BLE001 - whatever a definition breaks is what is looked for
            explored.faults.append(Fault(walk, deeds[0].name, error))
        break


def _of_no_complaint(event: type[Event], case: Case) -> bool:
    """Whether it is done on a complaint, and there is none: refused once, it is refused in every such situation."""
    return issubclass(event, OfComplaint) and event is not ComplaintLodged and not case.complaints


def _note(explored: Explored, there: Walk, here: Walk | None = None) -> None:
    """The steps of its course, and its terms; where it only went on from `here`, those that came."""
    course, known = there.case.course, here.case.course if here else ()
    since = len(known) if known and course[len(known) - 1 : len(known)] == known[-1:] else 0
    explored.taken.update((type(step.event), step.before) for step in course[since:])
    explored.started.update(there.case.deadlines)
