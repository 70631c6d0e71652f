"""Word that reaches people: at least once, never twice under one key, and an alarm where it does not."""

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from posting import by_spool, by_webhook, iin, journal, no_longer, of, post, spool_of, spooled, statuses
from receivers import SECRET, VARIABLE, Receiver
from storage import HEAD, opened

from daemon.backing_off import MOST_TRIES, WAITS, next_try
from daemon.beat import Office
from daemon.clocks import Clocks
from daemon.delivering import MOST_TROUBLES
from delivery.config import default
from delivery.message import Attachment
from delivery.spool import Spool
from delivery.ways import opened as ways_opened
from process.definitions import SHIPPED
from process.errors import Busy, NotAllowedHere, TooEarly
from process.localtime import parse_typed
from store import outbox
from store.audit import verify
from store.database import Database

ROOT = Path(__file__).parent.parent
PATIENCE = 60


@pytest.fixture
def office(tmp_path, workdays):
    with opened(tmp_path, workdays, now="2026-03-10 09:30") as office:
        yield office


@pytest.fixture
def accepted(office):
    """A case with three messages: its two stages, and the mark of acceptance."""
    case_id = office.file()
    office.accept(case_id)
    return office


ONE, MARK, TWO = "2026-000001-1-1", "2026-000001-2-1", "2026-000001-2-2"
"""The stage of the filing, the mark of acceptance, the stage of the acceptance."""


# --- what goes, and when ----------------------------------------------------------------------------------------


def test_everything_owed_goes_and_is_marked(accepted):
    done = post(accepted, by_spool(accepted))
    assert done.sent == {"applicant": 1, "monitoring": 2}
    assert statuses(accepted) == dict.fromkeys((ONE, MARK, TWO), "delivered")
    row = of(accepted, MARK)
    assert (row.tries, row.delivered_by, row.delivered_at) == (1, "spool", accepted.clock())
    assert journal(accepted, MARK) == [("delivered", "spool", None)]
    assert post(accepted, by_spool(accepted)).sent == Counter()
    assert verify(accepted.database, SHIPPED).findings == ()


def test_a_result_signed_after_hours_goes_on_the_next_working_day_at_nine(office):
    """R4: Friday 13 March 2026 after 18:00; Monday 16 March, 9:00."""
    case_id = office.file()
    office.assign(case_id)
    office.accept(case_id)
    office.clock.set("2026-03-13 18:30")
    office.register(case_id)
    post(office, by_spool(office))
    certificate = next(each for each in outbox.listed(office.database) if "Annex 5" in each.paper)
    assert certificate.status == "waiting"
    post(office, by_spool(office), at="2026-03-16 08:59")
    assert of(office, certificate.key).status == "waiting"
    post(office, by_spool(office), at="2026-03-16 09:00")
    assert of(office, certificate.key).status == "delivered"


def test_what_was_recalled_before_it_went_never_goes(accepted):
    accepted.desk.correct("2026-000001", seq=2, reason="wrong case", moment=None, actor=HEAD)
    assert statuses(accepted)[MARK] == "recalled"
    post(accepted, by_spool(accepted))
    assert MARK not in spooled(accepted, "applicant") and statuses(accepted)[MARK] == "recalled"


def test_what_is_recalled_just_before_its_turn_does_not_go(office):
    first, second = filed(office, 2)

    def attach(case, entry):
        with Database.open(str(office.path)) as other:
            other.run("UPDATE outbox SET status = 'recalled' WHERE case_id = :case_id", {"case_id": second})
        return []

    assert post(office, by_spool(office), attach=attach).sent == {"monitoring": 1}
    assert list(spooled(office, "monitoring")) == [f"{first}-1-1"]


def test_what_is_recalled_while_it_is_on_its_way_is_recorded_as_both(accepted):
    def recall(key, times):
        if key == MARK:
            with Database.open(str(accepted.path)) as other:
                other.run("UPDATE outbox SET status = 'recalled' WHERE seq = 2 AND n = 1")
        return "ok"

    with Receiver(recall) as receiver:
        post(accepted, by_webhook(accepted, receiver))
    row = of(accepted, MARK)
    assert (row.status, row.delivered_at, row.tries) == ("recalled", accepted.clock(), 1)
    assert journal(accepted, MARK) == [("delivered", "webhook", None)]
    assert verify(accepted.database, SHIPPED).findings == ()


def test_what_is_recalled_while_a_try_fails_stays_recalled(accepted):
    def recall(key, times):
        with Database.open(str(accepted.path)) as other:
            other.run("UPDATE outbox SET status = 'recalled' WHERE seq = 2 AND n = 1")
        return "500"

    with Receiver(recall) as receiver:
        post(accepted, by_webhook(accepted, receiver, "applicant"))
    assert statuses(accepted)[MARK] == "recalled" and journal(accepted, MARK)[0][0] == "again"


def test_messages_of_one_case_to_one_addressee_keep_their_order(accepted):
    with Receiver(lambda key, times: "500" if (key, times) == (ONE, 1) else "ok") as receiver:
        settings = by_webhook(accepted, receiver)
        post(accepted, settings)
        assert [event["id"] for _, event in receiver.requests] == [MARK, ONE]
        assert statuses(accepted) == {ONE: "waiting", MARK: "delivered", TWO: "waiting"}
        post(accepted, settings, at="2026-03-10 09:31")
        assert [event["id"] for _, event in receiver.requests][2:] == [ONE, TWO]


def test_a_message_that_was_given_up_or_recalled_holds_none_up(accepted):
    with Receiver(lambda key, times: "404" if key == ONE else "ok") as receiver:
        post(accepted, by_webhook(accepted, receiver))
    assert statuses(accepted) == {ONE: "given_up", MARK: "delivered", TWO: "delivered"}


# --- back-off, and its end --------------------------------------------------------------------------------------


def test_the_waits_grow_and_last_longer_than_a_weekend():
    assert all(before <= after for before, after in pairwise(WAITS))
    assert sum(WAITS, timedelta()) == timedelta(hours=69, minutes=21)
    assert sum(WAITS, timedelta()) > parse_typed("2026-03-16 09:00") - parse_typed("2026-03-13 18:00")


def test_the_receiver_may_ask_for_a_longer_wait_and_for_no_shorter_one():
    at = parse_typed("2026-03-10 09:30")
    assert next_try(1, at) == parse_typed("2026-03-10 09:31")
    assert next_try(1, at, after=600) == parse_typed("2026-03-10 09:40")
    assert next_try(1, at, after=0) == parse_typed("2026-03-10 09:31")
    assert next_try(MOST_TRIES - 1, at) == parse_typed("2026-03-11 09:30")
    assert next_try(MOST_TRIES, at) is None


def test_after_the_last_try_it_is_given_up_with_all_its_tries_on_record(accepted):
    with Receiver(lambda key, times: "500") as receiver:
        settings = by_webhook(accepted, receiver, "applicant")
        when = [
            "2026-03-10 09:30",
            "2026-03-10 09:31",
            "2026-03-10 09:36",
            "2026-03-10 09:51",
            "2026-03-10 10:51",
        ]
        when += [
            "2026-03-10 14:51",
            "2026-03-10 18:51",
            "2026-03-11 06:51",
            "2026-03-12 06:51",
            "2026-03-13 06:51",
        ]
        for n, moment in enumerate(when, start=1):
            office_waits = accepted.clock.moment
            post(accepted, settings, at=moment)
            assert receiver.offered[MARK] == n, (moment, office_waits)
            early = parse_typed(moment) + timedelta(seconds=59)
            accepted.clock.moment = early
            post(accepted, settings)
            assert receiver.offered[MARK] == n
    row = of(accepted, MARK)
    assert (row.status, row.tries, row.fault) == (
        "given_up",
        MOST_TRIES,
        "it answered with 500: out of order",
    )
    assert journal(accepted, MARK) == [("again", "webhook", row.fault)] * MOST_TRIES
    assert outbox.counts(accepted.database)["given_up"] == 1


def test_what_was_given_up_goes_again_when_somebody_says_so(accepted):
    with Receiver(lambda key, times: "404" if times == 1 else "ok") as receiver:
        settings = by_webhook(accepted, receiver, "applicant")
        assert post(accepted, settings).lost == [MARK]
        assert post(accepted, settings, at="2026-03-20 10:00").sent == Counter()
        assert outbox.retry(accepted.database, of(accepted, MARK), accepted.clock(), by="Seitkali, head")
        assert not outbox.retry(accepted.database, of(accepted, MARK), accepted.clock(), by="Seitkali, head")
        assert post(accepted, settings).sent == {"applicant": 1}
    assert [each[0] for each in journal(accepted, MARK)] == ["refused", "retried", "delivered"]
    assert of(accepted, MARK).fault is None


# --- addressees who are in trouble ------------------------------------------------------------------------------


def filed(office, n):
    """So many cases of as many persons, each with one stage message."""
    numbers = []
    with office.database.transaction():
        for each in range(n):
            numbers.append(office.file(f"F-{each}", iin=iin(each)))
    return numbers


def test_one_that_hangs_costs_one_timeout_and_holds_up_nobody_else(office):
    for each in range(6):
        office.accept(office.file(f"H-{each}", iin=iin(each)))
    with Receiver(lambda key, times: "hang", hang=5) as receiver:
        before = time.monotonic()
        done = post(office, by_webhook(office, receiver, "applicant", timeout=0.3))
        assert time.monotonic() - before < 3
        assert done.left_alone == {"applicant": "it did not answer in time"}
        assert done.sent == {"monitoring": 12}
        assert len(receiver.requests) <= 8  # those that were on their way together


def test_one_that_only_fails_is_left_alone_after_a_few(office):
    filed(office, 20)
    with Receiver(lambda key, times: "500") as receiver:
        done = post(office, by_webhook(office, receiver, "monitoring"))
        assert "monitoring" in done.left_alone
        assert MOST_TROUBLES <= len(receiver.requests) <= MOST_TROUBLES + 8


def test_where_nobody_is_there_at_all_no_more_is_tried(office):
    """Only what was on its way together."""
    filed(office, 20)
    with no_longer(spool_of(office)):
        post(office, by_spool(office))
    tried = [each for each in outbox.listed(office.database) if each.tries]
    assert 1 <= len(tried) <= Spool.parallel < MOST_TROUBLES


def test_one_that_fails_now_and_then_is_not_left_alone(office):
    numbers = filed(office, 60)
    failing = {f"{number}-1-1" for number in numbers[::3]}
    with Receiver(lambda key, times: "500" if key in failing else "ok") as receiver:
        done = post(office, by_webhook(office, receiver, "monitoring"))
    assert done.left_alone == {} and done.sent == {"monitoring": 40}
    assert sorted(key for key, status in statuses(office).items() if status == "waiting") == sorted(failing)


def test_a_wrong_address_does_not_have_everything_given_up_in_one_beat(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        filed(office, 60)
        with Receiver(lambda key, times: "404") as receiver:
            done = post(office, by_webhook(office, receiver, "monitoring"))
        assert MOST_TROUBLES <= len(done.lost) <= MOST_TROUBLES + 8
        assert done.given_up == len(done.lost)


def test_there_is_no_more_time_than_there_is_and_the_rest_goes_in_the_next_round(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        filed(office, 30)
        done = post(office, by_spool(office), seconds=0)
        assert not done.complete and done.sent == Counter()
        done = post(office, by_spool(office))
        assert done.complete and done.sent == {"monitoring": 30}


def test_told_to_stop_it_begins_no_more_and_marks_what_was_begun(tmp_path, workdays):
    with opened(tmp_path, workdays) as office:
        filed(office, 30)
        asked = []
        done = post(office, by_spool(office), go_on=lambda: asked.append(1) or len(asked) < 20)
        assert not done.complete and 0 < done.sent["monitoring"] < 30
        assert len(spooled(office, "monitoring")) == done.sent["monitoring"]


# --- a fault of ours --------------------------------------------------------------------------------------------


def test_papers_are_asked_for_and_go_along(accepted):
    asked = []

    def attach(case, entry):
        asked.append((case.id, entry.key))
        return (
            [Attachment("../mark of acceptance.pdf", "application/pdf", b"%PDF")] if entry.key == MARK else []
        )

    post(accepted, by_spool(accepted), attach=attach)
    assert sorted(asked) == [("2026-000001", key) for key in (ONE, MARK, TWO)]
    [message] = spooled(accepted, "applicant").values()
    [carried] = message["data"]["attachments"]
    file = spool_of(accepted) / "applicant" / carried["file"]
    assert file.read_bytes() == b"%PDF" and carried["file"].startswith(MARK)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_papers_that_cannot_be_made_keep_only_their_own_message_back(accepted):
    def attach(case, entry):
        if entry.key == MARK:
            raise TooEarly("the certificate waits for a signature")
        return []

    done = post(accepted, by_spool(accepted), attach=attach)
    assert done.faults == {MARK: "the certificate waits for a signature."}
    assert statuses(accepted) == {ONE: "delivered", MARK: "waiting", TWO: "delivered"}
    assert of(accepted, MARK).next_try == parse_typed("2026-03-10 09:31")
    for _ in range(MOST_TRIES):
        accepted.clock.moment += timedelta(days=2)
        post(accepted, by_spool(accepted), attach=attach)
    assert of(accepted, MARK).status == "given_up"
    assert {each[0] for each in journal(accepted, MARK)} == {"fault"}


def test_a_fault_of_merzim_in_a_paper_is_no_fault_of_the_daemon(accepted):
    def attach(case, entry):
        raise KeyError("Сұлтанов")

    done = post(accepted, by_spool(accepted), attach=attach)
    assert len(done.faults) == 2 and all("KeyError" in why for why in done.faults.values())
    assert "Сұлтанов" not in str(done)


def test_papers_may_be_put_on_record_before_the_message_goes(office, workdays):
    """What issues papers appends to the case; the message is made of the case as it stands then."""
    case_id = office.file()
    office.accept(case_id)
    office.clock.set("2026-04-06 10:00")
    office.desk.sweep_one(case_id, office.clock())

    def attach(case, entry):
        if entry.addressee == "head" and case.executor is None:
            office.assign(case.id, "Bekova")
        return [Attachment("a.pdf", "application/pdf", b"a")]

    post(office, by_spool(office), attach=attach)
    told = spooled(office, "head").values()
    assert told and {each["data"]["executor"] for each in told} == {"Bekova"}


def test_a_busy_database_is_a_fault_of_the_whole_round(accepted):
    def attach(case, entry):
        raise Busy("the database is in use by another program")

    with pytest.raises(Busy):
        post(accepted, by_spool(accepted), attach=attach)
    assert set(statuses(accepted).values()) == {"waiting"}


def test_whose_person_is_erased_cannot_be_told_and_no_more_is_tried(accepted):
    accepted.write("DELETE FROM personal")
    done = post(accepted, by_spool(accepted))
    assert done.lost == [MARK] and "erased" in of(accepted, MARK).fault
    assert statuses(accepted)[ONE] == "delivered"


def test_nobody_is_told_of_an_entry_that_has_no_effect_any_more(accepted):
    from daemon.letters import step_of

    accepted.desk.correct("2026-000001", seq=2, reason="wrong case", moment=None, actor=HEAD)
    with pytest.raises(NotAllowedHere, match="struck or annulled"):
        step_of(accepted.cases.load("2026-000001"), 2)


# --- the spool --------------------------------------------------------------------------------------------------


def test_the_spool_is_for_the_owner_alone_whatever_the_umask(accepted):
    before = os.umask(0)
    try:
        post(accepted, by_spool(accepted))
    finally:
        os.umask(before)
    folders = [spool_of(accepted), spool_of(accepted) / "applicant"]
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o700}
    files = [each for each in spool_of(accepted).rglob("*") if each.is_file()]
    assert len(files) == 3 and {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


def test_a_message_that_lies_there_is_not_written_again(accepted):
    post(accepted, by_spool(accepted))
    path = spool_of(accepted) / "applicant" / f"{MARK}.json"
    before = path.read_bytes(), path.stat().st_ino
    accepted.write(
        "UPDATE outbox SET status = 'waiting', delivered_at = NULL"
    )  # as if killed before the marks
    post(accepted, by_spool(accepted))
    assert (path.read_bytes(), path.stat().st_ino) == before
    assert journal(accepted, MARK)[-1] == ("delivered", "spool", "the receiver had it before")


def test_a_spool_that_cannot_be_written_to_loses_nothing(accepted):
    with no_longer(spool_of(accepted)):
        done = post(accepted, by_spool(accepted))
        assert done.left_alone.keys() == {"applicant", "monitoring"}
        assert "cannot be written to: Not a directory" in done.left_alone["applicant"]
    assert set(statuses(accepted).values()) == {"waiting"}
    post(accepted, by_spool(accepted), at="2026-03-10 09:31")
    assert set(statuses(accepted).values()) == {"delivered"}


def test_a_full_disk_leaves_no_half_of_a_message_and_loses_none(accepted):
    """A limit on the size of files: the one that the system refuses in the middle of a file."""
    paper = Attachment("certificate.pdf", "application/pdf", b"x" * 30_000_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000_000, before[1]))
    try:
        done = post(
            accepted, by_spool(accepted), attach=lambda case, entry: [paper] if entry.key == MARK else []
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "File too large" in done.left_alone["applicant"]
    assert [path.name for path in (spool_of(accepted) / "applicant").iterdir()] == []
    assert statuses(accepted) == {ONE: "delivered", MARK: "waiting", TWO: "delivered"}
    post(accepted, by_spool(accepted), at="2026-03-10 09:31")
    assert statuses(accepted)[MARK] == "delivered"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b", "..", ".hidden", "a\0b", ""])
def test_no_name_leads_out_of_its_folder(name, accepted):
    papers = [Attachment(name, "application/pdf", b"x")]
    done = post(accepted, by_spool(accepted), attach=lambda case, entry: papers if entry.key == MARK else [])
    assert done.left_alone == {} and done.faults == {}
    found = {path.parent.name for path in spool_of(accepted).rglob("*") if path.is_file()}
    assert found == {"applicant", "monitoring"}


# --- in a beat of the daemon ------------------------------------------------------------------------------------


def beat(office, workdays, at, settings):
    office.clock.set(at)
    clocks = Clocks(office.clock, lambda: 1.0, "this one")
    with ways_opened(settings) as ways:
        return Office(str(office.path), workdays, SHIPPED, clocks, ways=ways).beat()


def test_what_fires_in_a_beat_goes_out_in_the_same_one(office, workdays):
    case_id = office.file()
    office.assign(case_id)
    office.accept(case_id)
    done = beat(office, workdays, "2026-04-06 10:00", by_spool(office))
    assert done.swept.hit["DecisionOverdue"] == [case_id]
    [word] = [each for each in spooled(office, "head").values() if "deemed" in each["data"]["paper"]]
    assert word["data"]["occurred_at"] == "2026-04-03T18:00:00+05:00"
    assert done.faults == 0


def test_delivering_that_fails_keeps_no_deadline_from_firing(office, workdays):
    case_id = office.file()
    office.accept(case_id)
    with no_longer(spool_of(office)):
        done = beat(office, workdays, "2026-04-06 10:00", by_spool(office))
    assert done.swept.hit["DecisionOverdue"] == [case_id]
    assert done.faults == len(done.posted.left_alone) + 1  # and the folder of receipts in it


def test_without_ways_nothing_is_delivered(accepted, workdays):
    clocks = Clocks(accepted.clock, lambda: 1.0, "this one")
    Office(str(accepted.path), workdays, SHIPPED, clocks).beat()
    assert set(statuses(accepted).values()) == {"waiting"} and not spool_of(accepted).exists()


def test_without_a_file_of_settings_all_goes_to_a_spool_beside_the_database(accepted):
    settings = default(accepted.path)
    assert (settings.spool, settings.language) == (spool_of(accepted), "kk")
    assert all(
        settings.route(each).way == "spool" for each in ("applicant", "monitoring", "quality_authority")
    )


# --- ten thousand -----------------------------------------------------------------------------------------------

CASES, PER_CASE = 3_334, 3
COMMON = ["500", "drop", "garbage", "twice", "drop before"] * 9
FAULTS = [*COMMON, "slow", "429", *["ok"] * 400]


def of_the_tries(key, times):
    """A fault for about one try in nine, by the key, so that every run is the same; the fourth try is always well."""
    what = hash_of(f"{key}/{times}") % len(FAULTS)
    return FAULTS[what] if times < 4 else "ok"


def hash_of(text):
    return int.from_bytes(text.encode(), "big") % 1_000_003


@pytest.mark.slow
def test_ten_thousand_messages_through_faults_of_every_kind_none_lost_none_twice_by_key(tmp_path, workdays):
    with opened(tmp_path, workdays, now="2026-03-10 09:30") as office:
        for part in range(0, CASES, 500):
            with office.database.transaction():
                for n in range(part, min(part + 500, CASES)):
                    office.accept(office.file(f"T-{n}", iin=iin(n)))
        owed = {each.key: each for each in outbox.listed(office.database)}
        assert len(owed) == CASES * PER_CASE == 10_002
        with Receiver(of_the_tries, hang=0.6) as receiver:
            settings = by_webhook(office, receiver, timeout=0.3)
            begun, rounds = time.monotonic(), 0
            while outbox.counts(office.database)["waiting"]:
                post(office, settings)
                office.clock.moment += timedelta(minutes=1)
                rounds += 1
                assert rounds < 3_000 and time.monotonic() - begun < 300
            took = time.monotonic() - begun
    print(f"{took:.1f} s, {rounds} rounds, {receiver.offered.total()} offered: {dict(receiver.answered)}")
    assert receiver.wrong == []
    assert receiver.taken.keys() == owed.keys()  # none lost; what has effect has it once, by its key
    assert receiver.doubles > 0 and receiver.offered.total() > len(owed)
    assert set(receiver.answered) >= {
        "500",
        "drop",
        "garbage",
        "twice",
        "drop before",
        "slow",
        "429",
    }


# --- killed between the answer and its mark ---------------------------------------------------------------------


@pytest.mark.slow
def test_a_daemon_killed_between_delivery_and_mark_sends_again_under_the_same_key(office, tmp_path):
    for each in range(6):
        office.accept(office.file(f"K-{each}", iin=iin(each)))
    owed = set(statuses(office))
    config = tmp_path / "delivery.toml"
    daemons, kills = [], Counter()

    def plan(key, times):
        """The first time that each of these three comes, its sender dies before it hears that it was taken."""
        if times == 1 and int(key.split("-")[1]) % 2 and key.endswith("-2-1"):
            kills[key] += 1
            daemons[-1].kill()
        return "ok"

    with Receiver(plan) as receiver:
        for to in ("applicant", "monitoring"):
            with config.open("a") as file:
                file.write(f'[{to}]\nway = "webhook"\nurl = "{receiver.url}"\nsecret_env = "{VARIABLE}"\n')
        for _ in range(20):
            daemons.append(daemon(office.path, "--once", "--delivery", config))
            daemons[-1].wait(PATIENCE)
            if daemons[-1].returncode == 0:
                break
            assert daemons[-1].returncode == -signal.SIGKILL
    assert len(kills) == 3 and 2 <= len(daemons) <= 4
    assert set(statuses(office).values()) == {"delivered"}
    assert set(receiver.taken) >= owed and receiver.wrong == []
    assert receiver.doubles >= 1  # the same key again, and no second effect
    assert verify(office.database, SHIPPED).findings == ()


def daemon(path, *words, **streams):
    command = [sys.executable, "-m", "daemon.run", "--db", str(path), *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, VARIABLE: SECRET}, **streams)


@pytest.mark.slow
def test_the_daemon_delivers_by_itself_and_not_where_it_is_told_not_to(accepted):
    process = daemon(accepted.path, "--once", "--no-delivery")
    assert process.wait(PATIENCE) == 0 and statuses(accepted)[MARK] == "waiting"
    process = daemon(accepted.path, "--once")
    assert process.wait(PATIENCE) == 0 and set(statuses(accepted).values()) == {"delivered"}
    assert json.loads((spool_of(accepted) / "applicant" / f"{MARK}.json").read_bytes())["id"] == MARK


@pytest.mark.slow
def test_a_daemon_that_waits_for_an_answer_is_known_to_live(accepted, tmp_path):
    """The answer takes longer than three periods: the scheduler must not be started anew for it."""
    config = tmp_path / "delivery.toml"
    with Receiver(lambda key, times: "slow", hang=2) as receiver:
        config.write_text(
            f'[monitoring]\nway = "webhook"\nurl = "{receiver.url}"\nsecret_env = "{VARIABLE}"\ntimeout = 5\n'
        )
        process = daemon(accepted.path, "--interval", "0.4", "--delivery", config, stderr=subprocess.PIPE)
        end = time.monotonic() + PATIENCE
        while statuses(accepted)[TWO] != "delivered":
            assert time.monotonic() < end and process.poll() is None
            time.sleep(0.1)
        process.terminate()
        said = process.communicate(timeout=PATIENCE)[1].decode()
    assert process.returncode == 0 and "anew" not in said, said


@pytest.mark.slow
def test_settings_that_cannot_be_used_end_it_before_it_begins(accepted, tmp_path):
    config = tmp_path / "delivery.toml"
    config.write_text('[applicant]\nway = "pigeon"\n[monitoring]\nway = "webhook"\n')
    ran = subprocess.run(
        [sys.executable, "-m", "daemon.run", "--db", str(accepted.path), "--once", "--delivery", str(config)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "applicant.way must be one of" in ran.stderr and "monitoring.url is missing" in ran.stderr
    assert set(statuses(accepted).values()) == {"waiting"}
