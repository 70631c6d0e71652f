"""The working calendar: a year as twelve months, one day, a sum of working days, the state of the facts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.text import Text

from process.coverage import Coverage
from process.day import Day
from process.localtime import parse_instant
from process.standing import on
from process.workdays import Workdays
from terminal import texts
from terminal.moments import moment, whole_day
from terminal.page import GOOD, LATE, OFF, QUIET, STRONG, Page, Sheet, hanging, indented, packed, title, words
from terminal.texts import say

CELL = 3
MONTH = 7 * CELL
GAP = 3
COLUMN = 18


# --- a year


def show_year(workdays: Workdays, year: int, lang: str = "en") -> Page:
    """Every day of one year, then the days off beside the weekends and the weekend days worked, with their acts."""
    days = list(workdays.walk(date(year, 1, 1), date(year, 12, 31)))
    why_provisional = workdays.why_provisional(year, lang)

    def lines(sheet: Sheet) -> Iterator[Text]:
        n = sum(day.working for day in days)
        yield Text(say("calendar.year", lang, year=year, n=n), style=STRONG)
        if why_provisional:
            said = say("calendar.provisional", lang, year=year, why=why_provisional)
            yield from indented(sheet, Text(said, style=LATE), 0)
        yield from _grid(days, sheet, lang)
        yield Text()
        keys = ("legend_off", "legend_weekend", "legend_worked")
        yield from packed(sheet, [say(f"calendar.{key}", lang) for key in keys], 0, QUIET)
        off = [day for day in days if not day.working and day.kind != "weekend"]
        yield from _listed("days_off", off, sheet, lang)
        yield from _listed("worked", [day for day in days if day.kind == "worked_instead"], sheet, lang)

    return Page(lines)


def _grid(days: Sequence[Day], sheet: Sheet, lang: str) -> Iterator[Text]:
    abreast = max(1, min(3, (sheet.width + GAP) // (MONTH + GAP)))
    months = [_month([day for day in days if day.date.month == number], lang) for number in range(1, 13)]
    for start in range(0, len(months), abreast):
        block = months[start : start + abreast]
        yield Text()
        for row in range(max(map(len, block))):
            yield _side_by_side([month[row] if row < len(month) else Text() for month in block])


def _side_by_side(cells: Sequence[Text]) -> Text:
    line = Text()
    for place, cell in enumerate(cells):
        line.pad_right(place * (MONTH + GAP) - line.cell_len)
        line.append_text(cell)
    line.rstrip()
    return line


def _month(days: Sequence[Day], lang: str) -> list[Text]:
    head = Text(texts.month(days[0].date.month, lang), style=STRONG)
    weekdays = Text("".join(f"{name:<{CELL}}" for name in say("weekdays.two", lang).split()), style=QUIET)
    lines = [head, weekdays, Text(" " * CELL * days[0].date.weekday())]
    for day in days:
        if day.date.weekday() == 0 and lines[-1].plain.strip():
            lines.append(Text())
        lines[-1].append_text(_cell(day))
    return lines


def _cell(day: Day) -> Text:
    number = f"{day.date.day:>2}"
    if day.kind == "worked_instead":
        return Text(f"{number}+", style=GOOD)
    if day.working:
        return Text(f"{number} ")
    return Text(f"{number}.", style=QUIET) if day.kind == "weekend" else Text(f"{number}*", style=OFF)


def _listed(key: str, days: Sequence[Day], sheet: Sheet, lang: str) -> Iterator[Text]:
    yield from title(sheet, say(f"calendar.{key}", lang))
    if not days:
        yield from indented(sheet, say("calendar.none", lang), 2)
    for day in days:
        said = words(_name(day, lang))
        if day.status == "estimated":  # that a whole year is provisional stands above
            said.append(f" ({_status(day, lang)})", style=LATE)
        said.append_text(words(f"; {day.act.cited(lang)}" if day.act else "", QUIET))
        yield from hanging(sheet, words(f"  {_short(day.date, lang)}"), said, COLUMN)


def _short(day: date, lang: str) -> str:
    return f"{texts.weekday(day, lang)} {day:%d.%m.%Y}"


# --- one day, a sum


def show_day(day: Day, lang: str = "en", *, known_on: date | None = None) -> Page:
    """Whether it is worked, why, by which act, and how sure that is; `known_on`: the day whose knowledge it is."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        worked = say("calendar.working" if day.working else "calendar.off", lang)
        known = f", {say('calendar.as_known_on', lang, day=on(known_on))}" if known_on else ""
        yield from indented(sheet, words(f"{whole_day(day.date, lang)}: {worked}{known}", STRONG), 0)
        rows = {
            "why": _name(day, lang),
            "act": day.act.cited(lang) if day.act else "",
            "status": _status(day, lang),
            "register": (day.act.register or "") if day.act else "",
            "address": (day.act.address or "") if day.act else "",
            "known_since": _known_since(day, lang),
        }
        for key, body in rows.items():
            if body:
                yield from hanging(sheet, words(say(f"calendar.{key}", lang), QUIET), body, COLUMN)

    return Page(lines)


def _known_since(day: Day, lang: str) -> str:
    if day.known_since is None:
        return ""
    if day.known_since_note is None:
        return on(day.known_since)
    return say("calendar.known_since_note", lang, day=on(day.known_since), note=day.known_since_note)


def show_sum(plain: Mapping[str, Any], workdays: Workdays, lang: str = "en") -> Page:
    """The n-th working day after (before) a day, and its last instant; `plain` as `--json` has it."""
    n, start, ends = plain["days"], date.fromisoformat(plain["from"]), date.fromisoformat(plain["date"])
    key = "sum" if n > 0 else "sum_back" if n < 0 else "sum_zero"

    def lines(sheet: Sheet) -> Iterator[Text]:
        said = say(
            f"calendar.{key}", lang, n=abs(n), start=whole_day(start, lang), date=whole_day(ends, lang)
        )
        yield from indented(sheet, words(said, STRONG), 0)
        yield from indented(
            sheet, say("calendar.due_at", lang, at=moment(parse_instant(plain["due_at"]), lang)), 0
        )
        if plain["provisional"]:
            why = workdays.why_provisional(max(start, ends).year, lang) or say("next.may_move", lang)
            yield from indented(sheet, Text(say("next.provisional", lang, why=why), style=LATE), 0)
        yield words(f"{say('calendar.version', lang)} {plain['calendar']}", QUIET)

    return Page(lines)


# --- the state of the facts


def show_status(
    plain: Mapping[str, Any], workdays: Workdays, covered: Sequence[Coverage], lang: str = "en"
) -> Page:
    """Which years the calendar knows and how surely, what next year lacks, what was applied here; `plain` as `--json`
    has it."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        years = f"{workdays.first_year}-{workdays.last_year}"
        head = f"{say('calendar.version', lang)} {workdays.version}, {say('calendar.years', lang)} {years}"
        known = say("calendar.as_known_on", lang, day=on(workdays.known_on)) if workdays.known_on else ""
        yield from indented(sheet, words(", ".join(filter(None, [head, known])), STRONG), 0)
        yield words(say("calendar.tzdata", lang, version=workdays.tzdata), QUIET)
        for year in range(workdays.first_year, workdays.last_year + 1):
            why = workdays.why_provisional(year, lang)
            status = say("calendar.provisional_status" if why else "calendar.confirmed", lang)
            count = say("calendar.working_days", lang, n=workdays.worked_in(year))
            body = words(f"{status}, {count}" + (f": {why}" if why else ""), LATE if why else "")
            yield from hanging(sheet, words(f"  {year}"), body, 8)
        yield Text()
        for each in covered:
            if not (each.running and each.status == "confirmed"):
                yield from indented(sheet, _covered(each, lang), 0)
        yield from _applied(plain, sheet, lang)

    return Page(lines)


def _covered(covered: Coverage, lang: str) -> Text:
    key = {"confirmed": "next_confirmed", "provisional": "next_missing"}.get(covered.status, "next_unknown")
    if covered.running and covered.status != "confirmed":
        key = "this_missing"
    said = say(f"calendar.{key}", lang, year=covered.year, n=covered.days_left, until=on(covered.until))
    return words(said, LATE if covered.pressing else "")


def _applied(plain: Mapping[str, Any], sheet: Sheet, lang: str) -> Iterator[Text]:
    if plain["applied"]:
        yield from title(sheet, say("calendar.applied", lang))
    for each in plain["applied"]:
        at = on(date.fromisoformat(each["at"][:10]))
        said = words(say("calendar.applied_act", lang, said=each["said"], at=at, name=each["by"]))
        yield from indented(sheet, said, 2)
        if not each["finished"]:
            yield from indented(sheet, words(say("calendar.unfinished", lang), LATE), 2)
    if plain["cases_waiting"]:
        yield from indented(sheet, words(say("calendar.waiting", lang, n=plain["cases_waiting"]), LATE), 0)


def _name(day: Day, lang: str) -> str:
    if day.names:
        return day.names.get(lang) or day.names.get("en", "")
    return say("calendar.ordinary", lang)


def _status(day: Day, lang: str) -> str:
    key = "provisional_status" if day.status == "provisional" else day.status
    return say(f"calendar.{key}", lang)
