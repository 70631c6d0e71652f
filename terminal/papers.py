"""`papers make`: which papers can be made of a case, and where one that was made lies."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.text import Text

from papers.kinds import ALIASES, BY_NAME
from papers.making import Made
from papers.rendering import pages_of
from papers.words import Said
from process.case import Case
from process.localtime import iso, parse_instant
from terminal import texts
from terminal.moments import minute
from terminal.page import QUIET, STRONG, Page, Sheet, apart, indented, words
from terminal.texts import say

INDENT = 6


def listed(can: Sequence[tuple[str, int]], case: Case) -> list[dict[str, Any]]:
    """Each paper with the entry that it comes from, and what may be typed for it."""
    steps = {step.entry.seq: step for step in case.course}
    return [
        {
            "paper": paper,
            "short": short(paper),
            "of": of,
            "event": type(steps[of].event).__name__,
            "at": iso(steps[of].event.occurred_at),
        }
        for paper, of in can
    ]


def short(paper: str) -> str:
    """What is typed for it: that of its text, which is no other paper's."""
    return next(
        alias for alias, names in ALIASES.items() if names == (paper,) and alias == BY_NAME[paper].text
    )


def show_listed(plain: Mapping[str, Any], lang: str) -> Page:
    said = Said(lang)

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(words(say("papers.title", lang, id=plain["case"]), STRONG), sheet.width)
        for each in plain["papers"]:
            name = words(f" {each['short']}", STRONG)
            yield from apart(sheet, name, words(f"--of {each['of']}", QUIET), INDENT)
            what = f"{said.say('paper', each['paper'])}: {texts.event(each['event'], lang)}"
            yield from indented(sheet, f"{what}, {minute(parse_instant(each['at']))}", INDENT)
        if not plain["papers"]:
            yield from indented(sheet, say("papers.none", lang), 1)
        else:
            yield from indented(sheet, words(say("papers.how", lang, n=plain["case"]), QUIET), 1)

    return Page(lines)


def made_json(made: Made, path: Path) -> dict[str, Any]:
    return {
        "paper": made.paper,
        "of": made.of,
        "lang": made.lang,
        "path": str(path),
        "pages": pages_of(made.content),
        "digest": made.digest,
        "data_digest": made.data_digest,
        "renderer": made.renderer,
    }


def show_made(made: Made, path: Path, lang: str) -> str:
    name = Said(lang).say("paper", made.paper)
    head = say("papers.made", lang, paper=name, pages=pages_of(made.content))
    return f"{head}\n{path}\nSHA-256: {made.digest}"
