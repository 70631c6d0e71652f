"""Delivering: what is owed and due goes out, addressee by addressee, and each answer is marked at once.

At least once: between an answer and its mark the power may go, and then the same message goes again under the same
key. One addressee who hangs costs one timeout, and is then left alone until the next beat; the others go on.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Any

from daemon import receipts
from daemon.backing_off import next_try
from daemon.log import error_words
from daemon.messages import message
from daemon.record import GoOn, always, of_the_file, record_of
from delivery.message import Attachment, Message
from delivery.way import Again, Outcome, Refused, Taken, Way, in_full
from delivery.ways import Ways
from process.case import Case
from process.desk import Desk
from process.errors import MerzimError, NotAllowedHere
from process.issuing import Overtaken
from process.notices import STAGE
from store import listing, outbox
from store.database import Database
from store.outbox import OutboxEntry

Attach = Callable[[Case, OutboxEntry], Sequence[Attachment]]
"""The papers that go with a message: asked before it is made. It may append to the case, and may raise a MerzimError:
then the try failed for a reason of ours, and is made again later."""
Attaching = Callable[[Desk, Database], Attach]
"""The same for the desk and the database of this beat, for each opens the database anew."""

PAGE = 200
MOST_TROUBLES = 5
"""After so many messages in a row that an addressee did not take, it is left alone until the next beat."""
MOST_AT_ONCE = 8
TICK = 0.25
"""Seconds between two looks at whether to go on, while answers are waited for."""


def no_papers(desk: Desk, database: Database) -> Attach:
    return lambda case, entry: ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of delivering did. `left_alone`: why each of these addressees was; `given_up`: how many messages
    stand given up in all, those of this round in `lost`. `faults`: what went wrong on our side, by key."""

    sent: Counter[str] = field(default_factory=Counter)
    left_alone: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    refused_receipts: list[str] = field(default_factory=list)
    given_up: int = 0
    complete: bool = True

    @property
    def troubles(self) -> int:
        """How much of it somebody should look at."""
        return len(self.left_alone) + len(self.lost) + len(self.faults)


@dataclass(frozen=True, slots=True)
class Sending:
    """A message on its way: since when, and by which way."""

    entry: OutboxEntry
    way: Way
    since: datetime


@dataclass(slots=True)
class Post:
    """One round of delivering on one desk. `seconds`: how long it may take; what is left then goes in the next."""

    desk: Desk
    database: Database
    ways: Ways
    now: datetime
    attach: Attach
    go_on: GoOn = always
    seconds: float | None = None
    done: Delivered = field(default_factory=Delivered)
    begun: float = field(default_factory=monotonic)

    def deliver(self) -> Delivered:
        """A page to each in turn, so that one with very much to get holds nobody else up.

        Raises Busy, NoDatabase, Damaged for the database as a whole; what was marked before stays.
        """
        lanes = [Lane(each) for each in outbox.addressees_due(self.database, self.now)]
        with ThreadPoolExecutor(max_workers=MOST_AT_ONCE, thread_name_prefix="merzim-post") as pool:
            while lanes and not self._stopped():
                lanes = [each for each in lanes if self._next_page(each, pool)]
        given_up = outbox.counts(self.database)["given_up"]
        return replace(self.done, given_up=given_up, complete=not lanes)

    # --- one addressee

    def _next_page(self, lane: "Lane", pool: ThreadPoolExecutor) -> bool:
        """The next messages to that addressee; whether there may be more."""
        page = self._page(lane)
        for answers in filter(None, self._answers(lane, page, pool)):
            with self.database.transaction():  # what came in together is made fast together
                for sending, answer in answers:
                    self._mark(lane, sending, answer)
        if lane.why is not None:
            self.done.left_alone[lane.addressee] = lane.why
        return bool(page) and lane.why is None

    def _page(self, lane: "Lane") -> list[OutboxEntry]:
        """What is due next and was not tried in this round; a mark that failed brings nothing twice."""
        found = outbox.due(self.database, lane.addressee, self.now, PAGE)
        return [each for each in found if each.key not in lane.tried]

    def _stopped(self) -> bool:
        over = self.seconds is not None and monotonic() - self.begun > self.seconds
        return not self.go_on() or over

    def _answers(
        self, lane: "Lane", page: Sequence[OutboxEntry], pool: ThreadPoolExecutor
    ) -> Iterator[list[tuple[Sending, Outcome]]]:
        """The messages of the page with their answers, as they come in; as many on their way as the way carries."""
        flying: dict[Future[Outcome], Sending] = {}
        for entry in page:
            lane.tried.add(entry.key)
            if lane.why is not None or self._stopped():
                break
            made = self._made(entry)
            if made is None:
                continue
            way, ready = made
            sending = Sending(entry, way, self.desk.clock())  # before it goes: no receipt is older
            flying[pool.submit(_carried, way, ready)] = sending
            while len(flying) >= way.parallel:
                yield self._landed(flying)
        while flying:
            yield self._landed(flying)

    def _landed(self, flying: dict[Future[Outcome], Sending]) -> list[tuple[Sending, Outcome]]:
        done, _ = wait(flying, timeout=TICK, return_when=FIRST_COMPLETED)
        self.go_on()  # the answers are waited for no longer than their ways do; meanwhile the daemon lives
        return [(flying.pop(each), each.result()) for each in done]

    # --- before it goes, and after

    def _made(self, entry: OutboxEntry) -> tuple[Way, Message] | None:
        """The message of the row as it stands now, with its papers; None where it goes no more, or cannot be made."""
        try:
            if outbox.entry(self.database, entry.key).status != outbox.WAITING:
                return None
            return self._with_papers(entry)
        except Overtaken as no:
            outbox.called_off(self.database, entry, self.desk.clock(), no.message)
            return None
        except (
            Exception
        ) as error:  # one message that cannot be made keeps no other from going; it is reported
            if of_the_file(error):
                raise
            self._of_ours(entry, error)
            return None

    def _with_papers(self, entry: OutboxEntry) -> tuple[Way, Message]:
        cases, to_system = record_of(self.desk), entry.paper == STAGE
        case = cases.load(entry.case_id)
        if papers := self.attach(case, entry):
            case = cases.load(entry.case_id)  # that a paper was issued stands on its record now
        personal = {} if to_system else listing.personal(self.database, entry.case_id)
        lang = self.ways.settings.language
        ready = message(entry, case, personal, lang=lang, now=self.now, attachments=papers)
        return self.ways.way_of(ready), ready

    def _of_ours(self, entry: OutboxEntry, error: Exception) -> None:
        """What nobody can be told any more is given up at once; another fault may be over at the next try."""
        at, why = self.desk.clock(), error_words(error)
        final = isinstance(error, NotAllowedHere)
        later = None if final else next_try(entry.tries + 1, at)
        outbox.not_delivered(self.database, entry, at, way=None, outcome="fault", why=why, next_try=later)
        self.done.faults[entry.key] = why
        if later is None:
            self.done.lost.append(entry.key)

    def _mark(self, lane: "Lane", sending: Sending, answer: Outcome) -> None:
        entry, at = sending.entry, self.desk.clock()
        match answer:
            case Taken():
                self._taken(sending, answer, at)
                lane.troubles = 0
                self.done.sent[lane.addressee] += 1
            case Refused():
                self._not_taken(sending, "refused", in_full(answer), None)
                lane.trouble(answer.why)
            case Again():
                later = next_try(entry.tries + 1, at, after=answer.after)
                self._not_taken(sending, "again", in_full(answer), later)
                lane.trouble(answer.why, silent=answer.silent)

    def _not_taken(self, sending: Sending, outcome: str, why: str, later: datetime | None) -> None:
        entry, way, since = sending.entry, sending.way.name, sending.since
        outbox.not_delivered(self.database, entry, since, way=way, outcome=outcome, why=why, next_try=later)
        if later is None:
            self.done.lost.append(entry.key)

    def _taken(self, sending: Sending, answer: Taken, at: datetime) -> None:
        """The mark, and with it the receipt that came in the same answer, in one transaction."""
        entry, how = sending.entry, "the receiver had it before" if answer.before else None
        with self.database.transaction():
            outbox.delivered(
                self.database,
                entry,
                at,
                since=sending.since,
                by=sending.way.name,
                reference=answer.reference,
                detail=how,
            )
            if answer.said is not None:
                self._receipt(entry, answer.said, at)

    def _receipt(self, entry: OutboxEntry, said: Mapping[str, Any], at: datetime) -> None:
        try:
            receipts.take(self.desk, self.database, entry.key, said, now=at)
        except MerzimError as no:
            if of_the_file(no):
                raise
            self.done.refused_receipts.append(entry.key)


def _carried(way: Way, message: Message) -> Outcome:
    """In a thread of its own: a fault there would be nobody's."""
    try:
        return way.deliver(message)
    except Exception as error:  # noqa: BLE001 - it becomes the outcome of this try, and is reported
        return Again(error_words(error))


@dataclass(slots=True)
class Lane:
    """One addressee in one round: what was tried, and whether it is to be left alone, and why."""

    addressee: str
    tried: set[str] = field(default_factory=set)
    troubles: int = 0
    why: str | None = None

    def trouble(self, why: str, *, silent: bool = False) -> None:
        self.troubles += 1
        if silent or self.troubles >= MOST_TROUBLES:
            self.why = why
