"""A page of lines that fit: hanging indents, rules, and signs that the terminal's letters allow.

Everything is said in words and signs; colour only repeats it. Nothing here knows what the lines are about.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

WIDEST = 100  # longer lines are hard to read, however wide the screen

STRONG = "bold"
QUIET = "dim"
TITLE = "bold cyan"
LATE = "bold red"
SOON = "bold yellow"
GOOD = "green"
OFF = "magenta"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a line has to fit on: so many columns, and whether there is more than ASCII to draw with."""

    console: "Console"
    width: int
    unicode: bool

    @property
    def arrow(self) -> str:
        return "→" if self.unicode else "->"

    @property
    def rule(self) -> str:
        return "─" if self.unicode else "-"

    @property
    def bullet(self) -> str:
        return "•" if self.unicode else "*"

    def wrapped(self, text: Text, width: int) -> list[Text]:
        """The text in lines of at most `width`; a word longer than a line is folded, never cut."""
        lines = list(text.wrap(self.console, max(width, 8)))
        for line in lines:
            line.rstrip()
        return lines or [Text()]


Lines = Callable[[Sheet], Iterable[Text]]


@dataclass(frozen=True, slots=True)
class Page:
    """Renderable: lines written for the width that is there."""

    lines: Lines

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        sheet = Sheet(console, min(options.max_width, WIDEST), not options.ascii_only)
        yield from self.lines(sheet)


def printable(text: str) -> str:
    """Without what would move the cursor or colour the screen: names and remarks come from outside."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def words(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def joined(parts: Iterable[Text | str], separator: str = "; ") -> Text:
    """One text of several; the empty ones fall away."""
    texts = [part if isinstance(part, Text) else words(part) for part in parts]
    return Text(separator).join(text for text in texts if text.plain)


def hanging(sheet: Sheet, lead: Text | str, body: Text | str, indent: int) -> Iterator[Text]:
    """`lead`, then `body` from column `indent` on, all its lines alike. A lead that is too long has its own line."""
    first = lead.copy() if isinstance(lead, Text) else words(lead)
    rest = sheet.wrapped(body if isinstance(body, Text) else words(body), sheet.width - indent)
    first.rstrip()
    if first.cell_len > indent - 1 and first.plain:
        yield from sheet.wrapped(first, sheet.width)
        first = Text()
    first.pad_right(indent - first.cell_len)
    for line in rest:
        yield _joined_line(first, line)
        first = Text(" " * indent)


def indented(sheet: Sheet, body: Text | str, indent: int) -> Iterator[Text]:
    """The body from column `indent` on; no line where it says nothing."""
    text = body if isinstance(body, Text) else words(body)
    return hanging(sheet, "", text, indent) if text.plain else iter(())


def unbroken(body: Text, indent: int) -> Text:
    """One line, however long: a path is to be copied, so it is never wrapped; printed with crop=False, nor cut."""
    line = Text(" " * indent, no_wrap=True, overflow="ignore")
    return line.append_text(body)


def apart(sheet: Sheet, left: Text, right: Text, indent: int) -> Iterator[Text]:
    """`left` and, at the right edge, `right`; on two lines where they do not fit on one."""
    gap = sheet.width - left.cell_len - right.cell_len
    if gap >= 2 or not right.plain:
        line = left.copy()
        if right.plain:
            line.pad_right(gap)
            line.append_text(right)
        yield line
    else:
        yield from hanging(sheet, "", left, 0)
        yield from indented(sheet, right, indent)


def packed(sheet: Sheet, pieces: Iterable[str], indent: int, style: str = "") -> Iterator[Text]:
    """The pieces one after another, three spaces apart; a line breaks between pieces, not within one."""
    line = ""
    for piece in filter(None, pieces):
        if line and indent + len(line) + 3 + len(piece) > sheet.width:
            yield from indented(sheet, words(line, style), indent)
            line = ""
        line = f"{line}   {piece}" if line else piece
    yield from indented(sheet, words(line, style), indent)


def title(sheet: Sheet, text: str, note: str = "") -> Iterator[Text]:
    """A heading after an empty line; the note beside it, quiet."""
    yield Text()
    line = Text(text, style=TITLE)
    if note:
        line.append_text(words(f"  {note}", QUIET))
    yield from sheet.wrapped(line, sheet.width)


def across(sheet: Sheet) -> Text:
    return Text(sheet.rule * sheet.width, style=QUIET)


def _joined_line(lead: Text, line: Text) -> Text:
    whole = lead.copy()
    whole.append_text(line)
    whole.rstrip()
    return whole
