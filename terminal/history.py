"""Everything that was tried on a case, in the order of time: the events of its record and the refused attempts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.text import Text

from process.case import Case
from process.localtime import iso, parse_instant
from process.record import Entry
from process.roles import Role
from terminal import texts
from terminal.moments import minute
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, hanging, indented, joined, title, words
from terminal.possible import shortened
from terminal.texts import say

if TYPE_CHECKING:
    from store.listing import Attempt

INDENT = 18
Row = Mapping[str, Any]


def history_json(case: Case, attempts: Iterable["Attempt"]) -> list[dict[str, Any]]:
    """One row each, by time; `seq` is null and `refused` true for what was refused."""
    rows = [*map(_entry_row, case.record), *map(_attempt_row, attempts)]
    return sorted(rows, key=lambda row: (parse_instant(row["at"]), row["refused"], row["seq"] or 0))


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "at": iso(entry.event.occurred_at),
        "recorded_at": iso(entry.recorded_at),
        "seq": entry.seq,
        "act": type(entry.event).__name__,
        "about": getattr(entry.event, "about", None) or getattr(entry.event, "deadline", None),
        "actor": entry.actor.name,
        "role": str(entry.actor.role),
        "on_behalf_of": entry.actor.on_behalf_of,
        "refused": False,
        "kind": None,
        "why": None,
    }


def _attempt_row(attempt: "Attempt") -> dict[str, Any]:
    return {
        "at": iso(attempt.at),
        "recorded_at": None,
        "seq": None,
        "act": attempt.act,
        "about": None,
        "actor": attempt.actor,
        "role": attempt.role,
        "on_behalf_of": attempt.on_behalf_of,
        "refused": True,
        "kind": attempt.kind,
        "why": attempt.message,
    }


def show_history(rows: Sequence[Row], lang: str = "en") -> Page:
    """The rows of `history_json`, a refused attempt marked by a word and not by colour alone."""

    def lines(sheet: Sheet) -> Iterator[Text]:
        yield from title(sheet, say("history.title", lang))
        if not rows:
            yield from indented(sheet, say("history.nothing", lang), 0)
        for row in rows:
            body = _refused(row, lang) if row["refused"] else _event(row, lang)
            yield from hanging(sheet, words(minute(parse_instant(row["at"]))), body, INDENT)

    return Page(lines)


def _event(row: Row, lang: str) -> Text:
    seq = say("history.entry", lang, seq=row["seq"])
    recorded, at = parse_instant(row["recorded_at"]), parse_instant(row["at"])
    late = row["role"] != Role.SYSTEM and _apart(at, recorded)
    entered = say("done.entered", lang, at=minute(recorded)) if late else ""
    about = texts.deadline(row["about"], lang) if row["about"] else ""
    return joined(
        [words(texts.event(row["act"], lang), STRONG), about, _by(row, lang), words(seq, QUIET), entered]
    )


def _apart(at: datetime, recorded: datetime) -> bool:
    return minute(at) != minute(recorded)


def _refused(row: Row, lang: str) -> Text:
    head = words(f"{say('history.refused', lang)}: {texts.act(row['act'], lang)}", LATE)
    why, law = shortened(row["why"], lang)
    reason = joined([why, words(f"({law})" if law else "", QUIET)], " ")
    return joined([head, _by(row, lang), reason, words(row["kind"], QUIET)])


def _by(row: Row, lang: str) -> str:
    role = texts.role(row["role"], lang)
    if row["role"] == Role.SYSTEM or row["actor"] in (role, row["role"]):
        return role
    key = "done.for" if row["on_behalf_of"] else "done.by"
    return say(key, lang, actor=row["actor"], role=role, other=row["on_behalf_of"])
