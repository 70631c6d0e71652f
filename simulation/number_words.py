"""Numbers as the words of a provision say them: "15 (fifteen) working days", "15 (он бес) жұмыс күні", "one month".

It reads words and knows no rule. A number that is written twice, in digits and spelled, is read twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

from process.law import Language, Provision

_ENGLISH_ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_KAZAKH_ONES = ("бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_KAZAKH_TENS = ("он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")

UNITS = {
    "working_days": r"working[\s-]+days?|жұмыс\s+күн",
    "calendar_days": r"calendar[\s-]+days?|күнтізбелік\s+күн",
    "months": r"months?|ай(?![а-яәіңғүұқөһ]*\s*күн)",
    "hours": r"hours?|сағат",
    "minutes": r"minutes?|минут",
    "days": r"days?|күн",
}
"""The units of a term, each by the words that name it; the longer names are looked for first."""


@dataclass(frozen=True, slots=True)
class Said:
    """A number with its unit as the words say it; `spelled` is the number in brackets, where there is one."""

    number: int
    unit: str
    words: str
    spelled: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether the digits and the spelled number are one."""
        return self.spelled in (None, self.number)


@cache
def spelled_numbers() -> dict[str, int]:
    """The numbers from zero to ninety-nine, spelled, in English and in Kazakh."""
    found = {word: number for number, word in enumerate(_ENGLISH_ONES)}
    for tens, word in enumerate(_ENGLISH_TENS, start=2):
        found[word] = 10 * tens
        for ones in range(1, 10):
            found[f"{word}-{_ENGLISH_ONES[ones]}"] = found[f"{word} {_ENGLISH_ONES[ones]}"] = 10 * tens + ones
    found |= {word: number for number, word in enumerate(_KAZAKH_ONES, start=1)}
    for tens, word in enumerate(_KAZAKH_TENS, start=1):
        found[word] = 10 * tens
        found |= {f"{word} {one}": 10 * tens + ones for ones, one in enumerate(_KAZAKH_ONES, start=1)}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    spelled = "|".join(sorted(spelled_numbers(), key=len, reverse=True))
    units = "|".join(f"(?P<{name}>{words})" for name, words in UNITS.items())
    number = rf"(?:(?P<digits>\d+)(?:\s*\((?P<brackets>[^()]+)\))?|(?<!\w)(?P<spelled>{spelled})(?!\w))"
    return re.compile(rf"{number}\s+(?:{units})", re.IGNORECASE)


def numbers(words: str) -> Iterator[Said]:
    """Each number of days, months and the like, in the order of the words."""
    for found in _pattern().finditer(words):
        unit = next(name for name in UNITS if found[name])
        brackets = found["brackets"]
        if found["digits"] is None:
            yield Said(spelled_numbers()[found["spelled"].lower()], unit, found[0])
        else:
            yield Said(int(found["digits"]), unit, found[0], _in_brackets(brackets))


def _in_brackets(words: str | None) -> int | None:
    """The number that the brackets end with: what stands before it may be a reference that the print moved there."""
    said = " ".join((words or "").lower().split())
    ends = [known for known in spelled_numbers() if said == known or said.endswith(f" {known}")]
    return spelled_numbers()[max(ends, key=len)] if ends else None


@cache
def said_by(provision: Provision) -> tuple[tuple[Language, tuple[Said, ...]], ...]:
    """The numbers of the provision, by language; the Kazakh words only where they are there."""
    english = tuple(numbers(provision.en))
    if provision.kk is None:
        return (("en", english),)
    return ("en", english), ("kk", tuple(numbers(provision.kk)))


_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[.:](\d{2})(?![\d.])")


def clock_times(words: str) -> tuple[time, ...]:
    """Each time of day, in the order of the words: "9.00 to 18.00"."""
    return tuple(time(int(hour), int(minute)) for hour, minute in _CLOCK.findall(words) if int(hour) < 24)
