"""An act: the law, decree, order or announcement by which a day is off or worked, as it is cited."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

ActKind = Literal["law", "code", "constitution", "government decree", "order", "announcement", "assumption"]
KINDS: tuple[str, ...] = get_args(ActKind)
ADDRESS = "https://adilet.zan.kz/"
"""Where the state keeps the texts, by their register numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What an act is called (`words` by language), and where it can be found.

    `number`, `date`, `register` (number of the state register) and `address` are None where the sources do not give
    them; `note` then says so. An `assumption` is no act: somebody asks what would be if there were one.
    """

    id: str
    kind: ActKind
    words: Mapping[str, str] = field(hash=False)
    number: str | None = None
    date: datetime.date | None = None
    register: str | None = None
    address: str | None = None
    note: str | None = None

    def __str__(self) -> str:
        return self.words["en"]

    def cited(self, lang: str) -> str:
        """As people cite it."""
        return self.words.get(lang) or self.words["en"]


def assumed(words: str) -> Act:
    """An act that is only supposed, in a what-if."""
    return Act(
        id=f"assumed: {words}", kind="assumption", words=dict.fromkeys(("kk", "ru", "en"), words.strip())
    )
