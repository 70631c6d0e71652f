"""The papers that there are: what each is called, which events it comes from, what it says, what its text is.

The names are those that `process.notices` owes, and part of the record once a paper is issued.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from papers import fields
from papers.memo import memo
from papers.source import Source
from process.case import DECIDING, Case, Happened
from process.complaint_events import NEW_ROUND, ActReplaced, ComplaintForwarded
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    DataUpdated,
    Event,
    HearingNoticeSent,
    ProcedureTerminated,
    ProtocolSigned,
    ReportAccepted,
    ReportFiled,
)
from process.states import State

SERVICE = "order-232"
"""The service whose papers these are."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`text` names its file in `texts/`; `form`: only of reports in that form (Annex 1 or 2)."""

    name: str
    text: str
    fields: Callable[[Source], fields.Fields]
    comes_from: tuple[type[Event], ...]
    form: int | None = None
    numbered: bool = False


REGISTERING = (ApplicantRegistered, ActReplaced)
MEMO = "deadline memo"
KINDS: tuple[Kind, ...] = (
    Kind("report of Annex 1", "annex-1", fields.report, (ReportFiled, DataUpdated), form=1),
    Kind("report of Annex 2", "annex-2", fields.report, (ReportFiled, DataUpdated), form=2),
    Kind("report of Annex 3", "annex-3", fields.update, (DataUpdated,)),
    Kind("mark of acceptance", "acceptance", fields.acceptance, (ReportAccepted,)),
    Kind("refusal to accept", "refusal-to-accept", fields.refusal_to_accept, (AcceptanceRefused,)),
    Kind("notice of preliminary decision and hearing", "notice", fields.notice, (HearingNoticeSent,)),
    Kind("protocol of the hearing", "protocol", fields.protocol, (ProtocolSigned,)),
    Kind("certificate of Annex 5", "annex-5", fields.annex_5, (*REGISTERING, DataUpdated), 1, numbered=True),
    Kind("certificate of Annex 6", "annex-6", fields.annex_6, (*REGISTERING, DataUpdated), 2),
    Kind("certificate of Annex 7", "annex-7", fields.annex_7, (ApplicantRefused,)),
    Kind("termination decision", "termination", fields.termination, (ProcedureTerminated,)),
    Kind("complaint with the administrative file", "cover", fields.cover, (ComplaintForwarded,)),
    Kind(
        "appeal sheet",
        "appeal-sheet",
        fields.appeal_sheet,
        (AcceptanceRefused, ApplicantRefused, ProcedureTerminated),
    ),
)
THE_MEMO = Kind(MEMO, "memo", memo, (Event,))
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in (*KINDS, THE_MEMO)}

# fmt: off
ALIASES: Mapping[str, tuple[str, ...]] = {
    "report": ("report of Annex 1", "report of Annex 2"),
    "annex-1": ("report of Annex 1",),
    "annex-2": ("report of Annex 2",),
    "annex-3": ("report of Annex 3",),
    "update": ("report of Annex 3",),
    "acceptance": ("mark of acceptance",),
    "refusal-to-accept": ("refusal to accept",),
    "notice": ("notice of preliminary decision and hearing",),
    "protocol": ("protocol of the hearing",),
    "certificate": ("certificate of Annex 5", "certificate of Annex 6", "certificate of Annex 7"),
    "annex-5": ("certificate of Annex 5",),
    "annex-6": ("certificate of Annex 6",),
    "annex-7": ("certificate of Annex 7",),
    "termination": ("termination decision",),
    "cover": ("complaint with the administrative file",),
    "appeal-sheet": ("appeal sheet",),
    "memo": (MEMO,),
}
# fmt: on
"""What a person may type for a paper's name."""


def kinds_of(case: Case, past: tuple[Happened, ...]) -> Iterator[Kind]:
    """The papers that come from the last event of this course, in their order."""
    event, form = past[-1].event, form_of(case)
    for kind in KINDS:
        comes = isinstance(event, kind.comes_from) and kind.form in (None, form)
        if comes and (not isinstance(event, DataUpdated) or _of_update(kind, event, past)):
            yield kind


def form_of(case: Case) -> int:
    return int(case.filed.report.get("form", 0))


def _of_update(kind: Kind, event: DataUpdated, past: tuple[Happened, ...]) -> bool:
    """A second report is one of Annex 1 or 2, not of Annex 3; a certificate is made anew only once there is one."""
    if kind.comes_from[0] in REGISTERING:
        return decided(past) is State.REGISTERED
    return event.as_report == (kind.text != "annex-3")


def decided(past: tuple[Happened, ...]) -> State | None:
    """The decision in force at the end of this course."""
    for step in reversed(past):
        if isinstance(step.event, NEW_ROUND):
            return None
        if isinstance(step.event, DECIDING):
            return step.after
    return None
