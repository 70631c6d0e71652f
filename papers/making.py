"""A paper of a case, made of its events and of what is kept of persons: the same arguments give the same bytes.

It decides nothing, keeps nothing and sends nothing, and it asks no clock. What a paper would need and the record does
not have is named all at once, before anything is drawn.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from papers.blocks import blocks, gaps, plain
from papers.kinds import BY_NAME, MEMO, SERVICE, Kind, kinds_of
from papers.rendering import qr_svg, rendered, renderer
from papers.source import Source
from papers.words import LANGUAGES, Said, text
from process.case import Case, Happened
from process.complaint_events import ComplaintForwarded
from process.errors import BadInput, NotAllowedHere, NotFound
from process.law import CODE_80_5, LIST_6_RESULT
from process.localtime import day_of
from process.workdays import Workdays

QR_FORM = "MERZIM/1/{case}/{text}/{of}/{lang}/{digest}"
"""What a paper's QR code says, in capitals, which a QR code holds in the fewest squares."""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as a file. `digest` is the SHA-256 of its bytes, `data_digest` that of its fields, as in the QR code;
    `renderer` says what made it."""

    paper: str
    of: int
    lang: str
    content: bytes
    digest: str
    renderer: str
    data_digest: str


def papers_of(case: Case) -> list[tuple[str, int]]:
    """The papers that can be made of the case as it stands, each with the entry it comes from, as they came about."""
    if case.definition.service != SERVICE:
        return []
    found = [(kind.name, past[-1].entry.seq) for past in _courses(case) for kind in kinds_of(case, past)]
    return [*found, (MEMO, case.record[-1].seq)]


def make(
    case: Case,
    personal: Mapping[int, Mapping[str, Any]],
    paper: str,
    *,
    of: int,
    lang: str = "kk",
    issued_on: date | None = None,
    ordinal: int | None = None,
    draft: bool = False,
    workdays: Workdays | None = None,
    bodies: Mapping[str, str] | None = None,
) -> Made:
    """The paper that comes from entry `of`.

    `personal`: the personal texts by entry (`store.listing.personal_texts`); `issued_on`: the local day of the event
    unless said otherwise; `ordinal`: the number in the queue, for Annex 5 alone; `draft`: marked as one on every page,
    and then without the number too. `workdays` lets the memo list the days that were not counted; `bodies` names the
    superior body and the quality authority on the appeal sheet.
    """
    kind, past = _asked_for(case, paper, of)
    if lang not in LANGUAGES:
        raise BadInput(f"there are no papers in {lang!r}", way_on=f"There are: {', '.join(LANGUAGES)}.")
    _require_ordinal(case, kind, ordinal, draft=draft)
    step = past[-1]
    day = issued_on or day_of(step.event.occurred_at)
    source = Source(case, step, past, personal, day, ordinal, workdays, bodies or {})
    fields = kind.fields(source)
    if isinstance(step.event, ComplaintForwarded):
        fields["contents"] = _contents(case, step)
    if draft and kind.numbered and ordinal is None:
        fields["ordinal"] = ""
    _require_all(case, kind, fields)
    about = {"case": case.id, "paper": paper, "of": of, "lang": lang, "draft": draft}
    digest = digest_of({**about, "fields": fields})
    content = rendered(_page(case, kind, fields, about, digest), day)
    return Made(paper, of, lang, content, hashlib.sha256(content).hexdigest(), renderer(), digest)


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the data as canonical JSON: keys sorted, no white space, UTF-8."""
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


# --- which


def _courses(case: Case) -> Iterator[tuple[Happened, ...]]:
    """The course up to each of its events."""
    return (case.course[: end + 1] for end in range(len(case.course)))


def _asked_for(case: Case, paper: str, of: int) -> tuple[Kind, tuple[Happened, ...]]:
    _require_not_struck(case, of)
    past = next((past for past in _courses(case) if past[-1].entry.seq == of), None)
    if past is not None and case.definition.service == SERVICE:
        if paper == MEMO:
            return BY_NAME[MEMO], past
        for kind in kinds_of(case, past):
            if kind.name == paper:
                return kind, past
    can = ", ".join(f"{name} (of entry {seq})" for name, seq in papers_of(case)) or "none"
    raise NotFound(f"case {case.id} has no {paper!r} of entry {of}", way_on=f"What can be made: {can}.")


def _require_not_struck(case: Case, of: int) -> None:
    recorded = next((entry for entry in case.record if entry.seq == of), None)
    if recorded is None or any(step.entry.seq == of for step in case.course):
        return
    raise NotAllowedHere(
        f"Case {case.id}: entry {of} ({type(recorded.event).__name__}) was struck, or lost its effect; no paper is"
        " made of it",
        provision=LIST_6_RESULT.cite(),
        way_on=f"merzim papers make {case.id} lists what can be made.",
        details={"case": case.id, "of": of},
    )


def _contents(case: Case, step: Happened) -> list[dict[str, Any]]:
    """The papers of the file that is sent on: all that came about before."""
    before = {each.entry.seq: each for each in case.course if each.place < step.place}
    return [
        {"paper": paper, "on": day_of(before[seq].event.occurred_at).isoformat()}
        for paper, seq in papers_of(case)
        if seq in before
    ]


# --- what it needs


def _require_ordinal(case: Case, kind: Kind, ordinal: int | None, *, draft: bool) -> None:
    if ordinal is not None and not kind.numbered:
        raise BadInput(
            f"Case {case.id}: the {kind.name} bears no number in the queue",
            provision=LIST_6_RESULT.cite(),
            way_on="Leave the number out.",
        )
    if ordinal is not None and ordinal < 1:
        raise BadInput(f"Case {case.id}: {ordinal} is no number in a queue", way_on="They begin with 1.")


def _require_all(case: Case, kind: Kind, fields: Mapping[str, Any]) -> None:
    """Raises BadInput with every field that is missing."""
    missing = list(dict.fromkeys(_missing(fields)))
    if not missing:
        return
    names = Said("en")
    said = ", ".join(names.known("field", each) or each for each in missing)
    raise BadInput(
        f"Case {case.id}: the {kind.name} cannot be made; missing: {said}",
        provision=(CODE_80_5 if kind.text == "appeal-sheet" else LIST_6_RESULT).cite(),
        way_on=_way_on(missing, case),
        details={"case": case.id, "missing": missing},
    )


def _missing(fields: Mapping[str, Any], within: str = "") -> Iterator[str]:
    for name, value in fields.items():
        if value is None:
            yield within + name
        elif name == "person":
            yield from _missing(value, "person.")


def _way_on(missing: list[str], case: Case) -> str:
    if any(each.startswith("person.") for each in missing):
        return "What an erased person's data were cannot be printed any more; the record itself stands."
    if missing == ["ordinal"]:
        return "Give the number in the queue, or make a draft (--draft)."
    return f"See what is on record: merzim case show {case.id}."


# --- the page


def _page(
    case: Case, kind: Kind, fields: dict[str, Any], about: Mapping[str, Any], digest: str
) -> dict[str, Any]:
    lang = about["lang"]
    said, words = Said(lang), text(lang, kind.text)
    unknown = set(gaps(words)) - fields.keys()
    assert not unknown, f"{kind.text}.{lang} has gaps that nothing fills: {unknown}"
    qr = QR_FORM.format(case=case.id, text=kind.text, of=about["of"], lang=lang, digest=digest).upper()
    return {
        "lang": lang,
        "name": f"{case.id}: {said.say('paper', kind.name)}",
        "author": fields["provider"],
        "copy": said.known("page", "copy"),
        "draft": said.say("page", "draft") if about["draft"] else None,
        "footer": said.say("page", "number", case=case.id),
        "blocks": blocks(words, fields, said),
        "foot": {
            "signs": [
                {"who": plain(who, fields, said), "place": said.say("page", "signature")}
                for who in words.get("signs", ())
            ],
            "qr": qr_svg(qr),
            "alt": said.say("page", "alt", code=qr),
            "says": said.say("page", "qr"),
        },
    }
