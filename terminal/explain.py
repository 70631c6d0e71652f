"""Why a due date is this one: day 0, each counted and each skipped day with its reason and act, the rule in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from rich.text import Text

from process.day import Day
from process.deadlines import Explanation, days_left
from process.law import reading
from process.law.reading import DERIVED
from process.localtime import day_of
from process.standing import on, when
from process.terms import Before, Deadline, Move, Status
from process.workdays import Workdays
from terminal import texts
from terminal.moments import clock, day_words, left, whole_day
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, hanging, joined, words
from terminal.texts import say

COLUMN = 13
DAY = 13


def show_explanation(why: Explanation, workdays: Workdays, at: datetime, lang: str = "en") -> Page:
    """The whole answer, to be read from top to bottom."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(_sentence(why, workdays, at, lang), sheet.width)
        yield Text()
        for key, bodies in _parts(why, lang):
            lead = words(say(f"explain.{key}", lang), QUIET)
            for body in bodies:
                yield from hanging(sheet, lead, body, COLUMN)
                lead = Text()
        yield from _moves(why.deadline.moves, sheet, lang)

    return Page(lines)


def _sentence(why: Explanation, workdays: Workdays, at: datetime, lang: str) -> Text:
    """The decision is due on Thursday 09.04.2026, 18:00: 8 wd left."""
    deadline = why.deadline
    said = texts.known(f"sentence.{deadline.name}", lang)
    said = said or say("sentence.other", lang, name=texts.deadline(deadline.name, lang))
    body = words(f"{said} ")
    body.append(f"{whole_day(day_of(deadline.due_at), lang)}, {clock(deadline.due_at)}", style=STRONG)
    if not deadline.closed and deadline.status(at) in (Status.OPEN, Status.MISSED):
        body.append(": ").append_text(left(days_left(deadline.due_at, at, workdays), lang))
    return body.append(".")


def _parts(why: Explanation, lang: str) -> Iterator[tuple[str, Sequence[Text | str]]]:
    deadline = why.deadline
    yield ("counts_back" if why.backwards else "counts"), [_anchor(why, lang)]
    yield "counted", _counted(why, lang)
    yield "skipped", [_skipped(run, lang) for run in _runs(why.skipped)] or [say("explain.none", lang)]
    yield "rule", list(_rule(deadline))
    yield "readings", list(_readings(deadline, lang)) or [say("explain.none", lang)]
    yield "who", [texts.role(str(deadline.term.who), lang)]
    yield "otherwise", [texts.own(f"otherwise.{deadline.name}", lang) or deadline.term.otherwise]
    yield "calendar", [_calendar(why, lang)]


def _anchor(why: Explanation, lang: str) -> str:
    day, term = whole_day(why.anchor, lang), why.deadline.term
    if isinstance(term, Before):
        return f"{day}: {say('explain.last_day_of', lang, name=texts.deadline(term.end, lang))}"
    return f"{day}: {texts.in_words(why.anchor_why, lang)}"


def _counted(why: Explanation, lang: str) -> list[Text | str]:
    if not why.counted:
        return [say("explain.same_day", lang)]
    two = say("weekdays.two", lang).split()
    rows: list[Text | str] = [say("explain.counted_days", lang, n=len(why.counted))]
    for _, week in groupby(why.counted, key=lambda each: each[1].date.isocalendar()[:2]):
        days = [f"{two[day.date.weekday()]} {day.date:%d.%m}={number}" for number, day in week]
        rows.append("".join(f"{day:<{DAY}}" for day in days).rstrip())
    return rows


def _runs(skipped: Sequence[Day]) -> list[list[Day]]:
    """Neighbouring days off for one reason, together."""
    runs: list[list[Day]] = []
    for day in sorted(skipped, key=lambda each: each.date):
        before = runs[-1][-1] if runs else None
        if before and (day.date - before.date).days == 1 and _reason(day) == _reason(before):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _reason(day: Day) -> tuple[object, ...]:
    return (day.kind,) if day.kind == "weekend" else (day.kind, day.names.get("en"), day.act)


def _skipped(run: list[Day], lang: str) -> Text:
    first, last = run[0], run[-1]
    span = day_words(first.date, lang) if first is last else _span(first, last, lang)
    why = (
        say("explain.weekend", lang)
        if first.kind == "weekend"
        else first.names.get(lang, first.names.get("en", ""))
    )
    return joined([words(f"{span}: {why}"), words(first.act.cited(lang) if first.act else "", QUIET)], "; ")


def _span(first: Day, last: Day, lang: str) -> str:
    return f"{texts.weekday(first.date, lang)} {first.date:%d.%m} - {day_words(last.date, lang)}"


def _rule(deadline: Deadline) -> Iterator[str]:
    for provision in deadline.term.law.provisions:
        yield provision.cite("en")
        if provision.kk is not None:
            yield provision.cite("kk")


def _readings(deadline: Deadline, lang: str) -> Iterator[Text]:
    for number in deadline.term.law.readings:
        found = reading(number)
        body = words(f"{found.label} ", STRONG).append_text(words(f"{found.question} {found.words} "))
        body.append_text(words(f"({found.authority.replace(DERIVED, say('explain.derived', lang))})", QUIET))
        yield body


def _calendar(why: Explanation, lang: str) -> Text:
    version = why.deadline.calendar
    if not why.deadline.provisional:
        return words(say("explain.confirmed", lang, version=version))
    reason = why.why_provisional or say("next.may_move", lang)
    return words(say("explain.provisional", lang, version=version, why=reason), LATE)


def _moves(moves: Sequence[Move], sheet: Sheet, lang: str) -> Iterator[Text]:
    lead = words(say("explain.moves", lang), QUIET)
    for move in moves:
        was = when(move.was) if move.was else say("explain.began", lang)
        said = say("explain.move", lang, was=was, now=when(move.now), act=move.act, at=on(day_of(move.at)))
        approved = say("explain.approved", lang, name=move.approved_by) if move.approved_by else ""
        yield from hanging(sheet, lead, joined([said, approved]), COLUMN)
        lead = Text()
