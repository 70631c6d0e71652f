"""What other services have and Order 232 has not: time to complete a package, a suspended term, an extended one (R21).

A definition has them by its steps and, for a suspension and an extension, by the ground that it cites. Where it has
not, they are impossible, whoever asks. Decide functions, as everywhere.
"""

from datetime import datetime

from process.case import Case
from process.errors import BadInput, NotAllowedHere, TooEarly, TooLate
from process.events import (
    AcceptanceRefused,
    Event,
    PackageCompleted,
    ReportAccepted,
    TermExtended,
    TermResumed,
    TermSuspended,
    TimeToCureGiven,
)
from process.law import Authority, reading
from process.localtime import day_of
from process.standing import require_step, when
from process.terms import Deadline, Status
from process.units import Unit
from process.workdays import Workdays

TERM = "decision"
CURE = "cure"

# --- time to complete the package


def check_give_time(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, TimeToCureGiven)
    if case.last(TimeToCureGiven):
        raise NotAllowedHere(
            f"Case {case.id}: time to complete the package was given once already",
            provision=step.law.cite(),
            way_on="Accept it, or refuse to accept it once that time is over.",
        )


def give_time(
    case: Case, at: datetime, workdays: Workdays, *, missing: tuple[int, ...], expired: tuple[int, ...] = ()
) -> tuple[Event, ...]:
    """Tell the applicant what is missing or expired, and give the time that the definition has for it."""
    check_give_time(case, at, workdays)
    unknown = [number for number in (*missing, *expired) if number not in case.definition.documents]
    if unknown or not (missing or expired):
        raise BadInput(
            f"Case {case.id}: "
            + (f"there is no document {unknown[0]}" if unknown else "no document is named"),
            way_on=f"Name them by number: {', '.join(map(str, case.definition.documents))}.",
        )
    return (TimeToCureGiven(at, tuple(missing), tuple(expired)),)


def check_complete(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, PackageCompleted)
    cure = case.deadlines.get(CURE)
    if cure is None or cure.closed or at > cure.due_at:
        raise NotAllowedHere(
            f"Case {case.id}: no time to complete the package is running",
            provision=step.law.cite(),
            way_on="It is given by the executor: `merzim case give-time N`.",
        )


def complete(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """The applicant completed the package in the time given."""
    check_complete(case, at, workdays)
    return (PackageCompleted(at),)


def require_cured(case: Case, at: datetime, event: type[Event]) -> None:
    """Where the definition gives time to complete a package: no acceptance of an incomplete one, and no refusal to
    accept before that time was given and is over."""
    if not has_cure(case):
        return
    cure = case.deadlines.get(CURE)
    step = require_step(case, event)
    running = cure is not None and not cure.closed and cure.status(at) is Status.OPEN
    if running and event in (ReportAccepted, AcceptanceRefused):
        assert cure
        raise TooEarly(
            f"Case {case.id}: the applicant may complete the package until {when(cure.due_at)}",
            provision=step.law.cite(),
            way_on="Wait for it, or for the end of that time.",
        )
    if cure is None and event is AcceptanceRefused:
        raise TooEarly(
            f"Case {case.id}: the applicant was given no time to complete the package",
            provision=step.law.cite(),
            way_on="Give it first: `merzim case give-time N`.",
        )


def has_cure(case: Case) -> bool:
    return case.definition.chart.step(TimeToCureGiven) is not None


# --- a term that is suspended, or extended


def check_suspend(case: Case, at: datetime, workdays: Workdays) -> None:
    _require_ground(case, case.definition.suspension, "suspended")
    require_step(case, TermSuspended)
    _running(case, at, "suspended")


def suspend(case: Case, at: datetime, workdays: Workdays, *, reason: str) -> tuple[Event, ...]:
    """Stop the clock, on the day of the notice; what is left of the term is kept."""
    check_suspend(case, at, workdays)
    _require_reason(case, reason)
    running = _running(case, at, "suspended")
    if running.term.unit is Unit.MINUTES:
        raise NotAllowedHere(
            f"Case {case.id}: its term is of minutes, and what is suspended is counted in days",
            provision=running.term.law.cite(),
            way_on=f"Do what it asks for by {when(running.due_at)}.",
        )
    return (TermSuspended(at, reason, _left(running, at, workdays)),)


def check_resume(case: Case, at: datetime, workdays: Workdays) -> None:
    _require_ground(case, case.definition.suspension, "suspended")
    step = require_step(case, TermResumed)
    if not isinstance(case.last((TermSuspended, TermResumed)), TermSuspended):
        raise NotAllowedHere(
            f"Case {case.id}: its term is not suspended", provision=step.law.cite(), way_on="It runs."
        )


def resume(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """Let the clock go on from this day, with what was left."""
    check_resume(case, at, workdays)
    suspended = case.last(TermSuspended)
    assert suspended
    return (TermResumed(at, suspended.left),)


def check_extend_term(case: Case, at: datetime, workdays: Workdays) -> None:
    limit = case.definition.extension
    _require_ground(case, limit.law if limit else None, "extended")
    step = require_step(case, TermExtended)
    _running(case, at, "extended")
    if case.last(TermExtended):
        raise NotAllowedHere(
            f"Case {case.id}: its term was extended once already", provision=step.law.cite(), way_on="Decide."
        )


def extend_term(case: Case, at: datetime, workdays: Workdays, *, days: int, reason: str) -> tuple[Event, ...]:
    """Give the decision more time, within the limit that the definition cites."""
    check_extend_term(case, at, workdays)
    _require_reason(case, reason)
    limit = case.definition.extension
    assert limit
    if not 1 <= days <= limit.number:
        raise BadInput(
            f"Case {case.id}: an extension is by 1 to {limit.number}",
            provision=limit.law.cite(),
            way_on="Give --days N.",
        )
    return (TermExtended(at, days, reason),)


def _require_ground(case: Case, ground: Authority | None, what: str) -> None:
    """R21: what the law does not give, the definition has not, and nobody does."""
    if ground is None:
        raise NotAllowedHere(
            f"Case {case.id}: the term cannot be {what}; {case.definition.edition} names no ground for it",
            provision=f"{case.definition.term(TERM).law.cite()}; {reading('R21').label}",
            way_on="Decide within the term. A definition that has it cites the provision.",
        )


def _running(case: Case, at: datetime, what: str) -> Deadline:
    deadline = case.deadlines.get(TERM)
    if deadline is None or deadline.closed or at > deadline.due_at:
        raise TooLate(
            f"Case {case.id}: the term of the decision is not running, and so cannot be {what}",
            provision=case.definition.term(TERM).law.cite(),
            way_on="What is over can be decided, late.",
        )
    return deadline


def _require_reason(case: Case, reason: str) -> None:
    if not reason.strip():
        raise BadInput(f"Case {case.id}: the reason is needed", way_on="Give --reason TEXT.")


def _left(deadline: Deadline, at: datetime, workdays: Workdays) -> int:
    """How many days of the term lie after this one, in its own unit."""
    due_on, today = day_of(deadline.due_at), day_of(at)
    if deadline.term.unit is Unit.WORKING_DAYS:
        return workdays.count(today, due_on)
    return (due_on - today).days
