"""One number of executors over many years of the office: what was decided when, and how sure that is.

Each year of the office is drawn by itself, so the years bear witness to the uncertainty: intervals are those of 95% of
a ratio of means over independent years.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from process.workdays import Workdays
from simulation.load.drawing import Days, Drawn, Whole, draw, known_until
from simulation.load.model import MONTHS, LoadModel
from simulation.load.office import Law, Reckoned, reckon

AT_ONCE = 500
"""Years of the office that are reckoned side by side: more of them take more memory, and no less time."""
WEEKS = 53
SIGMAS = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """A share, and within what 95% of repetitions would find it."""

    value: float
    least: float
    most: float

    def as_json(self) -> dict[str, float]:
        return {"share": self.value, "least": self.least, "most": self.most}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer for one number of executors; `used[n]` counts the cases decided on day n, the last place those later.

    `late_by_week` and `cases_by_week` go by the week of acceptance (1 to 53), `late_by_month` by its month.
    `waiting_at_first`, `waiting_at_last`: how many reports wait for an executor, on average, as the year begins and as
    it ends.
    """

    model: LoadModel
    law: Law
    cases: int
    in_time: Share
    used: tuple[int, ...]
    cases_by_week: tuple[int, ...]
    late_by_week: tuple[int, ...]
    cases_by_month: tuple[int, ...]
    late_by_month: tuple[int, ...]
    refusals: int
    refusals_late: int
    refusals_too_late_for_notice: int
    beyond_the_calendar: int
    mean_wait: float
    waiting_at_first: float
    waiting_at_last: float

    @property
    def weeks(self) -> list[float | None]:
        """The share late by week of acceptance; None where nothing came."""
        pairs = zip(self.late_by_week, self.cases_by_week, strict=True)
        return [late / cases if cases else None for late, cases in pairs]


@dataclass(slots=True)
class _Tally:
    """What has been counted so far, per year of the office where uncertainty is asked for."""

    law: Law
    days: Days
    known_until: int
    per_year: list[Whole]
    late_per_year: list[Whole]
    used: Whole
    weeks: Whole
    weeks_late: Whole
    months: Whole
    months_late: Whole
    refusals: int = 0
    refusals_late: int = 0
    too_late: int = 0
    beyond: int = 0
    waited: float = 0.0
    waiting_at_first: int = 0
    waiting_at_last: int = 0

    def add(self, drawn: Drawn, reckoned: Reckoned) -> None:
        """Count the reports that came within the year."""
        counted = drawn.cases & (drawn.came >= 0) & (drawn.came < self.days.count)
        used = reckoned.used()
        late = counted & (used > self.law.term)
        self.per_year.append(counted.sum(axis=1))
        self.late_per_year.append(late.sum(axis=1))
        self.used += np.bincount(np.minimum(used[counted], self.law.term + 1), minlength=self.used.size)
        accepted, accepted_late = reckoned.accepted[counted], reckoned.accepted[late]
        self.weeks += np.bincount(self.days.week[accepted], minlength=self.weeks.size)
        self.weeks_late += np.bincount(self.days.week[accepted_late], minlength=self.weeks.size)
        self.months += np.bincount(self.days.month[accepted], minlength=self.months.size)
        self.months_late += np.bincount(self.days.month[accepted_late], minlength=self.months.size)
        refused = counted & drawn.refused
        self.refusals += int(refused.sum())
        self.refusals_late += int((refused & late).sum())
        prepared = np.where(np.isfinite(reckoned.done), reckoned.done, 0)
        in_days = np.floor(prepared) - reckoned.accepted
        self.too_late += int((refused & (in_days > self.law.term - self.law.notice)).sum())
        self.beyond += int((counted & (reckoned.decided > self.known_until)).sum())
        self.waited += float((reckoned.began[counted] - drawn.came[counted]).sum())
        self.waiting_at_first += _waiting(drawn, reckoned, 0)
        self.waiting_at_last += _waiting(drawn, reckoned, self.days.count)


def _waiting(drawn: Drawn, reckoned: Reckoned, moment: int) -> int:
    """The reports that have come by then and on which nobody works yet."""
    return int(((drawn.came < moment) & (reckoned.began > moment)).sum())


def counted(
    model: LoadModel,
    law: Law,
    days: Days,
    workdays: Workdays,
    step: Callable[[int], object] = lambda years: None,
) -> Answer:
    """Draw the model's years and count. `step` is told after each piece of work how many years were reckoned."""
    tally = _tally(law, days, workdays)
    for years, chance in _pieces(model):
        drawn = draw(model, days, years, chance, model.executors)
        tally.add(drawn, reckon(drawn, law))
        step(years)
    return _summed_up(model, tally)


def _tally(law: Law, days: Days, workdays: Workdays) -> _Tally:
    sizes = {"used": law.term + 2, "weeks": WEEKS + 1, "weeks_late": WEEKS + 1}
    sizes |= {"months": MONTHS + 1, "months_late": MONTHS + 1}
    counts: dict[str, Any] = {name: np.zeros(size, dtype=np.int64) for name, size in sizes.items()}
    return _Tally(law, days, known_until(days, workdays), [], [], **counts)


def _pieces(model: LoadModel) -> Iterator[tuple[int, np.random.Generator]]:
    """So many years at a time, each piece with a chance of its own: the answer does not depend on their size in memory,
    and the first years are the same however many there are."""
    pieces = -(-model.years // AT_ONCE)
    seeds = np.random.SeedSequence(model.seed).spawn(pieces)
    for number, seed in enumerate(seeds):
        yield min(AT_ONCE, model.years - number * AT_ONCE), np.random.default_rng(seed)


def _summed_up(model: LoadModel, tally: _Tally) -> Answer:
    per_year, late = np.concatenate(tally.per_year), np.concatenate(tally.late_per_year)
    cases = int(per_year.sum())
    return Answer(
        model=model,
        law=tally.law,
        cases=cases,
        in_time=share(per_year - late, per_year),
        used=tuple(map(int, tally.used)),
        cases_by_week=tuple(map(int, tally.weeks[1:])),
        late_by_week=tuple(map(int, tally.weeks_late[1:])),
        cases_by_month=tuple(map(int, tally.months[1:])),
        late_by_month=tuple(map(int, tally.months_late[1:])),
        refusals=tally.refusals,
        refusals_late=tally.refusals_late,
        refusals_too_late_for_notice=tally.too_late,
        beyond_the_calendar=tally.beyond,
        mean_wait=tally.waited / cases if cases else 0.0,
        waiting_at_first=tally.waiting_at_first / per_year.size,
        waiting_at_last=tally.waiting_at_last / per_year.size,
    )


def share(good: Whole, of: Whole) -> Share:
    """The share over independent years, with the 95% interval of a ratio of means."""
    if not of.sum():
        return Share(1.0, 0.0, 1.0)
    value = float(good.sum() / of.sum())
    if of.size < 2:
        return Share(value, 0.0, 1.0)
    spread = float(np.std(good - value * of, ddof=1) / (of.mean() * np.sqrt(of.size)))
    return Share(value, max(0.0, value - SIGMAS * spread), min(1.0, value + SIGMAS * spread))
