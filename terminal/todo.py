"""NEXT: the deadlines that run, each with its last instant, whose it is, on what it rests and what follows otherwise.

Then what has no deadline of its own, and what the report itself says. Nothing is decided here.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from process.deadlines import days_left, may_move
from process.events import DeadlineMoved, HearingRescheduled, RefusalProposed
from process.law import PROVISIONS
from process.localtime import day_of
from process.next_steps import Todo
from process.report_notes import Note
from process.standing import when
from process.terms import Deadline, Missed, Status
from process.timeline import Timeline
from process.workdays import Workdays
from terminal import texts
from terminal.moments import left, moment
from terminal.page import LATE, QUIET, STRONG, Sheet, apart, hanging, indented, joined, title, words
from terminal.particulars import setting
from terminal.texts import say

NAME, INDENT = 4, 6
WAITING = (Status.OPEN, Status.MISSED)


def todo(
    view: Timeline, workdays: Workdays, notes: Sequence[Note], sheet: Sheet, lang: str
) -> Iterator[Text]:
    """The whole section."""
    yield from title(sheet, say("next.title", lang))
    open_ones = [each for each in view.deadlines if waits(each, view)]
    for deadline in open_ones:
        yield from _deadline(deadline, view, workdays, sheet, lang)
    others = [each for each in view.next if not _from_a_deadline(each, open_ones)]
    for other in others:
        yield from _other(other, view, sheet, lang)
    for deadline in view.deadlines:
        if passed(deadline, view):
            yield from hanging(sheet, Text(f" {sheet.bullet}"), words(_passed(deadline, lang), QUIET), NAME)
    if not open_ones and not others:
        yield from indented(sheet, say("next.nothing", lang), 1)
    yield from _notes(notes, sheet, lang)


def waits(deadline: Deadline, view: Timeline) -> bool:
    """Still to be met, in time or late. One whose missing only closed a way is nobody's to meet any more."""
    return not deadline.closed and deadline.status(view.as_of) in WAITING and not _is_over(deadline, view)


def passed(deadline: Deadline, view: Timeline) -> bool:
    """A way that closed, as long as that matters: until the term itself is over."""
    return not deadline.closed and _way_closed(deadline, view) and not view.case.overdue


def _is_over(deadline: Deadline, view: Timeline) -> bool:
    """Nothing more to do about it: a way that closed; silence that has taken effect, as the page says elsewhere."""
    kept_silent = deadline.name == "silence" or deadline.term.missed is Missed.COMPLAINT_SILENCE
    silent = kept_silent and view.as_of > deadline.due_at
    return silent or _way_closed(deadline, view)


def _way_closed(deadline: Deadline, view: Timeline) -> bool:
    return deadline.term.missed is Missed.TERM_ENDED and view.as_of > deadline.due_at


def _passed(deadline: Deadline, lang: str) -> str:
    name = texts.deadline(deadline.name, lang)
    return say(
        "next.passed",
        lang,
        name=name,
        at=when(deadline.due_at),
        otherwise=texts.otherwise(deadline.term, lang),
    )


def _deadline(
    deadline: Deadline, view: Timeline, workdays: Workdays, sheet: Sheet, lang: str
) -> Iterator[Text]:
    yield from due_line(
        texts.deadline(deadline.name, lang), deadline.due_at, view.as_of, workdays, sheet, lang
    )
    term = deadline.term
    acts = [each.act for each in view.next if each.deadline == deadline.name] or [term.act.__name__]
    yield from indented(sheet, joined([_duty(deadline, lang), _how(acts, view, lang)], " "), INDENT)
    yield from indented(sheet, _set_for(deadline, view, lang), INDENT)
    yield from indented(sheet, _otherwise(deadline, view, lang), INDENT)
    yield from indented(
        sheet, words(say("next.basis", lang, what=texts.law(term.law.label, lang)), QUIET), INDENT
    )
    if deadline.held and (held := deadline.waits(view.as_of)):
        said = say("next.held", lang, at=moment(held.now, lang), act=held.act)
        yield from indented(sheet, words(said, LATE), INDENT)
    yield from _provisional(deadline, workdays, sheet, lang)


def _provisional(deadline: Deadline, workdays: Workdays, sheet: Sheet, lang: str) -> Iterator[Text]:
    if may_move(deadline, workdays):
        why = workdays.why_provisional(day_of(deadline.due_at).year, lang) or say("next.may_move", lang)
        yield from indented(sheet, Text(say("next.provisional", lang, why=why), style=LATE), INDENT)


def _duty(deadline: Deadline, lang: str) -> str:
    return f"{texts.role(str(deadline.term.who), lang)}: {texts.duty(deadline.term, lang)}"


def _set_for(deadline: Deadline, view: Timeline, lang: str) -> str:
    """When and where the hearing is to be, as last set."""
    latest = next(iter(view.case.since((RefusalProposed, HearingRescheduled))), None)
    if deadline.name != "hearing" or not isinstance(latest, (RefusalProposed, HearingRescheduled)):
        return ""
    return setting(latest, lang)


def _otherwise(deadline: Deadline, view: Timeline, lang: str) -> str:
    """What follows where nobody acts; of a missed one, what has followed, unless the head of the page says so."""
    what = texts.otherwise(deadline.term, lang)
    late = view.as_of > deadline.due_at
    if late and deadline.term.missed is Missed.DEEMED_REFUSAL:
        return ""
    return say("next.missed" if late else "next.otherwise", lang, what=what)


def _how(names: Sequence[str], view: Timeline, lang: str) -> Text:
    """How it is done at this terminal, where it can be done now."""
    if DeadlineMoved.__name__ in names:
        return words("(merzim calendar approve)", QUIET)
    command = next((texts.command(name) for name in names if name in view.allowed), None)
    if command is None:
        return Text()
    whole = command if " " in command else f"case {command}"
    return words(say("next.how", lang, command=whole), QUIET)


def due_line(
    name: str, due_at: datetime, as_of: datetime, workdays: Workdays, sheet: Sheet, lang: str
) -> Iterator[Text]:
    """> Decision                    Thu 09.04.2026 18:00   8 wd left"""
    days = days_left(due_at, as_of, workdays)
    lead = _marked(days, sheet)
    due = words(moment(due_at, lang), STRONG)
    due.append("  ")
    remaining = left(days, lang)
    remaining.pad_left(max(0, 11 - remaining.cell_len))
    due.append_text(remaining)
    yield from apart(sheet, lead.append_text(words(name, STRONG)), due, INDENT)


def _marked(days: int | None, sheet: Sheet) -> Text:
    """Before the row, for eyes that see no colour: ! late, > today or the next working day."""
    sign = sheet.bullet if days is None or days > 1 else "!" if days < 0 else ">"
    return Text(" ").append(sign, style=LATE if sign in "!>" else "").append("  ")


def _from_a_deadline(each: Todo, deadlines: Sequence[Deadline]) -> bool:
    return each.deadline in [deadline.name for deadline in deadlines]


def _other(each: Todo, view: Timeline, sheet: Sheet, lang: str) -> Iterator[Text]:
    said = words(f"{texts.role(each.who, lang)}: {texts.retold(each.why, lang)}", STRONG)
    yield from hanging(
        sheet, _marked(each.days_left, sheet), joined([said, _how([each.act], view, lang)], " "), NAME
    )
    basis = words(say("next.basis", lang, what=texts.law(each.provision, lang)), QUIET)
    yield from indented(sheet, joined([_when(each, lang), basis]), INDENT)


def _when(each: Todo, lang: str) -> Text:
    if each.due_at is None or each.days_left is None:
        return Text()
    return joined([moment(each.due_at, lang), left(each.days_left, lang)], ", ")


def _notes(notes: Sequence[Note], sheet: Sheet, lang: str) -> Iterator[Text]:
    if notes:
        yield from indented(sheet, words(say("next.notes", lang), STRONG), 1)
    for note in notes:
        law = PROVISIONS.get(note.provision)
        place = f"({texts.law(str(law), lang)})" if law else ""
        body = joined([words(texts.retold(note.text, lang)), words(place, QUIET)], " ")
        yield from hanging(sheet, Text(f" {sheet.bullet}"), body, NAME)


def soon(view: Timeline, workdays: Workdays, sheet: Sheet, lang: str) -> Iterator[Text]:
    """The same in short: name, due instant, days left, and whose duty it is."""
    open_ones = [each for each in view.deadlines if waits(each, view)]
    others = [each for each in view.next if not _from_a_deadline(each, open_ones)]
    yield Text(say("next.title", lang), style=STRONG)
    for each in open_ones:
        yield from due_line(texts.deadline(each.name, lang), each.due_at, view.as_of, workdays, sheet, lang)
        yield from indented(sheet, _duty(each, lang), INDENT)
        yield from _provisional(each, workdays, sheet, lang)
    for other in others:
        said = f"{texts.role(other.who, lang)}: {texts.retold(other.why, lang)}"
        body = joined([said, _when(other, lang)], ", ")
        yield from hanging(sheet, _marked(other.days_left, sheet), body, NAME)
    if not open_ones and not others:
        yield from indented(sheet, say("next.nothing", lang), 1)
