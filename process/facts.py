"""The calendar's facts as a file: read, checked, every fault named with its line.

What follows from the facts for a day is not said here. Opens nothing but the file that Merzim ships.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from process.errors import BadInput
from process.fact import Fact, Fault, Year, contradictions, refuse

__all__ = ["Fact", "FactSheet", "Year", "load", "parse"]


@dataclass(frozen=True, slots=True)
class FactSheet:
    """The facts and the years they cover."""

    facts: tuple[Fact, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What stands under a key of the file."""

    fits: Callable[[Any], bool]
    expected: str
    needed: bool = False


def _words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _names(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"kk", "ru", "en"} and all(map(_words, value.values()))


def _date(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _year(value: Any) -> bool:
    return type(value) is int and 1900 <= value <= 2200


def _one_of(*words: str) -> Key:
    return Key(lambda value: isinstance(value, str) and value in words, " or ".join(words), needed=True)


FACT_KEYS = {
    "id": Key(_words, "words", needed=True),
    "kind": _one_of("holiday", "day_off", "moved"),
    "names": Key(_names, "names in kk, ru and en", needed=True),
    "act": Key(_words, "the act in words", needed=True),
    "known_since": Key(_date, "a date", needed=True),
    "known_since_note": Key(_words, "words"),
    "status": _one_of("confirmed", "estimated"),
    "date": Key(_date, "a date"),
    "worked": Key(_date, "a date"),
    "month": Key(lambda value: type(value) is int and 1 <= value <= 12, "1 to 12"),
    "day": Key(lambda value: type(value) is int and 1 <= value <= 31, "1 to 31"),
    "from": Key(_year, "a year"),
    "until": Key(_year, "a year"),
    "years": Key(
        lambda value: isinstance(value, list) and bool(value) and all(map(_year, value)), "a list of years"
    ),
    "until_act": Key(_words, "the act in words"),
    "until_known_since": Key(_date, "a date"),
}
YEAR_KEYS = {
    "year": Key(_year, "a year", needed=True),
    "status": _one_of("confirmed", "provisional"),
    "why": Key(_names, "words in kk, ru and en"),
    "who": Key(_names, "words in kk, ru and en"),
}
RENAMED = {"from": "from_year", "until": "until_year"}


def load() -> FactSheet:
    """The facts that Merzim ships."""
    return parse((files("process") / "law" / "calendar-kz.toml").read_text(encoding="utf-8"))


def parse(text: str) -> FactSheet:
    """The facts in `text` (TOML), or BadInput with every fault in `details["faults"]`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"The calendar facts cannot be read as TOML: {error}") from None
    refuse(_faults(table), text)
    sheet = FactSheet(
        tuple(_fact(entry) for entry in table.get("fact", [])),
        tuple(Year(**entry) for entry in table.get("year", [])),
    )
    refuse(contradictions(sheet.facts, sheet.years), text)
    return sheet


def _fact(entry: Mapping[str, Any]) -> Fact:
    values = {RENAMED.get(key, key): value for key, value in entry.items()}
    return Fact(**values | {"years": tuple(entry.get("years", ()))})


def _faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    for name in sorted(table.keys() - {"fact", "year"}):
        yield Fault(f"{name!r} is not known; expected [[fact]] or [[year]]", key=name)
    for name, keys, sense in (("fact", FACT_KEYS, _sense_of_fact), ("year", YEAR_KEYS, _sense_of_year)):
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Fault(f"{name} must be a list of tables [[{name}]]", key=name)
            continue
        for number, entry in enumerate(entries):
            wrong = list(_wrong_keys(entry, keys)) or list(sense(entry))
            known_as = entry.get("id", entry.get("year"))
            yield from (
                Fault(words, str(known_as) if known_as else None, name, number, key) for key, words in wrong
            )


def _wrong_keys(entry: Mapping[str, Any], keys: Mapping[str, Key]) -> Iterator[tuple[str, str]]:
    for name in sorted(entry.keys() - keys.keys()):
        yield name, f"the key {name!r} is not known"
    for name, key in keys.items():
        if name in entry and not key.fits(entry[name]):
            yield name, f"{name} must be {key.expected}"
        elif key.needed and name not in entry:
            yield "", f"{name} is missing: {key.expected}"


def _sense_of_fact(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yearly = {"month", "day", "from", "until", "years"} & entry.keys()
    if ("date" in entry) == bool(yearly):
        yield "", "it must say either a date or a yearly rule"
    elif yearly:
        yield from _sense_of_rule(entry)
    if entry["kind"] == "moved" and not {"date", "worked"} <= entry.keys():
        yield "", "a moved day must say its date and the day worked instead"
    if entry["kind"] != "moved" and "worked" in entry:
        yield "worked", "only a moved day has a day worked instead"
    if "worked" in entry and entry["worked"] == entry.get("date"):
        yield "worked", "the day off and the day worked instead are one day"


def _sense_of_rule(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        date(2001, entry.get("month", 0), entry.get("day", 0))
    except ValueError:
        yield "", "a yearly rule must say a month and a day that every year has"
    if "years" in entry and {"from", "until"} & entry.keys():
        yield "years", "either a list of years or from and until"
    if "from" in entry and "until" in entry and entry["from"] > entry["until"]:
        yield "until", "the rule ends before it begins"
    if {"until_act", "until_known_since"} & entry.keys() and "until" not in entry:
        yield "", "it says by which act it ends, but not when"


def _sense_of_year(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if entry["status"] == "provisional" and not {"why", "who"} <= entry.keys():
        yield "", "a provisional year must say why, and who must add what"
