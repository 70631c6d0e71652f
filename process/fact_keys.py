"""What may stand in a file of calendar facts: the keys of its tables, and what one entry cannot say."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from process.act import ADDRESS, KINDS
from process.fact import WEEKS
from process.fact_faults import Fault

Entry = Mapping[str, Any]


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


def _list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and bool(value) and all(map(fits, value))


KNOWN_SINCE = {
    "known_since": Key(_date, "a date", needed=True),
    "known_since_note": Key(_words, "words"),
}
ACT_KEYS = {
    "id": Key(_words, "words", needed=True),
    "kind": _one_of(*[kind for kind in KINDS if kind != "assumption"]),
    "words": Key(_names, "words in kk, ru and en", needed=True),
    "number": Key(_words, "words"),
    "date": Key(_date, "a date"),
    "register": Key(_words, "words"),
    "address": Key(
        lambda value: isinstance(value, str) and value.startswith(ADDRESS), f"an address under {ADDRESS}"
    ),
    "note": Key(_words, "words"),
}
FACT_KEYS = {
    "id": Key(_words, "words", needed=True),
    "kind": _one_of("holiday", "day_off", "moved"),
    "names": Key(_names, "names in kk, ru and en", needed=True),
    "act": Key(_words, "the id of an [[act]]", needed=True),
    **KNOWN_SINCE,
    "status": _one_of("confirmed", "estimated"),
    "weeks": Key(_list_of(lambda value: value in WEEKS), "a list of five and six"),
    "date": Key(_date, "a date"),
    "worked": Key(_date, "a date"),
    "month": Key(lambda value: type(value) is int and 1 <= value <= 12, "1 to 12"),
    "day": Key(lambda value: type(value) is int and 1 <= value <= 31, "1 to 31"),
    "from": Key(_year, "a year"),
    "until": Key(_year, "a year"),
    "years": Key(_list_of(_year), "a list of years"),
    "until_act": Key(_words, "the id of an [[act]]"),
    "until_known_since": Key(_date, "a date"),
    "until_known_since_note": Key(_words, "words"),
}
ENDING_KEYS = {
    "fact": Key(_words, "the id of a fact", needed=True),
    "act": Key(_words, "the id of an [[act]]", needed=True),
    **KNOWN_SINCE,
    "until": Key(_year, "a year"),
}
YEAR_KEYS = {
    "year": Key(_year, "a year", needed=True),
    "status": _one_of("confirmed", "provisional"),
    **KNOWN_SINCE,
    "confirmed_since": Key(_date, "a date"),
    "why": Key(_names, "words in kk, ru and en"),
    "who": Key(_names, "words in kk, ru and en"),
}


def faults(table: Entry) -> Iterator[Fault]:
    """Every wrong key, and what an entry cannot say; what entries say of each other is not looked at."""
    tables = {
        "act": (ACT_KEYS, _sense_of_act),
        "fact": (FACT_KEYS, _sense_of_fact),
        "ending": (ENDING_KEYS, _no_sense),
        "year": (YEAR_KEYS, _sense_of_year),
    }
    for name in sorted(table.keys() - tables.keys()):
        expected = ", ".join(f"[[{known}]]" for known in tables)
        yield Fault(f"{name!r} is not known; expected {expected}", key=name)
    for name, (keys, sense) in tables.items():
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield Fault(f"{name} must be a list of tables [[{name}]]", key=name)
            continue
        for number, entry in enumerate(entries):
            wrong = list(_wrong_keys(entry, keys)) or list(sense(entry))
            yield from (Fault(words, known_as(entry), name, number, key) for key, words in wrong)


def known_as(entry: Entry) -> str | None:
    """What an entry is called."""
    name = entry.get("id") or entry.get("fact") or entry.get("year")
    return str(name) if name else None


def _wrong_keys(entry: Entry, keys: Mapping[str, Key]) -> Iterator[tuple[str, str]]:
    for name in sorted(entry.keys() - keys.keys()):
        yield name, f"the key {name!r} is not known"
    for name, key in keys.items():
        if name in entry and not key.fits(entry[name]):
            yield name, f"{name} must be {key.expected}"
        elif key.needed and name not in entry:
            yield "", f"{name} is missing: {key.expected}"


def _no_sense(_: Entry) -> Iterator[tuple[str, str]]:
    return iter(())


def _sense_of_act(entry: Entry) -> Iterator[tuple[str, str]]:
    lacks = [key for key in ("number", "date", "register", "address") if key not in entry]
    if lacks and "note" not in entry:
        yield "", f"it has no {', '.join(lacks)}: a note must say why"


def _sense_of_fact(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from list(_sense_of_days(entry)) or _sense_of_end(entry)


def _sense_of_days(entry: Entry) -> Iterator[tuple[str, str]]:
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


def _sense_of_rule(entry: Entry) -> Iterator[tuple[str, str]]:
    try:
        date(2001, entry.get("month", 0), entry.get("day", 0))
    except ValueError:
        yield "", "a yearly rule must say a month and a day that every year has"
    if "years" in entry and {"from", "until"} & entry.keys():
        yield "years", "either a list of years or from and until"
    if "from" in entry and "until" in entry and entry["from"] > entry["until"]:
        yield "until", "the rule ends before it begins"
    if {"until_act", "until_known_since"} & entry.keys() and not {"until", "years"} & entry.keys():
        yield "", "it says by which act it ends, but not when"


def _sense_of_end(entry: Entry) -> Iterator[tuple[str, str]]:
    ends = {"until", "until_act", "until_known_since"} & entry.keys()
    if ends and not {"until_act", "until_known_since"} <= entry.keys():
        yield "", "its end must say by which act (until_act) and since when it was known (until_known_since)"
    elif ends and entry["until_known_since"] < entry["known_since"]:
        yield "until_known_since", "it would end before it was known"


def _sense_of_year(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry["status"] == "provisional" and not {"why", "who"} <= entry.keys():
        yield "", "a provisional year must say why, and who must add what"
    if entry["status"] == "provisional" and "confirmed_since" in entry:
        yield "confirmed_since", "a provisional year is not confirmed"
