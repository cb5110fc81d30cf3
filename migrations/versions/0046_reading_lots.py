"""How far the journal has taken over the readings of people's files that were put by."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "reading_lot",
        sa.Column("spool", sa.String(32), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("spool", name=op.f("pk_reading_lot")),
    )


def downgrade() -> None:
    op.drop_table("reading_lot")
