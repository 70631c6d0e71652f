"""The parts of a definition, found by walking its value: a part that is added tomorrow is found as well."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from process.definition import Definition
from process.law import Authority, Provision
from process.states import Chart, Step

Path = tuple[str, ...]
"""Where a part stands: the names of the fields that lead to it."""


def parts(definition: Definition) -> tuple[tuple[Path, Any], ...]:
    """Every value in it with its place, outer ones first. The latest definition's are remembered: one check after the
    other asks for them."""
    known = _latest.get("definition")
    if known is None or known[0] is not definition:
        known = _latest["definition"] = (definition, tuple(_walk((), definition)))
    return known[1]


_latest: dict[str, tuple[Definition, tuple[tuple[Path, Any], ...]]] = {}


def _walk(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    yield path, value
    for name, inner in _inner(value):
        yield from _walk((*path, name), inner)


def _inner(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, (Provision, type)):
        return
    if isinstance(value, Chart):
        yield from ((_step_name(step), step) for step in value.steps)
    elif is_dataclass(value):
        said = [each.name for each in fields(value) if not each.name.startswith("_")]
        yield from ((name, getattr(value, name)) for name in said)
    elif isinstance(value, Mapping):
        yield from ((str(key), each) for key, each in value.items())
    elif isinstance(value, (tuple, frozenset)):
        yield from ((str(getattr(each, "name", place)), each) for place, each in enumerate(value))


def _step_name(step: Step) -> str:
    return step.event.__name__


def authorities(definition: Definition) -> Iterator[tuple[Path, Authority]]:
    """Everything that the definition rests on, with the place of what rests on it. A provision that stands by itself
    is an authority of its own."""
    for path, value in parts(definition):
        if isinstance(value, Authority):
            yield path[:-1] if path[-1] == "law" else path, value
        elif isinstance(value, Provision) and path[-2:-1] != ("provisions",):
            yield path[:-1] if path[-1] == "law" else path, Authority((value,))


def provisions(definition: Definition) -> tuple[Provision, ...]:
    """Each provision that the definition rests on, once."""
    found = (each for _, authority in authorities(definition) for each in authority.provisions)
    return tuple(dict.fromkeys(found))


def counted(definition: Definition) -> list[tuple[Path, Any]]:
    """Each number of days with the law it rests on: the terms, the waits."""
    return [(path, part) for path, part in parts(definition) if _is_counted(part)]


def _is_counted(part: Any) -> bool:
    return type(getattr(part, "days", None)) is int and isinstance(getattr(part, "law", None), Authority)


# --- a place in words


def named(path: Path) -> str:
    """terms.decision -> term decision"""
    kinds = {"chart": "step", "terms": "term", "grounds": "ground", "documents": "document"}
    return " ".join((kinds.get(path[0], path[0]), *path[1:]))


def event_at(path: Path) -> str | None:
    """The event whose step stands there."""
    return path[1] if path[0] == "chart" and len(path) > 1 else None


def term_at(path: Path) -> str | None:
    """The name of the term that stands there."""
    return path[1] if path[0] == "terms" and len(path) > 1 else None
