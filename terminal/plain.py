"""The calendar and the rules as plain values: the keys of the command line's JSON that others rely on."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from process.counting import Counting
from process.coverage import Coverage
from process.day import Day
from process.definition import Definition, Editions
from process.document_rule import DocumentRule
from process.due_dates import closing
from process.errors import BadInput
from process.law import Authority, reading
from process.localtime import YEARS, iso
from process.states import Step
from process.terms import Before, Within
from process.timeline import calendar_json, walk_json
from process.workdays import Workdays
from store.calendar import AppliedAct


def calendar_day(day: Day, lang: str = "en") -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "working": day.working,
        "reason": day.names.get(lang),
        "act": day.act.cited(lang) if day.act else None,
        "status": day.status,
        "known_since": day.known_since.isoformat() if day.known_since else None,
    }


def calendar_year(workdays: Workdays, year: int, lang: str = "en") -> dict[str, Any]:
    """Every day of the year. CalendarUnknown for a year without facts, BadInput for one that dates do not reach."""
    if year not in YEARS:
        raise BadInput(f"{year} lies outside the years {YEARS[0]}-{YEARS[-1]}")
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        "year": year,
        "working_days": workdays.worked_in(year),
        "provisional": workdays.is_provisional(first, last),
        "days": [calendar_day(day, lang) for day in workdays.walk(first, last)],
    }


def calendar_sum(workdays: Workdays, start: date, days: int, definition: Definition) -> dict[str, Any]:
    """The `days`-th working day after `start`, and its last instant by the provider's hours."""
    end = workdays.add(start, days)
    return {
        "from": start.isoformat(),
        "days": days,
        "date": end.isoformat(),
        "due_at": iso(closing(end, definition)),
        "provisional": workdays.is_provisional(start, end),
        "calendar": workdays.version,
    }


def calendar_counting(why: Counting, lang: str = "en") -> dict[str, Any]:
    """A count without a case, in the keys of `case explain`."""
    return {
        "name": None,
        "anchor": why.anchor.isoformat(),
        "backwards": why.backwards,
        "date": why.ends.isoformat(),
        "due_at": iso(why.due_at),
        "rule": "; ".join(reading(number).label for number in why.readings),
        **walk_json(why.counted, why.skipped, why.act_of, lang),
        **calendar_json(why.calendar),
        "provisional": why.provisional,
        "why_provisional": why.why_provisional.get(lang) if why.why_provisional else None,
        "moves": [],
    }


def calendar_status(
    workdays: Workdays, covered: Coverage, applied: Sequence[AppliedAct], held: int, lang: str = "en"
) -> dict[str, Any]:
    return {
        **calendar_json(workdays),
        "first_year": workdays.first_year,
        "last_year": workdays.last_year,
        "years": [
            {
                "year": year.year,
                "status": year.status,
                "working_days": workdays.worked_in(year.year),
                "missing": workdays.why_provisional(year.year, lang),
            }
            for year in workdays.standing()
        ],
        "next_year": {
            "year": covered.year,
            "status": covered.status,
            "days_left": covered.days_left,
            "confirm_by": covered.until.isoformat(),
            "pressing": covered.pressing,
        },
        "applied": [
            {
                "said": each.said,
                "calendar": each.version,
                "at": iso(each.applied_at),
                "by": each.actor,
                "finished": each.done_at is not None,
            }
            for each in applied
        ],
        "cases_waiting": held,
    }


def rules_list(editions: Editions, lang: str = "en") -> list[dict[str, Any]]:
    return [
        {
            "id": each.id,
            "service": each.service,
            "edition": each.edition,
            "in_force_from": each.in_force_from.isoformat(),
            "in_force_to": each.in_force_to.isoformat() if each.in_force_to else None,
            "estimated": each.estimated,
            "title": each.title.get(lang, each.title["en"]),
        }
        for each in editions.definitions
    ]


def rules_show(definition: Definition) -> dict[str, Any]:
    return {
        **rules_list(Editions((definition,)))[0],
        "steps": [_step(step) for step in definition.chart.steps],
        "deadlines": [_term(term) for term in definition.terms],
        "grounds": {number: law.words("en") for number, law in definition.grounds.items()},
        "documents": {number: rule.law.words("en") for number, rule in definition.documents.items()},
        "asked_for": {number: _asked_for(rule) for number, rule in definition.documents.items()},
        "obtained": {
            name: {"about": str(rule.about), "where": rule.where, "provision": str(rule.law)}
            for name, rule in definition.obtained.items()
        },
    }


def _asked_for(rule: DocumentRule) -> dict[str, Any]:
    """When a document is asked for; `read` False: the words that say so were not read."""
    return {
        "where": rule.where,
        "unless_held": rule.unless_held,
        "about": str(rule.about),
        "months": rule.fresh.number if rule.fresh else None,
        "read": rule.read,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "event": step.event.__name__,
        "from": [str(source) for source in step.sources],
        "to": str(step.dest) if step.dest else None,
        "by": [str(role) for role in step.by],
        **_words(step.law),
    }


def _term(term: Within | Before) -> dict[str, Any]:
    counted = (
        {"before": term.end}
        if isinstance(term, Before)
        else {"after": [kind.__name__ for kind in term.starts]}
    )
    return {
        "name": term.name,
        "duty": term.duty,
        "working_days": term.days,
        **counted,
        "ends": str(term.ends),
        "met_by": [kind.__name__ for kind in term.met_by],
        "who": str(term.who),
        "otherwise": term.otherwise,
        "warned": list(term.warn),
        **_words(term.law),
    }


def _words(law: Authority) -> dict[str, Any]:
    return {
        "provision": law.label,
        "words": [{"place": str(each), "en": each.en, "kk": each.kk} for each in law.provisions],
    }
