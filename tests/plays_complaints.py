"""Random plays of complaints: made with the oracle alone, tried on the engine. As `plays`, whose office they use."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cache
from random import Random

from process import complaint_events, complaints, reviewing
from process.errors import MerzimError
from tests import oracle, oracle_complaints
from tests.oracle import Act
from tests.plays import TICK, Attempt, Office, Play, actor, filed_at, instant, report

# --- an office that complaints come to


class Counter(Office):
    def do(self, act, *, now=None):
        if act.name not in oracle_complaints.BY:
            return super().do(act, now=now)
        self.now = max(self.now, instant(now or act.at))
        known_by = {"Resolved": "ComplaintDismissed"}.get(act.name, act.name)
        try:
            self.desk.act(
                self.id,
                getattr(complaint_events, known_by),
                lambda *seen: DECIDES[act.name](*seen, **act.say),
                actor=actor(act),
                at=instant(act.at) if now else None,
            )
        except MerzimError as no:
            self.no = no
            return no.kind
        return None


DECIDES = {
    "ComplaintLodged": complaints.lodge,
    "ComplaintForwarded": complaints.forward,
    "ComplaintSatisfied": complaints.satisfy,
    "ComplaintWithdrawn": complaints.withdraw_complaint,
    "ComplaintTaken": reviewing.take,
    "ComplaintExtended": reviewing.extend,
    "ExtensionTold": reviewing.tell,
    "Resolved": reviewing.resolve,
    "CaseReturned": reviewing.come_back,
    "OrderExecuted": reviewing.carry_out,
    "CourtActRecorded": reviewing.record_court,
}


# --- how a case came to where somebody complains of it


def accepted(start):
    return [Act(start + timedelta(hours=1), "ReportAccepted", "executor", {})]


def _agreed(at):
    return [
        Act(at, "Endorsed", each, {"service": each, "agrees": True})
        for each in ("legal_service", "housing_unit")
    ]


def _day(start, n):
    return datetime.combine(oracle.nth(start.date(), n), time(10))


def refused(start):
    in_writing = {"grounds": (3,), "late_reason": None, "method": "written", "hearing_at": None}
    return [
        *accepted(start),
        *_agreed(_day(start, 1)),
        Act(_day(start, 1), "RefusalProposed", "executor", in_writing),
        Act(_day(start, 1), "HearingNoticeReceived", "system", {}),
        Act(_day(start, 5), "ApplicantRefused", "head", {"grounds": (3,)}),
    ]


def refused_after_hours(start):
    *before, last = refused(start)
    return [*before, replace(last, at=last.at + timedelta(hours=8, minutes=30))]


def registered(start):
    return [
        *accepted(start),
        *_agreed(_day(start, 1)),
        Act(_day(start, 2), "ApplicantRegistered", "head", {}),
    ]


def _terminated(before, start):
    gone = _day(start, 2)
    return [
        *before,
        Act(gone, "ReportWithdrawn", "applicant", {}),
        Act(gone + timedelta(1), "ProcedureTerminated", "head", {}),
    ]


BEGINNINGS = {
    "filed": lambda start: [],
    "rejected": lambda start: [Act(start + timedelta(hours=1), "AcceptanceRefused", "executor", {})],
    "accepted": accepted,
    "agreed": lambda start: [*accepted(start), *_agreed(_day(start, 1))],
    "refused": refused,
    "refused after hours": refused_after_hours,
    "registered": registered,
    "terminated": lambda start: _terminated(accepted(start), start),
    "terminated at the door": lambda start: _terminated([], start),
}


# --- a play


@cache
def play(seed, length=18):
    dice = Random(f"complaints {seed}")
    filed = datetime.combine(oracle.nth(filed_at(dice).date(), 1), time(10))
    acts = [report(filed), *dice.choice(list(BEGINNINGS.values()))(filed)]
    now, attempts = acts[-1].at, [Attempt(act, frozenset()) for act in acts[1:]]
    if dice.random() < 0.5:  # long after: silence has come
        now = datetime.combine(oracle.nth(now.date(), dice.choice((15, 16, 20))), time(12))
    for _ in range(length):
        now = _next_moment(dice, acts, now)
        if now.date() > LAST_MOMENT:
            break
        act = _attempt(dice, oracle_complaints.walk(acts, now), now)
        refusals = frozenset(oracle_complaints.refusals(acts, act))
        attempts.append(Attempt(act, refusals))
        if not refusals:
            acts.append(act)
    return Play(seed, filed, tuple(attempts))


LAST_MOMENT = datetime(2026, 12, 26).date()


def _next_moment(dice, acts, now):
    kind = dice.random()
    if kind < 0.3:
        return now
    if kind < 0.65 and (edges := _edges(acts, now)):
        return dice.choice(edges)
    if kind < 0.85:
        return now + timedelta(minutes=dice.randrange(1, 60 * 12))
    return datetime.combine(now.date() + timedelta(dice.randrange(1, 5)), time(dice.randrange(24)))


def _edges(acts, now):
    """The ends of what runs, and the moments beside them; nearest first, the months to complain only now and then."""
    ends = {due for due, status in oracle_complaints.deadlines(acts, now).values() if status == "open"}
    sharp = {*ends, oracle.at_close(oracle.nth(now.date(), 1)), oracle.at_close(now.date())}
    found = sorted(end + beside for end in sharp for beside in (-TICK, TICK * 0, TICK) if end + beside >= now)
    return found[:9] or found


LIKELY = {
    "lodged": "ComplaintForwarded ComplaintForwarded ComplaintForwarded ComplaintSatisfied ComplaintSatisfied"
    " ComplaintWithdrawn",
    "forwarded": "ComplaintTaken ComplaintTaken ComplaintTaken ComplaintWithdrawn",
    "under_review": "Resolved Resolved Resolved Resolved ComplaintExtended ComplaintExtended ExtensionTold"
    " ComplaintWithdrawn",
    "silent": "ComplaintForwarded Resolved ComplaintLodged CourtActRecorded",
    "ordered": "OrderExecuted ComplaintLodged ApplicantRegistered",
}
OF_THE_CASE = {
    "submitted": "ReportAccepted AcceptanceRefused ReportWithdrawn",
    "rejected": "ReportAccepted",
    "accepted": "Endorsed Endorsed ApplicantRegistered RefusalProposed ReportWithdrawn",
    "preliminary_refusal": "HearingNoticeReceived PositionStated HearingWaived",
    "hearing": "PositionStated Endorsed ApplicantRegistered",
    "heard": "ApplicantRefused ApplicantRefused Endorsed",
    "refused": "Endorsed Endorsed ApplicantRegistered ApplicantRegistered",
    "registered": "ApplicantRegistered",
    "withdrawn": "ProcedureTerminated",
}


def _attempt(dice, matter, now):
    kind = dice.random()
    number = None
    if kind < 0.2 or (not matter.complaints and kind < 0.6):
        name = "ComplaintLodged"
    elif kind < 0.38:
        name = dice.choice(OF_THE_CASE[matter.beneath].split())
    elif kind < 0.43:
        name = dice.choice(list(oracle_complaints.BY))
    elif matter.complaints:
        meant = dice.choice(matter.complaints)
        number = meant.number
        name = dice.choice(LIKELY.get(meant.state, "ComplaintLodged ExtensionTold CourtActRecorded").split())
        if meant.sent_back and dice.random() < 0.8:
            name = "CaseReturned"
        if meant.extended_by and not meant.told and dice.random() < 0.3:
            name = "ExtensionTold"
    else:
        name = "CourtActRecorded"
    return _said(dice, matter, now, name, number)


RESULTS = ("ApplicantRegistered", "ApplicantRefused", "ReportWithdrawn")


def _said(dice, matter, now, name, number):
    if name not in oracle_complaints.BY:
        return _of_the_case(dice, now, name)
    say = SAYS.get(name, lambda dice, now: {})(dice, now)
    if say.get("learned_on"):  # nobody learns of an act before it was done
        given = [
            day for _, day in oracle_complaints.learned(matter.facts, now) if not isinstance(day, oracle.Fact)
        ]
        done = [fact.at.date() for fact in matter.facts if fact.name in RESULTS or fact is matter.facts[0]]
        say["learned_on"] = min(max([*given[-1:], *done, say["learned_on"]]), now.date())
    if name not in ("ComplaintLodged", "CourtActRecorded"):
        say["complaint"] = (
            number
            if dice.random() < 0.8
            else dice.choice((None, 1, 2, 3, 0) if name == "OrderExecuted" else (None, 1, 2, 3))
        )
    meant = matter.complaints[number - 1] if number else None
    if meant and meant.body and name not in ("ComplaintLodged", "CourtActRecorded") and dice.random() < 0.85:
        right = [meant.body, f"executor for the {meant.body}"]
        right = right if set(right) <= set(oracle_complaints.BY[name]) else oracle_complaints.BY[name]
    else:
        right = oracle_complaints.BY[name]
    everyone = ("applicant", "head", "executor", "legal_service", *oracle_complaints.BODIES)
    return Act(now, name, dice.choice(right if dice.random() < 0.94 else everyone), say)


def _of_the_case(dice, now, name):
    say = {}
    if name == "Endorsed":
        service = dice.choice(("legal_service", "housing_unit"))
        return Act(now, name, service, {"service": service, "agrees": dice.random() < 0.85})
    if name == "RefusalProposed":
        say = {"grounds": (3,), "late_reason": "the file was away", "method": "written", "hearing_at": None}
    if name == "PositionStated":
        say = {"form": "written"}
    if name == "HearingWaived":
        say = {"gives_up": True, "objection": False}
    if name == "ApplicantRefused":
        say = {"grounds": (3,)}
    return Act(now, name, dice.choice(oracle.BY[name]), say)


def _lodging(dice, now):
    about = dice.choice(
        (None, None, None, None, "acceptance", "silence", "decision", "termination", "action")
    )
    learned = now.date() - timedelta(dice.choice((0, 30, 91, 200))) if dice.random() < 0.2 else None
    where = dice.choice(("provider", "provider", "provider", "provider", *oracle_complaints.BODIES))
    return {"about": about, "came_in": where, "learned_on": learned, "digest": None}


def _outcome(dice, now):
    outcome = dice.choice(list(oracle_complaints.BECOMES))
    days = (
        dice.choice((None, None, None, 1, 3, 5, 10, 15, 16, 0))
        if outcome in ("cancelled", "ordered")
        else None
    )
    say = {"outcome": outcome, "reason": None, "what": None, "act": None, "days": days}
    if outcome == "ordered":
        say |= {"act": "ApplicantRegistered"} if dice.random() < 0.5 else {"what": "show the file"}
    return say


def _court(dice, now):
    say = _outcome(dice, now)
    del say["reason"]
    return {"court": "Almaty court", "number": "7-1", **say}


SAYS = {
    "ComplaintLodged": _lodging,
    "ComplaintForwarded": lambda dice, now: {
        "body": dice.choice(("quality_authority",) * 3 + ("superior_body",) * 3 + ("reviewing_body",))
    },
    "ComplaintSatisfied": lambda dice, now: {"by_act": dice.choice((None, None, None, "the file was shown"))},
    "ComplaintExtended": lambda dice, now: {
        "days": dice.choice((1, 5, 10, 10, 11, 0)),
        "reason": "more study",
    },
    "Resolved": _outcome,
    "CaseReturned": lambda dice, now: {"days": dice.choice((None, None, 1, 5, 15, 16))},
    "OrderExecuted": lambda dice, now: {"what": "done"},
    "CourtActRecorded": _court,
}
