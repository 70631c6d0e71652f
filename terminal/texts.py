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
from typing import TYPE_CHECKING, Any

from process.day import WEEKDAYS
from process.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from process.terms import Term

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
    term, _, complaint = name.partition("/")
    said = known(f"deadline.{term}", lang) or _spelled(term)
    return say("complaints.of", lang, name=said, n=complaint) if complaint else said


def duty(term: "Term", lang: str = "en") -> str:
    """What must be done, in the words of the definition or of the language."""
    return own(f"duty.{term.name}", lang) or term.duty


def otherwise(term: "Term", lang: str = "en") -> str:
    """What follows where it is not done."""
    return own(f"otherwise.{term.name}", lang) or term.otherwise


def datum(name: str, lang: str = "en") -> str:
    """What a question to an information system is about: a datum, or a document of list 9."""
    document = name.removeprefix("list9_")
    return law(f"list 9({document})", lang) if document != name else say(f"datum.{name}", lang)


def role(name: str, lang: str = "en") -> str:
    return known(f"role.{name}", lang) or name.replace("_", " ")


def body(name: str, lang: str = "en") -> str:
    """Where a complaint is, or came in: the provider, or a body that considers it."""
    return say("complaints.provider", lang) if name == "provider" else role(name, lang)


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
        text = _WITHOUT_ARTICLE.sub(_with_articles, text)
        for english, key in _PLACES:
            text = english.sub(partial(_in_place, key, lang), text)
    return text


def _with_articles(found: re.Match[str]) -> str:
    """Code 76(1), 91(2) -> Code, Article 76(1), Article 91(2)"""
    return ", ".join([found[1], *(f"Article {number}" for number in found[2].split(", "))])


def _in_place(key: str, lang: str, found: re.Match[str]) -> str:
    """An article, an item or a point of the list is named down to its part: Article 73(2)(5) by `law.article_3`."""
    n, m, k = (*found.groups(), None, None)[:3]
    depth = "" if m is None else "_2" if k is None else "_3"
    return say(f"law.{key}{depth}", lang, n=n, m=m, k=k)


_NUMBER = r"\d[\d-]*"
_WITHOUT_ARTICLE = re.compile(rf"\b(Code|Law on State Services) ({_NUMBER}[()\d]*(?:, {_NUMBER}[()\d]*)*)")
_PLACES = tuple(
    (re.compile(english), key)
    for english, key in (
        (r"\bOrder (\d+)", "order"),
        (r"\bLaw on State Services()", "services"),
        (r"\bLabour Code()", "labour"),
        (r"\bformer Decree (\d+)", "decree"),
        (r"\bCode()(?=, Article)", "code"),
        (rf"\bArticle ({_NUMBER})(?:\((\d+)\))?(?:\((\d+)\))?", "article"),
        (r"\bitem (\d+)(?:\((\d+)\))?", "item"),
        (r"\bitems (\d+(?:-\d+|, \d+)*)", "items"),
        (r"\blist (\d+)(?:\((\d+)\))?", "list"),
        (r"\bedition (\d+)", "edition"),
        (r"\bas retold()", "retold"),
        (r"\((derived)\)", "derived"),
        (r"(?:\b(?:rest|last part|first part)|(?:\([a-z]\), )*\([a-z]\))() \[D\]", "derived_part"),
        (r"\[(D)\]", "derived"),
    )
)


def in_words(text: str, lang: str = "en") -> str:
    """A reason with the events' public names put in words: programs read the names, people read this."""
    return _EVENTS.sub(lambda found: event(found[0], lang), text)


def retold(text: str, lang: str = "en") -> str:
    """A sentence that `process/` makes, in that language: known by its English words, the gaps filled in. One that is
    not known is left in English, as every refusal is: it quotes the law."""
    for key, form in _sentences():
        found = form.fullmatch(text)
        # In English only the name of a deadline is put in words; the rest is said already.
        if found and (_own(lang) != "en" or "deadline" in found.groupdict()):
            gaps = {name: _gap(name, words, lang) for name, words in found.groupdict().items()}
            return say(key, lang, **gaps)
    return in_words(text, lang)


def _gap(name: str, words: str, lang: str) -> str:
    match name:
        case "what":
            return retold(words, lang)
        case "waits":
            return "; ".join(retold(each, lang) for each in words.split("; "))
        case "event":
            return event(words, lang)
        case "state":
            return state(words, lang)
        case "deadline":
            return deadline(words, lang)
        case "service":
            return role(words.replace(" ", "_"), lang)
        case "method":
            return known(f"method.{words}", lang) or words
    return words


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each by its key: those of `said`, and the duties of the definitions."""
    from process.definitions import SHIPPED  # here: an error is told without them

    duties = {f"duty.{term.name}": term.duty for each in SHIPPED.definitions for term in each.terms}
    said = {key: words for key, words in _flat("en").items() if key.startswith("said.")}
    return tuple((key, re.compile(_form(words))) for key, words in (said | duties).items())


def _form(words: str) -> str:
    """The words as a pattern: {gap} -> (?P<gap>.+?)"""
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(words))


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
