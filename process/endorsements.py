"""Whether the legal service and the housing unit agree (item 4): the last word of each counts (R13)."""

from collections.abc import Mapping

from process.case import Case
from process.events import Endorsed


def endorsements(case: Case) -> Mapping[str, Endorsed]:
    """The endorsement of each service that stands in this round, by service."""
    standing: dict[str, Endorsed] = {}
    round = case.round
    for step in case.course:
        event = step.event
        if type(event) is Endorsed and step.entry.round == round:
            standing[event.service] = event
    return standing


def missing(case: Case) -> list[str]:
    """The services that have not said anything yet, in the definition's order."""
    standing = endorsements(case)
    return [service for service in case.definition.endorsed_by if service not in standing]


def objecting(case: Case) -> list[str]:
    """The services that do not agree to the registration."""
    return [service for service, said in endorsements(case).items() if not said.agrees]
