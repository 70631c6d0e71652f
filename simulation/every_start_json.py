"""The answer of `--every-start` as plain values with stable keys."""

from collections.abc import Sequence
from typing import Any

from simulation.every_start import EXAMPLES, EveryStart, Group, Start
from simulation.judging import Difference
from simulation.toml_lines import Lines
from simulation.tried_json import tried_json


def every_start_json(answer: EveryStart) -> dict[str, Any]:
    lines = answer.scenario.lines
    return {
        "file": answer.scenario.source,
        "title": answer.scenario.title,
        "definition": answer.definition,
        "from": answer.first_day.isoformat(),
        "to": answer.last_day.isoformat(),
        "tried": answer.tried,
        "as_expected": answer.as_expected,
        "otherwise": answer.otherwise,
        "weekdays_off": _taken(answer.good) if answer.good else None,
        "refused": _refused(answer.refused),
        "groups": [_group(group, lines) for group in answer.groups],
        "results": [_group(group, lines) | _result(group) for group in answer.results],
        "example": tried_json(answer.example) if answer.example else None,
    }


def _refused(starts: Sequence[Start]) -> dict[str, Any]:
    return {
        "count": len(starts),
        "first": starts[0].day.isoformat() if starts else None,
        "last": starts[-1].day.isoformat() if starts else None,
        "why": starts[0].refused if starts else None,
    }


def _group(group: Group, lines: Lines) -> dict[str, Any]:
    days = [each.day.isoformat() for each in group.starts]
    return {
        "count": len(days),
        "first": days[0],
        "last": days[-1],
        "examples": days[:EXAMPLES],
        "until": group.first.until.isoformat(),
        "differences": [_difference(each, lines) for each in group.first.differences],
        "days_off": [
            {
                "date": day.date.isoformat(),
                "working": day.working,
                "name": day.names["en"],
                "act": str(day.act),
            }
            for day in group.days_off
        ],
        "in_all": list(group.in_all),
        "weekdays_off": _taken(group),
    }


def _taken(group: Group) -> dict[str, int]:
    """How many weekdays the days off take from the terms."""
    return {"fewest": group.fewest, "most": group.most}


def _difference(each: Difference, lines: Lines) -> dict[str, Any]:
    return {
        "line": lines[each.place],
        "key": each.key,
        "expected": each.expected,
        "got": each.got,
        "of": each.case,
    }


def _result(group: Group) -> dict[str, Any]:
    result = group.first.result
    assert result, "a start that was carried has a result"
    return {"states": list(result.states), "late": list(result.late), "refusals": list(result.refused)}
