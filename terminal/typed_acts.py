"""What a person typed, as an act: the event it is known by and the decide function with its arguments.

Reads the words typed and the files named there; checks nothing that the decide functions check.
"""

import json
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from process import (
    acceptance,
    certification,
    decision,
    hearing,
    leaving,
    objection,
    obtaining,
    updates,
    varying,
)
from process.complaint_events import ComplaintLodged
from process.desk import Decide
from process.document_rule import Circumstance
from process.documents import Outcome
from process.errors import BadInput, WrongRole
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    ApplicantRegistered,
    CertificationConfirmed,
    CourtActSetAside,
    DataObtained,
    DataUpdated,
    Endorsed,
    Event,
    ExecutorAssigned,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    LeftRegister,
    OralHearingRequested,
    PackageCompleted,
    PositionStated,
    ProcedureTerminated,
    ProtocolSigned,
    RefusalProposed,
    ReportAccepted,
    ReportWithdrawn,
    StateInstitutionTold,
    TermExtended,
    TermResumed,
    TermSuspended,
    TimeToCureGiven,
)
from process.hearing_times import Setting
from process.localtime import parse_day, parse_typed
from process.roles import Actor, Role
from terminal.arguments import words
from terminal.complaint_acts import COMPLAINT_ACTS

MOST_TEXT = 1_000_000
"""Bytes of a position's text; a longer one is a file to attach elsewhere."""


@dataclass(frozen=True, slots=True)
class TypedAct:
    """An act as typed. `personal`: texts that stand with the person's data, by the event that they belong to."""

    event: type[Event]
    decide: Decide
    personal: Mapping[type[Event], Mapping[str, Any]] = field(default_factory=dict)


Digest = Callable[[str], str]
Reader = Callable[[Namespace, Digest], Decide]


def typed_moment(text: str | None) -> datetime | None:
    """The moment of an act. A bare day is refused: the time of day decides whether it is late."""
    if text is None:
        return None
    if len(text) == len("2026-03-16"):
        raise BadInput(
            f"{text!r} names no time, and the time of day decides what is late",
            way_on=f"Write it with its time, Almaty local: '{text} 10:00'.",
        )
    return parse_typed(text)


def typed_actor(args: Namespace, environment: Mapping[str, str]) -> Actor | None:
    """Who acts, from the options or the environment; None where neither says it."""
    name = args.actor or _told(environment, "MERZIM_ACTOR")
    role = args.role or _told(environment, "MERZIM_ROLE")
    if not name or not role:
        return None
    if role not in [str(each) for each in Role]:
        raise BadInput(f"there is no role {role!r}", way_on=f"The roles are: {', '.join(Role)}.")
    refuse_the_system(role, args.name)
    return Actor(name, Role(role), getattr(args, "on_behalf_of", None))


def refuse_the_system(role: str, command: str) -> None:
    """Raises WrongRole where a person would act as the system; only a receipt of a notice comes from one."""
    if role == Role.SYSTEM and command != "case receive-notice":
        raise WrongRole("nobody acts as the system; it acts by itself", way_on="Act in your own role.")


def _told(environment: Mapping[str, str], name: str) -> str | None:
    if not (text := environment.get(name, "").strip()):
        return None
    try:
        return words(text)
    except ArgumentTypeError as wrong:
        raise BadInput(f"{name}: {wrong}") from None


def typed_act(args: Namespace, digest: Digest, *, read: Callable[[str], str] | None = None) -> TypedAct:
    """The act of a `case` command. `digest` makes the keyed digest of a text that stands apart.

    `read` gives the text that `--text` names; without it that is a file.
    """
    event, reader = ACTS[args.name]
    if told := OWN_TEXTS.get(args.name):
        text = told(args)
        return TypedAct(event, reader(args, lambda _: digest(text)), {event: {"text": text}})
    if getattr(args, "text", None) is None:
        return TypedAct(event, reader(args, digest))
    text = (read or _text)(args.text)
    args = Namespace(**vars(args) | {"text": text})
    whose = ComplaintLodged if event is ComplaintLodged else PositionStated
    return TypedAct(event, reader(args, digest), {whose: {"text": text}})


def _plain(decide: Decide) -> Reader:
    return lambda args, digest: decide


def _with(decide: Callable[..., tuple[Event, ...]], *names: str) -> Reader:
    """A reader for a decide function whose arguments are options of the same name."""
    return lambda args, digest: partial(decide, **{name: getattr(args, name) for name in names})


def _each_once(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def _setting(args: Namespace) -> Setting:
    if args.method is None:
        raise BadInput("how the hearing is held is needed", way_on="Give --method oral, video or written.")
    return Setting(args.method, typed_moment(args.hearing), args.place)


def _reject(args: Namespace, digest: Digest) -> Decide:
    missing, expired = _each_once(args.missing), _each_once(args.expired)
    return partial(acceptance.refuse_acceptance, missing=missing, expired=expired, remark=args.remark)


def _give_time(args: Namespace, digest: Digest) -> Decide:
    missing, expired = _each_once(args.missing), _each_once(args.expired)
    return partial(varying.give_time, missing=missing, expired=expired)


def _endorse(args: Namespace, digest: Digest) -> Decide:
    return partial(acceptance.endorse, service=args.by, agrees=args.agrees, remark=args.remark)


def _propose(args: Namespace, digest: Digest) -> Decide:
    return partial(
        hearing.propose_refusal,
        grounds=_each_once(args.ground),
        provisions=tuple(args.provision),
        hearing=_setting(args),
        way=args.way,
        late_reason=args.late_reason,
    )


def _reschedule(args: Namespace, digest: Digest) -> Decide:
    return partial(hearing.reschedule, hearing=_setting(args), reason=args.reason, way=args.way)


def _position(args: Namespace, digest: Digest) -> Decide:
    return partial(objection.state_position, form=args.form, digest=args.text and digest(args.text))


def _waive(args: Namespace, digest: Digest) -> Decide:
    return partial(
        objection.waive_hearing,
        granted_by=args.granted_by,
        give_up_objection=args.give_up_objection,
        objection_digest=args.text and digest(args.text),
    )


def _refuse(args: Namespace, digest: Digest) -> Decide:
    return partial(decision.refuse, grounds=_each_once(args.ground), provisions=tuple(args.provision))


def _strike_off(args: Namespace, digest: Digest) -> Decide:
    return partial(leaving.leave, ground=args.ground, provision=args.provision, remark=args.reason)


def _update(args: Namespace, digest: Digest) -> Decide:
    """As told in a scenario: what changes, in which report. At a terminal it is read from the report of Annex 3."""
    supplied = [{"list9": number, "issued_on": None, "valid_until": None} for number in args.document]
    said = dict.fromkeys(args.so, True) | dict.fromkeys(args.not_so, False)
    unknown = sorted(said.keys() - {str(each) for each in Circumstance})
    if unknown:
        raise BadInput(
            f"there is no circumstance {unknown[0]!r}", way_on=f"There are: {', '.join(Circumstance)}."
        )
    return partial(
        updates.update,
        what=args.what,
        reference=args.reference,
        digest=digest(args.reference),
        documents=supplied,
        circumstances=said,
    )


def _obtain(args: Namespace, digest: Digest) -> Decide:
    """As told in a scenario: what the systems answered. At a terminal they are asked."""
    return partial(obtaining.obtain, answers=_answers(args), digest=digest(""))


def _answers(args: Namespace) -> list[dict[str, str]]:
    """Each answer by its datum, and the person behind a dash: `list9_2 spouse`; without one, the applicant."""
    return [
        {"data": data, "about": about or obtaining.APPLICANT, "outcome": str(outcome)}
        for outcome in Outcome
        for each in getattr(args, outcome)
        for data, _, about in [each.partition(" ")]
    ]


def _set_aside(args: Namespace, digest: Digest) -> Decide:
    return partial(updates.set_aside, day=parse_day(args.on))


def _text(file: str) -> str:
    """The text of a position; BadInput where the file cannot be read as one."""
    try:
        with Path(file).open("rb") as opened:
            data = opened.read(MOST_TEXT + 1)
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}") from None
    if len(data) > MOST_TEXT:
        raise BadInput(f"{file} is too long", way_on=f"At most {MOST_TEXT} bytes.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not UTF-8 text", way_on="Save it as UTF-8.") from None
    if not text.strip():
        raise BadInput(f"{file} is empty")
    return text


OWN_TEXTS: Mapping[str, Callable[[Namespace], str]] = {
    "case update": lambda args: f"{args.what}: {args.reference}",
    "case obtain": lambda args: json.dumps(_answers(args), ensure_ascii=False),
}
"""Acts that a story tells and a terminal reads from elsewhere: the words that stand for them with the person's data."""
ACTS: Mapping[str, tuple[type[Event], Reader]] = {
    "case assign": (ExecutorAssigned, _with(acceptance.assign, "executor")),
    "case receipt": (CertificationConfirmed, _with(certification.confirm, "receipt")),
    "case accept": (ReportAccepted, _plain(acceptance.accept)),
    "case reject": (AcceptanceRefused, _reject),
    "case withdraw": (ReportWithdrawn, _plain(decision.withdraw)),
    "case endorse": (Endorsed, _endorse),
    "case propose-refusal": (RefusalProposed, _propose),
    "case send-notice": (HearingNoticeSent, _with(hearing.send_notice, "way")),
    "case receive-notice": (HearingNoticeReceived, _with(hearing.receive_notice, "receipt")),
    "case reschedule": (HearingRescheduled, _reschedule),
    "case state-position": (PositionStated, _position),
    "case request-oral": (OralHearingRequested, _plain(objection.request_oral)),
    "case waive-hearing": (HearingWaived, _waive),
    "case hold-hearing": (HearingHeld, _with(hearing.hold_hearing, "method", "present")),
    "case sign-protocol": (ProtocolSigned, _with(hearing.sign_protocol, "chair", "secretary")),
    "case register": (ApplicantRegistered, _plain(decision.register)),
    "case refuse": (ApplicantRefused, _refuse),
    "case terminate": (ProcedureTerminated, _plain(decision.terminate)),
    "case update": (DataUpdated, _update),
    "case obtain": (DataObtained, _obtain),
    "case court-set-aside": (CourtActSetAside, _set_aside),
    "case court-told": (StateInstitutionTold, _plain(updates.told)),
    "case give-time": (TimeToCureGiven, _give_time),
    "case complete": (PackageCompleted, _plain(varying.complete)),
    "case suspend": (TermSuspended, _with(varying.suspend, "reason")),
    "case resume": (TermResumed, _plain(varying.resume)),
    "case extend": (TermExtended, _with(varying.extend_term, "days", "reason")),
    "queue strike-off": (LeftRegister, _strike_off),
    **COMPLAINT_ACTS,
}
"""Each command by the event that its act is known by, and how its words are read."""
