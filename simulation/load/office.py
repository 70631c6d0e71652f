"""The office at work: reports are taken in the order in which they came, each by the executor who can begin it first,
and decided by the law's steps. All years of the office are reckoned side by side, one report of each at a time.

Times are working days (12.25 is a quarter into the working day with number 12), as in `drawing`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from process.definition import Definition
from process.errors import BadInput
from process.terms import Before
from simulation.load.drawing import Drawn, Flags, Floats, Whole

Numbers = NDArray[np.int16]
NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Law:
    """The numbers of a definition that decide when a case is decided; all in working days.

    `term` from acceptance to the last day, `notice` before that day a refusal must be proposed at the latest, `wait`
    from the receipt of the proposal to the first day of a refusal.
    """

    term: int
    notice: int
    wait: int


HELD_THE_DAY_AFTER = ("hearing", "hearing_notice")
"""The terms that leave room for a hearing on the day after its notice, if they are a day long at least."""


def law_of(definition: Definition) -> Law:
    """The hearing is held on the day after its notice, however long the law would wait for it, so its term delays no
    refusal: that waits for the third working day and for the end of the objection window (R6, R10).

    Raises BadInput where a hearing on that day would be too late.
    """
    notice = definition.term("hearing_notice")
    assert isinstance(notice, Before), "the notice is counted back from the end of the term"
    for name in HELD_THE_DAY_AFTER:
        if definition.term(name).days < 1:
            raise BadInput(
                f"the load model cannot reckon by {definition.id}: every hearing in it is held on the working day after"
                f" its notice, and {name}.days = 0 leaves no such day",
                way_on=f"Set {name}.days to 1 or more; single cases can be tried as a scenario.",
            )
    wait = max(definition.refusal_wait.days, definition.within("objection").days + 1)
    return Law(definition.within("decision").days, notice.days, wait)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """For each report: when its work began and was done, and the working day on which it was decided."""

    began: Floats
    done: Floats
    accepted: Whole
    decided: Whole

    def used(self) -> Whole:
        """Working days from acceptance to the decision."""
        return self.decided - self.accepted


def reckon(drawn: Drawn, law: Law) -> Reckoned:
    """Decide every report of these years. A report is accepted on the working day on which it came (R4, R5)."""
    began, done = _worked_off(drawn)
    accepted = _day(drawn.came)
    return Reckoned(began, done, accepted, _decided(_day(done), accepted, drawn, law))


def _day(moments: Floats) -> Whole:
    return np.where(np.isfinite(moments), np.floor(np.where(np.isfinite(moments), moments, 0)), NEVER).astype(
        np.int64
    )


def _decided(done: Whole, accepted: Whole, drawn: Drawn, law: Law) -> Whole:
    """Who is registered, on the day on which the work is done. A refusal is proposed then, or, past the last day for
    its notice, once the term is overdue (R12); it follows on the first day that the law leaves for it."""
    end = accepted + law.term
    too_late_for_notice = (done > end - law.notice) & (done <= end)
    proposed = np.where(too_late_for_notice, end + 1, done)
    decided = np.where(drawn.refused, proposed + law.wait, done)
    return np.where(done == NEVER, NEVER, decided)


def _worked_off(drawn: Drawn) -> tuple[Floats, Floats]:
    """When the work on each report began and was done."""
    desk = _Desks(drawn)
    began, done = np.full_like(drawn.came, np.inf), np.full_like(drawn.came, np.inf)
    for place in range(drawn.came.shape[1]):
        came = drawn.came[:, place] + drawn.warm_up
        began[:, place], done[:, place] = desk.take(came, drawn.work[:, place])
    return began - drawn.warm_up, done - drawn.warm_up


class _Desks:
    """The executors of every year: until when each is busy, and on which days each is there."""

    def __init__(self, drawn: Drawn) -> None:
        years, executors, length = drawn.there.shape
        self.free = np.zeros((years, executors))
        self.rows = np.arange(years)
        self.length = length
        self.always = bool(drawn.there.all())
        if not self.always:
            self._count_days(drawn.there)
            self.ready = self._there_again(self.free, self.following[:, 0])

    def _count_days(self, there: Flags) -> None:
        years, _, length = there.shape
        self.before = (np.cumsum(there, axis=2, dtype=np.int16) - there).astype(np.int16)
        """Days that an executor was there before each day."""
        self.nth = np.empty(there.shape, dtype=np.int16)
        """The number of the n-th day on which an executor is there; after what was drawn, every day."""
        for year in range(years):  # one after another, for sorting takes memory
            order = np.argsort(~there[year], axis=1, kind="stable")
            days = there[year].sum(axis=1, keepdims=True)
            n = np.arange(length)
            self.nth[year] = np.where(n < days, order, length + n - days)
        self.following = _following(there)

    def take(self, came: Floats, work: Floats) -> tuple[Floats, Floats]:
        """Hand the next report of each year to who can begin it first; when that begins, and when it is done."""
        if self.always:
            soonest = self.free.argmin(axis=1)
            began = np.maximum(self.free[self.rows, soonest], came)
            done = began + work
            self.free[self.rows, soonest] = np.where(np.isfinite(done), done, self.free[self.rows, soonest])
            return began, done
        return self._take_who_is_there(came, work)

    def _take_who_is_there(self, came: Floats, work: Floats) -> tuple[Floats, Floats]:
        real = np.isfinite(came)
        moment = np.where(real, came, 0)
        begins = np.where(self.free >= moment[:, None], self.ready, self._idle_there(moment))
        who = begins.argmin(axis=1)
        began = begins[self.rows, who]
        done = self._after(began, np.where(real, work, 0), who)
        self.free[self.rows, who] = free = np.where(real, done, self.free[self.rows, who])
        day = np.minimum(np.floor(free).astype(np.int64), self.length - 1)
        self.ready[self.rows, who] = self._there_again(free, self.following[self.rows, day, who])
        return np.where(real, began, np.inf), np.where(real, done, np.inf)

    def _idle_there(self, moment: Floats) -> Floats:
        """The first moment from then on at which each executor is there, one moment a year."""
        day = np.minimum(np.floor(moment).astype(np.int64), self.length - 1)
        return self._there_again(moment[:, None], self.following[self.rows, day])

    def _there_again(self, moment: Floats, following: Numbers) -> Floats:
        """The moment itself on a day on which the executor is there, and after what was drawn; else as `following`
        begins, the next such day."""
        return np.where((moment >= self.length) | (following <= moment), moment, following)

    def _after(self, began: Floats, work: Floats, who: Whole) -> Floats:
        """The moment at which so much work is done that began then, while that executor comes and goes."""
        day = np.minimum(np.floor(began).astype(np.int64), self.length - 1)
        spent = self.before[self.rows, who, day] + (began - day) + work
        n = np.floor(spent).astype(np.int64)
        last = self.nth[self.rows, who, np.minimum(n, self.length - 1)]
        beyond = np.maximum(n - (self.length - 1), 0)
        done = last + beyond + (spent - n)
        return np.where(began >= self.length, began + work, done)


def _following(there: Flags) -> Numbers:
    """For each year and day, the next day from it on on which each executor is there: the executors side by side, as
    they are asked for together at every report."""
    years, executors, length = there.shape
    found = np.empty((years, length, executors), dtype=np.int16)
    coming = np.full((years, executors), length, dtype=np.int16)
    for day in reversed(range(length)):
        coming = np.where(there[:, :, day], np.int16(day), coming)
        found[:, day] = coming
    return found
