"""What the law gives, worked out a second time, so that the engine can be held to it.

Nothing of Merzim's is used here, and nothing of its design: only the readings R1-R13, a list of days off copied from
the calendar, and the standard library. Moments are local (Asia/Almaty, UTC+5 all through these years), without a zone.
A matter is a list of acts; every answer is worked out from the list anew. Readings are named where they decide.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

# --- the calendar, as printed (five-day week); weekends are not listed

DAYS_OFF_OF = {
    2025: "01-01 01-02 01-03 01-07 "  # New Year; Friday moved (Sunday the 5th worked); 7 January
    "03-10 03-21 03-24 03-25 "  # 8 March was a Saturday; Nauryz: Friday, Saturday, Sunday
    "05-01 05-07 05-09 06-06 "  # Unity, Defenders, Victory; Kurban Ait
    "07-07 09-01 10-27 12-16",  # 6 July was a Sunday; 30 August, 25 October Saturdays
    2026: "01-01 01-02 01-07 03-09 "  # 8 March was a Sunday
    "03-23 03-24 03-25 "  # Nauryz: Saturday, Sunday, Monday
    "05-01 05-07 05-11 05-27 "  # 9 May was a Saturday; Kurban Ait
    "07-06 10-26 12-16",  # no 30 August any more; 25 October was a Sunday
    2027: "01-01 01-04 01-07 03-08 03-15 "  # 2 January is a Saturday
    "03-22 03-23 03-24 05-03 05-07 05-10",  # 21 March, 9 May are Sundays, 1 May a Saturday
}
DAYS_OFF = {date.fromisoformat(f"{year}-{day}") for year, days in DAYS_OFF_OF.items() for day in days.split()}
WORKED_WEEKENDS = {date(2025, 1, 5)}
LAST_DAY = date(2027, 6, 30)


def worked(day):
    assert day <= LAST_DAY, "the list of days ends here"
    return day in WORKED_WEEKENDS or (day.weekday() < 5 and day not in DAYS_OFF)


@cache
def nth(day, n):
    """The n-th working day after the day, or before it: day 0 is not counted (R1)."""
    step = timedelta(days=1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not worked(day):
            day += step
    return day


def at_nine(day):
    return datetime.combine(day, time(9))


def at_close(day):
    """The provider's day ends at 18:00:00.000000 (R2)."""
    return datetime.combine(day, time(18))


def at_midnight(day):
    """The applicant's day ends with the day (R2)."""
    return datetime.combine(day, time.max)


def in_hours(moment):
    """9-13, 14-18 of a working day (R8)."""
    return worked(moment.date()) and moment.hour in (9, 10, 11, 12, 14, 15, 16, 17)


# --- what was done, and what follows from it at once


@dataclass(frozen=True)
class Act:
    """What somebody did, or tried to do: when, what, in which role, saying what."""

    at: datetime
    name: str
    by: str
    say: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    at: datetime
    name: str
    say: dict = field(default_factory=dict)
    by_itself: bool = False


LEADS_TO = {
    "ReportFiled": "submitted",
    "ReportAccepted": "accepted",
    "AcceptanceRefused": "rejected",
    "RefusalProposed": "preliminary_refusal",
    "HearingNoticeReceived": "hearing",
    "OralHearingRequested": "hearing",
    "HearingHeld": "heard",
    "HearingWaived": "heard",
    "ApplicantRegistered": "registered",
    "ApplicantRefused": "refused",
    "ReportWithdrawn": "withdrawn",
    "BackAtTheDoor": "submitted",  # by an order of the body that considers a complaint
}
NOTICED = ("preliminary_refusal", "hearing")
EXAMINED = ("accepted", *NOTICED, "heard")
UNDECIDED = ("submitted", *EXAMINED)
FROM = {
    "ExecutorAssigned": UNDECIDED,
    "ReportAccepted": ("submitted",),
    "AcceptanceRefused": ("submitted",),
    "Endorsed": (*EXAMINED, "refused"),
    "ApplicantRegistered": (*EXAMINED, "refused"),
    "RefusalProposed": ("accepted", "hearing", "heard"),
    "HearingNoticeSent": NOTICED,
    "HearingNoticeReceived": NOTICED,
    "HearingRescheduled": NOTICED,
    "PositionStated": (*NOTICED, "heard"),
    "OralHearingRequested": (*NOTICED, "heard"),
    "HearingHeld": ("hearing",),
    "HearingWaived": NOTICED,
    "ProtocolSigned": (*NOTICED, "heard", "registered", "refused"),
    "ApplicantRefused": ("heard",),
    "ReportWithdrawn": UNDECIDED,
    "ProcedureTerminated": ("withdrawn",),
}
BY = dict.fromkeys(FROM, ("executor",)) | {
    "ExecutorAssigned": ("head",),
    "Endorsed": ("legal_service", "housing_unit"),
    "ApplicantRegistered": ("head",),
    "HearingNoticeReceived": ("system", "executor"),
    "PositionStated": ("applicant", "executor for the applicant"),
    "OralHearingRequested": ("applicant", "executor for the applicant"),
    "HearingWaived": ("applicant", "executor", "executor for the applicant"),
    "ApplicantRefused": ("head",),
    "ReportWithdrawn": ("applicant", "executor for the applicant"),
    "ProcedureTerminated": ("head",),
}


def happened(acts, now):
    """All that has happened by that moment: the acts, what each brings with it, and hearings ended by their window."""
    facts = []
    for act in acts:
        if act.at <= now:
            facts += window_ended(facts, act.at)
            facts += brought_by(facts, act)
    return facts + window_ended(facts, now)


def window_ended(facts, moment):
    """A hearing in writing, with no written position, is held when the window ends (R10)."""
    if state(facts) == "hearing" and method(facts) == "written":
        end = latest_run(facts, "objection").due
        if end < moment:
            return [Fact(end, "HearingHeld", {"method": "written"}, by_itself=True)]
    return []


def brought_by(facts, act):
    done = Fact(act.at, act.name, act.say)
    received = [Fact(act.at, "HearingNoticeReceived")] if state(facts) == "preliminary_refusal" else []
    held = [Fact(act.at, "HearingHeld", {"method": "written"})]
    in_writing = method(facts) == "written"
    match act.name:
        case "RefusalProposed" | "HearingRescheduled":  # told of with a notice, in the same act
            return [done, Fact(act.at, "HearingNoticeSent", {"way": "cabinet"})]
        case "PositionStated":  # proves receipt (R7); a written one holds a written hearing (R10)
            holds = in_writing and act.say["form"] == "written" and state(facts) != "heard"
            return [*received, done, *(held if holds else [])]
        case "OralHearingRequested":
            return [*received, done]
        case "HearingWaived":
            objection = [Fact(act.at, "PositionStated", {"form": "written"})] if act.say["objection"] else []
            return [*received, *objection, done]
        case "HearingNoticeReceived":  # the written position is in already
            return [done, *(held if in_writing and _position_in_writing(facts) else [])]
    return [done]


def _position_in_writing(facts):
    return any(f.name == "PositionStated" and f.say["form"] == "written" for f in this_proposal(facts))


def state(facts):
    return next((LEADS_TO[fact.name] for fact in reversed(facts) if fact.name in LEADS_TO), None)


def since(facts, *names):
    """From the latest of these on."""
    places = [place for place, fact in enumerate(facts) if fact.name in names]
    return facts[places[-1] :] if places else []


def this_proposal(facts):
    return since(facts, "RefusalProposed")


def receipts(facts):
    return [fact for fact in this_proposal(facts) if fact.name == "HearingNoticeReceived"]


def method(facts):
    latest = since(facts, "RefusalProposed", "HearingRescheduled", "OralHearingRequested")[:1]
    return latest[0].say.get("method", "oral") if latest else None


def not_received(facts):
    """The latest notice, while nothing shows that word of this time arrived (R7)."""
    told = since(facts, "RefusalProposed", "HearingRescheduled")
    arrived = any(fact.name == "HearingNoticeReceived" for fact in told)
    return since(told, "HearingNoticeSent")[0] if told and not arrived and state(facts) in NOTICED else None


def unsigned(facts):
    """Whether an oral hearing waits for its protocol; each has one (R10)."""
    oral = [fact for fact in facts if fact.name == "HearingHeld" and fact.say["method"] != "written"]
    return len(oral) > len([fact for fact in facts if fact.name == "ProtocolSigned"])


def last_words(facts):
    """The last word of each service (R13)."""
    return {fact.say["service"]: fact.say["agrees"] for fact in facts if fact.name == "Endorsed"}


# --- deadlines


@dataclass
class Run:
    """A deadline while it runs: from when, due when, until when, and how it ended: met, lapsed, or set anew."""

    name: str
    due: datetime
    since: datetime
    until: datetime | None = None
    how: str | None = None

    def open_at(self, moment):
        return self.since <= moment and (self.until is None or self.until > moment)


MET_BY = {
    "acceptance": ("ReportAccepted", "AcceptanceRefused"),
    "silence": ("ReportAccepted", "AcceptanceRefused"),
    "decision": ("ApplicantRegistered", "ApplicantRefused"),
    "hearing_notice": ("HearingNoticeSent",),
    "objection": ("PositionStated",),
    "hearing": ("HearingHeld", "HearingWaived"),
    "protocol": ("ProtocolSigned",),
    "termination_notice": ("ProcedureTerminated",),
}
LAPSES_BY = {
    "hearing_notice": ("ApplicantRegistered", "ApplicantRefused"),
    "objection": ("RefusalProposed", "ApplicantRegistered"),
    "hearing": ("RefusalProposed", "ApplicantRegistered"),
}
BREACH = ("acceptance", "hearing", "protocol", "termination_notice")
DEEMED_REFUSAL = ("silence", "decision")
WARNED = {"decision": (5, 3, 1), "hearing_notice": (2, 1), "hearing": (1,)}


def registered_on(filed):
    """After 18:00, or on a day not worked: the next working day (R4)."""
    in_time = worked(filed.date()) and filed <= at_close(filed.date())
    return filed.date() if in_time else nth(filed.date(), 1)


def runs(facts):
    found = []
    for place, fact in enumerate(facts):
        for run in found:
            if run.until is None and (how := _ends(run.name, fact)):
                run.until, run.how = fact.at, how
        begun = _begins(facts[: place + 1])
        if fact.name == "OralHearingRequested" and not begun:  # to be held again, by the date on record
            hearing = [run for run in found if run.name == "hearing"][-1]
            begun = [("hearing", hearing.due)] if hearing.until else []
        for name, due in begun:
            for run in found:
                if run.name == name and run.until is None:
                    run.until, run.how = fact.at, "set anew"
            found.append(Run(name, due, fact.at))
    return found


def _ends(name, fact):
    if fact.name in MET_BY[name]:
        return "met"
    given_up = name == "objection" and fact.name == "HearingWaived" and fact.say["gives_up"]
    withdrawn = fact.name == "ReportWithdrawn" and name != "termination_notice"
    return "lapsed" if given_up or withdrawn or fact.name in LAPSES_BY.get(name, ()) else None


def _begins(facts):
    """Which deadlines the last of these facts starts, and when they end."""
    fact, day = facts[-1], facts[-1].at.date()
    match fact.name:
        case "ReportFiled":
            day = registered_on(fact.at)
            return [("acceptance", at_close(day)), ("silence", at_close(nth(day, 15)))]
        case "ReportAccepted":  # day 0, at any hour of any day (R4, R5); the notice: R6
            last = nth(day, fact.say.get("days") or 15)  # fewer, where a body set them (R26)
            return [("decision", at_close(last)), ("hearing_notice", at_close(nth(last, -3)))]
        case "HearingNoticeReceived":
            return _begun_by_receipt(facts)
        case "OralHearingRequested" | "HearingRescheduled" if receipts(facts):
            due = _hearing_ends(facts)  # the receipt starts the days, the method says when they end
            return [("hearing", due)] if due >= fact.at else []
        case "HearingHeld" if fact.say["method"] != "written":
            return [("protocol", at_close(nth(day, 2)))]
        case "ReportWithdrawn":
            return [("termination_notice", at_close(nth(day, 3)))]
    return []


def _begun_by_receipt(facts):
    """The window from the first receipt of the proposal, the hearing from the last; a written one: with the window."""
    first = len(receipts(facts)) == 1
    return [*([("objection", _window_ends(facts))] if first else []), ("hearing", _hearing_ends(facts))]


def _window_ends(facts):
    return at_midnight(nth(receipts(facts)[0].at.date(), 2))


def _hearing_ends(facts):
    """In writing: with the window; else by the close of the second day (R2, R8, R10)."""
    return (
        _window_ends(facts) if method(facts) == "written" else at_close(nth(receipts(facts)[-1].at.date(), 2))
    )


def latest_run(facts, name):
    return next((run for run in reversed(runs(facts)) if run.name == name), None)


def status(run, now):
    late = run.until is not None and run.until > run.due
    if run.how == "met":
        return "met_late" if late else "met"  # what happened late is shown as late (R12 d)
    if run.how == "lapsed" and (not late or run.name == "hearing_notice"):
        return "lapsed"
    if run.how is None and now <= run.due:
        return "open"
    # The window is met by its end; what was missed stays missed.
    return "met" if run.name == "objection" else "missed"


def deemed_refusals(facts, now):
    """The terms that ended in silence before that moment, and when (R5, R11)."""
    silent = [run for run in runs(facts) if run.name in DEEMED_REFUSAL and run.open_at(run.due)]
    return [(run.due, run.name) for run in silent if run.due < now]


def time_to_complain(facts, now):
    """The last instant of the applicant's months, by the latest act or silence that gave them (R17); None without one.

    Three months from the day the paper of the act is issued; a result signed after hours is, on the next working day.
    """
    days = [(due, due.date()) for due, _ in deemed_refusals(facts, now)]
    for fact in facts:
        day = fact.at.date()
        if fact.name in ("AcceptanceRefused", "ProcedureTerminated"):
            days.append((fact.at, day))
        if fact.name == "ApplicantRefused":
            days.append((fact.at, day if worked(day) and fact.at <= at_close(day) else nth(day, 1)))
    return at_midnight(months_after(max(days)[1], 3)) if days else None


def months_after(day, months):
    """The same day so many months on, or the last of that month; where it is not worked, the next worked one (R3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    days = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    last = date(year, month, min(day.day, days))
    return last if worked(last) else nth(last, 1)


def overdue(facts, now):
    return any(name == "decision" for _, name in deemed_refusals(facts, now))


def fired(facts, now):
    """All that came by itself: (moment, event, about what, how many days before, who is told)."""
    found = {(due, "DecisionOverdue", name, None, None) for due, name in deemed_refusals(facts, now)}
    found |= {(f.at, "HearingHeld", "window", None, None) for f in facts if f.by_itself}
    for run in runs(facts):
        if run.name in (*BREACH, "hearing_notice") and run.open_at(run.due):
            found.add((run.due, "DeadlineMissed", run.name, None, None))
        for level in WARNED.get(run.name, ()):
            moment = at_nine(nth(run.due.date(), -level))
            if run.open_at(moment):
                found.add((moment, "WarningRaised", run.name, level, _who_is_told(facts, moment)))
    found |= _not_received_in_time(facts) | _not_endorsed_in_time(facts)
    return {each for each in found if each[0] < now}


def _who_is_told(facts, moment):
    return "executor" if any(f.name == "ExecutorAssigned" and f.at <= moment for f in facts) else "head"


def _not_received_in_time(facts):
    """No receipt by the end of the next working day (R7)."""
    found = set()
    for sent in (fact for fact in facts if fact.name == "HearingNoticeSent"):
        moment = at_close(nth(sent.at.date(), 1))
        if not_received([fact for fact in facts if fact.at <= moment]) is sent:
            found.add((moment, "WarningRaised", "receipt", None, _who_is_told(facts, moment)))
    return found


def _not_endorsed_in_time(facts):
    found = set()
    for run in (run for run in runs(facts) if run.name == "decision"):
        moment = at_nine(nth(run.due.date(), -5))
        by_then = [fact for fact in facts if fact.at <= moment]
        if run.open_at(moment) and state(by_then) in EXAMINED and len(last_words(by_then)) < 2:
            found.add((moment, "WarningRaised", "endorsements", 5, "head"))
    return found


# --- whether an act is lawful


def refusals(acts, act):
    """Every kind of reason why this act cannot be done at its moment, after those acts. Empty: it is lawful."""
    return refusals_after(happened(acts, act.at), act)


def refusals_after(facts, act):
    """The same, where all that has happened is known."""
    wrong = {"wrong_role"} if act.by not in BY[act.name] else set()
    if act.name == "Endorsed" and act.by != act.say["service"]:
        wrong = {"wrong_role"}
    if state(facts) not in FROM[act.name]:
        return wrong | {"not_allowed_here"}
    return wrong | set(CONDITIONS.get(act.name, lambda facts, act: ())(facts, act))


def _at_the_door(facts, act):
    if act.at.date() < facts[0].say.get("registered", registered_on(facts[0].at)):
        yield "too_early"  # R4


def _register(facts, act):
    if last_words(facts) != {"legal_service": True, "housing_unit": True}:
        yield "too_early"  # R13


def _propose(facts, act):
    late = overdue(facts, act.at)
    if not late and act.at > latest_run(facts, "hearing_notice").due:
        yield "too_late"  # R6, R12 a
    if late and not act.say["late_reason"]:
        yield "bad_input"  # R12 b
    known = {ground for fact in this_proposal(facts)[:1] for ground in fact.say["grounds"]} | heard_on(facts)
    if known and set(act.say["grounds"]) <= known:
        yield "not_allowed_here"  # a second proposal is on another ground
    if act.say["method"] != "written":
        yield from _time(facts, act, at_close(nth(act.at.date(), 2)))


def _time(facts, act, limit):
    """R8: after the notice, in working hours, by the limit and, while the term runs, before its end."""
    hearing = act.say["hearing_at"]
    if hearing <= act.at:
        yield "too_early"
    if not in_hours(hearing):
        yield "not_allowed_here"
    if hearing > limit:
        yield "too_late"
    if not overdue(facts, act.at) and hearing > latest_run(facts, "decision").due:
        yield "too_late"


def _window_over(facts, moment):
    return bool(receipts(facts)) and moment > latest_run(facts, "objection").due


def _reschedule(facts, act):
    if act.say["method"] == "written":
        if _window_over(facts, act.at):
            yield "too_late"
        return
    limit = at_close(nth((receipts(facts) or [act])[-1].at.date(), 2))
    if act.at >= limit:
        limit = at_close(nth(act.at.date(), 2))  # late, from the new notice (R12 c)
    yield from _time(facts, act, limit)


def _on_its_way(facts, act):
    if not not_received(facts):
        yield "not_allowed_here"


def _send_again(facts, act):
    yield from _on_its_way(facts, act)
    if since(facts, "HearingNoticeSent")[0].say["way"] == act.say["way"]:
        yield "not_allowed_here"  # another way of Article 66 (R7)


def _ask_for_oral(facts, act):
    if method(facts) != "written" or any(fact.name == "HearingWaived" for fact in this_proposal(facts)):
        yield "not_allowed_here"
    if _window_over(facts, act.at):
        yield "too_late"  # within the same two days (R10)


def _hold(facts, act):
    if method(facts) == "written":
        yield "not_allowed_here"  # held by the position, or by the end of the window (R10)
        return
    settings = since(facts, "RefusalProposed", "HearingRescheduled")
    arrived = next((fact.at for fact in settings if fact.name == "HearingNoticeReceived"), None)
    time_set = settings[0].say["hearing_at"]
    if any(fact.name == "OralHearingRequested" for fact in settings):
        yield "not_allowed_here"  # no time is set yet
        return
    if arrived and not arrived <= time_set <= at_close(nth(arrived.date(), 2)):
        yield "not_allowed_here"  # R8, at the real receipt
    if act.at < time_set:
        yield "too_early"
    if not act.say["present"] and not_received(facts):
        yield "too_early"  # absent, and not duly notified (R10)


def _sign(facts, act):
    if not unsigned(facts):
        yield "not_allowed_here"


def _refuse(facts, act):
    waived = any(fact.name == "HearingWaived" for fact in this_proposal(facts))
    if latest_run(facts, "objection").open_at(act.at) and not _window_over(facts, act.at):
        yield "too_early"  # R10: the window
    if not waived and act.at.date() < nth(receipts(facts)[0].at.date(), 3):
        yield "too_early"  # R6: the third working day
    if unsigned(facts) or len(last_words(facts)) < 2:
        yield "too_early"  # R10: the protocol; R13
    if not set(act.say["grounds"]) <= heard_on(facts):
        yield "not_allowed_here"


def heard_on(facts):
    """The grounds on which the applicant was heard, or gave up being heard."""
    heard, proposed = set(), set()
    for fact in facts:
        if fact.name == "RefusalProposed":
            proposed = set(fact.say["grounds"])
        if fact.name in ("HearingHeld", "HearingWaived"):
            heard |= proposed
    return heard


def _terminate(facts, act):
    if any(fact.name == "ProcedureTerminated" for fact in facts):
        yield "not_allowed_here"


CONDITIONS = {
    "ReportAccepted": _at_the_door,
    "AcceptanceRefused": _at_the_door,
    "ApplicantRegistered": _register,
    "RefusalProposed": _propose,
    "HearingNoticeSent": _send_again,
    "HearingNoticeReceived": _on_its_way,
    "HearingRescheduled": _reschedule,
    "OralHearingRequested": _ask_for_oral,
    "HearingHeld": _hold,
    "ProtocolSigned": _sign,
    "ApplicantRefused": _refuse,
    "ProcedureTerminated": _terminate,
}


# --- an act entered after it happened (rule of time 5)


def refusals_late(acts, act):
    """The same, for an act entered only after all of `acts` were: some of them may have been done after it."""
    if act.by not in BY[act.name]:
        return {"wrong_role"}
    if act.at < opened(acts):
        return {"too_early"}
    before = [each for each in acts if each.at <= act.at]
    if no := refusals(before, act):
        return no
    return set() if leaves_later_acts_as_they_are(acts, act) else {"not_allowed_here"}


def in_order(acts):
    return sorted(acts, key=lambda act: act.at)


def opened(acts):
    """When the act was done that opened the state in which the matter stands."""
    facts = happened(acts, acts[-1].at)
    moment, before = facts[0].at, None
    for place, fact in enumerate(facts):
        after = state(facts[: place + 1])
        if after != before and not fact.by_itself:
            moment = fact.at
        before = after
    return moment


def leaves_later_acts_as_they_are(acts, act):
    """Whether each later act still finds a state that it can start from, and brings the same with it."""
    places = [place for place, each in enumerate(acts) if each.at > act.at]
    then = in_order([*acts, act])
    return all(
        _state_before(then, place + 1) in FROM[acts[place].name]
        and brings(then, place + 1) == brings(acts, place)
        for place in places
    )


def _state_before(acts, place):
    return state(happened(acts[:place], acts[place].at))


def brings(acts, place):
    """What the act of that place brings with it."""
    known = happened(acts[:place], acts[place].at)
    return [fact.name for fact in happened(acts[: place + 1], acts[place].at)[len(known) :]]
