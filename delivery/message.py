"""A message as it leaves: to whom, about which case, in which words; and its one form for programs, a CloudEvent.

Its key stays the same over all tries, so that whoever receives it twice knows it. A stage message holds nothing of a
person; a notice to the applicant the number by which the portal finds the cabinet; one to the staff a masked name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from process.localtime import utc_text

STAGE, NOTICE = "kz.merzim.stage", "kz.merzim.notice"
"""The types of events that receivers tell apart."""
SPEC, JSON = "1.0", "application/json"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper that goes with a message. `name` is a file's name, without a folder."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. `name` is the person of the staff whom it is for, where there is one."""

    key: str
    type: str
    case: str
    paper: str
    addressee: str
    name: str | None
    occurred_at: datetime
    subject: str
    body: str
    data: Mapping[str, Any]
    attachments: Sequence[Attachment] = ()


def cloud_event(
    message: Message, source: str, attachments: Sequence[Mapping[str, Any]] = ()
) -> dict[str, Any]:
    """The message as a CloudEvent (1.0, structured JSON), its attachments as the way carries them."""
    data = {**message.data, "attachments": list(attachments)} if attachments else dict(message.data)
    return {
        "specversion": SPEC,
        "id": message.key,
        "source": source,
        "type": message.type,
        "subject": message.case,
        "time": utc_text(message.occurred_at),
        "datacontenttype": JSON,
        "data": data,
    }
