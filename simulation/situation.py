"""In which situation a case is: all that decides what may be done on it, and nothing else.

Two cases are in one situation where nobody could tell them apart by what may be done on them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from process.case import Case
from process.certification import waits_for_receipt
from process.complaint_events import CourtActRecorded
from process.decision import earliest_refusal_day
from process.due_dates import hearing_method, receipts
from process.endorsements import endorsements
from process.events import (
    HearingWaived,
    LeftRegister,
    RefusalProposed,
    TermExtended,
    TermResumed,
    TermSuspended,
)
from process.firings import unreceived
from process.hearing import unsigned_hearing
from process.hearing_times import must_be_set_anew, setting
from process.localtime import day_of
from process.states import AT_THE_DOOR, BEFORE_THE_DECISION, State
from process.workdays import Workdays
from simulation.walk import Walk

Situation = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the case alone decides (`key`), and on which moments something more will hang: the set hearing, the day from
    which a refusal is possible, the ends of what runs. Time may pass, and it is still the same."""

    key: Situation
    hearing_at: datetime | None = None
    refusable: date | None = None
    ends: tuple[tuple[str, datetime], ...] = ()

    def at(self, now: datetime) -> Situation:
        """All that decides what may be done at that moment."""
        set_time_came = self.hearing_at is not None and self.hearing_at <= now
        refusable = self.refusable is not None and day_of(now) >= self.refusable
        return self.key, set_time_came, refusable, frozenset(_over(self.ends, now))


def situation(walk: Walk) -> Situation:
    """All that decides what may be done."""
    return standing(walk.case, walk.office.workdays).at(walk.now)


def standing(case: Case, workdays: Workdays) -> Standing:
    """How the case stands, whatever the moment."""
    said = endorsements(case)
    agreed = bool(said) and all(each.agrees for each in said.values())
    if case.state not in BEFORE_THE_DECISION:  # how it came there matters no more
        told = (
            "court_act_notice" in case.deadlines,
            case.last(CourtActRecorded) is not None,
            case.last(LeftRegister) is not None,
        )
        at_the_door = case.state in AT_THE_DOOR and waits_for_receipt(case)
        return Standing(
            (case.state, unsigned_hearing(case) is not None, agreed, at_the_door, *told, *_complaints(case))
        )
    announced = setting(case)
    received = bool(receipts(case))
    hearing = case.deadlines.get("hearing")
    key = (
        case.state,
        case.overdue,
        case.state in AT_THE_DOOR and waits_for_receipt(case),
        case.state is State.SUBMITTED and case.deemed_refused_on is not None,
        hearing_method(case),
        received,
        unreceived(case) is not None,
        case.state is State.HEARING and hearing is not None and bool(must_be_set_anew(case)),
        len(said),
        agreed,
        any(isinstance(event, HearingWaived) for event in case.since(RefusalProposed)),
        len({ground for event in case.events(RefusalProposed) for ground in event.grounds}),
        _complaints(case),
        _of_other_services(case),
    )
    return Standing(
        key,
        announced.hearing_at if announced else None,
        earliest_refusal_day(case, workdays) if received else None,
        tuple((name, each.due_at) for name, each in case.deadlines.items() if not each.closed),
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


def _over(ends: tuple[tuple[str, datetime], ...], now: datetime) -> Iterator[tuple[str, bool]]:
    """The terms that are still open and over, those of complaints aside, and the few that matter while they run. What
    closed them makes no difference to what may be done."""
    for name, due_at in ends:
        if now > due_at and name != "complaint_filing" and not {"/", "("} & {*name}:
            yield name, True
        elif name in ONLY_OPEN:
            yield name, False
