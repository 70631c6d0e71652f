"""What a way is asked, and the three things it may answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from delivery.message import Message


@dataclass(frozen=True, slots=True)
class Taken:
    """The receiver has it. `reference`: what it is called there; `said`: what the receiver says of its receipt, not
    looked at yet; `before`: it had it already."""

    reference: str | None = None
    said: Mapping[str, Any] | None = None
    before: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """It is not known, or known not, to have arrived: worth another try. `after`: not before so many seconds;
    `silent`: nobody is there at all, so that asking for the next message would only cost the same time again."""

    why: str
    words: str = ""
    after: float | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The receiver will not have it, however often it is sent. `words` are the receiver's own, cut short; they may say
    anything, and stand in no log."""

    why: str
    words: str = ""


def in_full(answer: Again | Refused) -> str:
    """Why, and the receiver's own words."""
    return f"{answer.why}: {answer.words}" if answer.words else answer.why


Outcome = Taken | Again | Refused


class Way(Protocol):
    """One way out. `parallel`: how many messages it may carry at once."""

    name: str
    parallel: int

    def deliver(self, message: Message) -> Outcome:
        """One try. It raises nothing for what a receiver does; it ends within its own time."""

    def close(self) -> None:
        """Let go of what it holds open."""
