"""What became of a file of reports: the cases, and the lines that could not be filed."""

from collections.abc import Mapping
from typing import Any

from terminal.signature import outcome


def show_filing(filed: Mapping[str, Any]) -> Any:
    """The answer of `submit` for people; `filed` is its JSON."""
    from rich.console import Group
    from rich.text import Text

    lines = [Text(_case(row)) for row in filed["cases"]]
    lines += [Text(_error(row)) for row in filed["errors"]]
    count = f"{_number(len(filed['cases']), 'report')} filed, {_number(len(filed['errors']), 'fault')}"
    return Group(*lines, Text(count, style="bold"))


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _case(row: Mapping[str, Any]) -> str:
    before = " (filed before)" if row["existing"] else ""
    case = f"line {row['line']}: case {row['case']}, {row['state']}, registered on {row['registered_on']}{before}"
    said = outcome(row["signature"], "en")
    return f"{case}; {said}" if said else case


def _error(row: Mapping[str, Any]) -> str:
    got = f"; got {row['got']}" if row["got"] not in (None, "") else ""
    return f"line {row['line']}: {row['path']}: {row['expected'].rstrip('.')}{got}"
