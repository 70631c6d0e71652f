"""Whether the legal service and the housing unit agree (item 4): the last word of each counts (R13).

An update of the data makes what was said before it stale (R29).
"""

from collections.abc import Mapping
from datetime import date
from operator import attrgetter

from process.case import Case
from process.events import DataUpdated, Endorsed
from process.localtime import day_of

_AGREES = attrgetter("agrees")


def endorsements(case: Case) -> Mapping[str, Endorsed]:
    """The endorsement of each service that stands in this round, by service."""
    standing: dict[str, Endorsed] = {}
    round = case.round
    for step in case.course:
        event = step.event
        if type(event) is Endorsed and step.entry.round == round:
            standing[event.service] = event
        elif type(event) is DataUpdated:
            standing.clear()
    return standing


def missing(case: Case) -> list[str]:
    """The services that have not said anything yet, or only before an update, in the definition's order."""
    standing = endorsements(case)
    return [service for service in case.definition.endorsed_by if service not in standing]


def agreed(case: Case) -> bool:
    """Whether every service that has to endorse agrees, and none objects."""
    said = endorsements(case)
    return all(map(said.get, case.definition.endorsed_by)) and all(map(_AGREES, said.values()))


def objecting(case: Case) -> list[str]:
    """The services that do not agree to the registration."""
    return [service for service, said in endorsements(case).items() if not said.agrees]


def made_stale(case: Case) -> Mapping[str, date]:
    """The services whose word an update of the data made stale, with the day of that update (R29)."""
    stale: dict[str, date] = {}
    said: set[str] = set()
    for step in case.course:
        event = step.event
        if step.entry.round != case.round:
            continue
        if isinstance(event, Endorsed):
            said.add(event.service)
            stale.pop(event.service, None)
        elif isinstance(event, DataUpdated):
            stale |= dict.fromkeys(said, day_of(event.occurred_at))
            said.clear()
    return stale
