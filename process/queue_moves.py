"""Why a person's number in the register is what it is: each move, with the act that brought it (R14, R27).

A move names the case whose act it was, never its person.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from process.queue import CORRECTED, Stay, by_person, entry_of

ENTERED = "entered"
"""The person's own entry; every other reason is the word of the stay that begins or ends: how it came, why it went."""
EARLIER = "earlier_report"
"""The person's own earlier report is registered too: the entry takes its place (R27)."""


@dataclass(frozen=True, slots=True)
class Move:
    """The place was `was` and is `now` (None: outside the register) from `at` on, because of what was done to `case`
    at `done_at`. `came`: an entry of that case's came before this one; otherwise one left, or it is the own one."""

    at: datetime
    case: str
    why: str
    done_at: datetime
    was: int | None
    now: int | None
    came: bool = False

    @property
    def late(self) -> bool:
        """Whether it was entered after it was done."""
        return self.at > self.done_at


def moves(register: Iterable[Stay], case: str, at: datetime | None = None) -> list[Move]:
    """All that moved the entry of the case's person, from its enrolment to that moment (None: up to now), in order."""
    persons = by_person(each for each in register if each.begun(at))
    mine = next((own for own in persons.values() if any(each.case == case for each in own)), [])
    others = [stays for stays in persons.values() if stays is not mine]
    return list(_Telling(mine, others).told(at)) if mine else []


class _Telling:
    """Goes through the moments of a register, and remembers who stands before the person meanwhile."""

    def __init__(self, mine: list[Stay], others: list[list[Stay]]) -> None:
        self.mine = mine
        self.others = others
        self.held: Stay | None = None
        self.ahead: dict[int, Stay] = {}

    def told(self, at: datetime | None) -> Iterator[Move]:
        turning = _turning(self.others)
        own = {moment for stay in self.mine for moment in (stay.since, stay.until) if moment}
        for moment in sorted(own | turning.keys()):
            if at is not None and moment > at:
                return
            if self.held:
                yield from self._others_at(moment, turning.get(moment, ()))
            if moment in own:
                yield from self._own_at(moment)

    def _others_at(self, moment: datetime, turned: Iterable[int]) -> Iterator[Move]:
        assert self.held
        for n in turned:
            before, after = self.ahead.get(n), _before(self.others[n], moment, self.held)
            if before and not after:
                was = self._place()
                del self.ahead[n]
                yield _left(self.others[n], before, moment, was, self._place())
            elif after and not before:
                was = self._place()
                self.ahead[n] = after
                yield _came(after, moment, was, self._place())
            elif after:
                self.ahead[n] = after

    def _own_at(self, moment: datetime) -> Iterator[Move]:
        before, was = self.held, self._place() if self.held else None
        held = entry_of(self.mine, moment)
        self.held = held[0] if held else None
        if before is not None and self.held is not None and before.key == self.held.key:
            return
        self.ahead = dict(_all_before(self.others, moment, self.held)) if self.held else {}
        now = self._place() if self.held else None
        if self.held is None and before is not None:
            yield _left(self.mine, before, moment, was, now)
        elif self.held is not None and before is None:
            yield Move(moment, self.held.case, ENTERED, self.held.enrolled_at, was, now)
        elif self.held is not None and before is not None and before.until == moment:
            yield _left(self.mine, before, moment, was, now)
        elif self.held is not None:
            yield Move(moment, self.held.case, EARLIER, self.held.enrolled_at, was, now)

    def _place(self) -> int:
        return len(self.ahead) + 1


def _turning(others: list[list[Stay]]) -> Mapping[datetime, list[int]]:
    """At which moments something changes for which of the others."""
    found: dict[datetime, list[int]] = {}
    for n, stays in enumerate(others):
        for moment in {each for stay in stays for each in (stay.since, stay.until) if each}:
            found.setdefault(moment, []).append(n)
    return found


def _before(stays: list[Stay], moment: datetime, mine: Stay) -> Stay | None:
    """The entry of these stays' person, where it stands before mine."""
    held = entry_of(stays, moment)
    return held[0] if held and held[0].key < mine.key else None


def _all_before(others: list[list[Stay]], moment: datetime, mine: Stay) -> Iterator[tuple[int, Stay]]:
    for n, stays in enumerate(others):
        if ahead := _before(stays, moment, mine):
            yield n, ahead


def _came(stay: Stay, moment: datetime, was: int, now: int) -> Move:
    """By its own act; or, where it stood on record before, by a correction that gave it its place back."""
    if stay.since != moment:
        return Move(moment, stay.case, CORRECTED, moment, was, now, came=True)
    return Move(moment, stay.case, stay.entered, stay.enrolled_at, was, now, came=True)


def _left(stays: list[Stay], before: Stay, moment: datetime, was: int | None, now: int | None) -> Move:
    """By which act the entry went: that of its own case, or of another of the same person."""
    ended = [each for each in stays if each.until == moment]
    stay = next((each for each in ended if each.case == before.case), ended[0] if ended else before)
    return Move(moment, stay.case, str(stay.left), stay.left_at or moment, was, now)
