"""What came of scenarios: one line for each that came as expected; for each other what was tried, where it differs
first, and the timelines of its cases."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from rich.text import Text

from process.standing import when
from terminal.page import GOOD, LATE, QUIET, STRONG, Page, Sheet, hanging, indented, unbroken, words

Row = Mapping[str, Any]
_COLUMN = 20
_TITLE = 9


def show_trials(answer: Mapping[str, Any]) -> Page:
    """The answer of `simulate`; its keys are those of the JSON."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        good = [row for row in answer["scenarios"] if row["as_expected"]]
        for row in good:
            yield from hanging(sheet, words("as told", GOOD), words(row["title"] or row["file"]), _TITLE)
        for row in answer["scenarios"]:
            if not row["as_expected"]:
                yield from _otherwise(row, sheet)
        if answer["tried"] > 1 or answer["otherwise"]:
            yield Text()
        yield from indented(sheet, words(_count(answer), STRONG), 0)

    return Page(lines)


def show_trial(row: Row) -> Page:
    """One scenario that came otherwise."""
    return Page(lambda sheet: _otherwise(row, sheet))


def _count(answer: Mapping[str, Any]) -> str:
    tried, good = answer["tried"], answer["as_expected"]
    scenarios = f"{tried} scenario{'s' if tried != 1 else ''}"
    if good == tried:
        return f"{scenarios} tried, all as expected." if tried != 1 else "1 scenario tried, as expected."
    return f"{scenarios} tried, {tried - good} otherwise than expected."


def _otherwise(row: Row, sheet: Sheet) -> Iterator[Text]:
    yield Text()
    yield from hanging(sheet, words("OTHER", LATE), words(row["title"] or row["file"], STRONG), _TITLE)
    first = row["differences"][0]
    yield from _whence(f"{row['file']}:{first['line']}", f"about {', '.join(row['about'])}", sheet)
    yield Text()
    yield from _tried(row, first, sheet)
    for each in row["differences"][1:]:
        said = f"line {each['line']}, {each['key']}: expected {each['expected']}, got {each['got']}"
        yield from hanging(sheet, words("also", QUIET), words(said), _TITLE)
    for text in row["timelines"].values():
        yield Text()
        yield from (words(line) for line in text.rstrip("\n").split("\n"))


def _whence(place: str, about: str, sheet: Sheet) -> Iterator[Text]:
    """Where in which file, and what it is about; on lines of their own where one is too short for both."""
    both = words(f"{place}; {about}", QUIET)
    if both.cell_len <= sheet.width - _TITLE:
        yield unbroken(both, _TITLE)
    else:
        yield unbroken(words(place, QUIET), _TITLE)
        yield from indented(sheet, words(about, QUIET), _TITLE)


def _tried(row: Row, first: Row, sheet: Sheet) -> Iterator[Text]:
    """The steps in their order, and under the one at which it first differs what was expected and what came."""
    marked = first["step"]
    for number, step in enumerate(row["steps"]):
        moment = words(
            f"{'>>' if number == marked else '  '} {_when(step['at'])}", LATE if number == marked else ""
        )
        yield from hanging(sheet, moment, _said(step, row), _COLUMN)
        if number == marked:
            yield from _difference(first, sheet)
    if marked is None:
        yield from hanging(sheet, words(f">> {_when(first['at'])}", LATE), words("at the end"), _COLUMN)
        yield from _difference(first, sheet)


def _said(step: Row, row: Row) -> Text:
    several = len({each["of"] for each in row["steps"]}) > 1
    whose = f"{step['of']}: " if several else ""
    who = f" ({step['by']})" if step["by"] else ""
    said = words(f"{whose}{step['what']}{who}")
    if step["refused"]:
        said.append(f", refused: {step['refused']}")
    said.append(f"  line {step['line']}", style=QUIET)
    return said


def _difference(each: Row, sheet: Sheet) -> Iterator[Text]:
    yield from hanging(sheet, "", words(f"{each['key']}, line {each['line']}", LATE), _COLUMN)
    for head, value in (("expected", each["expected"]), ("got", each["got"])):
        lead = words(f"{'':{_COLUMN}}{head}")
        yield from hanging(sheet, lead, words(value, STRONG), _COLUMN + 10)


def _when(at: str) -> str:
    return when(datetime.fromisoformat(at))
