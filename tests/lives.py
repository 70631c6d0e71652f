"""A month of an office, lived by processes that are killed: `python tests/lives.py FOLDER KILLS SEED`.

A life goes on where the one before it was cut off: day after day on a virtual clock a file of reports is put into the
inbox, then comes a beat of the daemon: inbox, sweep, sign of life. The parent kills it at a random moment and lets the
next one begin. Prints how many lives were cut off; the last one lives to the end of the month.
"""

import mmap
import os
import random
import signal
import sys
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reports import lines, plain

from daemon.beat import Office
from daemon.clocks import Clocks
from daemon.inbox import DONE, REJECTED
from process.definitions import SHIPPED
from process.workdays import kazakhstan
from store.migrate import init

BEGIN = datetime(2026, 3, 16, 4, tzinfo=UTC)
DAYS = 40
FILED_ON = range(20)
LONGEST_LIFE = 0.08


class Month:
    """One database, one inbox, and how many days of the month are over."""

    def __init__(self, folder):
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.database = folder / "merzim.db"
        init(str(self.database))
        self.over = mmap.mmap(-1, 1)  # shared with the children
        self.workdays = kazakhstan()

    def live(self):
        for day in range(self.over[0], DAYS):
            self.put(day)
            self.beat(BEGIN + timedelta(days=day))
            self.over[0] = day + 1

    def put(self, day):
        """The file of that day, once: by a rename, and not where it has gone its way already."""
        name = f"day-{day:02}.jsonl"
        places = [self.inbox / name, self.inbox / DONE / name, self.inbox / REJECTED / name]
        if day not in FILED_ON or any(place.exists() for place in places):
            return
        filed_at = (BEGIN + timedelta(days=day, hours=-1)).isoformat()
        reports = [plain(4 * day + n, filed_at) for n in range(4)]
        if day % 5 == 0:
            reports.insert(2, b"no report")
        part = self.inbox / f"{name}.part"
        part.write_bytes(lines(*reports))
        part.rename(self.inbox / name)

    def beat(self, moment):
        clocks = Clocks(lambda: moment, lambda: 0.0, "virtual")
        Office(str(self.database), self.workdays, SHIPPED, clocks, self.inbox).beat()

    def begin_a_life(self):
        child = os.fork()
        if child == 0:
            try:
                self.live()
            except BaseException as error:  # noqa: BLE001 - a child must not go on as its parent; the parent sees 1
                print(f"a life failed: {error!r}", file=sys.stderr)
                os._exit(1)
            os._exit(0)
        return child


def cut_off(child, after):
    """Kill it after so many seconds; whether it was still alive."""
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        sys.exit("a life failed")
    return os.WIFSIGNALED(status)


def main(folder, kills, seed):
    month, chance = Month(folder), random.Random(seed)
    lives = 0
    while lives < kills and month.over[0] < DAYS:
        lives += cut_off(month.begin_a_life(), chance.uniform(0, LONGEST_LIFE))
    month.live()
    with closing(month.over):
        print(lives)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
