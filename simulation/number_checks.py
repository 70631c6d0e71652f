"""Whether the numbers of a definition are those of the words that it rests on, in each language that is quoted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from process.definition import Definition, Hours
from process.document_rule import DocumentRule
from process.law import Authority, Limit, Provision
from process.report import Form
from simulation.findings import Checked, Finding, once
from simulation.number_words import clock_times, said_by
from simulation.parts import Path, counted, event_at, named, parts, provisions, term_at
from simulation.reading_checks import readings_denied


def in_words(definition: Definition) -> Checked:
    """Each number of days is the one that its provision says, in every language; hours and lists likewise."""
    days = counted(definition)
    found = [each for path, part in days for each in _number_denied(path, part)]
    others = limits(definition)
    found += (each for path, limit in others for each in _limit_denied(path, limit))
    found += _first_numbers_left_out([part for _, part in days], [limit for _, limit in others])
    found += readings_denied(definition)
    found += (each for law in provisions(definition) for each in _two_numbers_in_one(law))
    clocks = [part for _, part in parts(definition) if isinstance(part, Hours)]
    found += (each for hours in clocks for each in _hours_denied(hours))
    rows = [*_numbered("grounds", definition.grounds), *_numbered("documents", _laws(definition.documents))]
    found += (each for name, number, law in rows for each in _row_denied(name, number, law))
    found += _rows_miscounted("grounds", definition.grounds)
    found += _rows_miscounted("documents", _laws(definition.documents))
    found += _papers_denied(definition.certificates)
    looked_at = len(days) + len(others) + len(clocks) + len(rows)
    return Checked("number_in_words", looked_at, once(found))


def _number_denied(path: Path, part: Any) -> Iterator[Finding]:
    """Where the provisions carry numbers, its own must be one of them; where none does, it rests on a reading."""
    for provision in part.law.provisions:
        for lang, said in said_by(provision):
            if said and not any(each.number == part.days and _same_unit(each.unit, part) for each in said):
                words = {"own": _own(part), "words": said[0].words, "law": str(provision), "language": lang}
                yield Finding(
                    "number_denied",
                    {"what": named(path), **words},
                    event=event_at(path),
                    term=term_at(path),
                    law=part.law,
                )
        if any(said for _, said in said_by(provision)):
            return


def _same_unit(said: str, part: Any) -> bool:
    """A bare "days" is any kind of them."""
    unit = str(getattr(part, "unit", "working_days")).replace(" ", "_")
    return said == unit or (said == "days" and unit.endswith("days"))


def _own(part: Any) -> str:
    return f"{part.days} {str(getattr(part, 'unit', 'working_days')).replace('_', ' ')}"


def limits(definition: Definition) -> list[tuple[Path, Limit]]:
    """The numbers that are no terms: of an extension, of months, of days for word."""
    return [(path, part) for path, part in parts(definition) if isinstance(part, Limit)]


def _limit_denied(path: Path, limit: Limit) -> Iterator[Finding]:
    """It is one of the numbers that the words say; its unit is said by its place in the definition."""
    for provision in limit.law.provisions:
        for lang, said in said_by(provision):
            if said and limit.number not in {each.number for each in said}:
                words = {"words": "; ".join(each.words for each in said), "law": str(provision)}
                values = {"what": named(path), "own": str(limit.number), "language": lang, **words}
                yield Finding("number_denied", values, law=limit.law)


def _first_numbers_left_out(days: Iterable[Any], limits: Iterable[Limit]) -> Iterator[Finding]:
    """A provision may say several numbers. The first is its rule: whoever rests on the sentence must have that one, or
    another who rests on it."""
    given: dict[Provision, set[int]] = {}
    for part in days:
        for provision in part.law.provisions:
            given.setdefault(provision, set()).add(part.days)
    for limit in limits:
        for provision in limit.law.provisions:
            given.setdefault(provision, set()).add(limit.number)
    for provision, having in given.items():
        for lang, said in said_by(provision):
            if said and said[0].number not in having and having & {each.number for each in said}:
                words = {"words": said[0].words, "law": str(provision), "language": lang}
                yield Finding("number_left_out", words, law=Authority((provision,)))


def _two_numbers_in_one(provision: Provision) -> Iterator[Finding]:
    for lang, said in said_by(provision):
        for each in said:
            if not each.agrees:
                words = {"law": str(provision), "language": lang, "words": each.words}
                yield Finding("words_disagree", words, law=Authority((provision,)))


def _hours_denied(hours: Hours) -> Iterator[Finding]:
    own = sorted((hours.opens, hours.lunch_from, hours.lunch_to, hours.closes))
    for lang, words in (("en", hours.law.en), ("kk", hours.law.kk or "")):
        said = sorted(clock_times(words))
        if said and said != own:
            shown = {"own": _clocks(own), "words": _clocks(said), "law": str(hours.law), "language": lang}
            yield Finding("hours_denied", shown, law=Authority((hours.law,)))


def _clocks(times: Iterable[Any]) -> str:
    return ", ".join(f"{each:%H:%M}" for each in times)


def _laws(rules: Mapping[int, DocumentRule]) -> dict[int, Provision]:
    return {number: rule.law for number, rule in rules.items()}


def _numbered(name: str, rows: Mapping[int, Provision]) -> Iterator[tuple[str, int, Provision]]:
    yield from ((name, number, law) for number, law in rows.items())


def _row_denied(name: str, number: int, law: Provision) -> Iterator[Finding]:
    """A row of a list is known by the last number of its place: list 10(4)."""
    place = re.search(r"(\d+)\D*$", law.place)
    if place and int(place[1]) != number:
        yield Finding("row_denied", {"what": f"{name} {number}", "law": str(law)}, law=Authority((law,)))


def _rows_miscounted(name: str, rows: Mapping[int, Provision]) -> Iterator[Finding]:
    """Where a text only says how many rows there are, they are so many, and numbered from one on."""
    for law in dict.fromkeys(rows.values()):
        said = re.search(rf"(\d+) {name}\b", law.en)
        if said and sorted(rows) != list(range(1, int(said[1]) + 1)):
            own = ", ".join(map(str, sorted(rows)))
            values = {"what": name, "own": own, "law": str(law), "words": said[0]}
            yield Finding("rows_miscounted", values, law=Authority((law,)))


def _papers_denied(papers: Mapping[int, str]) -> Iterator[Finding]:
    """Where the papers are annexes of the order, every form of a report has its own, in the order of the forms; where
    no annex is named, a service may have fewer forms, and the desk takes no others."""
    named = any(re.search(r"\d", paper) for paper in papers.values())
    for form in sorted({*(map(int, Form) if named or not papers else ()), *papers}):
        if form not in papers or form not in tuple(Form):
            yield Finding("no_paper", {"form": form, "papers": ", ".join(map(str, papers)) or "-"})
    annexes = [int(found[1]) for form in sorted(papers) if (found := re.search(r"(\d+)\D*$", papers[form]))]
    if annexes != sorted(annexes):
        yield Finding("papers_in_disorder", {"papers": "; ".join(papers[form] for form in sorted(papers))})
