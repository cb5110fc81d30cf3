"""Tries of passwords and codes are counted in the database."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempt_count",
        sa.Column("name_hash", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", name=op.f("pk_attempt_count")),
    )
    op.create_index(op.f("ix_attempt_count_last_at"), "attempt_count", ["last_at"])


def downgrade() -> None:
    op.drop_table("attempt_count")
