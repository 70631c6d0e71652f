"""What is to come if nobody acts: the answer first, then per executor and day, what was late before on top."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from rich.text import Text

from process.localtime import day_of
from process.standing import on, when
from terminal import texts
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, hanging, indented, title, words
from terminal.texts import say

Answer = Mapping[str, Any]
_INDENT = 10


def show_outlook(answer: Answer, lang: str = "en") -> Page:
    """The answer of `--from-db`; its keys are those of the JSON."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from indented(sheet, words(_counted(answer, lang), STRONG), 0)
        yield from indented(sheet, words(_besides(answer, lang)), 0)
        for executor in answer["executors"]:
            yield from _executor(executor, sheet, lang)
        yield from _uncounted(answer["uncounted"], sheet, lang)
        yield from _refused(answer["refused"], sheet, lang)
        yield Text()
        yield from indented(sheet, words(say("outlook.foot", lang), QUIET), 0)

    return Page(lines)


def _counted(answer: Answer, lang: str) -> str:
    until = datetime.fromisoformat(answer["until"])
    moment = f"{texts.weekday(day_of(until), lang)} {when(until)}"
    return say("outlook.counted", lang, until=moment, due=answer["falls_due"], late=answer["late"])


def _besides(answer: Answer, lang: str) -> str:
    counts = {name: answer[name] for name in ("cases", "unassigned", "warnings")}
    return say("outlook.besides", lang, before=answer["late_before"], **counts)


def _executor(executor: Answer, sheet: Sheet, lang: str) -> Iterator[Text]:
    sum_up = say("outlook.sum", lang, due=executor["falls_due"], late=executor["late"])
    yield from title(sheet, executor["executor"] or say("outlook.nobody", lang), sum_up)
    if executor["late_before"]:
        yield from indented(sheet, words(say("outlook.before", lang), LATE), 1)
        for row in executor["late_before"]:
            yield from _row(row, f"{datetime.fromisoformat(row['due_at']):%d.%m.}", sheet, lang)
    for day in executor["days"]:
        head = date.fromisoformat(day["date"])
        yield from indented(sheet, words(f"{texts.weekday(head, lang)} {on(head)}", STRONG), 1)
        for row in day["due"]:
            yield from _row(row, when(datetime.fromisoformat(row["due_at"]))[-5:], sheet, lang)


def _row(row: Answer, lead: str, sheet: Sheet, lang: str) -> Iterator[Text]:
    said = words(f"{row['case']} {row['person']}: {texts.deadline(row['deadline'], lang)}; ")
    said.append(say(f"outlook.{row['what']}", lang), style=LATE if row["late"] else "")
    if row["late"]:
        said.append(", " + _late_by(row["late_by"], lang), style=LATE)
    if row["who"] != "applicant" and row["what"] != "hearing_held":
        said.append(f"; {texts.role(row['who'], lang)}: {texts.act(row['act'], lang)}")
    if row["provisional"]:
        said.append(f" ({say('outlook.provisional', lang)})", style=QUIET)
    yield from hanging(sheet, words(f"  {lead}"), said, _INDENT)


def _late_by(days: int | None, lang: str) -> str:
    return say("outlook.late_by", lang, n=days) if days else say("outlook.late_by_unknown", lang)


def _uncounted(why: Answer | None, sheet: Sheet, lang: str) -> Iterator[Text]:
    """Why it is not said of some rows by how many working days they are late."""
    if why:
        yield Text()
        said = f"{say('outlook.uncounted', lang)} {why['why']}. {why['way_on']}"
        yield from indented(sheet, words(said), 0)


def _refused(refused: list[Answer], sheet: Sheet, lang: str) -> Iterator[Text]:
    if refused:
        yield from title(sheet, say("outlook.not_carried", lang, n=len(refused)))
        cases = ", ".join(each["case"] for each in refused[:8]) + (", ..." if len(refused) > 8 else "")
        yield from indented(sheet, words(f"{cases}: {refused[0]['why']}. {refused[0]['way_on']}"), 1)
