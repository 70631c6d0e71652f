"""The load model, vectorised over years of an office. Beside simpy on the same work: the same reports, each a process
that asks for one of the executors, who all are always there, works, and notes how many days it took."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.side_by_side import best
from process.definitions import ORDER_232_2025
from process.workdays import kazakhstan
from simulation.load.answers import answer_load
from simulation.load.drawing import days_of, draw
from simulation.load.model import Absence, LoadModel, Work

MODEL = LoadModel(
    title="bench",
    executors=4,
    reports=2.0,
    work=Work("lognormal", (1.1, 0.7)),
    refused=0.125,
    refusal_work=0.75,
    years=2000,
    warm_up=0,
)
AWAY = replace(MODEL, absence=Absence(0.12, 8))
SIMPY_YEARS = 4


def measured() -> dict[str, float]:
    """Seconds a case: the whole answer of the model, with everybody there and with absences, and simpy."""
    return best(
        {
            "merzim: a case of the load model": _model(MODEL),
            "merzim: the same, executors away at times": _model(AWAY),
            "simpy: the same queue, nobody away": _simpy(),
        },
        rounds=3,
    )


def _model(model: LoadModel) -> Callable[[], int]:
    def run() -> int:
        return answer_load(model, ORDER_232_2025, kazakhstan(), search=False).answer.cases

    return run


def _simpy() -> Callable[[], int]:
    import simpy

    drawn = draw(
        MODEL, days_of(MODEL.year, kazakhstan()), SIMPY_YEARS, np.random.default_rng(1), MODEL.executors
    )

    def report(world: Any, office: Any, came: float, work: float, used: list[float]) -> Iterator[Any]:
        yield world.timeout(came)
        with office.request() as turn:
            yield turn
            yield world.timeout(work)
        used.append(world.now - came)

    def run() -> int:
        cases = 0
        for year in range(SIMPY_YEARS):
            world = simpy.Environment()
            office, used = simpy.Resource(world, MODEL.executors), list[float]()
            there = drawn.cases[year]
            for came, work in zip(
                drawn.came[year][there].tolist(), drawn.work[year][there].tolist(), strict=True
            ):
                world.process(report(world, office, came, work, used))
            world.run()
            cases += len(used)
        return cases

    return run
