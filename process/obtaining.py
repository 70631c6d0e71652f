"""Data of state information systems: what a case has to ask them for, and their answers on record (list 9).

The provider asks by itself, and no more than the law gives it to ask for: of whom, in what case, with whose consent.
How a system is reached stands outside (`gateway`): here are the questions and the answers as values.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from process.case import Case
from process.document_rule import About
from process.documents import Outcome, Package, Standing, datum, package_of, required, standing
from process.errors import BadInput, NotAllowedHere
from process.events import DataObtained, Event
from process.law import LIST_10_2, Provision
from process.report import Relationship
from process.standing import require_step
from process.workdays import Workdays

APPLICANT = str(About.APPLICANT)
SPOUSE = str(About.SPOUSE)
CHILDREN = (Relationship.CHILD, Relationship.SPOUSES_CHILD, Relationship.WARD)


@dataclass(frozen=True, slots=True)
class Question:
    """Which datum, about whom. `about` names the person by the place in the report, `iin` by the number."""

    data: str
    about: str
    iin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system said. `said`: the data themselves, where it holds some; `why`: why it did not answer."""

    question: Question
    outcome: Outcome
    said: Mapping[str, Any] | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A datum that the provider takes by itself, and what came: an outcome, or None where nobody was asked yet."""

    question: Question
    outcome: str | None
    law: Provision


def wanted(case: Case, personal: Mapping[str, Any]) -> list[Wanted]:
    """Each datum that the case needs, about each person; without the personal data none of it."""
    if not personal:
        return []
    held, people = package_of(case), _people(personal)
    return [
        Wanted(Question(name, *each), held.answers.get((name, each[0])), rule.law)
        for name, rule in case.definition.obtained.items()
        if required(rule, held.circumstances)
        for each in _those(people, rule.about)
    ]


def questions(case: Case, personal: Mapping[str, Any]) -> list[Question]:
    """Everything that is to be asked for now: documents that are not there, and what is still without an answer.

    Of whoever gave no consent, nothing (list 10(2), (4)).
    """
    held = package_of(case)
    return [each for each in _all(case, personal, held) if _may_be_asked(case, each) and _open(each, held)]


def _all(case: Case, personal: Mapping[str, Any], held: Package) -> Iterator[Question]:
    people = _people(personal)
    for number, document in case.definition.documents.items():
        stands = standing(number, document, held)
        asked_for = document.unless_held and required(document, held.circumstances)
        if asked_for and stands not in (Standing.PRESENT, Standing.HELD):
            yield from (Question(datum(number), *each) for each in _those(people, document.about))
    yield from (each.question for each in wanted(case, personal))


def _people(personal: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each person by the place in the report, and the number."""
    members = enumerate(personal.get("family", ()), 1)
    family = [(_place(each["relationship"], at), str(each["iin"])) for at, each in members]
    return [(APPLICANT, str(personal["applicant"]["iin"])), *family]


def _place(relationship: str, at: int) -> str:
    return SPOUSE if relationship == Relationship.SPOUSE else f"{relationship}/{at}"


def _those(people: Sequence[tuple[str, str]], about: About) -> list[tuple[str, str]]:
    if about is About.EVERYONE:
        return list(people)
    kinds = CHILDREN if about is About.CHILDREN else (about,)
    return [each for each in people if each[0].partition("/")[0] in kinds]


def _may_be_asked(case: Case, question: Question) -> bool:
    consents = case.filed.report["consents"]
    return bool(consents["applicant"]) and (question.about != SPOUSE or bool(consents.get("spouse")))


def _open(question: Question, held: Package) -> bool:
    answer = held.answers.get((question.data, question.about))
    return answer is None or answer == Outcome.UNAVAILABLE


def check_obtain(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, DataObtained)
    if not case.filed.report["consents"]["applicant"]:
        raise NotAllowedHere(
            f"Case {case.id}: the applicant gave no consent to access restricted personal data",
            provision="; ".join((LIST_10_2.cite(), step.law.cite())),
            way_on="Without it no system is asked; the missing consent is a ground of refusal, with its hearing.",
        )


def obtain(
    case: Case, at: datetime, workdays: Workdays, *, answers: Sequence[Mapping[str, str]], digest: str
) -> tuple[Event, ...]:
    """Put on record what the systems answered: each of `answers` says its `data`, `about` whom, and the `outcome`."""
    check_obtain(case, at, workdays)
    known = {*map(datum, _starred(case)), *case.definition.obtained}
    unknown = sorted({each["data"] for each in answers} - known)
    if unknown or not answers:
        raise BadInput(
            f"Case {case.id}: "
            + (f"no system is asked for {', '.join(unknown)}" if unknown else "there is nothing to ask for"),
            way_on=f"Data that may be asked for: {', '.join(sorted(known)) or 'none'}.",
        )
    _require_persons(case, answers)
    return (DataObtained(at, tuple(dict(each) for each in answers), digest),)


def _require_persons(case: Case, answers: Sequence[Mapping[str, str]]) -> None:
    """Raises BadInput where an answer is about somebody who was not to be asked about."""
    rules = {datum(number): case.definition.documents[number] for number in _starred(case)}
    for each in answers:
        rule = rules.get(each["data"]) or case.definition.obtained[each["data"]]
        if not _those([(each["about"], "")], rule.about):
            raise BadInput(
                f"Case {case.id}: {each['data']} is not asked about {each['about']}",
                provision=rule.law.cite(),
                way_on=f"It is asked about: {rule.about}.",
            )


def _starred(case: Case) -> list[int]:
    return [number for number, rule in case.definition.documents.items() if rule.unless_held]


def on_record(answers: Sequence[Answer]) -> tuple[dict[str, str], ...]:
    """The answers without what they say of anybody."""
    return tuple(
        {"data": each.question.data, "about": each.question.about, "outcome": str(each.outcome)}
        for each in answers
    )


def in_full(answers: Sequence[Answer]) -> str:
    """The answers with the data, as text that stands with the person's data."""
    rows = [
        {**row, "said": each.said, "why": each.why}
        for row, each in zip(on_record(answers), answers, strict=True)
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
