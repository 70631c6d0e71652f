"""Intake: the bytes of a file become reports, or faults; the report is the unit, and one never spoils another.

A fault is what makes a report unreadable, and all of a report's faults are in one answer. Missing or expired
documents, missing consents and a category not entitled are none: they file too (R30), and `report_notes` says them.
"""

from dataclasses import dataclass
from datetime import datetime

from process.fault import Fault
from process.report import Report
from process.report_consistency import compare
from process.report_example import example
from process.report_form import REPORT
from process.report_reader import Reading
from process.report_text import Piece, pieces

__all__ = ["Batch", "Fault", "example", "read"]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a file held: the good reports, each with the line it begins on, and the faults of the others."""

    reports: tuple[tuple[int, Report], ...]
    faults: tuple[Fault, ...]


def read(data: bytes, *, now: datetime) -> Batch:
    """The reports of one JSON object, an array, or JSON lines. Never raises because of what the bytes are."""
    reports: list[tuple[int, Report]] = []
    faults: list[Fault] = []
    for piece in pieces(data):
        found = _read_piece(piece, now)
        if isinstance(found, Report):
            reports.append((piece.line, found))
        else:
            faults.extend(found)
    return Batch(tuple(reports), tuple(faults))


def _read_piece(piece: Piece, now: datetime) -> Report | list[Fault]:
    reading = Reading(piece.line, piece.root)
    for wrong in piece.wrong:
        reading.fault("", wrong)
    if piece.readable:
        reading.read(REPORT, piece.value)
        compare(reading, now=now)
    return reading.faults or Report.from_json(piece.value)
