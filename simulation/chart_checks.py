"""Whether the steps, the terms and the persons of a definition hold together: by its value alone, no case is driven."""

from collections.abc import Iterator

from process.acts import ACTS
from process.complaint_events import ActReplaced, CourtActRecorded
from process.definition import Definition, Wait
from process.events import FIRINGS, MARKS, ComplaintSilent, DecisionOverdue, Endorsed, OfComplaint
from process.roles import Role
from process.states import State
from process.terms import Before, Missed, Term, Within
from process.vocabulary import VOCABULARY
from simulation.findings import Checked, Finding
from simulation.parts import parts

COMPLAINED = (
    *(kind for kind in VOCABULARY.values() if issubclass(kind, OfComplaint) and kind is not ActReplaced),
    CourtActRecorded,
)
"""What may come of a complaint wherever the case stands: a new act in place of the old one alone has its own states."""
PERSONS = frozenset(Role) - {Role.SYSTEM}
ENDS = (State.REJECTED, State.REGISTERED, State.REFUSED, State.WITHDRAWN)
"""Where a case waits for nothing more, unless somebody turns it back."""


def states_of(definition: Definition) -> tuple[State, ...]:
    """The states that its steps name, in the order of the chart."""
    named = {state for step in definition.chart.steps for state in (*step.sources, step.dest) if state}
    return tuple(state for state in State if state in named)


# --- an end from each state


def ends(definition: Definition) -> Checked:
    """From every state that its steps name there is a way of steps to an end."""
    chart, states = definition.chart, states_of(definition)
    reach = {state for state in states if state in ENDS}
    while more := {
        step_from
        for step_from in states
        if step_from not in reach and reach.intersection(_next_states(definition, step_from))
    }:
        reach |= more
    lost = [state for state in states if state not in reach]
    found = (
        Finding(
            "no_end",
            {"state": state, "events": ", ".join(event.__name__ for event in chart.possible(state)) or "-"},
            state=state,
        )
        for state in lost
    )
    return Checked("end_from_every_state", len(states), tuple(found))


def _next_states(definition: Definition, source: State) -> set[State]:
    chart = definition.chart
    return {dest for event in chart.possible(source) if (dest := chart.leads_to(event, source))}


# --- acts of persons, and what comes by itself


def human_or_timed(definition: Definition) -> Checked:
    """What comes by itself is nobody's act; what a person does is done by a person, and not by the clock."""
    found = []
    for step in definition.chart.steps:
        event, by = step.event, {"event": step.event.__name__, "by": ", ".join(step.by)}
        if event in FIRINGS and PERSONS.intersection(step.by):
            found.append(Finding("fires_and_is_done", by, event=event.__name__, law=step.law))
        if event in ACTS and not PERSONS.intersection(step.by):
            found.append(Finding("done_by_nobody", by, event=event.__name__, law=step.law))
    for term in definition.terms:
        timed = [each.__name__ for each in (term.act, *term.met_by) if each in FIRINGS]
        if timed:
            values = {"term": term.name, "events": ", ".join(timed)}
            found.append(Finding("met_by_the_clock", values, term=term.name, law=term.law))
    return Checked("human_or_timed", len(definition.chart.steps) + len(definition.terms), tuple(found))


def marks_everywhere(definition: Definition) -> Checked:
    """What comes to any case by itself or about its record can happen in every state; a complaint too, each of its acts
    and of its outcomes that the Code names, and the court after it, where the definition has complaints. (A deemed
    refusal follows only from a term that runs: whether it can, driven cases show.)"""
    states = states_of(definition)
    complained = any(term.missed is Missed.COMPLAINT_SILENCE for term in definition.terms)
    left_out = (DecisionOverdue,) if complained else (DecisionOverdue, ComplaintSilent)
    of_any_case = (*FIRINGS, *MARKS, *(COMPLAINED if definition.complaints else ()))
    everywhere = tuple(dict.fromkeys(each for each in of_any_case if each not in left_out))
    found = []
    for event in everywhere:
        lacking = [state for state in states if definition.chart.leads_to(event, state) is None]
        if lacking:
            values = {"event": event.__name__, "states": ", ".join(lacking)}
            found.append(Finding("not_everywhere", values, event=event.__name__, state=lacking[0]))
    return Checked("marks_everywhere", len(everywhere), tuple(found))


# --- roles


def roles(definition: Definition) -> Checked:
    """Every step is somebody's; whoever owes something may do it; every service that endorses has its step."""
    found = []
    for step in definition.chart.steps:
        if not step.by:
            found.append(Finding("nobodys_step", {"event": step.event.__name__}, event=step.event.__name__))
    for term in definition.terms:
        whose = definition.chart.whose.get(term.act, ())
        if whose and term.who not in whose:
            values = {"term": term.name, "who": term.who, "act": term.act.__name__, "by": ", ".join(whose)}
            found.append(Finding("not_theirs", values, term=term.name, event=term.act.__name__, law=term.law))
    found += _services(definition)
    return Checked("roles_complete", len(definition.chart.steps) + len(definition.terms), tuple(found))


def _services(definition: Definition) -> Iterator[Finding]:
    """Whoever endorses by the definition is a role, and the step of the endorsement is its own."""
    may = definition.chart.whose.get(Endorsed, ())
    for service in definition.endorsed_by:
        if service not in map(str, may):
            values = {"service": service, "by": ", ".join(may) or "-"}
            yield Finding("cannot_endorse", values, event=Endorsed.__name__)
    for role in may:
        if str(role) not in definition.endorsed_by:
            yield Finding("endorses_nothing", {"role": role}, event=Endorsed.__name__)


# --- terms


def terms(definition: Definition) -> Checked:
    """Terms name each other and the steps rightly: what starts and closes them can happen, their numbers can be."""
    found = [each for term in definition.terms for each in _of_term(term, definition)]
    names = [term.name for term in definition.terms]
    found += (
        Finding("named_twice", {"term": name}, term=name)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    )
    found += _of_bodies(definition, names)
    waits = [(path[-1], part) for path, part in parts(definition) if isinstance(part, Wait)]
    for name, wait in waits:
        if wait.days < 1:
            found.append(Finding("no_day", {"what": name, "days": wait.days}, law=wait.law))
    return Checked("terms_hold_together", len(definition.terms) + len(waits), tuple(found))


def _of_bodies(definition: Definition, names: list[str]) -> Iterator[Finding]:
    """Each body that considers complaints does so within a term that is there."""
    rules = definition.complaints
    for body, name in rules.bodies.items() if rules else ():
        if name not in names:
            values = {"body": body, "term": name}
            yield Finding("no_term_of_body", values, term=name)


def _of_term(term: Within | Before, definition: Definition) -> Iterator[Finding]:
    known = {step.event for step in definition.chart.steps}
    for said, events in (
        ("starts", term.starts),
        ("met_by", term.met_by),
        ("lapsed_by", term.lapsed_by),
        ("reopened_by", term.reopened_by),
        ("given_up", term.given_up[:1] if term.given_up else ()),
        ("act", (term.act,)),
    ):
        for event in events:
            if event not in known:
                values = {"term": term.name, "said": said, "event": event.__name__}
                yield Finding("no_such_step", values, term=term.name, event=event.__name__, law=term.law)
    if not term.starts or not term.met_by:
        values = {"term": term.name, "said": "met_by" if term.starts else "starts"}
        yield Finding("never", values, term=term.name, law=term.law)
    yield from _of_numbers(term, definition)
    yield from _of_the_other(term, definition)


def _of_numbers(term: Within | Before, definition: Definition) -> Iterator[Finding]:
    if term.days < (1 if isinstance(term, Before) else 0):
        yield Finding("no_day", {"what": term.name, "days": term.days}, term=term.name, law=term.law)
    levels = term.warn
    if list(levels) != sorted(set(levels), reverse=True):
        said = {"term": term.name, "levels": ", ".join(map(str, levels))}
        yield Finding("warned_in_disorder", said, term=term.name, law=term.law)
    length = _length(term, definition)
    for level in levels:
        if level < 1 or (length is not None and level >= max(length, 1)):
            values: dict[str, object] = {"term": term.name, "level": level, "days": length or term.days}
            yield Finding("warned_outside", values, term=term.name, law=term.law)


def _length(term: Within | Before, definition: Definition) -> int | None:
    """How many days lie between its start and its last day; None where they are not counted in days."""
    if not str(getattr(term, "unit", "working_days")).endswith("days"):
        return None
    if isinstance(term, Within):
        return term.days
    other = next((each for each in definition.terms if each.name == term.end), None)
    return other.days - term.days if isinstance(other, Within) else None


def _of_the_other(term: Within | Before, definition: Definition) -> Iterator[Finding]:
    """A term that is counted from another, or ends with it, names one that is there and begins with it."""
    others: dict[str, Term] = {each.name: each for each in definition.terms}
    name = term.end if isinstance(term, Before) else term.in_writing
    if name is None:
        return
    other = others.get(name)
    if not isinstance(other, Within):
        yield Finding("no_such_term", {"term": term.name, "other": name}, term=term.name, law=term.law)
    elif isinstance(term, Before) and (apart := [e.__name__ for e in term.starts if e not in other.starts]):
        values = {"term": term.name, "other": name, "events": ", ".join(apart)}
        yield Finding("begins_apart", values, term=term.name, law=term.law)
