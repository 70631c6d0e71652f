"""The JSON Schema of a report, made of the same form that the reader reads by; `docs/report.schema.json`.

A schema sees one value at a time: what the reader also finds (check digits, days that do not exist, two values that
do not go together) is said in the descriptions and stays with the reader.
"""

import json
from typing import Any

from process.report_form import REPORT, Choice, Either, Flag, Node, Record, Rows, Text


def schema() -> dict[str, Any]:
    """The schema of one report (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Merzim: a report under Order No. 232",
        **_of(REPORT),
    }


def as_text() -> str:
    """The schema as `docs/report.schema.json` holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _of(node: Node) -> dict[str, Any]:
    return {"description": node.means, **_shape(node)}


def _shape(node: Node) -> dict[str, Any]:
    match node:
        case Text():
            return _text(node)
        case Choice():
            return {"type": "integer" if type(node.values[0]) is int else "string", "enum": list(node.values)}
        case Flag():
            return {"type": _or_null("boolean", node.nullable)}
        case Record():
            return _record(node)
        case Rows():
            return {"type": "array", "maxItems": node.limit, "items": _of(node.of)}
        case Either():
            return {"oneOf": [_of(node.without_key), _of(node.with_key)]}


def _text(node: Text) -> dict[str, Any]:
    return {
        "type": _or_null("string", node.nullable),
        "maxLength": node.limit,
        "pattern": f"^(?:{node.pattern})$",
        **({"format": node.format} if node.format else {}),
    }


def _record(node: Record) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: _of(field) for key, field in node.fields.items()},
        "required": [key for key in node.fields if key not in node.optional],
        "additionalProperties": False,
    }


def _or_null(kind: str, nullable: bool) -> str | list[str]:
    return [kind, "null"] if nullable else kind
