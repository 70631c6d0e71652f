"""The documents of a case: which its report's circumstances ask for, and which of them it has (item 4, list 9).

Folded from the events, like everything: the report, what Annex 3 brought since, what information systems answered.
Days are compared as they stand in the record, as ISO text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from process.case import Case
from process.definition import Definition
from process.document_rule import DataRule, DocumentRule
from process.events import DataObtained, DataUpdated, PackageCompleted, TimeToCureGiven
from process.localtime import day_of, day_text, parse_day
from process.quick import NOTHING, maker, quick
from process.units import months_after

BRINGING = frozenset((DataUpdated, DataObtained, PackageCompleted))
"""The events that add to what came with the report."""


class Outcome(StrEnum):
    """What an information system answered. Unavailable is no answer, and never "holds no data"."""

    HELD = "held"
    NO_DATA = "no_data"
    UNAVAILABLE = "unavailable"


class Standing(StrEnum):
    """How a document stands: `unanswered`, whether the information system holds it is not known; `not_said`, neither
    is it known whether it is asked for."""

    PRESENT = "present"
    HELD = "held"
    EXPIRED = "expired"
    MISSING = "missing"
    UNANSWERED = "unanswered"
    NOT_SAID = "not_said"
    NOT_REQUIRED = "not_required"


Copy = tuple[Mapping[str, Any], str]
"""A document as it was handed in, and the day up to which it has to be valid at least."""


@quick
@dataclass(frozen=True, slots=True)
class Package:
    """What was handed in and said, up to a moment. `brought`: what came together, documents as a report has them, and
    the day up to which they have to be valid at least; `answers`: the last word on each datum, by the datum and whom it
    is about; `completed`: the documents brought in the time given for them, by number."""

    registered_on: date
    brought: tuple[tuple[Sequence[Mapping[str, Any]], str], ...]
    circumstances: Mapping[str, bool]
    answers: Mapping[tuple[str, str], str] = NOTHING
    completed: frozenset[int] = frozenset()

    def given(self, number: int) -> list[Copy]:
        """The copies of that document that were handed in."""
        return [
            (each, valid_by)
            for documents, valid_by in self.brought
            for each in documents
            if each["list9"] == number and "held_by" not in each
        ]


_package = maker(Package)


# Named once, for an enumeration is slow to be asked for its own.
_PRESENT, _HELD, _EXPIRED = Standing.PRESENT, Standing.HELD, Standing.EXPIRED


@dataclass(frozen=True, slots=True)
class Needed:
    """A document as a row to read. `required` None: not known. `copy`: the one that counts, as the report has it.

    `fresh_from`: the earliest day on which it may have been obtained, where the law says so.
    """

    number: int
    rule: DocumentRule
    required: bool | None
    standing: Standing
    copy: Mapping[str, Any] | None
    fresh_from: date | None


def package_of(case: Case) -> Package:
    """Everything that came to the case by now."""
    filed = case.filed
    first = package(filed.report, filed.registered_on)
    for step in case.course:
        if type(step.event) in BRINGING:
            return _with_events(first, case)
    return first


def package(report: Mapping[str, Any], registered_on: date) -> Package:
    """What the report itself holds."""
    brought = ((report["documents"], day_text(registered_on)),)
    return _package(registered_on, brought, report.get("circumstances") or NOTHING)


def _with_events(first: Package, case: Case) -> Package:
    brought, circumstances = list(first.brought), dict(first.circumstances)
    answers: dict[tuple[str, str], str] = {}
    completed: frozenset[int] = frozenset()
    for step in case.course:
        event = step.event
        if isinstance(event, DataUpdated):
            by = max(first.registered_on, day_of(event.occurred_at)).isoformat()
            brought.append((event.documents, by))
            circumstances.update(event.circumstances)
        elif isinstance(event, DataObtained):
            _take(answers, event)
        elif isinstance(event, PackageCompleted) and (given := case.last(TimeToCureGiven)):
            completed = frozenset((*given.missing, *given.expired))
    return Package(first.registered_on, tuple(brought), circumstances, answers, completed)


def _take(answers: dict[tuple[str, str], str], event: DataObtained) -> None:
    """A system that does not answer takes nothing back of what it answered before."""
    for each in event.answers:
        asked = each["data"], each["about"]
        if each["outcome"] != Outcome.UNAVAILABLE or asked not in answers:
            answers[asked] = each["outcome"]


def datum(number: int) -> str:
    """How a document that an information system may hold is called in a question to it."""
    return f"list9_{number}"


def required(rule: DocumentRule | DataRule, circumstances: Mapping[str, bool]) -> bool | None:
    """Whether it is asked for; None where the report does not say, or the words were not read."""
    if isinstance(rule, DocumentRule) and not rule.read:
        return None
    return True if rule.where is None else circumstances.get(rule.where)


def fresh_from(rule: DocumentRule, registered_on: date) -> date | None:
    """The same day so many months before; where that month has none, its last day (R25, R17)."""
    return None if rule.fresh is None else months_after(registered_on, -rule.fresh.number)


def needed(rules: Mapping[int, DocumentRule], package: Package) -> Iterator[Needed]:
    """Every document that the definition knows, in its order, and how it stands."""
    stand = standings(rules, package)
    for number, rule in rules.items():
        yield Needed(
            number,
            rule,
            required(rule, package.circumstances),
            stand[number],
            _that_counts(package.given(number)),
            fresh_from(rule, package.registered_on),
        )


def standing(number: int, rule: DocumentRule, package: Package) -> Standing:
    """How that document stands."""
    return standings({number: rule}, package)[number]


def standings(rules: Mapping[int, DocumentRule], package: Package) -> dict[int, Standing]:
    """How those documents stand: one good copy is enough, and so is what the information system holds."""
    by_copy: dict[int, Standing] = {}
    said_to_be_held = []
    for documents, valid_by in package.brought:
        for copy in documents:
            number = copy["list9"]
            if "held_by" in copy:
                said_to_be_held.append(number)
            elif number in rules and by_copy.get(number) is not _PRESENT:
                by_copy[number] = _PRESENT if _good(copy, valid_by, rules[number], package) else _EXPIRED
    for number in package.completed:
        by_copy[number] = _PRESENT
    stand = {}
    for number, rule in rules.items():
        stands = by_copy.get(number)
        if stands is not _PRESENT:
            stands = (
                _held(number, rule, package, number in said_to_be_held)
                or stands
                or _absent(number, rule, package)
            )
        stand[number] = stands
    return stand


def _held(number: int, rule: DocumentRule, package: Package, said: bool) -> Standing | None:
    """HELD where the information system holds it: by its answer, or else by the report's own word."""
    if not rule.unless_held:
        return None
    answer = _answer(number, rule, package)
    if answer is None:
        return _HELD if said else None
    return _HELD if answer == Outcome.HELD else None


def _answer(number: int, rule: DocumentRule, package: Package) -> str | None:
    return package.answers.get((datum(number), str(rule.about))) if package.answers else None


def _absent(number: int, rule: DocumentRule, package: Package) -> Standing:
    asked_for = required(rule, package.circumstances)
    if asked_for is False:
        return Standing.NOT_REQUIRED
    if rule.unless_held and _answer(number, rule, package) == Outcome.UNAVAILABLE:
        return Standing.UNANSWERED
    return Standing.MISSING if asked_for else Standing.NOT_SAID


def _good(copy: Mapping[str, Any], valid_by: str, rule: DocumentRule, package: Package) -> bool:
    until = copy.get("valid_until")
    if until is not None and until < valid_by:
        return False
    if rule.fresh is None:
        return True
    issued = copy.get("issued_on")
    first = fresh_from(rule, package.registered_on)
    return first is None or issued is None or bool(issued >= first.isoformat())


def _that_counts(copies: Sequence[Copy]) -> Mapping[str, Any] | None:
    """The one obtained last."""
    return max((each for each, _ in copies), key=lambda each: each.get("issued_on") or "", default=None)


LACKING = frozenset((Standing.MISSING, Standing.EXPIRED))


def lacking(case: Case) -> list[tuple[int, Standing]]:
    """The documents for which the report is incomplete: asked for, and missing or expired (item 4).

    One that is not known to be asked for makes no report incomplete; expired, it can still be refused for.
    """
    held = package_of(case)
    stand = standings(_asked_for(case.definition, held.circumstances), held)
    if LACKING.isdisjoint(stand.values()):
        return []
    return [each for each in stand.items() if each[1] in LACKING]


def _asked_for(definition: Definition, said: Mapping[str, bool]) -> Mapping[int, DocumentRule]:
    """Those that are known to be asked for, in the definition's order."""
    if not said:
        return definition.always_asked
    return {number: rule for number, rule in definition.documents.items() if required(rule, said)}


def numbers(found: Iterable[tuple[int, Standing]], which: Standing) -> tuple[int, ...]:
    return tuple(number for number, standing in found if standing is which)


def issued_on(copy: Mapping[str, Any]) -> date | None:
    return _day(copy.get("issued_on"))


def valid_until(copy: Mapping[str, Any]) -> date | None:
    return _day(copy.get("valid_until"))


def _day(text: str | None) -> date | None:
    return parse_day(text) if text else None
