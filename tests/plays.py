"""Random plays: what people do to a case and try to do, right and wrong, at awkward moments; and an office to play in.

A play is made with the oracle alone, so the engine has no part in choosing what it is asked. The same seed gives the
same play for ever.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, partial
from random import Random

from process import events
from process.acceptance import accept, assign, endorse, refuse_acceptance
from process.case import replay
from process.decision import refuse, register, terminate, withdraw
from process.definitions import SHIPPED
from process.desk import Desk
from process.errors import MerzimError
from process.hearing import (
    hold_hearing,
    propose_refusal,
    receive_notice,
    reschedule,
    send_notice,
    sign_protocol,
)
from process.hearing_times import Setting
from process.intake import example, read
from process.objection import request_oral, state_position, waive_hearing
from process.roles import Actor, Role
from process.workdays import kazakhstan
from tests import oracle
from tests.memory import Memory
from tests.oracle import Act

ALMATY = timezone(timedelta(hours=5))  # all through the years of the plays
TICK = timedelta(microseconds=1)
FIRST, LAST = date(2025, 7, 1), date(2026, 10, 30)


def instant(moment):
    """A local moment of the oracle as the engine's instant."""
    return moment.replace(tzinfo=ALMATY).astimezone(UTC)


def moment(instant):
    return instant.astimezone(ALMATY).replace(tzinfo=None)


# --- an office


class Office:
    """A desk, its clock, and one case on it."""

    def __init__(self, filed):
        self.now = instant(filed)
        self.cases = Memory(checked=False)
        self.desk = Desk(self.cases, lambda: self.now, kazakhstan(), SHIPPED)
        report = replace(blank_report(), filed_at=self.now)
        self.id = self.desk.file(report, actor=Actor("portal", Role.APPLICANT)).case.id

    @property
    def case(self):
        return self.cases.load(self.id)

    def do(self, act, *, now=None):
        """Do the act: at its own moment, or entered at `now` for its own moment. None, or the kind of the refusal."""
        self.now = max(self.now, instant(now or act.at))
        try:
            at = instant(act.at) if now else None
            self.desk.act(self.id, event_of(act), lambda *seen: decide(act, *seen), actor=actor(act), at=at)
        except MerzimError as no:
            return no.kind
        return None

    def correct(self, seq, moment, *, now):
        self.now = max(self.now, instant(now))
        at = instant(moment) if moment else None
        return self.desk.correct(self.id, seq=seq, reason="typed wrong", moment=at, actor=HEAD)

    def sweep(self, now):
        self.now = max(self.now, instant(now))
        return self.desk.sweep_one(self.id, instant(now))

    def seen(self, now):
        return self.desk.seen_at(self.case, instant(now))

    def folds_again(self):
        return replay(self.id, self.case.record, SHIPPED) == self.case


HEAD = Actor("Basshy", Role.HEAD)


@cache
def blank_report():
    [(_, report)] = read(example(1).encode(), now=instant(datetime(2026, 12, 1))).reports
    return report


def event_of(act):
    return getattr(events, act.name)


def actor(act):
    role, _, whom = act.by.partition(" for the ")
    return Actor(f"a {role}", Role(role), whom or None)


def decide(act, case, at, workdays):
    """The engine's decide function for the act, with what the act says."""
    seen = (case, at, workdays)
    return SIMPLE[act.name](*seen) if act.name in SIMPLE else _decide_in_detail(act, seen)


def _decide_in_detail(act, seen):
    say = act.say
    match act.name:
        case "RefusalProposed":
            return propose_refusal(
                *seen,
                grounds=say["grounds"],
                provisions=provisions(act),
                hearing=setting(act),
                late_reason=say["late_reason"],
            )
        case "HearingRescheduled":
            return reschedule(*seen, hearing=setting(act), reason="the room was taken")
        case "PositionStated":
            return state_position(*seen, form=say["form"])
        case "HearingHeld":
            return hold_hearing(*seen, method="oral", present=say["present"])
        case "HearingWaived":
            objection = "a digest" if say["objection"] else None
            given_up = {"give_up_objection": say["gives_up"], "objection_digest": objection}
            return waive_hearing(*seen, granted_by="Orynbasar", **given_up)
        case "ApplicantRefused":
            return refuse(*seen, grounds=say["grounds"], provisions=provisions(act))
        case "ExecutorAssigned":
            return assign(*seen, **say)
        case "HearingNoticeSent":
            return send_notice(*seen, **say)
        case "Endorsed":
            return endorse(*seen, **say)
    raise ValueError(act.name)


SIMPLE = {
    "ReportAccepted": accept,
    "AcceptanceRefused": partial(
        refuse_acceptance, missing=(2,), expired=(), remark="the copy cannot be read"
    ),
    "ProtocolSigned": partial(sign_protocol, chair="Toragha", secretary="Khatshy"),
    "ApplicantRegistered": register,
    "HearingNoticeReceived": receive_notice,
    "OralHearingRequested": request_oral,
    "ReportWithdrawn": withdraw,
    "ProcedureTerminated": terminate,
}


def provisions(act):
    return tuple(f"article for ground {ground}" for ground in act.say["grounds"])


def setting(act):
    if act.say["method"] == "written":
        return Setting("written")
    return Setting(act.say["method"], instant(act.say["hearing_at"]), "room 1")


# --- a play


@dataclass(frozen=True)
class Attempt:
    act: Act
    refusals: frozenset  # by the oracle: every kind of reason against it; none: it is lawful


@dataclass(frozen=True)
class Play:
    seed: int
    filed: datetime
    attempts: tuple[Attempt, ...]

    @property
    def acts(self):
        """The lawful ones, as a history; the report first."""
        return [report(self.filed), *(each.act for each in self.attempts if not each.refusals)]

    @property
    def end(self):
        """Thirty working days after the last attempt."""
        last = self.attempts[-1].act.at
        return datetime.combine(oracle.nth(last.date(), 30), last.time())

    def __str__(self):
        return "\n".join(f"{a.at} {a.name} by {a.by} {json.dumps(a.say, default=str)}" for a in self.acts)


def report(filed):
    return Act(filed, "ReportFiled", "applicant")


@cache
def play(seed, length=22):
    """A play of that many attempts, most of them lawful."""
    dice = Random(f"play {seed}")
    filed = filed_at(dice)
    acts, attempts, now = [report(filed)], [], filed
    pace = dice.choice(("brisk", "usual", "usual", "slow"))
    for _ in range(length):
        facts = oracle.happened(acts, now)
        if oracle.state(facts) in ("rejected", "registered") and dice.random() < 0.4:
            break
        now = _next_moment(dice, facts, now, pace)
        act = _attempt(dice, oracle.happened(acts, now), now)
        refusals = frozenset(oracle.refusals(acts, act))
        attempts.append(Attempt(act, refusals))
        if not refusals:
            acts.append(act)
    return Play(seed, filed, tuple(attempts))


AWKWARD = (time(0), time(9), time(17, 59, 59, 999_999), time(18), time(18, 0, 0, 1), time(22), time.max)


def filed_at(dice):
    day = FIRST + timedelta(dice.randrange((LAST - FIRST).days + 1))
    if dice.random() < 0.4:  # beside a day off
        day = next(day + timedelta(n) for n in range(-1, 9) if not oracle.worked(day + timedelta(n + 1)))
        day = max(FIRST, day)
    return datetime.combine(day, dice.choice(AWKWARD) if dice.random() < 0.5 else _any_time(dice))


def _any_time(dice):
    return time(dice.randrange(24), dice.choice((0, 30, dice.randrange(60))))


def _next_moment(dice, facts, now, pace):
    reach = {"brisk": 2, "usual": 6, "slow": 20}[pace]
    near = [edge for edge in edges(facts, now) if edge <= now + timedelta(days=reach)]
    kind = dice.random()
    hearing = next((f.say["hearing_at"] for f in reversed(facts) if f.say.get("hearing_at")), None)
    if hearing and hearing >= now and oracle.state(facts) == "hearing" and kind < 0.5:
        return hearing
    if near and kind < 0.55:
        return dice.choice(near)
    if kind < 0.7:
        return now
    if kind < 0.9:
        return now + timedelta(minutes=dice.randrange(1, 60 * 9))
    return datetime.combine(now.date() + timedelta(dice.randrange(1, reach + 1)), _any_time(dice))


def edges(facts, now):
    """The moments at which something changes, and those beside them."""
    runs = oracle.runs(facts)
    sharp = {run.due for run in runs}
    sharp |= {oracle.at_nine(oracle.nth(run.due.date(), -n)) for run in runs for n in (5, 3, 2, 1)}
    sharp |= {fact.say["hearing_at"] for fact in facts if fact.say.get("hearing_at")}
    for fact in facts:
        if fact.name == "HearingNoticeReceived":
            sharp.add(datetime.combine(oracle.nth(fact.at.date(), 3), time(0)))
        if fact.name == "HearingNoticeSent":
            sharp.add(oracle.at_close(oracle.nth(fact.at.date(), 1)))
    tomorrow = oracle.nth(now.date(), 1)
    sharp |= {datetime.combine(tomorrow, clock) for clock in (time(9), time(10), time(16), time(18, 0, 0, 1))}
    return sorted(
        edge + beside for edge in sharp for beside in (-TICK, TICK * 0, TICK) if edge + beside >= now
    )


LIKELY = {
    "submitted": "ReportAccepted " * 7 + "ExecutorAssigned AcceptanceRefused",
    "accepted": "RefusalProposed RefusalProposed RefusalProposed Endorsed Endorsed ExecutorAssigned"
    " ApplicantRegistered",
    "preliminary_refusal": "HearingNoticeReceived "
    * 6
    + "HearingNoticeSent HearingRescheduled PositionStated"
    " OralHearingRequested HearingWaived Endorsed Endorsed",
    "hearing": "HearingHeld "
    * 6
    + "PositionStated HearingRescheduled HearingNoticeReceived HearingNoticeReceived"
    " OralHearingRequested HearingWaived RefusalProposed Endorsed Endorsed",
    "heard": "ApplicantRefused ApplicantRefused ProtocolSigned ProtocolSigned Endorsed Endorsed PositionStated"
    " OralHearingRequested RefusalProposed ApplicantRegistered",
    "refused": "Endorsed Endorsed ApplicantRegistered ProtocolSigned",
    "withdrawn": "ProcedureTerminated",
    "registered": "ProtocolSigned",
    "rejected": "ReportAccepted",
}


def _attempt(dice, facts, now):
    likely = LIKELY[oracle.state(facts)].split()
    name = dice.choice(likely) if dice.random() < 0.86 else dice.choice(list(oracle.BY))
    say = _say(dice, facts, now, name)
    right = [say["service"]] if name == "Endorsed" else list(oracle.BY[name])
    by = dice.choice(right) if dice.random() < 0.93 else dice.choice([str(role) for role in Role])
    return Act(now, name, by, say)


def _say(dice, facts, now, name):
    match name:
        case "ExecutorAssigned":
            return {"executor": dice.choice(("Omarova", "Bekov"))}
        case "Endorsed":
            service = dice.choice(("legal_service", "housing_unit"))
            return {"service": service, "agrees": dice.random() < 0.6}
        case "RefusalProposed":
            late = (
                "the file was lost" if dice.random() < (0.9 if oracle.overdue(facts, now) else 0.1) else None
            )
            return {"grounds": _grounds(dice), "late_reason": late, **_setting(dice, now)}
        case "HearingRescheduled":
            return _setting(dice, now)
        case "HearingNoticeSent":
            return {"way": dice.choice(("letter", "sms", "telegram", "cabinet"))}
        case "PositionStated":
            return {"form": dice.choice(("written", "oral"))}
        case "HearingHeld":
            return {"method": "oral", "present": dice.random() < 0.6}
        case "HearingWaived":
            return {"gives_up": dice.random() < 0.5, "objection": dice.random() < 0.3}
        case "ApplicantRefused":
            heard = sorted(oracle.heard_on(facts))
            return {"grounds": tuple(heard) if heard and dice.random() < 0.85 else _grounds(dice)}
    return {}


def _grounds(dice):
    return tuple(sorted(dice.sample((1, 2, 3, 4), dice.choice((1, 1, 1, 2)))))


def _setting(dice, now):
    if dice.random() < 0.3:
        return {"method": "written", "hearing_at": None}
    near = dice.choice((0, 0, 1, 1, 2, 2, 2, 3))
    day = oracle.nth(now.date(), near) if dice.random() < 0.93 else now.date() + timedelta(near)
    hour = dice.choice((9, 9, 10, 11, 12, 14, 15, 16, 17, 17, 17, 13, 18, 8))
    clock = time(hour, dice.choice((0, 0, 30))) if dice.random() < 0.9 else dice.choice(AWKWARD)
    return {"method": dice.choice(("oral", "video")), "hearing_at": datetime.combine(day, clock)}
