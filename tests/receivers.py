"""Who receives messages in the tests: a real HTTP server that can be made to fail in every way, and a real mail server.

The server holds what came to what docs/delivery.md promises, by code of its own: the signature over the body, one key
in header and body, and what it takes effect of counted by key.
"""

import hashlib
import hmac
import json
import socket
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

SECRET = "a secret of the tests, long enough"
VARIABLE = "MERZIM_TEST_SECRET"


ANSWERS = {
    "ok": (200, b"{}", {}),
    "slow": (200, b"{}", {}),
    "hang": (200, b"{}", {}),
    "twice": (200, b"{}", {}),
    "garbage": (200, b"\xff\xfe{]", {}),
    "404": (404, b"nobody of that name", {}),
    "409": (409, b'{"error": "known"}', {}),
    "429": (429, b"", {"Retry-After": "30"}),
    "500": (500, b"out of order", {}),
}
BEFORE_IT_TAKES_EFFECT = ("500", "429", "hang", "drop before", "404")


class Receiver:
    """`plan(key, times)` names what happens to a message that comes for the `times`-th time: one of the names below,
    or a (status, body, headers)."""

    def __init__(self, plan=lambda key, times: "ok", *, hang=1.0):
        self.plan, self.hang = plan, hang
        self.offered, self.taken, self.answered = Counter(), {}, Counter()
        self.requests, self.wrong = [], []
        self._lock = threading.Lock()
        self.server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}/events"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def doubles(self):
        """How often a message was offered that had taken effect before."""
        return self.answered["had it"]

    def take(self, headers, body):
        """What is done with one request."""
        event = json.loads(body)
        key = event["id"]
        with self._lock:
            self.requests.append((dict(headers), event))
            if headers["Idempotency-Key"] != key:
                self.wrong.append(f"{key}: another key in the header")
            if not signed(headers["Merzim-Signature"], body):
                self.wrong.append(f"{key}: wrong signature")
            self.offered[key] += 1
            what = self.plan(key, self.offered[key])
            if what in BEFORE_IT_TAKES_EFFECT or isinstance(what, tuple):
                self.answered[str(what)] += 1
                return what
            if key in self.taken:
                self.answered["had it"] += 1
                what = "409" if what == "ok" else what
            else:
                self.taken[key] = event
            self.answered[what] += 1
            return what


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """A connection that we drop on purpose is no fault."""


def _handler(receiver):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            super().setup()
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            what = receiver.take(self.headers, body)
            if what in ("hang", "slow"):
                time.sleep(receiver.hang)
            if what in ("drop", "drop before"):
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            self.answer(*(what if isinstance(what, tuple) else ANSWERS[what]))
            if what == "twice":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                self.close_connection = True

        def answer(self, status, body, headers=()):
            self.send_response(status)
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Not on the screen."""

    return Handler


def signed(header, body, secret=SECRET):
    """As docs/delivery.md tells receivers to look."""
    parts = dict(part.split("=", 1) for part in header.split(","))
    expected = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(parts["v1"], expected)


class Mailbox:
    """What a mail server took, and what it says to each recipient (None: it takes it)."""

    def __init__(self, says=lambda address: None):
        self.says, self.mails = says, []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if said := self.says(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 OK"


@contextmanager
def mail_server(says=lambda address: None):
    """A mailbox, and the port on which its server listens."""
    mailbox = Mailbox(says)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox, port
    finally:
        controller.stop()
