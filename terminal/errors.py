"""Why the answer is no, as it stands on the screen: the fact, the limit, the law with its words, the way on.

Plain text, so that a refusal is on the screen before anything for drawing has been loaded.
"""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from textwrap import wrap
from typing import Any

from process.errors import MerzimError
from terminal.texts import in_words, say

WIDTH = 80
FIRST = ("line", "path", "id")


def show_error(error: MerzimError, lang: str = "en", *, width: int = WIDTH) -> str:
    """A few lines, none wider than `width`; every fault of `details["faults"]` has a line of its own."""
    faults = error.details.get("faults") or ()
    fact = _ended(error.message) if not error.provision else error.message
    parts = [fact, f"({error.provision})." if error.provision else "", error.way_on or ""]
    told = [in_words(_printable(part), lang) for part in parts if part]
    lines = [line for part in told for line in _wrapped(part, "", width)]
    if faults:
        lines.append(f"{say('error.faults', lang)}:")
        lines += [line for fault in faults for line in _wrapped(_printable(_fault(fault)), "  - ", width)]
    return "\n".join(lines)


def _ended(fact: str) -> str:
    return fact if fact.endswith((".", "!", "?")) else f"{fact}."


def _fault(fault: Any) -> str:
    """`line 3, $.applicant.iin: 12 digits expected, 11 characters found`, of what the fault says."""
    if is_dataclass(fault) and not isinstance(fault, type):
        fault = asdict(fault)
    if not isinstance(fault, Mapping):
        return str(fault)
    place = ", ".join(
        f"line {fault[key]}" if key == "line" else str(fault[key]) for key in FIRST if fault.get(key)
    )
    if "expected" in fault:
        said = f"expected {fault['expected']}, got {fault.get('got', 'nothing')}"
    else:
        said = str(
            fault.get("fault") or "; ".join(str(value) for key, value in fault.items() if key not in FIRST)
        )
    return f"{place}: {said}" if place else said


def _wrapped(text: str, lead: str, width: int) -> list[str]:
    return wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
        break_long_words=False,
    ) or [lead]


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)
