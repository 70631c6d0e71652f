"""The work list and the list of cases, as tables. Rows come in as the contract has them; nothing is counted anew but
how many there are of a kind."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from terminal import texts
from terminal.moments import left, moment
from terminal.page import LATE, QUIET, STRONG, TITLE, joined, words
from terminal.texts import say

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

Row = Mapping[str, Any]
UNDELIVERED, OVERDUE, UNASSIGNED, SOON = "undelivered", "overdue", "unassigned", "soon"
ORDER = (UNDELIVERED, OVERDUE, UNASSIGNED, SOON)
SEND_AGAIN = "outbox retry"
"""What is to be done about a message that was given up, in the place of an act."""


class Listing:
    """Renderable: a count line and a table, of the full width."""

    def __init__(self, count: str, table: Table | None, beside: Any = None) -> None:
        self.count = count
        self.table = table
        self.beside = beside

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        yield Text(self.count, style=STRONG)
        if self.table is not None:
            yield self.table
        if self.beside is not None:
            yield self.beside


def show_work(rows: Sequence[Row], lang: str = "en", beside: Any = None) -> Listing:
    """What must be done: word that did not reach people first, then what is overdue, then what nobody has, then the
    rest; each in the order given. `beside`: a picture of what is of no case.
    """
    overdue = sum(map(_late, rows))
    unassigned = len({row["case"] for row in rows if _unassigned(row)})
    count = say("work.count", lang, n=len(rows), overdue=overdue, unassigned=unassigned)
    if not rows:
        return Listing(say("work.none", lang), None, beside)
    table = _table(say("work.due", lang), say("work.case", lang), say("work.todo", lang))
    for kind, group in groupby(sorted(rows, key=_place), key=_kind):
        style = LATE if kind in (UNDELIVERED, OVERDUE) else TITLE
        table.add_row(Text(say(f"work.{kind}", lang), style=style), "", "")
        for row in group:
            table.add_row(_due(row, lang), _case(row, lang), _todo(row, lang))
    return Listing(count, table, beside)


def show_cases(rows: Sequence[Row], lang: str = "en") -> Listing:
    """Cases, one a row, with what is due next."""
    if not rows:
        return Listing(say("work.no_cases", lang), None)
    table = _table(*(say(f"work.{head}", lang) for head in ("case", "person", "next")))
    for row in rows:
        person = Text("\n").join([_person(row), _executor(row, lang)])
        next_one = Text("\n").join([_todo_act(row, lang), _due(row, lang)]) if row["act"] else Text("-")
        table.add_row(_case(row, lang), person, next_one)
    key = "work.case_one" if len(rows) == 1 else "work.cases"
    return Listing(say(key, lang, n=len(rows)), table)


def _table(first: str, second: str, third: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, header_style=STRONG)
    table.add_column(first, overflow="fold", min_width=14)
    table.add_column(second, overflow="fold", min_width=11)
    table.add_column(third, overflow="fold", ratio=1)
    return table


def _late(row: Row) -> bool:
    return row["days_left"] is not None and row["days_left"] < 0


def _kind(row: Row) -> str:
    if row["act"] == SEND_AGAIN:
        return UNDELIVERED
    return OVERDUE if _late(row) else UNASSIGNED if _unassigned(row) else SOON


def _unassigned(row: Row) -> bool:
    return not row["executor"] and bool(row.get("open", True))


def _place(row: Row) -> int:
    return ORDER.index(_kind(row))


def _due(row: Row, lang: str) -> Text:
    if row["due_at"] is None:
        return Text("-")
    weekday, day, clock = moment(row["due_at"], lang).split(" ")
    remaining = left(row["days_left"], lang) if row["days_left"] is not None else Text()
    first, second = Text(f"{weekday} {day}", style=STRONG), joined([clock, remaining], " ")
    provisional = [Text(say("work.provisional", lang), style=LATE)] if row.get("provisional") else []
    return Text("\n").join([first, second, *provisional])


def _case(row: Row, lang: str) -> Text:
    return Text("\n").join([Text(row["case"], style=STRONG), words(texts.state(row["state"], lang))])


def _todo(row: Row, lang: str) -> Text:
    why = texts.retold(row["why"] or "", lang)
    said = words(f"{texts.role(row['who'], lang)}: {why}" if row.get("who") else why)
    return Text("\n").join([said, joined([_person(row), _executor(row, lang)], ", ")])


def _todo_act(row: Row, lang: str) -> Text:
    return words(texts.act(row["act"], lang))


def _person(row: Row) -> Text:
    return joined([words(row["person"] or "", QUIET), words(row["garrison"] or "", QUIET)], ", ")


def _executor(row: Row, lang: str) -> Text:
    if _unassigned(row):
        return Text(say("work.no_executor", lang), style=LATE)
    return words(say("work.executor", lang, name=row["executor"]), QUIET) if row["executor"] else Text()
