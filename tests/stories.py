"""A small vocabulary in which a test tells what happened to one case, act by act, in local time.

    story = Story("2026-03-16 08:00")
    story.accept("2026-03-16 10:00")
    story.propose("2026-04-06 10:00", hearing_at="2026-04-08 10:00")

Every act says when it was done, and is entered then, or at `entered`. Whatever is refused must leave the case
as it was.
"""

from dataclasses import replace
from datetime import datetime

from memory import Memory

from process import acceptance, decision, hearing
from process import objection as said
from process.definitions import SHIPPED
from process.desk import Desk
from process.errors import MerzimError
from process.events import (
    MARKS,
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    DeadlineMissed,
    DecisionOverdue,
    Endorsed,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    OralHearingRequested,
    PaperIssued,
    PositionStated,
    ProcedureTerminated,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
    ReportWithdrawn,
    WarningRaised,
)
from process.hearing_times import Setting
from process.intake import example, read
from process.localtime import local, parse_typed
from process.roles import Actor, Role
from process.timeline import as_json, timeline
from process.workdays import kazakhstan

EXECUTOR = Actor("Omarova", Role.EXECUTOR)
HEAD = Actor("Akhmetov", Role.HEAD)
LEGAL = Actor("Zhunusova", Role.LEGAL_SERVICE)
HOUSING = Actor("Bekov", Role.HOUSING_UNIT)
APPLICANT = Actor("Сұлтанов Ерлан", Role.APPLICANT)
SERVICES = {"legal_service": LEGAL, "housing_unit": HOUSING}

PROVISION = "Law on Housing Relations, Article 101-2"

# Accepted on Monday 16 March 2026: its working days, counted by hand. 23, 24 and 25 March are off (Nauryz).
WORKING_DAYS = (
    "2026-03-16",
    *("2026-03-17", "2026-03-18", "2026-03-19", "2026-03-20"),
    *("2026-03-26", "2026-03-27"),
    *("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02", "2026-04-03"),
    *("2026-04-06", "2026-04-07", "2026-04-08", "2026-04-09", "2026-04-10"),
    *("2026-04-13", "2026-04-14", "2026-04-15", "2026-04-16", "2026-04-17"),
    *("2026-04-20", "2026-04-21"),
)
FILED = "2026-03-16 08:00"
CLOSING = "18:00"
JUST_LATE = "18:00:00.000001"
MIDNIGHT = "23:59:59.999999"


def day(n, clock="10:00"):
    """The n-th working day of a report accepted on Monday 16 March 2026, at that clock time."""
    return f"{WORKING_DAYS[n]} {clock}"


def at(when):
    """The instant of a local time as text; an instant is left as it is."""
    return when if isinstance(when, datetime) else parse_typed(when)


def clock(instant):
    """An instant as local text, to be compared with what was counted by hand."""
    said = local(instant)
    shown = f"{said:%Y-%m-%d %H:%M}"
    if said.second or said.microsecond:
        shown += f":{said:%S}"
    return shown + (f".{said.microsecond:06}" if said.microsecond else "")


def report(filed=FILED, *, form=1, **changed):
    [(_, ready)] = read(example(form).encode(), now=at("2027-12-31 12:00")).reports
    return replace(ready, **{"filed_at": at(filed), **changed})


class Story:
    """One report and what happens to it."""

    def __init__(
        self, filed=FILED, *, calendar=None, editions=SHIPPED, definition=None, form=1, checked=True
    ):
        self.time = at(filed)
        self.cases = Memory(checked=checked)
        self.desk = Desk(self.cases, lambda: self.time, calendar or kazakhstan(), editions)
        self.id = self.desk.file(
            report(filed, form=form), actor=Actor("portal", Role.APPLICANT), definition=definition
        ).case.id

    # --- what stands

    @property
    def case(self):
        return self.cases.load(self.id)

    @property
    def state(self):
        return str(self.case.state)

    def deadline(self, name):
        return self.case.deadlines[name]

    def due(self, name):
        """The due instant as local text."""
        return clock(self.deadline(name).due_at)

    def status(self, name, when=None):
        return str(self.deadline(name).status(at(when) if when else self.time))

    def happened(self, *kinds):
        """The events in the course, of these kinds or all but marks on the record, as (name, local moment)."""
        return [
            (type(step.event).__name__, clock(step.event.occurred_at))
            for step in self.case.course
            if (isinstance(step.event, kinds) if kinds else not isinstance(step.event, MARKS))
        ]

    def course(self):
        """The acts and firings that have effect, by name, without warnings and marks on the record."""
        said = (WarningRaised, *MARKS)
        return [type(step.event).__name__ for step in self.case.course if not isinstance(step.event, said)]

    def warnings(self, about):
        """What was said about a deadline: (local moment, days before, who was told)."""
        return [
            (clock(event.occurred_at), event.days_before, event.told)
            for event in reversed(tuple(self.case.events(WarningRaised)))
            if event.about == about
        ]

    def missed(self):
        return [event.deadline for event in reversed(tuple(self.case.events(DeadlineMissed)))]

    @property
    def overdue_since(self):
        overdue = self.case.last(DecisionOverdue)
        return clock(overdue.occurred_at) if overdue else None

    def seq(self, kind):
        """The number of the latest entry of this kind on record."""
        return next(entry.seq for entry in reversed(self.case.record) if isinstance(entry.event, kind))

    def view(self):
        """The timeline as JSON, at the story's moment."""
        seen = self.desk.look(self.id, self.time)
        return as_json(
            timeline(seen, self.time, self.desk.workdays, on_record=self.case.version), self.desk.workdays
        )

    def late_by(self, event):
        """By how many working days the latest event of that name is shown late."""
        return [line["late_by"] for line in self.view()["events"] if line["event"] == event][-1]

    def owed(self):
        """What the latest change owes: (paper, to whom)."""
        return [(each.paper, each.to) for each in self.cases.changes[-1].owed]

    # --- time

    def wait(self, when):
        """Until that moment the daemon sweeps; nobody acts."""
        self.time = max(self.time, at(when))
        self.desk.sweep_one(self.id, self.time)
        return self.case

    # --- acts

    def act(self, event, decide, actor, when, entered=None, /, **said):
        """Do it; where it is refused, see that nothing was written."""
        moment = at(when)
        self.time = max(self.time, at(entered) if entered else moment)
        before = self.case
        try:
            return self.desk.act(
                self.id, event, lambda case, at, days: decide(case, at, days, **said), actor=actor, at=moment
            )
        except MerzimError:
            assert self.case is before
            raise

    def assign(self, when, entered=None, *, executor="Omarova", by=HEAD):
        return self.act(ExecutorAssigned, acceptance.assign, by, when, entered, executor=executor)

    def accept(self, when, entered=None, *, by=EXECUTOR):
        return self.act(ReportAccepted, acceptance.accept, by, when, entered)

    def reject(
        self, when, entered=None, *, missing=(3,), expired=(), remark="көшірмесі оқылмайды", by=EXECUTOR
    ):
        return self.act(
            AcceptanceRefused,
            acceptance.refuse_acceptance,
            by,
            when,
            entered,
            missing=missing,
            expired=expired,
            remark=remark,
        )

    def endorse(self, when, entered=None, *, agree=True, services=("legal_service", "housing_unit")):
        for service in services:
            self.act(
                Endorsed, acceptance.endorse, SERVICES[service], when, entered, service=service, agrees=agree
            )
        return self.case

    def propose(
        self,
        when,
        entered=None,
        *,
        hearing_at=None,
        method="oral",
        place="room 12",
        grounds=(3,),
        provisions=(PROVISION,),
        late_reason=None,
        by=EXECUTOR,
    ):
        wanted = Setting(
            method, at(hearing_at) if hearing_at else None, None if method == "written" else place
        )
        return self.act(
            RefusalProposed,
            hearing.propose_refusal,
            by,
            when,
            entered,
            grounds=grounds,
            provisions=provisions,
            hearing=wanted,
            late_reason=late_reason,
        )

    def send_again(self, when, entered=None, *, way="sms", by=EXECUTOR):
        return self.act(HearingNoticeSent, hearing.send_notice, by, when, entered, way=way)

    def receive(self, when, entered=None, *, by=EXECUTOR):
        return self.act(HearingNoticeReceived, hearing.receive_notice, by, when, entered)

    def reschedule(
        self,
        when,
        entered=None,
        *,
        hearing_at=None,
        method="oral",
        reason="illness",
        place="room 12",
        by=EXECUTOR,
    ):
        wanted = Setting(
            method, at(hearing_at) if hearing_at else None, None if method == "written" else place
        )
        return self.act(
            HearingRescheduled, hearing.reschedule, by, when, entered, hearing=wanted, reason=reason
        )

    def state_position(self, when, entered=None, *, form="written", by=APPLICANT):
        return self.act(PositionStated, said.state_position, by, when, entered, form=form)

    def ask_to_be_heard_orally(self, when, entered=None, *, by=APPLICANT):
        return self.act(OralHearingRequested, said.request_oral, by, when, entered)

    def waive(self, when, entered=None, *, give_up=False, objection=None, granted_by="Omarova", by=EXECUTOR):
        return self.act(
            HearingWaived,
            said.waive_hearing,
            by,
            when,
            entered,
            granted_by=granted_by,
            give_up_objection=give_up,
            objection_digest=objection,
        )

    def hold(self, when, entered=None, *, method="oral", present=True, by=EXECUTOR):
        return self.act(HearingHeld, hearing.hold_hearing, by, when, entered, method=method, present=present)

    def sign_protocol(self, when, entered=None, *, by=EXECUTOR):
        return self.act(
            ProtocolSigned, hearing.sign_protocol, by, when, entered, chair="Akhmetov", secretary="Omarova"
        )

    def register(self, when, entered=None, *, by=HEAD):
        return self.act(ApplicantRegistered, decision.register, by, when, entered)

    def refuse(self, when, entered=None, *, grounds=(3,), provisions=(PROVISION,), by=HEAD):
        return self.act(
            ApplicantRefused, decision.refuse, by, when, entered, grounds=grounds, provisions=provisions
        )

    def withdraw(self, when, entered=None, *, by=APPLICANT):
        return self.act(ReportWithdrawn, decision.withdraw, by, when, entered)

    def terminate(self, when, entered=None, *, by=HEAD):
        return self.act(ProcedureTerminated, decision.terminate, by, when, entered)

    def issue(self, when, paper, of, *, lang="kk", ordinal=None):
        """The daemon's paper goes out: what it is made of is not looked at here."""

        def made(case, now):
            return PaperIssued(now, paper, of, lang, local(now).date(), "0" * 64, "none", ordinal)

        self.time = max(self.time, at(when))
        return self.desk.issue(self.id, made)

    def correct(self, when, seq, *, to=None, reason="entered by mistake", by=HEAD):
        """The head corrects entry `seq`: done at `to` instead, or struck."""
        self.time = max(self.time, at(when))
        before = self.case
        try:
            return self.desk.correct(self.id, seq=seq, reason=reason, moment=at(to) if to else None, actor=by)
        except MerzimError:
            assert self.case is before
            raise


# --- how far a story has come


def accepted():
    """Accepted on Monday 16 March 2026, 10:00: the term ends on Thursday 9 April, the last notice is Monday 6 April."""
    story = Story()
    story.assign("2026-03-16 09:00")
    story.accept("2026-03-16 10:00")
    return story


DAY_3, DAY_3_AT_11, DAY_5 = day(3), day(3, "11:00"), day(5)


def proposed(sent=DAY_3, hearing_at=DAY_5, *, method="oral"):
    """A refusal proposed, by default on Thursday 19 March, day 3; the hearing is set for Thursday 26 March, day 5."""
    story = accepted()
    story.propose(sent, hearing_at=None if method == "written" else hearing_at, method=method)
    return story


def notified(received=DAY_3_AT_11, **kind):
    """The notice arrived: on day 3 too. Hearing and objection run to day 5, the refusal is possible from day 6."""
    story = proposed(**kind)
    story.receive(received)
    return story


def heard():
    """Heard orally on day 5, the protocol not signed, no endorsements."""
    story = notified()
    story.hold(day(5))
    return story


def ready():
    """Heard, protocol signed, both services on record: only time is missing, the refusal is possible from day 6."""
    story = heard()
    story.sign_protocol(day(5, "12:00"))
    story.endorse(day(5, "12:00"), agree=False)
    return story


def refused():
    story = ready()
    story.refuse(day(6))
    return story


def overdue():
    """Accepted, and nothing more until a moment after the end of the term."""
    story = accepted()
    story.wait(day(15, JUST_LATE))
    return story
