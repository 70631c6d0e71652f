"""What an event of a complaint says beside its name, in a few words. No personal data."""

from process.complaint import COURT
from process.complaint_events import (
    ActCancelled,
    ActionOrdered,
    CaseReturned,
    ComplaintDismissed,
    ComplaintExtended,
    ComplaintForwarded,
    ComplaintLeft,
    ComplaintLodged,
    ComplaintSatisfied,
    CourtActRecorded,
    OrderExecuted,
    ReturnDecided,
)
from process.events import ComplaintSilent, Event, OfComplaint
from process.standing import on
from terminal import texts
from terminal.texts import say


def of_complaint(event: Event, lang: str) -> list[str]:
    """Short pieces, the complaint's number first; none for an event of no complaint."""
    if isinstance(event, CourtActRecorded):
        outcome = texts.known(f"outcome.{event.outcome}", lang) or event.outcome
        return [say("fact.court", lang, court=event.court, number=event.number), outcome]
    if not isinstance(event, OfComplaint):
        return []
    number = "" if event.complaint == COURT else say("fact.complaint", lang, n=event.complaint)
    return [number, *_said(event, lang)]


def _said(event: OfComplaint, lang: str) -> list[str]:
    match event:
        case ComplaintLodged(about=about, came_in=where, registered_on=day, late=late):
            return [
                texts.known(f"about.{about}", lang) or about,
                say("fact.came_in", lang, where=texts.body(where, lang)),
                say("fact.registered_on", lang, day=on(day)),
                say("complaints.late", lang) if late else "",
            ]
        case ComplaintForwarded(to=body):
            return [say("fact.sent_to", lang, body=texts.body(body, lang))]
        case ComplaintSatisfied(by_act=act):
            return [say("fact.by_act", lang, act=_done(act, lang))]
        case ComplaintExtended(days=days, reason=reason):
            return [say("fact.longer", lang, n=days), say("fact.reason", lang, text=reason)]
        case ComplaintSilent(term=term):
            return [say("fact.silent", lang, name=texts.deadline(term, lang))]
        case ActionOrdered(what=what, days=days):
            return [say("fact.ordered", lang, what=_done(what, lang)), _own_days(days, lang)]
        case ActCancelled(days=days) | CaseReturned(days=days):
            return [_own_days(days, lang)]
        case OrderExecuted(what=what):
            return [say("fact.by_act", lang, act=_done(what, lang))]
        case ComplaintDismissed(reason=reason) | ComplaintLeft(reason=reason) | ReturnDecided(reason=reason):
            return [say("fact.reason", lang, text=reason) if reason else ""]
    return []


def _done(what: str, lang: str) -> str:
    """An act of the procedure in words; anything else as it was said."""
    return texts.known(f"act.{what}", lang) or what


def _own_days(days: int | None, lang: str) -> str:
    return say("fact.own_days", lang, n=days) if days else ""
