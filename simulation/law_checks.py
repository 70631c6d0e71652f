"""Whether a definition rests on the law as it is quoted: nothing without its words, no number that the words deny."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from process.definition import Definition, Hours
from process.errors import NotFound
from process.law import CODE, LAW, PROVISIONS, Authority, Provision, reading
from process.report import Form
from simulation.findings import Checked, Finding
from simulation.number_words import clock_times, said_by
from simulation.parts import Path, authorities, parts, provisions

QUOTED_IN_ENGLISH_ONLY = (CODE, LAW)

ELSEWHERE: Mapping[str, str] = {
    "ITEM_2_RECIPIENT": "who may apply is said at intake (R30)",
    "ITEM_3_UPDATE": "a report of Annex 3 (R29)",
    "ITEM_5_RESULT": "how the result is issued: papers",
    "ITEM_6_AGAIN": "a new report is a new case (R27)",
    "ITEM_7_MONITORING": "every change of state owes a stage message",
    "ITEM_7_CHANGE": "the Ministry's own term, of no case",
    "ITEM_8_REVIEW": "complaints have a chart of their own",
    "ITEM_8_FILED": "complaints have a chart of their own",
    "ITEM_9_FORWARD": "complaints have a chart of their own",
    "ITEM_10_FIVE": "complaints have a chart of their own",
    "ITEM_11_FIFTEEN": "complaints have a chart of their own",
    "ITEM_12_COURT": "complaints have a chart of their own",
    "LIST_3_PORTAL": "how a report comes in: intake",
    "LIST_4_TERM": "says the term of item 5 again",
    "LIST_5_FORM": "a label, no rule",
    "LIST_6_RESULT": "what the result looks like: papers",
    "LIST_9_5_COURT": "the applicant's word to another institution",
    "LIST_9_GATEWAY": "where the provider takes data from: intake",
}
"""The quoted provisions that no step, term or list of a definition needs to rest on, each with the reason."""


NUMBERS_ELSEWHERE: Mapping[str, str] = {
    "ITEM_9_FAVOURABLE": "the three days are the complaint's; the step is that of the favourable act",
}
"""The quoted provisions that a step rests on, and whose number of days is no term's here, each with the reason."""


# --- every provision quoted


def quoted(definition: Definition) -> Checked:
    """Everything rests on a provision or a reading; each provision has its words, in Kazakh too where the law does."""
    resting = list(authorities(definition))
    found: list[Finding] = []
    for path, law in resting:
        found += (
            replace(each, event=_event(path), term=_term(path)) for each in _unquoted(_named(path), law)
        )
    return Checked("provisions_quoted", len(resting), _once(found))


def _unquoted(what: str, law: Authority) -> Iterator[Finding]:
    if not law.provisions and not law.readings:
        yield Finding("rests_on_nothing", {"what": what})
    yield from (Finding("not_quoted", {"what": what, "law": each}) for each in _wordless(law))
    yield from (Finding("no_such_reading", {"what": what, "number": each}) for each in _unread(law))


def _wordless(law: Authority) -> Iterator[str]:
    for each in law.provisions:
        in_kazakh = each.act in QUOTED_IN_ENGLISH_ONLY or bool((each.kk or "").strip())
        if not each.en.strip() or not in_kazakh:
            yield str(each)


def _unread(law: Authority) -> Iterator[str]:
    for number in law.readings:
        try:
            reading(number)
        except NotFound:
            yield number


# --- and used


def used(definition: Definition) -> Checked:
    """No provision that is quoted of its order is left unused, unless it is known where else it is carried out; and
    where a step rests on words that give so many days, a term or a wait gives them."""
    relied_on = provisions(definition)
    acts = {each.act for each in relied_on} - set(QUOTED_IN_ENGLISH_ONLY)
    known = [each for each in PROVISIONS.values() if each.act in acts and each.key not in ELSEWHERE]
    idle = [each for each in known if each not in relied_on]
    found = [
        Finding("not_used", {"law": str(each), "key": each.key}, law=Authority((each,))) for each in idle
    ]
    found += _numbers_of_nobody(definition)
    return Checked("provisions_used", len(known), _once(found))


def _numbers_of_nobody(definition: Definition) -> Iterator[Finding]:
    given = {each for _, part in parts(definition) if _is_counted(part) for each in part.law.provisions}
    for step in definition.chart.steps:
        for each in step.law.provisions:
            said = [number for _, numbers in said_by(each) for number in numbers]
            if said and each not in given and each.key not in NUMBERS_ELSEWHERE:
                values = {"event": step.event.__name__, "law": str(each), "words": said[0].words}
                yield Finding("number_of_nobody", values, event=step.event.__name__, law=step.law)


# --- numbers as the words say them


def in_words(definition: Definition) -> Checked:
    """Each number of days is the one that its provision says, in every language; hours and lists likewise."""
    counted = [(path, part) for path, part in parts(definition) if _is_counted(part)]
    found = [each for path, part in counted for each in _number_denied(path, part)]
    found += _first_numbers_left_out([part for _, part in counted])
    found += (each for law in provisions(definition) for each in _two_numbers_in_one(law))
    clocks = [part for _, part in parts(definition) if isinstance(part, Hours)]
    found += (each for hours in clocks for each in _hours_denied(hours))
    rows = [*_numbered("grounds", definition.grounds), *_numbered("documents", definition.documents)]
    found += (each for name, number, law in rows for each in _row_denied(name, number, law))
    found += _papers_denied(definition.certificates)
    return Checked("number_in_words", len(counted) + len(clocks) + len(rows), _once(found))


def _is_counted(part: Any) -> bool:
    """Whether it is a number of days with the law it rests on: a term, a wait."""
    return type(getattr(part, "days", None)) is int and isinstance(getattr(part, "law", None), Authority)


def _number_denied(path: Path, part: Any) -> Iterator[Finding]:
    """Where the provisions carry numbers, its own must be one of them; where none does, it rests on a reading."""
    for provision in part.law.provisions:
        for lang, said in said_by(provision):
            if said and not any(each.number == part.days and _same_unit(each.unit, part) for each in said):
                words = {"own": _own(part), "words": said[0].words, "law": str(provision), "language": lang}
                yield Finding(
                    "number_denied",
                    {"what": _named(path), **words},
                    event=_event(path),
                    term=_term(path),
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


def _first_numbers_left_out(counted: Iterable[Any]) -> Iterator[Finding]:
    """A provision may say several numbers. The first is its rule: whoever rests on the sentence must have that one, or
    another who rests on it."""
    days: dict[Provision, set[int]] = {}
    for part in counted:
        for provision in part.law.provisions:
            days.setdefault(provision, set()).add(part.days)
    for provision, having in days.items():
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


def _numbered(name: str, rows: Mapping[int, Provision]) -> Iterator[tuple[str, int, Provision]]:
    yield from ((name, number, law) for number, law in rows.items())


def _row_denied(name: str, number: int, law: Provision) -> Iterator[Finding]:
    """A row of a list is known by the last number of its place: list 10(4)."""
    place = re.search(r"(\d+)\D*$", law.place)
    if place and int(place[1]) != number:
        yield Finding("row_denied", {"what": f"{name} {number}", "law": str(law)}, law=Authority((law,)))


def _papers_denied(papers: Mapping[int, str]) -> Iterator[Finding]:
    """Every form of a report has its paper, and their annexes follow one another as the forms do."""
    for form in sorted({*map(int, Form), *papers}):
        if form not in papers or form not in tuple(Form):
            yield Finding("no_paper", {"form": form, "papers": ", ".join(map(str, papers)) or "-"})
    annexes = [int(found[1]) for form in sorted(papers) if (found := re.search(r"(\d+)\D*$", papers[form]))]
    if annexes != sorted(annexes):
        yield Finding("papers_in_disorder", {"papers": "; ".join(papers[form] for form in sorted(papers))})


# --- words of it


def _named(path: Path) -> str:
    """terms.decision -> term decision"""
    kinds = {"chart": "step", "terms": "term", "grounds": "ground", "documents": "document"}
    return " ".join((kinds.get(path[0], path[0]), *path[1:]))


def _event(path: Path) -> str | None:
    return path[1] if path[0] == "chart" and len(path) > 1 else None


def _term(path: Path) -> str | None:
    return path[1] if path[0] == "terms" and len(path) > 1 else None


def _once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    kept: dict[tuple[Any, ...], Finding] = {}
    for each in found:
        kept.setdefault((each.key, *map(str, each.values.items())), each)
    return tuple(kept.values())
