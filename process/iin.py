"""The individual identification number (IIN): what its twelve digits say, and whether they hold together.

Digits 1-6 are the date of birth, the 7th the century and the sex, 8-11 a serial number, the 12th a check digit
(Government Decree No. 406 of 22 May 2007; the check digit: Decree No. 565 of 11 June 2003). Whether such a number
was ever issued, it cannot know. A fault shows at most the digits that are wrong, never a whole number.
"""

import re
from datetime import date
from operator import mul

from process.fault import Wrong, masked

PATTERN = "[0-9]{12}"
LENGTH = 12
_DIGITS = re.compile(PATTERN)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_FOREIGNER = "0"
_ORGANISATION = "456"
_FIRST_PASS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND_PASS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def wrong(iin: str, *, foreigner_allowed: bool) -> Wrong | None:
    """What is wrong with the number, or None. Foreign family members may hold one with 0 as its 7th digit."""
    if not _DIGITS.fullmatch(iin):
        return Wrong("an IIN: 12 digits 0-9", _what_it_is(iin))
    if iin[4] in _ORGANISATION:
        return Wrong("a person's IIN", "the BIN of an organisation (its 5th digit is 4, 5 or 6)")
    if not _century_known(iin, foreigner_allowed):
        allowed = "0 to 6" if foreigner_allowed else "1 to 6"
        return Wrong(f"a 7th digit from {allowed} (century and sex)", f"the 7th digit {iin[6]}")
    if not any(_day(century, iin) for century in _possible_centuries(iin)):
        return Wrong("a real date of birth in digits 1-6 (YYMMDD)", "a date that is on no calendar")
    return _wrong_check_digit(iin)


def birth_date(iin: str) -> date | None:
    """The date of birth; None where the number does not say the century (a foreigner's)."""
    century = _CENTURIES.get(iin[6])
    return _day(century, iin) if century is not None else None


def check_digit(first_eleven: str) -> int | None:
    """The twelfth digit; None where both passes give 10: such a number is never issued."""
    if len(first_eleven) != len(_FIRST_PASS):
        raise ValueError("a check digit is that of eleven digits")
    # As ASCII each digit is 48 more than it says; the weights add up to 66, so over 11 nothing is left of that.
    digits = first_eleven.encode("ascii")
    for weights in (_FIRST_PASS, _SECOND_PASS):
        remainder: int = sum(map(mul, weights, digits)) % 11
        if remainder < 10:
            return remainder
    return None


def _what_it_is(text: str) -> str:
    if len(text) != LENGTH:
        return masked(text)
    return "12 characters that are not all digits 0-9"


def _century_known(iin: str, foreigner_allowed: bool) -> bool:
    return iin[6] in _CENTURIES or (foreigner_allowed and iin[6] == _FOREIGNER)


def _possible_centuries(iin: str) -> tuple[int, ...]:
    known = _CENTURIES.get(iin[6])
    return (known,) if known is not None else (1800, 1900, 2000)


def _day(century: int, iin: str) -> date | None:
    try:
        return date(century + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None


def _wrong_check_digit(iin: str) -> Wrong | None:
    right = check_digit(iin[:11])
    if right is None:
        return Wrong("digits 1-11 of a number that can be issued", "digits for which there is no check digit")
    if int(iin[11]) != right:
        return Wrong(f"the check digit {right} at the end", f"the check digit {iin[11]}")
    return None
