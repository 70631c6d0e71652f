"""Days, instants and working days left, as people here write them: Mon 06.04.2026 18:00, 5 wd left."""

from collections.abc import Iterable
from datetime import date, datetime

from rich.text import Text

from process.localtime import day_of
from process.standing import on, when
from terminal.page import LATE, SOON
from terminal.texts import say, weekday

ONE = 1


def day_words(day: date, lang: str) -> str:
    """Thu 09.04.2026"""
    return f"{weekday(day, lang)} {on(day)}"


def whole_day(day: date, lang: str) -> str:
    """Thursday 09.04.2026"""
    return f"{weekday(day, lang, whole=True)} {on(day)}"


def moment(instant: datetime, lang: str) -> str:
    """Thu 09.04.2026 18:00; the end of a day is 24:00."""
    return f"{weekday(day_of(instant), lang)} {when(instant)}"


def minute(instant: datetime) -> str:
    """09.04.2026 18:00, for times from which no term is counted."""
    return when(instant)[:16]


def clock(instant: datetime) -> str:
    """18:00"""
    return when(instant)[11:]


def left(days: int, lang: str) -> Text:
    """today; 3 wd left; 2 wd late."""
    if days < 0:
        return Text(say("left.late", lang, n=-days), style=LATE)
    if days == 0:
        return Text(say("left.today", lang), style=SOON)
    return Text(say("left.ahead", lang, n=days), style=SOON if days == ONE else "")


def numbers(several: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(several))
