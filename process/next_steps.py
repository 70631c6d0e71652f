"""What must be done on a case, by whom, by when, and why: the NEXT of a timeline, a row of the work list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from process.case import Case
from process.certification import algorithm, certification_notes, waits_for_receipt
from process.deadlines import days_left, may_move, running
from process.documents import lacking, package_of
from process.due_dates import closing
from process.endorsements import endorsements, missing, objecting
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    CertificationConfirmed,
    DeadlineMoved,
    Endorsed,
    Event,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeSent,
    HearingRescheduled,
    ReportAccepted,
)
from process.firings import unreceived
from process.hearing_times import after_the_term, must_be_set_anew, no_longer_worked, setting
from process.law import reading
from process.localtime import day_of
from process.moves import waiting
from process.report import Report
from process.report_notes import Note, notes
from process.roles import OUTSIDE_THE_PROVIDER
from process.standing import on, when
from process.states import BEFORE_THE_DECISION, EXAMINED, NOTICED, State
from process.terms import Deadline, Missed
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the act by its event, whose it is, the last instant in time, working days left, the reason.

    `deadline` names the deadline that asks for it, where one does. `provisional`: its day may still move for want of
    facts of the calendar.
    """

    act: str
    who: str
    due_at: datetime | None
    days_left: int | None
    why: str
    provision: str
    deadline: str | None = None
    provisional: bool = False


def todo(case: Case, at: datetime, workdays: Workdays) -> list[Todo]:
    """All that is to be done by the provider's people, soonest first; what has no date of its own comes last."""
    found = [*_from_deadlines(case, at, workdays), *_besides(case, at, workdays)]
    return sorted(found, key=lambda each: (each.due_at is None, each.due_at or at, each.act))


def _from_deadlines(case: Case, at: datetime, workdays: Workdays) -> Iterator[Todo]:
    for deadline in running(case, at):
        gone = deadline.term.missed in (Missed.TERM_ENDED, Missed.COMPLAINT_SILENCE) and at > deadline.due_at
        if deadline.term.who in OUTSIDE_THE_PROVIDER or gone or deadline.name == "silence":
            continue
        yield Todo(
            act=_act(case, deadline).__name__,
            who=str(deadline.term.who),
            due_at=deadline.due_at,
            days_left=days_left(deadline.due_at, at, workdays),
            why=_why(case, deadline, at),
            provision=deadline.term.law.label,
            deadline=deadline.name,
            provisional=may_move(deadline, workdays),
        )


def _act(case: Case, deadline: Deadline) -> type[Event]:
    at_the_door = deadline.term.act is ReportAccepted and case.state is State.SUBMITTED
    if at_the_door and lacking(case):
        return AcceptanceRefused
    if at_the_door and waits_for_receipt(case):
        return CertificationConfirmed
    heard = deadline.name == "decision" and case.state is State.HEARD and bool(objecting(case))
    return ApplicantRefused if heard else deadline.term.act


def _why(case: Case, deadline: Deadline, at: datetime) -> str:
    late = f"overdue since {on(day_of(deadline.due_at))}: " if at > deadline.due_at else ""
    current = setting(case) if deadline.term.act is HearingHeld else None
    planned = (
        f", set for {when(current.hearing_at)} ({current.method})" if current and current.hearing_at else ""
    )
    return f"{late}{_duty(case, deadline)}{planned}"


def _duty(case: Case, deadline: Deadline) -> str:
    """The duty as the definition says it; at the door, where the portal has to confirm a signature first, that too."""
    if deadline.term.act is ReportAccepted and case.state is State.SUBMITTED and waits_for_receipt(case):
        return (
            f"record the portal's receipt first (the signature is by {algorithm(case)}): {deadline.term.duty}"
        )
    return deadline.term.duty


def _made(
    act: type[Event],
    who: str,
    deadline: Deadline | None,
    why: str,
    at: datetime,
    workdays: Workdays,
    law: str = "",
) -> Todo:
    due_at = deadline.due_at if deadline else None
    left = days_left(due_at, at, workdays) if due_at else None
    moving = deadline is not None and may_move(deadline, workdays)
    law = law or (deadline.term.law.label if deadline else "")
    return Todo(act.__name__, who, due_at, left, why, law, provisional=moving)


def _besides(case: Case, at: datetime, workdays: Workdays) -> Iterator[Todo]:
    """What no deadline of its own asks for: an executor, endorsements, a notice that did not arrive, a new time."""
    definition = case.definition
    if case.state in BEFORE_THE_DECISION and case.executor is None:
        step = definition.chart.step(ExecutorAssigned)
        yield _made(
            ExecutorAssigned,
            "head",
            None,
            "appoint the responsible executor",
            at,
            workdays,
            str(step and step.law),
        )
    if case.state in EXAMINED:
        for service in missing(case):
            why = f"say whether the {service.replace('_', ' ')} agrees"
            law = definition.endorsement_warning.law.label
            yield _made(Endorsed, service, case.deadlines.get("decision"), why, at, workdays, law)
        yield from _returned(case, at, workdays)
    if (sent := unreceived(case)) and at > _watched(case, sent, workdays):
        why = f"no receipt of the notice sent on {on(day_of(sent.occurred_at))}: send it again, another way"
        due = _watched(case, sent, workdays)
        left = days_left(due, at, workdays)
        yield Todo(HearingNoticeSent.__name__, "executor", due, left, why, definition.receipt_watch.law.label)
    yield from _to_approve(case, at, workdays)
    if why_anew := _why_anew(case, workdays):
        hearing = case.deadlines.get("hearing")
        law = "" if hearing else reading("R24").label
        why = f"set the hearing anew: {why_anew}"
        each = _made(HearingRescheduled, "executor", hearing, why, at, workdays, law)
        yield each if hearing else _by_its_time(each, case, at, workdays)


def _returned(case: Case, at: datetime, workdays: Workdays) -> Iterator[Todo]:
    """An objection returns the papers to the executor, who takes up its remarks and asks again (R13)."""
    law = case.definition.endorsement_warning.law.label
    for service, said in endorsements(case).items():
        if not said.agrees:
            words = service.replace("_", " ")
            why = f"the {words} objects; ask why, take it up, and ask again"
            if said.remark:
                why = f"the {words} objects: {said.remark}; take it up, and ask again"
            yield _made(Endorsed, "executor", case.deadlines.get("decision"), why, at, workdays, law)


def _by_its_time(each: Todo, case: Case, at: datetime, workdays: Workdays) -> Todo:
    """Before the notice arrives no deadline runs for the hearing: then it is to be set anew before its own time."""
    current = setting(case)
    if current is None or current.hearing_at is None:
        return each
    left = days_left(current.hearing_at, at, workdays)
    return replace(each, due_at=current.hearing_at, days_left=left)


def _why_anew(case: Case, workdays: Workdays) -> str | None:
    """Why the announced hearing needs another time, before it is held."""
    if case.state not in NOTICED:
        return None
    at_the_end = after_the_term(case, case.deadlines["decision"].due_at)
    anew = must_be_set_anew(case) if case.state is State.HEARING else None
    return no_longer_worked(case, workdays) or at_the_end or anew


def _to_approve(case: Case, at: datetime, workdays: Workdays) -> Iterator[Todo]:
    """An earlier date that a changed calendar gives waits for the head (R24)."""
    for deadline in waiting(case, at):
        assert deadline.held
        day, stays = on(day_of(deadline.held.now)), on(day_of(deadline.due_at))
        why = f"approve the earlier last day {day} of {deadline.name}, or leave it at {stays}: {deadline.held.act}"
        left = days_left(deadline.held.now, at, workdays)
        yield Todo(DeadlineMoved.__name__, "head", deadline.held.now, left, why, reading("R24").label)


def _watched(case: Case, sent: HearingNoticeSent, workdays: Workdays) -> datetime:
    """The end of the next working day after the sending (R7)."""
    watch = case.definition.receipt_watch.days
    return closing(workdays.add(day_of(sent.occurred_at), watch), case.definition)


def report_notes(case: Case, personal: Mapping[str, Any] | None) -> tuple[Note, ...]:
    """What the report itself says the officer should look at (R30), while that still matters."""
    if case.state not in BEFORE_THE_DECISION or personal is None:
        return ()
    report = Report.from_parts(case.filed.report, personal)
    own = certification_notes(case) if case.state is State.SUBMITTED else ()
    return (*own, *notes(report, package_of(case), case.definition))


# --- rows of the work list


def work_rows(case: Case, at: datetime, workdays: Workdays, *, person: str) -> list[dict[str, Any]]:
    """What is to be done on the case at that moment, one row a thing, soonest first; one row without an act where
    there is nothing to do."""
    common = {
        "case": case.id,
        "state": str(case.state),
        "person": person,
        "garrison": case.filed.report["garrison"],
        "executor": case.executor,
        "overdue": case.overdue,
        "open": case.state in BEFORE_THE_DECISION,
    }
    rows = [{**common, **_row(each)} for each in todo(case, at, workdays)]
    return rows or [{**common, **_row(None)}]


def _row(each: Todo | None) -> dict[str, Any]:
    return {
        "act": each.act if each else None,
        "who": each.who if each else None,
        "due_at": each.due_at if each else None,
        "days_left": each.days_left if each else None,
        "why": each.why if each else None,
        "provisional": each.provisional if each else False,
    }


def complaint_rows(case: Case, at: datetime, workdays: Workdays, *, person: str) -> list[dict[str, Any]]:
    """The complaints on the case at that moment, one row each, with what falls due on them next."""
    return [
        {
            "case": case.id,
            "complaint": each.number,
            "state": str(each.state),
            "open": each.open,
            "about": str(each.about),
            "came_in": each.came_in,
            "reviewer": each.reviewer,
            "late": each.late,
            "lodged_at": each.lodged_at,
            **_next_of_complaint(case, each.number, at, workdays),
            "person": person,
            "garrison": case.filed.report["garrison"],
            "executor": case.executor,
        }
        for each in case.complaints
    ]


def _next_of_complaint(case: Case, number: int, at: datetime, workdays: Workdays) -> dict[str, Any]:
    soonest = next((each for each in running(case, at) if each.complaint == number), None)
    return {
        "deadline": soonest.term.name if soonest else None,
        "due_at": soonest.due_at if soonest else None,
        "days_left": days_left(soonest.due_at, at, workdays) if soonest else None,
    }


def by_urgency(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Overdue first, the longest overdue on top; then cases without an executor; then by due instant."""
    overdue = row["days_left"] is not None and row["days_left"] < 0
    unassigned = row["open"] and row["executor"] is None
    due = row["due_at"].timestamp() if row["due_at"] else float("inf")
    return (not overdue, not unassigned, due, row["case"], row["act"] or "")
