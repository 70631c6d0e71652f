"""The JSON Schema of a scenario, for editors, made of the same tables that the reader reads by."""

import json
from collections.abc import Mapping
from typing import Any

from simulation.acts import Word, vocabulary
from simulation.scenario_keys import ACT, DAY_OFF, EXPECT, GIVEN, MOMENTS, REPORT, STEP, TOP, WHEN
from simulation.toml_tables import Table

_NUMBER_READERS = ("number", "count")


def schema() -> dict[str, Any]:
    """The schema of one scenario (draft 2020-12). What depends on the order of steps stays with the reader."""
    parts = {
        "given": _table(GIVEN) | {"description": "by which rules and calendar"},
        "report": _tables(_table(REPORT), "the reports that come in, in the order of their filing"),
        "step": _tables(_step(), "what happens, in the order of time"),
        "expect": _tables(_table(EXPECT), "what is expected at the end"),
    }
    one, both = _table({key: DAY_OFF[key] for key in ("date", "act")}), _table(DAY_OFF)
    parts["given"]["properties"] |= {
        "day_off": _tables(one, "working days off by an invented act"),
        "day_moved": _tables(
            both | {"required": list(DAY_OFF)}, "days off with another day worked in their place"
        ),
    }
    top = _table(TOP)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Merzim: a scenario",
        **top,
        "properties": top["properties"] | parts,
        "required": [*top["required"], "report"],
    }


def as_text() -> str:
    """The schema as `docs/scenario.schema.json` holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _table(keys: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"description": key.means, **key.schema} for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.needed],
        "additionalProperties": False,
    }


def _tables(one: Mapping[str, Any], means: str) -> dict[str, Any]:
    return {"type": "array", "description": means, "items": one}


def _step() -> dict[str, Any]:
    """A step, whose other words depend on its act."""
    step = _table(STEP)
    words = _words()
    step["properties"] |= words | {"meanwhile": _meanwhile(words), "expect": _table(EXPECT)}
    step["oneOf"] = [{"required": [key]} for key in WHEN]
    step["allOf"] = [_act(name, act) for name, act in vocabulary().items()]
    return step


def _words() -> dict[str, Any]:
    """What may stand beside an act; one word may be of several kinds, each of another act, which `_act` then says."""
    found: dict[str, list[Any]] = {}
    for act in vocabulary().values():
        for key, word in act.items():
            kinds = found.setdefault(key, [])
            kinds += [] if (said := _word(word)) in kinds else [said]
    return {key: kinds[0] if len(kinds) == 1 else {"anyOf": kinds} for key, kinds in found.items()}


def _act(name: str, words: Mapping[str, Word]) -> dict[str, Any]:
    told = {"properties": {"do": {"const": name}}, "required": ["do"]}
    general = _words()
    own = {key: _word(word) for key, word in words.items() if _word(word) != general[key]}
    allowed = {"propertyNames": {"enum": [*STEP, *words]}, **({"properties": own} if own else {})}
    return {"if": told, "then": allowed | {"required": [key for key, word in words.items() if word.needed]}}


def _meanwhile(words: Mapping[str, Any]) -> dict[str, Any]:
    act = _table(ACT)
    return act | {"properties": act["properties"] | dict(words)}


def _word(word: Word) -> dict[str, Any]:
    if word.choices:
        return {"enum": list(word.choices)}
    number = getattr(word.read, "__name__", "") in _NUMBER_READERS
    one: dict[str, Any] = {"type": "integer"} if number else {"type": "string"}
    if word.key in MOMENTS:
        one = {"type": "string", "description": "a moment, or a span from the step's day: '2 wd 10:00'"}
    return {"anyOf": [one, {"type": "array", "items": one}]} if word.many else one
