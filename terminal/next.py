"""NEXT in short: what is printed after each act. What is due, when, whose it is."""

from collections.abc import Iterator

from rich.text import Text

from process.timeline import Timeline
from process.workdays import Workdays
from terminal.page import Page, Sheet, joined, words
from terminal.texts import say, state
from terminal.todo import soon


def show_next(view: Timeline, workdays: Workdays, lang: str = "en") -> Page:
    """One line for the state, then one or two for each thing to do, soonest first."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        name = say("head.case", lang, id=view.case.id)
        yield from sheet.wrapped(
            joined([words(f"{name}:"), words(state(str(view.case.state), lang), "bold")], " "), sheet.width
        )
        yield from soon(view, workdays, sheet, lang)

    return Page(lines)
