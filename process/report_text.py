"""The text of a file of reports, cut into single JSON values: one object, an array, or JSON lines.

JSON is read strictly: no byte order mark, no other encoding, no NaN, no nesting without end. A piece that cannot be
read says why and leaves the others alone. What a value must contain, it does not know.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from process.fault import Oddity, Wrong

MOST_BYTES = 64 * 2**20
MOST_BYTES_OF_A_REPORT = 2**20
MOST_REPORTS = 50_000
DEEPEST = 64
_LONGEST_NUMBER = 18
_BOM = "\ufeff"

_BLANKS = re.compile(r"[ \t\r\n]*")
# The closing quote is optional: a search that can fail after a long string would be tried again from inside it.
_TOKENS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{]|[\]}]', re.DOTALL)
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
# Within one JSON value an object that begins a line follows an open "[", ",", ":" or "{": anything else before it
# means that every line stands for itself.
_REPORT_ON_ITS_OWN_LINE = re.compile(r"[^\s\[,:{][ \t\r\n]*\n\{")


class Members(dict[str, Any]):
    """The members of a JSON object; `repeated` are the keys that stood there more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.repeated = _repeated(pairs) if len(self) < len(pairs) else frozenset()


def _repeated(pairs: list[tuple[str, Any]]) -> frozenset[str]:
    times = Counter(key for key, _ in pairs)
    return frozenset(key for key, number in times.items() if number > 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """One JSON value of the file, the line it begins on, its path, and what is wrong with its text.

    Where `readable` is False there is no value.
    """

    line: int
    root: str
    value: Any = None
    wrong: tuple[Wrong, ...] = ()
    readable: bool = True


def pieces(data: bytes) -> Iterator[Piece]:
    """Every piece of the file, in order; never raises. Too many of them: the last says so."""
    if len(data) > MOST_BYTES:
        yield _unreadable(1, "$", Wrong(f"a file of at most {MOST_BYTES} bytes", f"{len(data)} bytes"))
        return
    # A byte that is not UTF-8 becomes a lone surrogate, so that it spoils no other piece than its own.
    found = _cut(data.decode("utf-8", "surrogateescape"))
    for number, piece in enumerate(found, 1):
        if number > MOST_REPORTS:
            limit = Wrong(f"a file of at most {MOST_REPORTS} reports", "more; the rest was not read")
            yield _unreadable(piece.line, "$", limit)
            return
        yield piece


def _cut(text: str) -> Iterator[Piece]:
    body = text.removeprefix(_BOM)
    start = _after_blanks(body, 0)
    if start == len(body) and body == text:
        return iter([_unreadable(1, "$", Wrong("a report: a JSON object", "nothing"))])
    if _is_lines(body, start):
        return _lines(text)
    if body[start : start + 1] == "[":
        return _array(body, start) if body == text else iter([_unreadable(1, "$", _MARKED)])
    start = _after_blanks(text, 0)
    return iter([_single(text[start:], 1 + text.count("\n", 0, start))])


def _is_lines(text: str, start: int) -> bool:
    if _REPORT_ON_ITS_OWN_LINE.search(text):
        return True
    if text[start : start + 1] == "{":
        return _goes_on_after_its_first_value(text, start)
    return text[start : start + 1] != "[" and "\n{" in text


def _goes_on_after_its_first_value(text: str, start: int) -> bool:
    try:
        _, end = _DECODER.raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError):
        return False
    return _after_blanks(text, end) < len(text)


def _lines(text: str) -> Iterator[Piece]:
    for number, line in enumerate(text.split("\n"), 1):
        if _after_blanks(line, 0) < len(line):
            yield _single(line, number)


def _single(text: str, line: int) -> Piece:
    """The piece that this text is, from its first character to its last."""
    marked = (_MARKED,) if text.startswith(_BOM) else ()
    if wrong := _wrong_text(text):
        return _unreadable(line, "$", *marked, wrong)
    try:
        value, end = _DECODER.raw_decode(text, _after_blanks(text, len(marked)))
    except json.JSONDecodeError as error:
        return _unreadable(line + error.lineno - 1, "$", *marked, _not_json(error))
    if _after_blanks(text, end) < len(text):
        return _unreadable(line, "$", *marked, Wrong("one JSON object", "more text after its end"))
    return Piece(line, "$", value, marked)


def _array(text: str, start: int) -> Iterator[Piece]:
    """The elements one by one, so that each knows its line; what follows a broken one cannot be found again."""
    line, counted, at, index = 1, 0, start + 1, 0
    while True:
        at = _after_blanks(text, at)
        line, counted = line + text.count("\n", counted, at), at
        if index == 0 and text[at : at + 1] == "]":
            yield _unreadable(line, "$", Wrong("at least one report", "an empty array"))
            break
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            yield _unreadable(_line_of(error, line), f"$[{index}]", _rest_unread(error))
            return
        wrong = _wrong_text(text[at:end])
        yield _unreadable(line, f"$[{index}]", wrong) if wrong else Piece(line, f"$[{index}]", value)
        at, index = _after_blanks(text, end), index + 1
        if text[at : at + 1] != ",":
            break
        at += 1
    if text[at : at + 1] != "]" or _after_blanks(text, at + 1) < len(text):
        line += text.count("\n", counted, at)
        yield _unreadable(
            line, "$", Wrong("the end of the array, and of the file", "something else; not read")
        )


def _wrong_text(text: str) -> Wrong | None:
    """Why a piece is refused before (or without) its being parsed."""
    size = len(text.encode("utf-8", "surrogateescape"))
    if size > MOST_BYTES_OF_A_REPORT:
        return Wrong(f"a report of at most {MOST_BYTES_OF_A_REPORT} bytes", f"{size} bytes")
    if found := _NOT_UTF8.search(text):
        byte = ord(found[0]) - 0xDC00
        return Wrong("text in UTF-8", f"the byte {byte:#04x} as character {found.start() + 1}")
    if "\x00" in text:
        return Wrong("text in UTF-8", f"a NUL byte as character {text.index(chr(0)) + 1} (UTF-16?)")
    if _deeper_than(DEEPEST, text):
        return Wrong(f"at most {DEEPEST} levels of nesting", "more")
    return None


def _deeper_than(limit: int, text: str) -> bool:
    if text.count("[") + text.count("{") <= limit:
        return False
    depth = 0
    for token in _TOKENS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > limit:
            return True
    return False


def _unreadable(line: int, root: str, *wrong: Wrong) -> Piece:
    return Piece(line, root, wrong=wrong, readable=False)


def _line_of(error: json.JSONDecodeError | RecursionError, line: int) -> int:
    return error.lineno if isinstance(error, json.JSONDecodeError) else line


def _rest_unread(error: json.JSONDecodeError | RecursionError) -> Wrong:
    if isinstance(error, RecursionError):
        return Wrong(f"at most {DEEPEST} levels of nesting", "more; the rest of the array was not read")
    wrong = _not_json(error)
    return Wrong(wrong.expected, f"{wrong.got}; the rest of the array was not read")


def _not_json(error: json.JSONDecodeError) -> Wrong:
    return Wrong("JSON", f"something else in column {error.colno}: {error.msg}")


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _whole_number(text: str) -> Any:
    return int(text) if len(text) <= _LONGEST_NUMBER else Oddity(f"a number of {len(text)} digits")


def _fraction(text: str) -> Oddity:
    return Oddity("a number with a fraction or an exponent")


def _constant(text: str) -> Oddity:
    return Oddity(f"{text}, which is no JSON")


_MARKED = Wrong("text without a byte order mark: remove it", "a byte order mark (U+FEFF)")
_DECODER = json.JSONDecoder(
    object_pairs_hook=Members, parse_int=_whole_number, parse_float=_fraction, parse_constant=_constant
)
