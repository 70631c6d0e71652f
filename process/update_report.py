"""A report of Annex 3 as a value: whose data change, and by which document. Read like any report, with all faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.errors import BadInput
from process.fault import Wrong
from process.localtime import iso, parse_instant
from process.report import Certified, Document, said
from process.report_form import UPDATE, WHAT_CHANGES
from process.report_reader import Reading
from process.report_text import pieces

NEW_RELATIVE = "new_relative"


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """`text` is the whole of it in canonical form; it stands with the person's data.

    `documents`: the confirming one, where it is one of list 9; `circumstances`: those of which it says something;
    `by_signature`: certified so, else by a one-time password; `receipt`: the portal's own, that it checked that.
    """

    reference: str
    iin: str
    member_iin: str | None
    what: str
    filed_at: datetime
    text: str
    documents: tuple[Mapping[str, Any], ...]
    circumstances: Mapping[str, bool]
    by_signature: bool
    receipt: str | None


def read_update(data: bytes, *, now: datetime) -> UpdateReport:
    """The one report of these bytes. Raises BadInput with every fault at once."""
    found = list(pieces(data))
    if len(found) != 1:
        raise BadInput(
            f"the file holds {len(found)} reports of Annex 3, and not one", way_on="One file, one report."
        )
    [piece] = found
    reading = Reading(piece.line, piece.root)
    for wrong in piece.wrong:
        reading.fault("", wrong)
    if piece.readable:
        reading.read(UPDATE, piece.value)
        _compare(reading, now)
    if faults := reading.faults:
        raise BadInput(
            "; ".join(
                f"line {each.line}, {each.path}: expected {each.expected}, got {each.got}" for each in faults
            ),
            way_on="`merzim case update --example` prints one to fill in.",
            details={
                "faults": [
                    {"line": each.line, "path": each.path, "expected": each.expected, "got": each.got}
                    for each in faults
                ]
            },
        )
    return _made(piece.value)


def _compare(reading: Reading, now: datetime) -> None:
    filed_at = reading.good.get(".filed_at")
    if filed_at is not None and parse_instant(filed_at) > now:
        reading.fault(".filed_at", Wrong(f"an instant not after {iso(now)}", iso(parse_instant(filed_at))))
    by_password = reading.good.get(".certified_by") == Certified.ONE_TIME_PASSWORD
    if by_password and reading.good.get(".number_linked") is False:
        expected = "true: a one-time password goes to a number linked to the portal account (item 3, R28)"
        reading.fault(".number_linked", Wrong(expected, "false"))


def _made(value: Any) -> UpdateReport:
    return UpdateReport(
        reference=value["portal_reference"],
        iin=value["applicant_iin"],
        member_iin=value.get("member_iin"),
        what=value["what"],
        filed_at=parse_instant(value["filed_at"]),
        documents=_of_list_9(value["document"]),
        circumstances=said(value.get("circumstances")),
        by_signature=value["certified_by"] == Certified.DIGITAL_SIGNATURE,
        receipt=value.get("portal_receipt"),
        text=json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
    )


def _of_list_9(document: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return (Document.from_json(document).to_json(),) if "list9" in document else ()


def update_example() -> str:
    """A report of Annex 3 to fill in, as JSON. The people are invented."""
    value = {
        "form": 3,
        "portal_reference": "EXAMPLE-3",
        "applicant_iin": "900514300121",
        "member_iin": "150321500563",
        "what": WHAT_CHANGES[0],
        "reason": "Бала туған",
        "document": {"title": "Туу туралы куәлік", "issued_on": "2026-03-10"},
        "consents": {"applicant": True},
        "certified_by": Certified.DIGITAL_SIGNATURE.value,
        "number_linked": True,
        "filed_at": "2026-03-20T10:00:00+05:00",
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
