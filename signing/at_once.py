"""Coroutines of libraries that, as we use them, have nothing to wait for: carried out without an event loop."""

from collections.abc import Coroutine
from typing import Any


def at_once(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Its result. One that waits, as for a network, is a fault of ours; a loop that runs here is not disturbed."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise AssertionError("a signature waits for something")
