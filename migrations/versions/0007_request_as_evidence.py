"""What was asked of a state base is kept beside what it answered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answer") as answer:
        answer.add_column(sa.Column("request", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("answer") as answer:
        answer.drop_column("request")
