"""How a state base is doing is read from its latest answers."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_index("ix_answer_asked_at", "answer", ["asked_at"])


def downgrade() -> None:
    op.drop_index("ix_answer_asked_at", "answer")
