"""What the engine asks of a gateway, and the one form in which an answer is written, in a file or over the wire."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol
from uuid import NAMESPACE_URL, uuid5

from process.documents import Outcome
from process.obtaining import Answer, Question

MOST_BYTES = 1_000_000


class Gateway(Protocol):
    """Somebody to ask. Never raises for what a system does or says: that is an answer too.

    `most_silences`: after so many in a row that did not answer, whoever waits at the desk is not held up any longer;
    None where nobody has to wait for an answer.
    """

    most_silences: int | None

    def ask(self, question: Question, *, key: str) -> Answer:
        """The answer to one question. The same `key` is the same question, however often it is sent."""


def ask_all(gateway: Gateway, questions: Sequence[Question], *, case: str, version: int) -> list[Answer]:
    """The answers, in the order of the questions; `version` is that of the case on which they are asked."""
    return list(_answers(gateway, questions, case, version))


def _answers(gateway: Gateway, questions: Sequence[Question], case: str, version: int) -> Iterator[Answer]:
    silent, most = 0, gateway.most_silences
    for question in questions:
        if most is not None and silent >= most:
            yield unavailable(question, "not asked: the systems did not answer a moment ago")
            continue
        answer = gateway.ask(question, key=_key(question, case, version))
        silent = silent + 1 if answer.outcome is Outcome.UNAVAILABLE else 0
        yield answer


def _key(question: Question, case: str, version: int) -> str:
    """Without the person's number: it travels in a header, and headers are logged."""
    return str(uuid5(NAMESPACE_URL, f"merzim:{case}/{version}/{question.data}/{question.about}"))


def unavailable(question: Question, why: str) -> Answer:
    return Answer(question, Outcome.UNAVAILABLE, why=why)


def read_answer(question: Question, data: bytes) -> Answer:
    """The answer as it was written: `{"outcome": "held", "data": {...}}` or `{"outcome": "no_data"}`."""
    if len(data) > MOST_BYTES:
        return unavailable(question, f"an answer of more than {MOST_BYTES} bytes")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return unavailable(question, "an answer that is no JSON")
    return _answer(question, value)


def _answer(question: Question, value: Any) -> Answer:
    outcome = value.get("outcome") if isinstance(value, dict) else None
    if outcome == Outcome.NO_DATA and not value.get("data"):
        return Answer(question, Outcome.NO_DATA)
    if outcome == Outcome.HELD and isinstance(value.get("data"), dict):
        return Answer(question, Outcome.HELD, said=value["data"])
    if outcome == Outcome.UNAVAILABLE:
        return unavailable(question, "it says that it is not available")
    return unavailable(question, "an answer that is neither 'held' with its data nor 'no_data'")
