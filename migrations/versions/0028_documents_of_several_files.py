"""A document may consist of several files in an order; those there are become documents of one file each, in theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = depends_on = None


def upgrade() -> None:
    # No batch: it would make the table anew, and the files as they were sent go with the old one.
    op.add_column("paper", sa.Column("document", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("paper", sa.Column("position", sa.Integer(), nullable=False, server_default="1"))
    op.execute(
        "UPDATE paper SET document = (SELECT count(*) FROM paper AS other"
        " WHERE other.application_id = paper.application_id AND other.id <= paper.id)"
    )


def downgrade() -> None:
    op.drop_column("paper", "position")
    op.drop_column("paper", "document")
