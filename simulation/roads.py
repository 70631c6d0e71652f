"""The roads of a report, driven from its registration to its end, and the first place where no lawful moment is left.

Accepted on a day, with a notice on each lawful day and received at once, orally and in writing. What is lawful the desk
and the law of production say; no rule is told here again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from process.due_dates import closing, opening
from process.errors import CalendarUnknown, MerzimError, TooLate
from process.events import HearingNoticeReceived, RefusalProposed
from process.localtime import day_of
from process.roles import Role
from process.standing import on, when
from process.terms import Missed
from simulation.tries import PROVISION
from simulation.walk import Deed, Office, Walk, typed_time

ACCEPTANCE, REGISTRATION, NOTICE, HEARING, REFUSAL = (
    "acceptance", "registration", "notice", "hearing", "refusal",
)  # fmt: skip
WINDOWS = (ACCEPTANCE, REGISTRATION, NOTICE, HEARING, REFUSAL)


class Empty(Exception):
    """No lawful moment was left for something: which window, on which case, and what the law answered."""

    def __init__(self, window: str, walk: Walk, no: MerzimError, road: str) -> None:
        super().__init__(window)
        self.window, self.walk, self.no, self.road = window, walk, no, road


@dataclass(frozen=True, slots=True)
class Driven:
    """What came of one start: the last day that anything on its roads hangs on, and the first empty window."""

    start: date
    until: date
    empty: Empty | None


@dataclass(frozen=True)
class Roads:
    """The roads that a case may be driven on by one definition."""

    office: Office

    @cached_property
    def _deeds(self) -> dict[str, Deed]:
        grounds = list(self.office.definition.grounds)[:1]
        plain: dict[str, dict[str, Any]] = {
            "accept": {},
            "register": {},
            "receive-notice": {},
            "hold-hearing": {"method": "oral", "present": True},
            "sign-protocol": {"chair": "Seitkali", "secretary": "Omarova"},
            "refuse": {"ground": grounds, "provision": PROVISION},
        }
        return {name: self.office.act(name, **said) for name, said in plain.items()}

    def _endorse(self, walk: Walk, window: str, road: str, *, agrees: bool) -> Walk:
        for service in self.office.definition.endorsed_by:
            walk = self._must(window, walk, self._said_by(service, agrees), walk.now, road)
        return walk

    def _said_by(self, service: str, agrees: bool) -> Deed:
        return self.office.act("endorse", Role(service), agrees=agrees)

    # --- the beginning, and the favourable end

    def accepted_on(self, day: date) -> Walk:
        """A report registered on that day, or before it on the last one worked, and accepted when that day opens."""
        definition = self.office.definition
        walk = self.office.file(opening(self.registered_before(day), definition))
        return self._must(ACCEPTANCE, walk, "accept", opening(day, definition), "at once")

    def to_acceptance(self, day: date) -> Iterator[Walk]:
        """At the last instant of the term for it, before silence counts as a refusal."""
        walk = self.office.file(opening(self.registered_before(day), self.office.definition))
        if term := walk.case.deadlines.get("acceptance"):
            accepted = self._must(ACCEPTANCE, walk, "accept", max(term.due_at, walk.now), "last")
            if silent := accepted.case.deemed_refused_on:
                raise Empty(ACCEPTANCE, accepted, _silent(accepted, silent), "last")
            yield accepted

    def registered_before(self, day: date) -> date:
        workdays = self.office.workdays
        return day if workdays.is_worked(day) else workdays.add(day, -1)

    def to_registration(self, accepted: Walk) -> Iterator[Walk]:
        """At once, and at the last instant of the term."""
        agreed = self._endorse(accepted, REGISTRATION, "at once", agrees=True)
        for road, moment in (("at once", agreed.now), ("last", self._last(agreed))):
            yield self._must(REGISTRATION, agreed, "register", moment, road)

    # --- the refusal

    def to_refusal(self, accepted: Walk) -> Iterator[Walk]:
        """With a notice on the first and on the last lawful day, orally and in writing, and orally on each working day
        between them; or straight, without a notice."""
        if not self.office.definition.chart.whose.get(RefusalProposed, ()):
            yield self._refused(self._endorse(accepted, REFUSAL, "last", agrees=False), "last")
            return
        notice = accepted.case.deadlines.get("hearing_notice")
        last = max(notice.due_at, accepted.now) if notice else accepted.now
        for name, moment in (("first", accepted.now), ("last", last)):
            for method in ("oral", "written"):
                yield self._by_notice(accepted, moment, method, f"{name}, {method}")
        for day in self._between(day_of(accepted.now), day_of(last)):
            moment = closing(day, self.office.definition)
            yield self._by_notice(accepted, moment, "oral", f"{on(day)}, oral")

    def _between(self, first: date, last: date) -> Iterator[date]:
        workdays = self.office.workdays
        while (first := workdays.add(first, 1)) < last:
            yield first

    def _by_notice(self, accepted: Walk, moment: datetime, method: str, road: str) -> Walk:
        walk = accepted.wait(moment)
        if method == "oral":
            walk, hearing_at = self._proposed_orally(walk, road)
        else:
            walk = self._must(NOTICE, walk, self._proposal(method="written"), moment, road)
        walk = self._must(NOTICE, walk, "receive-notice", moment, road)
        walk = self._endorse(walk, REFUSAL, road, agrees=False)
        if method == "oral":
            walk = self._must(HEARING, walk, "hold-hearing", hearing_at, road)
            walk = self._must(HEARING, walk, "sign-protocol", hearing_at, road)
        return self._refused(walk, road)

    def _proposed_orally(self, walk: Walk, road: str) -> tuple[Walk, datetime]:
        """By the first time that the law lets be set. Where it lets none, it is the notice that comes too late, or the
        hearing that finds no time."""
        refusal: MerzimError | None = None
        for hearing_at in walk.hearing_times(self._longest):
            deed = self._proposal(method="oral", place="room 12", hearing=typed_time(hearing_at))
            try:
                return walk.do(deed), hearing_at
            except CalendarUnknown:
                raise
            except MerzimError as no:
                refusal = refusal or no
        assert refusal, "a working day has hours"
        late = isinstance(refusal, TooLate) and "late_from" in refusal.details
        raise Empty(NOTICE if late else HEARING, walk, refusal, road)

    @cached_property
    def _longest(self) -> int:
        """So many days after the notice a time is looked for."""
        return max(term.days for term in self.office.definition.terms if term.name in ("hearing", "decision"))

    def _proposal(self, **said: Any) -> Deed:
        grounds = list(self.office.definition.grounds)[:1]
        return self.office.act("propose-refusal", ground=grounds, provision=PROVISION, **said)

    def _refused(self, walk: Walk, road: str) -> Walk:
        """At the last instant of the term: where it is not possible then, it was not before."""
        return self._must(REFUSAL, walk, "refuse", max(self._last(walk), walk.now), road)

    # --- in time, or not at all

    def _last(self, walk: Walk) -> datetime:
        return walk.case.deadlines["decision"].due_at

    def _must(self, window: str, walk: Walk, deed: Deed | str, at: datetime, road: str) -> Walk:
        ready = self._deeds[deed] if isinstance(deed, str) else deed
        if window in (REGISTRATION, REFUSAL) and at > self._last(walk):
            raise Empty(window, walk, _over(walk, at, self._last(walk)), road)
        try:
            return walk.do(ready, at)
        except CalendarUnknown:
            raise
        except MerzimError as no:
            raise Empty(window, walk.wait(at), no, road) from no


def _silent(walk: Walk, day: date) -> TooLate:
    return TooLate(
        f"Case {walk.case.id}: its silence counted as a refusal on {on(day)}, before it had to be accepted"
    )


def _over(walk: Walk, at: datetime, last: datetime) -> TooLate:
    return TooLate(
        f"Case {walk.case.id}: the term ended {when(last)}, and it is {when(at)}",
        details={"last": last.isoformat()},
    )


def driven(roads: Roads, day: date) -> Driven:
    """All roads from that start, up to the first empty window. Raises CalendarUnknown where one leaves the known
    years."""
    seen: list[Walk] = []
    try:
        seen.extend(roads.to_acceptance(day))
        seen.append(accepted := roads.accepted_on(day))
        for way in (roads.to_registration, roads.to_refusal):
            seen.extend(way(accepted))
    except Empty as found:
        return Driven(day, _until([*seen, found.walk], roads.office), found)
    return Driven(day, _until(seen, roads.office), None)


def _until(walks: list[Walk], office: Office) -> date:
    """The last day that was counted to: of a deadline, or of a wait after an event."""
    waits = (office.definition.refusal_wait, office.definition.receipt_watch)
    longest = max(each.days for each in waits)
    counted_to = (each for walk in walks for each in walk.case.deadlines.values())
    # The months to complain come after the end, and open or close nothing before it.
    last = max(day_of(each.due_at) for each in counted_to if each.term.missed is not Missed.RIGHT_ENDED)
    counted = [
        office.workdays.add(day_of(step.event.occurred_at), longest)
        for walk in walks
        for step in walk.case.course
        if isinstance(step.event, (RefusalProposed, HearingNoticeReceived))
    ]
    return max([last, *counted, *(day_of(walk.now) for walk in walks)])
