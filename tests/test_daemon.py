"""The daemon as a process: one at a time, told by signals, watched by a clock that nobody can set."""

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from threading import Semaphore

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from reports import lines, plain
from storage import opened

from daemon.beat import NAME, Beat, Office
from daemon.clocks import Clocks, ClockStepped, Reading, later, put_forward, require_steady
from daemon.filing import file_batch
from daemon.inbox import PORTAL
from daemon.lock import only_daemon
from daemon.log import Chronicle, Lines, error_words
from daemon.notify import notify, watchdog_seconds
from daemon.supervision import Supervision
from daemon.sweep import Fault, Swept
from daemon.watch import Watched
from process.definitions import SHIPPED
from process.errors import Busy, Damaged
from process.localtime import parse_typed
from store import heartbeat
from store.database import Database

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds that no test waits for unless something hangs


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays, now="2026-03-16 09:00") as office:
        yield office


def file(office, *numbers):
    file_batch(office.desk, lines(*map(plain, numbers)), now=office.clock(), actor=PORTAL)


def sign_of_life(path):
    with closing(Database.open(str(path))) as database:
        return heartbeat.read(database, NAME)


# --- a clock put forward ----------------------------------------------------------------------------------------

NOON = datetime(2026, 3, 16, 7, tzinfo=UTC)
DAY = timedelta(days=1)


def reading(after=timedelta(0), elapsed=0.0, boot="first"):
    return Reading(NOON + after, 1000.0 + elapsed, boot)


@pytest.mark.parametrize(
    ("now", "step"),
    [
        (reading(timedelta(minutes=1), 60), timedelta(0)),
        (reading(timedelta(days=40), 40 * 86_400), timedelta(0)),  # off for long, or asleep: time did pass
        (reading(2 * DAY, 60), 2 * DAY - timedelta(minutes=1)),
        (reading(timedelta(0), 3600), -timedelta(hours=1)),  # set back
        (reading(100 * DAY, 60, "second"), timedelta(0)),  # another start of the machine: no witness
    ],
)
def test_a_clock_is_put_forward_by_what_it_ran_ahead_of_the_time_that_passed(now, step):
    assert put_forward(reading(), now) == step


def test_a_day_ahead_is_borne_and_more_is_not():
    require_steady(reading(), reading(DAY + timedelta(seconds=60), 60))
    with pytest.raises(ClockStepped, match="put forward by 1 day"):
        require_steady(reading(), reading(DAY + timedelta(seconds=61), 60))
    require_steady(None, reading(1000 * DAY))


def test_the_error_says_both_times_in_almaty_and_the_way_on():
    with pytest.raises(ClockStepped) as stepped:
        require_steady(reading(), reading(9 * DAY, 3600))
    assert "the clock shows 2026-03-25 12:00:00" in str(stepped.value)
    assert "it should show 2026-03-16 13:00:00" in str(stepped.value)
    assert "--accept-clock" in str(stepped.value)


def test_a_clock_set_back_and_then_right_again_was_never_put_forward():
    back = reading(-10 * DAY, 60)
    right = reading(timedelta(seconds=120), 120)
    require_steady(later(reading(), back), right)
    assert later(reading(), right) == right
    assert later(None, right) == right
    elsewhere = reading(-10 * DAY, 5, "second")
    assert later(reading(), elsewhere) == elsewhere


def test_a_beat_by_a_clock_put_forward_fires_nothing_and_leaves_no_sign(office, workdays):
    file(office, 0)
    wall, elapsed = [parse_typed("2026-03-16 09:00")], [50.0]
    daemon = Office(
        str(office.path), workdays, SHIPPED, Clocks(lambda: wall[0], lambda: elapsed[0], "this one"), None
    )
    daemon.remember_clocks()
    daemon.beat()
    before = sign_of_life(office.path)
    wall[0], elapsed[0] = parse_typed("2026-05-16 09:00"), 110.0
    again = Office(str(office.path), workdays, SHIPPED, daemon.clocks, None)
    again.remember_clocks()
    for each in (daemon, again):
        with pytest.raises(ClockStepped):
            each.beat()
    assert sign_of_life(office.path) == before
    again.steady_since = None
    assert again.beat().swept.firings > 0
    wall[0], elapsed[0] = parse_typed("2026-07-16 09:00"), 170.0
    with pytest.raises(ClockStepped):
        again.beat()


def test_each_beat_leaves_both_clocks_its_process_and_what_it_did(office, workdays):
    file(office, 0, 1)
    office.write("DELETE FROM event WHERE case_id = '2026-000002'")
    clocks = Clocks(lambda: parse_typed("2026-03-17 09:00"), lambda: 77.5, "this one")
    done = Office(str(office.path), workdays, SHIPPED, clocks, None).beat()
    sign = sign_of_life(office.path)
    assert (sign.at, sign.monotonic, sign.boot) == (parse_typed("2026-03-17 09:00"), 77.5, "this one")
    assert sign.pid == os.getpid()
    assert sign.note == f"cases=1 firings={done.swept.firings} faults=1"
    assert done.faults == 1


def test_what_was_late_already_when_it_came_in_fires_in_the_same_beat(office, workdays, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.json").write_bytes(lines(plain(0)))
    clocks = Clocks(lambda: parse_typed("2026-05-16 09:00"), lambda: 1.0, "this one")
    done = Office(str(office.path), workdays, SHIPPED, clocks, inbox).beat()
    assert done.swept.hit["DecisionOverdue"] == ["2026-000001"]


# --- one daemon -------------------------------------------------------------------------------------------------


def test_a_second_lock_on_one_database_is_refused_whatever_it_is_called(tmp_path):
    database = tmp_path / "merzim.db"
    database.touch()
    (tmp_path / "other.db").symlink_to(database)
    with only_daemon(database):
        for name in ("merzim.db", "other.db"):
            with pytest.raises(Busy, match=rf"another daemon is at work on .* \(process {os.getpid()}\)"):
                only_daemon(tmp_path / name).__enter__()
    with only_daemon(tmp_path / "other.db"):
        pass
    assert (tmp_path / "merzim.db.daemon").stat().st_mode & 0o777 == 0o600


# --- supervision ------------------------------------------------------------------------------------------------


def supervised(beat, **how):
    """A supervision that rings twenty times a second, so that nobody has to wait."""
    return Supervision(beat, 0.05, SimpleQueue(), Chronicle(), **how)


DIES = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


def said(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "merzim.daemon"]


def test_beats_that_fail_again_and_again_end_the_daemon_after_one_new_start(caplog):
    def beat(go_on):
        go_on()
        raise Busy("the database is in use by another program")

    assert supervised(beat).run() == 1
    assert said(caplog) == [
        "nothing was swept: the database is in use by another program.",
        "no sweep has finished for three periods: the scheduler is started anew",
        "it did not help; the daemon ends, for the service manager to start it anew",
    ]


def test_a_fault_of_merzim_is_named_by_kind_and_place_and_by_no_word_of_its_own(caplog):
    def beat(go_on):
        raise KeyError("Сұлтанов Ерлан")

    assert supervised(beat).run() == 1
    assert "nothing was swept: a fault of Merzim: KeyError at " in said(caplog)[0]
    assert "Сұлтанов" not in caplog.text


@DIES
def test_a_scheduler_whose_thread_dies_once_is_started_anew_and_beats_go_on(monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    lives = []
    process_jobs = BackgroundScheduler._process_jobs

    def dying_the_first_time(scheduler):
        if scheduler not in lives:
            lives.append(scheduler)
        if len(lives) == 1:
            sys.exit()  # ends the thread without a word, while the scheduler says that it runs
        return process_jobs(scheduler)

    monkeypatch.setattr(BackgroundScheduler, "_process_jobs", dying_the_first_time)
    beats = []

    def beat(go_on):
        beats.append(go_on())
        if len(beats) == 3:
            supervision.stop()
        return Beat(Swept())

    supervision = supervised(beat, monotonic=lambda: 0.0)  # only the dead thread can be what is noticed
    assert supervision.run() == 0
    assert said(caplog)[0] == "the scheduler's thread is dead: the scheduler is started anew"
    assert len(beats) >= 3


@DIES
def test_a_scheduler_whose_thread_dies_again_ends_the_daemon(monkeypatch, caplog):
    monkeypatch.setattr(BackgroundScheduler, "_process_jobs", lambda scheduler: sys.exit())
    assert supervised(lambda go_on: Beat(Swept())).run() == 1
    assert said(caplog)[-1].startswith("it did not help")


@pytest.mark.parametrize(("shows_that_it_lives", "started_anew"), [(True, False), (False, True)])
def test_a_beat_of_many_periods_is_left_to_finish_where_it_shows_that_it_lives(
    shows_that_it_lives, started_anew, caplog
):
    seconds = [0.0]

    def beat(go_on):
        for _ in range(20):
            seconds[0] += 0.1  # two periods pass
            if shows_that_it_lives:
                go_on()
            looked.acquire(timeout=PATIENCE)
            looked.acquire(timeout=PATIENCE)
        supervision.stop()
        return Beat(Swept(cases=20))

    def clock():
        looked.release()
        return seconds[0]

    looked = Semaphore(0)
    supervision = supervised(beat, monotonic=clock)
    supervision.run()
    looked.release(1000)  # for the beats that nobody waited for
    assert any("anew" in line for line in said(caplog)) == started_anew


def test_a_clock_put_forward_ends_the_daemon_and_says_so(caplog):
    def beat(go_on):
        require_steady(reading(), reading(9 * DAY))

    assert supervised(beat).run() == 1
    assert said(caplog)[0].startswith("stopped: the clock shows")


def test_told_to_stop_it_finishes_the_beat_that_is_begun_and_says_what_it_did(caplog):
    caplog.set_level(logging.INFO)

    def beat(go_on):
        supervision.stop()
        time.sleep(0.2)  # long enough for a daemon that does not wait to have ended
        assert not go_on()
        return Beat(Swept(cases=1, complete=False))

    supervision = supervised(beat)
    assert supervision.run() == 0
    assert said(caplog) == ["swept 1 case: nothing fired; told to stop, the rest stays due", "stopped"]


# --- what it says -----------------------------------------------------------------------------------------------


def test_a_line_has_its_time_in_almaty_and_stays_one_line():
    record = logging.LogRecord("merzim.daemon", logging.INFO, "", 0, "inbox %s", ("a\nb\x1b.json",), None)
    record.created = NOON.timestamp() + 5.25
    assert Lines().format(record) == r"2026-03-16 12:00:05 inbox a\nb\x1b.json"


def test_what_stays_wrong_is_said_when_it_begins_and_when_it_is_over(caplog):
    caplog.set_level(logging.INFO)
    chronicle = Chronicle()
    bad = Swept(faults=(Fault("2026-000004", Damaged("the record does not hold together")),))
    for swept in (bad, bad, Swept(), Swept()):
        chronicle.write(swept, (), Watched())
    assert said(caplog) == [
        "case 2026-000004 could not be swept: the record does not hold together.",
        "what was wrong is over",
    ]


def test_what_is_coming_is_said_once_and_again_when_its_words_change(caplog):
    """The days that are left are among the words, so it is said once a day."""
    caplog.set_level(logging.INFO)
    chronicle = Chronicle()
    for left in (30, 30, 29):
        chronicle.write(Swept(), (), Watched(coming=(f"2027 is not confirmed, {left} days",)))
    assert said(caplog) == ["2027 is not confirmed, 30 days", "2027 is not confirmed, 29 days"]


def test_the_words_of_the_system_are_said_without_the_path_they_are_about():
    assert (
        error_words(FileNotFoundError(2, "No such file or directory", "Сұлтанов.json"))
        == "No such file or directory"
    )


@pytest.fixture
def service_manager(tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "n"))
        ear.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "n"))
        yield ear


def test_the_service_manager_is_told_in_its_own_words(service_manager):
    notify("READY=1")
    assert service_manager.recv(100) == b"READY=1"


def test_a_service_manager_that_is_not_there_is_no_fault(monkeypatch, tmp_path):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", f"@merzim-nobody-{os.getpid()}")
    notify("READY=1")


@pytest.mark.parametrize(
    ("usec", "pid", "seconds"),
    [
        ("300000000", None, 300),
        ("300000000", "its own", 300),
        ("300000000", "1", None),
        ("", None, None),
    ],
)
def test_how_often_the_service_manager_wants_to_hear_of_us(usec, pid, seconds, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", usec)
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if pid:
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if pid == "its own" else pid)
    assert watchdog_seconds() == seconds


# --- in a process of its own ------------------------------------------------------------------------------------


@contextmanager
def started(path, *words):
    """A daemon at work on the database; killed at the end if it still lives."""
    command = [sys.executable, "-m", "daemon.run", "--db", str(path), *map(str, words)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ran(path, *words):
    """Its exit code and what it said, once it has ended by itself."""
    with started(path, *words) as process:
        _, said = process.communicate(timeout=PATIENCE)
        return process.returncode, said


def until(true):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


@pytest.mark.slow
def test_once_sweeps_and_takes_the_inbox_and_ends(office, tmp_path):
    # By the wall clock the terms of a report of March 2026 may be over or not; the inbox is taken either way.
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.json").write_bytes(b"[]")
    code, said = ran(office.path, "--once", "--inbox", inbox)
    assert code == 0, said
    assert "inbox a.json: 0 cases; 1 fault, see rejected/" in said
    assert (inbox / "rejected" / "a.json.reason.txt").exists()


@pytest.mark.slow
def test_once_ends_with_1_where_a_case_could_not_be_swept(office):
    file(office, 0)
    office.write("DELETE FROM event")
    office.write("UPDATE \"case\" SET next_at = '2020-01-01T00:00:00.000000Z'")
    code, said = ran(office.path, "--once")
    assert code == 1
    assert "case 2026-000001 could not be swept: " in said


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_meanwhile_it_is_the_only_one(sign, office, service_manager):
    with started(office.path, "--interval", "1") as daemon:
        assert service_manager.recv(100) == b"READY=1"
        assert service_manager.recv(100) == b"WATCHDOG=1"
        code, said = ran(office.path, "--once")
        assert (code, "another daemon is at work on" in said) == (5, True)
        daemon.send_signal(sign)
        while (word := service_manager.recv(100)) == b"WATCHDOG=1":
            pass
        assert word == b"STOPPING=1"
        _, said = daemon.communicate(timeout=PATIENCE)
        assert (daemon.returncode, said.splitlines()[-1].endswith("stopped")) == (0, True)
    assert sign_of_life(office.path).pid == daemon.pid


@pytest.mark.slow
def test_it_takes_what_is_put_into_the_inbox_while_it_runs_and_the_lock_dies_with_it(office, tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with started(office.path, "--interval", "1", "--inbox", inbox) as daemon:
        for n in range(2):
            (inbox / f"{n}.part").write_bytes(json.dumps([]).encode())
            (inbox / f"{n}.part").rename(inbox / f"{n}.json")
            until((inbox / "rejected" / f"{n}.json").exists)
        daemon.kill()
        daemon.wait(PATIENCE)
    assert ran(office.path, "--once")[0] == 0


@pytest.mark.slow
def test_a_clock_put_forward_while_it_was_off_stops_it_until_it_is_accepted(office):
    assert ran(office.path, "--once")[0] == 0
    long_ago = (
        "UPDATE heartbeat SET at = '2020-01-01T00:00:00.000000Z'"  # so the clock ran six years in a second
    )
    office.write(long_ago)
    for words in (["--once"], []):
        code, said = ran(office.path, *words)
        assert (code, "it should show 2020-01-01" in said) == (1, True)
    assert ran(office.path, "--once", "--accept-clock")[0] == 0
    assert ran(office.path, "--once")[0] == 0


@pytest.mark.slow
def test_where_there_is_nothing_to_work_on_it_says_so_and_ends(tmp_path, office):
    code, said = ran(tmp_path / "none.db")
    assert (code, "there is no database at" in said) == (6, True)
    assert not (tmp_path / "none.db.daemon").exists()
    code, said = ran(office.path, "--inbox", tmp_path / "nowhere")
    assert (code, "there is no folder" in said) == (2, True)
    assert ran(office.path, "--interval", "0")[0] == 2


HANGS = """
import sys, time
from pathlib import Path
import daemon.beat
daemon.beat.sweep = lambda desk, *, now, go_on: time.sleep(3600)
from daemon.run import run
sys.exit(run(sys.argv[1], interval=0.1))
"""


@pytest.mark.slow
def test_a_beat_that_hangs_ends_the_process_all_the_same(office):
    ended = subprocess.run(
        [sys.executable, "-c", HANGS, str(office.path)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "it did not help" in ended.stderr
