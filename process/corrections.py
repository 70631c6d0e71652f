"""Correcting the record: an act that was never so, or was done at another moment (`ActCorrected`).

Nothing is erased: the wrong act stays on record and loses its place in the course. Due dates that follow from it are
computed again and journaled; firings that lose their condition are annulled.
"""

from dataclasses import replace
from datetime import datetime

from process.case import Case
from process.entering import entries, next_seq
from process.errors import BadInput, NotAllowedHere, NotFound, TooEarly
from process.events import (
    FIRINGS,
    MARKS,
    AcceptanceRefused,
    ActCorrected,
    ReportAccepted,
    ReportFiled,
    fires_by_itself,
)
from process.issuing import require_not_issued
from process.leaving import check_entry_stays
from process.localtime import day_of
from process.reconciling import Known, due_again, journaled, lost_by, reconciled
from process.record import Entry
from process.roles import Actor
from process.standing import on, require_step, when
from process.workdays import Workdays


def check_correct(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ActCorrected)
    require_not_issued(case)


def corrected(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    seq: int,
    reason: str,
    moment: datetime | None,
    actor: Actor,
) -> Case:
    """The case with the act of entry `seq` struck (`moment` None) or done at `moment`, and all that follows from it.

    Raises NotAllowedHere, naming them, while later acts of persons would lose the state they started from.
    """
    require_step(case, ActCorrected)
    target = _correctable(case, seq)
    _check_sayable(case, at, target, reason, moment)
    require_not_issued(case, target)
    correction = ActCorrected(at, target.act, reason, moment)
    drafted = entries(
        case, (correction,), first_seq=next_seq(case), actor=actor, recorded_at=at, workdays=workdays
    )
    known = Known(case, drafted, workdays)
    _check_nothing_lost(known, target)
    again = due_again(known, at)
    [entry] = drafted
    entry = replace(entry, again=again)
    after = reconciled(replace(known, entries=(entry,)), why=reason, recorded_at=at)
    check_entry_stays(case, after)
    act = f"correction of act {correction.act} (entry {entry.seq}): {correction.reason}"
    return journaled(case, after, entry, act, workdays)


def _correctable(case: Case, seq: int) -> Entry:
    entry = next((each for each in case.record if each.seq == seq), None)
    if entry is None:
        raise NotFound(f"case {case.id} has no entry {seq}", way_on=f"Its entries are 1 to {case.version}.")
    if isinstance(entry.event, (*FIRINGS, *MARKS)) or fires_by_itself(entry.event):
        raise NotAllowedHere(
            f"Case {case.id}: entry {seq} is no act of a person; it follows from the acts",
            way_on="Correct the act that it follows from.",
        )
    if isinstance(entry.event, ReportFiled):
        raise NotAllowedHere(
            f"Case {case.id}: entry {seq} is the applicant's report; it is not the provider's to correct",
            way_on="The applicant may withdraw it, or supplement it.",
        )
    if not any(step.entry.seq == seq for step in case.course):
        raise NotAllowedHere(f"Case {case.id}: entry {seq} is struck already")
    return entry


def _check_sayable(case: Case, at: datetime, target: Entry, reason: str, moment: datetime | None) -> None:
    if not reason.strip():
        raise BadInput(f"Case {case.id}: a correction says why", way_on="Give --reason TEXT.")
    if moment and moment > at:
        raise BadInput(
            f"Case {case.id}: entry {target.seq} cannot have been done in the future, on {when(moment)}"
        )
    at_the_door = isinstance(target.event, (ReportAccepted, AcceptanceRefused))
    early = moment and (
        moment < case.filed.occurred_at or (at_the_door and day_of(moment) < case.filed.registered_on)
    )
    if moment and early:
        raise TooEarly(
            f"Case {case.id}: entry {target.seq} cannot have been done on {when(moment)}; the report is registered on"
            f" {on(case.filed.registered_on)}",
            provision=case.definition.term("acceptance").law.provisions[0].cite(),
            way_on="Give a moment from that day on.",
        )


def _check_nothing_lost(known: Known, target: Entry) -> None:
    lost = lost_by(known)
    if lost:
        names = ", ".join(f"{type(entry.event).__name__} (entry {entry.seq})" for entry in lost)
        raise NotAllowedHere(
            f"Case {known.case.id}: with entry {target.seq} corrected, these acts could not have happened: {names}",
            way_on="Correct those first, the latest one before the others.",
            details={"lost": [entry.seq for entry in lost]},
        )
