"""Whether the record still holds together: every hash computed again, every copy folded again. Reads only.

It finds what was changed past the store. It cannot find that somebody rewrote a whole record and its hashes to the
end: for that the last hash of a case must be kept elsewhere too.
"""

import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from process.case import Case, replay
from process.definition import Editions
from process.errors import Damaged, MerzimError
from process.events import PaperIssued
from process.firings import next_firing
from process.localtime import utc_text
from process.record import FIRST_HASH, chained
from process.signature import to_digest
from process.workdays import Workdays
from store import calendar, enrolments, outbox
from store import statements as sql
from store.case_number import split, written
from store.cases import BROKEN, SqlCases
from store.database import Database
from store.rows import (
    JSON,
    Row,
    canonical_json,
    deadline_columns,
    entry_of,
    lasting_columns,
    moving_columns,
    plain,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not hold: in which case (None: the file as a whole), at which entry."""

    case: str | None
    seq: int | None
    what: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found. `erased`: cases whose person was erased, which is no finding."""

    findings: tuple[Finding, ...]
    cases: int
    events: int
    erased: int


def verify(database: Database, editions: Editions, workdays: Workdays | None = None) -> Audit:
    """Go through the whole database, case by case, as it stands at one moment.

    With `workdays` also what fires next on each case is worked out again. Raises Damaged where SQLite cannot read on.
    """
    audit = _Auditor(database, SqlCases(database, editions), workdays)
    with database.snapshot():
        findings = tuple(audit.findings())
    return Audit(findings, audit.cases_seen, audit.events_seen, audit.erased)


class _Auditor:
    def __init__(self, database: Database, cases: SqlCases, workdays: Workdays | None) -> None:
        self.database = database
        self.cases = cases
        self.workdays = workdays
        self.cases_seen = self.events_seen = self.erased = 0

    def findings(self) -> Iterator[Finding]:
        yield from _of_file(self.database)
        yield from _of_numbers(self.database)
        yield from (Finding(None, None, what) for what in calendar.spoiled(self.database))
        for row in self.database.stream(sql.CASE_IDS):
            self.cases_seen += 1
            try:
                yield from self._of_case(row["case_id"])
            except Damaged as error:
                yield Finding(row["case_id"], None, error.message)

    def _of_case(self, case_id: str) -> Iterator[Finding]:
        asked = {"case_id": case_id}
        events = self.database.rows(sql.EVENTS, asked)
        self.events_seen += len(events)
        copy = dict(self.database.rows(sql.CASE_COPY, asked)[0])
        yield from _of_chain(events, copy)
        try:
            case = replay(case_id, map(entry_of, events), self.cases.editions)
        except (*BROKEN, MerzimError) as error:
            yield Finding(case_id, None, f"the record cannot be folded: {error}")
            return
        yield from self._of_copies(case, copy)
        different = enrolments.differing(self.database, case_id, case.record)
        yield from (Finding(case_id, None, what) for what in different)
        yield from self._of_personal(case, events)
        yield from self._of_issued(case)
        yield from _of_outbox(case, self.database.rows(sql.OUTBOX_OF_CASE, asked))

    def _of_copies(self, case: Case, copy: dict[str, Any]) -> Iterator[Finding]:
        wanted = moving_columns(case) | lasting_columns(case)
        if self.workdays:
            coming = next_firing(case, self.workdays)
            wanted["next_at"] = utc_text(coming.occurred_at) if coming else None
        for name, value in wanted.items():
            if copy[name] != value:
                yield Finding(
                    case.id, None, f"the copy of the case has {name} {copy[name]!r}, its record {value!r}"
                )
        stored = [dict(row) for row in self.database.rows(sql.DEADLINES, {"case_id": case.id})]
        folded = deadline_columns(case)
        for row in (*stored, *folded):
            if (row in stored) != (row in folded):
                where = "stored" if row in stored else "missing"
                yield Finding(
                    case.id,
                    row["set_by"],
                    f"the deadline {row['name']} due {row['due_at']} is {where} wrongly",
                )

    def _of_issued(self, case: Case) -> Iterator[Finding]:
        """Every paper that went out is found by its hash, and a signed file is still the one that went out."""
        erased = self.database.row(sql.PERSON_IIN, {"key": case.filed.person}) is None
        rows = {row["seq"]: row for row in self.database.rows(sql.ISSUED_OF_CASE, {"case_id": case.id})}
        for entry in case.record:
            if not isinstance(entry.event, PaperIssued):
                continue
            row, event = rows.pop(entry.seq, None), entry.event
            if row is None or (row["sha256"], row["signed_sha256"]) != (event.sha256, event.signed_sha256):
                yield Finding(
                    case.id, entry.seq, f"the {event.paper} is not found by the hash that it went out with"
                )
            elif row["content"] is not None and erased:
                yield Finding(
                    case.id, entry.seq, f"the person is erased, this file of the {event.paper} is not"
                )
            elif row["content"] is not None and sha256(row["content"]).hexdigest() != event.signed_sha256:
                yield Finding(
                    case.id, entry.seq, f"the file of the {event.paper} is not the one that went out"
                )
        yield from (Finding(case.id, seq, "a paper is kept that nobody issued") for seq in rows)

    def _of_personal(self, case: Case, events: Sequence[Row]) -> Iterator[Finding]:
        texts = {
            row["seq"]: row["body"] for row in self.database.rows(sql.PERSONAL_OF_CASE, {"case_id": case.id})
        }
        person = self.database.row(sql.PERSON_IIN, {"key": case.filed.person})
        if person is None:
            self.erased += 1
            yield from (
                Finding(case.id, seq, "the person is erased, this personal text is not") for seq in texts
            )
            return
        for entry in case.record:
            digest = getattr(entry.event, "digest", None)
            if digest and not self._vouched(texts.get(entry.seq), digest):
                yield Finding(
                    case.id, entry.seq, "the personal text is missing or is not the one that was recorded"
                )
        if not _same_iin(texts.get(1), person["iin"]):
            yield Finding(case.id, 1, "the person's number is not the one in the report")

    def _vouched(self, text: str | None, digest: str) -> bool:
        try:
            said = json.loads(text or "")
            whole = canonical_json(said) == text
            return whole and hmac.compare_digest(self.cases.digest(to_digest(said)), digest)
        except BROKEN:
            return False


def _of_outbox(case: Case, rows: Sequence[Row]) -> Iterator[Finding]:
    """What is owed has one of the known statuses, and is delivered where, and only where, a moment says so."""
    for row in rows:
        status, sent = row["status"], row["delivered_at"] is not None
        what = f"the message {case.id}-{row['seq']}-{row['n']}"
        if status not in outbox.STATUSES:
            yield Finding(case.id, row["seq"], f"{what} has an unknown status {status!r}")
        elif sent != (status == outbox.DELIVERED) and status != outbox.RECALLED:
            how = "no moment of its delivery" if not sent else "a moment of its delivery"
            yield Finding(case.id, row["seq"], f"{what} is {status} and has {how}")
        elif row["received_at"] is not None and not sent:
            yield Finding(case.id, row["seq"], f"{what} has a receipt and was not delivered")


def _of_file(database: Database) -> Iterator[Finding]:
    for row in database.stream("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Finding(None, None, f"SQLite finds: {row[0]}")
    for row in database.stream("PRAGMA foreign_key_check"):
        yield Finding(None, None, f"a row of {row['table']} belongs to no row of {row['parent']}")


def _of_numbers(database: Database) -> Iterator[Finding]:
    """Serials of a year run from 1 to the last one given, without a gap."""
    last = {row["year"]: row["last"] for row in database.rows(sql.SERIALS)}
    seen: dict[int, int] = {}
    for row in database.stream(sql.CASE_IDS):
        try:
            year, serial = split(row["case_id"])
        except ValueError:
            yield Finding(row["case_id"], None, "this is no number of a case")
            continue
        yield from _missing(year, seen.get(year, 0) + 1, serial)
        seen[year] = serial
    for year in last.keys() | seen.keys():
        yield from _missing(year, seen.get(year, 0) + 1, last.get(year, 0) + 1)
        if seen.get(year, 0) > last.get(year, 0):
            yield Finding(
                None,
                None,
                f"{year} has case {seen[year]}, and numbers were given to {last.get(year, 0)} only",
            )


def _missing(year: int, first: int, end: int) -> Iterator[Finding]:
    if first < end:
        names = written(year, first) + (f" to {written(year, end - 1)}" if first < end - 1 else "")
        yield Finding(None, None, f"there is no case {names}, though the number was given")


def _of_chain(events: Sequence[Row], copy: dict[str, Any]) -> Iterator[Finding]:
    case_id, previous = copy["case_id"], FIRST_HASH
    for number, row in enumerate(events, start=1):
        if row["seq"] != number:
            yield Finding(case_id, number, f"the record jumps to entry {row['seq']}")
            return
        yield from (Finding(case_id, number, what) for what in _wrong(row, previous))
        previous = row["hash"]
    if copy["version"] != len(events):
        yield Finding(
            case_id, None, f"the record has {len(events)} entries and should have {copy['version']}"
        )
    if copy["head_hash"] != previous:
        yield Finding(case_id, None, "the record does not end with the hash that it ended with")


def _wrong(row: Row, previous: str) -> Iterator[str]:
    if row["prev_hash"] != previous:
        yield "it is not chained to the entry before it"
    try:
        columns = plain(row)
        same = all(canonical_json(columns[name]) == row[name] for name in JSON)
        digest = chained(row["prev_hash"], canonical_json(columns))
    except BROKEN as error:
        yield f"it cannot be read: {error}"
        return
    if not same or digest != row["hash"]:
        yield "it is not what was recorded: its hash is another"


def _same_iin(text: str | None, iin: str) -> bool:
    try:
        return bool(json.loads(text or "")["applicant"]["iin"] == iin)
    except BROKEN:
        return False
