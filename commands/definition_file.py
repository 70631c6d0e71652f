"""Definitions in a file of Python that somebody is writing: the file is run, as importing it would."""

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from process.errors import BadInput, NotFound

if TYPE_CHECKING:
    from process.definition import Definition

ENDING = ".py"


def is_file(named: str) -> bool:
    """Whether a file is meant, and no id: `rules/order_765.py`, `order_765.py:ORDER_765`."""
    return named.partition(f"{ENDING}:")[0].removesuffix(ENDING) != named


def definitions_in(named: str) -> "list[Definition]":
    """The definition of that name in the file; without a name all that it holds. Raises NotFound, BadInput."""
    from process.definition import Definition

    file, colon, name = named.rpartition(f"{ENDING}:")
    path = Path(f"{file}{ENDING}" if colon else named)
    values = _run(path)
    found = {key: each for key, each in values.items() if isinstance(each, Definition)}
    if colon and name not in found:
        raise NotFound(
            f"{path} holds no definition {name!r}", way_on=f"It holds: {', '.join(found) or 'none'}."
        )
    if not found:
        raise NotFound(
            f"{path} holds no definition", way_on="A definition is a value of process.definition.Definition."
        )
    return [found[name]] if colon else list({id(each): each for each in found.values()}.values())


def _run(path: Path) -> dict[str, object]:
    if not path.is_file():
        raise NotFound(f"there is no file {path}")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader, "a file that ends so can be run"
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise BadInput(
            f"{path} cannot be run: {type(error).__name__}: {error}",
            way_on="Steps that leave two ways open, or that nothing leads to, are refused as the chart is made.",
        ) from error
    return vars(module)
