"""What came of a scenario from every start day: the answer first, then each way of differing with its days off."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rich.text import Text

from process.standing import on
from terminal import texts
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, hanging, indented, title, words
from terminal.simulate import show_trial

Answer = Mapping[str, Any]


def show_every_start(answer: Answer) -> Page:
    """The answer of `--every-start`; its keys are those of the JSON."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from indented(sheet, words(_counted(answer), STRONG), 0)
        yield from indented(sheet, words(_by_what(answer), QUIET), 0)
        yield from _refused(answer["refused"], sheet)
        for group in answer["groups"]:
            yield from _group(group, answer, sheet)
        if not answer["groups"] and len(answer["results"]) > 1:
            yield from _results(answer, sheet)
        if answer["example"]:
            yield from title(sheet, "THE FIRST OF THEM", _day(answer["groups"][0]["first"]))
            yield from show_trial(answer["example"]).lines(sheet)

    return Page(lines)


def _counted(answer: Answer) -> str:
    days = answer["tried"] + answer["refused"]["count"]
    head = f"{_starts(days)} from {_day(answer['from'])} to {_day(answer['to'])}: "
    parts = [f"{_number(answer['as_expected'])} as expected", f"{_number(answer['otherwise'])} otherwise"]
    if answer["refused"]["count"]:
        parts.append(f"{_number(answer['refused']['count'])} refused")
    return head + ", ".join(parts) + "."


def _by_what(answer: Answer) -> str:
    return (
        f"By {answer['definition']}, whatever edition was in force (R22). Steps keep their distance in working days;"
        " dates expected are not compared."
    )


def _refused(refused: Answer, sheet: Sheet) -> Iterator[Text]:
    if refused["count"]:
        said = f"Refused, from {_day(refused['first'])} to {_day(refused['last'])}: {refused['why']}."
        yield from indented(sheet, words(said), 0)


def _group(group: Answer, answer: Answer, sheet: Sheet) -> Iterator[Text]:
    yield from title(sheet, f"OTHERWISE FROM {_starts(group['count']).upper()}")
    for each in group["differences"]:
        said = f"{each['key']}: expected {each['expected']}, got {each['got']}"
        yield from hanging(sheet, words(f"line {each['line']}", LATE), words(said), 10)
    yield from _days(group, answer, sheet)


def _days(group: Answer, answer: Answer, sheet: Sheet) -> Iterator[Text]:
    more = ", ..." if group["count"] > len(group["examples"]) else ""
    rows = {"from": ", ".join(map(_day, group["examples"])) + more, "last": _day(group["last"])}
    rows["until"] = f"{_day(group['until'])} for the first of them"
    rows["why"] = _why(group["weekdays_off"], answer["weekdays_off"])
    rows["days off"] = "; ".join(map(_day_off, group["days_off"])) or "only weekends"
    if group["in_all"]:
        rows["in all"] = ", ".join(group["in_all"])
    for head, said in rows.items():
        yield from hanging(sheet, words(head, QUIET), words(said), 10)


def _why(here: Answer, elsewhere: Answer | None) -> str:
    """The days off are what a start day changes: how many weekdays they take from these terms, and from the others.
    Where no start came as expected, nothing tells these from others, and the days off least of all."""
    said = f"days off take {_between(here)} from these terms"
    if elsewhere:
        return f"{said}; {_between(elsewhere)} where it came as expected"
    return f"no start came as expected, so no day off is seen to be the reason; {said}"


def _between(taken: Answer) -> str:
    fewest, most = taken["fewest"], taken["most"]
    return f"{fewest} weekday{'s' * (fewest != 1)}" if fewest == most else f"{fewest} to {most} weekdays"


def _day_off(day: Answer) -> str:
    worked = "worked: " if day["working"] else ""
    return f"{_day(day['date'])} {worked}{day['name']} ({day['act']})"


def _results(answer: Answer, sheet: Sheet) -> Iterator[Text]:
    """As expected everywhere, but not the same everywhere: the scenario expects less than there is."""
    yield from title(sheet, "NOT THE SAME EVERYWHERE", "though all as expected")
    for group in answer["results"]:
        late = f"; late: {', '.join(group['late'])}" if group["late"] else ""
        refused = f"; refused: {', '.join(group['refusals'])}" if group["refusals"] else ""
        said = f"{', '.join(group['states'])}{late}{refused}; first on {_day(group['first'])}"
        yield from hanging(sheet, words(_number(group["count"])), words(said), 10)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{texts.weekday(day)} {on(day)}"


def _starts(count: int) -> str:
    return f"{_number(count)} start day{'s' * (count != 1)}"


def _number(count: int) -> str:
    return f"{count:,}"
