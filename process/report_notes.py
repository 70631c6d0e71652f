"""What an officer should see on a readable report: documents missing or expired, consents, entitlement (R30).

Notes only: they stop nothing; what an incomplete report stops stands in `completeness`.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from process.definition import Definition
from process.document_rule import DocumentRule
from process.documents import Needed, Package, Standing, issued_on, needed, valid_until
from process.report import Certified, Relationship, Report


@dataclass(frozen=True, slots=True)
class Note:
    """`provision` is the key of a provision in `process.law.PROVISIONS`; `list9` the document's sub-item, if any."""

    code: str
    text: str
    provision: str
    list9: int | None = None


def notes(report: Report, held: Package, definition: Definition) -> tuple[Note, ...]:
    """Everything to remark, in the order in which the officer comes upon it."""
    return (
        *_documents(held, definition.documents),
        *_consents(report),
        *_entitlement(report, definition.entitled),
        *_number(report),
    )


def _documents(held: Package, rules: Mapping[int, DocumentRule]) -> Iterator[Note]:
    for each in needed(rules, held):
        n, law = each.number, each.rule.law.key
        if each.standing is Standing.MISSING:
            yield Note("document_missing", f"The document of list 9({n}) is missing", law, n)
        elif each.standing is Standing.UNANSWERED:
            text = f"No answer whether an information system holds the document of list 9({n})"
            yield Note("system_unavailable", text, law, n)
        elif each.standing is Standing.EXPIRED and each.required is not False and each.copy:
            yield _expired(each, each.copy)


def _expired(each: Needed, copy: Mapping[str, Any]) -> Note:
    until, issued, n = valid_until(copy), issued_on(copy), each.number
    if each.fresh_from and issued and issued < each.fresh_from:
        text = (
            f"The certificate of list 9({n}) of {issued:%d.%m.%Y} is too old:"
            f" {each.fresh_from:%d.%m.%Y} would be the earliest (R25)"
        )
        return Note("certificate_too_old", text, each.rule.law.key, n)
    text = f"The document of list 9({n}) was valid until {until:%d.%m.%Y}"
    return Note("document_expired", text, "ITEM_4_REFUSE", n)


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
