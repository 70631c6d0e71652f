"""A model of an office's load, read from TOML: reports a day, the work that each takes, executors, absence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from process.errors import BadInput
from simulation.near import meant
from simulation.toml_lines import Lines
from simulation.toml_tables import Key, Reading, Table, words
from simulation.toml_text import document, text_of

MONTHS = 12
MOST_EXECUTORS = 500
KINDS: Mapping[str, tuple[str, ...]] = {
    "fixed": ("days",),
    "uniform": ("least", "most"),
    "triangular": ("least", "usual", "most"),
    "lognormal": ("mean", "spread"),
    "exponential": ("mean",),
}
"""How the work of a case is distributed, and what each way is told: working days of one executor."""


@dataclass(frozen=True, slots=True)
class Work:
    """The working days of one executor that a case takes: a distribution and its numbers."""

    kind: str
    numbers: tuple[float, ...]

    @property
    def mean(self) -> float:
        match self.kind:
            case "uniform":
                return sum(self.numbers) / 2
            case "triangular":
                return sum(self.numbers) / 3
        return self.numbers[0]


@dataclass(frozen=True, slots=True)
class Absence:
    """The share of an executor's days away, and how many working days they are away at a time, on average."""

    share: float = 0.0
    spell: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadModel:
    """One office over one calendar year, many times over. `reports` a working day, on average; `months` weigh them.

    `years` is how many years of the office are drawn, all from `seed`; before each, `warm_up` working days fill its
    desks.
    """

    title: str
    executors: int
    reports: float
    work: Work
    refused: float = 0.0
    refusal_work: float = 0.0
    absence: Absence = field(default_factory=Absence)
    months: tuple[float, ...] = (1.0,) * MONTHS
    year: int = 2026
    years: int = 10_000
    seed: int = 232
    warm_up: int = 60

    def with_executors(self, executors: int) -> "LoadModel":
        return replace(self, executors=executors)

    @property
    def load(self) -> float:
        """The work that comes in a day, in executors who are there."""
        return self.reports * (self.work.mean + self.refused * self.refusal_work) / (1 - self.absence.share)


# --- reading


def _number(least: float, most: float, what: str) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise BadInput(f"must be {what}, not {value!r}")
        return float(value)

    return read


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise BadInput(f"must be a whole number from {least} to {most}, not {value!r}")
        return value

    return read


def _months(value: Any) -> tuple[float, ...]:
    weight = _number(0, 100, "a weight")
    if not isinstance(value, list) or len(value) != MONTHS or not any(value):
        raise BadInput(f"must be twelve weights, January first, not {value!r}")
    return tuple(map(weight, value))


def _kind(value: Any) -> str:
    if not isinstance(value, str) or value not in KINDS:
        raise BadInput(f"{value!r} is not known{meant(str(value), KINDS)}")
    return str(value)


def _key(means: str, read: Callable[[Any], Any], *, needed: bool = False) -> Key:
    return Key(means, read, {}, needed)


_DAYS = _number(0.001, 250, "working days, up to 250")
_SHARE = _number(0, 0.95, "a share from 0 to 0.95")
TOP: Table = {
    "title": _key("the office, in a sentence", words, needed=True),
    "executors": _key("how many executors there are", _whole(1, MOST_EXECUTORS), needed=True),
    "year": _key("whose working days", _whole(2018, 2200)),
    "years": _key("how many years of the office are drawn", _whole(1, 10_000_000)),
    "seed": _key("where chance begins: the same seed gives the same answer", _whole(0, 2**63)),
    "warm_up": _key("working days before the year that fill the desks", _whole(0, 240)),
}
REPORTS: Table = {
    "a_day": _key("reports a working day, on average", _number(0.001, 10_000, "a number"), needed=True),
    "months": _key("how the months weigh, January first", _months),
}
WORK: Table = {
    "kind": _key("how it is distributed: " + ", ".join(KINDS), _kind, needed=True),
    **{name: _key("working days of one executor", _DAYS) for names in KINDS.values() for name in names},
}
REFUSALS: Table = {
    "share": _key("the share of the reports that are refused", _SHARE, needed=True),
    "work": _key("the work that a refusal takes besides", _number(0, 250, "working days, up to 250")),
}
ABSENCE: Table = {
    "share": _key("the share of an executor's days away", _SHARE, needed=True),
    "spell": _key("the working days of one absence, on average", _number(1, 120, "working days, 1 to 120")),
}
PARTS: Mapping[str, Table] = {"reports": REPORTS, "work": WORK, "refusals": REFUSALS, "absence": ABSENCE}


def read_model(path: Path) -> LoadModel:
    """The model of that file. Raises NotFound, BadInput with every fault and its line."""
    return parse_model(text_of(path), source=str(path))


def parse_model(text: str, *, source: str = "the model") -> LoadModel:
    """The model in `text`. Raises BadInput with every fault and its line."""
    whole, reading = document(text, source), Reading(Lines(text))
    reading.only(whole, (*TOP, *PARTS), ())
    top = reading.known(whole, TOP, ())
    parts = {name: reading.table(whole.get(name, {}), keys, (name,)) for name, keys in _asked(whole).items()}
    work = _work(parts.get("work", {}), reading)
    reading.refuse(source, "Nothing was drawn. docs/load-model.md says what may stand in a model.")
    assert work, "without a fault there is a work"
    reports, refusals = parts["reports"], parts.get("refusals", {})
    return LoadModel(
        **top,
        reports=reports["a_day"],
        months=reports.get("months", (1.0,) * MONTHS),
        work=work,
        refused=refusals.get("share", 0.0),
        refusal_work=refusals.get("work", 0.0),
        absence=Absence(**parts.get("absence", {})),
    )


def _asked(whole: Mapping[str, Any]) -> Mapping[str, Table]:
    """The tables that must be there, and those that are."""
    return {name: keys for name, keys in PARTS.items() if name in ("reports", "work") or name in whole}


def _work(found: Mapping[str, Any], reading: Reading) -> Work | None:
    """The distribution with its own numbers, in their order."""
    kind = found.get("kind")
    if kind is None:
        return None
    names, given = KINDS[kind], [key for key in found if key != "kind"]
    for name in given:
        if name not in names:
            reading.fault(("work", name), f"{kind} work takes no {name!r}; it takes {', '.join(names)}")
    missing = [name for name in names if name not in found]
    if missing:
        reading.fault(("work", "kind"), f"{kind} work needs {', '.join(missing)}")
        return None
    numbers = tuple(found[name] for name in names)
    if kind in ("uniform", "triangular") and list(numbers) != sorted(numbers):
        reading.fault(("work", names[-1]), f"{' <= '.join(names)} does not hold")
    if kind in ("uniform", "triangular") and numbers[0] == numbers[-1]:
        reading.fault(("work", names[-1]), "least and most are one; say kind = 'fixed'")
    return Work(kind, numbers)
