"""DONE: what happened, each event at its lawful moment; warnings in one short line. It shows the record as it is.

An act entered late stands where it happened and says when it was entered; what was struck or annulled stays visible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from rich.text import Text

from process.events import ActCorrected, DeadlineMissed, WarningRaised, fires_by_itself
from process.localtime import day_of
from process.record import Entry
from process.roles import Role
from process.standing import when
from process.terms import Missed, Within
from process.timeline import Line, Timeline
from process.units import Unit
from process.workdays import Workdays
from terminal import texts
from terminal.moments import minute
from terminal.page import GOOD, LATE, QUIET, STRONG, Sheet, apart, hanging, indented, joined, title, words
from terminal.particulars import particulars
from terminal.texts import say

NARROW = 64


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody remarks on the case as it stood at a moment: shown there, between what happened."""

    at: datetime
    lines: tuple[str, ...]


def done(
    view: Timeline, workdays: Workdays, sheet: Sheet, lang: str, remark: Remark | None = None
) -> Iterator[Text]:
    """The whole section."""
    yield from title(sheet, say("done.title", lang))
    ordered = sorted(view.lines, key=lambda line: (happened_at(line), line.entry.seq))
    column = max(len(when(happened_at(line))) for line in ordered)
    for (moment, warning), group in groupby(ordered, key=lambda line: (happened_at(line), _warns(line))):
        if remark and remark.at < moment:
            yield from _remarked(remark, sheet)
            remark = None
        several = list(group)
        if warning:
            yield from _warnings(several, moment, column, sheet, lang)
            continue
        for line in several:
            yield from _event(line, view, workdays, column, sheet, lang)
    if remark:
        yield from _remarked(remark, sheet)


def _remarked(remark: Remark, sheet: Sheet) -> Iterator[Text]:
    for number, said in enumerate(remark.lines):
        lead = words(f">>>>  {when(remark.at)}" if number == 0 else "", LATE)
        yield from hanging(sheet, lead, words(said, LATE), len(lead) + 2 if number == 0 else 6)


def _indent(column: int, sheet: Sheet) -> int:
    """Where the words begin: behind the number and the moment or, on a narrow screen, under them."""
    return column + 8 if sheet.width >= NARROW else 6


def happened_at(line: Line) -> datetime:
    """The lawful moment, also of what a correction moved."""
    return line.step.event.occurred_at if line.step else line.entry.event.occurred_at


def _warns(line: Line) -> bool:
    return isinstance(line.entry.event, WarningRaised) and line.corrected_by is None


def _event(
    line: Line, view: Timeline, workdays: Workdays, column: int, sheet: Sheet, lang: str
) -> Iterator[Text]:
    struck = line.step is None
    lead = words(f"{line.entry.seq:>4}  {when(happened_at(line)):<{column}}  ", QUIET if struck else "")
    name = texts.event(_name(line, view), lang)
    lead.append_text(words(name, "dim strike" if struck else STRONG))
    day = words(_day(line, view, workdays, lang), QUIET)
    indent = _indent(column, sheet)
    yield from apart(sheet, lead, day, indent)
    parts: list[Text | str] = [
        _on_record(line, view, lang),
        _states(line, sheet, lang),
        _lateness(line, view, lang),
        *particulars(line.entry.event, lang),
        _by(line.entry, lang),
        _paper(line.document, lang) if line.document else "",
    ]
    yield from indented(sheet, joined(parts), indent)


def _name(line: Line, view: Timeline) -> str:
    """The event by its name; a last day that passed with nothing owed on it is not called a deadline missed."""
    event = line.entry.event
    if (
        isinstance(event, DeadlineMissed)
        and view.case.definition.term(event.deadline).missed is Missed.TERM_ENDED
    ):
        return "last_day_over"
    return type(event).__name__


def _states(line: Line, sheet: Sheet, lang: str) -> str:
    if line.step is None or line.step.before is line.step.after:
        return ""
    after = texts.state(str(line.step.after), lang)
    before = f"{texts.state(str(line.step.before), lang)} " if line.step.before else ""
    return f"{before}{sheet.arrow} {after}"


def _lateness(line: Line, view: Timeline, lang: str) -> Text:
    if line.late_by is not None:
        return Text(say("done.late", lang, n=line.late_by), style=LATE)
    met = [d for d in view.deadlines if line.step and _met(line, d.term.met_by, d.met_at)]
    names = [texts.deadline(each.name, lang) for each in met if each.name != "silence"]
    return Text(say("done.in_time", lang, name=", ".join(names)), style=GOOD) if names else Text()


def _met(line: Line, met_by: tuple[type, ...], met_at: datetime | None) -> bool:
    return type(line.entry.event) in met_by and met_at == happened_at(line)


def _paper(papers: str, lang: str) -> str:
    return say("done.paper", lang, what=", ".join(texts.retold(each, lang) for each in papers.split(", ")))


def _by(entry: Entry, lang: str) -> str:
    if entry.actor.role is Role.SYSTEM:
        return texts.role("system", lang)
    role, other = texts.role(str(entry.actor.role), lang), entry.actor.on_behalf_of
    if entry.actor.name in (role, str(entry.actor.role)):
        return role
    key = "done.for" if other else "done.by"
    return say(key, lang, actor=entry.actor.name, role=role, other=other)


def _on_record(line: Line, view: Timeline, lang: str) -> Text:
    """How the entry stands in the record, where that is not plain."""
    if not line.recorded:
        return Text(say("done.not_recorded", lang), style=STRONG)
    parts = [_corrected(line, view, lang)]
    late = day_of(line.entry.recorded_at) > day_of(line.entry.event.occurred_at)
    if late and not fires_by_itself(line.entry.event):
        parts.append(say("done.entered", lang, at=minute(line.entry.recorded_at)))
    return joined(parts)


def _corrected(line: Line, view: Timeline, lang: str) -> str:
    if line.corrected_by is None:
        return ""
    by = next(each.entry.event for each in view.lines if each.entry.seq == line.corrected_by)
    if not isinstance(by, ActCorrected):
        return say("done.annulled", lang, seq=line.corrected_by)
    if by.moment is None:
        return say("done.struck", lang, seq=line.corrected_by)
    return say("done.corrected", lang, seq=line.corrected_by, at=when(by.moment))


# --- day n of the term


def _day(line: Line, view: Timeline, workdays: Workdays, lang: str) -> str:
    """Counted from acceptance in working days, up to the decision."""
    round = line.entry.round
    earlier = view.case.deadlines.get(f"decision (round {round})")
    term = earlier or view.case.deadlines.get("decision")
    if term is None or round != term.round or line.step is None or not isinstance(term.term, Within):
        return ""
    moment = happened_at(line)
    closed = term.met_at or term.lapsed_at
    if day_of(moment) < term.day_zero or (closed and moment > closed) or _before_it(line, view, term.set_by):
        return ""
    if term.term.unit is not Unit.WORKING_DAYS:
        n, days = (day_of(moment) - term.day_zero).days, term.days
        past = say("done.calendar_past", lang, n=n - days, days=days)
        return past if n > days else say("done.calendar_day", lang, n=n, days=days)
    return _numbered(day_of(moment), term.day_zero, term.days, workdays, lang)


def _before_it(line: Line, view: Timeline, set_by: int) -> bool:
    start = next(each for each in view.lines if each.entry.seq == set_by)
    return (happened_at(line), line.entry.seq) < (happened_at(start), set_by)


def _numbered(day: date, zero: date, days: int, workdays: Workdays, lang: str) -> str:
    n = workdays.count(zero, day)
    if n > days:
        return say("done.past", lang, n=n - days, days=days)
    between = day != zero and not workdays.is_worked(day)
    return say("done.after_day" if between else "done.day", lang, n=n, days=days)


# --- warnings


def _warnings(lines: list[Line], moment: datetime, column: int, sheet: Sheet, lang: str) -> Iterator[Text]:
    seqs = [line.entry.seq for line in lines]
    span = _span(seqs)
    said = [_warned(told, list(group), lang) for told, group in groupby(sorted(lines, key=_told), key=_told)]
    if not all(line.recorded for line in lines):
        said.append(say("done.not_recorded", lang))
    lead = words(f"{span:<5} {when(moment)}" if len(span) > 4 else f"{span:>4}  {when(moment)}", QUIET)
    indent = _indent(column, sheet)
    yield from hanging(sheet, lead, words("; ".join(said), QUIET), indent)


def _span(seqs: list[int]) -> str:
    in_a_row = len(seqs) > 1 and seqs == list(range(seqs[0], seqs[-1] + 1))
    return f"{seqs[0]}-{seqs[-1]}" if in_a_row else ", ".join(map(str, seqs))


def _told(line: Line) -> str:
    assert isinstance(line.entry.event, WarningRaised)
    return line.entry.event.told


def _warned(told: str, lines: list[Line], lang: str) -> str:
    what = [_about(line.entry.event, lang) for line in lines if isinstance(line.entry.event, WarningRaised)]
    return say("done.warned", lang, told=texts.role(told, lang), what=", ".join(what))


def _about(event: WarningRaised, lang: str) -> str:
    name = texts.deadline(event.about, lang)
    if event.days_before is None:
        return say("done.warning_now", lang, name=name)
    return say("done.warning_ahead", lang, name=name, n=event.days_before)
