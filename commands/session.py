"""One run of the program: settings, clock, database and desk, each opened only when it is asked for.

Nothing heavy is imported before it is needed, so that a case is on the screen at once.
"""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any, TextIO

from terminal.grammar import LANGUAGES

if TYPE_CHECKING:
    from datetime import date

    from process.desk import Desk
    from process.roles import Actor
    from process.workdays import Workdays
    from store.calendar import Known
    from store.cases import SqlCases
    from store.database import Database

Clock = Callable[[], datetime]
EXITS: Mapping[str, int] = {
    **dict.fromkeys(("usage", "bad_input", "incomplete_report"), 2),
    **dict.fromkeys(
        ("not_allowed_here", "too_late", "too_early", "wrong_role", "calendar_unknown", "no_edition"), 3
    ),
    "not_found": 4,
    **dict.fromkeys(("case_moved", "busy"), 5),
    **dict.fromkeys(("no_database", "damaged", "other_version"), 6),
}
WHOLE_WORDS: Mapping[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


@dataclass
class Session:
    """One run of the program: what was typed, where it prints, and what is opened only when it is asked for."""

    args: Namespace
    clock: Clock
    out: TextIO
    environment: Mapping[str, str]
    opened: list["Database"] = field(default_factory=list)

    @property
    def lang(self) -> str:
        asked = self.args.lang or self.environment.get("MERZIM_LANG")
        return asked if asked in LANGUAGES else "en"

    @property
    def url(self) -> str:
        return self.args.db or self.environment.get("MERZIM_DB") or default_database(self.environment)

    @cached_property
    def calendar(self) -> "Known":
        """The shipped calendar and, where a database is there, the acts applied to it."""
        from process.workdays import kazakhstan
        from store.calendar import Known, known
        from store.database import Database, is_there

        if not is_there(self.url):
            return Known(kazakhstan(), 0)
        if self.opened:
            return known(self.opened[0], kazakhstan())
        # Closed at once: a reader that outlives the writer would leave the write-ahead log behind.
        with closing(Database.open(self.url, readonly=True)) as database:
            return known(database, kazakhstan())

    @property
    def workdays(self) -> "Workdays":
        return self.calendar.calendar

    def workdays_at(self, moment: datetime) -> "Workdays":
        """The calendar by which this office counted at that moment: what a view of then shows."""
        return self.workdays.in_force_at(moment)

    @property
    def calendar_of_today(self) -> "Workdays":
        """The calendar as it is known now, for trials on whatever date: in them it never was another."""
        from dataclasses import replace

        return replace(self.workdays, history=None)

    @cached_property
    def asked_calendar(self) -> "Workdays":
        """The calendar that a question is about: of that week, as it was known on that day."""
        workdays = self.workdays.in_week(getattr(self.args, "week", None) or "five")
        return workdays.as_known_on(self.known_on) if self.known_on else workdays

    @cached_property
    def known_on(self) -> "date | None":
        """The day of --known-on. BadInput for one to come: what will be known, nobody knows."""
        from process.errors import BadInput
        from process.localtime import day_of, parse_day

        text = getattr(self.args, "known_on", None)
        day = parse_day(text) if text else None
        today = day_of(self.clock())
        if day is not None and day > today:
            raise BadInput(f"{day} is still to come: what will be known then, nobody knows")
        return day

    def database(self, *, readonly: bool = False) -> "Database":
        from store.database import Database

        database = Database.open(self.url, readonly=readonly)
        self.opened.append(database)
        return database

    @cached_property
    def cases(self) -> "SqlCases":
        from process.definitions import SHIPPED
        from store.cases import SqlCases

        return SqlCases(self.database(), SHIPPED, calendar=self.calendar.serial)

    @cached_property
    def desk(self) -> "Desk":
        from process.definitions import SHIPPED
        from process.desk import Desk

        return Desk(self.cases, self.clock, self.workdays, SHIPPED)

    def personal(self, case_id: str) -> dict[str, Any]:
        from store.listing import personal

        return personal(self.cases.database, case_id)

    @property
    def case_id(self) -> str:
        return self.cases.resolve(self.args.n)

    @property
    def as_of(self) -> datetime | None:
        from process.localtime import parse_typed

        text = getattr(self.args, "as_of", None)
        return parse_typed(text, day_means="end") if text else None

    def actor(self) -> "Actor | None":
        from terminal.typed_acts import typed_actor

        return typed_actor(self.args, self.environment)

    def show(self, plain: Any, picture: Callable[[], Any]) -> None:
        """Print `plain` as one JSON document, or the picture of it for people."""
        if self.args.json:
            self.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
        else:
            self.draw(picture())

    def write(self, text: str) -> None:
        """Print what programs read."""
        in_utf8(self.out).write(text)

    def draw(self, picture: Any) -> None:
        from terminal.console import PLAIN_WIDTH, console

        if isinstance(picture, str):  # words, with paths in them: those are to be copied, so never broken
            lines = (fill(line, PLAIN_WIDTH, **WHOLE_WORDS) for line in picture.splitlines())
            console(file=self.out).print("\n".join(lines), soft_wrap=True)
        else:
            console(file=self.out).print(picture, crop=False)  # pages fit, but for a path that is longer

    def close(self) -> None:
        for database in self.opened:
            database.close()


def in_utf8(stream: TextIO) -> TextIO:
    """The stream, so set that documents for programs are UTF-8 whatever the machine's locale is."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream


def default_database(environment: Mapping[str, str]) -> str:
    """The SQLite file under the user's data folder."""
    home = environment.get("XDG_DATA_HOME") or str(
        Path(environment.get("HOME") or Path.home()) / ".local" / "share"
    )
    return f"sqlite:///{Path(home) / 'merzim' / 'merzim.db'}"


def table(session: Session, plain: list[dict[str, Any]], picture: Callable[[], Any]) -> None:
    if getattr(session.args, "csv", False):
        from terminal.table import as_csv

        session.write(as_csv(plain))
    else:
        session.show(plain, picture)
