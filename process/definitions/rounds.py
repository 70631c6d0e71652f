"""What a new round starts again (R26): from acceptance or, where the report was not accepted, from its registration."""

from typing import Any

from process.events import ReportAccepted, ReportFiled
from process.states import AT_THE_DOOR


def at_the_door(event: Any, case: Any) -> bool:
    """Whether the report is to be accepted: it came in, or came back to where it had not been accepted."""
    return isinstance(event, ReportFiled) or case.state in AT_THE_DOOR


def examined(event: Any, case: Any) -> bool:
    """Whether the case is to be examined: it was accepted, or came back to be examined again."""
    return isinstance(event, ReportAccepted) or case.state not in AT_THE_DOOR


def own_term(event: Any, days: int) -> int | None:
    """Less than the term, where the decision of the body sets so."""
    return None if isinstance(event, ReportAccepted) else event.days
