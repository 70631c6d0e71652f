"""Invented applicants: each with an own number that keeps the rules of numbers, and a report that can be filed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from json import dumps, loads
from typing import Any

from process.errors import BadInput
from process.iin import check_digit
from process.intake import example, read
from process.localtime import day_of, iso
from process.report import Document, Report

_FIRST_BORN = date(1970, 1, 1)
_BORN_UNTIL = date(1999, 12, 31)
_SERIALS = 9000
_ISSUED_BEFORE = timedelta(days=10)
_VALID_FOR = timedelta(days=365)
_FAR_AHEAD = timedelta(days=36_500)


def iin(number: int) -> str:
    """The number-th applicant's IIN, counted from 1; no two are alike.

    Raises ValueError where there are more applicants than people could have been born.
    """
    for serial, born in _births(number):
        start = f"{born:%y%m%d}3{serial:04}"
        digit = check_digit(start)
        if digit is not None:
            return f"{start}{digit}"
    raise AssertionError("of two serials in a row one has a check digit")


def _births(number: int) -> list[tuple[int, date]]:
    """A day of birth and two serials of it: where the one has no check digit, the other has."""
    day, place = divmod(number - 1, _SERIALS // 2)
    born = _FIRST_BORN + timedelta(days=day)
    if born > _BORN_UNTIL:
        raise ValueError(f"there are no {number} applicants")
    return [(1000 + 2 * place + step, born) for step in (0, 1)]


def report(number: int, filed_at: datetime, form: int = 1) -> Report:
    """The number-th applicant's report, filed then: complete, with papers that are neither old nor expired."""
    [(_, blank)] = _blank(form)
    return replace(
        blank,
        portal_reference=f"SIMULATED-{number}",
        iin=iin(number),
        filed_at=filed_at,
        documents=tuple(_dated(each, day_of(filed_at)) for each in blank.documents),
    )


def changed(report: Report, changes: Mapping[str, Any]) -> Report:
    """The report with other values, by the keys of its JSON; those of the applicant may stand beside the others.

    Raises BadInput with every fault that intake would find in such a report.
    """
    if not changes:
        return report
    value = report.to_json() | {"filed_at": iso(report.filed_at)}
    value["documents"] = [
        {key: each[key] for key in each if each[key] is not None} for each in value["documents"]
    ]
    unknown = [key for key in changes if key not in value and key not in value["applicant"]]
    if unknown:
        known = ", ".join([*value, *value["applicant"]])
        raise BadInput(f"a report has no {', '.join(map(repr, unknown))}", way_on=f"It has: {known}.")
    for key, said in changes.items():
        (value["applicant"] if key in value["applicant"] else value)[key] = said
    return read_one(value, now=report.filed_at)


def read_one(value: Mapping[str, Any], *, now: datetime) -> Report:
    """A report from its JSON object. Raises BadInput with every fault."""
    batch = read(dumps(value, ensure_ascii=False).encode(), now=now)
    if batch.faults:
        faults = [{"path": each.path, "expected": each.expected, "got": each.got} for each in batch.faults]
        raise BadInput("the report cannot be filed as it is", details={"faults": faults})
    [(_, found)] = batch.reports
    return found


@cache
def _blank(form: int) -> tuple[tuple[int, Report], ...]:
    filed_at = loads(example(form))["filed_at"]
    return read(example(form).encode(), now=datetime.fromisoformat(filed_at) + _FAR_AHEAD).reports


def _dated(document: Document, filed_on: date) -> Document:
    if document.held_by_information_system:
        return document
    valid_until = filed_on + _VALID_FOR if document.valid_until else None
    return replace(document, issued_on=filed_on - _ISSUED_BEFORE, valid_until=valid_until)
