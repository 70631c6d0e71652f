"""The words of the papers by language, from the files in `texts/`, and how a value is said in them.

A format is what stands after the colon in a gap: `{issued_on:date}`. It says a value; it never decides one.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from process.law import PROVISIONS
from process.localtime import parse_day, parse_instant
from process.standing import on, when

LANGUAGES = ("kk", "ru", "en")
_TEXTS = files("papers") / "texts"


@cache
def text(lang: str, name: str) -> Mapping[str, Any]:
    """The text of that name in that language: a paper's, or the common `words`."""
    return tomllib.loads((_TEXTS / lang / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Said:
    """One language's way of saying values."""

    lang: str

    def say(self, section: str, key: str, **values: object) -> str:
        found = str(text(self.lang, "words")[section][key])
        return found.format(**values) if values else found

    def known(self, section: str, key: str) -> str | None:
        found = text(self.lang, "words").get(section, {}).get(key)
        return None if found is None else str(found)

    def value(self, value: Any, form: str) -> str:
        """A value in that format; a bare one as it stands. Of nothing, a dash."""
        if value in ("", None, []):
            return self.say("page", "none")
        if not form:
            return str(value)
        own = FORMATS.get(form)
        return own(self, value) if own else self.say(form, str(value))

    # --- the law's own words

    def provision(self, section: str, key: str) -> str:
        """A document of list 9 or a ground of list 10: in the words of the file, else in those of the Order."""
        words = self.known(section, key)
        if words is None:
            quoted = PROVISIONS[key]
            words = quoted.words("kk" if self.lang == "kk" else "en")
        return words.removeprefix("* ").rstrip(".;")

    def law(self, act: str, place: str) -> str:
        """Order 232, item 9 -> № 232 бұйрық, 9-тармақ"""
        kind, _, numbers = place.rpartition(" ")
        n, *parts = numbers.replace(")", "").split("(")
        key = kind.lower() or "item"
        if self.known("law", key) is None:
            return f"{self.known('law', act) or act}, {place}"
        said = [self.known("law", act) or act, self.say("law", key, n=n)]
        said += [self.say("law", "article_part" if key == "article" else "part", n=each) for each in parts]
        return ", ".join(said)


# --- people


def full(person: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (person["surname"], person["name"], person["patronymic"])))


def initials(person: Mapping[str, Any]) -> str:
    first = [each[0] + "." for each in (person["name"], person["patronymic"]) if each]
    return " ".join([person["surname"], *first])


def _member(said: Said, person: Mapping[str, Any]) -> str:
    return f"{said.say('relationship', person['relationship'])}, {full(person)}"


# --- days and moments


def _date(said: Said, day: str) -> str:
    return on(parse_day(day))


def _moment(said: Said, instant: str) -> str:
    return when(parse_instant(instant)).replace(" ", "\xa0")


def _month(said: Said, day: str, key: str) -> str:
    return said.say("date", key).split()[parse_day(day).month - 1]


def _from(said: Said, day: str) -> str:
    of = parse_day(day)
    return said.say("date", "from", year=of.year, day=of.day, month=_month(said, day, "month_from"))


# --- names that already say what the form says after them


def _without(section_key: str) -> Callable[[Said, str], str]:
    """`Алматы гарнизоны` where the form goes on with the word: `Алматы`."""

    def stripped(said: Said, name: str) -> str:
        for lang in LANGUAGES:
            ending = str(text(lang, "words")["strip"][section_key])
            for each in (ending, ending.split(maxsplit=1)[0]):
                if name.lower().endswith(" " + each.lower()) and len(name) > len(each) + 1:
                    return name[: -len(each) - 1].rstrip(' "«»')
        return name

    return stripped


# --- rows of lists and tables


def _expiry(said: Said, document: Mapping[str, Any]) -> str:
    until = document.get("valid_until")
    return said.say("expiry", "until", until=_date(said, until)) if until else ""


def _issued(said: Said, document: Mapping[str, Any]) -> str:
    if "held_by" in document:
        return said.say("expiry", "system")
    issued = document.get("issued_on")
    return _date(said, issued) if issued else said.say("page", "none")


def _until(said: Said, document: Mapping[str, Any]) -> str:
    if "held_by" in document:
        return said.say("page", "none")
    until = document.get("valid_until")
    return _date(said, until) if until else said.say("expiry", "unlimited")


def _deadline_name(said: Said, row: Mapping[str, Any]) -> str:
    term, _, complaint = row["name"].partition(" (")[0].partition("/")
    name = said.known("deadline", term) or term
    if complaint:
        return said.say("why", "complaint", name=name, n=complaint)
    return said.say("why", "round", name=name, n=row["round"]) if row.get("round") else name


def _why(said: Said, row: Mapping[str, Any]) -> str:
    length = said.say("unit", row["unit"].replace(" ", "_"), n=row["days"])
    if row["before"]:
        end = said.known("deadline", row["before"]) or row["before"]
        reasons = [said.say("why", "back", end=end, length=length)]
    else:
        event = said.known("event", row["event"]) or row["event"]
        day = _date(said, row["day_zero"])
        reasons = [said.say("why", "forward", event=event, day=day, length=length)]
    reasons += [said.say("why", "moved", act=act) for act in row["moves"]]
    reasons += [said.say("why", "provisional")] if row["provisional"] else []
    return "; ".join(reasons)


def _status(said: Said, row: Mapping[str, Any]) -> str:
    at = _moment(said, row["closed_at"]) if row["closed_at"] else ""
    return said.say("status", row["status"]).format(at=at)


def _laws(said: Said, row: Mapping[str, Any]) -> str:
    return "; ".join([*(said.law(*place) for place in row["law"]), *row["readings"]])


def _deadline_names(said: Said, row: Mapping[str, Any]) -> str:
    return "; ".join(_deadline_name(said, each) for each in row["rows"])


def _skipped(said: Said, row: Mapping[str, Any]) -> str:
    why, act = row["why"].get(said.lang, ""), row["act"].get(said.lang, "")
    return said.say("skipped", "other", why=why, act=act) if act else why


def _position(said: Said, row: Mapping[str, Any]) -> str:
    return row["text"] or said.say("position", "no_text")


def _body(said: Said, name: str) -> str:
    """A body by its role's name, or by the name that the office gave it."""
    return said.known("role", name) or name


FORMATS: Mapping[str, Callable[[Said, Any], str]] = {
    "who": lambda said, person: f"{person['rank']} {full(person)}",
    "full": lambda said, person: full(person),
    "initials": lambda said, person: initials(person),
    "rank": lambda said, person: person["rank"],
    "unit": lambda said, person: person["unit"],
    "address": lambda said, person: person["address"],
    "iin": lambda said, person: person["iin"],
    "member": _member,
    "relationship": lambda said, person: said.say("relationship", person["relationship"]),
    "date": _date,
    "moment": _moment,
    "year": lambda said, day: str(parse_day(day).year),
    "yy": lambda said, day: f"{parse_day(day):%y}",
    "day": lambda said, day: f"{parse_day(day).day:02}",
    "month_of": lambda said, day: _month(said, day, "month_of"),
    "from": _from,
    "garrison": _without("garrison"),
    "district": _without("provider"),
    "issuer": lambda said, names: "; ".join(names),
    "service": lambda said, title: title.get(said.lang, title["en"]),
    "several": lambda said, texts: "; ".join(texts),
    "numbers": lambda said, numbers: ", ".join(map(str, numbers)),
    "reason": lambda said, given: f"{given[0]}; {given[1]}, {_date(said, given[2])}",
    "ground": lambda said, row: said.provision("ground", row["key"]),
    "document": lambda said, row: said.provision("document", row["key"]),
    "short": lambda said, row: said.say("short", row["key"]),
    "list9": lambda said, row: str(row["list9"]),
    "expiry": _expiry,
    "issued": _issued,
    "until": _until,
    "role": _body,
    "at": lambda said, row: _moment(said, row["at"]),
    "how": lambda said, row: said.say("position", row["form"]),
    "text": _position,
    "paper": lambda said, row: said.say("paper", row["paper"]),
    "on": lambda said, row: _date(said, row["on"]),
    "deadline": _deadline_name,
    "deadlines": _deadline_names,
    "due": lambda said, row: _moment(said, row["due_at"]),
    "why": _why,
    "status": _status,
    "law": _laws,
    "skipped_on": lambda said, row: _date(said, row["day"]),
    "skipped": _skipped,
}
"""A format that is not among these is a section of `words.toml`: `{method:method}`."""
