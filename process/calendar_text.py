"""A state of the calendar as JSON text and back, so that a due date can be explained by the very state it came from."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from process.act import Act
from process.fact import Ending, Fact, Year
from process.workdays import Workdays


def as_text(calendar: Workdays) -> str:
    """All that the calendar knows; canonical, so that one state is one text."""
    said = {
        "facts": [asdict(fact) for fact in calendar.facts],
        "years": [asdict(year) for year in calendar.years],
        "week": calendar.week,
        "known_on": calendar.known_on,
        "tzdata": calendar.tzdata,
    }
    return json.dumps(said, default=date.isoformat, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Workdays:
    """The calendar back from `as_text`. ValueError, KeyError or TypeError for anything else."""
    said = json.loads(text)
    return Workdays(
        tuple(_fact(each) for each in said["facts"]),
        tuple(Year(**_dated(each, "known_since")) for each in said["years"]),
        said["week"],
        _date(said["known_on"]),
        said["tzdata"],
    )


def _fact(said: Mapping[str, Any]) -> Fact:
    lists: dict[str, Any] = {key: tuple(said[key]) for key in ("years", "weeks")}
    ending = said["ending"] and Ending(
        **_dated(said["ending"], "known_since") | {"act": _act(said["ending"]["act"])}
    )
    dated = _dated(said, "known_since", "date", "worked")
    return Fact(**dated | lists | {"act": _act(said["act"]), "ending": ending})


def _act(said: Mapping[str, Any]) -> Act:
    return Act(**_dated(said, "date"))


def _dated(said: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return dict(said) | {key: _date(said[key]) for key in keys}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


Read = Callable[[str], Workdays | None]
"""The calendar of a version, where it is known."""
