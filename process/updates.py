"""Data that change while a case runs, or after it: Annex 3 (item 3, R29), and a court act set aside (list 9(5)).

None of it has a term that the provider must keep, stops one, or moves a place in the queue.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from process.case import Case
from process.errors import BadInput, IncompleteReport, NotAllowedHere
from process.events import CourtActSetAside, DataUpdated, Event, StateInstitutionTold
from process.localtime import day_of
from process.signature import is_unverified
from process.standing import on, require_step, when
from process.update_report import NEW_RELATIVE, UpdateReport
from process.workdays import Workdays


def check_update(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, DataUpdated)


def update(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    what: str,
    reference: str,
    digest: str,
    of_relative: bool = False,
    as_report: bool = False,
    documents: Sequence[Mapping[str, Any]] = (),
    circumstances: Mapping[str, bool] = MappingProxyType({}),
    signature: Mapping[str, Any] | None = None,
    receipt: str | None = None,
) -> tuple[Event, ...]:
    """Update, change or supplement the data given before; earlier endorsements are stale from then on (R29).

    `documents`: what comes with it, as a report has them; `circumstances`: those of which it says something;
    `signature`, `receipt`: how it is certified. What is unverified needs the receipt at once: an update has its effect
    when it is recorded, and nobody accepts it first.
    """
    check_update(case, at, workdays)
    if is_unverified(signature) and not receipt:
        _refuse_unverified(case, reference, signature)
    if known := joined_before(case, reference):
        raise NotAllowedHere(
            f"Case {case.id}: the report {reference} was filed before, and joined on {when(known.occurred_at)}",
            provision=require_step(case, DataUpdated).law.cite(),
            way_on="It is on record. Another change is another report.",
        )
    supplied = tuple(dict(each) for each in documents)
    said = dict(circumstances)
    return (
        DataUpdated(at, what, reference, digest, of_relative, as_report, supplied, said, signature, receipt),
    )


def _refuse_unverified(case: Case, reference: str, signature: Mapping[str, Any] | None) -> None:
    said = signature or {}
    raise IncompleteReport(
        f"Case {case.id}: the report {reference} is signed by {said.get('algorithm')} ({said.get('oid')}), which is not"
        " verified here, and the portal's receipt has not come with it",
        provision=require_step(case, DataUpdated).law.cite(),
        way_on="Hand it in with the portal's own receipt in `portal_receipt`.",
    )


def joined_before(case: Case, reference: str) -> DataUpdated | None:
    """The update that came under that reference, if it has come."""
    return next((each for each in case.events(DataUpdated) if each.reference == reference), None)


def check_belongs(case: Case, report: UpdateReport, personal: Mapping[str, Any]) -> None:
    """Raises BadInput where the report of Annex 3 is not about this case's applicant and family."""
    wrong = []
    if personal and report.iin != personal["applicant"]["iin"]:
        wrong.append("the applicant's IIN is not that of the case")
    relatives = [member["iin"] for member in personal.get("family", ())]
    stranger = report.member_iin is not None and report.member_iin not in relatives
    if stranger and report.what != NEW_RELATIVE:
        wrong.append("the family member's IIN is not in the report")
    if wrong:
        raise BadInput(
            f"Case {case.id}: {' and '.join(wrong)}",
            provision=require_step(case, DataUpdated).law.cite(),
            way_on=f"Look for the case by the IIN: merzim case find. A new family member: what = {NEW_RELATIVE!r}.",
        )


def check_set_aside(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, CourtActSetAside)


def set_aside(case: Case, at: datetime, workdays: Workdays, *, day: date) -> tuple[Event, ...]:
    """A court set aside an earlier act: the applicant is to tell the state institution; also before the decision."""
    check_set_aside(case, at, workdays)
    if day > day_of(at):
        raise BadInput(f"Case {case.id}: {on(day)}, on which the court is to have done it, is still to come")
    return (CourtActSetAside(at, day),)


def check_told(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, StateInstitutionTold)
    notice = case.deadlines.get("court_act_notice")
    if notice is None or notice.met_at:
        raise NotAllowedHere(
            f"Case {case.id}: there is no court act set aside of which the state institution is still to be told",
            provision=step.law.cite(),
            way_on="Record first that it was set aside, and when: `merzim case court-set-aside N --on DATE`.",
        )


def told(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """The applicant told the responsible unit of the state institution; late, too."""
    check_told(case, at, workdays)
    return (StateInstitutionTold(at),)
