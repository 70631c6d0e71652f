"""The papers that were issued, to be found by the hash of a file (`papers check`)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_paper",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("signed_sha256", sa.String(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        sa.PrimaryKeyConstraint("case_id", "seq"),
    )
    op.create_index("issued_paper_sha256", "issued_paper", ["sha256"])
    op.create_index(
        "issued_paper_signed",
        "issued_paper",
        ["signed_sha256"],
        sqlite_where=sa.text("signed_sha256 IS NOT NULL"),
    )
