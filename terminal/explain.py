"""Why a due date is this one: day 0, each counted and each skipped day with its reason and act, the rule in words.

It reads from top to bottom as one would say it aloud; a strip of the days stands in the middle.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from rich.text import Text

from process.counting import Counting
from process.day import Day
from process.deadlines import Explanation, days_left
from process.events import ReportFiled
from process.law import Provision, reading
from process.localtime import day_of
from process.standing import on, when
from process.terms import Before, Deadline, Move, Status
from process.units import Unit
from process.workdays import Workdays
from terminal import texts
from terminal.moments import clock, day_words, left, moment, whole_day
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, hanging, joined, words
from terminal.strip import counted_strip
from terminal.texts import say

COLUMN = 13
DAY = 13
FIVE = 5  # days on a line
Part = tuple[str, Sequence[Text | str]]


def show_explanation(why: Explanation, workdays: Workdays, at: datetime, lang: str = "en") -> Page:
    """The whole answer, to be read from top to bottom."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(_sentence(why, workdays, at, lang), sheet.width)
        yield Text()
        yield from _listed(_parts_of_days(why, lang), sheet, lang)
        if why.nominal is None:
            yield from counted_strip(why.anchor, day_of(why.due_at), why.counted, why.skipped, sheet, lang)
        yield Text()
        yield from _listed(_parts_of_law(why, at, lang), sheet, lang)

    return Page(lines)


def show_counting(why: Counting, lang: str = "en") -> Page:
    """The same without a case: so many working days from a day."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        n = len(why.counted)
        key = "calendar.sum_back" if why.backwards else "calendar.sum"
        start, end = whole_day(why.anchor, lang), whole_day(why.ends, lang)
        said = words(say(key, lang, n=n, start=start, date=end) + ".", STRONG)
        yield from sheet.wrapped(said, sheet.width)
        yield from sheet.wrapped(
            words(say("calendar.due_at", lang, at=moment(why.due_at, lang))), sheet.width
        )
        yield Text()
        days: list[Part] = [
            (
                "counts_back" if why.backwards else "counts",
                [f"{start}: {say('explain.day_zero', lang)}"],
            ),
            ("counted", _counted(why.counted, lang)),
            *(
                [("instead", [_skipped([day], lang) for day in worked])]
                if (worked := _worked_instead(why))
                else []
            ),
            ("skipped", _skipped_days(why.skipped, why.week, lang)),
        ]
        yield from _listed(days, sheet, lang)
        yield from counted_strip(why.anchor, why.ends, why.counted, why.skipped, sheet, lang)
        yield Text()
        law: list[Part] = [
            ("readings", list(readings(why.readings, lang))),
            (
                "calendar",
                _calendar(why.calendar, why.calendar.version, why.provisional, why.why_provisional, lang),
            ),
        ]
        yield from _listed(law, sheet, lang)

    return Page(lines)


def _worked_instead(why: Counting) -> list[Day]:
    return [day for _, day in why.counted if day.kind == "worked_instead"]


def _listed(parts: Iterator[Part] | Sequence[Part], sheet: Sheet, lang: str) -> Iterator[Text]:
    for key, bodies in parts:
        lead = words(say(f"explain.{key}", lang), QUIET)
        for body in bodies:
            yield from hanging(sheet, lead, body, COLUMN)
            lead = Text()


def _sentence(why: Explanation, workdays: Workdays, at: datetime, lang: str) -> Text:
    """The decision is due on Thursday 09.04.2026, 18:00: 8 wd left."""
    deadline = why.deadline
    said = texts.known(f"sentence.{deadline.name}", lang)
    said = said or say("sentence.other", lang, name=texts.deadline(deadline.name, lang))
    body = words(f"{said} ")
    body.append(f"{whole_day(day_of(why.due_at), lang)}, {clock(why.due_at)}", style=STRONG)
    if why.known_on is not None:
        return body.append(f", {say('explain.as_known_on', lang, day=on(why.known_on))}.")
    if not deadline.closed and deadline.status(at) in (Status.OPEN, Status.MISSED):
        body.append(": ").append_text(left(days_left(why.due_at, at, workdays), lang))
    return body if body.plain.endswith(".") else body.append(".")


def _parts_of_days(why: Explanation, lang: str) -> Iterator[Part]:
    yield ("counts_back" if why.backwards else "counts"), [anchor(why, lang)]
    yield "counted", _counted_out(why, lang)
    if why.worked_instead:
        yield "instead", [_skipped([day], lang) for day in why.worked_instead]
    yield "skipped", _skipped_days(why.skipped, why.week, lang)


def _parts_of_law(why: Explanation, at: datetime, lang: str) -> Iterator[Part]:
    deadline = why.deadline
    yield "rule", list(rule(deadline, lang))
    yield "readings", list(readings(why.readings, lang))
    yield "who", [texts.role(str(deadline.term.who), lang)]
    yield "otherwise", [texts.otherwise(deadline.term, lang)]
    state = _calendar(why.calendar, why.version, why.provisional, why.why_provisional, lang)
    if why.known_on is None and not why.kept:
        state.append(words(say("explain.not_kept", lang), LATE))
    yield "calendar", state
    yield from ((label, [said]) for label, said in moves(why, at, lang))


_OTHER_UNITS = {
    Unit.CALENDAR_DAYS: "explain.calendar_days",
    Unit.MONTHS: "explain.months",
    Unit.MINUTES: "explain.minutes",
}


def _counted_out(why: Explanation, lang: str) -> list[Text | str]:
    """Working days one by one; calendar days and months by their last."""
    if why.nominal is None:
        return _counted(why.counted, lang)
    key = _OTHER_UNITS[why.unit]
    return [say(key, lang, n=why.number, day=whole_day(why.nominal, lang))]


def anchor(why: Explanation, lang: str) -> str:
    day, term = whole_day(why.anchor, lang), why.deadline.term
    if isinstance(term, Before):
        return f"{day}: {say('explain.last_day_of', lang, name=texts.deadline(term.end, lang))}"
    key = "day_registered" if why.anchor_event == ReportFiled.__name__ else "day_of_event"
    return f"{day}: {say(f'explain.{key}', lang, event=texts.event(why.anchor_event, lang))}"


def _counted(counted: Sequence[tuple[int, Day]], lang: str) -> list[Text | str]:
    if not counted:
        return [say("explain.same_day", lang)]
    two = say("weekdays.two", lang).split()
    rows: list[Text | str] = [say("explain.counted_days", lang, n=len(counted))]
    for _, week in groupby(counted, key=lambda each: each[1].date.isocalendar()[:2]):
        days = [f"{two[day.date.weekday()]} {day.date:%d.%m}={number}" for number, day in week]
        rows += [
            "".join(f"{day:<{DAY}}" for day in part).rstrip() for part in (days[:FIVE], days[FIVE:]) if part
        ]
    return rows


def _skipped_days(skipped: Sequence[Day], week: Provision, lang: str) -> list[Text | str]:
    rows: list[Text | str] = [_skipped(run, lang) for run in runs(skipped)]
    if any(day.kind == "weekend" for day in skipped):
        rows.append(words(say("explain.weekends", lang, law=texts.law(str(week), lang)), QUIET))
    return rows or [say("explain.none", lang)]


def runs(skipped: Sequence[Day]) -> list[list[Day]]:
    """Neighbouring days off for one reason, together."""
    found: list[list[Day]] = []
    for day in sorted(skipped, key=lambda each: each.date):
        before = found[-1][-1] if found else None
        if before and (day.date - before.date).days == 1 and _reason(day) == _reason(before):
            found[-1].append(day)
        else:
            found.append([day])
    return found


def _reason(day: Day) -> tuple[object, ...]:
    return (day.kind,) if day.kind == "weekend" else (day.kind, day.names.get("en"), day.act)


def _skipped(run: list[Day], lang: str) -> Text:
    first = run[0]
    act = first.act.cited(lang) if first.act else ""
    since = known_since(first, lang)
    return joined(
        [words(f"{span(run, lang)}: {reason(first, lang)}"), words(act, QUIET), words(since, QUIET)], "; "
    )


def known_since(day: Day, lang: str) -> str:
    """Since when the fact was known; nominal where the sources do not give the very day."""
    if day.known_since is None:
        return ""
    key = "known_nominally" if day.known_since_note else "known_since"
    return say(f"explain.{key}", lang, day=on(day.known_since))


def reason(day: Day, lang: str) -> str:
    """Why the day is not worked."""
    return (
        say("explain.weekend", lang)
        if day.kind == "weekend"
        else day.names.get(lang, day.names.get("en", ""))
    )


def span(run: Sequence[Day], lang: str) -> str:
    """Sat 21.03 - Wed 25.03.2026, or the one day."""
    first, last = run[0].date, run[-1].date
    if first == last:
        return day_words(first, lang)
    return f"{texts.weekday(first, lang)} {first:%d.%m} - {day_words(last, lang)}"


def rule(deadline: Deadline, lang: str) -> Iterator[str]:
    """The words of the provisions: in English with the Kazakh beneath, which wins; elsewhere the Kazakh, where it is
    shipped."""
    for provision in deadline.term.law.provisions:
        place = texts.law(str(provision), lang)
        if lang == "en" or provision.kk is None:
            yield f'{place}: "{provision.en}"'
        if provision.kk is not None:
            yield f'{place}: "{provision.kk}"'


def readings(numbers: Sequence[str], lang: str) -> Iterator[Text]:
    """Each reading in a sentence; the whole of it stands in `process/law/readings.md`."""
    for number in numbers:
        found = reading(number)
        body = words(f"{texts.law(found.label, lang)} ", STRONG)
        authority = words(f"({texts.law(found.authority, lang)})" if found.authority != "-" else "", QUIET)
        yield joined([body.append(said_plainly(number, lang)), authority], " ")


def said_plainly(number: str, lang: str) -> str:
    """A reading in a sentence; in its own words where there is none."""
    return texts.known(f"reading.{number}", lang) or reading(number).words


def _calendar(
    calendar: Workdays, version: str, provisional: bool, why: object, lang: str
) -> list[Text | str]:
    """By which state of the calendar; how sure it is; by which zone data instants are read."""
    known = say("explain.as_known_on", lang, day=on(calendar.known_on)) if calendar.known_on else ""
    zone = say("explain.tzdata", lang, version=calendar.tzdata)
    said = why.get(lang) if isinstance(why, dict) else None
    sure = (
        words(say("explain.provisional", lang, version=version, why=said or say("next.may_move", lang)), LATE)
        if provisional
        else words(say("explain.confirmed", lang, version=version))
    )
    return [sure, joined([known, words(zone, QUIET)])]


def moves(why: Explanation, at: datetime, lang: str) -> list[tuple[str, str]]:
    """What a changed calendar did to the date, or would do: the label of each line and its words."""
    journaled = [("moves", move_words(move, lang)) for move in why.deadline.moves]
    waiting = _waiting(why, at, lang)
    return [*journaled, *([waiting] if waiting else [])]


def _waiting(why: Explanation, at: datetime, lang: str) -> tuple[str, str] | None:
    deadline, held = why.deadline, why.deadline.held
    if held is not None:
        told = {"at": when(held.now), "act": texts.retold(held.act, lang), "on": on(day_of(held.at))}
        if held.past:
            return "noted_label", say("explain.noted", lang, **told)
        key = "held_words" if deadline.waits(at) else "lapsed_words"
        return "held" if deadline.waits(at) else "noted_label", say(f"explain.{key}", lang, **told)
    if why.by_now is None or why.known_on:
        return None
    open_still = deadline.status(at) is Status.OPEN
    return "by_now", say(
        f"explain.{'by_now_words' if open_still else 'by_now_closed'}", lang, at=when(why.by_now)
    )


def move_words(move: Move, lang: str) -> str:
    """One move: from where to where, by which act, when, approved by whom; or that a date stays after all."""
    act, journaled = texts.retold(move.act, lang), on(day_of(move.at))
    if move.was == move.now:
        return say("explain.stays", lang, now=when(move.now), act=act, at=journaled)
    was = when(move.was) if move.was else say("explain.began", lang)
    said = say("explain.move", lang, was=was, now=when(move.now), act=act, at=journaled)
    approved = say("explain.approved", lang, name=move.approved_by) if move.approved_by else ""
    return "; ".join(filter(None, [said, approved]))
