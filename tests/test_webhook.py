"""The webhook, against a real server: what it sends, how it signs, and what it makes of every answer."""

import base64
import hashlib
import json
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from receivers import SECRET, Receiver, signed

from delivery.message import STAGE, Attachment, Message
from delivery.way import Again, Refused, Taken
from delivery.webhook import MOST_BYTES, Webhook

MESSAGE = Message(
    key="2026-000118-8-1",
    type=STAGE,
    case="2026-000118",
    paper="stage",
    addressee="monitoring",
    name=None,
    occurred_at=datetime(2026, 3, 16, 5, tzinfo=UTC),
    subject="-",
    body="-",
    data={"case": "2026-000118", "to": "қабылданды"},
)


def sent(receiver, message=MESSAGE, **options):
    webhook = Webhook(receiver.url, secret=SECRET.encode(), source="urn:merzim", **{"timeout": 0.4} | options)
    try:
        return webhook.deliver(message)
    finally:
        webhook.close()


def answered(status, body=b"", headers=(), **options):
    with Receiver(lambda key, times: (status, body, dict(headers))) as receiver:
        return sent(receiver, **options)


def test_a_message_goes_as_a_signed_cloud_event_under_its_key():
    with Receiver() as receiver:
        assert sent(receiver, clock=lambda: 1_774_000_000.9) == Taken("HTTP 200")
    [(headers, event)] = receiver.requests
    assert receiver.wrong == []
    assert event == {
        "specversion": "1.0",
        "id": "2026-000118-8-1",
        "source": "urn:merzim",
        "type": "kz.merzim.stage",
        "subject": "2026-000118",
        "time": "2026-03-16T05:00:00.000000Z",
        "datacontenttype": "application/json",
        "data": {"case": "2026-000118", "to": "қабылданды"},
    }
    assert headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
    assert headers["Idempotency-Key"] == "2026-000118-8-1"
    assert headers["Merzim-Signature"].startswith("t=1774000000,v1=")


def test_a_body_a_moment_or_a_secret_that_was_changed_has_another_signature():
    from delivery.webhook import signature

    header = signature(SECRET.encode(), b'{"id": 1}', 1_774_000_000)
    assert signed(header, b'{"id": 1}')
    assert not signed(header, b'{"id": 2}')
    assert not signed(header.replace("t=1774000000", "t=1774000001"), b'{"id": 1}')
    assert not signed(header, b'{"id": 1}', "another secret of the same kind")


def test_papers_go_along_with_their_digest():
    paper = Attachment("certificate.pdf", "application/pdf", b"%PDF-1.7 \x00\xff")
    with Receiver() as receiver:
        sent(
            receiver,
            Message(
                **{each: getattr(MESSAGE, each) for each in MESSAGE.__slots__} | {"attachments": [paper]}
            ),
        )
    [(_, event)] = receiver.requests
    [carried] = event["data"]["attachments"]
    assert base64.b64decode(carried["content"]) == paper.content
    assert carried["sha256"] == hashlib.sha256(paper.content).hexdigest()
    assert (carried["name"], carried["media_type"]) == ("certificate.pdf", "application/pdf")


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_2xx_is_taken(status):
    assert answered(status) == Taken(f"HTTP {status}")


def test_409_is_taken_before():
    assert answered(409) == Taken("HTTP 409", before=True)


@pytest.mark.parametrize("status", [301, 302, 307, 408, 425, 500, 502, 503, 504, 599])
def test_what_may_go_better_is_to_be_tried_again(status):
    assert answered(status) == Again(f"it answered with {status}")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 422])
def test_another_4xx_is_refused_for_good_in_the_receivers_own_words(status):
    words = "number 900514300121 is\nnot known here " + "x" * 1000
    refused = answered(status, words.encode())
    assert isinstance(refused, Refused) and refused.why == f"it refused with {status}"
    assert refused.words.startswith("number ************ is not known here xxx") and len(refused.words) == 200


def test_a_redirect_is_not_followed():
    with Receiver() as elsewhere:
        assert answered(302, headers={"Location": elsewhere.url}) == Again("it answered with 302")
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    ("said", "after"),
    [("30", 30.0), ("0", 0.0), ("99999999", 86_400.0), ("-5", None), ("tomorrow", None), ("1" * 99, None)],
)
def test_429_says_when_and_that_the_others_need_not_try(said, after):
    assert answered(429, headers={"Retry-After": said}) == Again(
        "it answered with 429", after=after, silent=True
    )


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe{]", b"[]", b"null", b'"receipt"', b"{}", b"[" * 60_000, b'{"taken": true}']
)
def test_an_answer_that_is_none_says_nothing_of_a_receipt_and_is_taken_all_the_same(body):
    assert answered(200, body) == Taken("HTTP 200")


def test_what_it_says_of_a_receipt_is_handed_on_unjudged():
    said = {"receipt": "SMS-1", "received_at": "soon"}
    assert answered(200, json.dumps(said).encode()) == Taken("HTTP 200", said)
    assert answered(409, json.dumps(said).encode()) == Taken("HTTP 409", said, before=True)


def test_an_answer_without_end_is_read_no_further_than_is_needed():
    assert answered(200, b" " * (4 * MOST_BYTES)) == Taken("HTTP 200")


def test_a_receiver_that_hangs_costs_one_timeout():
    with Receiver(lambda key, times: "hang", hang=3) as receiver:
        before = time.monotonic()
        assert sent(receiver, timeout=0.2) == Again("it did not answer in time", silent=True)
        assert time.monotonic() - before < 2


def test_a_connection_that_is_dropped_and_a_receiver_who_is_not_there_are_tried_again():
    with Receiver(lambda key, times: "drop") as receiver:
        assert sent(receiver).why.startswith("it cannot be reached: ")
    assert sent(receiver) == Again("it cannot be reached: ConnectError")


def test_a_second_answer_is_none_to_the_next_message():
    """On a connection that was kept, the next message would be taken for delivered, and be lost."""
    with Receiver(lambda key, times: "twice" if key == MESSAGE.key else "404") as receiver:
        webhook = Webhook(receiver.url, secret=SECRET.encode(), source="urn:merzim", timeout=1)
        for n in range(20):
            assert webhook.deliver(MESSAGE).reference in ("HTTP 200", "HTTP 409")
            following = webhook.deliver(replace(MESSAGE, key=f"2026-000118-9-{n}"))
            assert following == Refused("it refused with 404", "nobody of that name")
        webhook.close()
        assert len(receiver.offered) == 21
