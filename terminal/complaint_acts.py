"""What a person typed of a complaint, as an act. As `typed_acts`, whose table it is a part of."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import Any

from process import complaints, reviewing
from process.complaint_events import (
    CaseReturned,
    ComplaintDismissed,
    ComplaintExtended,
    ComplaintForwarded,
    ComplaintLodged,
    ComplaintSatisfied,
    ComplaintTaken,
    ComplaintWithdrawn,
    CourtActRecorded,
    ExtensionTold,
    OrderExecuted,
)
from process.desk import Decide
from process.events import Event
from process.localtime import parse_day

Reader = Callable[[Namespace, Callable[[str], str]], Decide]


def _lodge(args: Namespace, digest: Callable[[str], str]) -> Decide:
    return partial(
        complaints.lodge,
        about=args.about,
        came_in=args.came_in,
        learned_on=parse_day(args.learned) if args.learned else None,
        digest=args.text and digest(args.text),
    )


def _with(decide: Callable[..., tuple[Event, ...]], *names: str) -> Reader:
    def reader(args: Namespace, digest: Any) -> Decide:
        return partial(decide, **{name: getattr(args, name) for name in names})

    return reader


COMPLAINT_ACTS: dict[str, tuple[type[Event], Reader]] = {
    "complaint lodge": (ComplaintLodged, _lodge),
    "complaint forward": (ComplaintForwarded, _with(complaints.forward, "body", "complaint")),
    "complaint satisfy": (ComplaintSatisfied, _with(complaints.satisfy, "complaint", "by_act")),
    "complaint take": (ComplaintTaken, _with(reviewing.take, "complaint")),
    "complaint extend": (ComplaintExtended, _with(reviewing.extend, "days", "reason", "complaint")),
    "complaint told": (ExtensionTold, _with(reviewing.tell, "complaint")),
    "complaint resolve": (
        ComplaintDismissed,
        _with(reviewing.resolve, "outcome", "complaint", "reason", "what", "act", "days"),
    ),
    "complaint withdraw": (ComplaintWithdrawn, _with(complaints.withdraw_complaint, "complaint")),
    "complaint executed": (OrderExecuted, _with(reviewing.carry_out, "what", "complaint")),
    "case came-back": (CaseReturned, _with(reviewing.come_back, "complaint", "days")),
    "case record-court": (
        CourtActRecorded,
        _with(reviewing.record_court, "court", "number", "outcome", "what", "act", "days"),
    ),
}
"""Each command by the event that its act is known by. A body's decision is known by the least of its outcomes."""
