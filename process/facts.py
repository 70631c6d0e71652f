"""The calendar's facts as a file: read, checked, every fault named with its line.

What follows from the facts for a day is not said here. Opens nothing but the file that Merzim ships.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from process.act import Act
from process.errors import BadInput
from process.fact import Ending, Fact, Year, contradictions, ids_twice, years_known
from process.fact_faults import Fault, refuse
from process.fact_keys import Entry, faults, known_as

__all__ = ["Fact", "FactSheet", "Year", "load", "parse", "read"]

NOT_YET = {
    "kk": "ауыстырылатын демалыс күндері мен Құрбан айттың бірінші күні әлі белгісіз болатын",
    "ru": "перенос выходных дней и первый день Курбан айта ещё не были известны",
    "en": "moved days off and the first day of Kurban Ait were not known yet",
}
KEEPER = {
    "kk": "күнтізбе жүргізуші оларды еңбек жөніндегі уәкілетті органның бұйрығынан енгізуі тиіс",
    "ru": "их должен внести ведущий календарь из приказа уполномоченного органа по труду",
    "en": "the calendar keeper must add them from the order of the authorised labour body",
}


@dataclass(frozen=True, slots=True)
class FactSheet:
    """What a file says: facts, words on years, and ends of facts that stand elsewhere (by their id)."""

    facts: tuple[Fact, ...]
    years: tuple[Year, ...]
    endings: tuple[tuple[str, Ending], ...] = ()
    described: tuple[Act, ...] = ()
    """The acts that have an [[act]] of their own here."""

    @property
    def empty(self) -> bool:
        return not (self.facts or self.years or self.endings)

    @property
    def acts(self) -> Iterator[Act]:
        """Every act that the sheet relies on, once."""
        ends = [fact.ending for fact in self.facts if fact.ending] + [ending for _, ending in self.endings]
        every = [*(fact.act for fact in self.facts), *(ending.act for ending in ends)]
        return iter({act.id: act for act in every}.values())


def load() -> FactSheet:
    """The facts that Merzim ships."""
    return parse((files("process") / "law" / "calendar-kz.toml").read_text(encoding="utf-8"))


def parse(text: str) -> FactSheet:
    """The facts of a whole calendar in `text` (TOML), or BadInput with every fault in `details["faults"]`."""
    sheet = read(text)
    years = years_known(sheet.years, None)
    standing = [known for fact in sheet.facts if (known := fact.as_known_on(None))]
    refuse([*ids_twice(sheet.facts), *contradictions(standing, years)], text)
    return sheet


def read(text: str, known: Sequence[Act] = ()) -> FactSheet:
    """What a file says, entry by entry; `known` acts need no [[act]] of their own. Raises BadInput, every fault."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of a number too long, or tables too deep, too
        raise BadInput(f"The calendar facts cannot be read as TOML: {error}") from None
    refuse(faults(table), text)
    described = tuple(Act(**entry) for entry in table.get("act", []))
    acts = {act.id: act for act in (*known, *described)}
    refuse(_references(table, acts), text)
    return FactSheet(
        tuple(_fact(entry, acts) for entry in table.get("fact", [])),
        tuple(word for entry in table.get("year", []) for word in _year(entry)),
        tuple((entry["fact"], _ending(entry, acts)) for entry in table.get("ending", [])),
        described,
    )


def _references(table: Entry, acts: Mapping[str, Act]) -> Iterator[Fault]:
    described: set[str] = set()
    for number, entry in enumerate(table.get("act", [])):
        if entry["id"] in described:
            yield Fault("two acts bear this id", entry["id"], "act", number, "id")
        described.add(entry["id"])
    told: set[int] = set()
    for number, entry in enumerate(table.get("year", [])):
        if entry["year"] in told:
            yield Fault("the years must be there, one after another, each once", None, "year", number)
        told.add(entry["year"])
    for name in ("fact", "ending"):
        for number, entry in enumerate(table.get(name, [])):
            for key in ("act", "until_act"):
                if key in entry and entry[key] not in acts:
                    words = f"the act {entry[key]!r} is not described: no [[act]] has this id"
                    yield Fault(words, known_as(entry), name, number, key)


def _fact(entry: Entry, acts: Mapping[str, Act]) -> Fact:
    plain: dict[str, Any] = {
        key: entry[key] for key in entry if not key.startswith("until") and key != "from"
    }
    ending = None
    if "until_act" in entry:
        ending = Ending(
            act=acts[entry["until_act"]],
            known_since=entry["until_known_since"],
            known_since_note=entry.get("until_known_since_note"),
            until=entry.get("until"),
        )
    lists = {key: tuple(entry[key]) for key in ("years", "weeks") if key in entry}
    return Fact(
        **plain | lists | {"act": acts[entry["act"]], "from_year": entry.get("from"), "ending": ending}
    )


def _ending(entry: Entry, acts: Mapping[str, Act]) -> Ending:
    said = {key: entry[key] for key in ("known_since", "known_since_note", "until") if key in entry}
    return Ending(act=acts[entry["act"]], **said)


def _year(entry: Entry) -> Iterator[Year]:
    year, since = entry["year"], entry["known_since"]
    why, who = entry.get("why", NOT_YET), entry.get("who", KEEPER)
    if entry["status"] == "provisional" or "confirmed_since" in entry:
        yield Year(year=year, status="provisional", known_since=since, why=why, who=who)
    if entry["status"] == "confirmed":
        yield Year(year=year, status="confirmed", known_since=entry.get("confirmed_since", since))
