"""What comes of the cases that are driven: every state reached, a way out of each, somebody who is waited for.

Everything is asked of situations that cases really came to (`situations`), by the desk and the law of production.
"""

from collections.abc import Iterator

from process.definition import Definition
from process.events import FIRINGS, MARKS, DataObtained, Event, TermResumed, TermSuspended
from process.next_steps import todo
from process.states import BEFORE_THE_DECISION, State
from process.vocabulary import VOCABULARY
from simulation.chart_checks import states_of
from simulation.findings import Checked, Example, Finding
from simulation.situation import Situation
from simulation.situations import LONGEST, Explored
from simulation.walk import Walk

OUTCOMES = (State.REGISTERED, State.REFUSED, State.WITHDRAWN)
"""How every report may end, wherever it stands before (R12)."""


def reached(definition: Definition, explored: Explored) -> Checked:
    """Every state that the steps name is one that a case really comes to."""
    states = states_of(definition)
    come_to = {walk.case.state for walk in explored.found.values()}
    lost = [state for state in states if state not in come_to]
    found = []
    for state in lost:
        events = [step.event.__name__ for step in definition.chart.steps if step.dest is state]
        values = {"state": state, "events": ", ".join(dict.fromkeys(events)) or "-"}
        found.append(Finding("not_reached", values, state=state))
    return Checked("states_reached", len(states), tuple(found))


def followed(definition: Definition, explored: Explored) -> Checked:
    """Every step is taken on some case, and every term begins on one: else what they rest on is quoted for nothing."""
    steps = [step for step in definition.chart.steps if step.event not in (*FIRINGS, *MARKS)]
    found = []
    for step in steps:
        sources = step.sources or (None,)
        if not any((step.event, source) in explored.taken for source in sources):
            values = {"event": step.event.__name__, "states": ", ".join(map(str, step.sources)) or "-"}
            found.append(Finding("never_taken", values, event=step.event.__name__, law=step.law))
    for term in definition.terms:
        started = {name.partition("/")[0] for name in explored.started}
        if term.name not in started:
            found.append(Finding("never_begins", {"term": term.name}, term=term.name, law=term.law))
    return Checked("steps_followed", len(steps) + len(definition.terms), tuple(found))


def outcomes(definition: Definition, explored: Explored) -> Checked:
    """From every open situation a lawful way leads to each outcome."""
    found = []
    situations = _open(explored)
    for outcome in OUTCOMES:
        goals = {key for key, walk in explored.found.items() if walk.case.state is outcome}
        leading = explored.leads(goals)
        stuck = [key for key in situations if key not in leading]
        for state, walk in _first_of_each_state(explored, stuck):
            values = {"state": state, "outcome": outcome}
            found.append(Finding("no_way", values, state=str(state), example=Example(walk.case, walk.now)))
    return Checked("outcomes_from_every_state", len(situations) * len(OUTCOMES), tuple(found))


def waiting(definition: Definition, explored: Explored) -> Checked:
    """In every open situation a deadline runs, or it is said whose act is waited for; and what is asked can be done."""
    situations = _open(explored)
    mute: list[Situation] = []
    undoable: dict[tuple[str, str], Finding] = {}
    for key in situations:
        walk = explored.found[key]
        try:
            asked = list(_asked(walk))
        except Exception as error:  # noqa: BLE001 - whatever a definition breaks is what is looked for
            undoable.setdefault((str(error), ""), _work_list_fails(walk, error))
            continue
        suspended = isinstance(walk.case.last((TermSuspended, TermResumed)), TermSuspended)
        if not asked and not suspended:
            mute.append(key)
        for event, name, term in (*asked, *_of_systems(walk)):
            if definition.chart.leads_to(event, walk.case.state) is None:
                undoable.setdefault((event.__name__, walk.case.state), _undoable(walk, event, name, term))
    found = [
        Finding("waits_for_nobody", {"state": state}, state=str(state), example=Example(walk.case, walk.now))
        for state, walk in _first_of_each_state(explored, mute)
    ]
    return Checked("waiting_for_somebody", len(situations), (*found, *undoable.values()))


def silence(definition: Definition, explored: Explored) -> Checked:
    """Where nobody acts any more, silence counts as a refusal at last, or the case comes to an end by itself."""
    situations, without = _open(explored), []
    for key in situations:
        walk = explored.found[key]
        if isinstance(walk.case.last((TermSuspended, TermResumed)), TermSuspended):
            continue  # a term that the law lets stand still
        try:
            if walk.case.deemed_refused_on is None and _still_open(walk.wait(walk.now + LONGEST)):
                without.append(key)
        except Exception:  # noqa: BLE001 - that this wait fails, the check of acts says already
            continue
    found = (
        Finding("silent_for_good", {"state": state}, state=str(state), example=Example(walk.case, walk.now))
        for state, walk in _first_of_each_state(explored, without)
    )
    return Checked("silence_ends", len(situations), tuple(found))


def _still_open(walk: Walk) -> bool:
    return walk.case.state in BEFORE_THE_DECISION and walk.case.deemed_refused_on is None


def _work_list_fails(walk: Walk, error: Exception) -> Finding:
    values = {"what": "work", "state": walk.case.state, "error": f"{type(error).__name__}: {error}"}
    return Finding("fails", values, state=str(walk.case.state))


def _undoable(walk: Walk, event: type[Event], what: str, term: str | None) -> Finding:
    state, name = walk.case.state, event.__name__
    values = {"state": state, "event": name, "what": what}
    example = Example(walk.case, walk.now)
    return Finding("undoable", values, state=str(state), event=name, term=term, example=example)


def _of_systems(walk: Walk) -> Iterator[tuple[type[Event], str, str | None]]:
    """Data that the definition takes from information systems are asked for while the report is at the door."""
    for name in list(walk.case.definition.obtained)[:1]:
        if walk.case.state is State.SUBMITTED:
            yield DataObtained, name, None


def _asked(walk: Walk) -> Iterator[tuple[type[Event], str, str | None]]:
    """What is asked of anybody: the event, by what it is asked for, and the term where it is one."""
    case, now = walk.case, walk.now
    for name, each in case.deadlines.items():
        if not each.closed and now <= each.due_at:
            yield each.term.act, name, name
    for asked in todo(case, now, walk.office.workdays):
        yield VOCABULARY[asked.act], asked.why, asked.deadline


def decided(definition: Definition, explored: Explored) -> Checked:
    """Every act that was tried was done or refused with a reason, and no wait failed."""
    found: dict[tuple[str | None, str], Finding] = {}
    for fault in explored.faults:
        walk, error = fault.walk, fault.error
        said = f"{type(error).__name__}: {error}"
        values = {"what": fault.deed or "-", "state": walk.case.state, "error": said}
        key = "fails" if fault.deed else "fails_by_itself"
        example = Example(walk.case, walk.now)
        found.setdefault(
            (fault.deed, said), Finding(key, values, state=str(walk.case.state), example=example)
        )
    tried = sum(map(len, explored.moves.values()))
    return Checked("acts_decided", tried, tuple(found.values()))


# --- what they ask about


def _open(explored: Explored) -> list[Situation]:
    return [key for key, walk in explored.found.items() if walk.case.state in BEFORE_THE_DECISION]


def _first_of_each_state(explored: Explored, keys: list[Situation]) -> Iterator[tuple[State, Walk]]:
    """The first that was found is the one that fewest moves led to."""
    seen: set[State] = set()
    for key in keys:
        walk = explored.found[key]
        if walk.case.state not in seen:
            seen.add(walk.case.state)
            yield walk.case.state, walk
