"""What an office may expect: the share in time, the days used, where the risk sits, how many executors hold it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from process.definition import Definition
from process.workdays import Workdays
from simulation.load.counted import Answer, Share, counted
from simulation.load.drawing import Days, days_of
from simulation.load.model import MOST_EXECUTORS, LoadModel
from simulation.load.office import Law, law_of

HELD = 0.99
CASES_TO_SEARCH, FEWEST_YEARS, MOST_YEARS = 1_000_000, 100, 2_000
"""How much is drawn for each number of executors that is tried: so many cases, within these years."""
BUSY = 0.95
"""Above this share of the executors' time a queue takes years to settle, and no warm-up is long enough."""
GROWS, BY_EACH = 1.1, 0.25
"""A queue grows over the year where it is so many times as long at its end, and longer by so many reports for each
executor."""


@dataclass(frozen=True, slots=True)
class LoadAnswer:
    """The model's answer; `table` says for other numbers of executors what share they hold, `enough` how many hold 99%
    in all that chance may do.

    Without `enough`, `why_none` says why: `work_too_long`, as it is not held where nobody waits either; `too_few_years`
    to be sure of it; `no_more_allowed` than the executors whom a model may have.
    """

    answer: Answer
    table: tuple[tuple[int, Share], ...] = ()
    enough: int | None = None
    why_none: str | None = None


def answer_load(
    model: LoadModel,
    definition: Definition,
    workdays: Workdays,
    *,
    step: Callable[[int], object] = lambda years: None,
    search: bool = True,
) -> LoadAnswer:
    """Draw the model's years and answer. Raises CalendarUnknown for a year that the calendar does not have, BadInput
    for a definition that the model cannot reckon by.

    `step` is told after each piece of work how many years were reckoned.
    """
    law, days = law_of(definition), days_of(model.year, workdays)
    answer = counted(model, law, days, workdays, step)
    return _Search(model, law, days, workdays).answered(answer) if search else LoadAnswer(answer)


# --- how many executors


class _Search:
    """The fewest executors who hold it, from the fewest who can keep up at all: in growing steps until a number does,
    then between that one and the last that did not. The same reports and work come to every number."""

    def __init__(self, model: LoadModel, law: Law, days: Days, workdays: Workdays) -> None:
        self.model = replace(model, years=min(model.years, _years(model, days)))
        self.law, self.days, self.workdays = law, days, workdays
        self.tried: dict[int, Answer] = {}

    def answered(self, answer: Answer) -> LoadAnswer:
        enough, why_none = self._enough()
        table = tuple((number, self.tried[number].in_time) for number in sorted(self.tried))
        return LoadAnswer(answer, table, enough, why_none)

    def _enough(self) -> tuple[int | None, str | None]:
        executors = int(self.model.load) + 1
        fails, step = executors - 1, 1
        while executors <= MOST_EXECUTORS:
            if self._holds(executors):
                return self._between(fails, executors), None
            if self.tried[executors].mean_wait == 0:  # more executors change nothing any more
                held = self.tried[executors].in_time.value >= HELD
                return None, "too_few_years" if held else "work_too_long"
            fails, executors = executors, max(executors + 1, min(executors + step, MOST_EXECUTORS))
            step *= 2
        return None, "no_more_allowed"

    def _between(self, fails: int, holds: int) -> int:
        while holds - fails > 1:
            middle = (fails + holds) // 2
            fails, holds = (fails, middle) if self._holds(middle) else (middle, holds)
        return holds

    def _holds(self, executors: int) -> bool:
        model = self.model.with_executors(executors)
        self.tried[executors] = counted(model, self.law, self.days, self.workdays)
        return self.tried[executors].in_time.least >= HELD


def _years(model: LoadModel, days: Days) -> int:
    """As many as bring so many cases: the more of them a year has, the fewer years it takes to be as sure."""
    return round(min(MOST_YEARS, max(FEWEST_YEARS, CASES_TO_SEARCH / (model.reports * days.count))))


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
        "queue": _queue(answer),
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
            "why_none": found.why_none,
            "most": MOST_EXECUTORS,
            "table": [{"executors": number, **held.as_json()} for number, held in found.table],
        },
    }


def _queue(answer: Answer) -> dict[str, Any]:
    """Whether the year shows the office as it is for good, or a queue that is still filling: what rises over such a
    year is no season. `flat`: no month weighs more than another, so that a season cannot be the reason."""
    model, first, last = answer.model, answer.waiting_at_first, answer.waiting_at_last
    grows = last > GROWS * first and last - first > BY_EACH * model.executors
    busy = model.load / model.executors
    return {
        "busy": busy,
        "first_day": first,
        "last_day": last,
        "flat": len(set(model.months)) == 1,
        "settles": "never" if busy >= 1 else "in_years" if busy > BUSY else "later" if grows else "settled",
    }


def _numbered(cases: tuple[int, ...], late: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, int]]]:
    return enumerate(zip(cases, late, strict=True), start=1)
