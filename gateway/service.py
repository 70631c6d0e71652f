"""Answers of information systems over HTTP: `POST URL/DATA` the person's number in the body, where no log has it.

What is worth another try (no connection, no answer in time, 429, 5xx) is tried again after growing waits, under the
same `Idempotency-Key`; nothing else is. Redirects are not followed: the number goes where it was meant to go.
"""

from time import monotonic
from types import TracebackType
from typing import Self

import httpx
from tenacity import (
    RetryError,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential_jitter,
)

from gateway.port import MOST_BYTES, read_answer, unavailable
from process.obtaining import Answer, Question

TOO_MANY, SERVER_ERROR, OK = 429, 500, 200


class _TryAgain(Exception):
    """It may go better another time."""


class HttpGateway:
    """`timeout`: seconds for each step of one try, and for its whole answer. `first_wait`: seconds before the second
    try; each wait after it is twice as long.
    """

    most_silences: int | None = 2

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        timeout: float = 5.0,
        attempts: int = 3,
        first_wait: float = 0.5,
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.url = url.rstrip("/")
        self.timeout = timeout
        self.client = httpx.Client(timeout=timeout, headers=headers, follow_redirects=False)
        self.retrying = Retrying(
            stop=stop_after_attempt(attempts),
            wait=wait_exponential_jitter(multiplier=first_wait, max=8 * first_wait, jitter=first_wait / 2),
            retry=retry_if_exception_type(_TryAgain),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def ask(self, question: Question, *, key: str) -> Answer:
        try:
            return self.retrying(self._try, question, key)
        except RetryError as given_up:
            return unavailable(question, str(given_up.last_attempt.exception()))

    def _try(self, question: Question, key: str) -> Answer:
        asked = {"iin": question.iin, "about": question.about}
        try:
            with self.client.stream(
                "POST", f"{self.url}/{question.data}", json=asked, headers={"Idempotency-Key": key}
            ) as response:
                _require_ok(response)
                if response.status_code != OK:
                    return unavailable(question, f"it answered with {response.status_code}")
                return read_answer(question, self._body(response))
        except httpx.TimeoutException:
            raise _TryAgain("it did not answer in time") from None
        except httpx.TransportError as error:
            raise _TryAgain(f"it cannot be reached: {type(error).__name__}") from None

    def _body(self, response: httpx.Response) -> bytes:
        """What it says, up to what is too much to be an answer, and as long as anybody waits for one."""
        body, until = bytearray(), monotonic() + self.timeout
        for piece in response.iter_bytes():
            body += piece
            if len(body) > MOST_BYTES:
                break
            if monotonic() > until:
                raise _TryAgain("it did not come to the end of its answer in time")
        return bytes(body)


def _require_ok(response: httpx.Response) -> None:
    if response.status_code == TOO_MANY or response.status_code >= SERVER_ERROR:
        raise _TryAgain(f"it answered with {response.status_code}")
