"""What the tests of delivering stand on: an office with something to send, settings for its receivers, one round."""

import json
from contextlib import contextmanager
from functools import cache

from receivers import SECRET

from daemon.delivering import Post, no_papers
from delivery.config import WEBHOOK, Route, Settings
from delivery.ways import opened as ways_opened
from store import outbox

TO_ALL = ("applicant", "head", "executor", "monitoring", "bodies")


def by_webhook(office, receiver, *to, timeout=2.0, language="kk"):
    """Settings by which these are reached at the receiver (all of them where none is named), the others by spool."""
    route = Route(WEBHOOK, url=receiver.url, secret=SECRET.encode(), timeout=timeout)
    return Settings(spool_of(office), language, routes=dict.fromkeys(to or TO_ALL, route))


def spool_of(office):
    return office.path.parent / "merzim-outbox"


def by_spool(office, **said):
    return Settings(spool_of(office), **said)


def post(office, settings, *, at=None, attach=None, **how):
    """One round of delivering, at the moment that the clock shows."""
    if at:
        office.clock.set(at)
    with ways_opened(settings) as ways:
        papers = attach or no_papers(office.desk, office.database)
        return Post(office.desk, office.database, ways, office.clock(), papers, **how).deliver()


def of(office, key):
    return outbox.entry(office.database, key)


def statuses(office):
    return {each.key: each.status for each in outbox.listed(office.database)}


def journal(office, key):
    return [(each.outcome, each.way, each.detail) for each in outbox.tries(office.database, of(office, key))]


def spooled(office, addressee):
    """The messages that lie in the spool for them, by key."""
    found = sorted((spool_of(office) / addressee).glob("*.json"))
    return {path.stem: json.loads(path.read_bytes()) for path in found}


@contextmanager
def no_longer(path):
    """A file in the place of a folder: nobody, root neither, can write into it."""
    path.write_bytes(b"")
    try:
        yield
    finally:
        path.unlink()


@cache
def _numbers():
    """Ten thousand numbers of persons that hold their check digit."""
    from process.iin import wrong

    begun = (f"9005{day:02}3{serial:04}" for day in range(1, 29) for serial in range(400))
    each = ([f"{begin}{digit}" for digit in range(10)] for begin in begun)
    right = (
        next((text for text in texts if wrong(text, foreigner_allowed=False) is None), None) for texts in each
    )
    return [text for text in right if text]


def iin(n):
    """The n-th of them."""
    return _numbers()[n]
