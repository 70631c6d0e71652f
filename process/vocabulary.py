"""Every event by its public name: those of a case, and those of its complaints."""

from collections.abc import Mapping

from process import complaint_events, events
from process.events import Event, OfComplaint


def _is_event(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, Event) and thing not in (Event, OfComplaint)


VOCABULARY: Mapping[str, type[Event]] = {
    name: kind for room in (events, complaint_events) for name, kind in vars(room).items() if _is_event(kind)
}

OF_COMPLAINT = frozenset(kind for kind in VOCABULARY.values() if issubclass(kind, OfComplaint))
"""The kinds of event that are about one of the case's complaints; asked at every act."""
