"""What looks at the invariants found, and which process is at a message."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "invariant_check",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
    )
    op.add_column("message", sa.Column("leased_by", sa.String(16), nullable=False, server_default=""))


def downgrade() -> None:
    op.execute("ALTER TABLE message DROP COLUMN leased_by")
    op.drop_table("invariant_check")
