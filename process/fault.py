"""A fault: what makes a report unreadable, where it stands, what was expected there and what was found.

It shows no more of what was found than is needed to find it, and of personal data nothing but its length: faults
are printed, logged and left beside rejected files.
"""

import re
from dataclasses import dataclass
from typing import Any

_LONGEST = 40
_NUMBER_OF_A_PERSON = re.compile("[0-9]{9,}")


@dataclass(frozen=True, slots=True)
class Fault:
    """`line`: where the report (or its broken text) stands in the file; `path`: a JSON path in the report.

    In an array the path begins with the report's place in it: `$[2].applicant.iin`.
    """

    line: int
    path: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault that does not yet know where it stands."""

    expected: str
    got: str


class Oddity(str):
    """Stands in the place of a JSON value that no field can take, and says what it was."""

    __slots__ = ()


def kind_of(value: Any) -> str:
    """What a JSON value is, without the value."""
    if isinstance(value, Oddity):
        return str(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    names = {int: "a number", str: "a string", list: "an array"}
    return names.get(type(value), "an object")


def shown(value: Any) -> str:
    """A JSON value that is no personal data, short and printable; long numbers are hidden all the same."""
    if isinstance(value, str) and not isinstance(value, Oddity):
        return _short(value)
    return hidden(str(value)) if type(value) is int else kind_of(value)


def hidden(text: str) -> str:
    """The text without any number that is long enough to be a person's."""
    return _NUMBER_OF_A_PERSON.sub(lambda found: "*" * min(len(found[0]), _LONGEST), text)


def masked(text: str) -> str:
    """Of a personal value, its length."""
    return "1 character" if len(text) == 1 else f"{len(text)} characters"


def _short(text: str) -> str:
    plain = hidden(text[: 2 * _LONGEST])
    return repr(plain) if len(plain) <= _LONGEST else f"{plain[:_LONGEST]!r}..."
