"""The outlook as plain values with stable keys, per executor and day."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from process.errors import MerzimError
from process.localtime import iso
from simulation.outlook import FallsDue, Outlook

Person = Callable[[str], str]
"""The masked name of a case's applicant."""


def outlook_json(found: Outlook, person: Person) -> dict[str, Any]:
    return {
        "from": iso(found.since),
        "until": iso(found.until),
        "cases": found.cases,
        "falls_due": len(found.falls_due),
        "late": len(found.late),
        "late_before": len(found.late_before),
        "unassigned": found.unassigned,
        "warnings": found.warnings.total(),
        "executors": [_executor(found, name, person) for name in found.executors()],
        "uncounted": found.uncounted and _why(found.uncounted),
        "refused": [{"case": case_id, **_why(no)} for case_id, no in found.refused],
    }


def _why(no: MerzimError) -> dict[str, str | None]:
    return {"why": no.message, "way_on": no.way_on}


def _executor(found: Outlook, name: str | None, person: Person) -> dict[str, Any]:
    due = [each for each in found.falls_due if each.executor == name]
    before = [each for each in found.late_before if each.executor == name]
    return {
        "executor": name,
        "falls_due": len(due),
        "late": sum(each.late for each in due),
        "warnings": found.warnings[name],
        "late_before": [_row(each, person) for each in before],
        "days": [
            {"date": day.isoformat(), "due": [_row(each, person) for each in rows]}
            for day, rows in groupby(due, key=lambda each: each.on)
        ],
    }


def _row(each: FallsDue, person: Person) -> dict[str, Any]:
    return {
        "case": each.case,
        "person": person(each.case),
        "deadline": each.deadline,
        "due_at": iso(each.due_at),
        "act": each.act,
        "who": each.who,
        "what": each.what,
        "late": each.late,
        "late_by": each.late_by or None,
        "provisional": each.provisional,
    }
