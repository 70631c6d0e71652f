"""What item 6 and Article 73 of the Code ask before an applicant may be refused: proposal, notice, hearing, protocol.

Decide functions: each looks at the case as it stood when the act was done, and raises with a reason or returns the
events of the act. What the decision itself waits for stands in `decision.py`.
"""

from datetime import datetime

from process.case import Case
from process.due_dates import IN_WRITING, hearing_limit, hearing_method, receipts
from process.errors import BadInput, NotAllowedHere, TooEarly, TooLate
from process.events import (
    Event,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    PositionStated,
    ProtocolSigned,
    RefusalProposed,
)
from process.firings import unreceived
from process.hearing_times import Setting, check_readable, check_time, limit_when_set_anew, must_be_set_anew
from process.localtime import day_of
from process.objection import check_window_open
from process.standing import on, require_step, when
from process.states import State
from process.workdays import Workdays

CABINET = "cabinet"
WAYS = (CABINET, "letter", "telegram", "sms", "email", "in_person", "other")
"""The ways of Article 66 of the Code to send word to the applicant."""


# --- the preliminary decision to refuse


def check_propose_refusal(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises TooLate after the last day of the notice, while the term still runs (R6, R12 a, b)."""
    require_step(case, RefusalProposed)
    notice, decision = case.deadlines["hearing_notice"], case.deadlines["decision"]
    if case.overdue or at <= notice.due_at:
        return
    raise TooLate(
        f"Case {case.id}: the notice of the hearing cannot be sent on {when(at)}; the last lawful day was"
        f" {on(day_of(notice.due_at))}, until {when(notice.due_at)}",
        provision=notice.term.law.provisions[0].cite(),
        way_on=f"Register the applicant by {on(day_of(decision.due_at))}, or propose the refusal after that day, once"
        " the term is overdue: it will be late, with a reason (R12, derived).",
        details={"last": notice.due_at.isoformat(), "late_from": decision.due_at.isoformat()},
    )


def propose_refusal(
    case: Case,
    at: datetime,
    workdays: Workdays,
    *,
    grounds: tuple[int, ...],
    provisions: tuple[str, ...],
    hearing: Setting,
    way: str = CABINET,
    late_reason: str | None = None,
) -> tuple[Event, ...]:
    """Tell the applicant of the preliminary decision to refuse and call the hearing, in one act (item 6)."""
    check_propose_refusal(case, at, workdays)
    check_readable(hearing, case)
    check_grounds(case, grounds, provisions)
    _check_way(case, way)
    _check_new_ground(case, grounds)
    _check_late_reason(case, late_reason)
    check_time(hearing, case, at, hearing_limit(at, case, workdays), workdays, late=case.overdue)
    proposed = RefusalProposed(
        at,
        grounds,
        provisions,
        hearing.method,
        hearing.hearing_at,
        hearing.place,
        late_reason if case.overdue else None,
    )
    return (proposed, HearingNoticeSent(at, way))


def check_grounds(case: Case, grounds: tuple[int, ...], provisions: tuple[str, ...]) -> None:
    """Raises BadInput unless grounds of list 10 and the provisions they rest on are named."""
    unknown = [number for number in grounds if number not in case.definition.grounds]
    if unknown or not grounds:
        raise BadInput(
            f"Case {case.id}: "
            + (f"list 10 has no ground {unknown[0]}" if unknown else "no ground is named"),
            provision="; ".join(str(law) for law in case.definition.grounds.values()),
            way_on=f"Name grounds by number: {', '.join(map(str, case.definition.grounds))}.",
        )
    if not any(text.strip() for text in provisions):
        raise BadInput(
            f"Case {case.id}: the provision that the refusal rests on is not named",
            way_on="Name the article of the law that the certificate of refusal will cite: --provision TEXT.",
        )


def _check_way(case: Case, way: str) -> None:
    if way not in WAYS:
        raise BadInput(
            f"Case {case.id}: a notice cannot be sent by {way!r}",
            provision=case.definition.receipt_watch.law.cite(),
            way_on=f"The ways are: {', '.join(WAYS)}.",
        )


def _check_new_ground(case: Case, grounds: tuple[int, ...]) -> None:
    latest = case.last(RefusalProposed) if case.state is not State.ACCEPTED else None
    known = {*heard_grounds(case), *(latest.grounds if latest else ())}
    if known and not set(grounds) - known:
        raise NotAllowedHere(
            f"Case {case.id}: a refusal on ground {', '.join(map(str, sorted(known)))} is proposed already",
            provision=require_step(case, RefusalProposed).law.cite(),
            way_on="Go on with its hearing, or propose the refusal on another ground of list 10.",
        )


def heard_proposals(case: Case) -> tuple[RefusalProposed, ...]:
    """The proposals of this round on which the applicant was heard, or gave up being heard."""
    heard: list[RefusalProposed] = []
    latest: RefusalProposed | None = None
    for step in case.course:
        if isinstance(step.event, RefusalProposed) and step.entry.round == case.round:
            latest = step.event
        if isinstance(step.event, (HearingHeld, HearingWaived)) and latest and latest not in heard:
            heard.append(latest)
    return tuple(heard)


def heard_grounds(case: Case) -> tuple[int, ...]:
    return tuple(ground for proposal in heard_proposals(case) for ground in proposal.grounds)


def _check_late_reason(case: Case, reason: str | None) -> None:
    if case.overdue and not (reason or "").strip():
        raise BadInput(
            f"Case {case.id}: the term is overdue, so this proposal is late and must say why (R12, derived)",
            provision=case.definition.term("hearing_notice").law.provisions[0].cite(),
            way_on="Give the reason: --late-reason TEXT.",
        )


# --- the notice


def check_send_notice(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, HearingNoticeSent)
    if unreceived(case) is None:
        raise NotAllowedHere(
            f"Case {case.id}: the notice has arrived; it is not sent again",
            provision=require_step(case, HearingNoticeSent).law.cite(),
            way_on="To tell of another time, reschedule the hearing: that sends a new notice.",
        )


def send_notice(case: Case, at: datetime, workdays: Workdays, *, way: str) -> tuple[Event, ...]:
    """Send the same notice again, by another way, while nothing shows that it arrived (R7)."""
    check_send_notice(case, at, workdays)
    _check_way(case, way)
    before = case.last(HearingNoticeSent)
    if before and before.way == way:
        raise NotAllowedHere(
            f"Case {case.id}: the notice was sent by {way} on {when(before.occurred_at)}, and nothing shows that it"
            " arrived (R7)",
            provision=case.definition.receipt_watch.law.cite(),
            way_on=f"Send it another way: {', '.join(each for each in WAYS if each != way)}.",
        )
    return (HearingNoticeSent(at, way),)


def check_receive_notice(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, HearingNoticeReceived)
    if unreceived(case) is None:
        raise NotAllowedHere(
            f"Case {case.id}: no notice is on its way; the latest one was received on {when(_received(case))}",
            provision=require_step(case, HearingNoticeReceived).law.cite(),
            way_on="If the recorded moment of the receipt is wrong, the head corrects it.",
        )


def _received(case: Case) -> datetime:
    return receipts(case)[-1].occurred_at


def receive_notice(
    case: Case, at: datetime, workdays: Workdays, *, receipt: str | None = None
) -> tuple[Event, ...]:
    """Record that the notice arrived in the cabinet (R7); hearing and objection run from this day."""
    check_receive_notice(case, at, workdays)
    return (HearingNoticeReceived(at, receipt), *_held_by_position(case, at))


def _held_by_position(case: Case, at: datetime) -> tuple[Event, ...]:
    """A hearing changed to writing after a written position came in is held by that position (R10)."""
    since = case.since(RefusalProposed)
    written = any(isinstance(event, PositionStated) and event.form == IN_WRITING for event in since)
    return (
        (HearingHeld(at, IN_WRITING, present=False),)
        if written and hearing_method(case) == IN_WRITING
        else ()
    )


# --- another time


def check_reschedule(case: Case, at: datetime, workdays: Workdays) -> None:
    require_step(case, HearingRescheduled)


def reschedule(
    case: Case, at: datetime, workdays: Workdays, *, hearing: Setting, reason: str, way: str = CABINET
) -> tuple[Event, ...]:
    """Set the hearing anew, with a new notice: within R8, or late where nothing of it is left (R12 c)."""
    check_reschedule(case, at, workdays)
    check_readable(hearing, case)
    _check_way(case, way)
    if not reason.strip():
        raise BadInput(f"Case {case.id}: a hearing is moved for a reason", way_on="Give it: --reason TEXT.")
    if hearing.method == IN_WRITING:
        check_window_open(case, at, "set in writing")
        return (HearingRescheduled(at, reason, IN_WRITING), HearingNoticeSent(at, way))
    limit, late = limit_when_set_anew(case, at, workdays)
    check_time(hearing, case, at, limit, workdays, late=case.overdue)
    moved = HearingRescheduled(at, reason, hearing.method, hearing.hearing_at, hearing.place, late)
    return (moved, HearingNoticeSent(at, way))


# --- the hearing and its protocol


def check_hold_hearing(case: Case, at: datetime, workdays: Workdays) -> None:
    """Raises where the hearing is in writing, must be set anew, or its time has not come."""
    step = require_step(case, HearingHeld)
    if hearing_method(case) == IN_WRITING:
        raise NotAllowedHere(
            f"Case {case.id}: a hearing in writing is held by the written position, or by the end of the window,"
            f" {when(case.deadlines['objection'].due_at)} (R10)",
            provision=case.definition.term("objection").law.provisions[0].cite(),
            way_on="Record the position when it comes in, or reschedule the hearing as an oral one.",
        )
    if why := must_be_set_anew(case):
        raise NotAllowedHere(
            f"Case {case.id}: the hearing cannot be held as it is set: {why} (R8)",
            provision=step.law.cite(),
            way_on="Reschedule it; that sends a new notice.",
        )
    _check_time_has_come(case, at)


def _check_time_has_come(case: Case, at: datetime) -> None:
    current = case.since((RefusalProposed, HearingRescheduled))[0]
    assert isinstance(current, (RefusalProposed, HearingRescheduled))
    if current.hearing_at and at < current.hearing_at:
        raise TooEarly(
            f"Case {case.id}: the hearing is set for {when(current.hearing_at)} and cannot be held on {when(at)}",
            provision=case.definition.term("hearing").law.cite(),
            way_on="Hold it at its time, or reschedule it.",
            details={"earliest": current.hearing_at.isoformat()},
        )


def hold_hearing(
    case: Case, at: datetime, workdays: Workdays, *, method: str, present: bool
) -> tuple[Event, ...]:
    """Record that the hearing was held; also late, for what happened is always recorded (R12 d)."""
    check_hold_hearing(case, at, workdays)
    if method == IN_WRITING or method not in ("oral", "video"):
        raise BadInput(f"Case {case.id}: a hearing is held orally or by video, not {method!r}")
    if not present and unreceived(case):
        raise TooEarly(
            f"Case {case.id}: nothing shows that the applicant, who was absent, received the notice of this time",
            provision=case.definition.term("hearing").law.provisions[0].cite(),
            way_on="Record the receipt of the notice first, or reschedule the hearing (R7, R10).",
        )
    return (HearingHeld(at, method, present),)


def unsigned_hearing(case: Case) -> HearingHeld | None:
    """The earliest oral hearing whose protocol is not signed yet; a protocol is that of the earliest one."""
    unsigned: list[HearingHeld] = []
    for step in case.course:
        if isinstance(step.event, HearingHeld) and step.event.method != IN_WRITING:
            unsigned.append(step.event)
        elif isinstance(step.event, ProtocolSigned):
            unsigned = unsigned[1:]
    return unsigned[0] if unsigned else None


def check_sign_protocol(case: Case, at: datetime, workdays: Workdays) -> None:
    step = require_step(case, ProtocolSigned)
    if unsigned_hearing(case) is None:
        raise NotAllowedHere(
            f"Case {case.id}: there is no oral hearing whose protocol is unsigned",
            provision=step.law.cite(),
            way_on="A protocol is made of an oral hearing only, once.",
        )


def sign_protocol(
    case: Case, at: datetime, workdays: Workdays, *, chair: str, secretary: str
) -> tuple[Event, ...]:
    """Record the signed protocol of an oral hearing (Code 74)."""
    check_sign_protocol(case, at, workdays)
    if not chair.strip() or not secretary.strip():
        raise BadInput(
            f"Case {case.id}: a protocol is signed by the chair and the secretary", way_on="Name both."
        )
    return (ProtocolSigned(at, chair, secretary),)
