"""Reading the tables of a configuration: every fault at once, each with its path. Knows no key by name."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from process.errors import BadInput

MOST_BYTES = 2**20
Read = Callable[[Any], Any]
"""What stands under a key; BadInput says what is wrong with it."""


def document(path: Path) -> dict[str, Any]:
    """The TOML document in that file. Raises BadInput."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise BadInput(f"{path} is larger than {MOST_BYTES} bytes, which is the most that is read")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(
            f"{path} cannot be read: {error.strerror}", way_on="Name a file that you may read."
        ) from None
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, a number or a nesting beyond measure
        raise BadInput(
            f"{path} is not TOML: {error}", way_on="docs/delivery.md has one to begin with."
        ) from None


@dataclass
class Reading:
    """One reading of one document: what was found wrong so far, and where."""

    faults: list[dict[str, str]] = field(default_factory=list)

    def fault(self, path: str, words: str) -> None:
        self.faults.append({"path": path, "fault": words})

    def table(
        self, value: Any, keys: Mapping[str, Read], path: str, needed: Iterable[str] = ()
    ) -> dict[str, Any]:
        """What can be read of a table in which nothing else may stand."""
        if not isinstance(value, dict):
            self.fault(path, "must be a table")
            return {}
        for key in value:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                meant = f"perhaps {near[0]!r} is meant" if near else f"it may be {', '.join(keys)}"
                self.fault(_under(path, key), f"is not known here; {meant}")
        found = {}
        for key, read in keys.items():
            if key in value:
                try:
                    found[key] = read(value[key])
                except BadInput as wrong:
                    self.fault(_under(path, key), wrong.message)
            elif key in needed:
                self.fault(_under(path, key), "is missing")
        return found

    def refuse(self, source: str) -> None:
        """Raises BadInput with every fault, where there is one."""
        if self.faults:
            many = len(self.faults)
            lines = "".join(f"\n  {each['path']} {each['fault']}" for each in self.faults)
            raise BadInput(
                f"{source} cannot be used: {many} fault{'s' if many > 1 else ''}{lines}\n",
                way_on="Nothing was begun. docs/delivery.md says what may stand in it.",
                details={"faults": self.faults},
            )


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


# --- what may stand under a key


def words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise BadInput(f"must be words on one line, not {value!r}")
    return value


def seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.05 <= value <= 120:
        raise BadInput(f"must be seconds, from 0.05 to 120, not {value!r}")
    return float(value)


def port(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**16:
        raise BadInput(f"must be the number of a port, not {value!r}")
    return value


def address(value: Any) -> str:
    text = words(value)
    name, at, host = text.rpartition("@")
    if not (name and at and host and text.isascii()) or set(text) & set(' ,;<>()"\\'):
        raise BadInput(f"must be the address of a mailbox, not {value!r}")
    return text


def addresses(value: Any) -> dict[str, str]:
    """A table of names, each with its address."""
    if not isinstance(value, dict):
        raise BadInput("must be a table of names and addresses")
    return {words(name): address(each) for name, each in value.items()}


def one_of(*known: str) -> Read:
    def read(value: Any) -> str:
        if value not in known:
            raise BadInput(f"must be one of {', '.join(known)}, not {value!r}")
        return str(value)

    return read
