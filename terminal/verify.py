"""What came of checking definitions: a line for each promise that is kept; for each other what was found, where, by
which law, the way on, and the timeline of the shortest case that shows it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rich.text import Text

from process.standing import on
from terminal.page import GOOD, LATE, QUIET, STRONG, Page, Sheet, hanging, indented, title, words
from terminal.texts import say

Row = Mapping[str, Any]
_COLUMN = 6


def show_verified(answer: Row, lang: str = "en") -> Page:
    """The answer of `rules verify`; its keys are those of the JSON."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        for place, each in enumerate(answer["definitions"]):
            if place:
                yield Text()
            yield from _definition(each, sheet, lang)

    return Page(lines)


def _definition(answer: Row, sheet: Sheet, lang: str) -> Iterator[Text]:
    first, last = (on(date.fromisoformat(answer[key])) for key in ("from", "to"))
    yield from indented(
        sheet, words(say("verify.of", lang, id=answer["definition"], first=first, last=last), STRONG), 0
    )
    for check in answer["checks"]:
        yield from _check(check, sheet, lang)
    bad = sum(not check["ok"] for check in answer["checks"])
    key = "verify.some" if bad else "verify.all"
    n = bad or len(answer["checks"])
    yield from indented(
        sheet, words(say(key, lang, n=n, all=len(answer["checks"])), LATE if bad else GOOD), 0
    )


def _check(check: Row, sheet: Sheet, lang: str) -> Iterator[Text]:
    sign = words(say("verify.good", lang), GOOD) if check["ok"] else words(say("verify.bad", lang), LATE)
    said = words(f"{check['check']}: ", STRONG)
    said.append_text(words(check["promise"]))
    said.append_text(words(f" ({_counted(check, lang)})", QUIET))
    yield from hanging(sheet, sign, said, _COLUMN)
    for finding in check["findings"]:
        yield from _finding(finding, sheet, lang)


def _counted(check: Row, lang: str) -> str:
    beyond = f"; {say('verify.beyond', lang, n=check['beyond'])}" if check["beyond"] else ""
    return say("verify.looked_at", lang, n=f"{check['looked_at']:,}") + beyond


def _finding(finding: Row, sheet: Sheet, lang: str) -> Iterator[Text]:
    yield from hanging(sheet, words(" " * (_COLUMN - 2) + "-"), words(finding["what"], LATE), _COLUMN)
    if finding["provision"]:
        yield from indented(sheet, words(say("rules.basis", lang, what=finding["provision"]), QUIET), _COLUMN)
    yield from indented(sheet, words(say("verify.way_on", lang, what=finding["way_on"])), _COLUMN)
    if finding["timeline"]:
        yield from title(sheet, say("verify.example", lang))
        yield from (words(line) for line in finding["timeline"].rstrip("\n").split("\n"))
        yield Text()
