"""What an office may expect: the share decided in time, the days used, where the risk sits, how many executors hold it.

Each year of the office is drawn by itself, so the years bear witness to the uncertainty: intervals are those of 95% of
a ratio of means over independent years.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from process.definition import Definition
from process.workdays import Workdays
from simulation.load.drawing import Days, Drawn, Whole, days_of, draw, known_until
from simulation.load.model import MONTHS, LoadModel
from simulation.load.office import Law, Reckoned, law_of, reckon

AT_ONCE = 500
"""Years of the office that are reckoned side by side: more of them take more memory, and no less time."""
WEEKS = 53
SIGMAS = 1.96
HELD = 0.99
MOST_EXECUTORS = 60
YEARS_TO_SEARCH = 2000


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

    @property
    def weeks(self) -> list[float | None]:
        """The share late by week of acceptance; None where nothing came."""
        pairs = zip(self.late_by_week, self.cases_by_week, strict=True)
        return [late / cases if cases else None for late, cases in pairs]


@dataclass(frozen=True, slots=True)
class LoadAnswer:
    """The model's answer; `table` says for other numbers of executors what share they hold, `enough` how many hold 99%
    in all that chance may do, None where not even the most that were tried did."""

    answer: Answer
    table: tuple[tuple[int, Share], ...]
    enough: int | None


def answer_load(
    model: LoadModel,
    definition: Definition,
    workdays: Workdays,
    *,
    step: Callable[[int], object] = lambda years: None,
    search: bool = True,
) -> LoadAnswer:
    """Draw the model's years and answer. Raises CalendarUnknown for a year that the calendar does not have.

    `step` is told after each piece of work how many years were reckoned.
    """
    law, days = law_of(definition), days_of(model.year, workdays)
    answer = _answer(model, law, days, workdays, step)
    table, enough = _search(model, law, days, workdays) if search else ((), None)
    return LoadAnswer(answer, table, enough)


# --- one number of executors


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


def _answer(
    model: LoadModel,
    law: Law,
    days: Days,
    workdays: Workdays,
    step: Callable[[int], object] = lambda years: None,
) -> Answer:
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


# --- how many executors


def _search(
    model: LoadModel, law: Law, days: Days, workdays: Workdays
) -> tuple[tuple[tuple[int, Share], ...], int | None]:
    """From the fewest who could keep up at all: what share each number holds, by the same chance for all of them."""
    fewest = max(1, int(model.load))
    few = model.__class__(**{**_fields(model), "years": min(model.years, YEARS_TO_SEARCH)})
    table: list[tuple[int, Share]] = []
    for executors in range(fewest, max(fewest, MOST_EXECUTORS) + 1):
        held = _answer(few.with_executors(executors), law, days, workdays).in_time
        table.append((executors, held))
        if held.least >= HELD:
            return tuple(table), executors
    return tuple(table), None


def _fields(model: LoadModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in LoadModel.__dataclass_fields__}


# --- as JSON


def load_json(found: LoadAnswer) -> dict[str, Any]:
    answer, model = found.answer, found.answer.model
    return {
        "title": model.title,
        "executors": model.executors,
        "year": model.year,
        "years": model.years,
        "seed": model.seed,
        "load": model.load,
        "term": answer.law.term,
        "cases": answer.cases,
        "in_time": answer.in_time.as_json(),
        "mean_wait": answer.mean_wait,
        "days_used": list(answer.used[:-1]),
        "later": answer.used[-1],
        "by_week": [
            {"week": number, "cases": cases, "late": late}
            for number, (cases, late) in _numbered(answer.cases_by_week, answer.late_by_week)
        ],
        "by_month": [
            {"month": number, "cases": cases, "late": late}
            for number, (cases, late) in _numbered(answer.cases_by_month, answer.late_by_month)
        ],
        "refusals": {
            "cases": answer.refusals,
            "late": answer.refusals_late,
            "too_late_for_notice": answer.refusals_too_late_for_notice,
        },
        "beyond_the_calendar": answer.beyond_the_calendar,
        "executors_needed": {
            "for": HELD,
            "enough": found.enough,
            "table": [{"executors": number, **held.as_json()} for number, held in found.table],
        },
    }


def _numbered(cases: tuple[int, ...], late: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, int]]]:
    return enumerate(zip(cases, late, strict=True), start=1)
