"""The explanation of a due date as a memo for the file, in Markdown: what an office prints and signs."""

from collections.abc import Iterator
from datetime import datetime

from process.deadlines import Explanation
from process.law import reading
from process.localtime import day_of
from process.standing import on
from terminal import texts
from terminal.explain import anchor, known_since, moves, reason, rule, said_plainly
from terminal.moments import clock, whole_day
from terminal.texts import say


def memo(why: Explanation, case_id: str, at: datetime, lang: str = "en") -> str:
    """The whole memo."""
    return "\n".join(_lines(why, case_id, at, lang)) + "\n"


def _lines(why: Explanation, case_id: str, at: datetime, lang: str) -> Iterator[str]:
    name = texts.deadline(why.deadline.name, lang)
    yield f"# {say('memo.title', lang, name=name, case=case_id)}"
    yield ""
    yield f"**{say('memo.due', lang)}: {whole_day(day_of(why.due_at), lang)}, {clock(why.due_at)}**"
    if why.known_on:
        yield ""
        yield say("explain.as_known_on", lang, day=on(why.known_on))
    yield ""
    yield f"{say('explain.counts_back' if why.backwards else 'explain.counts', lang)}: {anchor(why, lang)}"
    yield ""
    yield f"## {say('memo.days', lang)}"
    yield ""
    yield from _table(why, lang)
    yield ""
    yield f"## {say('memo.basis', lang)}"
    yield ""
    yield from _basis(why, lang)
    yield from _calendar(why, lang)
    for label, said in moves(why, at, lang):
        yield f"- {say(f'explain.{label}', lang)}: {said}"
    yield ""
    yield f"*{say('memo.written', lang)}*"


def _table(why: Explanation, lang: str) -> Iterator[str]:
    heads = [say(f"memo.{key}", lang) for key in ("no", "day", "what", "act", "since")]
    yield _row(heads)
    yield _row(["---"] * len(heads))
    numbers = {day.date: number for number, day in why.counted}
    days = sorted([*(day for _, day in why.counted), *why.skipped], key=lambda each: each.date)
    for day in reversed(days) if why.backwards else days:
        counted = day.date in numbers
        what = say("memo.counted_day", lang) if counted else reason(day, lang)
        if counted and day.kind == "worked_instead":
            what = f"{what}: {reason(day, lang)}"
        act = texts.law(why.act_of(day, lang), lang) if not counted or day.act else ""
        since = known_since(day, lang)
        yield _row([str(numbers.get(day.date, "-")), whole_day(day.date, lang), what, act, since])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _basis(why: Explanation, lang: str) -> Iterator[str]:
    for quoted in rule(why.deadline, lang):
        yield f"- {quoted}"
    for number in why.readings:
        found = reading(number)
        authority = f" ({texts.law(found.authority, lang)})" if found.authority != "-" else ""
        yield f"- {texts.law(found.label, lang)}: {said_plainly(number, lang)}{authority}"


def _calendar(why: Explanation, lang: str) -> Iterator[str]:
    said = say("explain.confirmed", lang, version=why.version)
    if why.provisional:
        reason_given = (why.why_provisional or {}).get(lang) or say("next.may_move", lang)
        said = say("explain.provisional", lang, version=why.version, why=reason_given)
    zone = say("explain.tzdata", lang, version=why.calendar.tzdata)
    yield f"- {say('explain.calendar', lang)}: {said}; {zone}"
    if why.known_on is None and not why.kept:
        yield f"- {say('explain.not_kept', lang)}"
