"""What a check of the record, or of the daemon, found."""

from collections.abc import Mapping, Sequence
from typing import Any


def show_findings(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "The record is whole: every hash chain holds, and every copy equals its record."
    found = [f"  {row['case']}{_entry(row['seq'])}: {row['what']}" for row in rows]
    return "\n".join([f"The record does not hold together ({len(rows)} findings):", *found])


def _entry(seq: int | None) -> str:
    return f", entry {seq}" if seq is not None else ""


def show_health(found: Mapping[str, Any], why: Sequence[str]) -> str:
    lines = [f"{key}: {'-' if value is None else value}" for key, value in found.items()]
    return "\n".join([*lines, *(f"! {reason}" for reason in why)])
