"""The cases as the desk sees them: loaded from their record, kept with all that an act entails in one transaction.

Only here is a case written. Nothing is decided: what to keep comes in, and a case that moved meanwhile is refused.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from process.case import Case, Inconsistent, replay
from process.cases import Change, NewCase, moved_meanwhile
from process.definition import Editions
from process.errors import BadInput, Busy, CaseMoved, Damaged, MerzimError, NotFound, OtherVersion
from process.localtime import utc_text
from process.record import FIRST_HASH
from process.report import Report
from process.roles import Actor
from store import calendar, case_number
from store import statements as sql
from store.database import Database
from store.faults import RESTORE
from store.keeping import keep, next_text
from store.rows import Row, canonical_json, entry_of

BROKEN = (Inconsistent, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What reading a record raises where somebody else has written in it."""


class SqlCases:
    """Cases in one database."""

    def __init__(self, database: Database, editions: Editions, *, calendar: int | None = None) -> None:
        """`calendar`: the number of the latest act in the calendar that due dates come from; where another has been
        applied since, nothing is written (Busy). None: it is not looked at."""
        self.database = database
        self.editions = editions
        self.calendar = calendar
        self._digest_key = b""

    # --- reading

    def load(self, case_id: str) -> Case:
        """The case from its record, all of it from one moment. Raises NotFound, Damaged, OtherVersion."""
        rows = self.database.rows(sql.EVENTS_AND_HEAD, {"case_id": case_id})
        if not rows:
            raise self._not_loaded(case_id)
        if rows[-1]["version"] != len(rows) or rows[-1]["head_hash"] != rows[-1]["hash"]:
            raise _damaged(case_id, "its record is shorter or longer than it was, or ends otherwise")
        try:
            return replay(case_id, map(entry_of, rows), self.editions)
        except NotFound as unknown:
            raise OtherVersion(
                f"case {case_id} goes by a definition unknown here: {unknown.message}"
            ) from unknown
        except BROKEN as error:
            raise _damaged(case_id, str(error)) from error

    def _not_loaded(self, case_id: str) -> MerzimError:
        if self.database.row(sql.CASE_EXISTS, {"case_id": case_id}):
            return _damaged(case_id, "it has no record")
        return case_number.no_case(case_id)

    def resolve(self, text: str) -> str:
        """The number of a case that a person means by 118, 2026-118 or 2026-000118. Raises NotFound, BadInput."""
        return case_number.resolve(self.database, text)

    def by_reference(self, portal_reference: str) -> tuple[str, Report] | None:
        """The case of that portal reference, and its report as it was filed. BadInput where its person is erased."""
        with self.database.snapshot():
            found = self.database.row(sql.CASE_OF_REFERENCE, {"portal_reference": portal_reference})
            return (found["case_id"], self._report(found["case_id"], portal_reference)) if found else None

    def _report(self, case_id: str, portal_reference: str) -> Report:
        filed = self.database.row(sql.EVENT_BODY, {"case_id": case_id, "seq": 1})
        personal = self.database.row(sql.PERSONAL_OF_ENTRY, {"case_id": case_id, "seq": 1})
        if filed is None:
            raise _damaged(case_id, "it has no record")
        if personal is None:
            raise BadInput(
                f"the report {portal_reference} was filed before, as case {case_id}, and its person's data are erased",
                way_on="A new report needs a reference of its own.",
                details={"case": case_id},
            )
        try:
            return Report.from_parts(json.loads(filed["body"])["report"], json.loads(personal["body"]))
        except (*BROKEN, BadInput) as error:
            raise _damaged(case_id, f"its report cannot be read: {error}") from error

    def of_person(self, iin: str) -> Sequence[str]:
        """The cases of a person, latest first."""
        return [row["case_id"] for row in self.database.rows(sql.CASES_OF_IIN, {"iin": iin})]

    def digest(self, text: str) -> str:
        """A keyed digest (HMAC-SHA256 with the key of this database)."""
        if not self._digest_key:
            self._digest_key = digest_key(self.database)
        return hmac.new(self._digest_key, text.encode(), hashlib.sha256).hexdigest()

    def due(self, now: datetime, limit: int, *, skip: int = 0) -> list[str]:
        """Cases on which something fell due before `now`, the longest due first, without the first `skip`."""
        asked = {"now": utc_text(now), "limit": limit, "skip": skip}
        return [row["case_id"] for row in self.database.rows(sql.CASES_DUE, asked)]

    def next_at(self) -> datetime | None:
        """When something fires next on any case."""
        row = self.database.row(sql.FIRST_NEXT)
        return datetime.fromisoformat(row["next_at"]) if row and row["next_at"] else None

    # --- writing

    def file(self, report: Report, make: Callable[[NewCase], Change], *, registered_year: int) -> Change:
        """Number the report and keep its case. CaseMoved where another took the report in meanwhile."""
        personal = report.personal()
        with self.database.transaction():
            self._require_new(report.portal_reference)
            new = NewCase(
                id=case_number.give(self.database, registered_year),
                person=self._person(report),
                digest=self.digest(canonical_json(personal)),
            )
            change = make(new)
            self._keep(change, FIRST_HASH, {**change.personal, 1: personal})
        return change

    def append(self, change: Change) -> None:
        """Keep all of it or none. Raises CaseMoved where the case is past `seen` entries, NotFound, Damaged."""
        if not change.entries:
            self._set_next(change)
            return
        with self.database.transaction():
            head: str = self._require_unmoved(change, sql.CASE_STOOD)["head_hash"]
            self._keep(change, head, change.personal)

    def note_refusal(
        self, case_id: str | None, act: str, actor: Actor, at: datetime, error: MerzimError
    ) -> None:
        """Keep a refused attempt in its journal."""
        attempt = {
            "case_id": case_id,
            "at": utc_text(at),
            "act": act,
            "actor": actor.name,
            "role": str(actor.role),
            "on_behalf_of": actor.on_behalf_of,
            "kind": error.kind,
            "message": str(error),
        }
        with self.database.transaction():
            self.database.run(sql.ATTEMPT_INSERT, attempt)

    def _keep(self, change: Change, head: str, personal: Mapping[int, Mapping[str, Any]]) -> None:
        """All rows of the change, and the state of the calendar that its due dates come from."""
        self._require_same_calendar(change)
        keep(self.database, change, head, personal)
        dated = (
            due.calendar for entry in change.entries for due in (*entry.due, *sum(entry.again.values(), ()))
        )
        calendar.keep_states(self.database, change.workdays, dated)

    def _require_same_calendar(self, change: Change) -> None:
        if self.calendar is not None and calendar.serial(self.database) != self.calendar:
            raise Busy(
                f"case {change.case.id}: the calendar has changed a moment ago",
                way_on="Nothing was written; try again: it will be counted on the new calendar.",
                details={"case": change.case.id},
            )

    def _set_next(self, change: Change) -> None:
        """Nothing happened: only what fires next may be another, as when the calendar has changed."""
        row = self._require_unmoved(change, sql.CASE_NEXT)
        if row["next_at"] == next_text(change):
            return
        with self.database.transaction():
            self._require_same_calendar(change)
            self._require_unmoved(change, sql.CASE_NEXT)
            self.database.run(sql.CASE_SET_NEXT, {"case_id": change.case.id, "next_at": next_text(change)})

    def _require_new(self, portal_reference: str) -> None:
        if found := self.database.row(sql.CASE_OF_REFERENCE, {"portal_reference": portal_reference}):
            raise CaseMoved(
                f"the report {portal_reference} was filed a moment ago, as case {found['case_id']}",
                way_on="Submit it again: it will give that case.",
                details={"case": found["case_id"], "only_firings": False},
            )

    def _person(self, report: Report) -> str:
        """The key of the report's person, whose name is from now on as this report writes it."""
        known = self.database.row(sql.PERSON_OF_IIN, {"iin": report.iin})
        key: str = known["key"] if known else secrets.token_hex(16)
        person = {"key": key, "iin": report.iin, "surname": report.surname, "name": report.name}
        self.database.run(sql.PERSON_REPLACE, {**person, "patronymic": report.patronymic})
        return key

    def _require_unmoved(self, change: Change, stood: str) -> Row:
        case_id = change.case.id
        row = self.database.row(stood, {"case_id": case_id})
        if row is None:
            raise case_number.no_case(case_id)
        if row["version"] != change.seen:
            raise self._moved(case_id, change.seen, row["version"])
        return dict(row)

    def _moved(self, case_id: str, seen: int, version: int) -> MerzimError:
        rows = self.database.rows(sql.EVENTS_SINCE, {"case_id": case_id, "seq": seen})
        if len(rows) != version - seen:
            return _damaged(case_id, f"it should have {version} entries")
        try:
            between = [entry_of(row) for row in rows]
        except BROKEN as error:
            return _damaged(case_id, str(error))
        return moved_meanwhile(case_id, seen, between)


def digest_key(database: Database) -> bytes:
    """The key of this database's digests. Raises Damaged where it is gone."""
    row = database.row(sql.META, {"name": "digest_key"})
    if row is None:
        raise Damaged(f"the database {database.path} has lost the key of its digests", way_on=RESTORE)
    return bytes.fromhex(row["value"])


def _damaged(case_id: str, why: str) -> Damaged:
    return Damaged(
        f"the record of case {case_id} does not hold together: {why}",
        way_on="`merzim audit verify` says where; a backup has it as it was.",
        details={"case": case_id},
    )
