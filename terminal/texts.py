"""Every word shown to people, by its key, in English, Kazakh and Russian.

A language that lacks a word is answered in English: the tables in `words/` may grow one word at a time. What the
law says is never translated here; its words stand in `process/law/`.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from process.day import WEEKDAYS
from process.events import VOCABULARY

LANGUAGES = ("en", "kk", "ru")
_EVENTS = re.compile(rf"\b(?:{'|'.join(VOCABULARY)})\b")


def say(key: str, lang: str = "en", **values: object) -> str:
    """The words under `key` ("next.title"), with the values put in. KeyError for a key that English does not have."""
    found = known(key, lang)
    if found is None:
        raise KeyError(f"no words for {key!r}")
    return found.format(**values) if values else found


def known(key: str, lang: str = "en") -> str | None:
    """The words under `key` in that language or in English; None where neither has any."""
    return _flat(_own(lang)).get(key) or _flat("en").get(key)


def own(key: str, lang: str) -> str | None:
    """The words in that very language, or None."""
    return _flat(_own(lang)).get(key)


def event(name: str, lang: str = "en") -> str:
    """ReportAccepted -> "Report accepted". An event without words of its own is spelled by its name."""
    return known(f"event.{name}", lang) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def act(name: str, lang: str = "en") -> str:
    """ReportAccepted -> "accept the report": what somebody may do."""
    return known(f"act.{name}", lang) or event(name, lang)


def command(name: str) -> str | None:
    """The subcommand of `merzim case` that records this event."""
    return known(f"command.{name}")


def state(name: str, lang: str = "en") -> str:
    return known(f"state.{name}", lang) or _spelled(name)


def deadline(name: str, lang: str = "en") -> str:
    return known(f"deadline.{name}", lang) or _spelled(name)


def role(name: str, lang: str = "en") -> str:
    return known(f"role.{name}", lang) or name.replace("_", " ")


def weekday(day: date, lang: str = "en", *, whole: bool = False) -> str:
    """Mon; whole: Monday."""
    if whole:
        return WEEKDAYS[_own(lang)][day.weekday()]
    return say("weekdays.short", lang).split()[day.weekday()]


def month(number: int, lang: str = "en") -> str:
    return say("months.names", lang).split()[number - 1]


def law(text: str, lang: str = "en") -> str:
    """A place in the law ("Order 232, item 6; R12 (derived)") in that language; its words stand in `process/law/`."""
    if _own(lang) != "en":
        for english, key in _PLACES:
            text = english.sub(partial(_in_place, key, lang), text)
    return text


def _in_place(key: str, lang: str, found: re.Match[str]) -> str:
    return say(f"law.{key}", lang, n=found[1])


_PLACES = tuple(
    (re.compile(english), key)
    for english, key in (
        (r"\bOrder (\d+)", "order"),
        (r"\bLaw on State Services()", "services"),
        (r"\bLabour Code()", "labour"),
        (r"\bformer Decree (\d+)", "decree"),
        (r"\bCode()(?=, Article| \d)", "code"),
        (r"\bArticle (\d[\d-]*(?:\(\d+\))*)", "article"),
        (r"\bitems? (\d[\d, ]*\d|\d+)", "item"),
        (r"\blist (\d+(?:\(\d+\))*)", "list"),
        (r"\((derived)\)", "derived"),
        (r"\b(rest|last part|first part) \[D\]", "derived_part"),
        (r"\[(D)\]", "derived"),
    )
)


def in_words(text: str, lang: str = "en") -> str:
    """A reason with the events' public names put in words: programs read the names, people read this."""
    return _EVENTS.sub(lambda found: event(found[0], lang), text)


def _spelled(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _own(lang: str) -> str:
    return lang if lang in LANGUAGES else "en"


@cache
def _flat(lang: str) -> Mapping[str, str]:
    table = tomllib.loads(files("terminal.words").joinpath(f"{lang}.toml").read_text(encoding="utf-8"))
    return {f"{section}.{key}": words for section, entries in table.items() for key, words in _items(entries)}


def _items(entries: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(key, str(words)) for key, words in entries.items()]
