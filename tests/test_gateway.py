"""State information systems are asked: from a folder, and over HTTP from a real server that does what servers do."""

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain, repeat

import pytest
from offices import EXECUTOR, HEAD, Office

from gateway.folder import FolderGateway
from gateway.port import MOST_BYTES, ask_all, read_answer
from gateway.service import HttpGateway
from gateway.source import gateway_of
from process.documents import Outcome
from process.errors import BadInput
from process.obtaining import Question

QUESTION = Question("real_estate", "applicant", "900514300121")
HELD = b'{"outcome": "held", "data": {"objects": 1}}'
NO_DATA = b'{"outcome": "no_data"}'


class Server:
    """A service that answers as it was told to, one answer after another, the last for ever; it keeps what it got."""

    def __init__(self, *answers, pace=0):
        self.pace = pace  # bytes at a time; 0: all at once
        self.answers = chain(answers, repeat(answers[-1]))
        self.got, self.kept, self.lock = [], {}, threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server.lock:
                    server.got.append((self.path, body, dict(self.headers)))
                    status, said, wait = next(server.answers)
                time.sleep(wait)
                try:
                    self.send_response(status)
                    if status == 302:
                        self.send_header("Location", "/elsewhere")
                    self.send_header("Content-Length", str(len(said)))
                    self.end_headers()
                    for at in range(0, len(said), server.pace or len(said) or 1):
                        self.wfile.write(said[at : at + (server.pace or len(said))])
                        time.sleep(0.05 if server.pace else 0)
                except OSError:
                    pass  # who asked has gone

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def keys(self):
        return [headers["Idempotency-Key"] for _, _, headers in self.got]


def ok(said=HELD, wait=0.0):
    return (200, said, wait)


def asked(server, *, key="K-1", **options):
    with HttpGateway(server.url, **{"timeout": 0.3, "first_wait": 0.01} | options) as gateway:
        return gateway.ask(QUESTION, key=key)


# --- over HTTP


def test_what_the_service_holds_comes_back_and_the_number_stands_in_the_body_alone():
    with Server(ok()) as server:
        answer = asked(server, token="secret")
    [(path, body, headers)] = server.got
    assert (answer.outcome, answer.said) == (Outcome.HELD, {"objects": 1})
    assert path == "/real_estate" and body == {"iin": QUESTION.iin, "about": "applicant"}
    assert headers["Authorization"] == "Bearer secret"
    assert QUESTION.iin not in path + json.dumps(headers)


def test_no_data_is_said_in_so_many_words():
    with Server(ok(NO_DATA)) as server:
        assert asked(server).outcome is Outcome.NO_DATA


@pytest.mark.parametrize(
    "first", [(500, b"", 0), (503, b"", 0), (429, b"", 0), ok(wait=0.6)], ids=["500", "503", "429", "slow"]
)
def test_what_may_go_better_is_tried_again_under_the_same_key(first):
    with Server(first, ok()) as server:
        assert asked(server).outcome is Outcome.HELD
        assert server.keys() == ["K-1", "K-1"]


def test_after_three_tries_it_did_not_answer():
    with Server((503, b"", 0)) as server:
        answer = asked(server)
    assert (answer.outcome, answer.why) == (Outcome.UNAVAILABLE, "it answered with 503")
    assert len(server.got) == 3


@pytest.mark.parametrize("status", [204, 302, 400, 401, 403, 404, 410])
def test_any_other_answer_is_none_and_is_not_asked_for_twice(status):
    """A wrong address answers 404: that is no word on what the system holds."""
    with Server((status, b"", 0)) as server:
        answer = asked(server)
    assert (answer.outcome, answer.why) == (Outcome.UNAVAILABLE, f"it answered with {status}")
    assert len(server.got) == 1


@pytest.mark.parametrize(
    "said",
    [
        *(b"", b"not JSON", b"[]", b"null", b'"no_data"', b"{}", b'{"outcome": null}', b"[" * 100_000),
        *(b'{"outcome": "held"}', b'{"outcome": "held", "data": []}', b'{"outcome": "NO_DATA"}'),
        *(b'{"outcome": "no_data", "data": {"objects": 1}}', b'{"outcome": "unavailable"}', b"\xff\xfe"),
        b'{"outcome": "no_data"' + b" " * MOST_BYTES + b"}",
    ],
)  # fmt: skip
def test_what_is_no_answer_is_never_holds_no_data(said):
    with Server(ok(said)) as server:
        assert asked(server).outcome is Outcome.UNAVAILABLE
    assert read_answer(QUESTION, said).outcome is Outcome.UNAVAILABLE


def test_nobody_at_the_address_did_not_answer():
    server = Server(ok())
    server.server.server_close()
    answer = asked(server, attempts=2)
    assert answer.outcome is Outcome.UNAVAILABLE and answer.why == "it cannot be reached: ConnectError"


def test_a_service_that_hangs_holds_nobody_up_for_the_rest():
    questions = [Question("identity", f"child/{n}", QUESTION.iin) for n in range(10)]
    with Server(ok(wait=5)) as server:
        with HttpGateway(server.url, timeout=0.1, attempts=1) as gateway:
            answers = ask_all(gateway, questions, case="2026-000001", version=3)
        assert {each.outcome for each in answers} == {Outcome.UNAVAILABLE}
        assert len(server.got) == 2 and len(answers) == 10


def test_an_answer_that_comes_in_drops_is_not_waited_for_to_its_end():
    with Server(ok(HELD + b" " * 200), pace=10) as server:
        before = time.monotonic()
        answer = asked(server, attempts=1)
        assert answer.why == "it did not come to the end of its answer in time"
        assert time.monotonic() - before < 5


def test_the_same_question_on_the_same_case_as_it_stands_has_one_key_and_another_question_another():
    with Server(ok()) as server, HttpGateway(server.url) as gateway:
        questions = [QUESTION, Question("real_estate", "spouse", "921108400345")]
        for version in (3, 3, 4):
            ask_all(gateway, questions, case="2026-000001", version=version)
    assert sorted(Counter(server.keys()).values()) == [1, 1, 2, 2]


# --- from a folder


def test_a_folder_answers_by_files_and_a_file_that_is_not_there_is_no_answer(tmp_path):
    gateway = FolderGateway(tmp_path)
    assert gateway.ask(QUESTION, key="-").outcome is Outcome.UNAVAILABLE
    (tmp_path / "real_estate").mkdir()
    path = tmp_path / "real_estate" / f"{QUESTION.iin}.json"
    for said, outcome in ((HELD, "held"), (NO_DATA, "no_data"), (b"{", "unavailable")):
        path.write_bytes(said)
        assert gateway.ask(QUESTION, key="-").outcome == outcome
    path.unlink()
    path.mkdir()
    assert gateway.ask(QUESTION, key="-").outcome is Outcome.UNAVAILABLE


def test_of_a_folder_every_answer_is_looked_for_whatever_is_missing_before_it(tmp_path):
    questions = [Question(f"datum_{n}", "applicant", QUESTION.iin) for n in range(5)]
    (tmp_path / "datum_4").mkdir()
    (tmp_path / "datum_4" / f"{QUESTION.iin}.json").write_bytes(NO_DATA)
    answers = ask_all(FolderGateway(tmp_path), questions, case="2026-000001", version=1)
    assert [str(each.outcome) for each in answers] == [*["unavailable"] * 4, "no_data"]


@pytest.mark.parametrize("source", ["http://systems.example", "ftp://systems.example/x", "no/such/folder"])
def test_a_source_that_cannot_be_trusted_or_is_not_there_is_refused(source):
    with pytest.raises(BadInput):
        gateway_of(source)


# --- the whole way, at the command line


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path, "2026-03-16 09:30")
    office.done("init")
    third = {"list9": 3, "issued_on": "2026-01-15"}
    fourth = {"list9": 4, "held_by": "information_system"}
    office.n = office.filed(documents=[third, fourth], filed_at="2026-03-16T09:10:00+05:00")
    return office


def test_what_the_systems_answer_makes_the_report_complete_and_stands_apart_from_the_record(office):
    assert office.no("case", "accept", office.n, *EXECUTOR)[1]["kind"] == "incomplete_report"
    with Server(ok(b'{"outcome": "held", "data": {"where": "Abai street"}}')) as server:
        office.done("case", "obtain", office.n, "--systems", server.url, *EXECUTOR)
    assert ("/list9_1", {"iin": QUESTION.iin, "about": "applicant"}) in [each[:2] for each in server.got]
    told = office.json("case", "documents", office.n)
    assert told["complete"] and {each["outcome"] for each in told["data"]} == {"held"}
    office.done("case", "accept", office.n, *EXECUTOR)
    record = json.dumps(office.json("case", "history", office.n))
    assert "Abai" not in record and QUESTION.iin not in record
    assert office("audit", "verify").code == 0


def test_a_service_that_is_down_leaves_a_record_that_it_did_not_answer(office):
    with Server((503, b"", 0)) as server:
        office.done("case", "obtain", office.n, *EXECUTOR, MERZIM_SYSTEMS=server.url)
    rows = {each["list9"]: each["status"] for each in office.json("case", "documents", office.n)["documents"]}
    assert rows[1] == "unanswered"
    [event] = [
        each
        for each in office.json("case", "timeline", office.n)["events"]
        if each["event"] == "DataObtained"
    ]
    assert event["provision"] == "Order 232, list 9"
    assert office("case", "accept", office.n, *EXECUTOR).code == 0


def test_who_may_not_ask_asks_nobody(office):
    with Server(ok()) as server:
        code, error = office.no("case", "obtain", office.n, "--systems", server.url, *HEAD)
    assert (code, error["kind"]) == (3, "wrong_role") and server.got == []
    [attempt] = [each for each in office.json("case", "history", office.n) if each.get("kind")]
    assert attempt["kind"] == "wrong_role"


def test_nobody_named_is_a_usage_error_and_everything_answered_leaves_nothing_to_ask(office):
    assert office.no("case", "obtain", office.n, *EXECUTOR)[1]["kind"] == "usage"
    with Server(ok()) as server:
        office.done("case", "obtain", office.n, "--systems", server.url, *EXECUTOR)
        asked_once = len(server.got)
        code, error = office.no("case", "obtain", office.n, "--systems", server.url, *EXECUTOR)
    assert (code, error["kind"]) == (2, "bad_input") and "nothing to ask" in error["message"]
    assert len(server.got) == asked_once
