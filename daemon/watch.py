"""Whether the calendar needs somebody: next year unconfirmed, an act not carried through, dates it no longer gives."""

from dataclasses import dataclass
from datetime import datetime

from daemon.moving import would_move
from process.coverage import Coverage, coverage
from process.definition import Editions
from process.localtime import day_of
from process.standing import on
from process.workdays import Workdays
from store import calendar as stored
from store.database import Database


@dataclass(frozen=True, slots=True)
class Watched:
    """What was found, in sentences. `wrong`: due dates on record are not those of the calendar; `coming`: somebody
    should act before they are."""

    wrong: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[str, ...]:
        return (*self.wrong, *self.coming)


def watch(database: Database, editions: Editions, workdays: Workdays, now: datetime) -> Watched:
    """Look at the calendar of this database, as it is known at that moment. Reads only."""
    return Watched(
        wrong=(*_unknown(workdays, now), *_unfinished(database), *_moving(database, editions, workdays, now)),
        coming=(*_years(workdays, now), *_waiting(database, now)),
    )


def _unknown(workdays: Workdays, now: datetime) -> list[str]:
    """A calendar that this year has left answers nothing any more."""
    year = day_of(now).year
    if workdays.first_year <= year <= workdays.last_year:
        return []
    return [
        f"the working days of {year} are not known: the calendar keeper must add them (merzim calendar status)"
    ]


def _unfinished(database: Database) -> list[str]:
    acts = [each.said for each in stored.acts(database) if each.done_at is None]
    if not acts:
        return []
    return [
        f"the calendar was changed ({'; '.join(acts)}), and the open deadlines were not all counted again:"
        " merzim calendar import --apply"
    ]


def _moving(database: Database, editions: Editions, workdays: Workdays, now: datetime) -> list[str]:
    if workdays.last_year < day_of(now).year or not (n := would_move(database, editions, workdays, now)):
        return []
    return [
        f"{n} open deadlines have dates that the calendar known today does not give: merzim calendar impact shows"
        " them, merzim calendar import --apply moves them (R24)"
    ]


def _years(workdays: Workdays, now: datetime) -> list[str]:
    """This year, while it is not confirmed; the next one from 1 November on."""
    today = day_of(now)
    return [
        said
        for years_on in (0, 1)
        if (year := coverage(workdays, today, years_on=years_on)).pressing and (said := _year(year))
    ]


def _year(year: Coverage) -> str:
    status = "not confirmed" if year.status == "provisional" else "not known at all"
    if year.running:
        begun = f"the working days of {year.year}, which has begun, are {status}: its dates are provisional"
        return (
            f"{begun} (merzim calendar status)" if year.status == "provisional" else ""
        )  # `_unknown` says it
    return (
        f"the working days of {year.year} are {status}; they must be confirmed by {on(year.until)}, in"
        f" {year.days_left} days (merzim calendar status)"
    )


def _waiting(database: Database, now: datetime) -> list[str]:
    cases = len(stored.cases_held(database, now))
    return (
        [f"earlier dates of {cases} cases wait for the head: merzim calendar approve --list"] if cases else []
    )
