"""The decision, or the end without one: registered, refused, withdrawn (items 5, 6; Code 64(9), 70, 73)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from process.case import Case
from process.due_dates import receipts
from process.endorsements import agreed, made_stale, missing, objecting
from process.errors import NotAllowedHere, TooEarly
from process.events import (
    ApplicantRefused,
    ApplicantRegistered,
    Event,
    HearingWaived,
    ProcedureTerminated,
    RefusalProposed,
    ReportWithdrawn,
    applicant_registered,
)
from process.hearing import check_grounds, heard_proposals, unsigned_hearing
from process.law import Authority
from process.localtime import at as instant
from process.localtime import day_of
from process.orders import carried_out
from process.standing import from_when, on, require_step, when
from process.states import State
from process.terms import Status
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that a decision still waits for: what, until when if that is known, by whose words, and the way on."""

    what: str
    until: datetime | None
    law: Authority
    way_on: str


# --- registration


def check_register(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises TooEarly until both services agree (R13). A late registration stays possible (R11)."""
    require_step(case, ApplicantRegistered)
    if case.beneath is State.REGISTERED:
        raise NotAllowedHere(
            f"Case {case.id}: the applicant is registered already, and complains of how",
            provision=require_step(case, ApplicantRegistered).law.cite(),
            way_on="The complaint goes its way; the entry stays as it is while it is open (R18).",
        )
    check_agreement(case)


def check_agreement(case: Case) -> None:
    """Raises TooEarly until both services agree (R13)."""
    if not agreed(case):
        _require(case, "the applicant cannot be registered", list(_agreement(case)))


def register(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """Enrol the applicant in the housing queue: the favourable decision, possible from every state before it."""
    check_register(case, at, workdays)
    return carried_out(case, applicant_registered(at))


def _agreement(case: Case) -> Iterator[Condition]:
    law = case.definition.endorsement_warning.law
    lacking = missing(case)
    stale = made_stale(case) if lacking else {}
    for service in lacking:
        what = f"the endorsement of the {_words(service)} is missing"
        if day := stale.get(service):
            what = (
                f"the endorsement of the {_words(service)} is stale since the data were updated on {on(day)}"
            )
        yield Condition(what, None, law, f"Ask the {_words(service)}.")
    for service in objecting(case):
        way_on = "Take up its remarks and ask for a new endorsement, or go the way of a refusal."
        yield Condition(f"the {_words(service)} does not agree", None, law, way_on)


# --- refusal


def check_refuse(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises TooEarly until all that R10 asks has come: window, third working day, protocol, endorsements."""
    require_step(case, ApplicantRefused)
    _require(case, "the applicant cannot be refused", list(refusal_waits_for(case, at, workdays)))


def refusal_waits_for(case: Case, at: datetime, workdays: Workdays) -> Iterator[Condition]:
    """What stands between a heard case and its refusal at that moment, hearing aside."""
    yield from _window(case, at)
    yield from _third_day(case, at, workdays)
    yield from _protocol(case)
    law = case.definition.endorsement_warning.law
    for service in missing(case):
        yield Condition(
            f"the endorsement of the {_words(service)} is missing, agreeing or not",
            None,
            law,
            f"Ask the {_words(service)}.",
        )


def _window(case: Case, at: datetime) -> Iterator[Condition]:
    window = case.deadlines.get("objection")
    if window is not None and not window.closed and window.status(at) is Status.OPEN:
        what = f"the applicant may object until {when(window.due_at)}"
        yield Condition(what, window.due_at, window.term.law, "")


def _third_day(case: Case, at: datetime, workdays: Workdays) -> Iterator[Condition]:
    """Not before the third working day after the day of receipt (R6), unless a petition was granted (R9)."""
    if any(isinstance(event, HearingWaived) for event in case.since(RefusalProposed)):
        return
    first = earliest_refusal_day(case, workdays)
    if first and day_of(at) < first:
        received = on(day_of(receipts(case)[0].occurred_at))
        what = f"the notice was received on {received}, so a refusal is possible from {on(first)} on"
        yield Condition(what, instant(first, time(0)), case.definition.refusal_wait.law, "")


def earliest_refusal_day(case: Case, workdays: Workdays) -> date | None:
    """The third working day after the first receipt of the latest proposal's notice; None before any receipt."""
    received = receipts(case)
    return (
        workdays.add(day_of(received[0].occurred_at), case.definition.refusal_wait.days) if received else None
    )


def _protocol(case: Case) -> Iterator[Condition]:
    if unsigned_hearing(case):
        law = case.definition.term("protocol").law
        yield Condition("the protocol of the oral hearing is not signed", None, law, "Have it signed.")


def refuse(
    case: Case, at: datetime, workdays: Workdays, *, grounds: tuple[int, ...], provisions: tuple[str, ...]
) -> tuple[Event, ...]:
    """Refuse on grounds that were proposed and heard, after all that R10 asks."""
    check_refuse(case, at, workdays)
    check_grounds(case, grounds, provisions)
    if case.definition.chart.step(RefusalProposed):  # a service without a hearing refuses on what it finds
        _check_heard(case, grounds, provisions)
    return carried_out(case, ApplicantRefused(at, grounds, provisions))


def _check_heard(case: Case, grounds: tuple[int, ...], provisions: tuple[str, ...]) -> None:
    proposals = heard_proposals(case)
    heard = {ground for proposal in proposals for ground in proposal.grounds}
    cited = {text for proposal in proposals for text in proposal.provisions}
    unheard = [f"ground {ground}" for ground in grounds if ground not in heard]
    unheard += [repr(text) for text in provisions if text not in cited]
    if unheard:
        raise NotAllowedHere(
            f"Case {case.id}: the applicant was not heard on {', '.join(unheard)}",
            provision=require_step(case, ApplicantRefused).law.cite(),
            way_on=f"Refuse on what was heard (ground {', '.join(map(str, sorted(heard)))}:"
            f" {'; '.join(sorted(cited))}), or propose the refusal on the other ground: it needs a hearing of its own.",
        )


def _require(case: Case, what: str, waits: list[Condition]) -> None:
    if not waits:
        return
    known = [wait.until for wait in waits if wait.until]
    ways = [f"It is possible from {from_when(max(known))} on."] if known else []
    ways += [wait.way_on for wait in waits if wait.way_on]
    raise TooEarly(
        f"Case {case.id}: {what} yet: {'; '.join(wait.what for wait in waits)}",
        provision="; ".join(dict.fromkeys(wait.law.cite() for wait in waits)),
        way_on=" ".join(dict.fromkeys(ways)),
        details={
            "waits_for": [wait.what for wait in waits],
            "earliest": max(known).isoformat() if known else None,
        },
    )


def _words(service: str) -> str:
    return service.replace("_", " ")


# --- the end without a decision


def check_withdraw(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ReportWithdrawn)


def withdraw(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """The applicant takes the report back: possible in every state before the decision, also overdue (R20)."""
    check_withdraw(case, at, workdays)
    return (ReportWithdrawn(at),)


def check_terminate(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, ProcedureTerminated)
    if any(isinstance(event, ProcedureTerminated) for event in case.since(ReportWithdrawn)):
        raise NotAllowedHere(
            f"Case {case.id}: the procedure is ended already, and the applicant told",
            provision=step.law.cite(),
            way_on="It is ended once; the applicant may complain of it, or apply again.",
        )


def terminate(case: Case, at: datetime, workdays: Workdays) -> tuple[Event, ...]:
    """End the procedure after a withdrawal, by a decision that the applicant is told of (R20)."""
    check_terminate(case, at, workdays)
    return (ProcedureTerminated(at),)
