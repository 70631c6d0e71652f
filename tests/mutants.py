"""A definition with one thing changed: every number by one, up and down, every row of a list renumbered, every step and
every term taken out."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from process.law import Provision
from process.states import Chart

UP_AND_DOWN = (1, -1)


@dataclass(frozen=True)
class Mutant:
    """Where it was changed and how (`terms.decision.days +1`), and what makes it: a chart may refuse to be made."""

    place: str
    change: str
    make: Any

    def __str__(self):
        return f"{self.place} {self.change}"


def mutants(definition):
    """Every one of them, each a definition of its own."""
    yield from _changed("", definition, lambda whole: whole)
    yield from _without(definition)


def _changed(place, value, put):
    """`put` gives the whole definition with another value in this place."""
    if type(value) is int or isinstance(value, (date, time)):
        yield from (_mutant(place, by, lambda by=by: put(_moved(value, by))) for by in UP_AND_DOWN)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _renumbered(place, value, key, put)
            yield from _changed(f"{place}.{key}", each, lambda new, key=key: put({**value, key: new}))
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            name = getattr(each, "name", n)
            yield from _changed(
                f"{place}.{name}", each, lambda new, n=n: put((*value[:n], new, *value[n + 1 :]))
            )
    elif is_dataclass(value) and not isinstance(value, (Provision, type, Chart)):
        for each in fields(value):
            if each.init and not each.name.startswith("_"):
                inner, name = getattr(value, each.name), f"{place}.{each.name}".lstrip(".")
                yield from _changed(
                    name, inner, lambda new, each=each: put(replace(value, **{each.name: new}))
                )


def _mutant(place, by, make):
    return Mutant(place, f"{by:+}", make)


def _moved(value, by):
    """A number by one, a day by a day, a time of day by an hour."""
    if isinstance(value, date):
        return value + timedelta(days=by)
    if isinstance(value, time):
        return (datetime.combine(date(2026, 1, 1), value) + timedelta(hours=by)).time()
    return value + by


def _renumbered(place, rows, key, put):
    """The row under another number; where that one is taken, the two change places."""
    if type(key) is not int:
        return
    for by in UP_AND_DOWN:
        other = key + by
        changed = {
            other if each == key else key if each == other else each: row for each, row in rows.items()
        }
        yield _mutant(f"{place}.{key}", by, lambda changed=changed: put(changed))


def _without(definition):
    for n, step in enumerate(definition.chart.steps):
        steps = (*definition.chart.steps[:n], *definition.chart.steps[n + 1 :])
        place = f"{step.event.__name__} from {', '.join(step.sources) or 'nothing'}"
        yield Mutant(place, "left out", lambda steps=steps: replace(definition, chart=Chart(steps)))
    for n, term in enumerate(definition.terms):
        terms = (*definition.terms[:n], *definition.terms[n + 1 :])
        yield Mutant(f"terms.{term.name}", "left out", lambda terms=terms: replace(definition, terms=terms))
