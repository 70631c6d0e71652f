"""A TOML file as its text, and as a document: what is no file, no TOML, or beyond all measure is refused in words."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from process.errors import BadInput, NotFound
from simulation.toml_lines import Lines, Place, line_deeper_than

MOST_BYTES = 2**20
DEEPEST = 32
"""Tables and lists in one another; a scenario needs six."""
LARGEST = 2**63 - 1
"""TOML's own limit. Python takes more, and then cannot write some of them down to say so."""
_DIGITS = re.compile(r"[0-9_]{1000,}")


def text_of(path: Path) -> str:
    """What is in that file. Raises NotFound where there is none, BadInput where it is none or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}", way_on="Name a file that is there.") from None
    except OSError as wrong:
        raise BadInput(
            f"{path} cannot be read: {wrong.strerror}", way_on="Name a file that you may read."
        ) from None
    if len(data) > MOST_BYTES:
        raise BadInput(
            f"{path} is larger than {MOST_BYTES} bytes, which is the most that is read",
            way_on="Name a scenario, a model or a report; make several files of a large one.",
        )
    try:
        return data.decode("utf-8-sig")  # some programs put a mark before the text
    except UnicodeDecodeError as wrong:
        raise BadInput(f"{path} is not UTF-8 text (byte {wrong.start})", way_on="Save it as UTF-8.") from None


def document(text: str, source: str) -> dict[str, Any]:
    """The TOML document. Raises BadInput, which says where, for text that is none or goes beyond the limits."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _refused(source, "is not TOML", int(line[1]) if line else None, str(error)) from None
    except RecursionError:
        raise _beyond(source, line_deeper_than(DEEPEST, text), _DEEP) from None
    except ValueError:  # of a number that Python takes for an attack
        raise _beyond(source, _line_of_digits(text), _LARGE) from None
    for place, words in beyond(whole):
        raise _beyond(source, Lines(text)[place], words)
    return whole


def beyond(whole: Any) -> Iterator[tuple[Place, str]]:
    """What goes beyond the limits in a document, and where; nothing below what is too deep is looked at."""
    ahead: list[tuple[Place, Any]] = [((), whole)]
    while ahead:
        place, value = ahead.pop()
        inside = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        if len(place) > DEEPEST:
            yield place, _DEEP
        else:
            ahead += [((*place, key), each) for key, each in inside]
        if isinstance(value, int) and not -LARGEST - 1 <= value <= LARGEST:
            yield place, _LARGE


_DEEP = f"tables and lists stand in one another more than {DEEPEST} deep"
_LARGE = f"a whole number goes beyond {LARGEST}, the largest that TOML has"


def _line_of_digits(text: str) -> int | None:
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if _DIGITS.search(line)), None)


def _beyond(source: str, line: int | None, words: str) -> BadInput:
    return _refused(source, "goes beyond what is read", line, words)


def _refused(source: str, why: str, line: int | None, words: str) -> BadInput:
    return BadInput(
        f"{source} {why}",
        way_on='Nothing was read. A value is written key = "words", a table [name], one of several [[name]].',
        details={"faults": [{"line": line, "fault": words}]},
    )
