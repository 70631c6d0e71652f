"""What came of scenarios, as plain values with stable keys, and as a JUnit report for build servers."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as xml

from process.localtime import iso
from process.standing import when
from simulation.scenario import FiledReport, Step
from simulation.toml_lines import Place
from simulation.trial import Happened, Tried


def tried_json(tried: Tried) -> dict[str, Any]:
    """One scenario: what was done, line by line of its file, and every difference. Timelines only where it failed."""
    scenario, lines = tried.scenario, tried.scenario.lines
    return {
        "file": scenario.source,
        "title": scenario.title,
        "about": list(scenario.about),
        "as_expected": tried.as_expected,
        "steps": [_step_json(each, lines[each.part.place]) for each in tried.happened],
        "differences": [
            {
                "line": lines[each.place],
                "step": _step_of(tried, each.place),
                "key": each.key,
                "expected": each.expected,
                "got": each.got,
                "at": iso(each.at),
                "of": each.case,
            }
            for each in tried.differences
        ],
        "timelines": dict(tried.timelines),
    }


def _step_of(tried: Tried, place: Place) -> int | None:
    """Which of the steps it is about, counted from 0; None where it was expected of the end."""
    places = [each.part.place for each in tried.happened]
    return places.index(place[:2]) if place[:2] in places else None


def _step_json(each: Happened, line: int | None) -> dict[str, Any]:
    return {
        "line": line,
        "at": iso(each.at),
        "of": each.of,
        "what": _what(each.part),
        "by": each.part.by if isinstance(each.part, FiledReport) else each.part.act and each.part.act.by,
        "refused": each.refusal.kind if each.refusal else None,
        "why": each.refusal.message if each.refusal else None,
    }


def _what(part: FiledReport | Step) -> str:
    if isinstance(part, FiledReport):
        return "file the report"
    return part.act.name if part.act else "look"


def together(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The answer of `simulate`: how many were tried and came as expected, and each of them."""
    good = sum(row["as_expected"] for row in rows)
    return {
        "tried": len(rows),
        "as_expected": good,
        "otherwise": len(rows) - good,
        "scenarios": list(rows),
    }


def junit(trials: Sequence[Tried]) -> str:
    """A JUnit report: one test case a scenario. It holds no time, for a simulation takes none of the law's."""
    failed = sum(not each.as_expected for each in trials)
    counts = {"tests": str(len(trials)), "failures": str(failed), "errors": "0"}
    root = xml.Element("testsuites", {"name": "merzim simulate"} | counts)
    suite = xml.SubElement(root, "testsuite", {"name": "scenarios"} | counts)
    for each in trials:
        case = xml.SubElement(suite, "testcase", _named(each))
        if not each.as_expected:
            first, *_ = lines = [_said(each, number) for number in range(len(each.differences))]
            failure = xml.SubElement(case, "failure", {"message": _xml_text(first)})
            failure.text = _xml_text("\n".join([*lines, *each.timelines.values()]))
    xml.indent(root)
    return xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _named(tried: Tried) -> dict[str, str]:
    return {"classname": _xml_text(tried.scenario.source), "name": _xml_text(tried.scenario.title)}


def _said(tried: Tried, number: int) -> str:
    each = tried.differences[number]
    line = tried.scenario.lines[each.place]
    return f"line {line}, {when(each.at)}, {each.key}: expected {each.expected}, got {each.got}"


def _xml_text(text: str) -> str:
    """A space for each character that cannot be printed: most of them XML has no way to write, nor UTF-8 some."""
    return "".join(letter if letter.isprintable() or letter in "\n\t" else " " for letter in text)
