"""The times that the applicant of a case stood in the register, made of the record of that case alone (R14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from process.case import course_of
from process.complaint_events import ActCancelled, ActReplaced, CaseReturned
from process.events import ActCorrected, ApplicantRegistered, Event, LeftRegister, PaperIssued, ReportFiled
from process.queue import CORRECTED, Register, Stay, Why
from process.record import Entry
from process.report import SERVICE

ENTERING: Mapping[type[Event], Why] = {ApplicantRegistered: Why.REGISTERED, ActReplaced: Why.REPLACED}
LEAVING: Mapping[type[Event], Why | None] = {
    LeftRegister: None,
    ActCancelled: Why.CANCELLED,
    CaseReturned: Why.RETURNED,
}
TOUCHING = frozenset((*ENTERING, *LEAVING, ActCorrected, PaperIssued))
"""The events that can change what the register has of a case; asked of every event that is stored."""


def touched(entries: Iterable[Entry]) -> bool:
    """Whether any of these new entries can change what the register has of their case."""
    return any(
        type(entry.event) in TOUCHING and getattr(entry.event, "ordinal", 0) is not None for entry in entries
    )


def stays(case: str, record: Sequence[Entry]) -> tuple[Stay, ...]:
    """When the applicant of the case stood in the register, told by its record alone, in order."""
    filed = record[0].event
    assert isinstance(filed, ReportFiled)
    found: list[Stay] = []
    known: list[Entry] = []
    for entry in record:
        if type(entry.event) not in TOUCHING:
            continue
        if isinstance(entry.event, PaperIssued):
            _issued(found, entry.event)
            continue
        known.append(entry)
        _turn(found, _standing(known), entry, case, filed)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Whether the applicant is enrolled, by which entry and when; where not any more, why and since when."""

    by: int
    at: datetime
    left: str | None = None
    left_at: datetime | None = None


def _standing(known: Sequence[Entry]) -> _Standing | None:
    """What these entries come to, each at its lawful moment and with the corrections among them."""
    now: _Standing | None = None
    for entry, event in course_of(tuple(known)):
        kind = type(event)
        if kind in ENTERING:
            now = _Standing(entry.seq, event.occurred_at)
        elif kind in LEAVING and now is not None and now.left is None:
            why = event.ground if isinstance(event, LeftRegister) else str(LEAVING[kind])
            now = replace(now, left=why, left_at=event.occurred_at)
    return now


def _turn(found: list[Stay], now: _Standing | None, entry: Entry, case: str, filed: ReportFiled) -> None:
    """End the last stay, or begin another, as the record has it with this entry."""
    last = found[-1] if found else None
    if now is not None and now.left is None:
        if last and not last.until and (last.enrolled_by, last.enrolled_at) == (now.by, now.at):
            return
        if last and not last.until:
            found[-1] = replace(
                last, until=entry.recorded_at, left=CORRECTED, left_at=entry.event.occurred_at
            )
        found.append(_again(last, _stay(case, filed, now, entry)))
    elif last:
        _end(found, last, now, entry)


def _again(last: Stay | None, stay: Stay) -> Stay:
    """Back in its place by the very registration that ended by mistake: the certificate of it is still out."""
    if last is None or (last.enrolled_by, last.enrolled_at) != (stay.enrolled_by, stay.enrolled_at):
        return stay
    return replace(stay, issued=last.issued, issued_at=last.issued_at)


def _end(found: list[Stay], last: Stay, now: _Standing | None, entry: Entry) -> None:
    """End it; one that was over and ended otherwise, as is known now, is told again by a stay of no length."""
    why, left_at = (now.left, now.left_at) if now else (CORRECTED, entry.event.occurred_at)
    ended = replace(last, until=entry.recorded_at, left=why, left_at=left_at)
    if not last.until:
        found[-1] = ended
    elif (why, left_at) != (last.left, last.left_at) and (now or last.left != CORRECTED):
        found.append(replace(ended, since=entry.recorded_at, entered=CORRECTED))


def _stay(case: str, filed: ReportFiled, now: _Standing, entry: Entry) -> Stay:
    report = filed.report
    register = Register(report["garrison"], report["form"], report.get("service", SERVICE))
    return Stay(
        case,
        filed.person,
        register,
        filed.registered_on,
        filed.occurred_at,
        now.by,
        now.at,
        entry.recorded_at,
        str(ENTERING.get(type(entry.event), CORRECTED)),
    )


def _issued(found: list[Stay], paper: PaperIssued) -> None:
    """The first certificate that states a number; those made anew keep it (R29)."""
    if paper.ordinal is None or not found:
        return
    last = found[-1]
    if last.issued is None and paper.of >= last.enrolled_by:
        found[-1] = replace(last, issued=paper.ordinal, issued_at=paper.occurred_at)
