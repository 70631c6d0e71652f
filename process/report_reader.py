"""Reads one JSON value against the form and lists every fault in it. It does not compare two values of a report."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from process.fault import Fault, Wrong, kind_of, masked, shown
from process.report_form import Choice, Either, Flag, Node, Record, Rows, Text
from process.report_text import Members

_MOST_UNKNOWN_KEYS = 25
_PLAIN_KEY = re.compile("[A-Za-z_][A-Za-z0-9_]{0,39}")


class Reading:
    """The faults found so far, and by their paths (without the root) the values that are good by themselves."""

    def __init__(self, line: int, root: str) -> None:
        self._line = line
        self._root = root
        self.faults: list[Fault] = []
        self.good: dict[str, Any] = {}

    def fault(self, path: str, wrong: Wrong) -> None:
        self.faults.append(Fault(self._line, self._root + path, wrong.expected, wrong.got))

    def read(self, node: Node, value: Any, path: str = "") -> None:
        """Take the value as the node says it must be, with all that is in it."""
        match node:
            case Record():
                self._read_record(node, value, path)
            case Rows():
                self._read_rows(node, value, path)
            case Either():
                has_key = isinstance(value, Members) and node.key in value
                self._read_record(node.with_key if has_key else node.without_key, value, path)
            case _:
                self._keep(path, value, wrong_value(node, value))

    def _keep(self, path: str, value: Any, wrong: Wrong | None) -> None:
        if wrong is None:
            self.good[path] = value
        else:
            self.fault(path, wrong)

    def _read_record(self, record: Record, value: Any, path: str) -> None:
        if not isinstance(value, Members):
            self.fault(path, Wrong(record.expected, kind_of(value)))
            return
        for key, node in record.fields.items():
            if key in value.repeated:
                self.fault(f"{path}.{key}", Wrong("each key once", "the key more than once"))
            elif key in value:
                self.read(node, value[key], f"{path}.{key}")
            elif key not in record.optional:
                self.fault(f"{path}.{key}", Wrong(node.expected, "nothing: the key is missing"))
        self._refuse_unknown([key for key in value if key not in record.fields], record, path)

    def _refuse_unknown(self, keys: list[str], record: Record, path: str) -> None:
        if len(keys) > _MOST_UNKNOWN_KEYS:
            self.fault(path, Wrong(_one_of(record.fields), f"{len(keys)} unknown keys"))
            return
        for key in keys:
            self.fault(path + _step(key), Wrong(_near(key, record.fields), "an unknown key"))

    def _read_rows(self, rows: Rows, value: Any, path: str) -> None:
        if not isinstance(value, list):
            self.fault(path, Wrong(rows.expected, kind_of(value)))
            return
        if len(value) > rows.limit:
            self.fault(path, Wrong(f"at most {rows.limit} elements", f"{len(value)}"))
            return
        for index, element in enumerate(value):
            self.read(rows.of, element, f"{path}[{index}]")


def wrong_value(node: Text | Choice | Flag, value: Any) -> Wrong | None:
    """What is wrong with a single value, or None."""
    match node:
        case Choice():
            return _wrong_choice(node, value)
        case Flag():
            good = type(value) is bool or (value is None and node.nullable)
            return None if good else Wrong(node.expected, kind_of(value))
        case Text():
            return _wrong_text(node, value)


def _wrong_choice(choice: Choice, value: Any) -> Wrong | None:
    # By type as well: in Python true equals 1.
    if any(type(value) is type(allowed) and value == allowed for allowed in choice.values):
        return None
    if type(value) is not str:
        return Wrong(choice.expected, shown(value))
    return Wrong(choice.expected + _perhaps(value, map(str, choice.values)), shown(value))


def _wrong_text(node: Text, value: Any) -> Wrong | None:
    if value is None and node.nullable:
        return None
    if type(value) is not str:
        return Wrong(node.expected, kind_of(value))
    return _wrong_characters(node, value) or _wrong_content(node, value)


def _wrong_characters(node: Text, text: str) -> Wrong | None:
    if not text.strip():
        return Wrong(node.expected, "nothing but spaces" if text else "an empty string")
    if len(text) > node.limit:
        return Wrong(f"at most {node.limit} characters", masked(text))
    if not text.isprintable():
        place, strange = next((at, each) for at, each in enumerate(text, 1) if not each.isprintable())
        return Wrong("printable characters and plain spaces", f"U+{ord(strange):04X} as character {place}")
    if text != text.strip():
        return Wrong("no space at the start or the end", "a space there")
    if not unicodedata.is_normalized("NFC", text):
        return Wrong(
            "letters with their marks as one character (Unicode NFC)", "marks apart from their letters"
        )
    return None


def _wrong_content(node: Text, text: str) -> Wrong | None:
    if node.check is not None and (wrong := node.check(text)):
        return wrong
    if not re.fullmatch(node.pattern, text):
        return Wrong(node.expected, masked(text) if node.personal else shown(text))
    return None


def _step(key: str) -> str:
    """The key in a path; one that may be anything, a person's name too, is not repeated."""
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else "[?]"


def _near(key: str, known: Iterable[str]) -> str:
    names = list(known)
    return (_perhaps(key, names) or _one_of(names)).removeprefix("; ")


def _one_of(names: Iterable[str]) -> str:
    return "only the keys " + ", ".join(names)


def _perhaps(text: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # here: only a fault needs it

    near = get_close_matches(text[:40].lower(), list(known), n=1)
    return f"; perhaps {near[0]}" if near else ""
