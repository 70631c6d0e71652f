"""What the values of one report may not be together: born after filing, issued in the future, two with one number.

It looks only at values that are good by themselves, so that a fault is said once and a good value always compared.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from process.document_rule import Circumstance
from process.fault import Wrong
from process.iin import birth_date
from process.localtime import day_of, iso, parse_day, parse_instant
from process.report import Certified, Relationship
from process.report_reader import Reading


def compare(reading: Reading, *, now: datetime) -> None:
    """Add the faults that two values of the report, or one of them and the present, make together."""
    _certified_without_number(reading)
    _one_spouse(reading)
    _of_a_spouse(reading)
    _one_number_each(reading)
    filed_at = reading.good.get(".filed_at")
    if filed_at is not None:
        _compare_with_filing(reading, parse_instant(filed_at), now)
    _validity_after_issue(reading)


def _compare_with_filing(reading: Reading, filed_at: datetime, now: datetime) -> None:
    if filed_at > now:
        reading.fault(".filed_at", Wrong(f"an instant not after {iso(now)}", iso(filed_at)))
    filed_on = day_of(filed_at)
    _born_before(reading, filed_on)
    _issued_before(reading, filed_on)


def _certified_without_number(reading: Reading) -> None:
    """R28."""
    by_password = reading.good.get(".certified_by") == Certified.ONE_TIME_PASSWORD
    if by_password and reading.good.get(".number_linked") is False:
        expected = "true: a one-time password goes to a number linked to the portal account (item 3, R28)"
        reading.fault(".number_linked", Wrong(expected, "false"))


def _one_spouse(reading: Reading) -> None:
    spouses = [path for path, value in _each(reading, ".relationship") if value == Relationship.SPOUSE]
    for path in spouses[1:]:
        reading.fault(path, Wrong("one spouse at most", "another spouse"))


def _of_a_spouse(reading: Reading) -> None:
    """What is said of a spouse is said of somebody: of one in the family."""
    relatives = [value for _, value in _each(reading, ".relationship")]
    for circumstance in (Circumstance.SPOUSE_IN_STATE_BODY, Circumstance.SPOUSE_IN_SERVICE):
        path = f".circumstances.{circumstance}"
        if reading.good.get(path) is True and Relationship.SPOUSE not in relatives:
            reading.fault(path, Wrong("a spouse in the family, of whom it is said", "none there"))


def _one_number_each(reading: Reading) -> None:
    first: dict[str, str] = {}
    for path, number in _each(reading, ".iin"):
        if (same := first.setdefault(number, path)) != path:
            reading.fault(path, Wrong("an IIN of its own for each person", f"the same IIN as at ${same}"))


def _born_before(reading: Reading, filed_on: date) -> None:
    for path, number in _each(reading, ".iin"):
        born = birth_date(number)
        if born is not None and born > filed_on:
            reading.fault(path, Wrong("a date of birth not after the day of filing", "a later one"))


def _issued_before(reading: Reading, filed_on: date) -> None:
    for path, issued_on in _each(reading, ".issued_on"):
        if parse_day(issued_on) > filed_on:
            reading.fault(path, Wrong(f"a day not after the day of filing, {filed_on}", issued_on))


def _validity_after_issue(reading: Reading) -> None:
    for path, valid_until in _each(reading, ".valid_until"):
        issued_on = reading.good.get(path.removesuffix("valid_until") + "issued_on")
        if issued_on and parse_day(valid_until) < parse_day(issued_on):
            reading.fault(path, Wrong(f"a day not before the day of issue, {issued_on}", valid_until))


def _each(reading: Reading, key: str) -> Iterator[tuple[str, Any]]:
    """The good values under that key, wherever in the report, the applicant's before the family's."""
    return ((path, value) for path, value in reading.good.items() if value is not None and path.endswith(key))
