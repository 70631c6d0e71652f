"""What a check of the record, or of the daemon, found."""

from collections.abc import Mapping, Sequence
from typing import Any


def show_audit(counts: Mapping[str, int], rows: Sequence[Mapping[str, Any]]) -> str:
    looked = f"{_number(counts['cases'], 'case', 'cases')}, {_number(counts['events'], 'entry', 'entries')}"
    gone = _number(counts["erased"], "case", "cases")
    erased = f" The persons of {gone} are erased." if counts["erased"] else ""
    if not rows:
        return f"The record is whole: every hash chain holds, and every copy equals its record ({looked}).{erased}"
    found = [f"  {row['case'] or 'the file'}{_entry(row['seq'])}: {row['what']}" for row in rows]
    return "\n".join(
        [
            f"The record does not hold together: {_number(len(rows), 'finding', 'findings')} in {looked}.{erased}",
            *found,
        ]
    )


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _entry(seq: int | None) -> str:
    return f", entry {seq}" if seq is not None else ""


def show_health(found: Mapping[str, Any]) -> str:
    """A line a fact; then what is wrong (!) and what is coming (>)."""
    sentences = ("wrong", "coming")
    lines = [
        f"{key}: {'-' if value is None else value}" for key, value in found.items() if key not in sentences
    ]
    return "\n".join(
        [*lines, *(f"! {each}" for each in found["wrong"]), *(f"> {each}" for each in found["coming"])]
    )
