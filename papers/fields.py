"""What each paper says of the case: its fields, as plain values that no language has touched yet.

Of these the digest in the QR is made. A field that is None is missing; what may lawfully be absent is "", [] or False.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from papers.source import Source, members
from process.case import Happened
from process.complaint_events import ComplaintForwarded, ComplaintLodged
from process.definition import Definition
from process.events import (
    AcceptanceRefused,
    ApplicantRefused,
    DataUpdated,
    HearingHeld,
    HearingNoticeSent,
    HearingRescheduled,
    PositionStated,
    ProtocolSigned,
    RefusalProposed,
    ReportFiled,
    ReportWithdrawn,
)
from process.localtime import day_of, iso, parse_instant
from process.roles import Role

Fields = dict[str, Any]


def _of_case(source: Source) -> Fields:
    """What every paper of a case says."""
    filed = source.case.filed
    return {
        "number": source.case.id,
        "provider": filed.report.get("provider"),
        "garrison": filed.report.get("garrison"),
        "form": str(filed.report.get("form")),
        "registered_on": filed.registered_on.isoformat(),
        "person": source.person(),
        "on": day_of(source.step.event.occurred_at).isoformat(),
        "issued_on": source.issued_on.isoformat(),
    }


def _instant(step: Happened | None) -> str | None:
    return iso(step.event.occurred_at) if step else None


def _day(step: Happened | None) -> str | None:
    return day_of(step.event.occurred_at).isoformat() if step else None


# --- Annexes 5, 6, 7


def annex_6(source: Source) -> Fields:
    """The number is the case's, the day that of the decision; in need since the registration of the report (R14).

    Made anew after an update of the data it keeps both (R29).
    """
    signatory = source.signatory(Role.HEAD)
    return {
        **_of_case(source),
        "family": source.family(),
        "decided_on": _day(source.deciding),
        "in_need_since": source.case.filed.registered_on.isoformat(),
        "signatory": signatory,
        "issuer": [source.case.filed.report.get("provider"), signatory],
    }


def annex_5(source: Source) -> Fields:
    return {**annex_6(source), "ordinal": source.ordinal}


HOUSING_LAW = re.compile(r"housing relations|жилищных отношениях|тұрғын үй қатынастары", re.IGNORECASE)
_ANOTHER_LAW = re.compile(r"\b(?:law|code|закон\w*|кодекс\w*|заң\w*)\b", re.IGNORECASE)
_NUMBER = r"(\d+(?:-\d+)*)"
_PLACES = (
    re.compile(rf"(?:article|art\.?)\s*{_NUMBER}(?:\s*\((\d+)\))?(?:\s*\((\d+)\))?", re.IGNORECASE),
    re.compile(
        rf"(?:стать[яеию]|ст\.)\s*{_NUMBER}(?:[,\s]+(?:пункт\w*|п\.)\s*(\d+))?(?:[,\s]+(?:подпункт\w*|пп\.)\s*(\d+)\)?)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_NUMBER}-?\s*ба[бп]\w*(?:[,\s]+(\d+)-?\s*тармағ?\w*)?(?:[,\s]+(\d+)\)?-?\s*тармақша\w*)?",
        re.IGNORECASE,
    ),
)


def annex_7(source: Source) -> Fields:
    refused = source.step.event
    assert isinstance(refused, ApplicantRefused)
    signatory = source.signatory(Role.HEAD)
    article, item, sub_item = housing_law(refused.provisions)
    return {
        **_of_case(source),
        "article": article,
        "item": item,
        "sub_item": sub_item,
        "service": dict(source.rules.title),
        **_grounds(refused.grounds, refused.provisions, source.rules),
        "signatory": signatory,
        "issuer": [source.case.filed.report.get("provider"), signatory],
    }


def housing_law(provisions: Sequence[str]) -> tuple[str, str, str]:
    """Article, item and sub-item of the Law on Housing Relations that the provisions name; "" for what they do not."""
    places = [place for each in provisions if (place := _housing_place(each))]
    article, item, sub_item = (
        ("; ".join(dict.fromkeys(filter(None, column))) for column in zip(*places, strict=True))
        if places
        else ("", "", "")
    )
    return article, item, sub_item


def _housing_place(provision: str) -> tuple[str, str, str] | None:
    if not HOUSING_LAW.search(provision) and _ANOTHER_LAW.search(provision):
        return None
    found = next(filter(None, (form.search(provision) for form in _PLACES)), None)
    return (found[1], found[2] or "", found[3] or "") if found else None


def _grounds(numbers: Sequence[int], provisions: Sequence[str], rules: Definition) -> Fields:
    return {
        "grounds": [{"n": n, "key": rules.grounds[n].key} for n in numbers if n in rules.grounds] or None,
        "provisions": list(provisions) or None,
    }


# --- Annexes 1, 2, 3: the report and the update as they were filed


def report(source: Source) -> Fields:
    """The report of Annex 1 or 2; a second report that was joined as an update is one too (R27)."""
    seq, event = source.step.entry.seq, source.step.event
    kept = source.report_of(seq)
    public = event.report if isinstance(event, ReportFiled) else kept
    filed_at = public.get("filed_at")
    consents = public.get("consents", {})
    return {
        **_of_case(source),
        "person": source.person(kept),
        "provider": public.get("provider"),
        "garrison": public.get("garrison"),
        "reference": public.get("portal_reference"),
        "filed_at": filed_at and iso(parse_instant(filed_at)),
        "filed_on": filed_at and day_of(parse_instant(filed_at)).isoformat(),
        "certified_by": public.get("certified_by"),
        "consent": _said(consents.get("applicant")),
        "spouse_consent": _said(consents.get("spouse")),
        "consented": bool(consents.get("applicant")),
        "family": members(kept),
        "documents": _documents(public.get("documents"), source.rules),
    }


def update(source: Source) -> Fields:
    """The report of Annex 3."""
    told = source.report_of(source.step.entry.seq)
    document = told.get("document", {})
    filed_at = told.get("filed_at")
    reason = [told.get("reason"), document.get("title"), document.get("issued_on")]
    event = source.step.event
    assert isinstance(event, DataUpdated)
    return {
        **_of_case(source),
        "case": source.case.id,
        "number": event.reference,
        "person": {**source.person(), "iin": told.get("applicant_iin")},
        "member_iin": (told.get("member_iin") or "") if told else None,
        "reason": reason if all(reason) else None,
        "what": told.get("what"),
        "filed_at": filed_at and iso(parse_instant(filed_at)),
        "filed_on": filed_at and day_of(parse_instant(filed_at)).isoformat(),
        "certified_by": told.get("certified_by"),
        "consent": _said(told.get("consents", {}).get("applicant")),
        "consented": bool(told.get("consents", {}).get("applicant")),
    }


def _said(consent: bool | None) -> str:
    return {True: "true", False: "false", None: "null"}[consent]


def _documents(documents: Sequence[Mapping[str, Any]] | None, rules: Definition) -> list[Fields] | None:
    if documents is None:
        return None
    known = rules.documents
    return [{**each, "key": known[each["list9"]].law.key} for each in documents if each["list9"] in known]


# --- letters to the applicant


def acceptance(source: Source) -> Fields:
    due = source.due("decision")
    return {
        **_of_case(source),
        "accepted_at": _instant(source.step),
        "days": due and (due.days or source.rules.term("decision").days),
        "decision_due": due and iso(due.due_at),
        "executor": source.signatory(Role.EXECUTOR) or "",
        "signatory": source.signatory(Role.EXECUTOR),
    }


def refusal_to_accept(source: Source) -> Fields:
    refused = source.step.event
    assert isinstance(refused, AcceptanceRefused)
    came = [source.case.filed.report.get("documents", ())]
    came += [step.event.documents for step in source.past if isinstance(step.event, DataUpdated)]
    given = {each["list9"]: each for documents in came for each in documents}
    known = source.rules.documents
    missing = [{"list9": n, "key": known[n].law.key} for n in refused.missing if n in known]
    expired = [
        {"list9": n, "key": known[n].law.key, "valid_until": given.get(n, {}).get("valid_until") or ""}
        for n in refused.expired
        if n in known
    ]
    return {
        **_of_case(source),
        "missing": missing if missing or expired else None,
        "expired": expired,
        "remark": refused.remark or "",
        "signatory": source.signatory(Role.EXECUTOR),
    }


def notice(source: Source) -> Fields:
    """The preliminary decision with its hearing, as it was set when this notice was sent."""
    sent = source.step.event
    assert isinstance(sent, HearingNoticeSent)
    proposed = source.last(RefusalProposed)
    return {
        **_of_case(source),
        **_preliminary(source, proposed),
        **_setting(source),
        "late_reason": (proposed and proposed.late_reason) or "",
        "objection_days": source.rules.term("objection").days,
        "sent_at": _instant(source.step),
        "way": sent.way,
        "signatory": source.signatory(Role.EXECUTOR),
    }


def _preliminary(source: Source, proposed: RefusalProposed | None) -> Fields:
    if proposed is None:
        return {"proposed_on": None, "grounds": None, "provisions": None}
    return {
        "proposed_on": day_of(proposed.occurred_at).isoformat(),
        **_grounds(proposed.grounds, proposed.provisions, source.rules),
    }


def _setting(source: Source) -> Fields:
    """Time, place and method as set last; in writing there is neither time nor place."""
    step = source.step_of(RefusalProposed, HearingRescheduled)
    if step is None or not isinstance(step.event, (RefusalProposed, HearingRescheduled)):
        return {"oral": True, "method": None, "hearing_at": None, "place": None}
    event, oral = step.event, step.event.method != "written"
    at = event.hearing_at and iso(event.hearing_at)
    return {
        "oral": oral,
        "method": event.method,
        "hearing_at": at if oral else "",
        "place": event.place if oral else "",
    }


def protocol(source: Source) -> Fields:
    signed, held = source.step.event, source.last(HearingHeld)
    assert isinstance(signed, ProtocolSigned)
    return {
        **_of_case(source),
        **_preliminary(source, source.last(RefusalProposed)),
        "place": _setting(source)["place"],
        "held_at": held and iso(held.occurred_at),
        "method": held and held.method,
        "present": held and str(held.present).lower(),
        "positions": _positions(source),
        "chair": signed.chair,
        "secretary": signed.secretary,
        "signed_at": _instant(source.step),
    }


def _positions(source: Source) -> list[Fields] | None:
    """What the applicant said since the preliminary decision; None where a text that there was is kept no more."""
    said = []
    for step in source.since(RefusalProposed):
        if isinstance(step.event, PositionStated):
            text = source.text(step.entry.seq)
            if step.event.digest is not None and text is None:
                return None
            said.append({"at": _instant(step), "form": step.event.form, "text": text or ""})
    return said


def termination(source: Source) -> Fields:
    return {
        **_of_case(source),
        "withdrawn_at": _instant(source.step_of(ReportWithdrawn)),
        "signatory": source.signatory(Role.HEAD),
    }


# --- complaints


def appeal_sheet(source: Source) -> Fields:
    """To whom, how and in what months the act can be complained of (Code 80(5), 92; items 8 to 12; R17)."""
    rules, complaints = source.rules, source.rules.complaints
    terms = {term.name: term.days for term in rules.terms}
    numbers = {
        "months": "complaint_filing",
        "forwarding": "complaint_forwarding",
        "at_provider": "complaint_provider",
        "at_quality": "complaint_quality",
        "at_superior": "complaint_superior",
    }
    return {
        **_of_case(source),
        "act": type(source.step.event).__name__,
        "act_on": _day(source.step),
        **{key: terms.get(name) for key, name in numbers.items()},
        "uninformed": complaints and complaints.uninformed.number,
        "extension": complaints and complaints.extension.number,
        "superior": source.bodies.get("superior_body", ""),
        "quality": source.bodies.get("quality_authority", ""),
    }


def cover(source: Source) -> Fields:
    sent = source.step.event
    assert isinstance(sent, ComplaintForwarded)
    lodged = next(
        (
            each.event
            for each in source.past
            if isinstance(each.event, ComplaintLodged) and each.event.complaint == sent.complaint
        ),
        None,
    )
    return {
        **_of_case(source),
        "to": sent.to,
        "complaint": sent.complaint,
        "about": lodged and lodged.about,
        "came_in_at": lodged and iso(lodged.occurred_at),
        "complaint_registered_on": lodged and lodged.registered_on.isoformat(),
        "late": bool(lodged and lodged.late),
        "entries": source.step.entry.seq,
        "documents": sorted({each["list9"] for each in source.case.filed.report.get("documents", ())}),
        "signatory": source.signatory(Role.EXECUTOR),
    }
