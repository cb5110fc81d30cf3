"""When an official stopped an inventory before its last day."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = depends_on = None


def upgrade() -> None:
    op.add_column("inventory", sa.Column("stopped_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.execute("ALTER TABLE inventory DROP COLUMN stopped_at")
