"""What may stand in a scenario, table by table, as data: the reader and the published schema are both made of it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from process import errors
from process.definitions import SHIPPED
from process.errors import BadInput, MerzimError
from process.law import PROVISIONS
from process.law.reading import readings
from process.localtime import parse_day
from process.notices import every_word
from process.states import State
from process.terms import Status
from process.vocabulary import VOCABULARY
from simulation.acts import vocabulary
from simulation.given import named
from simulation.near import meant
from simulation.scenario import After, At
from simulation.toml_tables import Key, Table, words
from simulation.what_if import changeable
from terminal.typed_acts import typed_moment

Read = Callable[[Any], Any]


_SPAN = re.compile(r"(?P<n>\d{1,4}) (?P<unit>wd|days?)(?: (?P<clock>\d\d:\d\d(?::\d\d)?))?")
MOMENTS = ("hearing", "to")
"""The words of acts that are moments; in a scenario they may be relative to the step's day: '2 wd 10:00'."""
_LOCAL = "YYYY-MM-DD HH:MM, Almaty time"

# --- how values are read


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadInput(f"must be true or false, not {value!r}")
    return value


def _moment(value: Any) -> At:
    text = value.isoformat() if isinstance(value, (date, datetime)) else words(value)
    moment = typed_moment(text)
    assert moment, "a text was given"
    return At(moment)


def _day(value: Any) -> date:
    return parse_day(value.isoformat() if type(value) is date else words(value))


def _day_or_moment(value: Any) -> date | datetime:
    text = value.isoformat() if isinstance(value, (date, datetime)) else words(value)
    return parse_day(text) if len(text) == len("2026-03-16") else _moment(text).moment


def span(value: Any) -> After:
    """`3 wd 10:00` or `5 days 10:00`. Raises BadInput for anything else."""
    found = _SPAN.fullmatch(words(value))
    if found is None or found["clock"] is None:
        raise BadInput(f"must be like '3 wd 10:00' (working days) or '5 days 10:00', not {value!r}")
    try:
        clock = time.fromisoformat(found["clock"])
    except ValueError:
        raise BadInput(f"{found['clock']} is on no clock") from None
    return After(int(found["n"]), "wd" if found["unit"] == "wd" else "days", clock)


def is_span(value: Any) -> bool:
    """Whether it is meant as a relative time."""
    return isinstance(value, str) and _SPAN.match(value) is not None


def _one_of(known: Iterable[str]) -> Read:
    names = _listed(known)

    def read(value: Any) -> str:
        if value not in names:
            raise BadInput(f"{value!r} is not known{meant(str(value), names)}")
        return str(value)

    return read


def _listed(known: Iterable[str]) -> list[str]:
    """A list stays the very one: it may come to know more (`_definition`)."""
    return known if isinstance(known, list) else list(known)


def _definition(value: Any) -> str:
    """One that ships, or `module:NAME` for the user's own, whose deadlines can be named from then on."""
    ids = [each.id for each in SHIPPED.definitions]
    if isinstance(value, str) and ":" in value:
        DEADLINES.extend(term.name for term in named(value).terms if term.name not in DEADLINES)
    elif value not in ids:
        raise BadInput(f"{value!r} is not known{meant(str(value), ids)}")
    return str(value)


def _each(read: Read) -> Read:
    def read_all(value: Any) -> tuple[Any, ...]:
        return tuple(map(read, value if isinstance(value, list) else [value]))

    return read_all


def _mapping(keys: Read, values: Read) -> Read:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise BadInput(f"must be a table, not {value!r}")
        return {keys(key): values(each) for key, each in value.items()}

    return read


def _numbers(value: Any) -> dict[str, Any]:
    """`"hearing.days" = 4`, or `hearing.days = 4`, which TOML reads as a table in a table."""
    if not isinstance(value, dict):
        raise BadInput(f"must be a table of numbers by their names, not {value!r}")
    flat: dict[str, Any] = {}
    for key, each in value.items():
        flat |= (
            {f"{key}.{name}": one for name, one in each.items()} if isinstance(each, dict) else {key: each}
        )
    return flat


def _plain_table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"must be a table, not {value!r}")
    return value


def _form(value: Any) -> int:
    if value not in (1, 2) or isinstance(value, bool):
        raise BadInput(f"must be 1 or 2, for Annex 1 or 2, not {value!r}")
    return int(value)


# --- the kinds of values


def _kinds() -> list[str]:
    """The kinds of refusal, from their classes."""
    classes = (
        each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, MerzimError)
    )
    return sorted({each.kind for each in classes} - {MerzimError.kind})


TERMS = list(dict.fromkeys(term for each in SHIPPED.definitions for term in each.terms))
COMPLAINTS = range(4)
"""How many complaints a story can name; 0 is a court's act."""
DEADLINES = [
    *dict.fromkeys(term.name for term in TERMS),
    *dict.fromkeys(f"{term.name}/{n}" for term in TERMS if term.of_complaint for n in COMPLAINTS),
]
PAPERS = list(
    dict.fromkeys(f"{paper} to {to}" for each in SHIPPED.definitions for paper, to in every_word(each))
)
LAW = [*dict.fromkeys(map(str, PROVISIONS.values())), *readings()]


def _words(means: str, *, needed: bool = False) -> Key:
    return Key(means, words, {"type": "string", "minLength": 1}, needed)


def _choice(means: str, known: Iterable[str], *, needed: bool = False) -> Key:
    names = _listed(known)
    return Key(means, _one_of(names), {"enum": [*names]}, needed)


def _choices(means: str, known: Iterable[str], *, needed: bool = False) -> Key:
    names = _listed(known)
    one: dict[str, Any] = {"enum": [*names]}
    either = {"anyOf": [one, {"type": "array", "items": one}]}
    return Key(means, _each(_one_of(names)), either, needed)


def _when(means: str, *, needed: bool = False) -> Key:
    return Key(f"{means} ({_LOCAL})", _moment, {"type": "string", "format": "local-date-time"}, needed)


def _span(means: str) -> Key:
    return Key(means, span, {"type": "string", "pattern": r"^\d{1,4} (wd|days?) \d\d:\d\d(:\d\d)?$"})


def _by_name(means: str, known: Iterable[str], values: Read, schema: Mapping[str, Any]) -> Key:
    names = _listed(known)
    shape = {"type": "object", "propertyNames": {"enum": [*names]}, "additionalProperties": schema}
    return Key(means, _mapping(_one_of(names), values), shape)


_ROLE = "a role, and a name behind it perhaps: 'executor Омарова'; without it, the one whose act it is"
_TABLE: Mapping[str, Any] = {"type": "object"}

# --- the tables

TOP: Table = {
    "title": _words("what happens, in one sentence", needed=True),
    "about": _choices("the provisions and readings it is about", LAW, needed=True),
}
GIVEN: Table = {
    "definition": Key(
        "the rules of every report, on any date; without it the edition of the day (R22); module:NAME for your own",
        _definition, {"anyOf": [{"enum": [each.id for each in SHIPPED.definitions]}, {"pattern": "^[\\w.]+:\\w+$"}]},
    ),
    "changes": Key(
        "other numbers than the definition's, by their names: hearing.days = 4", _numbers,
        {"type": "object", "description": ", ".join(changeable(SHIPPED.definitions[0]))},
    ),
}  # fmt: skip
DAY_OFF: Table = {
    "date": Key("the working day that is off", _day, {"type": "string", "format": "date"}, needed=True),
    "act": _words("by which act, an invented one", needed=True),
    "worked": Key("the day off worked in its place", _day, {"type": "string", "format": "date"}),
}
REPORT: Table = {
    "of": _words("whose report: how the steps call the case, and the applicant's surname"),
    "filed": _when("when it was filed"),
    "filed_after": _span("so long after the day of the first report: '3 wd 10:00'"),
    "form": Key("Annex 1 (service housing) or 2 (housing payment)", _form, {"enum": [1, 2]}),
    "by": _words("who files: the applicant, or 'executor NAME' for the applicant"),
    "changes": Key("other values than the invented report's, by their keys", _plain_table, _TABLE),
    "file": _words("a JSON file with the whole report, beside the scenario"),
    "refused": _choice("the kind of refusal it is to meet", _kinds()),
}
WHEN: Table = {
    "at": _when("at that moment"),
    "after": _span("so many working or calendar days after the step above, at that time: '3 wd 10:00'"),
    "last_moment": _choice("at the last instant of that deadline", DEADLINES),
    "moment_after": _choice("an instant after that deadline", DEADLINES),
}
ACT: Table = {
    "do": _choice("the act, as at the command line", vocabulary(), needed=True),
    "by": _words(_ROLE),
    "on_behalf_of": _words("whose act it is, where the executor only records it"),
}
STEP: Table = {
    **WHEN,
    **{name: Key(key.means, key.read, key.schema) for name, key in ACT.items()},
    "case": _words("whose case: `of` of a report; needed only where there are several"),
    "entered": _when("when an act that was done before is entered"),
    "entered_after": _span("so long after the day it was done on is it entered: '2 wd 10:00'"),
    "refused": _choice("the kind of refusal it is to meet", _kinds()),
    "meanwhile": Key("another's act that comes between the looking and the keeping", _plain_table, _TABLE),
    "expect": Key("what is expected right after it", _plain_table, _TABLE),
}
EXPECT: Table = {
    "case": _words("whose case; needed only where there are several"),
    "state": _choice("where the case stands", map(str, State)),
    "decision": _choice("the decision in force", ("registered", "refused", "none")),
    "overdue": Key("whether the term ran out without a decision", _flag, {"type": "boolean"}),
    "late": _choices("all deadlines that were missed or met late", DEADLINES),
    "events": _choices("all events but warnings, in their order", VOCABULARY),
    "due": _by_name("the due day or moment of deadlines", DEADLINES, _day_or_moment, {"type": "string"}),
    "status": _by_name(
        "how deadlines stand", DEADLINES, _one_of(map(str, Status)), {"enum": list(map(str, Status))}
    ),
    "papers": _choices("papers and words that are owed: 'mark of acceptance to applicant'", PAPERS),
    "allowed": _choices("acts that are possible then, by their events", VOCABULARY),
    "blocked": _by_name(
        "acts that are not, and the kind of refusal", VOCABULARY, _one_of(_kinds()), {"enum": _kinds()}
    ),
}
