"""The last answers of a state base are found at once, however many there were in the hour."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_index("ix_answer_source_asked_at", "answer", ["source", "asked_at"])


def downgrade() -> None:
    op.drop_index("ix_answer_source_asked_at", "answer")
