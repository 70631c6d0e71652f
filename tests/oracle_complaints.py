"""What the law gives once somebody complains, worked out a second time: items 8-12, R4, R11, R15-R20, R26.

As in `oracle`, of which this is the other half: nothing of Merzim's is used. A matter is a list of acts, on the case
and on its complaints; whatever is asked is worked out from the list anew, by walking through it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from tests import oracle
from tests.oracle import Act, Fact, Run, at_close, at_midnight, nth

PROVIDER = ("executor", "head")
BODIES = ("reviewing_body", "quality_authority", "superior_body")
OF_A_BODY = (*BODIES, *(f"executor for the {body}" for body in BODIES))
OF_THE_APPLICANT = ("applicant", "executor for the applicant")
BY = {
    "ComplaintLodged": OF_THE_APPLICANT,
    "ComplaintSatisfied": PROVIDER,
    "ComplaintForwarded": PROVIDER,
    "ComplaintTaken": OF_A_BODY,
    "ComplaintExtended": OF_A_BODY,
    "ExtensionTold": OF_A_BODY,
    "Resolved": OF_A_BODY,
    "CaseReturned": OF_A_BODY,
    "ComplaintWithdrawn": OF_THE_APPLICANT,
    "OrderExecuted": PROVIDER,
    "CourtActRecorded": ("executor",),
}
OPEN = ("lodged", "forwarded", "under_review")
BECOMES = {
    "cancelled": "upheld",
    "replaced": "replaced",
    "ordered": "ordered",
    "returned": "returned",
    "dismissed": "dismissed",
    "left": "left",
}


SILENCE = ("complaint_provider", "complaint_quality", "complaint_superior")


def term_of(body):
    """Item 11, R16: 15 wd at the quality authority; elsewhere the 20 of Article 99 of the Code."""
    return ("complaint_quality", 15) if body == "quality_authority" else ("complaint_superior", 20)


@dataclass
class Complaint:
    number: int
    at: datetime
    about: str
    came_in: str
    late: bool
    state: str
    body: str | None = None
    decision: int | None = None  # which decision of the case it is about, where it is about one
    extended_by: int | None = None
    told: bool = False
    sent_back: bool = False  # the body decided to return the case
    ordered: str | None = None


@dataclass
class Matter:
    """The case as it stands after all of that: `facts` are those of this round, as `oracle` reads them."""

    facts: list = field(default_factory=list)
    round: int = 1
    put_by: list = field(default_factory=list)  # the deadlines of the earlier ones, and when the round ended
    complaints: list = field(default_factory=list)
    runs: list = field(default_factory=list)
    fired: list = field(default_factory=list)
    decisions: int = 0
    court_ordered: str | None = None
    registered_on: object = None

    # --- where it stands

    @property
    def beneath(self):
        return oracle.state(self.facts)

    @property
    def state(self):
        """`appeal` while a complaint about the decision in force is open."""
        decided = self.beneath in ("registered", "refused")
        return "appeal" if decided and any(map(self.keeps_under_appeal, self.complaints)) else self.beneath

    def keeps_under_appeal(self, complaint):
        return complaint.decision == self.decisions and complaint.state in OPEN

    def running(self, name):
        return next((run for run in reversed(self.runs) if run.name == name), None)

    def waits(self, number):
        """Whether an order waits to be carried out."""
        run = self.running(f"order_execution/{number}")
        return run is not None and run.until is None

    def silent_on(self, now):
        """The terms of this round that ended in silence, while nothing is decided (R11)."""
        if self.beneath in oracle.UNDECIDED:
            return {name for _, name in oracle.deemed_refusals(self.facts, now)}
        return set()

    def can_be_accepted_in_time(self, now):
        run = oracle.latest_run(self.facts, "acceptance")
        return self.beneath == "submitted" and run.until is None and now <= run.due

    def nearest(self, now):
        """What one complains of who does not say it: the act, or the silence, that lies nearest."""
        if self.beneath in ("submitted", "rejected"):
            return "acceptance"
        if "decision" in self.silent_on(now):
            return "silence"
        if self.beneath in ("registered", "refused"):
            return "decision"
        return "termination" if self.beneath == "withdrawn" else "action"

    def to_complain_of(self, now):
        """All that can be complained of as it stands."""
        return {self.nearest(now), "action"}

    def can_be_met_in_full(self, complaint, now):
        """Item 9: within those three days."""
        return now <= self.running(f"complaint_forwarding/{complaint.number}").due

    def can_be_judged(self, now):
        """What was decided, or was not done in time (item 12)."""
        decided = self.beneath in ("rejected", "registered", "refused", "withdrawn")
        return decided or self.something_missed(now)

    def something_missed(self, now):
        """The last day of a notice binds nobody to send one: all else that was not done in time can be judged."""
        latest = {run.name: run for run in (*oracle.runs(self.facts), *self.runs)}
        ended = [*self.put_by, *((run, now) for run in latest.values())]
        return any(oracle.status(*each) == "missed" for each in ended if each[0].name != "hearing_notice")

    # --- its walk

    def begin(self, name, due, since):
        if (run := self.running(name)) and run.until is None:
            run.until, run.how = since, "set anew"
        self.runs.append(Run(name, due, since))

    def end(self, name, moment, how="met"):
        if (run := self.running(name)) and run.until is None:
            run.until, run.how = moment, how

    def put(self, *facts):
        for fact in facts:
            self.facts.append(fact)
            if fact.name in ("ApplicantRegistered", "ApplicantRefused"):
                self.decisions += 1
            for complaint in self.complaints:
                if complaint.ordered == fact.name:
                    self.end(f"order_execution/{complaint.number}", fact.at)
            if self.court_ordered == fact.name:
                self.end("order_execution/0", fact.at)

    def new_round(self, moment, days):
        """R26: examined again from its acceptance; or from its report, where it was not accepted."""
        latest = {run.name: run for run in oracle.runs(self.facts)}
        self.put_by += [(run, moment) for run in latest.values()]
        at_the_door = self.beneath in ("submitted", "rejected")
        name = "ReportFiled" if at_the_door else "ReportAccepted"
        assigned = [fact for fact in self.facts if fact.name == "ExecutorAssigned"]
        begun = Fact(moment, name, {"days": days, "registered": self.registered_on})
        self.facts, self.round = [begun, *assigned], self.round + 1
        self.decisions += (
            1  # none is in force, and complaints about the one before are about no decision any more
        )


def walk(acts, now):
    """The matter at that moment."""
    filed = acts[0].at
    matter = Matter(registered_on=oracle.registered_on(filed))
    for act in acts:
        if act.at <= now:
            settle(matter, act.at)
            carry_out(matter, act)
    settle(matter, now)
    return matter


def settle(matter, now):
    """What comes by itself before that moment: the end of a hearing in writing, and silence (R10, R16)."""
    matter.put(*oracle.window_ended(matter.facts, now))
    for run in matter.runs:
        name, _, number = run.name.partition("/")
        if run.until is None and run.due < now and name in SILENCE:
            complaint = matter.complaints[int(number) - 1]
            if complaint.state in ("lodged", "under_review") and not complaint.sent_back:
                complaint.state = "silent"


def carry_out(matter, act):
    if act.name not in BY:
        matter.put(*oracle.brought_by(matter.facts, act))
    elif act.name == "ComplaintLodged":
        _lodge(matter, act)
    elif act.name == "CourtActRecorded":
        _effect(matter, act, None)
    elif act.name == "OrderExecuted" and of_the_court(matter, act.say["complaint"]):
        matter.end("order_execution/0", act.at)
    else:
        CARRIED_OUT[act.name](matter, chosen(matter, act), act)


def _forward(matter, complaint, act):
    complaint.state, complaint.body = "forwarded", act.say["body"]
    _close_at_the_provider(matter, complaint.number, act.at)


def _satisfy(matter, complaint, act):
    if favourable := favourable_act(matter, complaint, act.say):
        matter.put(Fact(act.at, favourable))
    complaint.state = "satisfied"
    _close_at_the_provider(matter, complaint.number, act.at)


def _take(matter, complaint, act):
    complaint.state = "under_review"
    name, days = term_of(complaint.body)
    matter.begin(f"{name}/{complaint.number}", at_close(nth(act.at.date(), days)), act.at)


def _extend(matter, complaint, act):
    complaint.extended_by = act.say["days"]
    run = matter.running(f"complaint_quality/{complaint.number}")
    matter.begin(run.name, at_close(nth(run.due.date(), act.say["days"])), act.at)
    told_by = at_close(nth(act.at.date(), 3))
    matter.begin(f"complaint_extension_notice/{complaint.number}", told_by, act.at)


def _tell(matter, complaint, act):
    complaint.told = True
    matter.end(f"complaint_extension_notice/{complaint.number}", act.at)


def _withdraw(matter, complaint, act):
    complaint.state = "withdrawn"
    _close_at_the_provider(matter, complaint.number, act.at, "lapsed")
    _close_at_the_body(matter, complaint, act.at, "lapsed")
    matter.end(f"complaint_extension_notice/{complaint.number}", act.at, "lapsed")


def _resolve(matter, complaint, act):
    _close_at_the_body(matter, complaint, act.at)
    if act.say["outcome"] == "returned":  # it ends when the case came back
        complaint.sent_back = True
        matter.begin(f"case_return/{complaint.number}", at_close(nth(act.at.date(), 5)), act.at)
        return
    complaint.state = BECOMES[act.say["outcome"]]
    _effect(matter, act, complaint)


def _come_back(matter, complaint, act):
    complaint.state = "returned"
    matter.end(f"case_return/{complaint.number}", act.at)
    matter.new_round(act.at, act.say["days"])


def _execute(matter, complaint, act):
    matter.end(f"order_execution/{complaint.number}", act.at)


CARRIED_OUT = {
    "ComplaintForwarded": _forward,
    "ComplaintSatisfied": _satisfy,
    "ComplaintTaken": _take,
    "ComplaintExtended": _extend,
    "ExtensionTold": _tell,
    "ComplaintWithdrawn": _withdraw,
    "Resolved": _resolve,
    "CaseReturned": _come_back,
    "OrderExecuted": _execute,
}


def _lodge(matter, act):
    about = act.say["about"] or matter.nearest(act.at)
    where, number = act.say["came_in"], len(matter.complaints) + 1
    registered = oracle.registered_on(act.at)  # R4, as a report is
    until = time_to_complain_of(matter, about, act.at, act.say["learned_on"])
    at_the_provider = where == "provider"
    complaint = Complaint(
        number,
        act.at,
        about,
        where,
        late=until is not None and act.at > until,
        state="lodged" if at_the_provider else "under_review",
        body=None if at_the_provider else where,
        decision=matter.decisions if about == "decision" else None,
    )
    matter.complaints.append(complaint)
    if about != "action":
        of_a_registration = matter.beneath == "registered"
        learned_on = None if of_a_registration else act.say["learned_on"]
        matter.facts.append(Fact(act.at, "Complained", {"learned_on": learned_on}))
    if at_the_provider:  # R16: side by side, from its coming in and from its registration
        matter.begin(f"complaint_forwarding/{number}", at_close(nth(act.at.date(), 3)), act.at)
        matter.begin(f"complaint_provider/{number}", at_close(nth(registered, 5)), act.at)
    else:
        name, days = term_of(where)
        matter.begin(f"{name}/{number}", at_close(nth(registered, days)), act.at)


def _close_at_the_provider(matter, n, moment, how="met"):
    matter.end(f"complaint_forwarding/{n}", moment, how)
    matter.end(f"complaint_provider/{n}", moment, how)


def _close_at_the_body(matter, complaint, moment, how="met"):
    if complaint.body:
        matter.end(f"{term_of(complaint.body)[0]}/{complaint.number}", moment, how)


def _effect(matter, act, complaint):
    """What a body's decision, or a court's, does to the case (R19, R26; item 12)."""
    say, n = act.say, complaint.number if complaint else 0
    match say["outcome"]:
        case "cancelled" | "returned":
            matter.new_round(act.at, say["days"])
        case "replaced":
            matter.put(Fact(act.at, "ApplicantRegistered"))  # an order to do so is done
        case "ordered":
            matter.begin(f"order_execution/{n}", at_close(nth(act.at.date(), say["days"] or 5)), act.at)
            if complaint:
                complaint.ordered = say["act"] or "in words"
            else:
                matter.court_ordered = say["act"] or "in words"
            if matter.beneath == "rejected":  # back at the door, with its registration date
                matter.facts.append(Fact(act.at, "BackAtTheDoor"))


def favourable_act(matter, complaint, say):
    """The act that meets the complaint in full (item 9), where it is one of the procedure and not done yet."""
    if say["by_act"]:
        return None
    if complaint.about == "acceptance":
        return "ReportAccepted" if matter.beneath in ("submitted", "rejected") else None
    if complaint.about in ("silence", "decision"):
        refused = matter.beneath == "refused" or (
            complaint.about == "silence" and matter.beneath in oracle.EXAMINED
        )
        return "ApplicantRegistered" if refused else None
    return None


def done_already(matter, complaint):
    """The favourable act came first, and the complaint is met by it."""
    registered = matter.beneath == "registered" and complaint.about in ("silence", "decision")
    return registered and complaint.decision != matter.decisions


# --- the months to complain (R17)


def learned(facts, now):
    """(when, from which day): what gave the applicant three months, and what was complained of since, in order."""
    steps = [(due, True, due.date()) for due, _ in oracle.deemed_refusals(facts, now)]
    for fact in facts:
        if fact.name in ("AcceptanceRefused", "ProcedureTerminated"):
            steps.append((fact.at, False, fact.at.date()))
        if fact.name == "ApplicantRefused":
            steps.append((fact.at, False, issued_on(fact)))
        if fact.name == "Complained":
            steps.append((fact.at, False, fact))
    return [
        (at, what) for at, _, what in sorted(steps, key=lambda step: step[:2])
    ]  # an act at the end was in time


def issued_on(fact):
    """A result signed after hours goes out, and is learned of, on the next working day (R4)."""
    day = fact.at.date()
    return day if oracle.worked(day) and fact.at <= at_close(day) else nth(day, 1)


def time_to_complain_of(matter, about, now, learned_on):
    """Who said on which day it was learned of has the months from that day; else they run from the paper."""
    if (
        about == "decision" and matter.beneath == "registered"
    ):  # its certificate tells nothing of the appeal: six
        registered = oracle.since(matter.facts, "ApplicantRegistered")[0]
        return at_midnight(oracle.months_after(learned_on or issued_on(registered), 6))
    if learned_on:
        return at_midnight(oracle.months_after(learned_on, 3))
    return (about != "action" and until_of(matter.facts, now)[0]) or None


def until_of(facts, now):
    until, how = None, None
    for when, what in learned(facts, now):
        complained = isinstance(what, Fact)
        day = what.say["learned_on"] if complained else what
        if day:
            until, how = at_midnight(oracle.months_after(day, 3)), None
        if complained and until and how is None:
            how = "met" if when <= until else "met_late"
    return until, how


def filing(facts, now):
    """The deadline `complaint_filing` at that moment (of a registration, and of other actions, there is none)."""
    until, how = until_of(facts, now)
    return until and (until, how or ("open" if now <= until else "lapsed"))


# --- deadlines


def deadlines(acts, now):
    """Every deadline at that moment, by name: until when, and how it stands."""
    matter = walk(acts, now)
    ends = {run.name: (run.due, oracle.status(run, now)) for run in matter.runs}
    for run in oracle.runs(matter.facts):
        ends[run.name] = (run.due, oracle.status(run, now))
    if of_this_round := filing(matter.facts, now):
        ends["complaint_filing"] = of_this_round
    return ends


MISSED = ("complaint_forwarding", "complaint_extension_notice", "order_execution", "case_return")
WARNED = ("complaint_forwarding", *SILENCE, "order_execution")


def fired(acts, now):
    """All that came by itself to complaints: (moment, event, about what)."""
    found = set()
    for run in walk(acts, now).runs:
        name = run.name.partition("/")[0]
        if run.open_at(run.due) and name in SILENCE:
            found.add((run.due, "ComplaintSilent", run.name))
        if run.open_at(run.due) and name in MISSED:
            found.add((run.due, "DeadlineMissed", run.name))
        warning = oracle.at_nine(nth(run.due.date(), -1))
        if run.open_at(warning) and name in WARNED:
            found.add((warning, "WarningRaised", run.name))
    return {each for each in found if each[0] < now}


# --- whether an act is lawful


FITS = {
    "ComplaintSatisfied": ("lodged",),
    "ComplaintForwarded": ("lodged", "silent"),
    "ComplaintTaken": ("forwarded",),
    "ComplaintExtended": ("under_review",),
    "ExtensionTold": ("under_review", "silent", *BECOMES.values(), "withdrawn"),
    "Resolved": ("under_review", "silent"),
    "CaseReturned": ("under_review", "silent"),
    "ComplaintWithdrawn": OPEN,
    "OrderExecuted": ("ordered",),  # and while the order waits
}


def fits(matter, complaint, act):
    """Whether the act can be one on this complaint, as it stands (the complaint's own chart)."""
    match act.name:
        case "ComplaintForwarded":
            return complaint.state in FITS[act.name] and complaint.body is None
        case "Resolved":
            return (
                complaint.state in FITS[act.name] and complaint.body is not None and not complaint.sent_back
            )
        case "CaseReturned":
            return complaint.sent_back and complaint.state in FITS[act.name]
        case "ComplaintWithdrawn":
            return complaint.state in OPEN and not complaint.sent_back
        case "ExtensionTold":
            return complaint.extended_by is not None and not complaint.told
        case "OrderExecuted":
            return complaint.state in FITS[act.name] and matter.waits(complaint.number)
    return complaint.state in FITS[act.name]


def chosen(matter, act):
    if act.say["complaint"]:
        return matter.complaints[act.say["complaint"] - 1]
    fitting = [each for each in matter.complaints if fits(matter, each, act)]
    if act.name == "ComplaintExtended":
        fitting = [each for each in fitting if each.body == "quality_authority"] or fitting
    [one] = fitting
    return one


def of_the_court(matter, number):
    """A court's order stands under number 0; it is meant, too, where no number is said and no other waits."""
    return number == 0 or (
        number is None and not any(matter.waits(each.number) for each in matter.complaints)
    )


def refusals(acts, act):
    """Every kind of reason why this act cannot be done at its moment, after those acts. Empty: it is lawful."""
    matter = walk(acts, act.at)
    if act.name not in BY:
        return oracle.refusals_after(matter.facts, act)
    wrong = {"wrong_role"} if act.by not in BY[act.name] else set()
    if act.name == "ComplaintLodged":
        return wrong | set(_against_lodging(matter, act))
    if act.name == "CourtActRecorded":
        return wrong | set(_against_the_courts(matter, act))
    number = act.say["complaint"]
    if act.name == "OrderExecuted" and of_the_court(matter, number):
        return wrong | (set() if matter.waits(0) else {"not_allowed_here"})
    if number and number > len(matter.complaints):
        return wrong | {"not_found", "not_allowed_here"}  # no such complaint, or none to which it can happen
    fitting = [each for each in matter.complaints if fits(matter, each, act)]
    if act.name == "ComplaintExtended":
        late = (
            {"too_late"} if any(each.state == "silent" and each.body for each in matter.complaints) else set()
        )
        fitting = [each for each in fitting if each.body == "quality_authority"] or fitting
        if not number and not fitting:
            return wrong | late | {"not_allowed_here"}
    if not number and len(fitting) != 1:
        return wrong | ({"bad_input"} if fitting else {"not_allowed_here"})
    complaint = chosen(matter, act)
    if act.name == "ComplaintExtended" and not number and complaint.body != "quality_authority":
        wrong |= {"not_allowed_here"}
    unfit = set() if fits(matter, complaint, act) else {"not_allowed_here"}
    return wrong | unfit | set(AGAINST.get(act.name, lambda *seen: ())(matter, complaint, act))


CONSIDERING = ("quality_authority", "superior_body")
"""The bodies to which a complaint can come (item 8); "the reviewing body" is whichever of them has it."""


def possible(acts, now):
    """Which acts can be done at that moment to some complaint, or without one, whoever does them and says what."""
    matter = walk(acts, now)
    found = {
        name for name in FITS if any(fits(matter, each, Act(now, name, "")) for each in matter.complaints)
    }
    in_time = [
        each for each in matter.complaints if each.state == "lodged" and matter.can_be_met_in_full(each, now)
    ]
    longer = [each for each in matter.complaints if each.state == "under_review" and not each.sent_back]
    longer = [each for each in longer if each.body == "quality_authority" and each.extended_by is None]
    found -= {"ComplaintSatisfied", "ComplaintExtended"}
    found |= {"ComplaintSatisfied"} if in_time else set()
    found |= {"ComplaintExtended"} if longer else set()
    found |= {"OrderExecuted"} if matter.waits(0) else set()
    found |= set() if matter.can_be_accepted_in_time(now) else {"ComplaintLodged"}
    return found | ({"CourtActRecorded"} if matter.can_be_judged(now) else set())


def _against_lodging(matter, act):
    if act.say["came_in"] not in ("provider", *CONSIDERING):
        yield "bad_input"
    if matter.can_be_accepted_in_time(act.at):
        yield "not_allowed_here"
    elif act.say["about"] and act.say["about"] not in matter.to_complain_of(act.at):
        yield "bad_input"


def _against_satisfying(matter, complaint, act):
    if complaint.came_in == "provider" and not matter.can_be_met_in_full(complaint, act.at):
        yield "too_late"
    favourable = favourable_act(matter, complaint, act.say)
    if not act.say["by_act"] and not (favourable or done_already(matter, complaint)):
        yield "bad_input"  # it says what was done
    if done_already(matter, complaint) and act.by != "head" and not act.say["by_act"]:
        yield "wrong_role"
    if favourable == "ApplicantRegistered":
        if act.by != "head":
            yield "wrong_role"
        if matter.beneath not in oracle.FROM["ApplicantRegistered"]:
            yield "not_allowed_here"
        elif oracle.last_words(matter.facts) != {"legal_service": True, "housing_unit": True}:
            yield "too_early"  # R13
    if favourable == "ReportAccepted" and act.by != "executor":
        yield "wrong_role"


def of_that_body(complaint, by):
    """A body's act is that body's, whoever records it."""
    return complaint.body is None or by.removeprefix("executor for the ") in (
        complaint.body,
        "reviewing_body",
    )


def _against_anothers_act(matter, complaint, act):
    if act.by in BODIES and not of_that_body(complaint, act.by):
        yield "wrong_role"


def _against_extending(matter, complaint, act):
    yield from _against_anothers_act(matter, complaint, act)
    if not 1 <= act.say["days"] <= 10:
        yield "bad_input"
    if complaint.body != "quality_authority" or complaint.extended_by:
        yield "not_allowed_here"
    run = matter.running(f"complaint_quality/{complaint.number}")
    if (run and act.at > run.due) or (complaint.state == "silent" and complaint.body):
        yield "too_late"


def _against_resolving(matter, complaint, act):
    yield from _against_anothers_act(matter, complaint, act)
    if act.say["outcome"] not in can_end(matter, complaint.about, complaint.decision, act.at):
        yield "not_allowed_here"
    yield from _against_the_particulars(act)


def _against_the_particulars(act):
    outcome, days = act.say["outcome"], act.say["days"]
    if days is not None and not 1 <= days <= (99 if outcome == "ordered" else 15):
        yield "bad_input"  # R26: less than the term, or what the order says


def can_end(matter, about, decision, now):
    """R19 and its table: which outcomes the case, as it stands, leaves open."""
    either = {"dismissed", "left"}
    if about == "decision" and decision == matter.decisions:
        if matter.beneath == "refused":
            return either | {"cancelled", "returned", "replaced", "ordered"}
        return either | {"cancelled", "returned"}
    if about == "silence" and "decision" in matter.silent_on(now):
        return either | {"cancelled", "returned", "replaced", "ordered"}
    if (
        about == "acceptance"
        and matter.beneath in ("submitted", "rejected")
        and not matter.can_be_accepted_in_time(now)
    ):
        return either | {"cancelled", "returned", "ordered"}
    if about == "termination" and matter.beneath == "withdrawn":
        return either | {"cancelled", "returned"}
    if about == "action" and matter.beneath != "rejected":
        return either | {"ordered"}  # what was not done is to be done
    return either


def _against_coming_back(matter, complaint, act):
    yield from _against_anothers_act(matter, complaint, act)
    if act.say["days"] is not None and not 1 <= act.say["days"] <= 15:
        yield "bad_input"


def _against_carrying_out(matter, complaint, act):
    if not matter.waits(complaint.number):
        yield "not_allowed_here"


def _against_forwarding(matter, complaint, act):
    if act.say["body"] not in CONSIDERING:
        yield "bad_input"


AGAINST = {
    "ComplaintForwarded": _against_forwarding,
    "ComplaintSatisfied": _against_satisfying,
    "ComplaintTaken": _against_anothers_act,
    "ComplaintExtended": _against_extending,
    "ExtensionTold": _against_anothers_act,
    "Resolved": _against_resolving,
    "CaseReturned": _against_coming_back,
    "OrderExecuted": _against_carrying_out,
}


def _against_the_courts(matter, act):
    """A court judges what was decided, or what was not done in time; then as a complaint's outcome of that content."""
    if not matter.can_be_judged(act.at):
        yield "not_allowed_here"
    outcome, where = act.say["outcome"], matter.beneath
    if outcome == "replaced" and where not in (*oracle.EXAMINED, "refused"):
        yield "not_allowed_here"
    if outcome == "ordered" and where in ("registered", "withdrawn"):
        yield "not_allowed_here"
    yield from _against_the_particulars(act)
