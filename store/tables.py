"""The tables: the one place that decides what a row is. Never imported while Merzim works (it costs 330 ms).

`compile_sql` makes the statements of it, and a test holds the migrations to it. Instants are UTC text of one width,
so that text sorts as time; JSON is canonical text; a date is YYYY-MM-DD.
"""

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

CLUSTERED: dict[str, Any] = {"sqlite_with_rowid": False}
"""The rows of one case lie side by side, in the order of their key."""


def _long() -> Any:
    return Field(sa_type=Text)


class PersonRow(SQLModel, table=True):
    """Whom a case is about. The key is random and says nothing; it outlives the person when a row is erased."""

    __tablename__ = "person"

    key: str = Field(primary_key=True)
    iin: str = Field(unique=True)
    surname: str
    name: str
    patronymic: str | None


class CaseRow(SQLModel, table=True):
    """A copy, for speed, of what the record of a case folds to; `head_hash` is the hash of its last event.

    `person` is no foreign key: erasing a person leaves the case. `next_at`: when something fires by itself next.
    """

    __tablename__ = "case"
    __table_args__ = (
        Index("case_next", "next_at", "case_id", sqlite_where=text("next_at IS NOT NULL")),
        Index("case_person", "person"),
        Index("case_state", "state"),
    )

    case_id: str = Field(primary_key=True)
    version: int
    state: str
    decision: str | None
    overdue: bool
    round: int
    definition: str
    form: int
    garrison: str
    provider: str
    executor: str | None
    person: str
    portal_reference: str = Field(unique=True)
    registered_on: str
    filed_at: str
    last_recorded_at: str
    head_hash: str
    next_at: str | None


class EventRow(SQLModel, table=True):
    """One entry of a case's record. Only ever inserted."""

    __tablename__ = "event"
    __table_args__ = (ForeignKeyConstraint(["case_id"], ["case.case_id"]), CLUSTERED)

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    act: int
    occurred_at: str
    recorded_at: str
    actor: str
    role: str
    on_behalf_of: str | None
    provision: str = _long()
    definition: str
    round: int
    body: str = _long()
    due: str = _long()
    again: str = _long()
    prev_hash: str
    hash: str


class PersonalRow(SQLModel, table=True):
    """What an entry says about persons by name, number, place or in their own words. May be erased."""

    __tablename__ = "personal"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        CLUSTERED,
    )

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    body: str = _long()


class DeadlineRow(SQLModel, table=True):
    """A copy of the case's deadlines, so that the open ones can be found by their due date.

    `held_at`: the earlier instant that a changed calendar gives and that was not applied (R24).
    """

    __tablename__ = "deadline"
    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["case.case_id"]),
        Index("deadline_open", "due_at", sqlite_where=text("met_at IS NULL AND lapsed_at IS NULL")),
        Index("deadline_held", "case_id", sqlite_where=text("held_at IS NOT NULL")),
        CLUSTERED,
    )

    case_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    due_at: str
    day_zero: str
    set_by: int
    calendar: str
    provisional: bool
    met_at: str | None
    lapsed_at: str | None
    held_at: str | None


class EnrolmentRow(SQLModel, table=True):
    """A copy, for speed, of the times that a case's applicant stood in the register of a garrison (`queue.Stay`).

    `holds`: this one gives the person's live entry its place; one a person, and the database itself sees to that (R27).
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        ForeignKeyConstraint(["case_id"], ["case.case_id"]),
        Index(
            "enrolment_order", "service", "garrison", "form", "registered_on", "filed_at", "case_id", "holds"
        ),
        Index("enrolment_person", "person"),
        Index(
            "enrolment_live",
            "person",
            "service",
            "garrison",
            "form",
            unique=True,
            sqlite_where=text("holds = 1"),
        ),
        CLUSTERED,
    )

    case_id: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    person: str
    service: str
    garrison: str
    form: int
    registered_on: str
    filed_at: str
    enrolled_by: int
    enrolled_at: str
    since: str
    entered: str
    until: str | None
    left: str | None
    left_at: str | None
    issued: int | None
    issued_at: str | None
    holds: bool


class OutboxRow(SQLModel, table=True):
    """A paper or a notice owed because of an entry, `n` numbering those of one entry.

    `status`: waiting, delivered, given_up (after the last try, or refused for good), recalled (a correction struck or
    moved the act; what went out before that has its `delivered_at` all the same). `next_try`: not before then, and
    never before `issue_from`. `way`: how the law's notice is to be sent (Article 66); `delivered_by`: how it went.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        Index("outbox_waiting", "addressee", "next_try", sqlite_where=text("status = 'waiting'")),
        Index("outbox_given_up", "case_id", sqlite_where=text("status = 'given_up'")),
        CLUSTERED,
    )

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    n: int = Field(primary_key=True)
    paper: str
    addressee: str
    way: str | None
    issue_from: str
    owed_at: str
    status: str
    next_try: str
    tries: int = Field(sa_column_kwargs={"server_default": "0"})
    delivered_at: str | None
    delivered_by: str | None
    reference: str | None = _long()
    receipt: str | None = _long()
    received_at: str | None
    fault: str | None = _long()


class OutboxTryRow(SQLModel, table=True):
    """One try to deliver, or what else became of a message: its receipt, its return to those that wait.

    Only ever inserted; `number` counts those of one message.
    """

    __tablename__ = "outbox_try"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "seq", "n"], ["outbox.case_id", "outbox.seq", "outbox.n"]),
        CLUSTERED,
    )

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    n: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: str
    way: str | None
    outcome: str
    detail: str | None = _long()


class IssuedPaperRow(SQLModel, table=True):
    """A paper that was issued, by the entry that says so, to be found by the hash of a file that somebody brings.

    `content`: the file with its signature, which cannot be made again; a paper without one is made again of the
    events. It holds what the paper says of a person, and may be erased.
    """

    __tablename__ = "issued_paper"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        Index("issued_paper_sha256", "sha256"),
        Index("issued_paper_signed", "signed_sha256", sqlite_where=text("signed_sha256 IS NOT NULL")),
    )

    case_id: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sha256: str
    signed_sha256: str | None
    content: bytes | None


class RefusedAttemptRow(SQLModel, table=True):
    """An act that was refused: who, when, what, why not. No part of any case."""

    __tablename__ = "refused_attempt"
    __table_args__ = (Index("refused_attempt_case", "case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: str | None
    at: str
    act: str
    actor: str
    role: str
    on_behalf_of: str | None
    kind: str
    message: str = _long()


class SerialRow(SQLModel, table=True):
    """The last serial number given to a case of that year of registration."""

    __tablename__ = "serial"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int


class CalendarActRow(SQLModel, table=True):
    """A file of new calendar facts that was applied, as it was read. Only ever inserted, and marked when done.

    `version`: the calendar that it gave; `done_at`: when the last open deadline had been counted again.
    """

    __tablename__ = "calendar_act"

    id: int | None = Field(default=None, primary_key=True)
    said: str = _long()
    body: str = _long()
    version: str
    applied_at: str
    actor: str
    role: str
    done_at: str | None


class CalendarStateRow(SQLModel, table=True):
    """A state of the calendar that due dates were computed from, so that each can be explained by its own."""

    __tablename__ = "calendar_state"

    version: str = Field(primary_key=True)
    body: str = _long()


class AnnouncementRow(SQLModel, table=True):
    """A change of the rules: its approval (`addressee` is then "approved"), or that an addressee was sent word of it.

    Only ever inserted.
    """

    __tablename__ = "announcement"
    __table_args__ = (CLUSTERED,)

    definition: str = Field(primary_key=True)
    approved_at: str = Field(primary_key=True)
    addressee: str = Field(primary_key=True)
    at: str
    recorded_at: str
    actor: str
    role: str


class HeartbeatRow(SQLModel, table=True):
    """A sign of life: wall clock, and the monotonic clock of which boot."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True)
    at: str
    monotonic: float
    boot: str
    pid: int
    note: str | None


class MetaRow(SQLModel, table=True):
    """What belongs to the file as a whole: the key of its digests, the Merzim that made it."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str


METADATA = SQLModel.metadata
