"""A case as a person, or a program, reads it: what happened, what runs, what is allowed and what is blocked.

One value, shown by the terminal and by `--json` alike; nothing here decides.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.acts import Blocked, possible_now
from process.case import Case, Happened
from process.complaint import Complaint
from process.day import Day
from process.deadlines import Explanation, days_left, may_move
from process.events import ActCorrected, FiringAnnulled, OfComplaint
from process.law import reading
from process.localtime import day_of, iso
from process.next_steps import Todo, todo
from process.notices import APPLICANT, owed
from process.record import Entry
from process.terms import Deadline, Status
from process.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the record as read. `step` is None where it was struck or annulled; `recorded` is False for what
    fell due by the moment looked at but is not on record yet."""

    entry: Entry
    step: Happened | None
    recorded: bool
    late_by: int | None
    document: str | None
    corrected_by: int | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that a view of a case shows, as at one moment."""

    case: Case
    as_of: datetime
    lines: tuple[Line, ...]
    deadlines: tuple[Deadline, ...]
    next: tuple[Todo, ...]
    allowed: tuple[str, ...]
    blocked: tuple[Blocked, ...]


def timeline(case: Case, as_of: datetime, workdays: Workdays, *, on_record: int) -> Timeline:
    """The timeline of a case settled up to `as_of`; entries after the first `on_record` seqs are not recorded yet."""
    allowed, blocked = possible_now(case, as_of, workdays)
    steps = {step.entry.seq: step for step in case.course}
    lines = [_line(entry, case, steps.get(entry.seq), on_record, workdays) for entry in case.record]
    return Timeline(
        case=case,
        as_of=as_of,
        lines=tuple(lines),
        deadlines=tuple(
            sorted(case.deadlines.values(), key=lambda each: (each.closed, each.due_at, each.name))
        ),
        next=tuple(todo(case, as_of, workdays)),
        allowed=tuple(allowed),
        blocked=tuple(blocked),
    )


def _line(entry: Entry, case: Case, step: Happened | None, on_record: int, workdays: Workdays) -> Line:
    papers = [each.paper for each in owed(case, [entry], workdays) if each.to == APPLICANT]
    return Line(
        entry=entry,
        step=step,
        recorded=entry.seq <= on_record,
        late_by=_late_by(case, step, workdays) if step else None,
        document=", ".join(papers) or None,
        corrected_by=_corrected_by(case, entry),
    )


def _late_by(case: Case, step: Happened, workdays: Workdays) -> int | None:
    """By how many working days the event met a deadline late; None where it was in time or met none."""
    moment = step.event.occurred_at
    missed = [
        deadline.due_at
        for deadline in case.deadlines.values()
        if type(step.event) in deadline.term.met_by and deadline.met_at == moment and moment > deadline.due_at
    ]
    return -days_left(min(missed), moment, workdays) if missed else None


def _corrected_by(case: Case, entry: Entry) -> int | None:
    for later in reversed(case.record):
        match later.event:
            case ActCorrected(act=act) if act == entry.act:
                return later.seq
            case FiringAnnulled(firing=seq) if seq == entry.seq:
                return later.seq
    return None


# --- as JSON: keys that others rely on


def as_json(view: Timeline, workdays: Workdays) -> dict[str, Any]:
    """The timeline in the command line's contract."""
    case = view.case
    return {
        "case": case.id,
        "state": str(case.state),
        "decision": str(case.decision) if case.decision else None,
        "round": case.round,
        "earlier": case.filed.earlier,
        "as_of": iso(view.as_of),
        "service": case.definition.service,
        "edition": case.definition.edition,
        "edition_estimated": case.definition.estimated,
        "overdue": case.overdue,
        "deemed_refused_on": case.deemed_refused_on.isoformat() if case.deemed_refused_on else None,
        "events": [_event_json(line) for line in view.lines],
        "deadlines": [deadline_json(each, view.as_of, workdays) for each in view.deadlines],
        "complaints": [complaint_json(each) for each in case.complaints],
        "next": [todo_json(each) for each in view.next],
        "allowed": list(view.allowed),
        "blocked": [{"act": each.act, "kind": each.kind, "why": each.why} for each in view.blocked],
    }


def _event_json(line: Line) -> dict[str, Any]:
    entry, step = line.entry, line.step
    return {
        "seq": entry.seq,
        "event": type(entry.event).__name__,
        "occurred_at": iso(step.event.occurred_at if step else entry.event.occurred_at),
        "recorded_at": iso(entry.recorded_at) if line.recorded else None,
        "actor": entry.actor.name,
        "role": str(entry.actor.role),
        "on_behalf_of": entry.actor.on_behalf_of,
        "from": str(step.before) if step and step.before else None,
        "to": str(step.after) if step else None,
        "provision": entry.provision,
        "late_by": line.late_by,
        "document": line.document,
        "corrected_by": line.corrected_by,
        "complaint": entry.event.complaint if isinstance(entry.event, OfComplaint) else None,
        "round": entry.round,
    }


def complaint_json(complaint: Complaint) -> dict[str, Any]:
    return {
        "complaint": complaint.number,
        "state": str(complaint.state),
        "about": str(complaint.about),
        "came_in": complaint.came_in,
        "lodged_at": iso(complaint.lodged_at),
        "registered_on": complaint.registered_on.isoformat(),
        "late": complaint.late,
        "reviewer": complaint.reviewer,
        "extended": complaint.extended,
    }


def deadline_json(deadline: Deadline, at: datetime, workdays: Workdays) -> dict[str, Any]:
    status = deadline.status(at)
    return {
        "name": deadline.term.name,
        "complaint": deadline.complaint,
        "round": deadline.round,
        "due_at": iso(deadline.due_at),
        "due_on": day_of(deadline.due_at).isoformat(),
        "days_left": days_left(deadline.due_at, at, workdays) if _waits(deadline, status) else None,
        "status": str(status),
        "provision": deadline.term.law.label,
        "who": str(deadline.term.who),
        "otherwise": deadline.term.otherwise,
        "provisional": may_move(deadline, workdays),
        "held": _held_json(deadline),
        "moves": [
            {
                "from": iso(move.was) if move.was else None,
                "to": iso(move.now),
                "act": move.act,
                "at": iso(move.at),
                "approved_by": move.approved_by,
            }
            for move in deadline.moves
        ],
    }


def _held_json(deadline: Deadline) -> dict[str, Any] | None:
    """The earlier date that a changed calendar gives and nobody has approved yet (R24)."""
    if deadline.held is None:
        return None
    held = deadline.held
    return {"to": iso(held.now), "act": held.act, "at": iso(held.at), "past": held.past}


def _waits(deadline: Deadline, status: Status) -> bool:
    return not deadline.closed and status in (Status.OPEN, Status.MISSED)


def todo_json(each: Todo) -> dict[str, Any]:
    return {
        "act": each.act,
        "who": each.who,
        "due_at": iso(each.due_at) if each.due_at else None,
        "days_left": each.days_left,
        "why": each.why,
        "provision": each.provision,
        "deadline": each.deadline,
        "provisional": each.provisional,
    }


def explanation_json(why: Explanation, at: datetime, workdays: Workdays, lang: str = "en") -> dict[str, Any]:
    """The answer in the command line's contract; words in that language."""
    deadline = deadline_json(why.deadline, at, workdays)
    term = why.deadline.term
    return {
        "name": why.deadline.term.name,
        "complaint": why.deadline.complaint,
        "anchor": why.anchor.isoformat(),
        "anchor_event": why.anchor_event or None,
        "anchor_why": why.anchor_why,
        "backwards": why.backwards,
        "unit": str(why.unit),
        "last_before_moving": why.nominal.isoformat() if why.nominal else None,
        "due_at": iso(why.due_at),
        "on_record": deadline["due_at"],
        "rule": term.law.cite(),
        "readings": [_reading_json(number) for number in why.readings],
        **walk_json(why.counted, why.skipped, why.act_of, lang),
        **calendar_json(why.calendar, why.version),
        "calendar_kept": why.kept,
        "provisional": why.provisional,
        "why_provisional": why.why_provisional.get(lang) if why.why_provisional else None,
        "by_now": iso(why.by_now) if why.by_now else None,
        "held": deadline["held"],
        "moves": deadline["moves"],
    }


def walk_json(
    counted: Iterable[tuple[int, Day]], skipped: Iterable[Day], act_of: Callable[[Day, str], str], lang: str
) -> dict[str, Any]:
    """The counted days, those of them that are worked instead of others, and the skipped ones with their reasons."""

    def told(day: Day) -> dict[str, Any]:
        return {
            "date": day.date.isoformat(),
            "why": day.names.get(lang, day.names.get("en", "")),
            "act": act_of(day, lang),
            "known_since": day.known_since.isoformat() if day.known_since else None,
        }

    counted = list(counted)
    return {
        "counted": [day.date.isoformat() for _, day in counted],
        "worked_instead": [told(day) for _, day in counted if day.kind == "worked_instead"],
        "skipped": [told(day) for day in skipped],
    }


def calendar_json(calendar: Workdays, version: str | None = None) -> dict[str, Any]:
    """The state of the calendar: its version, the day whose knowledge it is, the zone data."""
    return {
        "calendar": version or calendar.version,
        "known_on": calendar.known_on.isoformat() if calendar.known_on else None,
        "tzdata": calendar.tzdata,
    }


def _reading_json(number: str) -> dict[str, Any]:
    found = reading(number)
    return {"number": number, "words": found.words, "authority": found.authority, "derived": found.derived}
