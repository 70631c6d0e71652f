"""What can happen to a case, in the past tense. Facts only: nothing here decides, checks or computes.

`occurred_at` is the legal moment (aware, UTC): for a person's act when it was done, for a firing the instant at
which the law lets it take effect. When we learned of it stands in the record (`record.Entry.recorded_at`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from process.quick import maker, quick

LATER: Mapping[str, Any] = {"left_out_where_none": True}
"""Of a field that an event came to have when records were kept already: None is left out, and they stay as they are."""


@dataclass(frozen=True, slots=True)
class Event:
    """A fact about one case."""

    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class OfComplaint(Event):
    """A fact about one of the case's complaints, which are numbered as they came in (`complaint_events`)."""

    complaint: int


# --- the report and its acceptance


@quick
@dataclass(frozen=True, slots=True)
class ReportFiled(Event):
    """A report came in. `report` is its part without personal data; the rest stands apart under `person`.

    `digest` is a keyed digest over the personal part, so that erasing a person touches no hash of the record.
    `earlier`: the case of the same person, garrison and register that ended before, or is under appeal (item 6, R27).
    `signature`: what verifying the signature that came with it came to; None: the portal's word is all that there is.
    """

    person: str
    registered_on: date
    digest: str
    report: Mapping[str, Any]
    earlier: str | None = None
    signature: Mapping[str, Any] | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class CertificationConfirmed(Event):
    """The portal confirmed, under its own receipt, that the signature that is not verified here is the applicant's."""

    receipt: str


@dataclass(frozen=True, slots=True)
class ExecutorAssigned(Event):
    executor: str


@dataclass(frozen=True, slots=True)
class ReportAccepted(Event):
    """The mark of acceptance was sent; the term of the service runs from this day."""


@dataclass(frozen=True, slots=True)
class AcceptanceRefused(Event):
    """Which documents of list 9 are missing, and which have expired, by sub-item.

    `remark`: why, where the record says otherwise of one of them.
    """

    missing: tuple[int, ...]
    expired: tuple[int, ...]
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class DataObtained(Event):
    """State information systems were asked (list 9). Each of `answers` says which `data`, `about` whom, and what came:
    `held`, `no_data` or `unavailable`. What the data say stands with the person's data, under `digest`.
    """

    answers: tuple[Mapping[str, str], ...]
    digest: str


@quick
@dataclass(frozen=True, slots=True)
class Endorsed(Event):
    """The legal service or the housing unit said whether it agrees."""

    service: str
    agrees: bool
    remark: str | None = None


# --- preliminary refusal and hearing


@quick
@dataclass(frozen=True, slots=True)
class RefusalProposed(Event):
    """The preliminary decision to refuse. `hearing_at` is None where the hearing is in writing."""

    grounds: tuple[int, ...]
    provisions: tuple[str, ...]
    method: str
    hearing_at: datetime | None = None
    place: str | None = None
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class HearingNoticeSent(Event):
    way: str


@dataclass(frozen=True, slots=True)
class HearingNoticeReceived(Event):
    """The notice arrived. `proved_by` names the applicant's act that proves it, where no receipt came."""

    receipt: str | None = None
    proved_by: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class HearingRescheduled(Event):
    """A new time, place or method. `late`: set anew after the days of the first setting had passed."""

    reason: str
    method: str
    hearing_at: datetime | None = None
    place: str | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class PositionStated(Event):
    """The applicant objected or stated a position, `written` or `oral`. Its text stands with the person's data."""

    form: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class OralHearingRequested(Event):
    pass


@quick
@dataclass(frozen=True, slots=True)
class HearingHeld(Event):
    """The hearing took place. `window_ended`: a written one, held by the end of the objection window."""

    method: str
    present: bool
    window_ended: bool = False


@dataclass(frozen=True, slots=True)
class HearingWaived(Event):
    granted_by: str
    gives_up_objection: bool


@dataclass(frozen=True, slots=True)
class ProtocolSigned(Event):
    chair: str
    secretary: str


# --- the decision, or the end without one


@dataclass(frozen=True, slots=True)
class ApplicantRegistered(Event):
    pass


@dataclass(frozen=True, slots=True)
class ApplicantRefused(Event):
    grounds: tuple[int, ...]
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportWithdrawn(Event):
    pass


@dataclass(frozen=True, slots=True)
class ProcedureTerminated(Event):
    pass


# --- after it, outside the Order


@quick
@dataclass(frozen=True, slots=True)
class LeftRegister(Event):
    """The applicant's entry left the register of the garrison, on a `ground` that is outside the Order (R14).

    `provision`: the law that it rests on, as the head named it; Merzim knows none of its own for it.
    """

    ground: str
    provision: str
    remark: str | None = None


# --- what changes meanwhile


@quick
@dataclass(frozen=True, slots=True)
class DataUpdated(Event):
    """Data given before were updated, changed or supplemented (Annex 3), in the report under `reference`.

    `what` changed is named in general; whose and to what stands with the person's data. `as_report`: it came as a
    second report while the first was undecided, and was joined to it (R27). `documents` came with it, as a report
    has them; `circumstances` are those of which it says something. `signature`: as in `ReportFiled`; `receipt`: the
    portal's own, that it checked how this one was certified.
    """

    what: str
    reference: str
    digest: str
    of_relative: bool = False
    as_report: bool = False
    documents: tuple[Mapping[str, Any], ...] = ()
    circumstances: Mapping[str, bool] = field(default_factory=dict)
    signature: Mapping[str, Any] | None = field(default=None, metadata=LATER)
    receipt: str | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class CourtActSetAside(Event):
    """A court set aside, on that day, an act that a document of list 9(5) rests on."""

    set_aside_on: date


@dataclass(frozen=True, slots=True)
class StateInstitutionTold(Event):
    """The applicant told the state institution of it."""


@quick
@dataclass(frozen=True, slots=True)
class PaperIssued(Event):
    """The paper that entry `of` owes was made of the case's events and went out, in `lang`.

    `sha256`: of the bytes as `renderer` makes them again from the entries before this one; `signed_sha256`: of the file
    with its signature, where it bears one. `dated`: the day that it states; `ordinal`: its number in the queue (R14);
    `names`: those of the bodies that consider complaints, as the operator gave them.
    """

    paper: str
    of: int
    lang: str
    dated: date
    sha256: str
    renderer: str
    ordinal: int | None = None
    signed_sha256: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


# --- what other services have


@dataclass(frozen=True, slots=True)
class TimeToCureGiven(Event):
    """The applicant was told what is missing or expired, by number, and has time to complete the package."""

    missing: tuple[int, ...]
    expired: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageCompleted(Event):
    """The applicant completed it."""


@dataclass(frozen=True, slots=True)
class TermSuspended(Event):
    """The clock of the decision stopped on this day; `left`: days of the term after it, in the term's unit."""

    reason: str
    left: int


@dataclass(frozen=True, slots=True)
class TermResumed(Event):
    """It goes on from this day, with so many days."""

    left: int


@dataclass(frozen=True, slots=True)
class TermExtended(Event):
    days: int
    reason: str


# --- what happens by itself when a moment comes (firings)


@dataclass(frozen=True, slots=True)
class DecisionOverdue(Event):
    """No decision by the end of `term` (`decision` or `silence`): a deemed refusal on that day."""

    term: str


@dataclass(frozen=True, slots=True)
class DeadlineMissed(Event):
    deadline: str


@dataclass(frozen=True, slots=True)
class WarningRaised(Event):
    """`told` was warned about a deadline (or `endorsements`, `receipt`), so many working days before it is due."""

    about: str
    due_at: datetime
    told: str
    days_before: int | None = None


@dataclass(frozen=True, slots=True)
class ComplaintSilent(OfComplaint):
    """No answer by the end of `term`: the silence is a refusal of the complaint."""

    term: str


# --- changes to what stands on record


@dataclass(frozen=True, slots=True)
class DeadlineMoved(Event):
    """A recorded due date moved, by which act. `was` is None where the deadline had not been running.

    `counted_in`: the entry that carries the date as counted again, where a correction or a late entry moved it; this
    event is then its journal. Without it (a changed calendar) this event itself moves the date.
    """

    deadline: str
    was: datetime | None
    now: datetime
    act: str
    approved_by: str | None = None
    counted_in: int | None = None


@dataclass(frozen=True, slots=True)
class DeadlineMoveHeld(Event):
    """A changed calendar gives a recorded due date an earlier day, by which act; it waits for a person (R24).

    `past`: the day was over already when this was found; the move is noted and never applied.
    """

    deadline: str
    was: datetime
    now: datetime
    act: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class FiringAnnulled(Event):
    """A firing loses its effect: an act, done in time and entered late, or corrected, took away its condition."""

    firing: int
    why: str
    act: int


@dataclass(frozen=True, slots=True)
class ActCorrected(Event):
    """The act recorded under `act` never was so: done at `moment` instead or, where that is None, not at all."""

    act: int
    reason: str
    moment: datetime | None = None


# What every case is made of.
report_filed, executor_assigned = maker(ReportFiled), maker(ExecutorAssigned)
report_accepted, endorsed = maker(ReportAccepted), maker(Endorsed)
applicant_registered = maker(ApplicantRegistered)

FIRINGS: tuple[type[Event], ...] = (DecisionOverdue, DeadlineMissed, WarningRaised, ComplaintSilent)
MARKS: tuple[type[Event], ...] = (DeadlineMoved, DeadlineMoveHeld, FiringAnnulled, ActCorrected, PaperIssued)
"""Events about the record itself: they move no state and open no deadline."""


MOVING = frozenset((DeadlineMoved, DeadlineMoveHeld))
"""The marks that move a date, or note one that waits."""
BY_THEMSELVES = frozenset((*FIRINGS, *MOVING))
"""The kinds of event that come because a moment passed, or the calendar changed; `fires_by_itself` says which of them
did."""


def by_the_calendar(event: Event) -> bool:
    """Whether a changed calendar brought it: a date moved or held, by nobody's word and by no other entry."""
    moved = isinstance(event, DeadlineMoved) and event.approved_by is None and event.counted_in is None
    return moved or isinstance(event, DeadlineMoveHeld)


def fires_by_itself(event: Event) -> bool:
    """Whether the event came because a moment passed, or the calendar changed, and not by anybody's act."""
    kind = type(event)  # asked of every event at every turn: most are answered by the first look
    if kind is HearingHeld:
        return bool(getattr(event, "window_ended", False))
    return kind in BY_THEMSELVES and (kind is not DeadlineMoved or by_the_calendar(event))
