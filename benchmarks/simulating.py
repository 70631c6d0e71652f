"""Whole cases through the real law in memory, with every event, one after another. Beside simpy, which lets the same
time pass between the same steps, races the term against them, notes the events, and knows no law."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.side_by_side import best
from benchmarks.work import EXECUTOR, FILED, StandingClock
from process.acceptance import accept, assign, endorse
from process.decision import refuse, register
from process.definitions import SHIPPED
from process.desk import APPLICANT, Decide, Desk
from process.events import (
    ApplicantRefused,
    ApplicantRegistered,
    Endorsed,
    Event,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeReceived,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
)
from process.hearing import hold_hearing, propose_refusal, receive_notice, sign_protocol
from process.hearing_times import Setting
from process.roles import Actor, Role
from process.workdays import kazakhstan
from simulation.applicants import report
from simulation.memory import MemoryCases

CASES = 400
HEAD, LEGAL, HOUSING = (Actor("a", Role.HEAD), Actor("b", Role.LEGAL_SERVICE), Actor("c", Role.HOUSING_UNIT))
_DAY = timedelta(days=1)
_LAW = ("Law on Housing Relations, Article 101-2",)
Line = tuple[timedelta, type[Event], Decide, Actor]

_BEGUN: list[Line] = [
    (timedelta(minutes=5), ExecutorAssigned, partial(assign, executor="Omarova"), HEAD),
    (timedelta(minutes=10), ReportAccepted, accept, EXECUTOR),
    (8 * _DAY, Endorsed, partial(endorse, service="legal_service", agrees=True), LEGAL),
    (9 * _DAY, Endorsed, partial(endorse, service="housing_unit", agrees=True), HOUSING),
]
REGISTERED: list[Line] = [*_BEGUN, (10 * _DAY, ApplicantRegistered, register, HEAD)]
"""Six acts: filed on Monday 16 March 2026, registered on Thursday 26 March."""

_ROOM = Setting("oral", FILED + 11 * _DAY + timedelta(hours=1), "room 12")
REFUSED: list[Line] = [
    *_BEGUN,
    (
        10 * _DAY,
        RefusalProposed,
        partial(propose_refusal, grounds=(1,), provisions=_LAW, hearing=_ROOM),
        EXECUTOR,
    ),
    (10 * _DAY + timedelta(minutes=1), HearingNoticeReceived, receive_notice, Actor("portal", Role.SYSTEM)),
    (
        11 * _DAY + timedelta(hours=1),
        HearingHeld,
        partial(hold_hearing, method="oral", present=True),
        EXECUTOR,
    ),
    (
        11 * _DAY + timedelta(hours=2),
        ProtocolSigned,
        partial(sign_protocol, chair="x", secretary="y"),
        EXECUTOR,
    ),
    (18 * _DAY, ApplicantRefused, partial(refuse, grounds=(1,), provisions=_LAW), HEAD),
]
"""Ten acts: the refusal proposed on 26 March, heard on the 27th, decided on Friday 3 April."""


def measured() -> dict[str, float]:
    """Seconds a whole case: registered, refused, and simpy's on the same steps."""
    return best(
        {
            "merzim: a case registered, 6 acts": _cases(REGISTERED),
            "merzim: a case refused, 10 acts": _cases(REFUSED),
            "simpy: 6 steps, terms raced": _simpy(REGISTERED),
            "simpy: 10 steps, terms raced": _simpy(REFUSED),
        }
    )


def _cases(story: list[Line]) -> Callable[[], int]:
    def run() -> int:
        clock, cases = StandingClock(FILED), MemoryCases()
        desk = Desk(cases, clock, kazakhstan(), SHIPPED)
        for number in range(1, CASES + 1):
            carry(desk, clock, number, story)
        return CASES

    return run


def carry(desk: Desk, clock: StandingClock, number: int, story: list[Line]) -> str:
    """One case from filing to its end; its number."""
    clock.now = FILED
    case_id = desk.file(report(number, FILED), actor=APPLICANT).case.id
    for after, event, decide, actor in story:
        clock.now = FILED + after
        desk.act(case_id, event, decide, actor=actor)
    return case_id


def _simpy(story: list[Line]) -> Callable[[], int]:
    """The best that a general simulator can do: a process a case, each step raced against the end of the term."""
    import simpy

    steps = [(after.total_seconds(), event.__name__) for after, event, *_ in story]
    term = timedelta(days=24).total_seconds()

    def case(world: Any, number: int, events: list[tuple[float, int, str]]) -> Iterator[Any]:
        events.append((world.now, number, "ReportFiled"))
        overdue = world.timeout(term)
        for after, name in steps:
            yield world.timeout(after - world.now) | overdue
            events.append((world.now, number, name))

    def run() -> int:
        world = simpy.Environment()
        events: list[tuple[float, int, str]] = []
        for number in range(CASES):
            world.process(case(world, number, events))
        world.run()
        assert len(events) == CASES * (len(steps) + 1)
        return CASES

    return run
