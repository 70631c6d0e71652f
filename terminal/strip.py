"""DAYS: a strip of the days of the term, one cell a day, numbered as they count. Reads without colour.

Where the days do not fit on one line they are set in weeks, Monday first, each week under the same weekdays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rich.text import Text

from process.day import Day
from process.localtime import day_of
from process.standing import on
from process.terms import Deadline, Missed, Within
from process.timeline import Timeline
from process.units import Unit
from process.workdays import Workdays
from terminal.page import LATE, OFF, QUIET, STRONG, Sheet, packed, title
from terminal.texts import say

CELL = 3
MARGIN = 1
WEEK = 7
AFTER = 1  # working days shown after the last thing that is due
AT_MOST_LATE = 30  # days past the end that the strip follows today


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: its number as counted (above `days`: past the term), its kind, whether it is day 0, what marks it."""

    day: Day
    zero: bool
    count: int
    days: int
    due: bool
    today: bool

    @property
    def sign(self) -> str:
        if self.zero:
            return "0"
        if self.day.working:
            number = str(self.count) if self.count <= self.days else f"+{self.count - self.days}"
            return f"{number}w" if self.day.kind == "worked_instead" else number
        return "-" if self.day.kind == "weekend" else "H"

    @property
    def style(self) -> str:
        if not (self.day.working or self.zero):
            return QUIET if self.day.kind == "weekend" else OFF
        return STRONG if self.count <= self.days else LATE

    @property
    def mark(self) -> str:
        return ("^" if self.today else "") + ("!" if self.due else "")


def strip(view: Timeline, workdays: Workdays, sheet: Sheet, lang: str) -> Iterator[Text]:
    """The whole section; nothing where the calendar does not reach or nothing runs."""
    base = view.case.deadlines.get("decision") or view.case.deadlines.get("silence")
    if base is None or not isinstance(base.term, Within) or (base.name == "silence" and base.closed):
        return
    counted = base.term.unit is Unit.WORKING_DAYS
    days = base.days if counted else workdays.count(base.day_zero, day_of(base.due_at))
    cells = _cells(view, base, days, workdays)
    yield from title(sheet, say("strip.title", lang))
    for row in _rows(cells, sheet):
        yield from _row(row, lang)
    yield from packed(sheet, _legend(cells, base, view.as_of, lang), MARGIN, QUIET)


def counted_strip(
    anchor: date,
    ends: date,
    counted: Sequence[tuple[int, Day]],
    skipped: Sequence[Day],
    sheet: Sheet,
    lang: str,
) -> Iterator[Text]:
    """The days that were counted from the anchor, forwards or back, up to the due day."""
    if not counted and not skipped:
        return
    numbers = {day.date: number for number, day in counted}
    days = sorted([*(day for _, day in counted), *skipped], key=lambda day: day.date)
    zero = Day(date=anchor, working=True, kind="workday")
    cells = [
        Cell(
            day=day,
            zero=day.date == anchor,
            count=numbers.get(day.date, 0),
            days=len(counted),
            due=day.date == ends,
            today=False,
        )
        for day in ([*days, zero] if ends < anchor else [zero, *days])
    ]
    yield from title(sheet, say("strip.title", lang))
    for row in _rows(cells, sheet):
        yield from _row(row, lang)
    off = [cell.day for cell in cells if not cell.day.working]
    legend = [
        say("strip.day_zero", lang, what=say("strip.day_0", lang)),
        say("strip.counted", lang),
        say("strip.weekend", lang) if any(day.kind == "weekend" for day in off) else "",
        say("strip.holiday", lang) if any(day.kind != "weekend" for day in off) else "",
        say("strip.worked", lang) if any(cell.day.kind == "worked_instead" for cell in cells) else "",
        say("strip.due", lang),
    ]
    yield from packed(sheet, legend, MARGIN, QUIET)


def _cells(view: Timeline, base: Deadline, days: int, workdays: Workdays) -> list[Cell]:
    due_on = {day_of(each.due_at) for each in view.deadlines if _is_shown(each, view)}
    last = max([*due_on, day_of(base.due_at)])
    today = day_of(view.as_of)
    if not base.closed and last < today <= last + timedelta(days=AT_MOST_LATE):
        last = today
    end = (
        min(workdays.add(last, AFTER), date(workdays.last_year, 12, 31)) if _reaches(last, workdays) else last
    )
    return [
        Cell(
            day=day,
            zero=day.date == base.day_zero,
            count=workdays.count(base.day_zero, day.date),
            days=days,
            due=day.date in due_on,
            today=day.date == today,
        )
        for day in workdays.walk(base.day_zero, end)
    ]


def _is_shown(deadline: Deadline, view: Timeline) -> bool:
    """While the report waits, its own terms; from acceptance on, those of the examination, in this round. Those of
    complaints, and the months to complain, lie elsewhere."""
    if deadline.round != view.case.round or deadline.complaint is not None:
        return False
    at_the_door = deadline.name in ("acceptance", "silence")
    examined = "decision" in view.case.deadlines
    return at_the_door is not examined and deadline.term.missed is not Missed.RIGHT_ENDED


def _reaches(last: date, workdays: Workdays) -> bool:
    return last + timedelta(days=WEEK * 3) <= date(workdays.last_year, 12, 31)


def _rows(cells: Sequence[Cell], sheet: Sheet) -> Iterator[list[Cell | None]]:
    room = (sheet.width - MARGIN) // CELL
    if len(cells) <= room:
        yield list(cells)
        return
    blanks = cells[0].day.date.weekday()
    padded: list[Cell | None] = [*([None] * blanks), *cells]
    size = max(1, room // WEEK) * WEEK
    for start in range(0, len(padded), size):
        yield padded[start : start + size]


def _row(row: list[Cell | None], lang: str) -> Iterator[Text]:
    yield _months(row, lang)
    weekdays = say("weekdays.two", lang).split()
    for texts_of, style in (
        (lambda cell: weekdays[cell.day.date.weekday()], QUIET),
        (lambda cell: f"{cell.day.date.day}", ""),
    ):
        yield _line([(texts_of(cell), style) if cell else ("", "") for cell in row])
    yield _line(
        [(cell.sign, cell.style + (" reverse" if cell.today else "")) if cell else ("", "") for cell in row]
    )
    marks = _line([(cell.mark, LATE if cell.due else STRONG) if cell else ("", "") for cell in row])
    if marks.plain.strip():
        yield marks


def _line(cells: list[tuple[str, str]]) -> Text:
    line = Text(" " * MARGIN)
    for text, style in cells:
        line.append(" " * (CELL - 1 - len(text[:CELL])) if len(text) < CELL else "")
        line.append(text, style=style)
        line.append(" " if len(text) < CELL else "")
    line.rstrip()
    return line


def _months(row: list[Cell | None], lang: str) -> Text:
    names = say("months.short", lang).split()
    line = Text(" " * MARGIN)
    shown = None
    for place, cell in enumerate(row):
        if cell is None or (cell.day.date.year, cell.day.date.month) == shown:
            continue
        label = names[cell.day.date.month - 1]
        if shown is None or cell.day.date.month == 1:
            label = f"{label} {cell.day.date.year}"
        column = MARGIN + place * CELL
        if line.cell_len <= column:
            line.pad_right(column - line.cell_len)
            line.append(label, style=STRONG)
        shown = (cell.day.date.year, cell.day.date.month)
    return line


def _legend(cells: Sequence[Cell], base: Deadline, as_of: datetime, lang: str) -> list[str]:
    """Only what the strip shows."""
    zero = say("strip.accepted" if base.name == "decision" else "strip.registered", lang)
    off = [cell.day for cell in cells if not cell.day.working]
    return [
        say("strip.day_zero", lang, what=zero),
        say("strip.counted", lang),
        say("strip.weekend", lang) if any(day.kind == "weekend" for day in off) else "",
        say("strip.holiday", lang) if any(day.kind != "weekend" for day in off) else "",
        say("strip.worked", lang) if any(cell.day.kind == "worked_instead" for cell in cells) else "",
        say("strip.past", lang) if any(cell.count > cell.days for cell in cells) else "",
        _today(cells, base, as_of, lang),
        say("strip.due", lang),
    ]


def _today(cells: Sequence[Cell], base: Deadline, as_of: datetime, lang: str) -> str:
    if any(cell.today for cell in cells):
        return say("strip.today", lang)
    return "" if base.closed else say("strip.today_outside", lang, day=on(day_of(as_of)))
