"""What an officer should see on a readable report: documents missing or expired, consents, entitlement (R30).

Notes only: none of them stops a report, and acting on them is the officer's. Which further documents follow from the
family's facts, it does not know yet.
"""

from calendar import monthrange
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from process.report import Category, Certified, Document, Relationship, Report

REQUIRED_OF_EVERYONE = (1, 3, 4)
MAY_BE_HELD = frozenset({1, 2, 4, 5, 7})
"""Marked * in list 9: asked for only where the information system holds no data."""
ENTITLED = frozenset({Category.OFFICER, Category.CONTRACT})
FRESH_FOR_A_MONTH = frozenset({2})


@dataclass(frozen=True, slots=True)
class Note:
    """`provision` is the key of a provision in `process.law.PROVISIONS`; `list9` the document's sub-item, if any."""

    code: str
    text: str
    provision: str
    list9: int | None = None


def notes(report: Report, registered_on: date, entitled: Container[str] = ENTITLED) -> tuple[Note, ...]:
    """Everything to remark, in the order in which the officer comes upon it."""
    return (
        *_missing(report),
        *_expired(report, registered_on),
        *_too_old(report, registered_on),
        *_consents(report),
        *_entitlement(report, entitled),
        *_number(report),
    )


def month_before(day: date) -> date:
    """The same day of the month before; where it has none, its last day (R25, R17)."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _given(document: Document) -> bool:
    return not document.held_by_information_system or document.list9 in MAY_BE_HELD


def _missing(report: Report) -> Iterator[Note]:
    given = {document.list9 for document in report.documents if _given(document)}
    for list9 in REQUIRED_OF_EVERYONE:
        if list9 not in given:
            yield Note(
                "document_missing", f"The document of list 9({list9}) is missing", f"LIST_9_{list9}", list9
            )


def _expired(report: Report, registered_on: date) -> Iterator[Note]:
    for document in report.documents:
        if document.valid_until is not None and document.valid_until < registered_on:
            text = f"The document of list 9({document.list9}) was valid until {document.valid_until:%d.%m.%Y}"
            yield Note("document_expired", text, "ITEM_4_REFUSE", document.list9)


def _too_old(report: Report, registered_on: date) -> Iterator[Note]:
    first = month_before(registered_on)
    for document in report.documents:
        if (
            document.list9 in FRESH_FOR_A_MONTH
            and document.issued_on is not None
            and document.issued_on < first
        ):
            text = (
                f"The certificate of list 9({document.list9}) of {document.issued_on:%d.%m.%Y} is older than one month:"
                f" {first:%d.%m.%Y} would be the earliest (R25)"
            )
            yield Note("certificate_too_old", text, f"LIST_9_{document.list9}", document.list9)


def _consents(report: Report) -> Iterator[Note]:
    if not report.consents.applicant:
        yield Note("consent_missing", "The applicant's consent is missing (ground 2)", "LIST_10_2")
    has_spouse = any(member.relationship is Relationship.SPOUSE for member in report.family)
    if has_spouse and not report.consents.spouse:
        yield Note("spouse_consent_missing", "The spouse's consent is missing (ground 4)", "LIST_10_4")


def _entitlement(report: Report, entitled: Container[str]) -> Iterator[Note]:
    if report.category not in entitled:
        text = f"The category {report.category.value} is not entitled to the service (ground 3, R30)"
        yield Note("not_entitled", text, "ITEM_2_RECIPIENT")


def _number(report: Report) -> Iterator[Note]:
    if report.certified_by is Certified.DIGITAL_SIGNATURE and not report.number_linked:
        text = "No number is linked to the portal account; notices need it (R28)"
        yield Note("number_not_linked", text, "ITEM_3_REPORT")
