"""How a report was certified (item 3), and what waits for the portal: its receipt, where a signature is unverified.

The words read of edition 836 and of Order 765 say nothing of certification. The rule is the same there: it follows from
the file that came, not from the edition. Bytes that nobody here can verify prove nothing under any of them.
"""

from collections.abc import Iterator
from datetime import datetime

from process.case import Case
from process.errors import BadInput, NotAllowedHere, TooEarly
from process.events import CertificationConfirmed, Event, ReportFiled
from process.report_notes import Note
from process.signature import is_unverified
from process.standing import require_step
from process.workdays import Workdays


def receipt(case: Case) -> str | None:
    """The portal's own receipt that it checked the certification, if there is one on record."""
    came_with: str | None = case.filed.report.get("portal_receipt")
    if came_with:
        return came_with
    confirmed = case.last(CertificationConfirmed)
    return confirmed.receipt if confirmed else None


def waits_for_receipt(case: Case) -> bool:
    """Whether only the portal can say that the signature is the applicant's, and has not said it."""
    signature = case.filed.signature  # none, in nearly every case
    return signature is not None and is_unverified(signature) and not receipt(case)


def require_certified(case: Case) -> None:
    """Raises TooEarly where the report's signature is unverified and the portal has not confirmed it."""
    if not waits_for_receipt(case):
        return
    step = case.definition.chart.step(ReportFiled)
    raise TooEarly(
        f"Case {case.id}: the report is signed by {algorithm(case)}, which is not verified here, and the portal has"
        " not confirmed it",
        provision=step.law.cite() if step else None,
        way_on="Record the portal's own receipt first: `merzim case receipt N --receipt REF`.",
        details={"case": case.id},
    )


def algorithm(case: Case) -> str:
    """The name of the algorithm, and its number where it is not verified here."""
    said = case.filed.signature or {}
    return f"{said['algorithm']} ({said['oid']})" if "oid" in said else str(said.get("algorithm", ""))


def check_confirm(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, CertificationConfirmed)
    if not waits_for_receipt(case):
        raise NotAllowedHere(
            f"Case {case.id}: no signature waits for the portal's receipt",
            provision=step.law.cite(),
            way_on="`merzim case show N` says how the report was certified.",
        )


def confirm(case: Case, at: datetime, workdays: Workdays, *, receipt: str) -> tuple[Event, ...]:
    """Record that the portal confirmed the certification, under the receipt by which it can be asked again."""
    check_confirm(case, at, workdays)
    if not receipt.strip():
        raise BadInput(f"Case {case.id}: the receipt has no reference", way_on="Give --receipt REF.")
    return (CertificationConfirmed(at, receipt.strip()),)


def certification_notes(case: Case) -> Iterator[Note]:
    """What the executor should see of it before the report is accepted."""
    if waits_for_receipt(case):
        text = f"The signature is unverified: {algorithm(case)} is not verified here; the portal's receipt is needed"
        yield Note("signature_unverified", text, "ITEM_3_REPORT")
