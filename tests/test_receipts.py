"""Receipts: the one of the hearing notice moves the case (R7), and what cannot be true moves nothing."""

import json
from datetime import timedelta

import pytest
from posting import by_spool, by_webhook, journal, of, post, spool_of, spooled, statuses
from receivers import Receiver
from storage import EXECUTOR, HEAD, opened

from daemon import receipt_files
from daemon.beat import Office
from daemon.clocks import Clocks
from delivery.ways import opened as ways_opened
from process.definitions import SHIPPED
from process.events import HearingNoticeReceived, HearingNoticeSent, HearingRescheduled
from process.hearing import receive_notice, reschedule, send_notice
from process.hearing_times import Setting
from process.localtime import iso, parse_typed
from process.states import State
from store import outbox
from store.audit import verify

NOTICE = "notice of preliminary decision and hearing"
SENT = "2026-03-30 10:00"


@pytest.fixture
def office(tmp_path, workdays):
    """A case accepted on Monday 16 March 2026; on 30 March, day 7 of 15, its refusal is proposed at 10:00."""
    with opened(tmp_path, workdays, now="2026-03-16 10:00") as office:
        case_id = office.file(filed_at="2026-03-16T09:00:00+05:00")
        office.assign(case_id)
        office.accept(case_id)
        office.clock.set(SENT)
        office.propose_refusal(case_id, hearing="2026-04-01 15:00")
        yield office


@pytest.fixture
def sent(office):
    """The notice has gone out by spool, at 10:00."""
    post(office, by_spool(office))
    return office


def notices(office):
    return [each.key for each in outbox.listed(office.database) if each.paper == NOTICE]


def case(office):
    return office.cases.load("2026-000001")


def put(office, name="a.json", **said):
    """A receipt put into the folder of the spool, with what is said otherwise."""
    folder = spool_of(office) / "receipts"
    folder.mkdir(exist_ok=True)
    whole = {"key": notices(office)[0], "receipt": "SMS-1", "received_at": "2026-03-30T10:03:00+05:00"} | said
    (folder / name).write_text(json.dumps(whole), encoding="utf-8")
    return folder


def take(office, at="2026-03-30 10:05"):
    office.clock.set(at)
    folder = spool_of(office) / "receipts"
    return receipt_files.take(office.desk, office.database, folder, office.clock())


def left(office, folder="rejected"):
    return sorted(path.name for path in (spool_of(office) / "receipts" / folder).glob("*"))


# --- a receipt moves the case -----------------------------------------------------------------------------------


def test_the_receipt_of_the_notice_moves_the_case_at_the_moment_it_names(sent):
    put(sent)
    assert [each.refused for each in take(sent)] == [None]
    assert left(sent, "done") == ["a.json"]
    received = case(sent).last(HearingNoticeReceived)
    assert (received.occurred_at, received.receipt) == (parse_typed("2026-03-30 10:03"), "SMS-1")
    assert case(sent).state is State.HEARING
    entry = case(sent).course[-1].entry
    assert (entry.actor.name, entry.actor.role, entry.recorded_at) == ("portal", "system", sent.clock())
    row = of(sent, notices(sent)[0])
    assert (row.receipt, row.received_at) == ("SMS-1", parse_typed("2026-03-30 10:03"))
    assert verify(sent.database, SHIPPED).findings == ()


def test_a_receipt_in_the_answer_to_the_webhook_moves_it_in_the_same_transaction(office):
    said = {"receipt": "cabinet-7", "received_at": iso(office.clock())}
    with Receiver(lambda key, times: (200, json.dumps(said).encode(), {})) as receiver:
        done = post(office, by_webhook(office, receiver, "applicant"))
    assert done.refused_receipts == []
    assert (
        case(office).state is State.HEARING
        and case(office).last(HearingNoticeReceived).receipt == "cabinet-7"
    )
    assert of(office, notices(office)[0]).receipt == "cabinet-7"


def test_a_receipt_told_in_whole_seconds_may_lie_in_the_second_of_sending(office):
    office.clock.moment += timedelta(milliseconds=700)
    said = {"receipt": "cabinet-7", "received_at": "2026-03-30T10:00:00+05:00"}
    with Receiver(lambda key, times: (200, json.dumps(said).encode(), {})) as receiver:
        assert post(office, by_webhook(office, receiver, "applicant")).refused_receipts == []
    assert case(office).last(HearingNoticeReceived).occurred_at == office.clock()


def test_a_receipt_that_comes_for_a_try_whose_answer_was_lost_counts_from_that_try(office):
    said = {"receipt": "cabinet-7", "received_at": "2026-03-30T10:00:30+05:00"}

    [notice] = notices(office)

    def plan(key, times):
        if key != notice:
            return "ok"
        return "drop" if times == 1 else (409, json.dumps(said).encode(), {})

    with Receiver(plan) as receiver:
        settings = by_webhook(office, receiver, "applicant")
        post(office, settings)
        assert statuses(office)[notice] == "waiting"
        post(office, settings, at="2026-03-30 10:01")
    assert case(office).last(HearingNoticeReceived).occurred_at == parse_typed("2026-03-30 10:00:30")


def test_the_receipt_of_another_paper_is_kept_and_moves_nothing(sent):
    mark = next(each.key for each in outbox.listed(sent.database) if each.paper == "mark of acceptance")
    put(sent, key=mark)
    assert take(sent)[0].refused is None
    assert of(sent, mark).received_at == parse_typed("2026-03-30 10:03")
    assert case(sent).state is State.PRELIMINARY_REFUSAL


def test_the_receipt_of_another_paper_must_be_true_as_well(sent):
    mark = next(each.key for each in outbox.listed(sent.database) if each.paper == "mark of acceptance")
    for moment in ("2026-03-30T10:05:01+05:00", "2026-03-30T09:59:59+05:00"):
        put(sent, key=mark, received_at=moment)
        assert take(sent)[0].refused
    assert of(sent, mark).receipt is None


def test_the_same_receipt_twice_does_nothing_the_second_time(sent):
    put(sent)
    take(sent)
    before = case(sent).version, journal(sent, notices(sent)[0])
    put(sent)
    put(sent, "b.json")
    assert [each.refused for each in take(sent, "2026-03-30 10:06")] == [None, None]
    assert (case(sent).version, journal(sent, notices(sent)[0])) == before
    assert left(sent, "done") == ["a.2.json", "a.json", "b.json"]


# --- a receipt that lies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"key": "2026-000001-99-1"}, "there is no message '2026-000001-99-1'"),
        ({"key": "2026-000002-5-1"}, "there is no message"),
        ({"key": "nonsense"}, "there is no message 'nonsense'"),
        ({"key": None}, "the file is no receipt"),
        ({"receipt": None}, "receipt must be words"),
        ({"receipt": "  "}, "receipt must be words"),
        ({"receipt": "a\nb"}, "receipt must be words"),
        ({"receipt": "x" * 201}, "no longer than 200"),
        ({"received_at": None}, "is not an instant"),
        ({"received_at": "soon"}, "is not an instant"),
        ({"received_at": "2026-03-30T10:03:00"}, "has no offset"),
        ({"received_at": "2026-03-30T09:59:59+05:00"}, "is before the message was sent"),
        ({"received_at": "2026-03-30T10:05:01+05:00"}, "is in the future"),
        (
            {"receipt": 7, "received_at": 7},
            "receipt must be words on one line; received_at: 7 is not an instant",
        ),
    ],
)
def test_a_receipt_that_cannot_be_true_is_refused_with_its_reason_and_moves_nothing(sent, said, why):
    before = case(sent).version
    put(sent, **said)
    [refused] = take(sent)
    assert why in refused.refused
    assert left(sent) == ["a.json", "a.json.reason.txt"]
    assert why in (spool_of(sent) / "receipts" / "rejected" / "a.json.reason.txt").read_text()
    assert case(sent).version == before and of(sent, notices(sent)[0]).receipt is None
    known = [each for each in journal(sent, notices(sent)[0]) if each[0] == "receipt_refused"]
    assert len(known) == ("key" not in said)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"key": 1}', b" " * 70_000])
def test_a_file_that_is_no_receipt_is_rejected(sent, data):
    put(sent)
    (spool_of(sent) / "receipts" / "a.json").write_bytes(data)
    [refused] = take(sent)
    assert refused.refused and left(sent) == ["a.json", "a.json.reason.txt"]


def test_a_second_and_different_receipt_is_refused(sent):
    put(sent)
    take(sent)
    for n, said in enumerate([{"receipt": "SMS-2"}, {"received_at": "2026-03-30T10:04:00+05:00"}]):
        put(sent, f"{n}.json", **said)
        [refused] = take(sent)
        assert "another one" in refused.refused
    assert of(sent, notices(sent)[0]).receipt == "SMS-1"
    assert case(sent).last(HearingNoticeReceived).receipt == "SMS-1"


def test_a_receipt_of_what_was_not_sent_yet_is_refused(office):
    spool_of(office).mkdir()
    put(office)
    assert "has not been sent yet" in take(office)[0].refused


def test_a_receipt_where_the_executor_recorded_the_arrival_by_hand_is_refused(sent):
    sent.do("2026-000001", HearingNoticeReceived, receive_notice, at=SENT)
    before = case(sent).version
    put(sent)
    assert "no notice is on its way" in take(sent)[0].refused
    assert case(sent).version == before and of(sent, notices(sent)[0]).receipt is None


def test_a_receipt_of_a_notice_of_another_time_is_refused(sent):
    """The hearing was set anew: that the first notice arrived says nothing of the second."""
    sent.clock.set("2026-03-30 10:02")
    moved = Setting("oral", parse_typed("2026-04-01 16:00"), "office 12")
    sent.do("2026-000001", HearingRescheduled, reschedule, hearing=moved, reason="the room is taken")
    put(sent)
    assert "tells of no hearing that is set" in take(sent)[0].refused
    assert case(sent).state is State.PRELIMINARY_REFUSAL
    post(sent, by_spool(sent))
    put(sent, "b.json", key=notices(sent)[1], received_at="2026-03-30T10:06:00+05:00", receipt="SMS-2")
    assert take(sent, "2026-03-30 10:07")[0].refused is None
    assert case(sent).state is State.HEARING


def test_a_receipt_of_a_notice_that_was_struck_is_refused(sent):
    seq = next(each.seq for each in case(sent).record if isinstance(each.event, HearingNoticeSent))
    act = next(each.act for each in case(sent).record if each.seq == seq)
    sent.desk.correct("2026-000001", seq=act, reason="the wrong case", moment=None, actor=HEAD)
    put(sent)
    assert take(sent)[0].refused
    assert case(sent).last(HearingNoticeReceived) is None


def test_a_lie_in_the_answer_is_refused_and_the_message_is_delivered_all_the_same(office):
    said = {"receipt": "R", "received_at": "2027-01-01T00:00:00+05:00"}
    with Receiver(lambda key, times: (200, json.dumps(said).encode(), {})) as receiver:
        done = post(office, by_webhook(office, receiver, "applicant"))
    key = notices(office)[0]
    assert key in done.refused_receipts and statuses(office)[key] == "delivered"
    assert [each[0] for each in journal(office, key)] == ["delivered", "receipt_refused"]
    assert case(office).state is State.PRELIMINARY_REFUSAL


def test_a_receipt_for_another_message_in_the_answer_is_refused(office):
    said = {"key": "2026-000009-1-1", "receipt": "R", "received_at": iso(office.clock())}
    with Receiver(lambda key, times: (200, json.dumps(said).encode(), {})) as receiver:
        done = post(office, by_webhook(office, receiver, "applicant"))
    assert len(done.refused_receipts) == 2 and case(office).state is State.PRELIMINARY_REFUSAL


# --- no receipt: told, and sent again another way ---------------------------------------------------------------


def beat(office, workdays, at):
    office.clock.set(at)
    clocks = Clocks(office.clock, lambda: 1.0, "this one")
    with ways_opened(by_spool(office, language="en")) as ways:
        return Office(str(office.path), workdays, SHIPPED, clocks, ways=ways).beat()


def test_without_a_receipt_the_executor_is_told_and_the_notice_goes_another_way(office, workdays):
    """R7. Sent on Monday 30 March at 10:00; the end of the next working day is Tuesday 31 March, 18:00."""
    beat(office, workdays, "2026-03-30 10:01")
    first = notices(office)
    assert [statuses(office)[key] for key in first] == ["delivered"]
    beat(office, workdays, "2026-03-31 18:00")
    assert told(office) == ""
    beat(office, workdays, "2026-03-31 18:01")
    words = told(office)
    assert "sent on 30.03.2026 10:00 (cabinet), has arrived" in words
    assert "letter, telegram, SMS, e-mail" in words and "cabinet," not in words
    assert "merzim case send-notice 2026-000001 --way WAY" in words and "Code, Article 66" in words
    office.do(
        "2026-000001", HearingNoticeSent, send_notice, way="letter", actor=EXECUTOR, at="2026-03-31 18:01"
    )
    beat(office, workdays, "2026-03-31 18:02")
    [again] = set(notices(office)) - set(first)
    row = of(office, again)
    assert (row.way, row.status) == ("letter", "delivered")
    assert spooled(office, "applicant")[again]["data"]["way"] == "letter"
    put(office, key=again, receipt="post-55", received_at="2026-03-31T18:03:00+05:00")
    done = beat(office, workdays, "2026-03-31 18:05")
    assert done.faults == 0 and [each.refused for each in done.receipts] == [None]
    assert case(office).state is State.HEARING
    assert case(office).last(HearingNoticeReceived).receipt == "post-55"


def told(office):
    """What the executor was written about the receipt of a notice."""
    found = spooled(office, "executor").values()
    bodies = [each["data"]["body"] for each in found]
    return next((each for each in bodies if "Nothing shows that the notice" in each), "")


def test_a_receipt_that_comes_in_the_beat_of_the_warning_spares_it(office, workdays):
    beat(office, workdays, "2026-03-30 10:01")
    put(office, received_at="2026-03-31T17:59:00+05:00")
    beat(office, workdays, "2026-03-31 18:10")
    assert case(office).state is State.HEARING and told(office) == ""


def test_receipts_are_taken_even_while_another_is_refused(office, workdays):
    beat(office, workdays, "2026-03-30 10:01")
    put(office, "a.json", receipt=None)
    put(office, "b.json")
    assert [bool(each.refused) for each in beat(office, workdays, "2026-03-30 10:05").receipts] == [
        True,
        False,
    ]
    assert case(office).state is State.HEARING


def test_a_thousand_other_files_are_left_alone(sent):
    folder = put(sent, ".hidden.json")
    (folder / "unfinished.part").write_bytes(b"{")
    (folder / "sub.json").mkdir()
    assert take(sent) == []
