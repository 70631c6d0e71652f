"""Every situation that a case can come to, found by driving cases: each act that the desk allows, and each wait.

Breadth first, so the case by which a situation is found came there by as few moves as any. Two cases are in one
situation where nobody could tell them apart by what may be done on them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from process.case import Case
from process.complaint_events import CourtActRecorded
from process.decision import earliest_refusal_day
from process.document_rule import About
from process.due_dates import hearing_method, receipts
from process.endorsements import endorsements
from process.errors import MerzimError
from process.events import (
    ApplicantRegistered,
    DataObtained,
    Endorsed,
    Event,
    HearingWaived,
    OfComplaint,
    RefusalProposed,
    ReportAccepted,
    TermExtended,
    TermResumed,
    TermSuspended,
)
from process.firings import next_firing, unreceived
from process.hearing import unsigned_hearing
from process.hearing_times import must_be_set_anew, setting
from process.localtime import at as instant
from process.localtime import day_of
from process.roles import Role
from process.states import BEFORE_THE_DECISION, DECISIONS, EXAMINED, State
from simulation import acts
from simulation.walk import Deed, Office, Walk, typed_time

START = "2026-03-16 08:00"
LONGEST = timedelta(days=140)
"""How long is waited for anything to change; whatever may come of any term has come by then."""
HEARINGS = 3
"""Of the half hours of a hearing the first ones, and the last ones, are tried."""
PROVISION = ["Law on Housing Relations, Article 101-2"]
Situation = tuple[Any, ...]
Said = dict[str, Any]


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


def situation(walk: Walk) -> Situation:
    """All that decides what may be done."""
    case, now = walk.case, walk.now
    said = endorsements(case)
    if case.state not in BEFORE_THE_DECISION:  # how it came there matters no more
        agreed = bool(said) and all(each.agrees for each in said.values())
        told = "court_act_notice" in case.deadlines, case.last(CourtActRecorded) is not None
        return (case.state, unsigned_hearing(case) is not None, agreed, *told, *_complaints(case))
    announced = setting(case)
    received = bool(receipts(case))
    refusable = earliest_refusal_day(case, walk.office.workdays) if received else None
    hearing = case.deadlines.get("hearing")
    return (
        case.state,
        case.overdue,
        case.state is State.SUBMITTED and case.deemed_refused_on is not None,
        hearing_method(case),
        received,
        unreceived(case) is not None,
        case.state is State.HEARING and hearing is not None and bool(must_be_set_anew(case)),
        bool(announced and announced.hearing_at and announced.hearing_at <= now),
        bool(refusable and day_of(now) >= refusable),
        len(said),
        bool(said) and all(each.agrees for each in said.values()),
        any(isinstance(event, HearingWaived) for event in case.since(RefusalProposed)),
        len({ground for event in case.events(RefusalProposed) for ground in event.grounds}),
        _deadlines(walk),
        _complaints(case),
        _of_other_services(case),
    )


def _complaints(case: Case) -> Situation:
    """Where the complaints stand. Once a case is examined again, those that have ended make no difference."""
    if case.state in BEFORE_THE_DECISION and not any(each.open for each in case.complaints):
        return ()
    orders = [each.closed for name, each in case.deadlines.items() if name.startswith("order_execution/")]
    standing = [
        (each.state, each.reviewer, each.extended, each.told, each.returning) for each in case.complaints
    ]
    return (case.decision, *standing, *orders)


def _of_other_services(case: Case) -> Situation:
    """A term that is suspended, or was extended; time to complete a package."""
    cure = case.deadlines.get("cure")
    suspended = isinstance(case.last((TermSuspended, TermResumed)), TermSuspended)
    return (
        suspended,
        case.last(TermExtended) is not None,
        cure is not None and cure.closed,
        cure is not None,
    )


ONLY_OPEN = ("protocol", "objection")


def _deadlines(walk: Walk) -> frozenset[tuple[str, bool]]:
    """Those that are still open and over. What closed them makes no difference to what may be done."""
    case, now = walk.case, walk.now
    over = {
        (name, True)
        for name, each in case.deadlines.items()
        if not each.closed and now > each.due_at and name != "complaint_filing" and not {"/", "("} & {*name}
    }
    still = {
        (name, False) for name in ONLY_OPEN if name in case.deadlines and not case.deadlines[name].closed
    }
    return frozenset(over | {each for each in still if (each[0], True) not in over})


# --- what can be tried


@dataclass(frozen=True, slots=True)
class Try:
    """What is tried where the chart has a step for it: deeds, or several in a row, of which the first that is allowed
    is done."""

    event: type[Event]
    deeds: Callable[[Walk], Iterator[tuple[Deed, ...]]]


def tries(office: Office) -> list[Try]:
    """All that is tried in every situation."""
    known = {step.event for step in office.definition.chart.steps}
    ways = [(name, way) for name, ways in _ways(office).items() for way in ways]
    found = [_each(office, name, way) for name, way in ways if acts.event_of(name) in known]
    return found + ([_endorsed(office, agrees) for agrees in (True, False)] if Endorsed in known else [])


def _endorsed(office: Office, agrees: bool) -> Try:
    """Each service says so, one after the other."""
    said = [office.act("endorse", Role(each), agrees=agrees) for each in office.definition.endorsed_by]
    return Try(Endorsed, lambda walk: iter((tuple(said),)))


def _ways(office: Office) -> dict[str, list[Said]]:
    """What may be said of each act. A hearing is said by the place of its time among the next ones: see `_each`."""
    grounds = list(office.definition.grounds)
    documents = list(office.definition.documents)[:1]
    refusal = {"provision": PROVISION, "late_reason": "it was late"}
    oral = {"method": "oral", "place": "room 12", "hearing": True}
    ways: dict[str, list[Said]] = {name: [{}] for name in acts.vocabulary() if name not in NOT_TRIED}
    ways |= {
        "assign": [{"executor": "Omarova"}],
        "reject": [{"missing": documents, "remark": "the copy cannot be read"}],
        "endorse": [],  # by each service in its own role: see `_endorsed`
        "propose-refusal": [
            *({**refusal, **oral, "ground": [ground]} for ground in grounds[:2]),
            {**refusal, "ground": grounds[:1], "method": "written"},
        ],
        "send-notice": [{"way": "letter"}],
        "reschedule": [{"reason": "the chair is ill", **oral}, {"reason": "as asked", "method": "written"}],
        "state-position": [{"form": "written"}, {"form": "oral"}],
        "waive-hearing": [
            {"granted_by": "Omarova", "give_up_objection": False},
            {"granted_by": "Omarova", "give_up_objection": True},
            {"granted_by": "Omarova", "give_up_objection": False, "text": "I object"},
        ],
        "hold-hearing": [{"method": "oral", "present": True}, {"method": "oral", "present": False}],
        "sign-protocol": [{"chair": "Seitkali", "secretary": "Omarova"}],
        "refuse": [{"ground": [ground], "provision": PROVISION} for ground in grounds[:2]],
        "update": [{"what": "relative", "reference": "U-1"}],
        "obtain": [{"held": [f"{name} applicant"]} for name in _of_the_applicant(office)[:1]],
        "court-set-aside": [{"on": "2026-03-16"}],
        "record-court": [{"court": "the court", "number": "7-1", "outcome": "dismissed"}],
        "give-time": [{"missing": documents}],
        "suspend": [{"reason": "force majeure"}],
        "extend": [{"days": 1, "reason": "a site inspection"}],
    }
    return ways | _complaint_ways(office)


def _of_the_applicant(office: Office) -> list[str]:
    """The data that systems are asked for about the applicant."""
    return [
        name
        for name, rule in office.definition.obtained.items()
        if rule.about in (About.APPLICANT, About.EVERYONE)
    ]


def _complaint_ways(office: Office) -> dict[str, list[Said]]:
    """A complaint goes to each body that the definition names, and comes to each end."""
    rules = office.definition.complaints
    bodies = [str(each) for each in rules.bodies] if rules else []
    outcomes = [{"outcome": each} for each in ("cancelled", "replaced", "returned", "dismissed", "left")]
    return {
        "complaint-lodge": [{}, *({"came_in": body} for body in bodies)],
        "complaint-forward": [{"body": body} for body in bodies],
        "complaint-satisfy": [{"as": Role.HEAD}, {"as": Role.EXECUTOR, "done": "what was asked"}],
        "complaint-extend": [{"days": 1, "reason": "more study"}],
        "complaint-resolve": [*outcomes, {"outcome": "ordered", "what": "show the file"}],
        "complaint-executed": [{"what": "the file was shown"}],
    }


def _ended_or_silent(walk: Walk) -> bool:
    """Where the law itself opens the way to a complaint; one is tried, for another goes the same ways beside it."""
    case = walk.case
    silent = case.state is State.ACCEPTED and case.overdue and not endorsements(case)
    return not case.complaints and (case.state not in EXAMINED or silent)


def _once_ended(walk: Walk) -> bool:
    return walk.case.state in DECISIONS and not walk.case.complaints


ONCE: dict[str, Callable[[Walk], bool]] = {
    "complaint-lodge": _ended_or_silent,
    "court-set-aside": lambda walk: _once_ended(walk) and "court_act_notice" not in walk.case.deadlines,
    "record-court": lambda walk: _once_ended(walk) and walk.case.last(CourtActRecorded) is None,
    "obtain": lambda walk: walk.case.state is State.SUBMITTED and walk.case.last(DataObtained) is None,
    "update": lambda walk: _once_ended(walk) or walk.case.state is State.ACCEPTED,
}
"""Acts that are possible nearly always and lead nowhere else by when they are done: tried where it can matter."""
NOT_TRIED = {acts.CORRECT: "a correction takes an act back; what may be done without it is what counts"}


def _each(office: Office, name: str, said: Said) -> Try:
    plain = {key: value for key, value in said.items() if key not in ("hearing", "as")}
    if "hearing" not in said:
        ready = office.act(name, said.get("as"), **plain)
        once = ONCE.get(name, lambda walk: True)
        return Try(ready.typed.event, lambda walk: iter(((ready,),) if once(walk) else ()))

    def at_each_time(walk: Walk) -> Iterator[tuple[Deed, ...]]:
        times = list(walk.hearing_times())
        for moment in (*times[:HEARINGS], *times[-HEARINGS:]):
            yield (office.act(name, **plain, hearing=typed_time(moment)),)

    return Try(acts.event_of(name), at_each_time)


# --- and what waiting brings


def waits(walk: Walk) -> Walk:
    """The case as soon as anything about it has changed; as it stands at the end where nothing ever does."""
    before, end = situation(walk), walk.now + LONGEST
    while walk.now < end:
        walk = walk.wait(_next_moment(walk))
        if situation(walk) != before:
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
            _note(explored, there)
            if key not in explored.found:
                explored.found[key] = there
                ahead.append(key)
    return explored


def _moves(walk: Walk, tried: list[Try], explored: Explored) -> Iterator[Walk]:
    chart, state = walk.case.definition.chart, walk.case.state
    complained = any(each.open for each in walk.case.complaints)
    for each in tried:
        if chart.leads_to(each.event, state) is None:
            continue
        if complained and not issubclass(each.event, BESIDE_A_COMPLAINT):
            continue
        for deeds in each.deeds(walk):
            try:
                there = walk
                for deed in deeds:
                    there = there.do(deed)
                yield there
            except MerzimError:
                continue
            except Exception as error:  # noqa: BLE001 - whatever a definition breaks is what is looked for
                explored.faults.append(Fault(walk, deeds[0].name, error))
            break
    if walk.case.state in BEFORE_THE_DECISION or any(each.open for each in walk.case.complaints):
        try:
            yield waits(walk)
        except Exception as error:  # noqa: BLE001 - as time passes a definition may break too
            explored.faults.append(Fault(walk, None, error))


def _note(explored: Explored, walk: Walk) -> None:
    explored.taken.update((type(step.event), step.before) for step in walk.case.course)
    explored.started.update(walk.case.deadlines)
