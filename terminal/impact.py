"""What a changed calendar does: the days, the deadlines, the hearings; what was carried through; what waits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.text import Text

from process.act import Act
from process.amendment import Amendment
from process.day import Day
from process.fact import Fact
from process.localtime import day_of, iso
from process.moves import Effect, Shift
from process.roles import Actor
from process.standing import on
from process.terms import Deadline
from process.workdays import Workdays
from terminal import texts
from terminal.moments import day_words, moment
from terminal.page import LATE, QUIET, STRONG, Page, Sheet, hanging, indented, joined, title, words
from terminal.texts import say

MARGIN = 2
COLUMN = 16
Found = Sequence[tuple[str, Deadline]]


class ImpactPage:
    """What an amendment would do, for people: counts of all deadlines, and the first few of them."""

    def __init__(
        self,
        amendment: Amendment,
        days: Sequence[tuple[Day, Day]],
        file: str | None,
        limit: int,
        lang: str,
    ) -> None:
        self.amendment, self.days, self.file, self.limit, self.lang = amendment, days, file, limit, lang
        self.counts: Counter[str] = Counter()
        self.cases = 0
        self.first: list[Any] = []
        self.hearings: list[Any] | None = None

    def take(self, hits: Iterable[Any], hearings: Iterable[Any]) -> None:
        """Count them all, keep the first few."""
        latest = None
        for hit in hits:
            self.counts[str(hit.shift.effect)] += 1
            self.cases += hit.case != latest
            latest = hit.case
            if len(self.first) < self.limit:
                self.first.append(hit)
        self.hearings = list(hearings)

    def checked(self) -> Page:
        """The file alone."""
        return Page(lambda sheet: iter([*self._head(sheet), *self._go_on(sheet)]))

    def shown(self) -> Page:
        return Page(
            lambda sheet: iter(
                [*self._head(sheet), *self._moves(sheet), *self._hearings(sheet), *self._go_on(sheet)]
            )
        )

    def _head(self, sheet: Sheet) -> Iterator[Text]:
        lang, lead = self.lang, words(say("impact.acts", self.lang), QUIET)
        for act in self.amendment.acts:
            yield from hanging(sheet, lead, _act(act, lang), COLUMN)
            lead = Text()
        yield from title(sheet, say("impact.days", lang))
        for was, now in self.days:
            instead = "impact.now_worked" if now.names else "impact.off_no_longer"
            key = instead if now.working else "impact.now_off"
            said = words(say(key, lang, why=_why(was, now, lang)))
            yield from hanging(sheet, words(f"  {day_words(now.date, lang)}"), said, COLUMN + 2)
        if not self.days:
            yield from indented(sheet, say("impact.no_days", lang), MARGIN)
        for word in self.amendment.new.years:
            status = "provisional_status" if word.status == "provisional" else word.status
            said_year = say("impact.confirmed", lang, year=word.year, status=say(f"calendar.{status}", lang))
            yield from indented(sheet, said_year, MARGIN)

    def _moves(self, sheet: Sheet) -> Iterator[Text]:
        lang = self.lang
        yield from title(sheet, say("impact.moves", lang))
        total = self.counts.total()
        if self.hearings is None:
            yield from indented(sheet, say("impact.nothing_known", lang), MARGIN)
            return
        if not total:
            yield from indented(sheet, say("impact.none", lang), MARGIN)
            return
        numbers = {key: self.counts[key] for key in ("later", "earlier", "past")}
        said = say("impact.counts", lang, moves=total, cases=self.cases, **numbers)
        yield from indented(sheet, words(said, STRONG), MARGIN)
        for hit in self.first:
            yield from _hit(hit, sheet, lang)
        if total > len(self.first):
            yield from indented(
                sheet, words(say("impact.more", lang, n=total - len(self.first)), QUIET), MARGIN
            )

    def _hearings(self, sheet: Sheet) -> Iterator[Text]:
        if self.hearings:
            yield from title(sheet, say("impact.hearings", self.lang))
        for each in self.hearings or []:
            yield from hanging(sheet, words(f"  {each.case}"), words(each.why), COLUMN)

    def _go_on(self, sheet: Sheet) -> Iterator[Text]:
        yield Text()
        if self.file and self.amendment.nothing_new:
            yield from indented(sheet, words(say("impact.nothing_new", self.lang), QUIET), 0)
        said = say("impact.go_on", self.lang, file=self.file or "").replace("  ", " ")
        yield from indented(sheet, words(said, QUIET), 0)


def _act(act: Act, lang: str) -> Text:
    place = ", ".join(filter(None, [act.register, act.address]))
    return joined([words(act.cited(lang)), words(place or act.note or "", QUIET)], "; ")


def _why(was: Day, now: Day, lang: str) -> str:
    told = now if now.names else was
    return told.names.get(lang, told.names.get("en", ""))


def _hit(hit: Any, sheet: Sheet, lang: str) -> Iterator[Text]:
    shift: Shift = hit.shift
    name = texts.deadline(shift.deadline.name, lang)
    known = shift.effect is not Effect.UNKNOWN
    row = say("impact.row", lang, was=moment(shift.was, lang), now=moment(shift.now, lang) if known else "?")
    yield from hanging(sheet, words(f"  {hit.case}"), joined([words(name, STRONG), words(row)], ": "), COLUMN)
    effect = words(say(f"impact.{shift.effect}", lang), "" if shift.effect is Effect.LATER else LATE)
    who = ", ".join(texts.role(each, lang) for each in hit.told)
    told = say("impact.told", lang, who=who) if hit.told else say("impact.untold", lang)
    yield from indented(sheet, joined([effect, words(told, QUIET), words(hit.executor or "", QUIET)]), COLUMN)


# --- as JSON


def head_json(before: Workdays, amendment: Amendment, lang: str) -> dict[str, Any]:
    return {
        "acts": [act_json(act, lang) for act in amendment.acts],
        "new": {
            "facts": [_fact_json(fact, lang) for fact in amendment.new.facts],
            "ended": [id for id, _ in amendment.new.endings],
            "years": [{"year": each.year, "status": each.status} for each in amendment.new.years],
        },
        "calendar": {"from": before.version, "to": amendment.calendar.version},
    }


def act_json(act: Act, lang: str) -> dict[str, Any]:
    return {
        "id": act.id,
        "kind": act.kind,
        "words": act.cited(lang),
        "number": act.number,
        "date": act.date.isoformat() if act.date else None,
        "register": act.register,
        "address": act.address,
        "note": act.note,
    }


def _fact_json(fact: Fact, lang: str) -> dict[str, Any]:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "date": fact.date.isoformat() if fact.date else None,
        "worked": fact.worked.isoformat() if fact.worked else None,
        "name": fact.names.get(lang),
        "act": fact.act.id,
        "known_since": fact.known_since.isoformat(),
        "status": fact.status,
    }


def day_json(was: Day, now: Day, lang: str) -> dict[str, Any]:
    act = now.act or was.act
    return {
        "date": now.date.isoformat(),
        "working": now.working,
        "was": was.names.get(lang),
        "now": now.names.get(lang),
        "act": act.cited(lang) if act else None,
    }


def hit_json(hit: Any) -> dict[str, Any]:
    return {
        "case": hit.case,
        "executor": hit.executor,
        "deadline": hit.shift.deadline.name,
        "round": hit.shift.deadline.round,
        "from": iso(hit.shift.was),
        "to": None if hit.shift.effect is Effect.UNKNOWN else iso(hit.shift.now),
        "effect": str(hit.shift.effect),
        "told": list(hit.told),
        "missed_at_once": hit.missed_at_once,
    }


def hearing_json(each: Any) -> dict[str, Any]:
    return {"case": each.case, "hearing_at": iso(each.at), "why": each.why}


# --- carried through, and approved


def carried_json(amendment: Amendment, carried: Any) -> dict[str, Any]:
    return {
        "acts": [act.id for act in amendment.acts],
        "calendar": amendment.calendar.version,
        "nothing_new": amendment.nothing_new,
        "cases": carried.cases,
        "moves": {
            str(effect): carried.moves[str(effect)] for effect in Effect if effect is not Effect.UNKNOWN
        },
        "faults": [{"case": case, "why": why} for case, why in carried.faults],
        "finished": carried.complete and not carried.faults,
    }


def show_carried(amendment: Amendment, carried: Any, lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        if amendment.nothing_new and amendment.acts:
            yield from indented(sheet, say("impact.nothing_new", lang), 0)
        elif amendment.acts:
            said = say("impact.applied", lang, said=amendment.cited(lang))
            yield from indented(sheet, words(said, STRONG), 0)
        moves = {str(effect): carried.moves[str(effect)] for effect in Effect}
        yield from indented(sheet, say("impact.carried", lang, cases=carried.cases, **moves), 0)
        if carried.moves[str(Effect.EARLIER)]:
            yield from indented(sheet, words(say("impact.approve", lang), LATE), 0)
        for case, why in carried.faults:
            yield from indented(sheet, words(say("impact.fault", lang, case=case, why=why), LATE), 0)

    return Page(lines)


def waiting_json(found: Found) -> list[dict[str, Any]]:
    return [_waiting_json(case, deadline) for case, deadline in found]


def _waiting_json(case: str, deadline: Deadline) -> dict[str, Any]:
    assert deadline.held
    return {
        "case": case,
        "deadline": deadline.name,
        "from": iso(deadline.due_at),
        "to": iso(deadline.held.now),
        "act": deadline.held.act,
        "since": iso(deadline.held.at),
    }


def show_waiting(found: Found, lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        key = "impact.waiting" if found else "impact.nothing_waits"
        yield from indented(sheet, words(say(key, lang, n=len(found)), STRONG), 0)
        yield from _rows(found, sheet, lang)

    return Page(lines)


def _rows(found: Found, sheet: Sheet, lang: str) -> Iterator[Text]:
    for case, deadline in found:
        assert deadline.held
        name = texts.deadline(deadline.name, lang)
        row = say("impact.row", lang, was=moment(deadline.due_at, lang), now=moment(deadline.held.now, lang))
        yield from hanging(sheet, words(f"  {case}"), joined([words(name, STRONG), words(row)], ": "), COLUMN)
        since = say("impact.since", lang, act=deadline.held.act, on=on(day_of(deadline.held.at)))
        yield from indented(sheet, words(since, QUIET), COLUMN)


def approved_json(moved: Found, actor: Actor, faults: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {
        "approved": waiting_json(moved),
        "by": actor.name,
        "faults": [{"case": case, "why": why} for case, why in faults],
    }


def show_approved(moved: Found, actor: Actor, faults: Sequence[tuple[str, str]], lang: str) -> Page:
    def lines(sheet: Sheet) -> Iterator[Text]:
        if not moved and not faults:
            yield from indented(sheet, say("impact.nothing_waits", lang), 0)
            return
        said = say("impact.approved", lang, n=len(moved), name=actor.name)
        yield from indented(sheet, words(said, STRONG), 0)
        yield from _rows(moved, sheet, lang)
        for case, why in faults:
            yield from indented(sheet, words(say("impact.fault", lang, case=case, why=why), LATE), 0)

    return Page(lines)
