"""Data that change: a report of Annex 3 on the case that it is about."""

from typing import TYPE_CHECKING, Any

from commands.case import show_next_of, who_acts
from commands.reports import read_bytes
from commands.session import Session
from terminal.arguments import Usage

if TYPE_CHECKING:
    from process.signature import Signature
    from process.update_report import UpdateReport


def case_update(session: Session) -> int:
    """Record the report at the moment at which it was filed; what it says of persons stands apart."""
    if session.args.example:
        from process.update_report import update_example

        session.write(update_example())
        return 0
    if session.args.n is None or session.args.file is None:
        raise Usage("the case and the file are needed", way_on="merzim case update N FILE, or --example.")
    from functools import partial

    from process import updates
    from process.events import DataUpdated, Event
    from process.signature import kept_apart, to_digest
    from process.update_report import read_update

    actor, case_id, data = who_acts(session), session.case_id, read_bytes(session.args.file)
    report = read_update(data, now=session.clock())
    updates.check_belongs(session.cases.load(case_id), report, session.personal(case_id))
    signature = _signature(session, data, report)
    apart = kept_apart(report.text, signature)
    decide = partial(
        updates.update,
        what=report.what,
        reference=report.reference,
        digest=session.cases.digest(to_digest(apart)),
        of_relative=report.member_iin is not None,
        documents=report.documents,
        circumstances=report.circumstances,
        signature=signature.outcome if signature else None,
        receipt=report.receipt,
    )
    personal: dict[type[Event], dict[str, Any]] = {DataUpdated: apart}
    session.desk.act(case_id, DataUpdated, decide, actor=actor, at=report.filed_at, personal=personal)
    return show_next_of(session, case_id)


def _signature(session: Session, data: bytes, report: "UpdateReport") -> "Signature | None":
    """The applicant's signature over these bytes, where one was named. Raises SignatureRefused, BadInput, Usage."""
    from commands.trust import beside
    from process.errors import BadInput
    from signing.of_report import signature_over

    found = beside(session)
    if found is None:
        return None
    if not report.by_signature:
        raise BadInput(
            "a signature came with a report that is certified by a one-time password",
            way_on="Hand in the one without the other.",
        )
    return signature_over(data, found.cms, found.trust, at=report.filed_at, iin=report.iin)
