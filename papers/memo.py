"""The memo of deadlines: every deadline of a case as it stood after an entry, and why it ends when it does.

With the working calendar the days that were not counted are listed too; without it only what the record itself says.
"""

from datetime import date
from typing import Any

from papers.source import Source
from process.case import Case, replay
from process.day import Day
from process.deadlines import explain
from process.errors import MerzimError
from process.localtime import iso
from process.terms import Before, Deadline
from process.workdays import Workdays


def memo(source: Source) -> dict[str, Any]:
    """Of the case as its record stood up to the entry, and of no later moment."""
    entry = source.step.entry
    case = replay(source.case.id, source.case.record[: entry.seq], source.case.editions)
    deadlines = [_deadline(case, name, each) for name, each in case.deadlines.items()]
    return {
        "number": case.id,
        "provider": case.filed.report.get("provider"),
        "entries": entry.seq,
        "as_of": iso(source.step.event.occurred_at),
        "issued_on": source.issued_on.isoformat(),
        "deadlines": deadlines or None,
        "skipped": _skipped(case, source.workdays) if source.workdays else [],
    }


def _deadline(case: Case, name: str, each: Deadline) -> dict[str, Any]:
    term = each.term
    set_by = next(entry.event for entry in case.record if entry.seq == each.set_by)
    closed = each.met_at or each.lapsed_at
    return {
        **_name(name, each),
        "due_at": iso(each.due_at),
        "day_zero": each.day_zero.isoformat(),
        "event": type(set_by).__name__,
        "before": term.end if isinstance(term, Before) else None,
        "days": each.days,
        "unit": str(term.unit),
        "status": str(each.status(case.last_moment)),
        "closed_at": iso(closed) if closed else None,
        "law": [[place.act, place.place] for place in term.law.provisions],
        "readings": list(term.law.readings),
        "moves": [move.act for move in each.moves],
        "provisional": each.provisional,
    }


def _name(name: str, each: Deadline) -> dict[str, Any]:
    return {"name": name, "round": each.round if name != each.name else None}


def _skipped(case: Case, workdays: Workdays) -> list[dict[str, Any]]:
    """The days off that some deadline jumped over, each once; weekends everybody knows."""
    rows: dict[date, dict[str, Any]] = {}
    for name, deadline in case.deadlines.items():
        for day in _days_off(case, name, workdays):
            act = dict(day.act.words) if day.act else {}
            row = {"day": day.date.isoformat(), "why": dict(day.names), "act": act, "rows": []}
            rows.setdefault(day.date, row)["rows"].append(_name(name, deadline))
    return [rows[day] for day in sorted(rows)]


def _days_off(case: Case, name: str, workdays: Workdays) -> list[Day]:
    try:
        return [day for day in explain(case, name, workdays).skipped if day.kind != "weekend"]
    except MerzimError:
        return []  # a round that is over, or a year that this calendar does not reach: its date stands all the same
