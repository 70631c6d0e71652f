"""Whether the windows of a definition are ever empty: from every start day of many years a case is driven to its end.

Accepted on that day, with a notice sent on the first lawful day, the last or one between and received at once, there
must be a lawful time for the hearing, and still a lawful moment for the refusal before the term ends; for a
registration too.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from process.errors import CalendarUnknown, MerzimError
from process.standing import from_when, on, when
from simulation.classes import Classes
from simulation.findings import Checked, Example, Finding
from simulation.roads import NOTICE, REFUSAL, REGISTRATION, WINDOWS, Driven, Empty, Roads, driven
from simulation.walk import Office, Walk


def windows(
    office: Office,
    first: date,
    last: date,
    *,
    step: Callable[[], object] = lambda: None,
    all_driven: bool = False,
) -> Checked:
    """Every start day, both included; `step` is called after each. Starts whose term leaves the known years are beyond.

    `all_driven`: none is taken for another of its class.
    """
    roads, classes = Roads(office), Classes(office)
    empty: list[tuple[date, Driven]] = []
    looked_at = beyond = 0
    for day in _days(first, last):
        try:
            found = None if all_driven else classes.known(day, roads.registered_before(day))
            if found is None:
                found = driven(roads, day)
                classes.learn(day, roads.registered_before(day), found.until, found)
        except CalendarUnknown:
            beyond += 1
        except Exception as error:  # noqa: BLE001 - whatever a definition breaks is what is looked for
            values = {"day": on(day), "error": f"{type(error).__name__}: {error}"}
            return Checked("windows_open", looked_at, (Finding("start_fails", values),), beyond)
        else:
            looked_at += 1
            if found.empty:
                empty.append((day, found))
        step()
    return Checked("windows_open", looked_at, tuple(_found(empty, roads)), beyond)


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


# --- in words


def _found(empty: list[tuple[date, Driven]], roads: Roads) -> Iterator[Finding]:
    """Of each window the shortest case, with how many starts find it empty."""
    for window in WINDOWS:
        days = {day: each for day, each in empty if each.empty and each.empty.window == window}
        if not days:
            continue
        shortest = min(days, key=lambda day: _length(days[day], roads))
        shown = driven(roads, shortest).empty  # itself, and not another of its class
        assert shown, "it was empty a moment ago"
        yield _finding(shown, shortest, len(days))


def _length(found: Driven, roads: Roads) -> tuple[bool, int, date]:
    """The shorter the sooner; a case accepted on a day off has its acceptance late besides, and is longer by that."""
    on_a_day_off = not roads.office.workdays.is_worked(found.start)
    return on_a_day_off, (found.until - found.start).days, found.start


def _finding(empty: Empty, day: date, count: int) -> Finding:
    walk, no = empty.walk, empty.no
    opens, closes = no.details.get("earliest"), _closes(walk)
    values = {"day": on(day), "count": count, "why": _without_case(no, walk), "road": empty.road}
    if opens and closes:
        bounds = {"opens": from_when(datetime.fromisoformat(opens)), "closes": when(closes)}
        values |= {"bounds": f"{bounds['opens']} > {bounds['closes']}", **bounds}
    term = {REGISTRATION: "decision", REFUSAL: "decision", NOTICE: "hearing_notice"}.get(
        empty.window, empty.window
    )
    known = next((each for each in walk.office.definition.terms if each.name == term), None)
    return Finding(
        f"empty_{empty.window}",
        values,
        state=str(walk.case.state),
        term=term,
        law=known.law if known else None,
        example=Example(walk.case, walk.now),
    )


def _closes(walk: Walk) -> datetime | None:
    decision = walk.case.deadlines.get("decision")
    return decision.due_at if decision else None


def _without_case(no: MerzimError, walk: Walk) -> str:
    return no.message.removeprefix(f"Case {walk.case.id}: ")
