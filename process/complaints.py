"""Complaints at the provider: lodged, satisfied in full or forwarded with the file, taken back (items 8-10; R15-R17).

Decide functions, as everywhere: each looks at the case as it stood, and raises with a reason or returns events. What
the body does that considers a complaint stands in `reviewing`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from process.case import Case
from process.certification import require_certified
from process.complaint import CHART, PROVIDER, About, Complaint, ComplaintState
from process.complaint_events import (
    ActReplaced,
    ComplaintForwarded,
    ComplaintLodged,
    ComplaintSatisfied,
    ComplaintWithdrawn,
)
from process.complaint_rules import ComplaintRules
from process.decision import check_agreement
from process.due_dates import issue_day, registration_day, window_end
from process.errors import BadInput, MerzimError, NotAllowedHere, NotFound, TooLate
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    DecisionOverdue,
    Event,
    OfComplaint,
    ProcedureTerminated,
    ReportAccepted,
    ReportFiled,
    ReportWithdrawn,
)
from process.law import CODE_92
from process.localtime import day_of
from process.roles import Role
from process.standing import on, require_step, when
from process.states import AT_THE_DOOR, DECISIONS, EXAMINED, State
from process.terms import Deadline, Status
from process.workdays import Workdays

# --- a complaint comes in


def check_lodge(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises NotAllowedHere while the report can still be accepted in time: nothing is there to complain of."""
    step = require_step(case, ComplaintLodged)
    acceptance = acceptable_in_time(case, at)
    if acceptance:
        raise NotAllowedHere(
            f"Case {case.id}: a complaint cannot be lodged yet; the report can be accepted in time until"
            f" {when(acceptance.due_at)}",
            provision=step.law.cite(),
            way_on=f"If nothing is done by then, a complaint is open from {when(acceptance.due_at)} on.",
        )


def acceptable_in_time(case: Case, at: datetime) -> Deadline | None:
    """The term in which the report can still be accepted, if it runs: then nobody was silent, and nothing refused."""
    acceptance = case.deadlines.get("acceptance")
    runs = case.state is State.SUBMITTED and acceptance and acceptance.status(at) is Status.OPEN
    return acceptance if runs else None


def lodge(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    about: str | None = None,
    came_in: str = PROVIDER,
    learned_on: date | None = None,
    digest: str | None = None,
) -> tuple[Event, ...]:
    """Take a complaint in, a late one too, and mark it so (R17); registered by the rule of reports (R4).

    `came_in`: at the provider's address, or the body's own name (R16); `about`: what it is about, where that is not
    what lies nearest as the case stands.
    """
    check_lodge(case, at, workdays)
    rules = rules_of(case)
    if came_in != PROVIDER and came_in not in rules.bodies:
        raise BadInput(
            f"Case {case.id}: a complaint does not come in at {came_in!r}",
            provision=require_step(case, ComplaintLodged).law.cite(),
            way_on=f"It came in at one of: {', '.join([PROVIDER, *rules.bodies])}.",
        )
    if learned_on and learned_on > day_of(at):
        raise BadInput(f"Case {case.id}: nobody learns on {on(learned_on)} of what is complained of before")
    subject = _subject(case, about)
    _require_done_before(case, subject, learned_on)
    number = len(case.complaints) + 1
    registered = registration_day(at, workdays, case.definition)
    late = _late(case, at, workdays, subject, learned_on)
    return (ComplaintLodged(at, number, str(subject), came_in, registered, late, learned_on, digest),)


_COMPLAINED_OF: Mapping[About, tuple[type[Event], ...]] = {
    About.DECISION: (ApplicantRegistered, ApplicantRefused, ActReplaced),
    About.ACCEPTANCE: (AcceptanceRefused, ReportFiled),
    About.SILENCE: (DecisionOverdue,),
    About.TERMINATION: (ProcedureTerminated, ReportWithdrawn),
    About.ACTION: (ReportFiled,),
}


def _require_done_before(case: Case, about: About, learned_on: date | None) -> None:
    """Raises BadInput where somebody would have learned of an act before there was one."""
    done = case.last(_COMPLAINED_OF[about])
    if learned_on and done and learned_on < day_of(done.occurred_at):
        raise BadInput(
            f"Case {case.id}: nobody learned on {on(learned_on)} of what was done on {on(day_of(done.occurred_at))}",
            provision=CODE_92.cite(),
            way_on="Leave out --learned, or give the day on which the applicant learned of it.",
        )


def nearest(case: Case) -> About:
    """What a complaint is about, where it does not say."""
    if case.state in AT_THE_DOOR:
        return About.ACCEPTANCE
    if case.state is State.WITHDRAWN:
        return About.TERMINATION
    if case.beneath in DECISIONS:
        return About.DECISION
    return About.SILENCE if case.overdue else About.ACTION


def _subject(case: Case, about: str | None) -> About:
    possible = dict.fromkeys((nearest(case), About.ACTION))
    if about is None:
        return nearest(case)
    if about not in possible:
        raise BadInput(
            f"Case {case.id}, which is {case.state}, cannot be complained of for {about!r}",
            way_on=f"As it stands it can be for: {', '.join(possible)}.",
        )
    return About(about)


def _late(case: Case, at: datetime, workdays: Workdays, about: About, learned_on: date | None) -> bool:
    """Whether the months of Article 92 of the Code are over; from the act's paper, unless it was learned of later."""
    window = case.deadlines.get("complaint_filing")
    of_registration = about is About.DECISION and case.beneath is State.REGISTERED
    if learned_on:
        months = rules_of(case).uninformed.number if of_registration else None
        return at > window_end(learned_on, case.definition, workdays, months=months)
    if of_registration:
        decided = case.last((ApplicantRegistered, ActReplaced))
        assert decided, "who is registered was so by an act"
        learned = issue_day(decided, case.definition, workdays)
        return at > window_end(learned, case.definition, workdays, months=rules_of(case).uninformed.number)
    return about is not About.ACTION and window is not None and at > window.due_at


# --- the provider: satisfied in full, or forwarded


def check_satisfy(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ComplaintSatisfied)
    any_of(case, ComplaintSatisfied, lambda each: _check_in_three_days(case, each, at))


def satisfy(
    case: Case, at: datetime, workdays: Workdays, *, complaint: int | None = None, by_act: str | None = None
) -> tuple[Event, ...]:
    """Meet the complaint in full, in place of forwarding it: by the favourable act that belongs to the case as it
    stands, or by doing what was asked, in words (R15)."""
    require_step(case, ComplaintSatisfied)
    chosen = choose(case, ComplaintSatisfied, complaint)
    _check_in_three_days(case, chosen, at)
    act = () if by_act else _favourable(case, chosen, at)
    done = by_act or (type(act[0]).__name__ if act else ApplicantRegistered.__name__)
    return (*act, ComplaintSatisfied(at, chosen.number, done))


_MET_BY_REGISTRATION = (About.DECISION, About.SILENCE)
"""What is complained of where the favourable act is the registration; nobody is registered because of a complaint about
another action."""


def _check_in_three_days(case: Case, complaint: Complaint, at: datetime) -> None:
    forwarding = case.deadlines[f"complaint_forwarding/{complaint.number}"]
    if at > forwarding.due_at:
        raise TooLate(
            f"Case {case.id}: complaint {complaint.number} cannot be satisfied in place of forwarding on {when(at)};"
            f" the last moment for that was {when(forwarding.due_at)}",
            provision=require_step(case, ComplaintSatisfied).law.cite(),
            way_on="Forward it, late. A favourable act stays possible besides, and the body is told of it.",
        )


def _favourable(case: Case, complaint: Complaint, at: datetime) -> tuple[Event, ...]:
    if case.state in AT_THE_DOOR and complaint.about is About.ACCEPTANCE:
        require_certified(case)
        return (ReportAccepted(at),)
    registered_since = case.beneath is State.REGISTERED and complaint.about in _MET_BY_REGISTRATION
    if registered_since and not complaint.of_decision:
        return ()
    undecided = case.state in EXAMINED and complaint.about is About.SILENCE
    if undecided or (case.beneath is State.REFUSED and complaint.about in _MET_BY_REGISTRATION):
        check_agreement(case)
        return (ApplicantRegistered(at),)
    raise BadInput(
        f"Case {case.id}: no favourable act of the procedure meets complaint {complaint.number} (about the"
        f" {complaint.about})",
        provision=require_step(case, ComplaintSatisfied).law.cite(),
        way_on="Say what was done that meets it in full: --done TEXT; or forward it.",
    )


def check_forward(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ComplaintForwarded)
    any_of(case, ComplaintForwarded, lambda each: _check_at_the_provider(case, each))


def forward(
    case: Case, at: datetime, workdays: Workdays, *, body: str, complaint: int | None = None
) -> tuple[Event, ...]:
    """Send the complaint on with the administrative file; late, too: what happens late is recorded (R12)."""
    step = require_step(case, ComplaintForwarded)
    chosen = choose(case, ComplaintForwarded, complaint, fits=lambda each: each.reviewer is None)
    _check_at_the_provider(case, chosen)
    if body not in (bodies := rules_of(case).bodies):
        raise BadInput(
            f"Case {case.id}: {body!r} considers no complaints",
            provision=step.law.cite(),
            way_on=f"A complaint is sent to one of: {', '.join(bodies)}.",
        )
    return (ComplaintForwarded(at, chosen.number, body),)


def _check_at_the_provider(case: Case, complaint: Complaint) -> None:
    if complaint.reviewer is not None:
        raise NotAllowedHere(
            f"Case {case.id}: complaint {complaint.number} is with the {_words(complaint.reviewer)} already, which did"
            " not answer in time",
            provision=require_step(case, ComplaintForwarded).law.cite(),
            way_on="The applicant may go to court (item 12); the body may still decide, late.",
        )


def check_withdraw_complaint(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, ComplaintWithdrawn)
    any_of(case, ComplaintWithdrawn, lambda each: _check_undecided(case, each))


def withdraw_complaint(
    case: Case, at: datetime, workdays: Workdays, *, complaint: int | None = None
) -> tuple[Event, ...]:
    """The applicant takes the complaint back."""
    check_withdraw_complaint(case, at, workdays)
    chosen = choose(case, ComplaintWithdrawn, complaint, fits=lambda each: not each.returning)
    _check_undecided(case, chosen)
    return (ComplaintWithdrawn(at, chosen.number),)


def _check_undecided(case: Case, complaint: Complaint) -> None:
    """Taken back before the decision only: a case that is to come back would else have no way back."""
    if complaint.returning:
        raise NotAllowedHere(
            f"Case {case.id}: complaint {complaint.number} is decided: the case is to be returned",
            provision=require_step(case, ComplaintWithdrawn).law.cite(),
            way_on="Record its coming back: `merzim case came-back N`.",
        )


# --- which complaint


def rules_of(case: Case) -> ComplaintRules:
    """What the definition says of complaints. Raises NotAllowedHere where it knows none."""
    rules = case.definition.complaints
    if rules is None:
        raise NotAllowedHere(
            f"Case {case.id}: the rules of {case.definition.service} know no complaints",
            way_on="A definition that has them names the bodies that consider them.",
        )
    return rules


def choose(
    case: Case,
    event: type[OfComplaint],
    number: int | None,
    *,
    fits: Callable[[Complaint], bool] = lambda each: True,
) -> Complaint:
    """The complaint meant: the one of that number or, without one, the only one to which this can happen; of several
    the only one that `fits`."""
    if number is not None:
        return _numbered(case, event, number)
    possible = [each for each in case.complaints if CHART.leads_to(event, each.state)]
    if not possible:
        raise _none_fits(case, event)
    fitting = [each for each in possible if fits(each)] or possible[:1]  # whose guard says why none does
    if len(fitting) > 1:
        raise BadInput(
            f"Case {case.id} has several complaints to which this can happen",
            way_on=f"Say which: --complaint {' or '.join(str(each.number) for each in fitting)}.",
        )
    return fitting[0]


def _numbered(case: Case, event: type[OfComplaint], number: int) -> Complaint:
    if not 1 <= number <= len(case.complaints):
        raise NotFound(
            f"case {case.id} has no complaint {number}", way_on=f"Complaints on it: {len(case.complaints)}."
        )
    found = case.complaints[number - 1]
    if CHART.leads_to(event, found.state) is None:
        raise NotAllowedHere(
            f"Case {case.id}: {event.__name__} cannot happen to complaint {number}, which is {found.state}",
            provision=require_step(case, event).law.cite(),
            way_on=_possible(found.state),
        )
    return found


def _none_fits(case: Case, event: type[OfComplaint]) -> NotAllowedHere:
    standing = "; ".join(f"complaint {each.number} is {each.state}" for each in case.complaints)
    return NotAllowedHere(
        f"Case {case.id}: {event.__name__} can happen to no complaint on it ({standing or 'there is none'})",
        provision=require_step(case, event).law.cite(),
        way_on=" ".join(dict.fromkeys(_possible(each.state) for each in case.complaints))
        or "A complaint is lodged first.",
    )


def _possible(state: ComplaintState) -> str:
    names = ", ".join(event.__name__ for event in CHART.possible(state) if event is not ComplaintLodged)
    return f"To a complaint that is {state} can happen: {names or 'nothing more'}."


def any_of(
    case: Case, event: type[OfComplaint], guard: Callable[[Complaint], None] = lambda each: None
) -> None:
    """Raises what the guard says, unless this can happen to some complaint of the case."""
    fitting = [each for each in case.complaints if CHART.leads_to(event, each.state)]
    if not fitting:
        raise _none_fits(case, event)
    _first_that_passes(fitting, guard)


def _first_that_passes(fitting: Iterable[Complaint], guard: Callable[[Complaint], None]) -> None:
    refused: MerzimError | None = None
    for each in fitting:
        try:
            return guard(each)
        except MerzimError as no:
            refused = refused or no
    if refused:
        raise refused
    return None


def _words(body: str | Role) -> str:
    return str(body).replace("_", " ")
