"""`export ics`: deadlines and hearings as a calendar that other programs read (RFC 5545). Nobody is named in it."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from process.agenda import Appointment
from terminal import texts
from terminal.texts import say

PRODUCT = "-//Merzim//deadlines//EN"
_HOUR = timedelta(hours=1)
"""A hearing has no end that anybody set; calendars want one."""


def as_ics(appointments: Iterable[Appointment], lang: str) -> str:
    """The calendar as text, lines ending as the standard has them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in appointments:
        calendar.add_component(_event(each, lang))
    return calendar.to_ical().decode("utf-8")


def _event(each: Appointment, lang: str) -> Event:
    event = Event()
    case = each.key.partition("/")[0]
    start = each.at.replace(microsecond=0)
    event.add("uid", f"{each.key}@merzim")
    event.add("sequence", each.revision)
    event.add("dtstamp", each.changed_at.replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", start if each.deadline else start + _HOUR)
    event.add("summary", f"{case}: {_what(each, lang)}")
    event.add("status", "CANCELLED" if each.over else "CONFIRMED")
    if each.deadline:
        term = each.deadline.term
        law = texts.law(term.law.label, lang)
        event.add("description", f"{texts.role(str(term.who), lang)}: {texts.duty(term, lang)} ({law})")
    if each.place:
        event.add("location", each.place)
    return event


def _what(each: Appointment, lang: str) -> str:
    if each.deadline:
        return texts.deadline(each.deadline.name, lang)
    method = texts.known(f"method.{each.method}", lang) or ""
    return f"{say('deadline.hearing', lang)}, {method}".rstrip(", ")
