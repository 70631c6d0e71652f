"""How a report was certified, in words: the portal's word, a verified signature, or one that waits for the portal."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from process.case import Case
from process.certification import receipt, waits_for_receipt
from process.signature import Signature, is_unverified
from terminal.page import GOOD, LATE, QUIET, STRONG, Page, Sheet, indented, words
from terminal.texts import say


def signature_json(case: Case, signature: Signature | None) -> dict[str, Any]:
    """`recorded`: what the record says of the signature; `again`: what it comes to now, where that was tried."""
    return {
        "case": case.id,
        "certified_by": case.filed.report["certified_by"],
        "portal_receipt": receipt(case),
        "waits_for_receipt": waits_for_receipt(case),
        "recorded": dict(case.filed.signature) if case.filed.signature else None,
        "kept": signature is not None,
        "again": None,
        "files": [],
    }


def certified(case: Case, lang: str) -> str:
    """One line: by what the report is certified, and what is known of that."""
    by = say(f"certified.{case.filed.report['certified_by']}", lang)
    known = outcome(case.filed.signature, lang) or say("certified.portals_word", lang)
    under = receipt(case)
    return "; ".join([by, known, *([say("certified.receipt", lang, ref=under)] if under else [])])


def outcome(said: Mapping[str, Any] | None, lang: str) -> str:
    """What verifying a signature came to; empty where there is none."""
    if said is None:
        return ""
    if is_unverified(said):
        return say("certified.unverified", lang, algorithm=said["algorithm"], oid=said["oid"])
    lists = say(f"certified.lists_{said['revocation']}", lang)
    return say("certified.verified", lang, algorithm=said["algorithm"], issuer=said["issuer"], lists=lists)


def certified_line(case: Case, sheet: Sheet, lang: str) -> Iterator[Text]:
    """The same as a line of a page; one that waits for the portal stands out."""
    waits = waits_for_receipt(case)
    yield from indented(sheet, words(certified(case, lang), LATE if waits else QUIET), 1)
    if waits:
        yield from indented(sheet, say("certified.way_on", lang, n=case.id), 1)


def show_signature(plain: Mapping[str, Any], lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from sheet.wrapped(words(say("certified.title", lang, id=plain["case"]), STRONG), sheet.width)
        yield from indented(sheet, say(f"certified.{plain['certified_by']}", lang), 1)
        known = outcome(plain["recorded"], lang) or say("certified.portals_word", lang)
        yield from indented(sheet, words(known, LATE if plain["waits_for_receipt"] else ""), 1)
        if plain["portal_receipt"]:
            yield from indented(sheet, say("certified.receipt", lang, ref=plain["portal_receipt"]), 1)
        if plain["waits_for_receipt"]:
            yield from indented(sheet, say("certified.way_on", lang, n=plain["case"]), 1)
        if plain["again"] is not None:
            yield from _again(plain["again"], sheet, lang)
        for file in plain["files"]:
            yield from indented(sheet, file, 1)

    return Page(lines)


def _again(again: Mapping[str, Any], sheet: Sheet, lang: str) -> Iterator[Text]:
    refused = again.get("refused")
    if refused:
        yield from indented(
            sheet, words(say("certified.again_refused", lang, why="; ".join(refused)), LATE), 1
        )
    else:
        said = say("certified.again", lang, what=outcome(again, lang))
        yield from indented(sheet, words(said, LATE if is_unverified(again) else GOOD), 1)
