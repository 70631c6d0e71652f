"""Delivery: what became of each paper and notice, and a journal of the tries."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = "case_id, seq, n, paper, addressee, way, issue_from, owed_at, status"


OLD = (
    "owed before Merzim delivered anything: see whether it was told, then send it (outbox retry) or leave it"
)


def _owed_before_there_was_delivery() -> None:
    """Nobody is flooded with words of months ago: what was owed to people waits for a person, old words to the staff
    are called off. The stages bear their own moments, and the monitoring system gets them all."""
    staff, monitoring = "addressee IN ('executor', 'head')", "addressee = 'monitoring'"
    op.execute(f"UPDATE outbox SET status = 'recalled' WHERE status = 'waiting' AND {staff}")
    op.execute(
        f"UPDATE outbox SET status = 'given_up', fault = '{OLD}'"
        f" WHERE status = 'waiting' AND NOT ({staff} OR {monitoring})"
    )


def upgrade() -> None:
    """The outbox is made anew: a column without a default cannot be added to a table that has rows."""
    op.drop_index("outbox_waiting", "outbox")
    op.rename_table("outbox", "outbox_before")
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
        sa.Column("next_try", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("delivered_at", sa.String(), nullable=True),
        sa.Column("delivered_by", sa.String(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "seq", "n"),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        sqlite_with_rowid=False,
    )
    op.execute(f"INSERT INTO outbox ({KEPT}, next_try) SELECT {KEPT}, issue_from FROM outbox_before")
    _owed_before_there_was_delivery()
    op.drop_table("outbox_before")
    op.create_index(
        "outbox_waiting", "outbox", ["addressee", "next_try"], sqlite_where=sa.text("status = 'waiting'")
    )
    op.create_index("outbox_given_up", "outbox", ["case_id"], sqlite_where=sa.text("status = 'given_up'"))
    op.create_table(
        "outbox_try",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "seq", "n", "number"),
        sa.ForeignKeyConstraint(["case_id", "seq", "n"], ["outbox.case_id", "outbox.seq", "outbox.n"]),
        sqlite_with_rowid=False,
    )
