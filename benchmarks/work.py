"""An office to measure: a fresh database, a desk on a clock that stands, and cases by the thousand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from process.acceptance import accept
from process.definitions import SHIPPED
from process.desk import Desk
from process.events import ReportAccepted
from process.iin import check_digit
from process.intake import example, read
from process.report import Report
from process.roles import Actor, Role
from process.workdays import kazakhstan
from store.cases import SqlCases
from store.database import Database
from store.migrate import init

EXECUTOR = Actor("Omarova", Role.EXECUTOR)
FILED = datetime(2026, 3, 16, 5, tzinfo=UTC)


@dataclass
class StandingClock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    desk: Desk
    cases: SqlCases
    database: Database
    clock: StandingClock
    close: Callable[[], None]


def fresh_office(path: Path) -> Office:
    path.unlink(missing_ok=True)
    url = f"sqlite:///{path}"
    init(url)
    database = Database.open(url)
    cases, clock = SqlCases(database, SHIPPED), StandingClock(FILED)
    return Office(Desk(cases, clock, kazakhstan(), SHIPPED), cases, database, clock, database.close)


def report(number: int) -> Report:
    """A report of its own person, filed a moment after the one before."""
    [(_, first)] = read(example(1).encode(), now=FILED + timedelta(days=400)).reports
    return replace(
        first,
        portal_reference=f"BENCH-{number}",
        iin=_iin(number),
        filed_at=FILED + timedelta(seconds=number),
    )


def _iin(number: int) -> str:
    """The number-th person born in the nineties whose number the registry could have issued."""
    day, serial = divmod(number, 9000)
    start = f"9{day // 28 // 12 % 10}{day // 28 % 12 + 1:02}{day % 28 + 1:02}3{serial:04}"
    digit = check_digit(start)
    return f"{start}{digit if digit is not None else 0}"


def filed_and_accepted(office: Office, count: int, first: int = 0) -> list[str]:
    ids = []
    with office.database.transaction():
        for number in range(first, first + count):
            new = report(number)
            office.clock.now = new.filed_at
            case = office.desk.file(new, actor=Actor("applicant", Role.APPLICANT)).case
            office.desk.act(case.id, ReportAccepted, accept, actor=EXECUTOR)
            ids.append(case.id)
    return ids
