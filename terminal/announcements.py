"""Changes of the rules as people read them: by when word is due, who was told, who is still to be."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from process.announcing import Announcement
from process.standing import when
from process.workdays import Workdays
from terminal import texts
from terminal.page import LATE, STRONG, Page, Sheet, indented, joined, words
from terminal.texts import say
from terminal.todo import due_line

INDENT = 6


def show_announcements(
    found: Sequence[Announcement], now: datetime, workdays: Workdays, lang: str = "en"
) -> Page:
    """The latest approval first."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        if not found:
            yield Text(say("announce.none", lang), style=STRONG)
        for each in found:
            name = f"{texts.deadline('rule_change_notice', lang)}, {each.definition}"
            yield from due_line(name, each.due_at, now, workdays, sheet, lang)
            yield from indented(sheet, say("announce.approved", lang, at=when(each.approved_at)), INDENT)
            for addressee in each.addressees:
                yield from indented(sheet, _told(each, addressee, lang), INDENT)
            if each.late(now):
                yield from indented(sheet, words(say("announce.late", lang), LATE), INDENT)

    return Page(lines)


def _told(each: Announcement, addressee: str, lang: str) -> Text:
    name = texts.known(f"announce.{addressee}", lang) or addressee
    at = each.told.get(addressee)
    said = say("announce.told", lang, at=when(at)) if at else say("announce.to_tell", lang)
    return joined([name, said], ": ")
