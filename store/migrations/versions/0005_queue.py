"""The register of a garrison: the times that each case's applicant stood in it, filled from the records there are.

`store.migrate` fills it, with the code of the day: what it holds is a copy of the records, made anew at any time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ORDER = ["service", "garrison", "form", "registered_on", "filed_at", "case_id", "holds"]


def upgrade() -> None:
    op.create_table(
        "enrolment",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("garrison", sa.String(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("registered_on", sa.String(), nullable=False),
        sa.Column("filed_at", sa.String(), nullable=False),
        sa.Column("enrolled_by", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("entered", sa.String(), nullable=False),
        sa.Column("until", sa.String(), nullable=True),
        sa.Column("left", sa.String(), nullable=True),
        sa.Column("left_at", sa.String(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("issued_at", sa.String(), nullable=True),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.case_id"]),
        sa.PrimaryKeyConstraint("case_id", "n"),
        sqlite_with_rowid=False,
    )
    op.create_index("enrolment_order", "enrolment", ORDER, unique=False)
    op.create_index("enrolment_person", "enrolment", ["person"], unique=False)
    op.create_index(
        "enrolment_live",
        "enrolment",
        ["person", "service", "garrison", "form"],
        unique=True,
        sqlite_where=sa.text("holds = 1"),
    )
