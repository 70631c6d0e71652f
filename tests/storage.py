"""What the tests of the store stand on: a database in a folder of the test, a desk on it, and acts to do there."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime

from process import intake
from process.acceptance import accept, assign, endorse
from process.decision import register
from process.definitions import SHIPPED
from process.desk import Desk
from process.events import (
    ApplicantRegistered,
    Endorsed,
    ExecutorAssigned,
    PositionStated,
    RefusalProposed,
    ReportAccepted,
)
from process.hearing import propose_refusal
from process.hearing_times import Setting
from process.localtime import parse_typed
from process.objection import state_position
from process.roles import Actor, Role
from store.cases import SqlCases
from store.database import Database
from store.migrate import init

HEAD = Actor("Seitkali", Role.HEAD)
EXECUTOR = Actor("Omarova", Role.EXECUTOR)
APPLICANT = Actor("portal", Role.APPLICANT)
PERSONS = (
    "900514300121",
    "900514300131",
    "900514300141",
    "900514300151",
    "900514300161",
    "900514300171",
)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, text):
        self.set(text)

    def __call__(self):
        return self.moment

    def set(self, text):
        """To a moment as a person types it, in Almaty time."""
        self.moment = parse_typed(text)


class Office:
    """A desk, its clock and its database."""

    def __init__(self, path, workdays, *, now="2026-03-10 09:30", patience=0.2):
        self.path = path
        self.workdays = workdays
        self.clock = Clock(now)
        self.database = Database.open(str(path), patience=patience)
        self.cases = SqlCases(self.database, SHIPPED)
        self.desk = Desk(self.cases, self.clock, workdays, SHIPPED)

    def file(self, reference="KZ-1", **changes):
        """File the example report under that reference; the number of its case."""
        return self.desk.file(report(reference, **changes), actor=APPLICANT).case.id

    def do(self, case_id, event, decide, *, actor=EXECUTOR, at=None, personal=None, **said):
        """An act at the moment the clock shows, or at one a person types."""
        moment = parse_typed(at) if at else None
        return self.desk.act(
            case_id,
            event,
            lambda case, when, workdays: decide(case, when, workdays, **said),
            actor=actor,
            at=moment,
            personal=personal,
        )

    def assign(self, case_id, executor="Omarova"):
        return self.do(case_id, ExecutorAssigned, assign, actor=HEAD, executor=executor)

    def accept(self, case_id, **when):
        return self.do(case_id, ReportAccepted, accept, **when)

    def register(self, case_id):
        """Both services agree, and the head enrols the applicant."""
        for role in (Role.LEGAL_SERVICE, Role.HOUSING_UNIT):
            self.do(case_id, Endorsed, endorse, actor=Actor("Abenov", role), service=role.value, agrees=True)
        return self.do(case_id, ApplicantRegistered, register, actor=HEAD)

    def propose_refusal(self, case_id, *, hearing):
        """A preliminary refusal on ground 1, with an oral hearing at that time."""
        setting = Setting("oral", parse_typed(hearing), "office 12")
        said = {"grounds": (1,), "provisions": ("item 6",), "hearing": setting}
        return self.do(case_id, RefusalProposed, propose_refusal, **said)

    def state_position(self, case_id, text):
        """The applicant's written position; its text stands with the person."""
        digest = self.cases.digest(text)
        said = {"form": "written", "digest": digest, "personal": {PositionStated: {"text": text}}}
        return self.do(case_id, PositionStated, state_position, actor=APPLICANT, **said)

    def rows(self, sql, *params):
        """What stands in the file, by SQL written here."""
        return [tuple(row) for row in self.database._connection.execute(sql, params)]

    def write(self, sql, *params):
        """Write past the store, as somebody with an editor would."""
        self.database._connection.execute("PRAGMA foreign_keys = OFF")
        self.database._connection.execute(sql, params)
        self.database._connection.execute("PRAGMA foreign_keys = ON")


def report(reference="KZ-1", *, filed_at=None, **applicant):
    """The example report under another reference, with other data of the applicant where given."""
    value = json.loads(intake.example(1)) | {"portal_reference": reference}
    value["applicant"] |= applicant
    value["filed_at"] = filed_at or value["filed_at"]
    [(_, found)] = intake.read(json.dumps(value).encode(), now=datetime(2027, 1, 31, tzinfo=UTC)).reports
    return found


@contextmanager
def opened(folder, workdays, **options):
    """A fresh database in the folder, and an office on it."""
    path = folder / "merzim.db"
    if not path.exists():
        init(str(path))
    office = Office(path, workdays, **options)
    try:
        yield office
    finally:
        office.database.close()
