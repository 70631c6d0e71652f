"""The register of a garrison as people read it, from the document that programs read (`queue_json`)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from process.queue_moves import EARLIER, ENTERED
from terminal import texts
from terminal.moments import minute
from terminal.page import QUIET, STRONG, Page, Sheet, hanging, indented, title, words
from terminal.texts import say

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


Plain = Mapping[str, Any]


class Listing:
    """Renderable: a head line, the table, and below it what is to be known of it."""

    def __init__(self, head: Page, table: Table | None, foot: Page) -> None:
        self.head, self.table, self.foot = head, table, foot

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        yield self.head
        if self.table is not None:
            yield self.table
        yield self.foot


def show_register(plain: Plain, lang: str = "en") -> Listing:
    """The register in order; who left it is only counted."""
    rows, numbered = plain["entries"], plain["numbered"]
    table = _table(numbered, lang)
    for row in rows:
        own = [Text(_shown(row["number"]), style=STRONG)] if numbered else []
        issued = [Text(_shown(row["number_at_issue"]))] if numbered else []
        days = (Text(_day(row[key])) for key in ("in_need_since", "enrolled_on"))
        table.add_row(*own, Text(row["case"]), _person(row, lang), *days, *issued)
    return Listing(_head(plain, lang), table if rows else None, _foot(plain, lang))


WIDTHS: Mapping[str, int | None] = {
    "number": 4,
    "case": 11,
    "person": None,
    "since": 11,
    "enrolled": 11,
    "issued": 10,
}
"""Columns of the table; the person has the rest."""
OF_NUMBERS = ("number", "issued")


def _table(numbered: bool, lang: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), pad_edge=False, header_style=STRONG)
    for key, width in WIDTHS.items():
        if numbered or key not in OF_NUMBERS:
            side: Any = "right" if key in OF_NUMBERS else "left"
            ratio = None if width else 1
            table.add_column(
                say(f"queue.{key}", lang), justify=side, overflow="fold", width=width, ratio=ratio
            )
    return table


def _person(row: Plain, lang: str) -> Text:
    """The person, and their other cases (R27)."""
    beside = say("queue.beside", lang, cases=", ".join(row["other_cases"])) if row["other_cases"] else ""
    return Text("\n").join([words(row["person"]), *([words(beside, QUIET)] if beside else [])])


def _head(plain: Plain, lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(words(_named(plain, lang), STRONG), sheet.width)
        count = say("queue.count", lang, n=len(plain["entries"]))
        as_of = say("head.as_of", lang, at=_minute(plain["as_of"]))
        yield from sheet.wrapped(words(f"{count}; {as_of}"), sheet.width)

    return Page(lines)


def _named(plain: Plain, lang: str) -> str:
    kind = texts.known(f"queue.form_{plain['form']}", lang) or str(plain["form"])
    return say("queue.title", lang, garrison=plain["garrison"], kind=kind)


def _foot(plain: Plain, lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        if plain.get("left"):
            yield from sheet.wrapped(words(say("queue.left", lang, n=plain["left"])), sheet.width)
        if not plain["numbered"]:
            yield from sheet.wrapped(words(say("queue.no_number", lang)), sheet.width)
        yield from sheet.wrapped(words(say("queue.order", lang, law=_basis(plain, lang)), QUIET), sheet.width)

    return Page(lines)


def _basis(plain: Plain, lang: str) -> str:
    return texts.law(plain["basis"], lang)


def show_position(plain: Plain, lang: str = "en") -> Page:
    """One place: the number now and at issue, how many stand before it, and every move with its reason."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(words(say("head.case", lang, id=plain["case"]), STRONG), sheet.width)
        yield from sheet.wrapped(words(_named(plain, lang)), sheet.width)
        for key, said in _facts(plain, lang):
            yield from hanging(sheet, words(f"  {say(f'queue.{key}', lang)}"), said, 24)
        yield from title(sheet, say("queue.moves", lang))
        for move in plain["moves"]:
            yield from _told(move, plain, sheet, lang)
        yield Text()
        yield from _foot(plain, lang).lines(sheet)

    return Page(lines)


def _facts(plain: Plain, lang: str) -> Iterator[tuple[str, Text | str]]:
    yield "as_of", _minute(plain["as_of"])
    if plain["numbered"]:
        yield "now", words(_now(plain, lang), STRONG)
        yield "at_issue", _at_issue(plain, lang)
    else:
        key = "stands" if plain["in_register"] else "out"
        yield "now", words(say(f"queue.{key}", lang), STRONG)
    yield "since", _day(plain["in_need_since"])
    yield "enrolled", _day(plain["enrolled_on"])
    if plain["held_by"] not in (None, plain["case"]):
        yield "entry", say("queue.held_by", lang, case=plain["held_by"])
    elif plain["other_cases"]:
        yield "entry", say("queue.beside", lang, cases=", ".join(plain["other_cases"]))


def _now(plain: Plain, lang: str) -> str:
    if plain["number"] is None:
        return say("queue.out", lang)
    return say(
        "queue.ahead" if plain["ahead"] else "queue.first", lang, n=plain["number"], ahead=plain["ahead"]
    )


def _at_issue(plain: Plain, lang: str) -> str:
    if plain["number_at_issue"] is None:
        return say("queue.not_issued", lang)
    issued = _minute(plain["issued_at"])
    return say("queue.issued_at", lang, n=plain["number_at_issue"], at=issued)


def _told(move: Plain, plain: Plain, sheet: Sheet, lang: str) -> Iterator[Text]:
    lead = words(f"  {_minute(move['at'])}")
    yield from hanging(sheet, lead, _from_to(move, sheet, lang) + _why(move, plain, lang), 24)
    if move["late"]:
        done = _minute(move["done_at"])
        yield from indented(sheet, words(say("queue.late", lang, at=done), QUIET), 24)


def _from_to(move: Plain, sheet: Sheet, lang: str) -> str:
    if move["from"] is None and move["to"] is None:
        return ""
    return f"{_shown(move['from'])} {sheet.arrow} {_shown(move['to'])}: "


def _why(move: Plain, plain: Plain, lang: str) -> str:
    """The reason, of this entry itself or of another case's that stands, or stood, before it."""
    case, why = move["case"], move["why"]
    if why in (ENTERED, EARLIER):
        return say(f"queue.{why}", lang, case=case)
    if move["came"]:
        return say(f"queue.came_{why}", lang, case=case)
    ground = texts.known(f"ground.{why}", lang) or say(f"queue.gone_{why}", lang)
    return say("queue.gone", lang, case=case, why=ground)


def _shown(number: int | None) -> str:
    return "-" if number is None else str(number)


def _minute(text: str) -> str:
    return minute(datetime.fromisoformat(text))


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}.{month}.{year}"
