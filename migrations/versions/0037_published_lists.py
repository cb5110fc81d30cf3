"""The lists of the register as they are published every month: numbers and dates, kept as they were."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "published_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("settlement", sa.String(9), nullable=False),
        sa.Column("list_code", sa.String(10), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_published_list"),
    )
    op.create_index("uq_published_list", "published_list", ["settlement", "list_code", "month"], unique=True)
    op.create_table(
        "published_part",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("first_place", sa.Integer(), nullable=False),
        sa.Column("first_registered_at", sa.DateTime(), nullable=False),
        sa.Column("first_number", sa.String(12), nullable=False),
        sa.Column("lines", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["published_list.id"], name="fk_published_part_list_id_published_list"),
        sa.PrimaryKeyConstraint("list_id", "first_place", name="pk_published_part"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "published_month",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("lists", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("month", name="pk_published_month"),
    )


def downgrade() -> None:
    for table in ("published_month", "published_part", "published_list"):
        op.drop_table(table)
