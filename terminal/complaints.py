"""COMPLAINTS: each with what it is about, where it came in, where it stands, and who considers it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.text import Text

from process.complaint import Complaint
from process.localtime import day_of
from process.standing import on
from process.timeline import Timeline
from terminal import texts
from terminal.moments import left, moment
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, apart, hanging, indented, joined, title, words
from terminal.texts import say

INDENT = 6


def complaints(view: Timeline, sheet: Sheet, lang: str) -> Iterator[Text]:
    """The whole section; nothing where nobody complained."""
    if not view.case.complaints:
        return
    yield from title(sheet, say("complaints.title", lang))
    for each in view.case.complaints:
        yield from hanging(sheet, words(f"{each.number:>4}"), _said(each, lang), INDENT)


def show_complaints(rows: Sequence[Mapping[str, Any]], lang: str = "en") -> Page:
    """Complaints of many cases, each with what falls due on it next."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield Text(say("complaints.count", lang, n=len(rows)), style=STRONG)
        for row in rows:
            lead = Text(f"{row['case']}/{row['complaint']}", style=STRONG)
            due = due_words(row["due_at"], row["days_left"], lang)
            yield from apart(sheet, lead, due, INDENT)
            yield from indented(sheet, _row(row, lang), INDENT)

    return Page(lines)


def due_words(due_at: datetime | None, days: int | None, lang: str) -> Text:
    if due_at is None or days is None:
        return Text()
    return joined([words(moment(due_at, lang), STRONG), left(days, lang)], "  ")


def _row(row: Mapping[str, Any], lang: str) -> Text:
    return joined(
        [
            texts.known(f"complaint.{row['state']}", lang) or row["state"],
            texts.known(f"about.{row['about']}", lang) or row["about"],
            say("complaints.with", lang, body=texts.body(row["reviewer"], lang)) if row["reviewer"] else "",
            texts.deadline(row["deadline"], lang) if row["deadline"] else "",
            say("complaints.late", lang) if row["late"] else "",
            words(row["person"] or "", QUIET),
        ]
    )


def _said(each: Complaint, lang: str) -> Text:
    parts: list[Text | str] = [
        words(texts.known(f"complaint.{each.state}", lang) or str(each.state), STRONG),
        texts.known(f"about.{each.about}", lang) or str(each.about),
        say("complaints.came_in", lang, day=on(day_of(each.lodged_at)), where=texts.body(each.came_in, lang)),
        say("complaints.with", lang, body=texts.body(each.reviewer, lang)) if each.reviewer else "",
        say("complaints.extended", lang) if each.extended else "",
        say("complaints.returning", lang) if each.returning and each.open else "",
        Text(say("complaints.late", lang), style=LATE) if each.late else "",
    ]
    return joined(parts)
