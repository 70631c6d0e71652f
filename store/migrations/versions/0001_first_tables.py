"""The first tables: persons, cases, events and personal texts, deadlines, outbox, refused attempts, the file's own."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("garrison", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("executor", sa.String(), nullable=True),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("portal_reference", sa.String(), nullable=False),
        sa.Column("registered_on", sa.String(), nullable=False),
        sa.Column("filed_at", sa.String(), nullable=False),
        sa.Column("last_recorded_at", sa.String(), nullable=False),
        sa.Column("head_hash", sa.String(), nullable=False),
        sa.Column("next_at", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("case_id"),
        sa.UniqueConstraint("portal_reference"),
    )
    op.create_index(
        "case_next", "case", ["next_at", "case_id"], unique=False, sqlite_where=sa.text("next_at IS NOT NULL")
    )
    op.create_index("case_person", "case", ["person"], unique=False)
    op.create_index("case_state", "case", ["state"], unique=False)
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("monotonic", sa.Float(), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "person",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("iin", sa.String(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("patronymic", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("iin"),
    )
    op.create_table(
        "refused_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("refused_attempt_case", "refused_attempt", ["case_id"], unique=False)
    op.create_table(
        "serial",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "deadline",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.String(), nullable=False),
        sa.Column("day_zero", sa.String(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("calendar", sa.String(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("met_at", sa.String(), nullable=True),
        sa.Column("lapsed_at", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "name", "round"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "deadline_open",
        "deadline",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("met_at IS NULL AND lapsed_at IS NULL"),
    )
    op.create_table(
        "event",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("occurred_at", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=True),
        sa.Column("provision", sa.Text(), nullable=False),
        sa.Column("definition", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("again", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "seq"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("issue_from", sa.String(), nullable=False),
        sa.Column("owed_at", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        sa.PrimaryKeyConstraint("case_id", "seq", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "outbox_waiting", "outbox", ["issue_from"], unique=False, sqlite_where=sa.text("status = 'waiting'")
    )
    op.create_table(
        "personal",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        sa.PrimaryKeyConstraint("case_id", "seq"),
        sqlite_with_rowid=False,
    )
