"""What the tests of the register stand on: an office with cases ready to decide, and the order worked out apart.

The oracle reads the facts out of the file with sqlite3 and sorts them; it shares no code with what it checks.
"""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

from reports import plain
from storage import APPLICANT, HEAD, Office

from process import intake
from process.acceptance import accept, endorse, refuse_acceptance
from process.complaint_events import (
    ActCancelled,
    ComplaintForwarded,
    ComplaintLodged,
    ComplaintSatisfied,
    ComplaintTaken,
    ComplaintWithdrawn,
)
from process.complaints import forward, lodge, satisfy, withdraw_complaint
from process.decision import register
from process.events import (
    AcceptanceRefused,
    ApplicantRegistered,
    Endorsed,
    LeftRegister,
    PaperIssued,
    ReportAccepted,
)
from process.leaving import leave
from process.localtime import local, parse_typed
from process.reviewing import resolve, take
from process.roles import SYSTEM, Actor, Role
from store import queue
from store.issued import keep
from store.migrate import init

LAW = "Law on Housing Relations, Article 101-2"
BODY = Actor("the body", Role.QUALITY_AUTHORITY)
SERVICES = (Role.LEGAL_SERVICE, Role.HOUSING_UNIT)
ASTANA = "Астана"


def read(*values):
    """Those reports, as the desk takes them."""
    text = "\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    found = intake.read(text.encode(), now=datetime(2027, 1, 31, tzinfo=UTC))
    assert not found.faults, found.faults[:1]
    return [report for _, report in found.reports]


class Garrison(Office):
    """An office of one garrison, whose cases are taken to where the register begins to matter."""

    def file_of(self, n, filed_at, *, reference=None, form=1, garrison=ASTANA):
        """The case of the n-th person's report."""
        value = plain(n, f"{filed_at.replace(' ', 'T')}+05:00", form=form, garrison=garrison)
        value["portal_reference"] = reference or f"R-{n}"
        [report] = read(value)
        return self.desk.file(report, actor=APPLICANT).case.id

    def make_ready(self, case_id):
        """Accepted, and both services agree."""
        self.do(case_id, ReportAccepted, accept)
        self.agree(case_id)

    def agree(self, case_id):
        for role in SERVICES:
            self.do(case_id, Endorsed, endorse, actor=Actor("A", role), service=role.value, agrees=True)

    def ready(self, n, filed_at="2026-03-10 10:00", **said):
        case_id = self.file_of(n, filed_at, **said)
        self.make_ready(case_id)
        return case_id

    def decide(self, case_id, **when):
        return self.do(case_id, ApplicantRegistered, register, actor=HEAD, **when)

    def enrolled(self, n, filed_at="2026-03-10 10:00", **said):
        case_id = self.ready(n, filed_at, **said)
        self.decide(case_id)
        return case_id

    def two_of(self, n, first="2026-03-10 10:00", second="2026-03-10 12:00"):
        """Two cases of one person, both ready: the first was not accepted, and a complaint of that was met (R15)."""
        one = self.file_of(n, first)
        self.do(one, AcceptanceRefused, refuse_acceptance, missing=(3,), expired=(), remark="unreadable")
        two = self.file_of(n, second, reference=f"R-{n}-2")
        self.do(one, ComplaintLodged, lodge, actor=APPLICANT)
        self.do(one, ComplaintSatisfied, satisfy)
        self.agree(one)
        self.make_ready(two)
        return one, two

    def leave(self, case_id, ground="transferred", *, actor=HEAD, provision=LAW, remark=None, **when):
        beside = [self.cases.load(each) for each in queue.beside(self.database, case_id)]
        said = {"ground": ground, "provision": provision, "remark": remark, "beside": beside}
        return self.do(case_id, LeftRegister, leave, actor=actor, **said, **when)

    def complain(self, case_id):
        self.do(case_id, ComplaintLodged, lodge, actor=APPLICANT)

    def give_up(self, case_id):
        self.do(case_id, ComplaintWithdrawn, withdraw_complaint, actor=APPLICANT)

    def cancel(self, case_id):
        """The body cancels what was complained of."""
        self.complain(case_id)
        self.do(case_id, ComplaintForwarded, forward, body="quality_authority")
        self.do(case_id, ComplaintTaken, take, actor=BODY)
        self.do(case_id, ActCancelled, resolve, actor=BODY, outcome="cancelled")

    def issue(self, case_id, ordinal, of=None):
        """A certificate went out that states this number."""
        of = of or self.seq(case_id, ApplicantRegistered)

        def issued(case, at, workdays):
            return (
                PaperIssued(at, "certificate of Annex 5", of, "kk", local(at).date(), "0" * 64, "0", ordinal),
            )

        with self.database.transaction():
            after = self.desk.act(case_id, PaperIssued, issued, actor=SYSTEM)
            keep(self.database, case_id, after.version, after.record[-1].event, None)
        return after

    def correct(self, case_id, kind, to=None):
        seq, moment = self.seq(case_id, kind), parse_typed(to) if to else None
        return self.desk.correct(case_id, seq=seq, reason="entered by mistake", moment=moment, actor=HEAD)

    def seq(self, case_id, kind):
        record = self.cases.load(case_id).record
        return [entry.seq for entry in record if isinstance(entry.event, kind)][-1]

    # --- what the register says

    def numbers(self, at=None, form=1, garrison=ASTANA):
        """The cases in order, each with its number; the counted number of each must be the same."""
        found = queue.register(self.database, garrison, form, at and parse_typed(at))
        if at is None:
            assert [queue.ordinal(self.database, each.stay.case) for each in found] == [
                each.number for each in found
            ]
        return {each.stay.case: each.number for each in found}

    def order(self, **which):
        return list(self.numbers(**which))

    def moves(self, case_id, at=None):
        """(from, to, why, whose) of each move."""
        found = queue.position(self.database, case_id, at and parse_typed(at))
        return [(each.was, each.now, each.why, each.case) for each in found.moves]


def garrison(folder, workdays, **options):
    """A fresh database, and the office on it."""
    path = folder / "merzim.db"
    if not path.exists():
        init(str(path))
    return Garrison(path, workdays, **options)


# --- the oracle


def facts(path):
    """Every event of every case as plain values, read past Merzim."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute(
            "SELECT case_id, seq, kind, act, occurred_at, recorded_at, body FROM event ORDER BY case_id, seq"
        ).fetchall()
    return [
        (case, seq, kind, act, done, known, json.loads(body))
        for case, seq, kind, act, done, known, body in rows
    ]


def order_by_hand(facts, form=1, place=ASTANA, until="9999"):
    """The cases of that register in their order, by what was recorded until that instant."""
    reports, happened, corrected = {}, {}, {}
    for case, seq, kind, act, done, known, body in facts:
        if kind == "ReportFiled" and (body["report"]["form"], body["report"]["garrison"]) == (form, place):
            reports[case] = (body["registered_on"], done, case, body["person"])
        if known <= until:
            happened.setdefault(case, []).append((seq, kind, act, done))
            if kind == "ActCorrected":
                corrected[case, body["act"]] = body["moment"]
    persons = {}
    for case, (*key, person) in reports.items():
        standing = _standing(case, happened.get(case, []), corrected)
        persons.setdefault(person, []).append((key, *standing))
    held = []
    for cases in persons.values():
        gone = [when for _, how, when in cases if how == "left"]
        keys = [key for key, how, since in cases if how == "in" and not any(when >= since for when in gone)]
        held += [min(keys)] if keys else []
    return [case for _, _, case in sorted(held)]


def _standing(case, happened, corrected):
    moved = [(corrected.get((case, act), done), seq, kind) for seq, kind, act, done in happened]
    return _fold(sorted(each for each in moved if each[0] is not None))


def _fold(course):
    """("in", since) where the case stands in the register, ("left", when) where it left on a ground of its own."""
    state = ("out", None)
    for done, _, kind in course:
        if kind in ("ApplicantRegistered", "ActReplaced"):
            state = ("in", done)
        elif kind in ("ActCancelled", "CaseReturned") and state[0] == "in":
            state = ("out", done)
        elif kind == "LeftRegister" and state[0] == "in":
            state = ("left", done)
    return state
