"""A play: what each person did and when, in the words that are typed at the command line.

A chapter begins with the surname of its applicant; its lines say when, who, and what, at least two spaces between
them. A line that begins further right goes on with the one before it; `=> KIND` at the end is the refusal that is
expected. Read here, never carried out.
"""

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from process.localtime import parse_typed

_CHAPTER = re.compile(r"(?P<applicant>\S+):")
_LINE = re.compile(
    r"  (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)"
    r"  (?P<role>\S+)(?: (?P<name>\S.*?))?"
    r"  +(?P<what>\S.*?)(?:  +=> (?P<refused>\w+))?"
)
_GOES_ON = re.compile(r" {10,}\S")


@dataclass(frozen=True, slots=True)
class Act:
    """One line: at that moment `name`, in that role, types `words`. `refused`: the kind of refusal it meets."""

    at: datetime
    role: str
    name: str | None
    applicant: str
    words: tuple[str, ...]
    refused: str | None


def read(text: str) -> list[Act]:
    """The acts of all chapters in the order of time. ValueError, with the line, for one that cannot be read."""
    return sorted(_acts(_joined(text.splitlines())), key=lambda act: act.at)


def _acts(lines: Iterable[str]) -> Iterator[Act]:
    applicant = ""
    for line in lines:
        if chapter := _CHAPTER.match(line):
            applicant = chapter["applicant"]
        elif line.startswith(" "):
            yield _act(line, applicant)


def _joined(lines: Iterable[str]) -> list[str]:
    whole: list[str] = []
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        if _GOES_ON.match(line) and whole:
            gap = "  " if line.strip().startswith("=>") else " "
            whole[-1] += gap + line.strip()
        else:
            whole.append(line.rstrip())
    return whole


def _act(line: str, applicant: str) -> Act:
    found = _LINE.fullmatch(line)
    if found is None or not applicant:
        raise ValueError(f"not a line of a story (when, who, what): {line!r}")
    return Act(
        at=parse_typed(found["at"]),
        role=found["role"],
        name=found["name"],
        applicant=applicant,
        words=tuple(shlex.split(found["what"])),
        refused=found["refused"],
    )
