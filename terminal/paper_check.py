"""`papers check`: what is known of a file that somebody brought, in a few lines."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from rich.text import Text

from papers.words import Said
from process.localtime import parse_instant
from process.standing import on
from terminal import texts
from terminal.moments import minute
from terminal.page import GOOD, LATE, QUIET, Page, Sheet, indented, words
from terminal.texts import say

STYLES = {"issued": GOOD, "superseded": LATE, "changed": LATE, "unknown": LATE}


def show_checked(plain: Mapping[str, Any], lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        status = plain["status"]
        yield from sheet.wrapped(words(say(f"checked.{status}", lang), STYLES[status]), sheet.width)
        if plain["paper"]:
            yield from indented(sheet, _which(plain, lang), 1)
        if plain["why"]:
            yield from indented(sheet, _why(plain, lang), 1)
        if status in ("superseded", "changed", "unknown"):
            yield from indented(sheet, say(f"checked.way_on_{status}", lang), 1)
        yield from _signature(plain, sheet, lang)
        yield from indented(sheet, words(f"SHA-256: {plain['sha256']}", QUIET), 1)

    return Page(lines)


def _which(plain: Mapping[str, Any], lang: str) -> str:
    said = say(
        "checked.which",
        lang,
        paper=Said(lang).say("paper", plain["paper"]),
        case=plain["case"],
        dated=on(date.fromisoformat(plain["dated"])),
        at=minute(parse_instant(plain["issued_at"])),
        entry=plain["entry"],
    )
    number = say("fact.ordinal", lang, n=plain["ordinal"]) if plain["ordinal"] else ""
    return "; ".join(filter(None, (said, number)))


def _why(plain: Mapping[str, Any], lang: str) -> str:
    if plain["status"] == "superseded":
        return texts.retold(plain["why"], lang)
    return say(f"checked.{plain['why']}", lang, case=plain["case"])


def _signature(plain: Mapping[str, Any], sheet: Sheet, lang: str) -> Iterator[Text]:
    if not plain["signed"]:
        return
    known = plain["signature"]
    if known is None:
        yield from indented(sheet, words(say("checked.no_trust", lang), QUIET), 1)
    elif "refused" in known:
        yield from indented(sheet, words("; ".join(known["refused"]), LATE), 1)
    else:
        said = say(
            f"checked.signature_{known['status']}", lang, signer=known["signer"], by=known["algorithm"]
        )
        yield from indented(sheet, said, 1)
