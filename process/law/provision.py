"""A provision: the place in the law and its words, quoted whole. What the words mean, it never says."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "kk"]

ORDER = "Order 232"
CODE = "Code"
LAW = "Law on State Services"


@dataclass(frozen=True, slots=True)
class Provision:
    """The sentence that carries the number or the condition, and where it stands.

    `kk` wins over `en` wherever they differ; it is None for the Code, the Law on State Services, another edition and
    another order: their Kazakh text is not shipped. `derived` marks words that were worked out rather than read.
    """

    key: str
    act: str
    place: str
    en: str
    kk: str | None = None
    derived: bool = False

    def __str__(self) -> str:
        return f"{self.act}, {self.place}"

    def words(self, lang: Language = "en") -> str:
        """The quote; in English where there is no Kazakh."""
        return self.kk if lang == "kk" and self.kk is not None else self.en

    def cite(self, lang: Language = "en") -> str:
        """The place and the words, as an error or an explanation shows them."""
        return f'{self}: "{self.words(lang)}"'
