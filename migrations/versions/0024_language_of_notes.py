"""An official's own words stand in the text of the language they were written in: a note says which that is."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = depends_on = None

TABLES = ("decision", "refusal_proposal")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("note_language", sa.String(length=2), nullable=False, server_default=""))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "note_language")
