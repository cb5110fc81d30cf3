"""A one-time code is asked for by a request and sent by a job."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE one_time_code RENAME COLUMN sent_at TO asked_at")
    op.add_column("one_time_code", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column("one_time_code", sa.Column("state", sa.String(10), server_default="sent", nullable=False))
    op.add_column("one_time_code", sa.Column("language", sa.String(2), server_default="kk", nullable=False))
    op.add_column("one_time_code", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("one_time_code", sa.Column("next_at", sa.DateTime(), nullable=True))
    op.add_column("one_time_code", sa.Column("sent_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE one_time_code SET sent_at = asked_at")
    op.create_index("ix_one_time_code_waiting", "one_time_code", ["id"], sqlite_where=sa.text("state = 'waiting'"))


def downgrade() -> None:
    op.drop_index("ix_one_time_code_waiting", table_name="one_time_code")
    for column in ("sent_at", "next_at", "attempts", "language", "state", "tries"):
        op.execute(f"ALTER TABLE one_time_code DROP COLUMN {column}")
    op.execute("ALTER TABLE one_time_code RENAME COLUMN asked_at TO sent_at")
