"""An IIN says a birth date and a century, and its last digit proves the others."""

from datetime import date, timedelta

import pytest

from process.iin import birth_date, check_digit, wrong


def digit_by_the_decree(first_eleven):
    """Written from the decree's words, apart from the code: weights 1-11, then the same turned by two places."""
    digits = [int(each) for each in first_eleven]
    once = sum((place + 1) * digit for place, digit in enumerate(digits)) % 11
    again = sum(((place + 2) % 11 + 1) * digit for place, digit in enumerate(digits)) % 11
    return next((sum_ for sum_ in (once, again) if sum_ != 10), None)


# 900514300121: 9*1 + 0 + 0 + 5*4 + 1*5 + 4*6 + 3*7 + 0 + 0 + 1*10 + 2*11 = 111 = 10*11 + 1.
# 900514300305: the first pass gives 10 (9 + 20 + 5 + 24 + 21 + 30 = 109 = 9*11 + 10),
#               the second 27 + 30 + 7 + 32 + 27 + 3*1 = 126 = 11*11 + 5.
@pytest.mark.parametrize(
    ("first_eleven", "digit"), [("90051430012", 1), ("90051430030", 5), ("90051430038", None)]
)
def test_the_check_digit_worked_out_by_hand(first_eleven, digit):
    assert check_digit(first_eleven) == digit


def test_the_check_digit_of_ten_thousand_serial_numbers():
    for serial in range(10_000):
        assert check_digit(f"9005143{serial:04}") == digit_by_the_decree(f"9005143{serial:04}")


def test_exactly_one_last_digit_is_right_or_none_is():
    for serial in range(200):
        first_eleven = f"8502284{serial:04}"
        right = [d for d in "0123456789" if wrong(first_eleven + d, foreigner_allowed=False) is None]
        assert right == [str(digit) for digit in [digit_by_the_decree(first_eleven)] if digit is not None]


@pytest.mark.parametrize(
    ("century_and_sex", "year"),
    [("1", 1890), ("2", 1890), ("3", 1990), ("4", 1990), ("5", 2090), ("6", 2090)],
)
def test_the_seventh_digit_is_the_century(century_and_sex, year):
    assert birth_date(f"900514{century_and_sex}00121") == date(year, 5, 14)


def test_every_day_of_four_years_is_a_birth_date_and_no_other_number_is():
    days = {date(1999, 1, 1) + timedelta(n) for n in range(4 * 365 + 1)}
    found = set()
    for year, century in ((99, 3), (0, 5), (1, 5), (2, 5)):
        for month in range(100):
            for day in range(40):
                first_eleven = f"{year:02}{month:02}{day:02}{century}0001"
                if (last := digit_by_the_decree(first_eleven)) is None:
                    first_eleven = f"{year:02}{month:02}{day:02}{century}0012"
                    last = digit_by_the_decree(first_eleven)
                if wrong(f"{first_eleven}{last}", foreigner_allowed=False) is None:
                    found.add(birth_date(f"{first_eleven}{last}"))
    assert found == days


def test_a_foreign_family_member_may_have_no_century():
    assert wrong("921108000340", foreigner_allowed=True) is None
    assert birth_date("921108000340") is None
    assert "7th digit" in wrong("921108000340", foreigner_allowed=False).expected


def test_a_foreigner_born_on_29_february_is_born_in_a_leap_year_of_some_century():
    assert wrong("000229000125", foreigner_allowed=True) is None
    assert wrong("010229000127", foreigner_allowed=True).got == "a date that is on no calendar"


@pytest.mark.parametrize("bin_", ["900544300125", "900554300122", "900564300124"])
def test_the_number_of_an_organisation_is_called_by_its_name(bin_):
    assert "BIN" in wrong(bin_, foreigner_allowed=False).got


@pytest.mark.parametrize(
    "text", ["", "1", "9005143001211", "90051430012a", "９００５１４３００１２１", "900514300121\n"]
)
def test_what_is_not_twelve_digits_is_no_number(text):
    assert wrong(text, foreigner_allowed=True).expected == "an IIN: 12 digits 0-9"


def test_what_is_wrong_is_said_without_the_number():
    for iin in ("900514300122", "900514700127", "900544300125", "900230300128", "900514300380"):
        told = wrong(iin, foreigner_allowed=False)
        assert iin not in told.got + told.expected and iin[:6] not in told.got + told.expected
