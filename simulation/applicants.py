"""Invented applicants: each with an own number that keeps the rules of numbers, and a report that can be filed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from json import dumps, loads
from typing import Any

from process.errors import BadInput
from process.iin import check_digit
from process.intake import example, read
from process.localtime import YEARS, day_of, iso
from process.quick import changer
from process.report import Document, Form, Report
from process.report_form import REPORT
from simulation.near import perhaps

_FIRST_BORN = date(1970, 1, 1)
_BORN_UNTIL = date(1999, 12, 31)
_SERIALS = 9000
_MOST = ((_BORN_UNTIL - _FIRST_BORN).days + 1) * (_SERIALS // 2)
_ISSUED_BEFORE = timedelta(days=10)
_VALID_FOR = timedelta(days=365)
_ALWAYS = datetime(YEARS[-1], 1, 1, tzinfo=UTC)


def iin(number: int) -> str:
    """The number-th applicant's IIN, counted from 1; no two are alike.

    Raises ValueError for one before the first, and where there are more than people could have been born.
    """
    if not 1 <= number <= _MOST:
        raise ValueError(f"there is no applicant number {number}")
    day, place = divmod(number - 1, _SERIALS // 2)
    for serial in (1000 + 2 * place, 1001 + 2 * place):  # where the one has no check digit, the other has
        start = f"{_born(day)}3{serial}"
        digit = check_digit(start)
        if digit is not None:
            return f"{start}{digit}"
    raise AssertionError("of two serials in a row one has a check digit")


@cache
def _born(day: int) -> str:
    """That many days after the first day of birth, as a number begins with it."""
    return f"{_FIRST_BORN + timedelta(days=day):%y%m%d}"


def reference(number: int) -> str:
    """The portal reference of the number-th applicant's report."""
    return f"SIMULATED-{number}"


def report(number: int, filed_at: datetime, form: int = 1) -> Report:
    """The number-th applicant's report, filed then: complete, with papers that are neither old nor expired.

    `form`: the Annex that it is made by. Raises BadInput for one that there is not.
    """
    blank = _blank_of(form, day_of(filed_at))
    return _filed_by(blank, reference(number), iin(number), filed_at)


def changed(report: Report, changes: Mapping[str, Any]) -> Report:
    """The report with other values, by the keys of its JSON; those of the applicant may stand beside the others.

    Raises BadInput with every fault that intake would find in such a report.
    """
    value = report.to_json() | {"filed_at": iso(report.filed_at)}
    value["documents"] = [
        {key: each[key] for key in each if each[key] is not None} for each in value["documents"]
    ]
    known = _keys(value)
    unknown = [key for key in changes if key not in known]
    if unknown:
        said = "; ".join(f"a report has no {key!r}{perhaps(key, known)}" for key in unknown)
        raise BadInput(said, way_on=f"It has: {', '.join(known)}.")
    for key, said in changes.items():
        (value["applicant"] if key in value["applicant"] else value)[key] = said
    return read_one(value, now=report.filed_at)


def keys(form: int = 1) -> list[str]:
    """What can be changed in a report by that Annex, those of the applicant beside the others."""
    return _keys(_blank(form).to_json())


def _keys(value: Mapping[str, Any]) -> list[str]:
    """Its own, what else a report may say, and the applicant's."""
    return list(dict.fromkeys([*value, *REPORT.fields, *value["applicant"]]))


def read_one(value: Mapping[str, Any], *, now: datetime = _ALWAYS) -> Report:
    """A report from its JSON object. Raises BadInput with every fault; with `now` one filed later is a fault too."""
    batch = read(dumps(value, ensure_ascii=False).encode(), now=now)
    if batch.faults:
        faults = [{"path": each.path, "expected": each.expected, "got": each.got} for each in batch.faults]
        said = "; ".join(f"{each.path}: expected {each.expected}, got {each.got}" for each in batch.faults)
        raise BadInput(f"the report cannot be filed as it is: {said}", details={"faults": faults})
    [(_, found)] = batch.reports
    return found


@cache
def _blank(form: int) -> Report:
    if form not in tuple(Form):
        raise BadInput(f"there is no form {form!r} of a report", way_on="It is 1 or 2, by its Annex.")
    return read_one(loads(example(form)))


_filed_by = changer(Report, "portal_reference", "iin", "filed_at")


@cache
def _blank_of(form: int, filed_on: date) -> Report:
    """With the documents of those who file on that day; what differs from one to the other is filled in."""
    blank = _blank(form)
    return replace(blank, documents=tuple(_dated(each, filed_on) for each in blank.documents))


def _dated(document: Document, filed_on: date) -> Document:
    if document.held_by_information_system:
        return document
    valid_until = filed_on + _VALID_FOR if document.valid_until else None
    return replace(document, issued_on=filed_on - _ISSUED_BEFORE, valid_until=valid_until)
