"""The rules as people read them: the editions, each step and each deadline with its words in Kazakh and English."""

from collections.abc import Iterator

from rich.text import Text

from process.definition import Definition, Editions
from process.events import Event
from process.law import Authority
from process.standing import on
from process.states import Beneath, State, Step
from process.terms import Before, Within
from process.units import Unit
from terminal import texts
from terminal.page import QUIET, STRONG, Page, Sheet, apart, hanging, indented, joined, title, words
from terminal.texts import say

INDENT = 4


def list_rules(editions: Editions, lang: str = "en") -> Page:
    """Each definition: id, edition, since when it is in force, title."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        for each in editions.definitions:
            yield from apart(sheet, words(each.id, STRONG), words(each.edition), INDENT)
            yield from indented(sheet, _in_force(each, lang), INDENT)
            yield from indented(sheet, words(_title(each, lang), QUIET), INDENT)

    return Page(lines)


def show_rules(definition: Definition, lang: str = "en") -> Page:
    """Every step and every deadline, each with the words it rests on."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from indented(sheet, words(_title(definition, lang), STRONG), 0)
        yield from indented(
            sheet, joined([definition.id, definition.edition, _in_force(definition, lang)], ", "), 0
        )
        decides = definition.decided_by.get(lang) or definition.decided_by.get("en")
        if decides:
            yield from indented(sheet, say("rules.decides", lang, who=decides), 0)
        yield from title(sheet, say("rules.steps", lang))
        for step in definition.chart.steps:
            yield from _step(step, sheet, lang)
        yield from title(sheet, say("rules.deadlines", lang))
        for term in definition.terms:
            yield from _term(term, sheet, lang)

    return Page(lines)


def _title(definition: Definition, lang: str) -> str:
    return definition.title.get(lang) or definition.title["en"]


def _in_force(definition: Definition, lang: str) -> str:
    first = on(definition.in_force_from)
    last = definition.in_force_to
    key = "rules.to" if last else "rules.from"
    span = say(key, lang, day=first, end=on(last) if last else "")
    return f"{say('rules.in_force', lang)} {span}" + (
        f" {say('head.estimated', lang)}" if definition.estimated else ""
    )


def _step(step: Step, sheet: Sheet, lang: str) -> Iterator[Text]:
    name = step.event.__name__
    yield from apart(sheet, words(texts.event(name, lang), STRONG), words(name, QUIET), INDENT)
    yield from indented(sheet, _way(step, sheet, lang), INDENT)
    by = ", ".join(texts.role(str(role), lang) for role in step.by)
    yield from indented(sheet, say("rules.by", lang, roles=by), INDENT)
    yield from _law(step.law, sheet, lang)


def _way(step: Step, sheet: Sheet, lang: str) -> str:
    everywhere = len(step.sources) == len(State)
    sources = [texts.state(str(source), lang) for source in step.sources]
    before = say("rules.any_state", lang) if everywhere else ", ".join(sources) or say("rules.begins", lang)
    if isinstance(step.dest, Beneath):
        return f"{before} {sheet.arrow} {say('rules.beneath', lang)}"
    after = texts.state(str(step.dest), lang) if step.dest else say("rules.stays", lang)
    return f"{before} {sheet.arrow} {after}"


def _term(term: Within | Before, sheet: Sheet, lang: str) -> Iterator[Text]:
    yield from apart(sheet, words(texts.deadline(term.name, lang), STRONG), words(term.name, QUIET), INDENT)
    duty = texts.own(f"duty.{term.name}", lang) or term.duty
    otherwise = texts.own(f"otherwise.{term.name}", lang) or term.otherwise
    for body in (
        f"{texts.role(str(term.who), lang)}: {duty}",
        _counted(term, lang),
        say("rules.met_by", lang, events=_events(term.met_by, lang)),
        say("rules.otherwise", lang, what=otherwise),
    ):
        yield from indented(sheet, body, INDENT)
    yield from _law(term.law, sheet, lang)


_WITHIN = {
    Unit.WORKING_DAYS: "rules.within",
    Unit.CALENDAR_DAYS: "rules.within_calendar",
    Unit.MONTHS: "rules.within_months",
    Unit.MINUTES: "rules.within_minutes",
}


def _counted(term: Within | Before, lang: str) -> str:
    if isinstance(term, Before):
        return say("rules.before", lang, n=term.days, end=texts.deadline(term.end, lang))
    key = _WITHIN[term.unit] if term.days else "rules.same_day"
    return say(key, lang, n=term.days, starts=_events(term.starts, lang))


def _events(kinds: tuple[type[Event], ...], lang: str) -> str:
    return ", ".join(texts.event(kind.__name__, lang) for kind in kinds)


def _law(law: Authority, sheet: Sheet, lang: str) -> Iterator[Text]:
    yield from indented(sheet, words(say("rules.basis", lang, what=law.label), QUIET), INDENT)
    for provision in law.provisions:
        kazakh = provision.kk or say("rules.in_english_only", lang)
        for code, quote in (("kk", kazakh), ("en", provision.en)):
            yield from hanging(sheet, words(f"{' ' * INDENT}{code}", QUIET), words(quote), INDENT + 4)
