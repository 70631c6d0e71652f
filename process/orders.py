"""What a body or a court ordered the provider to do, and the acts of the procedure that carry it out by themselves."""

from collections.abc import Iterator

from process.case import Case
from process.complaint_events import (
    ActionOrdered,
    ActReplaced,
    OrderExecuted,
)
from process.events import (
    ApplicantRegistered,
    Event,
)

TERM = "order_execution"


def carried_out(case: Case, event: Event) -> tuple[Event, ...]:
    """The event and, where it is what an open order asks for, that the order is executed.

    Where a body replaces the refusal, the applicant is registered: nobody is to do it once more.
    """
    for each in case.deadlines.values():
        if each.complaint is not None and not each.closed:
            return (event, *_orders_executed(case, event))
    return (event,)


def _orders_executed(case: Case, event: Event) -> Iterator[Event]:
    done = ApplicantRegistered if isinstance(event, ActReplaced) else type(event)
    name, at = done.__name__, event.occurred_at
    return (OrderExecuted(at, number, name) for number in _ordered(case, name))


def _ordered(case: Case, act: str) -> list[int]:
    """The complaints by which that act was ordered and is still waited for; the court's order stands under its own.
    The latest order of each, where a court ordered twice, is the one whose term runs."""
    latest = {order.complaint: order for order in reversed(tuple(case.events(ActionOrdered)))}
    return [number for number, order in latest.items() if order.act == act and waits(case, number)]


def waits(case: Case, number: int) -> bool:
    """Whether an order on that complaint, or of the court, is still to be carried out."""
    order = case.deadlines.get(f"{TERM}/{number}")
    return order is not None and not order.closed
