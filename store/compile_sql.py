"""The statements, written on the tables and compiled to text: `python -m store.compile_sql` writes `statements.py`.

Never imported at run time.
"""

from pathlib import Path
from textwrap import wrap
from typing import Any

from sqlalchemy import (
    Table,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    not_,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ColumnElement

from process.complaint_events import ComplaintLodged
from process.definitions import SHIPPED
from process.events import WarningRaised
from process.states import BEFORE_THE_DECISION, NOTICED
from process.stays import ENTERING
from process.terms import Missed
from store.tables import METADATA

WHERE = Path(__file__).with_name("statements.py")
HEAD = '''"""The SQL that is run, compiled from `tables.py` by `python -m store.compile_sql`. Not written by hand."""

'''
WIDTH = 90


def _table(name: str) -> Table:
    return METADATA.tables[name]


PERSON, CASE, EVENT, PERSONAL, DEADLINE = (
    _table(name) for name in ("person", "case", "event", "personal", "deadline")
)
OUTBOX, ATTEMPT, SERIAL, BEAT, META = (
    _table(name) for name in ("outbox", "refused_attempt", "serial", "heartbeat", "meta")
)
ENROLMENT = _table("enrolment")
CALENDAR_ACT, CALENDAR_STATE = _table("calendar_act"), _table("calendar_state")
ANNOUNCEMENT, ISSUED, OUTBOX_TRY = (_table(name) for name in ("announcement", "issued_paper", "outbox_try"))

case_id: ColumnElement[Any] = bindparam("case_id")
seq: ColumnElement[Any] = bindparam("seq")
iin: ColumnElement[Any] = bindparam("iin")


def _word(value: object) -> ColumnElement[Any]:
    """A word of the vocabulary, written into the text: part of the statement, never an input."""
    return literal_column(f"'{value}'")


def _wanted(column: Any) -> ColumnElement[bool]:
    """The column equals the parameter of its name, where one is given."""
    return or_(bindparam(column.name).is_(None), column == bindparam(column.name))


def _given(column: Any) -> ColumnElement[bool]:
    """The column equals the parameter of its name."""
    return column == bindparam(column.name)  # type: ignore[no-any-return]  # of any column


THIS_REGISTER = and_(*map(_given, (ENROLMENT.c.service, ENROLMENT.c.garrison, ENROLMENT.c.form)))
OTHER = CASE.alias("other")
IN_ORDER = [ENROLMENT.c.registered_on, ENROLMENT.c.filed_at, ENROLMENT.c.case_id]
UNDECIDED = CASE.c.state.in_([_word(state) for state in BEFORE_THE_DECISION])
OPEN_DEADLINE = and_(DEADLINE.c.met_at.is_(None), DEADLINE.c.lapsed_at.is_(None))
RIGHTS = [
    _word(term.name)
    for term in {term for each in SHIPPED.definitions for term in each.terms}
    if term.missed is Missed.RIGHT_ENDED
]
"""The terms that are the applicant's right: nobody's work waits for them."""
WAITING = OUTBOX.c.status == _word("waiting")
GIVEN_UP = OUTBOX.c.status == _word("given_up")
THIS_MESSAGE = and_(*[column == bindparam(column.name) for column in OUTBOX.primary_key])
EARLIER = OUTBOX.alias("earlier")
OVERTAKES = (
    select(EARLIER.c.n)
    .where(
        EARLIER.c.case_id == OUTBOX.c.case_id,
        EARLIER.c.addressee == OUTBOX.c.addressee,
        EARLIER.c.status == _word("waiting"),
        tuple_(EARLIER.c.seq, EARLIER.c.n) < tuple_(OUTBOX.c.seq, OUTBOX.c.n),
    )
    .exists()
)
"""A word to somebody about a case waits for the earlier one that has not gone out yet."""
OWED = ("case_id", "seq", "n", "paper", "addressee", "way", "issue_from", "owed_at", "status", "next_try")
"""The columns of a message that are known when it is owed."""
THIS_CASE = CASE.c.case_id == case_id
STOOD = select(CASE.c.version, CASE.c.head_hash).where(THIS_CASE)
MOVING = (
    *("version", "state", "decision", "overdue", "round", "definition", "executor"),
    *("last_recorded_at", "head_hash", "next_at"),
)
"""The columns of the copy that an event can change; the others are written once, and so are their indexes."""

NAMES = [PERSON.c.surname, PERSON.c.name, PERSON.c.patronymic]
ATTEMPT_GIVEN = [column for column in ATTEMPT.c if column.name != "id"]
ATTEMPT_SAID = [column for column in ATTEMPT_GIVEN if column.name != "case_id"]


def _insert(table: Table, *columns: Any) -> Any:
    return insert(table).values({column.name: bindparam(column.name) for column in columns or table.c})


def _replace(table: Table) -> Any:
    """Insert, or where the key is there already, put the new values in place of the old ones."""
    values: dict[str, Any] = {column.name: bindparam(column.name) for column in table.c}
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=others)


def _of_case(table: Table) -> Any:
    return select(table).where(table.c.case_id == case_id).order_by(*table.primary_key)


STATEMENTS: dict[str, Any] = {
    # --- a case and its record
    "CASE_STOOD": STOOD,
    "CASE_NEXT": select(CASE.c.version, CASE.c.next_at).where(THIS_CASE),
    "CASE_COPY": select(CASE).where(THIS_CASE),
    "CASE_INSERT": _insert(CASE),
    "CASE_UPDATE": update(CASE).where(THIS_CASE).values({name: bindparam(name) for name in MOVING}),
    "CASE_SET_NEXT": update(CASE).where(THIS_CASE).values(next_at=bindparam("next_at")),
    "CASE_EXISTS": select(CASE.c.case_id).where(THIS_CASE),
    "CASE_OF_REFERENCE": select(CASE.c.case_id).where(
        CASE.c.portal_reference == bindparam("portal_reference")
    ),
    "CASES_OF_IIN": select(CASE.c.case_id)
    .join_from(PERSON, CASE, CASE.c.person == PERSON.c.key)
    .where(PERSON.c.iin == iin)
    .order_by(CASE.c.filed_at.desc(), CASE.c.case_id.desc()),
    "CASES_DUE": select(CASE.c.case_id)
    .where(CASE.c.next_at < bindparam("now"))
    .order_by(CASE.c.next_at, CASE.c.case_id)
    .limit(bindparam("limit"))
    .offset(bindparam("skip")),
    "FIRST_NEXT": select(func.min(CASE.c.next_at).label("next_at")).where(CASE.c.next_at.is_not(None)),
    "EVENT_INSERT": _insert(EVENT),
    "EVENTS": _of_case(EVENT),
    "EVENTS_AND_HEAD": select(EVENT, CASE.c.version, CASE.c.head_hash)
    .join_from(CASE, EVENT, EVENT.c.case_id == CASE.c.case_id)
    .where(THIS_CASE)
    .order_by(EVENT.c.seq),
    "EVENTS_SINCE": select(EVENT).where(EVENT.c.case_id == case_id, EVENT.c.seq > seq).order_by(EVENT.c.seq),
    "EVENT_BODY": select(EVENT.c.body).where(EVENT.c.case_id == case_id, EVENT.c.seq == seq),
    "DEADLINES": _of_case(DEADLINE),
    "DEADLINE_REPLACE": _replace(DEADLINE),
    "DEADLINE_DELETE": delete(DEADLINE).where(
        *[column == bindparam(column.name) for column in DEADLINE.primary_key]
    ),
    "SERIAL": select(SERIAL.c.last).where(SERIAL.c.year == bindparam("year")),
    "SERIALS": select(SERIAL).order_by(SERIAL.c.year),
    "SERIAL_REPLACE": _replace(SERIAL),
    # --- the register of a garrison
    "ENROLMENT_INSERT": _insert(ENROLMENT),
    "ENROLMENT_DELETE": delete(ENROLMENT).where(ENROLMENT.c.case_id == case_id),
    "ENROLMENT_HOLDS": update(ENROLMENT)
    .where(ENROLMENT.c.case_id == case_id, ENROLMENT.c.n == bindparam("which"))
    .values(holds=bindparam("holds")),
    "ENROLMENTS_OF_CASE": _of_case(ENROLMENT),
    "ENROLMENTS_OF_PERSON": select(ENROLMENT)
    .where(ENROLMENT.c.person == bindparam("person"))
    .order_by(ENROLMENT.c.case_id, ENROLMENT.c.n),
    "CASES_BESIDE": select(OTHER.c.case_id)
    .join_from(CASE, OTHER, and_(*(OTHER.c[name] == CASE.c[name] for name in ("person", "garrison", "form"))))
    .where(THIS_CASE, OTHER.c.case_id != CASE.c.case_id)
    .order_by(OTHER.c.case_id),
    "REGISTER_STAYS": select(ENROLMENT).where(THIS_REGISTER),
    "REGISTER_LIVE": select(ENROLMENT).where(THIS_REGISTER, ENROLMENT.c.holds).order_by(*IN_ORDER),
    "REGISTER_BESIDE": select(ENROLMENT).where(
        THIS_REGISTER, ENROLMENT.c.until.is_(None), ENROLMENT.c.holds.is_(False)
    ),
    "REGISTER_BEFORE": select(func.count().label("before")).where(
        THIS_REGISTER,
        ENROLMENT.c.holds,
        tuple_(*IN_ORDER) < tuple_(*[bindparam(column.name) for column in IN_ORDER]),
    ),
    "GARRISONS": select(CASE.c.garrison).distinct().order_by(CASE.c.garrison),
    "CASES_EVER_ENROLLED": select(EVENT.c.case_id)
    .where(EVENT.c.kind.in_([_word(kind.__name__) for kind in ENTERING]))
    .distinct()
    .order_by(EVENT.c.case_id),
    # --- persons
    "PERSON_OF_IIN": select(PERSON.c.key).where(PERSON.c.iin == iin),
    "PERSON_IIN": select(PERSON.c.iin).where(PERSON.c.key == bindparam("key")),
    "PERSON_REPLACE": _replace(PERSON),
    "PERSONAL_INSERT": _insert(PERSONAL),
    "PERSONAL_OF_CASE": _of_case(PERSONAL),
    "PERSONAL_OF_ENTRY": select(PERSONAL.c.body).where(PERSONAL.c.case_id == case_id, PERSONAL.c.seq == seq),
    # --- what is owed, and what was refused
    "OUTBOX_INSERT": _insert(OUTBOX, *[OUTBOX.c[name] for name in OWED]),
    "OUTBOX_LAST": select(func.max(OUTBOX.c.n).label("n")).where(
        OUTBOX.c.case_id == case_id, OUTBOX.c.seq == seq
    ),
    "OUTBOX_RECALL": update(OUTBOX)
    .where(OUTBOX.c.case_id == case_id, OUTBOX.c.seq == seq, or_(WAITING, GIVEN_UP))
    .values(status=_word("recalled")),
    "OUTBOX": select(OUTBOX).order_by(*OUTBOX.primary_key),
    "OUTBOX_OF_CASE": _of_case(OUTBOX),
    "ISSUED_INSERT": _insert(ISSUED),
    "ISSUED_CONTENT": select(ISSUED.c.content).where(ISSUED.c.case_id == case_id, ISSUED.c.seq == seq),
    "ISSUED_BY_HASH": select(ISSUED.c.case_id, ISSUED.c.seq)
    .where(or_(ISSUED.c.sha256 == bindparam("sha256"), ISSUED.c.signed_sha256 == bindparam("sha256")))
    .order_by(ISSUED.c.case_id, ISSUED.c.seq),
    "ISSUED_OF_CASE": select(ISSUED.c.seq, ISSUED.c.sha256, ISSUED.c.signed_sha256, ISSUED.c.content)
    .where(ISSUED.c.case_id == case_id)
    .order_by(ISSUED.c.seq),
    # --- what is delivered
    "OUTBOX_ENTRY": select(OUTBOX).where(THIS_MESSAGE),
    "OUTBOX_LISTED": select(OUTBOX)
    .where(*map(_wanted, (OUTBOX.c.status, OUTBOX.c.case_id, OUTBOX.c.addressee)))
    .order_by(*OUTBOX.primary_key)
    .limit(bindparam("limit"))
    .offset(bindparam("skip")),
    "OUTBOX_ADDRESSEES_DUE": select(OUTBOX.c.addressee)
    .where(WAITING, OUTBOX.c.next_try <= bindparam("now"))
    .distinct()
    .order_by(OUTBOX.c.addressee),
    "OUTBOX_DUE": select(OUTBOX)
    .where(
        WAITING,
        OUTBOX.c.addressee == bindparam("addressee"),
        OUTBOX.c.next_try <= bindparam("now"),
        not_(OVERTAKES),
    )
    .order_by(OUTBOX.c.next_try, *OUTBOX.primary_key)
    .limit(bindparam("limit"))
    .offset(bindparam("skip")),
    "OUTBOX_DELIVERED": update(OUTBOX)
    .where(THIS_MESSAGE)
    .values(
        status=case((WAITING, _word("delivered")), else_=OUTBOX.c.status),
        tries=OUTBOX.c.tries + literal_column("1"),
        delivered_at=bindparam("delivered_at"),
        delivered_by=bindparam("delivered_by"),
        reference=bindparam("reference"),
        fault=null(),
    ),
    "OUTBOX_NOT_DELIVERED": update(OUTBOX)
    .where(THIS_MESSAGE)
    .values(
        status=case((WAITING, bindparam("status")), else_=OUTBOX.c.status),
        tries=OUTBOX.c.tries + literal_column("1"),
        next_try=bindparam("next_try"),
        fault=bindparam("fault"),
    ),
    "OUTBOX_CALL_OFF": update(OUTBOX).where(THIS_MESSAGE, WAITING).values(status=_word("recalled")),
    "OUTBOX_RETRY": update(OUTBOX)
    .where(THIS_MESSAGE, GIVEN_UP)
    .values(status=_word("waiting"), tries=literal_column("0"), next_try=bindparam("next_try")),
    "OUTBOX_RECEIVED": update(OUTBOX)
    .where(THIS_MESSAGE)
    .values(receipt=bindparam("receipt"), received_at=bindparam("received_at")),
    "OUTBOX_COUNTS": select(
        select(func.count()).select_from(OUTBOX).where(WAITING).scalar_subquery().label("waiting"),
        select(func.count())
        .select_from(OUTBOX)
        .where(WAITING, OUTBOX.c.fault.is_not(None))
        .scalar_subquery()
        .label("tried_in_vain"),
        select(func.count()).select_from(OUTBOX).where(GIVEN_UP).scalar_subquery().label("given_up"),
    ),
    "TRY_INSERT": _insert(OUTBOX_TRY),
    "TRY_LAST": select(func.max(OUTBOX_TRY.c.number).label("number")).where(
        *[OUTBOX_TRY.c[column.name] == bindparam(column.name) for column in OUTBOX.primary_key]
    ),
    "TRIES": select(OUTBOX_TRY)
    .where(*[OUTBOX_TRY.c[column.name] == bindparam(column.name) for column in OUTBOX.primary_key])
    .order_by(OUTBOX_TRY.c.number),
    "ATTEMPT_INSERT": _insert(ATTEMPT, *ATTEMPT_GIVEN),
    "ATTEMPTS_OF_CASE": select(*ATTEMPT_SAID).where(ATTEMPT.c.case_id == case_id).order_by(ATTEMPT.c.id),
    # --- what people list
    "CASES": select(CASE, *[column.label(f"person_{column.name}") for column in NAMES])
    .join_from(CASE, PERSON, CASE.c.person == PERSON.c.key, isouter=True)
    .where(*map(_wanted, (CASE.c.state, CASE.c.garrison, CASE.c.executor, CASE.c.overdue)))
    .order_by(CASE.c.case_id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("skip")),
    "CASES_COMPLAINED": select(EVENT.c.case_id)
    .where(EVENT.c.kind == _word(ComplaintLodged.__name__))
    .distinct()
    .order_by(EVENT.c.case_id),
    "CASE_IDS": select(CASE.c.case_id).order_by(CASE.c.case_id),
    "OPEN_CASES": select(CASE.c.case_id)
    .where(UNDECIDED)
    .union(select(DEADLINE.c.case_id).where(OPEN_DEADLINE, DEADLINE.c.name.not_in(RIGHTS)))
    .order_by("case_id"),
    "COUNTS": select(
        func.count().label("cases"),
        func.count().filter(UNDECIDED).label("open"),
        func.count().filter(and_(UNDECIDED, CASE.c.overdue)).label("overdue"),
        select(func.count()).select_from(OUTBOX).where(WAITING).scalar_subquery().label("waiting"),
        select(func.count()).select_from(OUTBOX).where(GIVEN_UP).scalar_subquery().label("given_up"),
        select(func.count()).select_from(ATTEMPT).scalar_subquery().label("refused_attempts"),
    ).select_from(CASE),
    # --- the calendar
    "CALENDAR_ACTS": select(CALENDAR_ACT).order_by(CALENDAR_ACT.c.id),
    "CALENDAR_SERIAL": select(func.max(CALENDAR_ACT.c.id).label("serial")),
    "CALENDAR_ACT_INSERT": _insert(
        CALENDAR_ACT, *[column for column in CALENDAR_ACT.c if column.name not in ("id", "done_at")]
    ),
    "CALENDAR_ACT_DONE": update(CALENDAR_ACT)
    .where(CALENDAR_ACT.c.done_at.is_(None), CALENDAR_ACT.c.id <= bindparam("upto"))
    .values(done_at=bindparam("done_at")),
    "CALENDAR_STATE": select(CALENDAR_STATE.c.body).where(CALENDAR_STATE.c.version == bindparam("version")),
    "CALENDAR_STATES": select(CALENDAR_STATE.c.version).order_by(CALENDAR_STATE.c.version),
    "CALENDAR_STATE_KEPT": select(CALENDAR_STATE.c.version).where(
        CALENDAR_STATE.c.version == bindparam("version")
    ),
    "CALENDAR_STATE_KEEP": sqlite.insert(CALENDAR_STATE)
    .values({column.name: bindparam(column.name) for column in CALENDAR_STATE.c})
    .on_conflict_do_nothing(),
    "OPEN_DEADLINES": select(DEADLINE, CASE.c.definition, CASE.c.executor, CASE.c.state)
    .join_from(DEADLINE, CASE, DEADLINE.c.case_id == CASE.c.case_id)
    .where(
        OPEN_DEADLINE,
        DEADLINE.c.due_at >= bindparam("now"),
        DEADLINE.c.case_id.between(bindparam("first"), bindparam("last")),
    )
    .order_by(DEADLINE.c.case_id, DEADLINE.c.name),
    "OPEN_DEADLINES_ALIKE": select(
        DEADLINE,
        CASE.c.definition,
        CASE.c.executor,
        CASE.c.state,
        func.count().label("deadlines"),
    )
    .join_from(DEADLINE, CASE, DEADLINE.c.case_id == CASE.c.case_id)
    .where(OPEN_DEADLINE, DEADLINE.c.due_at >= bindparam("now"))
    .group_by(CASE.c.definition, DEADLINE.c.name, DEADLINE.c.day_zero, DEADLINE.c.due_at, DEADLINE.c.held_at),
    "WARNINGS_OF_CASE": select(EVENT.c.body).where(
        EVENT.c.case_id == case_id, EVENT.c.kind == _word(WarningRaised.__name__)
    ),
    "CASES_NOTICED": select(CASE.c.case_id)
    .where(CASE.c.state.in_([_word(state) for state in NOTICED]))
    .order_by(CASE.c.case_id),
    "OPEN_CASES_AFTER": select(DEADLINE.c.case_id)
    .where(OPEN_DEADLINE, DEADLINE.c.due_at >= bindparam("now"), DEADLINE.c.case_id > bindparam("after"))
    .distinct()
    .order_by(DEADLINE.c.case_id)
    .limit(bindparam("limit"))
    .offset(bindparam("skip")),
    "OPEN_CASES_COUNT": select(func.count(DEADLINE.c.case_id.distinct()).label("cases")).where(
        OPEN_DEADLINE, DEADLINE.c.due_at >= bindparam("now")
    ),
    "CASES_HELD": select(DEADLINE.c.case_id)
    .where(OPEN_DEADLINE, DEADLINE.c.held_at >= bindparam("now"))
    .distinct()
    .order_by(DEADLINE.c.case_id),
    # --- changes of the rules
    "ANNOUNCEMENTS": select(ANNOUNCEMENT).order_by(*ANNOUNCEMENT.primary_key),
    "ANNOUNCEMENT_INSERT": _insert(ANNOUNCEMENT),
    # --- the file
    "META": select(META.c.value).where(META.c.name == bindparam("name")),
    "BEAT_REPLACE": _replace(BEAT),
    "BEAT": select(BEAT).where(BEAT.c.name == bindparam("name")),
}


def compiled(statement: Any) -> str:
    """The statement as SQLite's own text, one line, its parameters by name."""
    return " ".join(str(statement.compile(dialect=sqlite.dialect(paramstyle="named"))).split())


def _constant(name: str, statement: Any) -> str:
    lines = wrap(compiled(statement), WIDTH, break_long_words=False, break_on_hyphens=False)
    return f'{name} = """\n' + "".join(f"    {line}\n" for line in lines) + '"""\n\n'


def as_text() -> str:
    """The whole module of statements."""
    return HEAD + "".join(_constant(name, each) for name, each in STATEMENTS.items()).rstrip("\n") + "\n"


if __name__ == "__main__":
    WHERE.write_text(as_text(), encoding="utf-8")
