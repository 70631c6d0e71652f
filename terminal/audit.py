"""What a check of the record, or of the daemon, found."""

from collections.abc import Mapping, Sequence
from typing import Any


def show_audit(counts: Mapping[str, int], rows: Sequence[Mapping[str, Any]]) -> str:
    looked = f"{counts['cases']} cases, {counts['events']} entries"
    erased = f" The persons of {counts['erased']} cases are erased." if counts["erased"] else ""
    if not rows:
        return f"The record is whole: every hash chain holds, and every copy equals its record ({looked}).{erased}"
    found = [f"  {row['case'] or 'the file'}{_entry(row['seq'])}: {row['what']}" for row in rows]
    return "\n".join(
        [f"The record does not hold together: {len(rows)} findings in {looked}.{erased}", *found]
    )


def _entry(seq: int | None) -> str:
    return f", entry {seq}" if seq is not None else ""


def show_health(found: Mapping[str, Any], why: Sequence[str]) -> str:
    lines = [f"{key}: {'-' if value is None else value}" for key, value in found.items()]
    return "\n".join([*lines, *(f"! {reason}" for reason in why)])
