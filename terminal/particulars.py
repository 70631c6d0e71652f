"""What an event says beside its name, in a few words: grounds, times, methods, reasons. No personal data."""

from collections.abc import Mapping

from process.documents import Outcome
from process.events import (
    AcceptanceRefused,
    ActCorrected,
    ApplicantRefused,
    CertificationConfirmed,
    CourtActSetAside,
    DataObtained,
    DataUpdated,
    DeadlineMissed,
    DeadlineMoved,
    DeadlineMoveHeld,
    DecisionOverdue,
    Endorsed,
    Event,
    ExecutorAssigned,
    FiringAnnulled,
    HearingHeld,
    HearingNoticeReceived,
    HearingNoticeSent,
    HearingRescheduled,
    HearingWaived,
    LeftRegister,
    PaperIssued,
    PositionStated,
    ProtocolSigned,
    RefusalProposed,
    ReportFiled,
    TermExtended,
    TermResumed,
    TermSuspended,
    TimeToCureGiven,
)
from process.standing import on, when
from terminal import texts
from terminal.complaint_particulars import of_complaint
from terminal.moments import numbers
from terminal.signature import outcome
from terminal.texts import say


def particulars(event: Event, lang: str) -> list[str]:
    """Short pieces, to be set one after another; none for an event that says nothing more."""
    pieces = _of_the_report(event, lang) or _of_the_hearing(event, lang) or of_complaint(event, lang)
    pieces = pieces or _of_the_decision(event, lang) or _of_other_services(event, lang)
    return [piece for piece in pieces if piece] or _of_the_record(event, lang)


def _of_the_report(event: Event, lang: str) -> list[str]:
    match event:
        case ReportFiled(registered_on=day, earlier=earlier, signature=signature):
            registered = say("fact.registered_on", lang, day=on(day))
            again = say("fact.earlier", lang, case=earlier) if earlier else ""
            return [registered, again, outcome(signature, lang)]
        case CertificationConfirmed(receipt=receipt):
            return [say("certified.receipt", lang, ref=receipt)]
        case DataUpdated(what=what, reference=reference, of_relative=relatives, as_report=joined):
            kind = texts.known(f"what.{what}", lang) or what
            return [
                say("fact.update", lang, what=kind, reference=reference),
                say("fact.relatives", lang) if relatives else "",
                say("fact.joined", lang) if joined else "",
                outcome(event.signature, lang),
                say("certified.receipt", lang, ref=event.receipt) if event.receipt else "",
            ]
        case CourtActSetAside(set_aside_on=day):
            return [say("fact.set_aside", lang, day=on(day))]
        case ExecutorAssigned(executor=name):
            return [say("fact.executor", lang, name=name)]
        case AcceptanceRefused(missing=missing, expired=expired, remark=remark):
            return [
                say("fact.missing", lang, numbers=numbers(missing)) if missing else "",
                say("fact.expired", lang, numbers=numbers(expired)) if expired else "",
                say("fact.remark", lang, text=remark) if remark else "",
            ]
        case DataObtained(answers=answers):
            return [_answered(each, answers, lang) for each in Outcome]
        case Endorsed(service=service, agrees=agrees, remark=remark):
            said = say("fact.agrees" if agrees else "fact.objects", lang, service=texts.role(service, lang))
            return [said, say("fact.remark", lang, text=remark) if remark else ""]
    return []


def _of_the_decision(event: Event, lang: str) -> list[str]:
    match event:
        case ApplicantRefused(grounds=grounds):
            return [say("fact.grounds", lang, numbers=numbers(grounds))]
        case LeftRegister(ground=ground, provision=law, remark=remark):
            said = say("fact.left", lang, ground=texts.known(f"ground.{ground}", lang) or ground, law=law)
            return [said, say("fact.reason", lang, text=remark) if remark else ""]
    return []


def _answered(outcome: Outcome, answers: tuple[Mapping[str, str], ...], lang: str) -> str:
    """Which data had that answer, each once however many persons it is about."""
    which = dict.fromkeys(each["data"] for each in answers if each["outcome"] == outcome)
    names = ", ".join(texts.datum(each, lang) for each in which)
    return f"{say(f'outcome_of_system.{outcome}', lang)}: {names}" if names else ""


def _of_other_services(event: Event, lang: str) -> list[str]:
    match event:
        case TimeToCureGiven(missing=missing, expired=expired):
            return [
                say("fact.missing", lang, numbers=numbers(missing)) if missing else "",
                say("fact.expired", lang, numbers=numbers(expired)) if expired else "",
            ]
        case TermSuspended(reason=reason, left=left):
            return [say("fact.reason", lang, text=reason), say("fact.kept", lang, n=left)]
        case TermResumed(left=left):
            return [say("fact.kept", lang, n=left)]
        case TermExtended(days=days, reason=reason):
            return [say("fact.reason", lang, text=reason), say("fact.extended", lang, n=days)]
    return []


def _of_the_hearing(event: Event, lang: str) -> list[str]:
    match event:
        case RefusalProposed(grounds=grounds, late_reason=late):
            return [
                say("fact.grounds", lang, numbers=numbers(grounds)),
                setting(event, lang),
                say("fact.late_reason", lang, text=late) if late else "",
            ]
        case HearingRescheduled(reason=reason, late=late):
            set_late = say("fact.set_late", lang) if late else ""
            return [setting(event, lang), say("fact.reason", lang, text=reason), set_late]
        case HearingNoticeSent(way=way):
            return [say("fact.way", lang, way=texts.known(f"way.{way}", lang) or way)]
        case HearingNoticeReceived(receipt=receipt, proved_by=act):
            return [
                say("fact.receipt", lang, text=receipt) if receipt else "",
                say("fact.proved_by", lang, act=texts.event(act, lang)) if act else "",
            ]
        case HearingHeld(window_ended=True):
            return [say("fact.window_ended", lang)]
        case HearingHeld(method=method, present=present):
            return [say("fact.present" if present else "fact.absent", lang, method=_method(method, lang))]
        case HearingWaived(granted_by=name, gives_up_objection=gives_up):
            return [say("fact.granted_by", lang, name=name), say("fact.gives_up", lang) if gives_up else ""]
        case ProtocolSigned(chair=chair, secretary=secretary):
            return [say("fact.protocol", lang, chair=chair, secretary=secretary)]
        case PositionStated(form=form):
            return [_method(form, lang)]
    return []


def _of_the_record(event: Event, lang: str) -> list[str]:
    match event:
        case DecisionOverdue(term=term):
            return [say("fact.term", lang, name=texts.deadline(term, lang))]
        case DeadlineMissed(deadline=name):
            return [texts.deadline(name, lang)]
        case DeadlineMoved(deadline=name, was=was, now=now, act=act, approved_by=by, counted_in=counted):
            key = "fact.stays" if was == now else "fact.moved" if was else "fact.began"
            before = when(was) if was else ""
            name, act = texts.deadline(name, lang), texts.retold(act, lang)
            said = say(key, lang, name=name, was=before, now=when(now), act=act)
            return [said, say("fact.approved", lang, name=by) if by and counted is None else ""]
        case DeadlineMoveHeld(deadline=name, was=was, now=now, act=act, past=past):
            key = "fact.noted" if past else "fact.held"
            return [say(key, lang, name=texts.deadline(name, lang), was=when(was), now=when(now), act=act)]
        case FiringAnnulled(firing=seq, why=why):
            return [say("fact.entry", lang, seq=seq, why=texts.retold(why, lang))]
        case PaperIssued(paper=paper, ordinal=ordinal):
            number = say("fact.ordinal", lang, n=ordinal) if ordinal else ""
            return [texts.retold(paper, lang), number]
        case ActCorrected(act=seq, reason=reason, moment=None):
            return [say("fact.act_struck", lang, seq=seq, reason=reason)]
        case ActCorrected(act=seq, reason=reason, moment=moment):
            assert moment
            return [say("fact.act_moved", lang, seq=seq, at=when(moment), reason=reason)]
    return []


def setting(event: RefusalProposed | HearingRescheduled, lang: str) -> str:
    if event.hearing_at is None:
        return say("fact.in_writing", lang)
    method = _method(event.method, lang)
    said = say("fact.hearing_at", lang, method=method, at=when(event.hearing_at), place=event.place or "")
    return said.rstrip(", ")


def _method(name: str, lang: str) -> str:
    return texts.known(f"method.{name}", lang) or name
