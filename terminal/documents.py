"""`case documents`: which documents and data the case needs, which are there, and what is done about the rest."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from process.case import Case
from process.certification import receipt, waits_for_receipt
from process.documents import Needed, Outcome, Standing, issued_on, lacking, needed, package_of, valid_until
from process.obtaining import Wanted, wanted
from process.states import State
from terminal import texts
from terminal.moments import day_words
from terminal.page import GOOD, LATE, QUIET, STRONG, Page, Sheet, apart, indented, joined, title, words
from terminal.signature import certified_line
from terminal.texts import say

INDENT = 6
ALERTING = (Standing.MISSING, Standing.EXPIRED)
SETTLED = (Standing.PRESENT, Standing.HELD)


def documents_json(case: Case, personal: Mapping[str, Any] | None) -> dict[str, Any]:
    """Every document of the definition and every datum of an information system, each with how it stands."""
    held = package_of(case)
    return {
        "case": case.id,
        "state": str(case.state),
        "registered_on": case.filed.registered_on.isoformat(),
        "complete": not lacking(case),
        "certified_by": case.filed.report["certified_by"],
        "signature": dict(case.filed.signature) if case.filed.signature else None,
        "portal_receipt": receipt(case),
        "waits_for_receipt": waits_for_receipt(case),
        "documents": [_document(each) for each in needed(case.definition.documents, held)],
        "data": [
            {
                "data": each.question.data,
                "about": each.question.about,
                "outcome": each.outcome,
                "provision": str(each.law),
            }
            for each in wanted(case, personal or {})
        ],
    }


def _document(each: Needed) -> dict[str, Any]:
    copy = each.copy or {}
    return {
        "list9": each.number,
        "name": texts.known(f"document.{each.rule.law.key}"),
        "required": each.required,
        "where": each.rule.where,
        "status": str(each.standing),
        "issued_on": copy.get("issued_on"),
        "valid_until": copy.get("valid_until"),
        "fresh_from": each.fresh_from.isoformat() if each.fresh_from else None,
        "unless_held": each.rule.unless_held,
        "provision": str(each.rule.law),
    }


def show_documents(case: Case, personal: Mapping[str, Any] | None, lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(words(say("documents.title", lang, id=case.id), STRONG), sheet.width)
        yield from _verdict(case, sheet, lang)
        yield from certified_line(case, sheet, lang)
        for each in needed(case.definition.documents, package_of(case)):
            yield from _row(each, sheet, lang)
        yield from _data(case, wanted(case, personal or {}), sheet, lang)

    return Page(lines)


def _verdict(case: Case, sheet: Sheet, lang: str) -> Iterator[Text]:
    found = lacking(case)
    if not found:
        yield from indented(sheet, words(say("documents.complete", lang), GOOD), 1)
        return
    at_the_door = case.state is State.SUBMITTED
    yield from indented(sheet, words(say("documents.incomplete", lang), LATE), 1)
    if at_the_door:
        yield from indented(sheet, say("documents.way_on", lang, n=case.id), 1)


def _row(each: Needed, sheet: Sheet, lang: str) -> Iterator[Text]:
    sign = "!" if each.standing in ALERTING else "+" if each.standing in SETTLED else sheet.bullet
    style = LATE if each.standing in ALERTING else "" if each.standing in SETTLED else QUIET
    place = texts.law(f"list 9({each.number})", lang)
    status = words(say(f"standing.{each.standing}", lang), style)
    yield from apart(sheet, joined([f" {sign} ", words(place, STRONG)], " "), status, INDENT)
    name = texts.known(f"document.{each.rule.law.key}", lang) or each.rule.law.en
    yield from indented(sheet, name, INDENT)
    yield from indented(sheet, words(_why(each, lang), QUIET), INDENT)
    yield from indented(sheet, words(_dates(each, lang), QUIET), INDENT)


def _why(each: Needed, lang: str) -> str:
    if not each.rule.read:
        return say("documents.unread", lang)
    if each.rule.where is None:
        what = say("documents.of_everyone", lang)
    else:
        key = {True: "so", False: "not_so", None: "unsaid"}[each.required]
        what = say(f"documents.{key}", lang, where=say(f"circumstance.{each.rule.where}", lang))
    return what + (f"; {say('documents.unless_held', lang)}" if each.rule.unless_held else "")


def _dates(each: Needed, lang: str) -> str:
    if each.copy is None:
        return ""
    issued, until = issued_on(each.copy), valid_until(each.copy)
    pieces = [
        say("documents.issued", lang, day=day_words(issued, lang)) if issued else "",
        say("documents.until", lang, day=day_words(until, lang)) if until else "",
        say("documents.fresh", lang, day=day_words(each.fresh_from, lang)) if each.fresh_from else "",
    ]
    return "; ".join(filter(None, pieces))


def _data(case: Case, rows: list[Wanted], sheet: Sheet, lang: str) -> Iterator[Text]:
    if not rows:
        return
    yield from title(sheet, say("documents.data", lang))
    for name in dict.fromkeys(each.question.data for each in rows):
        said = _by_outcome([each for each in rows if each.question.data == name], lang)
        yield from indented(
            sheet, joined([words(say(f"datum.{name}", lang), STRONG), "; ".join(said)], "  "), 1
        )
    if any(each.outcome in (None, Outcome.UNAVAILABLE) for each in rows):
        yield from indented(sheet, words(say("documents.ask", lang, n=case.id), QUIET), 1)


def _by_outcome(rows: list[Wanted], lang: str) -> list[str]:
    """not asked yet: applicant, spouse, child (2)"""
    return [
        f"{say(f'outcome_of_system.{outcome}', lang)}: "
        + ", ".join(_person(each.question.about, lang) for each in rows if each.outcome == outcome)
        for outcome in dict.fromkeys(each.outcome for each in rows)
    ]


def _person(about: str, lang: str) -> str:
    kind, _, number = about.partition("/")
    said = say(f"person.{kind}", lang)
    return f"{said} ({number})" if number else said
