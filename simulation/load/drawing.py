"""What chance gives an office: when reports come, how much work each is, which are refused, who is away when.

Time is counted in working days: 12.25 is a quarter into the working day with number 12. Arrays have one row a year of
the office; a row has a place for each report, those that did not come standing at infinity.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from process.errors import CalendarUnknown
from process.workdays import Workdays
from simulation.load.model import LoadModel, Work

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
OVERHANG = 120
"""Working days after the year in which what came within it may be decided; what takes longer is late all the same."""


@dataclass(frozen=True, slots=True)
class Days:
    """The working days of the year by number: day 0 is its first. `month` and `week` of each, from 1."""

    first: date
    worked: tuple[date, ...]
    month: Whole
    week: Whole

    @property
    def count(self) -> int:
        return len(self.month)

    def date_of(self, number: int, workdays: Workdays) -> date:
        """The date of a working day by its number, also before and after the year. Raises CalendarUnknown."""
        if 0 <= number < len(self.worked):
            return self.worked[number]
        return workdays.add(self.first, number)


def days_of(year: int, workdays: Workdays) -> Days:
    """Raises CalendarUnknown for a year that the calendar does not have."""
    first = workdays.next_worked(date(year, 1, 1))
    count = workdays.worked_in(year)
    worked = (first, *(workdays.add(first, n) for n in range(1, count)))
    weeks = [min(53, (day.timetuple().tm_yday - 1) // 7 + 1) for day in worked]
    return Days(first, worked, np.array([day.month for day in worked]), np.array(weeks))


def known_until(days: Days, workdays: Workdays) -> int:
    """The number of the last working day that has a date."""
    try:
        days.date_of(days.count + OVERHANG, workdays)
    except CalendarUnknown:
        return days.count - 1 + workdays.count(days.worked[-1], date(workdays.last_year, 12, 31))
    return days.count + OVERHANG


@dataclass(frozen=True, slots=True)
class Drawn:
    """Some years of an office. `came` in working days from the year's first (negative: warm-up), `work` in days of one
    executor, `refused` whether it is to be; `there[y, e, d]` whether executor e is there on day d of the warm-up on."""

    came: Floats
    work: Floats
    refused: Flags
    there: Flags
    warm_up: int

    @property
    def cases(self) -> Flags:
        """The places at which a report came."""
        return np.isfinite(self.came)


def draw(model: LoadModel, days: Days, years: int, chance: np.random.Generator, executors: int) -> Drawn:
    """So many years, with absences for so many executors; the first of them are the same however many there are."""
    weights = np.array(model.months)[days.month - 1]
    rates = np.concatenate([np.full(model.warm_up, 1.0), weights / weights.mean()]) * model.reports
    counts = chance.poisson(rates, size=(years, rates.size))
    came = _moments(counts, chance) - model.warm_up
    work = _work(model.work, came.shape, chance)
    refused = chance.random(came.shape) < model.refused
    work += refused * model.refusal_work
    length = model.warm_up + days.count + OVERHANG
    there = _there(model, (years, executors, length), chance)
    return Drawn(came, work, refused, there, model.warm_up)


def _moments(counts: NDArray[np.int64], chance: np.random.Generator) -> Floats:
    """The moments of so many reports on each day, in order; each falls anywhere in its working day."""
    years, days = counts.shape
    totals = counts.sum(axis=1)
    moments = np.full((years, max(1, int(totals.max()))), np.inf)
    place = np.arange(moments.shape[1])[None, :] < totals[:, None]
    day = np.repeat(np.tile(np.arange(days), years), counts.ravel())
    moments[place] = day + chance.random(day.size)
    moments.sort(axis=1)
    return moments


def _work(work: Work, shape: tuple[int, int], chance: np.random.Generator) -> Floats:
    match work.kind, work.numbers:
        case "fixed", (days,):
            return np.full(shape, float(days))
        case "uniform", (least, most):
            return chance.uniform(least, most, shape)
        case "triangular", (least, usual, most):
            return chance.triangular(least, usual, most, shape)
        case "lognormal", (mean, spread):
            sigma = np.sqrt(np.log1p((spread / mean) ** 2))
            return chance.lognormal(np.log(mean) - sigma**2 / 2, sigma, shape)
        case "exponential", (mean,):
            return chance.exponential(mean, shape)
    raise ValueError(work.kind)


def _there(model: LoadModel, shape: tuple[int, int, int], chance: np.random.Generator) -> Flags:
    """Absences come in spells: each day a spell begins or ends by chance, so that the share away is as it is told."""
    away, spell = model.absence.share, model.absence.spell
    if away == 0:
        return np.ones(shape, dtype=bool)
    ends = 1 / spell
    begins = ends * away / (1 - away)
    there = np.empty(shape, dtype=bool)
    now = chance.random(shape[:2]) >= away
    for day in range(shape[2]):
        there[:, :, day] = now
        dice = chance.random(shape[:2])
        now = np.where(now, dice >= begins, dice < ends)
    return there
