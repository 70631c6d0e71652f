"""What a rule rests on: provisions of the law, and readings of them. It holds the names, never the rule."""

from dataclasses import dataclass

from process.law.provision import Language, Provision
from process.law.reading import reading


@dataclass(frozen=True, slots=True)
class Authority:
    """Provisions first, then readings by number; shown as "Order 232, item 6; R7, R8"."""

    provisions: tuple[Provision, ...]
    readings: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _joined(self.provisions, self.readings)

    @property
    def label(self) -> str:
        """As `str`, with every derived reading marked: the form for whoever relies on it."""
        return _joined(self.provisions, tuple(reading(number).label for number in self.readings))

    @property
    def derived(self) -> bool:
        """Whether anything it rests on was worked out rather than read in a text."""
        return any(p.derived for p in self.provisions) or any(reading(r).derived for r in self.readings)

    def cite(self, lang: Language = "en") -> str:
        """The words of every provision, then the readings, marked where derived."""
        cited = [provision.cite(lang) for provision in self.provisions]
        return "; ".join([*cited, *_listed(tuple(reading(number).label for number in self.readings))])


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of the law beside its provision: working days, or months."""

    number: int
    law: Authority


def by(*things: Provision | str) -> Authority:
    """`by(ITEM_6_HEARING, "R7", "R8")`. A wrong number shows itself when the reading is first asked for."""
    return Authority(
        tuple(thing for thing in things if isinstance(thing, Provision)),
        tuple(thing for thing in things if isinstance(thing, str)),
    )


def _joined(provisions: tuple[Provision, ...], readings: tuple[str, ...]) -> str:
    return "; ".join([*map(str, provisions), *_listed(readings)])


def _listed(readings: tuple[str, ...]) -> list[str]:
    return [", ".join(readings)] if readings else []
