"""A paper as blocks to draw: the words of its text with the fields put into their gaps. Nothing is decided here.

A gap is `{field}` or `{field:format}`. A value goes in as a piece of its own, never as part of the words: the page
draws it as it is, whatever letters it holds.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from papers.words import Said

Piece = dict[str, Any]
_GAP = re.compile(r"\{(\w+)(?::(\w+))?\}")
_LEADING = re.compile(r"^[,;.:]+")
UNBROKEN = 30
"""Letters of a word after which it may be broken where it has no place to be broken at."""
_BREAK = "\u200b"
_ISOLATED = ("\u2068", "\u2069")
_FROM_THE_RIGHT = frozenset({"R", "AL"})
_PRINTED = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u024f\u02bc\u0300-\u036f\u0370-\u0482\u048a-\u052f"  # Latin, Greek, Cyrillic
    "\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0671-\u06d3"  # Hebrew and Arabic letters
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116]"  # more Latin, punctuation, currencies, №
)
"""What is printed as it is, where our fonts have it. Other writing would need other fonts, and much of it a shaping
that the library was seen to break off in."""


def blocks(text: Mapping[str, Any], fields: Mapping[str, Any], said: Said) -> list[dict[str, Any]]:
    """The blocks of the text that these fields call for, in its order."""
    form = text.get("form", False)
    called_for = [each for each in text["block"] if _called_for(each, fields)]
    return [
        _block({**each, "lines_under": form and not each.get("added")}, text, fields, said)
        for each in called_for
    ]


def plain(words: str, fields: Mapping[str, Any], said: Said) -> str:
    """The words with their gaps filled in, as one string."""
    return "".join(each["t"] if "t" in each else each["v"] for each in pieces({}, words, fields, said))


def gaps(text: Mapping[str, Any]) -> Iterator[str]:
    """The names of the fields that the text has gaps for, those of its rows aside."""
    for words in [text["title"], *text.get("signs", ()), *_all_words(text)]:
        yield from (found[1] for found in _GAP.finditer(words))
    yield from (each["each"] for each in text["block"] if "each" in each)


def _all_words(text: Mapping[str, Any]) -> Iterator[str]:
    for block in text["block"]:
        if "each" not in block:
            yield from [block.get("words", ""), *block.get("rows", ())]


def _called_for(block: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    return bool(fields.get(block["if"])) if "if" in block else not fields.get(block.get("unless", ""))


def _block(block: Mapping[str, Any], text: Mapping[str, Any], fields: Mapping[str, Any], said: Said) -> Piece:
    made: Piece = {"k": block["kind"]}
    match block["kind"]:
        case "heading":
            made["lines"] = block["lines"]
        case "to":
            made["rows"] = [pieces(block, words, fields, said) for words in block["rows"]]
        case "items":
            made["rows"] = list(_items(block, fields, said))
        case "table":
            made |= {"heads": block["heads"], "widths": block["widths"], "rows": _rows(block, fields, said)}
        case kind:
            words = text["title"] if kind == "title" else block["words"]
            made["p"] = pieces(block, words, fields, said)
            made["struck"] = "struck_unless" in block and not fields.get(block["struck_unless"])
    return made


def _each(block: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The fields once for every row, the row itself as `member`, its number as `n`."""
    rows = fields[block["each"]]
    for number, row in enumerate(rows, 1):
        yield {**fields, "member": row, "n": row.get("n", number)}


def _items(block: Mapping[str, Any], fields: Mapping[str, Any], said: Said) -> Iterator[list[Piece]]:
    if "each" not in block:
        yield pieces(block, block["words"], fields, said)
        return
    rows = list(_each(block, fields)) or [{**fields, "member": None, "n": 1}]
    for number, row in enumerate(rows, 1):
        words = block.get("last", block["words"]) if number == len(rows) else block["words"]
        yield pieces(block, words, row, said)


def _rows(block: Mapping[str, Any], fields: Mapping[str, Any], said: Said) -> list[list[str]]:
    return [[plain(cell, row, said) for cell in block["cells"]] for row in _each(block, fields)]


def pieces(block: Mapping[str, Any], words: str, fields: Mapping[str, Any], said: Said) -> list[Piece]:
    """Words and values in turn; a stop after a value that has a line of its own stays with the value."""
    made: list[Piece] = []
    at = 0
    for found in _GAP.finditer(words):
        _put(made, words[at : found.start()])
        made.append(_value(block, found, fields, said))
        if found[1] == "n":
            made[-1] = {"t": made[-1]["v"]}  # the number of a row is the list's, no value
        at = found.end()
    _put(made, words[at:])
    return made


def _put(made: list[Piece], words: str) -> None:
    if made and "v" in made[-1] and words.startswith(".") and made[-1]["v"].endswith("."):
        words = words[1:]  # initials have their stop already
    if made and made[-1].get("w"):
        if stop := _LEADING.match(words):
            made[-1]["v"] += stop[0]
            words = words[stop.end() :]
        words = words.lstrip()
    if words:
        made.append({"t": words})


def _value(
    block: Mapping[str, Any], found: re.Match[str], fields: Mapping[str, Any], said: Said
) -> dict[str, Any]:
    name, form = found[1], found[2] or ""
    gap = f"{name}:{form}" if form else name
    return {
        "v": printable(said.value(fields[name], form)),
        "c": block.get("captions", {}).get(gap),
        "w": gap in block.get("wide", ()),
        "u": block.get("lines_under", False),
    }


# --- values as they can be printed


def printable(value: str) -> str:
    """The value, every letter of it to be seen: what has no picture, or turns the writing about, by its number.

    A line end stays one; a long word gets places to be broken at; what is written from the right keeps to itself.
    """
    seen = "".join(_seen(letter) for letter in value.replace("\r\n", "\n").replace("\t", " "))
    lines = "\n".join(" ".join(map(_breakable, line.split(" "))) for line in seen.split("\n"))
    return lines.join(_ISOLATED) if _from_the_right(lines) else lines


def _from_the_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in text)


def code(letter: str) -> str:
    """<U+202E>"""
    return f"<U+{ord(letter):04X}>"


def _seen(letter: str) -> str:
    return letter if _PRINTED.match(letter) and unicodedata.category(letter) != "Cn" else code(letter)


def _breakable(word: str) -> str:
    if len(word) <= UNBROKEN or _from_the_right(word):
        return word
    return _BREAK.join(word[at : at + UNBROKEN] for at in range(0, len(word), UNBROKEN))
