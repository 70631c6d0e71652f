"""What is tried in every situation of a case: each act that the chart knows, with what may be said of it.

A new act needs its row in `_ways`, or the reason in NOT_TRIED why it is not tried.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from process.complaint_events import CourtActRecorded
from process.document_rule import About
from process.endorsements import endorsements
from process.events import DataObtained, Endorsed, Event, LeftRegister
from process.roles import Role
from process.states import DECISIONS, EXAMINED, State
from simulation import acts
from simulation.walk import Deed, Office, Walk, typed_time

HEARINGS = 3
"""Of the half hours of a hearing the first ones, and the last ones, are tried."""
PROVISION = ["Law on Housing Relations, Article 101-2"]
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Try:
    """What is tried where the chart has a step for it: deeds, or several in a row, of which the first that is allowed
    is done."""

    event: type[Event]
    deeds: Callable[[Walk], Iterator[tuple[Deed, ...]]]


def tries(office: Office) -> list[Try]:
    """All that is tried in every situation."""
    known = {step.event for step in office.definition.chart.steps}
    ways, times = [(name, way) for name, ways in _ways(office).items() for way in ways], _times_of()
    found = [_each(office, name, way, times) for name, way in ways if acts.event_of(name) in known]
    return found + ([_endorsed(office, agrees) for agrees in (True, False)] if Endorsed in known else [])


def _endorsed(office: Office, agrees: bool) -> Try:
    """Each service says so, one after the other; to say the same again changes nothing."""
    said = tuple(office.act("endorse", Role(each), agrees=agrees) for each in office.definition.endorsed_by)

    def unless_said(walk: Walk) -> Iterator[tuple[Deed, ...]]:
        standing = endorsements(walk.case)
        if len(standing) < len(said) or any(each.agrees is not agrees for each in standing.values()):
            yield said

    return Try(Endorsed, unless_said)


def _ways(office: Office) -> dict[str, list[Said]]:
    """What may be said of each act. A hearing is said by the place of its time among the next ones: see `_each`."""
    grounds = list(office.definition.grounds)
    documents = list(office.definition.documents)[:1]
    refusal = {"provision": PROVISION, "late_reason": "it was late"}
    oral = {"method": "oral", "place": "room 12", "hearing": True}
    ways: dict[str, list[Said]] = {name: [{}] for name in acts.vocabulary() if name not in NOT_TRIED}
    ways |= {
        "assign": [{"executor": "Omarova"}],
        "receipt": [{"receipt": "PORTAL-1"}],
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
        "queue-strike-off": [{"ground": "transferred", "provision": "the law"}],
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
        "complaint-satisfy": [
            {"as": Role.HEAD},
            {"as": Role.EXECUTOR},
            {"as": Role.EXECUTOR, "done": "what was asked"},
        ],
        "complaint-extend": [{"days": 1, "reason": "more study"}],
        "complaint-resolve": [*outcomes, {"outcome": "ordered", "what": "show the file"}],
        "complaint-executed": [{"what": "the file was shown"}],
    }


def _ended_or_silent(walk: Walk) -> bool:
    """Where the law itself opens the way to a complaint; one is tried, for another goes the same ways beside it, and so
    do the acts about courts."""
    case = walk.case
    if case.complaints or "court_act_notice" in case.deadlines or case.last(CourtActRecorded):
        return False
    return case.state not in EXAMINED or (
        case.state is State.ACCEPTED and case.overdue and not endorsements(case)
    )


def _once_ended(walk: Walk) -> bool:
    return walk.case.state in DECISIONS and not walk.case.complaints


ONCE: dict[str, Callable[[Walk], bool]] = {
    "complaint-lodge": _ended_or_silent,
    "court-set-aside": lambda walk: _once_ended(walk) and "court_act_notice" not in walk.case.deadlines,
    "record-court": lambda walk: _once_ended(walk) and walk.case.last(CourtActRecorded) is None,
    "queue-strike-off": lambda walk: _once_ended(walk) and walk.case.last(LeftRegister) is None,
    "obtain": lambda walk: walk.case.state is State.SUBMITTED and walk.case.last(DataObtained) is None,
    "update": lambda walk: _once_ended(walk) or walk.case.state is State.ACCEPTED,
}
"""Acts that are possible nearly always and lead nowhere else by when they are done: tried where it can matter."""
NOT_TRIED = {acts.CORRECT: "a correction takes an act back; what may be done without it is what counts"}


def _times_of() -> Callable[[Walk], tuple[datetime, ...]]:
    """Which times of a hearing are tried on a case, by the moment: many cases stand at the same one."""
    known: dict[datetime, tuple[datetime, ...]] = {}

    def times(walk: Walk) -> tuple[datetime, ...]:
        if walk.now not in known:
            found = list(walk.hearing_times())
            known[walk.now] = (*found[:HEARINGS], *found[-HEARINGS:])
        return known[walk.now]

    return times


def _each(office: Office, name: str, said: Said, times: Callable[[Walk], tuple[datetime, ...]]) -> Try:
    plain = {key: value for key, value in said.items() if key not in ("hearing", "as")}
    if "hearing" not in said:
        ready = office.act(name, said.get("as"), **plain)
        once = ONCE.get(name, lambda walk: True)
        return Try(ready.typed.event, lambda walk: iter(((ready,),) if once(walk) else ()))

    @cache
    def set_for(moment: datetime) -> Deed:
        return office.act(name, **plain, hearing=typed_time(moment))

    def at_each_time(walk: Walk) -> Iterator[tuple[Deed, ...]]:
        for moment in times(walk):
            yield (set_for(moment),)

    return Try(acts.event_of(name), at_each_time)
