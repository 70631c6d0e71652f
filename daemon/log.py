"""The daemon's log: lines for a person to read, in Almaty time, with numbers of cases and no personal data."""

import logging
import sys
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from daemon.inbox import REJECTED, TakenFile
from daemon.sweep import Swept
from daemon.watch import Watched
from process.errors import MerzimError
from process.fault import hidden
from process.localtime import local

if TYPE_CHECKING:
    from daemon.beat import Beat
    from daemon.delivering import Delivered
    from daemon.receipt_files import TakenReceipt

LOG = logging.getLogger("merzim.daemon")
MOST_NAMED = 10

# One, and more than one, of each event that fires.
_WORDS = {
    "WarningRaised": ("warning", "warnings"),
    "DecisionOverdue": ("overdue", "overdue"),
    "DeadlineMissed": ("deadline missed", "deadlines missed"),
    "HearingHeld": ("written hearing held", "written hearings held"),
}


class Lines(logging.Formatter):
    """`2026-03-24 18:00:05 the message`; what is no printable character comes out escaped, so a line stays a line."""

    def format(self, record: logging.LogRecord) -> str:
        moment = local(datetime.fromtimestamp(record.created, UTC))
        return f"{moment:%Y-%m-%d %H:%M:%S} " + "".join(map(_printable, record.getMessage()))


def log_to_stderr() -> None:
    """Send the daemon's lines to standard error; of the scheduler's own only what is wrong."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Lines())
    for name, level in ((LOG.name, logging.INFO), ("apscheduler", logging.ERROR)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [lines], False
        logger.setLevel(level)


class Chronicle:
    """Says what happened, and of what stays wrong only when it begins and when it ends."""

    def __init__(self) -> None:
        self._wrong: set[str] = set()
        self._coming: tuple[str, ...] = ()

    def write_beat(self, done: "Beat") -> None:
        """All that a beat did."""
        self.write(done.swept, done.taken, done.calendar, done.receipts, done.posted)

    def write(
        self,
        swept: Swept,
        taken: Sequence[TakenFile],
        calendar: Watched,
        receipts: "Sequence[TakenReceipt]" = (),
        posted: "Delivered | None" = None,
    ) -> None:
        for file in taken:
            if file.filing and not file.fault:
                LOG.info("%s", filed_words(file))
        if swept.firings or not swept.complete:
            LOG.info("%s", swept_words(swept))
        for line in receipt_words(receipts, posted):
            LOG.warning("%s", line)
        if posted and posted.sent:
            LOG.info("%s", posted_words(posted))
        undelivered = undelivered_words(posted) if posted else []
        files = [
            f"receipt {hidden(each.name)} stays where it is: {error_words(each.fault)}"
            for each in receipts
            if each.fault
        ]
        self.still_wrong([*wrong_words(swept, taken), *files, *undelivered, *calendar.wrong])
        for line in calendar.coming:
            if line not in self._coming:
                LOG.warning("%s", line)
        self._coming = calendar.coming

    def still_wrong(self, lines: Sequence[str]) -> None:
        for line in lines:
            if line not in self._wrong:
                LOG.error("%s", line)
        if self._wrong and not lines:
            LOG.info("what was wrong is over")
        self._wrong = set(lines)


def swept_words(swept: Swept) -> str:
    """`swept 3 cases: 2 warnings, 1 overdue (2026-000004)`."""
    fired = ", ".join(_fired(swept)) or "nothing fired"
    rest = "" if swept.complete else "; told to stop, the rest stays due"
    return f"swept {_count(swept.cases, 'case', 'cases')}: {fired}{rest}"


def _fired(swept: Swept) -> Iterator[str]:
    for event, n in sorted(swept.fired.items(), key=lambda each: [*_WORDS, each[0]].index(each[0])):
        yield _count(n, *_WORDS.get(event, (event, event))) + _named(swept.hit.get(event, []))


def _named(cases: Sequence[str]) -> str:
    more = f" and {len(cases) - MOST_NAMED} more" if len(cases) > MOST_NAMED else ""
    return f" ({', '.join(cases[:MOST_NAMED])}{more})" if cases else ""


def filed_words(file: TakenFile) -> str:
    """`inbox batch.json: 2 cases (2026-000004, 2026-000005), 1 filed before; 1 fault, see rejected/`."""
    assert file.filing
    new = [each.case for each in file.filing.cases if not each.existing]
    before = len(file.filing.cases) - len(new)
    said = [_count(len(new), "case", "cases") + _named(new)] + [f"{before} filed before"] * bool(before)
    faults = f"; {_count(len(file.filing.errors), 'fault', 'faults')}, see {REJECTED}/" * file.rejected
    return f"inbox {hidden(file.name)}: {', '.join(said)}{faults}"


def wrong_words(swept: Swept, taken: Sequence[TakenFile]) -> list[str]:
    """A line for each case that could not be swept and each file that could not be taken."""
    cases = [f"case {fault.case} could not be swept: {error_words(fault.error)}" for fault in swept.faults]
    files = [(each, each.fault) for each in taken if each.fault]
    return cases + [f"inbox {hidden(each.name)} stays where it is: {error_words(no)}" for each, no in files]


def posted_words(posted: "Delivered") -> str:
    """`delivered 12 messages: applicant 3, monitoring 9`."""
    each = ", ".join(f"{addressee} {n}" for addressee, n in sorted(posted.sent.items()))
    rest = "" if posted.complete else "; the rest goes with the next beat"
    return f"delivered {_count(posted.sent.total(), 'message', 'messages')}: {each}{rest}"


def undelivered_words(posted: "Delivered") -> list[str]:
    """A line for each addressee that is not reached, each message that cannot be made, and all that were given up."""
    alone = [f"{name} is not reached: {why}" for name, why in posted.left_alone.items()]
    made = [f"message {key} cannot be made: {hidden(why)}" for key, why in posted.faults.items()]
    lost = _count(posted.given_up, "message was", "messages were")
    given_up = [f"{lost} given up: merzim outbox list --status given_up"] if posted.given_up else []
    return [*alone, *made, *given_up]


def receipt_words(receipts: "Sequence[TakenReceipt]", posted: "Delivered | None") -> Iterator[str]:
    """Receipts that cannot be true; why stands beside the file, or in the message's journal (`merzim outbox show`)."""
    yield from (
        f"receipt {hidden(each.name)}: not taken, see {REJECTED}/" for each in receipts if each.refused
    )
    for key in posted.refused_receipts if posted else ():
        yield f"the receipt for {key} is not taken: merzim outbox show {key}"


def error_words(error: BaseException) -> str:
    """An error of ours in its own words; of another its kind and place, for its words may hold anything."""
    if isinstance(error, MerzimError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"a fault of Merzim: {type(error).__name__}{where}"


def _count(n: int, one: str, more: str) -> str:
    return f"{n} {one if n == 1 else more}"


def _printable(letter: str) -> str:
    return letter if letter.isprintable() else letter.encode("unicode_escape", "backslashreplace").decode()
