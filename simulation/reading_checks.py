"""Whether the numbers that no quoted words say are those of the readings: the day of force, when people are warned, a
term that a reading gives.

It looks for few turns of speech, and only where no provision gives the number.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from process.definition import Definition
from process.law import by, reading
from process.law.reading import readings
from process.terms import Term
from simulation.findings import Finding
from simulation.number_words import said_by
from simulation.parts import Path, counted, named, term_at

_FORCE = re.compile(r"Edition (\d+):(?:(?!Edition \d).)*?in force from (\d{4}-\d\d-\d\d)")
_WARNED = re.compile(r"\bWarnings (\d+(?:(?:, | and )\d+)*) wd before")
_DUE = {
    0: re.compile(r"\bdue on the wd of \w+"),
    1: re.compile(r"\bby the end of the next wd"),
}
"""The turns of speech by which a reading gives a term, each with its working days."""
_EDITIONS = "R22"
_ONE_DAY = timedelta(days=1)


def readings_denied(definition: Definition) -> Iterator[Finding]:
    """Where a reading that is relied on says another number."""
    yield from _force_denied(definition)
    for path, part in counted(definition):
        yield from _warnings_denied(path, part)
        if not any(said for provision in part.law.provisions for _, said in said_by(provision)):
            yield from _days_denied(path, part)


def _force_denied(definition: Definition) -> Iterator[Finding]:
    """An estimated day is the one that the reading estimates; an edition ends on the day before another begins."""
    begins = {number: date.fromisoformat(day) for number, day in _FORCE.findall(reading(_EDITIONS).words)}
    edition = re.search(r"No\. (\d+)", definition.edition)
    first = begins.get(edition[1]) if edition else None
    if not definition.estimated or first is None:
        return
    if definition.in_force_from != first:
        yield _force("in_force_from", definition.in_force_from, f"in force from {first}")
    last = definition.in_force_to
    if last is not None and last + _ONE_DAY not in begins.values():
        days = (day for day in sorted(begins.values()) if day > first)
        yield _force("in_force_to", last, ", ".join(f"in force from {day}" for day in days) or "-")


def _force(what: str, own: date, words: str) -> Finding:
    values = {"what": what, "own": own.isoformat(), "number": _EDITIONS, "words": words}
    return Finding("reading_denied", values, law=by(_EDITIONS))


def _warnings_denied(path: Path, part: Any) -> Iterator[Finding]:
    if not isinstance(part, Term):
        return
    for number, found in _said(part, _WARNED):
        if tuple(map(int, re.findall(r"\d+", found[1]))) != part.warn:
            yield _denied(path, part, ", ".join(map(str, part.warn)) or "-", number, found[0])


def _days_denied(path: Path, part: Any) -> Iterator[Finding]:
    given = {days: (number, found[0]) for days, turn in _DUE.items() for number, found in _said(part, turn)}
    if given and part.days not in given:
        number, words = next(iter(given.values()))
        yield _denied(path, part, str(part.days), number, words)


def _said(part: Any, turn: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    for number in part.law.readings:
        row = readings().get(number)  # that there is none, the check of the quotes says
        if row and (found := turn.search(row.words)):
            yield number, found


def _denied(path: Path, part: Any, own: str, number: str, words: str) -> Finding:
    values = {"what": named(path), "own": own, "number": number, "words": words}
    return Finding("reading_denied", values, term=term_at(path), law=part.law)
