"""A definition checked before it binds anybody: its chart, its law, its windows, and all that can come of a case.

No rule stands here a second time: cases are driven by the desk and the decide functions of production, and what they
allow is what is checked. Each check has a name and a promise; each finding says where, by which law, and shows a case.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from process.definition import Definition
from process.errors import MerzimError
from process.events import CertificationConfirmed
from process.localtime import parse_typed
from process.workdays import Workdays
from simulation import chart_checks, law_checks, number_checks, way_checks
from simulation.findings import Checked, Finding
from simulation.situations import START, Explored, explore
from simulation.walk import Office
from simulation.window_checks import windows

BY_VALUE = (
    law_checks.quoted,
    law_checks.used,
    number_checks.in_words,
    chart_checks.ends,
    chart_checks.human_or_timed,
    chart_checks.marks_everywhere,
    chart_checks.roles,
    chart_checks.terms,
)
BY_CASES = (
    way_checks.decided,
    way_checks.reached,
    way_checks.followed,
    way_checks.outcomes,
    way_checks.waiting,
    way_checks.silence,
)
NAMES = (
    "provisions_quoted",
    "provisions_used",
    "number_in_words",
    "end_from_every_state",
    "human_or_timed",
    "marks_everywhere",
    "roles_complete",
    "terms_hold_together",
    "windows_open",
    "acts_decided",
    "states_reached",
    "steps_followed",
    "outcomes_from_every_state",
    "waiting_for_somebody",
    "silence_ends",
)
"""Every check by its name, in the order in which they are carried out: the cheap ones first."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A definition and all its checks, over start days from the first to the last."""

    definition: Definition
    first_day: date
    last_day: date
    checks: tuple[Checked, ...]

    @property
    def ok(self) -> bool:
        return all(each.ok for each in self.checks)


def verify(
    definition: Definition,
    first_day: date,
    last_day: date,
    workdays: Workdays,
    *,
    step: Callable[[], object] = lambda: None,
) -> Verified:
    """All checks of it; `step` is called after each start day."""
    checks = tuple(carried_out(definition, first_day, last_day, workdays, step=step))
    return Verified(definition, first_day, last_day, checks)


def carried_out(
    definition: Definition,
    first_day: date,
    last_day: date,
    workdays: Workdays,
    *,
    step: Callable[[], object] = lambda: None,
) -> Iterator[Checked]:
    """One check after the other, each as soon as it is asked for: whoever wants only the first finding stops there."""
    for by_value in BY_VALUE:
        yield by_value(definition)
    office = Office(definition, workdays)
    yield windows(office, first_day, last_day, step=step)
    explored = _explored(office)
    if isinstance(explored, Checked):
        yield explored
        return
    for by_cases in BY_CASES:
        yield by_cases(definition, explored)


def _explored(office: Office) -> Explored | Checked:
    """All that can come of one case; where none can begin, the check that says so."""
    try:
        # What waits for the portal's receipt goes every way that any other report goes, and one step more.
        waiting = office.definition.chart.step(CertificationConfirmed) is not None
        return explore(office, office.file(parse_typed(START), unverified=waiting))
    except Exception as error:  # noqa: BLE001 - a definition by which no case begins may break anything
        said = error.message if isinstance(error, MerzimError) else f"{type(error).__name__}: {error}"
        return Checked("acts_decided", 1, (Finding("cannot_begin", {"error": said}),))
