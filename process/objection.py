"""What the applicant says to a preliminary refusal: a position, a petition for an oral hearing, a petition for none.

Each of them proves that the notice was received, at that moment at the latest (R7).
"""

from datetime import datetime

from process.case import Case
from process.due_dates import IN_WRITING, hearing_method, receipts
from process.errors import BadInput, NotAllowedHere, TooLate
from process.events import (
    Event,
    HearingHeld,
    HearingNoticeReceived,
    HearingWaived,
    OralHearingRequested,
    PositionStated,
    RefusalProposed,
)
from process.standing import require_step, when
from process.states import State
from process.workdays import Workdays

FORMS = (IN_WRITING, "oral")
"""How a position may be stated (Code 73(3))."""


def check_window_open(case: Case, at: datetime, what: str) -> None:
    window = case.deadlines.get("objection")
    if receipts(case) and window and at > window.due_at:
        raise TooLate(
            f"Case {case.id}: the hearing cannot be {what} on {when(at)}; the time to object ended"
            f" {when(window.due_at)}",
            provision=window.term.law.cite(),
            way_on="Set an oral hearing, or go on to the decision.",
            details={"last": window.due_at.isoformat()},
        )


def _proving(case: Case, at: datetime, act: type[Event]) -> tuple[Event, ...]:
    """A position, a petition and a waiver prove that the notice was received, at that moment at the latest (R7)."""
    if case.state is not State.PRELIMINARY_REFUSAL:
        return ()
    return (HearingNoticeReceived(at, proved_by=act.__name__),)


def check_state_position(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, PositionStated)


def state_position(
    case: Case, at: datetime, workdays: Workdays, *, form: str, digest: str | None = None
) -> tuple[Event, ...]:
    """Record an objection or a position, `written` or `oral`. A written one holds a hearing in writing (R10)."""
    check_state_position(case, at, workdays)
    if form not in FORMS:
        raise BadInput(f"Case {case.id}: a position is written or oral, not {form!r}")
    holds = form == IN_WRITING and hearing_method(case) == IN_WRITING and case.state is not State.HEARD
    held = (HearingHeld(at, IN_WRITING, present=True),) if holds else ()
    return (*_proving(case, at, PositionStated), PositionStated(at, form, digest), *held)


def check_request_oral(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises NotAllowedHere unless the hearing is one in writing, TooLate after the two days (R10)."""
    step = require_step(case, OralHearingRequested)
    waived = any(isinstance(event, HearingWaived) for event in case.since(RefusalProposed))
    if hearing_method(case) != IN_WRITING or waived:
        raise NotAllowedHere(
            f"Case {case.id}: the hearing is {'waived' if waived else 'not in writing'}, so no oral"
            " one is to be asked for",
            provision=step.law.cite(),
            way_on="The applicant is heard at the hearing itself.",
        )
    check_window_open(case, at, "asked for orally")


def request_oral(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """The applicant asks for an oral hearing in place of one in writing (Code 73(3))."""
    check_request_oral(case, at, workdays)
    return (*_proving(case, at, OralHearingRequested), OralHearingRequested(at))


def check_waive_hearing(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, HearingWaived)


def waive_hearing(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    granted_by: str,
    give_up_objection: bool,
    objection_digest: str | None = None,
) -> tuple[Event, ...]:
    """Skip the hearing at the applicant's petition, which `granted_by` grants (R9).

    `objection_digest`: the petition contains the objection; without it, and unless it is given up, its two days stay.
    """
    check_waive_hearing(case, at, workdays)
    if not granted_by.strip():
        raise BadInput(f"Case {case.id}: a petition is granted by somebody", way_on="Give --granted-by NAME.")
    objection = (PositionStated(at, IN_WRITING, objection_digest),) if objection_digest else ()
    return (*_proving(case, at, HearingWaived), *objection, HearingWaived(at, granted_by, give_up_objection))
