"""Running the daemon: one lock, one office, a doorbell under supervision; or `once`, a single beat and its exit code.

Also a program: `python -m daemon.run --db FILE`. The command line's `merzim daemon` calls `run` with the same words.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from daemon.beat import Office
from daemon.clocks import Clocks, machine_clocks
from daemon.delivering import Attaching
from daemon.issuing import issuing_by
from daemon.lock import only_daemon
from daemon.log import LOG, error_words, log_to_stderr
from daemon.notify import notify
from daemon.supervision import Supervision
from delivery.config import Settings, default, read
from delivery.ways import opened
from process.definition import Editions
from process.definitions import SHIPPED
from process.errors import BadInput, MerzimError
from process.workdays import Workdays, kazakhstan
from store.database import path_of

if TYPE_CHECKING:
    from signing.trust import Trust

INTERVAL = 60.0
SHORTEST = 0.05
SHORTEST_POST = 5.0
"""Seconds for delivering in a beat; otherwise half of the time between two."""
EXITS = {"bad_input": 2, "busy": 5, "no_database": 6, "damaged": 6, "other_version": 6}


def run(
    database: str,
    *,
    interval: float | None = None,
    inbox: Path | None = None,
    trust: Path | None = None,
    lists_needed: bool = False,
    accept_clock: bool = False,
    once: bool = False,
    clock: Callable[[], datetime] | None = None,
    workdays: Workdays | None = None,
    editions: Editions = SHIPPED,
    delivery: Path | None = None,
    deliver: bool = True,
    attaching: Attaching | None = None,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Sweep every `interval` seconds until told to stop (0), or until beats do not go on (1); `once`: 1 for faults.

    `trust`: the folder that signatures beside reports are verified against, `lists_needed`: with revocation lists.
    `clock` stands in for the wall clock. `delivery` is the file that says how people are reached, its secrets those of
    `environment`; without it all goes to a spool beside the database, and without `deliver` it waits. `attaching` says
    which papers go along; unless said otherwise they are issued as `environment` sets it up (`issuing`).

    Raises Busy where another daemon is at work on this database, NoDatabase, Damaged, OtherVersion, BadInput;
    ClockStepped from `once`.
    """
    log_to_stderr()
    interval = _interval(interval)
    _require_folder(inbox)
    path = path_of(database)
    settings = _settings(delivery, path, environment) if deliver else None
    office = Office(
        database,
        workdays or kazakhstan(),
        editions,
        _clocks(clock),
        inbox,
        trusted=_trusted(trust, lists_needed),
        attaching=attaching or issuing_by(environment),
    )
    office.remember_clocks()
    if accept_clock:
        office.steady_since = None
    with only_daemon(path), ExitStack() as stack:
        office.ways = stack.enter_context(opened(settings)) if settings else None
        return _once(office) if once else _on_and_on(office, interval)


def _settings(delivery: Path | None, database: Path, environment: Mapping[str, str]) -> Settings:
    return read(delivery, database, environment) if delivery else default(database)


def _once(office: Office) -> int:
    supervision = Supervision(office.beat, INTERVAL)
    with _told_by_signals(supervision):
        done = office.beat(supervision.go_on)
    supervision.chronicle.write_beat(done)
    return 1 if done.faults else 0


def _on_and_on(office: Office, interval: float) -> int:
    supervision = Supervision(office.beat, interval)
    office.seconds = max(interval / 2, SHORTEST_POST)
    with _told_by_signals(supervision):
        LOG.info(
            "at work, process %d: a sweep every %g s%s%s",
            os.getpid(),
            interval,
            ", inbox" if office.inbox else "",
            "" if office.ways else ", nothing is delivered",
        )
        notify("READY=1")
        code = supervision.run()
    if supervision.at_work:
        # A beat hangs in its thread, and the interpreter would wait for it for ever. SQLite bears a sudden end.
        sys.stderr.flush()
        os._exit(code)
    return code


@contextmanager
def _told_by_signals(supervision: Supervision) -> Iterator[None]:
    """SIGTERM and SIGINT: finish what is begun, and end."""
    before = {
        each: signal.signal(each, lambda *_: supervision.stop()) for each in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for each, was in before.items():
            signal.signal(each, was)


def _clocks(wall: Callable[[], datetime] | None) -> Clocks:
    machine = machine_clocks()
    return Clocks(wall, machine.elapsed, machine.boot) if wall else machine


def _trusted(folder: Path | None, lists_needed: bool) -> "Callable[[], Trust] | None":
    """The trust store, tried once at the start, so that a faulty one is told at once and not at the first report."""
    if folder is None:
        return None
    from signing.trust import trust_of

    trust_of(folder, lists_needed=lists_needed)
    return lambda: trust_of(folder, lists_needed=lists_needed)


def _interval(seconds: float | None) -> float:
    if seconds is None:
        return INTERVAL
    if not SHORTEST <= seconds <= 24 * 60 * 60:
        raise BadInput(
            f"an interval of {seconds:g} seconds is not possible", way_on="Between 0.05 seconds and a day."
        )
    return seconds


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _require_folder(inbox: Path | None) -> None:
    if inbox and not _is_dir(inbox):
        raise BadInput(
            f"there is no folder {inbox} to be the inbox", way_on="Make it, or name another with --inbox."
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m daemon.run`; the exit code as in the command line's contract."""
    said = _parser().parse_args(arguments)
    try:
        return run(
            said.db,
            interval=said.interval,
            inbox=said.inbox,
            trust=said.trust,
            lists_needed=said.lists_needed,
            accept_clock=said.accept_clock,
            once=said.once,
            delivery=said.delivery,
            deliver=not said.no_delivery,
        )
    except MerzimError as error:
        print(error_words(error), file=sys.stderr)
        return EXITS.get(error.kind, 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="daemon", description="Fires what the law's deadlines bring, in time."
    )
    parser.add_argument("--db", required=True, help="the database: a file, or sqlite:///FILE")
    parser.add_argument("--interval", type=float, help="seconds between two sweeps (60)")
    parser.add_argument("--inbox", type=Path, help="a folder into which report files are put whole")
    parser.add_argument("--trust", type=Path, help="the trust store for signatures: a folder")
    parser.add_argument(
        "--lists-needed", action="store_true", help="no signature without a revocation list that is not stale"
    )
    parser.add_argument("--once", action="store_true", help="one sweep, and end")
    parser.add_argument("--delivery", type=Path, help="a file that says how people are reached (TOML)")
    parser.add_argument("--no-delivery", action="store_true", help="what is owed waits in the outbox")
    parser.add_argument(
        "--accept-clock", action="store_true", help="the clock is right, though it was put forward"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
