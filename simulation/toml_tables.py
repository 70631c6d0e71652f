"""TOML tables read by lists of what may stand in them: every fault at once, each with its line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import category

from process.errors import BadInput
from simulation.near import meant, perhaps
from simulation.toml_lines import Lines, Place


@dataclass(frozen=True, slots=True)
class Key:
    """What stands under one key: in words, how it is read (BadInput says what is wrong), and as JSON Schema."""

    means: str
    read: Callable[[Any], Any]
    schema: Mapping[str, Any]
    needed: bool = False


Table = Mapping[str, Key]


def words(value: Any) -> str:
    """Words that can be shown as they stand: nothing in them moves a cursor or ends a document."""
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"must be words, not {value!r}")
    if odd := next((letter for letter in value if not _can_be_shown(letter)), None):
        raise BadInput(f"holds a character that cannot be printed, {odd!r}; leave it out")
    return value


def _can_be_shown(letter: str) -> bool:
    """To Python a space that does not break is not printable; people have them from other programs."""
    return letter.isprintable() or letter in "\n\t" or category(letter) == "Zs"


@dataclass
class Reading:
    """One reading of one document: what was found wrong so far, and where."""

    lines: Lines
    faults: list[dict[str, Any]] = field(default_factory=list)

    def fault(self, place: Place, words: str) -> None:
        self.faults.append({"line": self.lines[place], "fault": words})

    def faults_of(self, wrong: BadInput, place: Place, key: str) -> None:
        """The faults that a BadInput names with their keys in the table at `place`, or itself, of `key`."""
        for each in wrong.details.get("faults", ({"key": key, "fault": wrong.message},)):
            self.fault((*place, each["key"]), each["fault"])

    def refuse(self, source: str, way_on: str) -> None:
        """Raises BadInput with every fault by line, where there is one."""
        if self.faults:
            many = len(self.faults)
            raise BadInput(
                f"{source} cannot be read: {many} fault{'s' if many > 1 else ''}",
                way_on=way_on,
                details={"faults": sorted(self.faults, key=lambda each: each["line"] or 0)},
            )

    def table(self, value: Any, keys: Table, place: Place) -> dict[str, Any]:
        """What can be read of a table in which nothing else may stand."""
        if isinstance(value, dict):
            self.only(value, keys, place)
        return self.known(value, keys, place)

    def only(self, value: Mapping[str, Any], keys: Iterable[str], place: Place, why: str = "") -> None:
        """A fault for each key that is not one of these."""
        known = list(keys)
        for key in value:
            if key not in known:
                near = perhaps(key, known) + why if why else meant(key, known)
                self.fault((*place, key), f"{key!r} is not known here{near}")

    def known(self, value: Any, keys: Table, place: Place) -> dict[str, Any]:
        """What can be read of these keys, whatever else stands there."""
        if not isinstance(value, dict):
            self.fault(place, f"{place[-1] if place else 'this'} must be a table")
            return {}
        found = {}
        for name, key in keys.items():
            if name in value:
                try:
                    found[name] = key.read(value[name])
                except BadInput as wrong:
                    self.fault(
                        (*place, name), f"{name} {wrong}" if wrong.way_on is None else f"{name}: {wrong}"
                    )
            elif key.needed:
                self.fault(place, f"{name} is missing: {key.means}")
        return found

    def each(self, value: Mapping[str, Any], name: str, place: Place = ()) -> Iterator[tuple[Place, Any]]:
        """The tables [[name]] of that table, each with its place."""
        found = value.get(name, [])
        if isinstance(found, list):
            yield from (((*place, name, number), each) for number, each in enumerate(found))
        else:
            heading = ".".join(map(str, (*place, name)))
            self.fault((*place, name), f"{name} must be a list of tables, each under [[{heading}]]")
