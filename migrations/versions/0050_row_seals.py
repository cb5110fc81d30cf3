"""Seals of rows, and what an event says of the rows that were written with it."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "row_seal",
        sa.Column("bound", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("key", sa.LargeBinary().with_variant(sa.Text(), "postgresql"), nullable=False),
        sa.Column("seal", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bound", "key", name="pk_row_seal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "row_seal_sum",
        sa.Column("bound", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("part", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seals", sa.Integer(), nullable=False),
        sa.Column("plain", sa.LargeBinary(), nullable=False),
        sa.Column("weighted", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bound", "part", name="pk_row_seal_sum"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "row_seal_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("total", sa.LargeBinary(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("event_hash", sa.String(64), nullable=False),
        sa.Column("columns", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.String(32), nullable=False),
        sa.Column("fingerprint", sa.String(16), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_row_seal_state"),
    )
    op.add_column("event", sa.Column("bound", sa.LargeBinary(), nullable=True))
    op.create_table(
        "row_seal_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_row_seal_check"),
    )


def downgrade() -> None:
    for table in ("row_seal_check", "row_seal_state", "row_seal_sum", "row_seal"):
        op.drop_table(table)
    op.execute("ALTER TABLE event DROP COLUMN bound")
