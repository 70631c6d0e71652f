"""A word to the service manager (sd_notify): ready, alive, stopping. Without one there is nobody to tell."""

import os
import socket
from contextlib import suppress


def notify(state: str) -> None:
    """Send READY=1, WATCHDOG=1, STOPPING=1 or STATUS=... to the socket that the service manager named."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # Linux's abstract names
    # A service manager that does not listen is no reason to stop: it acts on our silence by itself.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as word:
        word.sendto(state.encode(), address)


def watchdog_seconds() -> float | None:
    """How often at least the service manager wants to hear of us; None where it does not watch."""
    pid, usec = os.environ.get("WATCHDOG_PID"), os.environ.get("WATCHDOG_USEC", "")
    if pid not in (None, str(os.getpid())) or not usec.isdecimal():
        return None
    return int(usec) / 1_000_000
