"""Reports of as many invented persons as a test wants, as the bytes of a file."""

import json
from copy import deepcopy

from nonsense import GOOD

from process.definitions.order_232_2025 import ORDER_232_2025
from process.documents import package
from process.iin import check_digit
from process.report_notes import notes


def iin(n):
    """The number of the n-th person: born on 1 January 1990, a man, with the check digit that belongs to it."""
    firsts = (f"9001013{serial:04}" for serial in range(2 * n, 10_000))
    return next(first + str(digit) for first in firsts if (digit := check_digit(first)) is not None)


def plain(n, filed_at="2026-03-16T08:00:00+05:00", **changes):
    """The report of the n-th person, without a family, as a JSON value."""
    value = deepcopy(GOOD) | {"portal_reference": f"R-{n}", "filed_at": filed_at, "family": []} | changes
    value["applicant"]["iin"] = iin(n)
    return value


def notes_of(report, registered_on, definition=ORDER_232_2025):
    """What is remarked on the report by itself, registered on that day."""
    return notes(report, package(report.public(), registered_on), definition)


def lines(*values):
    """Reports as JSON lines; bytes stand as they are."""
    return b"\n".join(
        each if isinstance(each, bytes) else json.dumps(each, ensure_ascii=False).encode() for each in values
    )
