"""The report at the door: accepted, or not, and by whom it will be examined (items 2, 4)."""

from datetime import datetime

from process.case import Case
from process.certification import require_certified
from process.completeness import require_complete, require_grounds
from process.errors import BadInput, NotAllowedHere
from process.events import (
    AcceptanceRefused,
    Endorsed,
    Event,
    ExecutorAssigned,
    ReportAccepted,
    endorsed,
    executor_assigned,
    report_accepted,
)
from process.orders import carried_out
from process.standing import require_registered_by, require_step
from process.states import State
from process.varying import require_cured
from process.workdays import Workdays


def check_accept(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, ReportAccepted)
    if case.state is State.REJECTED:
        raise NotAllowedHere(
            f"Case {case.id}: its acceptance was refused; it is accepted only where a complaint is met in full",
            provision=step.law.cite(),
            way_on="`merzim complaint satisfy N` does both. Otherwise the applicant files a new report.",
        )
    require_registered_by(case, at, "accepted")
    require_cured(case, at, ReportAccepted)
    require_certified(case)
    require_complete(case)


def accept(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """Send the mark of acceptance; the term of the service runs from this day (item 5)."""
    check_accept(case, at, workdays)
    return carried_out(case, report_accepted(at))


def check_refuse_acceptance(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, AcceptanceRefused)
    require_registered_by(case, at, "refused")
    require_cured(case, at, AcceptanceRefused)


def refuse_acceptance(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    missing: tuple[int, ...],
    expired: tuple[int, ...],
    remark: str | None = None,
) -> tuple[Event, ...]:
    """Refuse to accept an incomplete or expired package, naming the documents of list 9 (item 4).

    `remark`: why, where the record says otherwise of one of them.
    """
    check_refuse_acceptance(case, at, workdays)
    known = case.definition.documents
    unknown = sorted({number for number in (*missing, *expired) if number not in known})
    if unknown or not (missing or expired):
        raise BadInput(
            f"Case {case.id}: "
            + (
                f"list 9 has no sub-item {', '.join(map(str, unknown))}"
                if unknown
                else "no document is named"
            ),
            provision=require_step(case, AcceptanceRefused).law.cite(),
            way_on=f"Name each missing or expired document by its sub-item of list 9 (1 to {max(known)}).",
        )
    require_grounds(case, missing=missing, expired=expired, remark=remark)
    refused = AcceptanceRefused(at, tuple(sorted(set(missing))), tuple(sorted(set(expired))), remark)
    return carried_out(case, refused)


def check_assign(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ExecutorAssigned)


def assign(case: Case, at: datetime, workdays: Workdays, *, executor: str) -> tuple[Event, ...]:
    """Appoint the responsible executor (item 2(3)); a later appointment replaces an earlier one."""
    check_assign(case, at, workdays)
    if not executor.strip():
        raise BadInput(f"Case {case.id}: the executor has no name", way_on="Give --executor NAME.")
    return (executor_assigned(at, executor),)


def check_endorse(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, Endorsed)


def endorse(
    case: Case, at: datetime, workdays: Workdays, *, service: str, agrees: bool, remark: str | None = None
) -> tuple[Event, ...]:
    """Record whether the legal service or the housing unit agrees; its last word counts (R13)."""
    check_endorse(case, at, workdays)
    if service not in case.definition.endorsed_by:
        raise BadInput(
            f"{service!r} endorses nothing", way_on=f"It is one of: {', '.join(case.definition.endorsed_by)}."
        )
    return (endorsed(at, service, agrees, remark),)
