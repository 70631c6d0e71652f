"""The administrative case as it is sent on with a complaint (item 9): events, papers, explanations in one archive.

The same case at the same moment gives the same bytes. Files for programs are UTF-8 JSON, those for people plain text.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from process.calendar_text import Read
from process.deadlines import explain
from process.errors import CalendarUnknown
from process.localtime import local
from process.record import FIRST_HASH, canonical, chained
from process.signature import Signature
from process.timeline import Timeline, as_json
from process.workdays import Workdays
from terminal.memo import memo


def case_file(
    view: Timeline,
    workdays: Workdays,
    *,
    personal: Mapping[str, Any] | None,
    papers: Iterable[Mapping[str, Any]],
    timeline: str,
    calendars: Read,
    lang: str,
) -> bytes:
    """The archive (zip). `timeline` is the case as people read it; `papers` what is owed on it, as plain values."""
    case = view.case
    said = {**case.filed.report, **(personal or {})}
    signature = said.pop("signature", None)
    files: dict[str, str | bytes] = {
        "report.json": _json(said),
        **(_signed(signature) if signature else {}),
        "events.jsonl": "".join(_events(view)),
        "papers.json": _json(list(papers)),
        "timeline.json": _json(as_json(view, workdays)),
        "timeline.txt": timeline,
        **dict(_explanations(view, workdays, calendars, lang)),
    }
    return _zipped(files, view.as_of)


def _signed(kept: Mapping[str, Any]) -> dict[str, bytes]:
    """The report as it was signed, and the signature over it, so that whoever considers the complaint can verify it."""
    signature = Signature.from_kept(kept)
    return {"signed/report.json": signature.content, "signed/report.p7s": signature.cms}


def _events(view: Timeline) -> Iterator[str]:
    """What is on record, in its canonical form, each line with its hash."""
    head = FIRST_HASH
    for line in view.lines:
        if line.recorded:
            text = canonical(line.entry, view.case.id)
            head = chained(head, text)
            yield f'{text[:-1]},"hash":"{head}"}}\n'


def _explanations(
    view: Timeline, workdays: Workdays, calendars: Read, lang: str
) -> Iterator[tuple[str, str]]:
    """Why each date is this one; where the calendar of its time is not kept, that one says so itself."""
    for name in view.case.deadlines:
        try:
            why = explain(view.case, name, workdays, calendars=calendars)
        except CalendarUnknown:
            continue
        yield (
            f"explanations/{name.replace('/', '-').replace(' ', '-')}.md",
            memo(why, view.case.id, view.as_of, lang),
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _zipped(files: Mapping[str, str | bytes], moment: datetime) -> bytes:
    packed = io.BytesIO()
    stamp = local(moment)
    when = (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, 0)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            archive.writestr(zipfile.ZipInfo(name, when), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
