"""The answer of `rules verify` as plain values with stable keys; what is found is said in the language asked for."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

from process.localtime import iso
from process.timeline import timeline
from process.workdays import Workdays
from simulation.findings import Checked, Example, Finding
from simulation.verify import Verified
from terminal import texts
from terminal.console import PLAIN_WIDTH, console
from terminal.done import Remark
from terminal.timeline import show_timeline


def verified_json(answers: Sequence[Verified], workdays: Workdays, lang: str = "en") -> dict[str, Any]:
    return {
        "ok": all(each.ok for each in answers),
        "definitions": [_verified(each, workdays, lang) for each in answers],
    }


def _verified(answer: Verified, workdays: Workdays, lang: str) -> dict[str, Any]:
    return {
        "definition": answer.definition.id,
        "from": answer.first_day.isoformat(),
        "to": answer.last_day.isoformat(),
        "ok": answer.ok,
        "checks": [_checked(each, workdays, lang) for each in answer.checks],
    }


def _checked(check: Checked, workdays: Workdays, lang: str) -> dict[str, Any]:
    return {
        "check": check.name,
        "promise": texts.say(f"promise.{check.name}", lang),
        "ok": check.ok,
        "looked_at": check.looked_at,
        "beyond": check.beyond,
        "findings": [_found(each, check.name, workdays, lang) for each in check.findings],
    }


def _found(finding: Finding, check: str, workdays: Workdays, lang: str) -> dict[str, Any]:
    what = in_words(finding, lang)
    return {
        "finding": finding.key,
        "what": what,
        "state": finding.state,
        "event": finding.event,
        "term": finding.term,
        "provision": finding.law.cite("kk" if lang == "kk" else "en") if finding.law else None,
        "way_on": texts.say(f"mend.{check}", lang),
        "values": {name: str(value) for name, value in finding.values.items()},
        "at": iso(finding.example.at) if finding.example else None,
        "timeline": _drawn(finding.example, what, workdays, lang) if finding.example else None,
    }


def in_words(finding: Finding, lang: str = "en") -> str:
    """What was found, in that language; what the law answered is told again as everywhere."""
    told = {"why": texts.retold(str(finding.values["why"]), lang)} if "why" in finding.values else {}
    told |= {"law": texts.law(str(finding.values["law"]), lang)} if "law" in finding.values else {}
    told |= {"road": _road(str(finding.values["road"]), lang)} if "road" in finding.values else {}
    return texts.say(
        f"found.{finding.key}",
        lang,
        **{name: value for name, value in {**finding.values, **told}.items() if name != "key"},
    )


def _road(road: str, lang: str) -> str:
    """`last, oral`: when the notice was sent, and how the hearing is held."""
    words = (
        texts.known(f"road.{each.replace(' ', '_')}", lang) or texts.known(f"method.{each}", lang) or each
        for each in road.split(", ")
    )
    return ", ".join(words)


def _drawn(example: Example, what: str, workdays: Workdays, lang: str) -> str | None:
    """The timeline of that case as the terminal shows it, without colour; what was found stands at its moment. None
    where the definition is so broken that its cases cannot be shown."""
    case, out = example.case, StringIO()
    try:
        view = timeline(case, example.at, workdays, on_record=case.version)
        person, remark = texts.role("applicant", lang), Remark(example.at, (what,))
        page = show_timeline(view, workdays, person=person, remark=remark, lang=lang)
        console(file=out, width=PLAIN_WIDTH, colour=False).print(page)
    except Exception:  # noqa: BLE001 - what was found is said already; the picture of it is one thing more
        return None
    return out.getvalue()
