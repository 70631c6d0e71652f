"""The timeline of a case: what it is, what is to be done, what was done, the days, what is possible now.

It shows a value and decides nothing; `--json` shows the same value to programs.
"""

from collections.abc import Iterator, Sequence

from rich.text import Text

from process.report_notes import Note
from process.standing import on, when
from process.timeline import Timeline
from process.workdays import Workdays
from terminal import texts
from terminal.complaints import complaints
from terminal.done import Remark, done
from terminal.moments import moment
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, across, apart, hanging, indented, joined, words
from terminal.possible import possible
from terminal.strip import strip
from terminal.texts import say
from terminal.todo import todo


def show_timeline(
    view: Timeline,
    workdays: Workdays,
    *,
    person: str,
    notes: Sequence[Note] = (),
    remark: Remark | None = None,
    lang: str = "en",
) -> Page:
    """One screen. `person` comes masked; `notes` are what the report itself says (R30), `remark` is from outside."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from _header(view, person, sheet, lang)
        yield from todo(view, workdays, notes, sheet, lang)
        yield from complaints(view, sheet, lang)
        yield from done(view, workdays, sheet, lang, remark)
        yield from strip(view, workdays, sheet, lang)
        yield from possible(view, sheet, lang)
        yield Text()
        yield from indented(sheet, words(say("foot.wd", lang), QUIET), 0)

    return Page(lines)


def _header(view: Timeline, person: str, sheet: Sheet, lang: str) -> Iterator[Text]:
    case = view.case
    name = Text(say("head.case", lang, id=case.id), style=STRONG)
    as_of = words(say("head.as_of", lang, at=moment(view.as_of, lang)))
    yield from apart(sheet, name, as_of, 0)
    yield across(sheet)
    garrison = str(case.filed.report.get("garrison", ""))
    rows = {
        "state": _state(view, lang),
        "overdue": _overdue(view, lang),
        "deemed": _deemed(view, lang),
        "applicant": joined([person, garrison], ", "),
        "executor": words(case.executor or say("head.nobody", lang)),
        "rules": _rules(view, lang),
    }
    shown = {say(f"head.{key}", lang): body for key, body in rows.items() if body.plain}
    column = 2 + max(map(len, shown))
    for head, said in shown.items():
        yield from hanging(sheet, words(head, QUIET), said, column)


def _state(view: Timeline, lang: str) -> Text:
    case = view.case
    body = words(texts.state(str(case.state), lang), STRONG)
    body.append(f" ({case.state})")
    beneath = case.decision and str(case.decision) != str(case.state)
    parts: list[Text | str] = [
        body,
        say("head.beneath", lang, decision=texts.state(str(case.decision), lang)) if beneath else "",
        say("head.round", lang, n=case.round) if case.round > 1 else "",
    ]
    return joined(parts)


def _rules(view: Timeline, lang: str) -> Text:
    definition = view.case.definition
    day = on(definition.in_force_from)
    said = say("head.in_force", lang, edition=texts.retold(definition.edition, lang), day=day)
    return joined([said, say("head.estimated", lang) if definition.estimated else ""], " ")


def _overdue(view: Timeline, lang: str) -> Text:
    deadline = view.case.deadlines.get("decision")
    if not view.case.overdue or deadline is None:
        return Text()
    return Text(say("head.since", lang, at=when(deadline.due_at)), style=LATE)


def _deemed(view: Timeline, lang: str) -> Text:
    day = view.case.deemed_refused_on
    return Text(say("head.deemed_on", lang, day=on(day)), style=LATE) if day else Text()
