"""Changes of the rules and who was sent word of them (item 7). Rows are only ever added."""

from datetime import datetime

from process.announcing import Announcement, due_by, rule_of
from process.definition import Editions
from process.localtime import day_of, from_utc_text, utc_text
from process.roles import Actor
from process.workdays import Workdays
from store import statements as sql
from store.database import Database

APPROVED = "approved"


def announcements(database: Database, editions: Editions, workdays: Workdays) -> list[Announcement]:
    """All of them, the latest approval first."""
    rows = [dict(row) for row in database.rows(sql.ANNOUNCEMENTS, {})]
    found = []
    for row in (each for each in rows if each["addressee"] == APPROVED):
        definition = editions[row["definition"]]
        approved_at = from_utc_text(row["approved_at"])
        told = {
            each["addressee"]: from_utc_text(each["at"])
            for each in rows
            if (each["definition"], each["approved_at"]) == (row["definition"], row["approved_at"])
            and each["addressee"] != APPROVED
        }
        found.append(
            Announcement(
                definition=definition.id,
                approved_at=approved_at,
                due_at=due_by(day_of(approved_at), definition, workdays.in_force_at(approved_at)),
                told=told,
                addressees=rule_of(definition).addressees,
            )
        )
    return sorted(found, key=lambda each: each.approved_at, reverse=True)


def keep(
    database: Database,
    definition: str,
    approved_at: datetime,
    addressee: str,
    at: datetime,
    *,
    now: datetime,
    by: Actor,
) -> None:
    """Add a row: the approval itself, or that this addressee was sent word of it."""
    row = {
        "definition": definition,
        "approved_at": utc_text(approved_at),
        "addressee": addressee,
        "at": utc_text(at),
        "recorded_at": utc_text(now),
        "actor": by.name,
        "role": str(by.role),
    }
    with database.transaction():
        database.run(sql.ANNOUNCEMENT_INSERT, row)
