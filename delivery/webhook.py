"""A webhook: each message is POSTed as a CloudEvent, signed, under its key. One try a call; when the next is made, the
daemon decides.

Redirects are not followed: what a message says of a person goes where it was meant to go.
"""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from time import monotonic, time
from typing import Any

import httpx

from delivery.message import Message, cloud_event
from delivery.way import Again, Outcome, Refused, Taken
from process.fault import hidden

MOST_BYTES = 64 * 1024
MOST_WORDS = 200
OK, REDIRECT, CLIENT_ERROR, SERVER_ERROR = 200, 300, 400, 500
TIMEOUT, CONFLICT, TOO_EARLY, TOO_MANY, UNAVAILABLE = 408, 409, 425, 429, 503
LONGEST_WAIT = 24 * 60 * 60.0
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"


class Webhook:
    """`timeout`: seconds for each step of a try, and for its whole answer."""

    name = "webhook"
    parallel = 8

    def __init__(
        self,
        url: str,
        *,
        secret: bytes,
        source: str,
        timeout: float = 10.0,
        clock: Callable[[], float] = time,
    ) -> None:
        self.url = url
        self.secret = secret
        self.source = source
        self.timeout = timeout
        self.clock = clock
        # A connection for each message: on one that is kept, a receiver that answers twice would have answered the next
        # message too, which it never took; and that one would be lost.
        limits = httpx.Limits(max_connections=self.parallel, max_keepalive_connections=0)
        self.client = httpx.Client(timeout=timeout, follow_redirects=False, limits=limits)

    def close(self) -> None:
        self.client.close()

    def deliver(self, message: Message) -> Outcome:
        body = json.dumps(
            cloud_event(message, self.source, _carried(message)), ensure_ascii=False, separators=(",", ":")
        ).encode()
        headers = {
            "Content-Type": CONTENT_TYPE,
            "Connection": "close",
            "Idempotency-Key": message.key,
            "Merzim-Signature": signature(self.secret, body, int(self.clock())),
        }
        try:
            return self._post(body, headers)
        except httpx.TimeoutException:
            return Again("it did not answer in time", silent=True)
        except httpx.TransportError as error:
            return Again(f"it cannot be reached: {type(error).__name__}")

    def _post(self, body: bytes, headers: Mapping[str, str]) -> Outcome:
        until = monotonic() + self.timeout
        with self.client.stream("POST", self.url, content=body, headers=headers) as response:
            answer = bytearray()
            for piece in response.iter_bytes():
                answer += piece
                if len(answer) > MOST_BYTES:
                    break
                if monotonic() > until:
                    return Again("it did not come to the end of its answer in time", silent=True)
        return judged(response.status_code, bytes(answer), response.headers)


def signature(secret: bytes, body: bytes, timestamp: int) -> str:
    """t=SECONDS,v1=HEX: HMAC-SHA256 over the seconds since 1970, a full stop and the body."""
    digest = hmac.new(secret, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def judged(status: int, answer: bytes, headers: Mapping[str, str]) -> Outcome:
    """What the answer means for the message."""
    if OK <= status < REDIRECT or status == CONFLICT:
        return Taken(f"HTTP {status}", _object(answer), before=status == CONFLICT)
    if status in (TOO_MANY, UNAVAILABLE):
        return Again(f"it answered with {status}", after=_wait(headers), silent=status == TOO_MANY)
    if CLIENT_ERROR <= status < SERVER_ERROR and status not in (TIMEOUT, TOO_EARLY):
        return Refused(f"it refused with {status}", _words(answer))
    return Again(f"it answered with {status}", _words(answer))


def _carried(message: Message) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "media_type": each.media_type,
            "sha256": hashlib.sha256(each.content).hexdigest(),
            "content": b64encode(each.content).decode(),
        }
        for each in message.attachments
    ]


def _object(answer: bytes) -> dict[str, Any] | None:
    """What it says of a receipt; an answer that is no object, or has none, says nothing."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and "receipt" in said else None


def _wait(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds; a date or nonsense is passed over."""
    text = headers.get("Retry-After", "")
    return min(float(text), LONGEST_WAIT) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _words(answer: bytes) -> str:
    """The receiver's words, cut short, on one line, numbers of persons hidden."""
    text = " ".join(answer[: 4 * MOST_WORDS].decode("utf-8", "replace").split())
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return hidden(shown)[:MOST_WORDS]
