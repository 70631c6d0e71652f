"""On which line of a TOML file a key stands; the library that reads it does not tell."""

import re
from collections import Counter
from collections.abc import Iterator

Place = tuple[str | int, ...]
"""Where in the document: ("step", 3, "do") is the key `do` of the fourth [[step]]."""

_HEAD = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=\s*(.*)")
_PARTS = re.compile(_PART)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'|#.*")
_BRACKETS = re.compile(r"[\[\]{}]")
_LONG = ('"""', "'''")


class Lines:
    """The lines of one text, asked by place: the key's own, else that of the nearest table around it."""

    def __init__(self, text: str) -> None:
        self._at: dict[Place, int] = {}
        written = [(_flat(place), line) for place, line in _places(text)]
        for place, line in written:
            self._at.setdefault(place, line)
        for place, line in written:  # a table without a heading stands where the first of its keys does
            for length in range(1, len(place)):
                self._at.setdefault(place[:length], line)

    def __getitem__(self, place: Place) -> int | None:
        place = _flat(place)
        while place and place not in self._at:
            place = place[:-1]
        return self._at.get(place)


def _flat(place: Place) -> Place:
    """`"hearing.days"`, however it was written: one key with a dot, or two."""
    return tuple(part for key in place for part in (key.split(".") if isinstance(key, str) else (key,)))


def _places(text: str) -> Iterator[tuple[Place, int]]:
    table: Place = ()
    seen: Counter[Place] = Counter()
    inside, depth = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if inside:  # a long string goes on to its end
            inside = "" if inside in line else inside
            continue
        if depth <= 0 and (head := _HEAD.match(line)):
            table = _table(_parts(head[2]), head[1] == "[[", seen)
            yield table, number
            continue
        value = line
        if depth <= 0 and (key := _KEY.match(line)):
            yield (*table, *_parts(key[1])), number
            value = key[2]
            inside = next((mark for mark in _LONG if value.count(mark) % 2), "")
        bare = _QUOTED.sub("", value)
        depth += bare.count("[") - bare.count("]")


def _table(parts: list[str], many: bool, seen: Counter[Place]) -> Place:
    """The place of a heading: where tables of that name come one after another, the latest of them."""
    place: Place = ()
    for number, part in enumerate(parts, start=1):
        place = (*place, part)
        last = number == len(parts)
        if last and many:
            seen[place] += 1
        if seen[place]:
            place = (*place, seen[place] - 1)
    return place


def _parts(text: str) -> list[str]:
    return [part.strip("\"'") for part in _PARTS.findall(text)]


def line_deeper_than(limit: int, text: str) -> int | None:
    """The first line on which more lists and inline tables than that stand open in one another."""
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        for sign in _BRACKETS.findall(_QUOTED.sub("", line)):
            depth += 1 if sign in "[{" else -1
            if depth > limit:
                return number
    return None
