"""Figures by day and the journal by kind, actor and day are read off indexes; what walking the journal found is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "chain_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("broken_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_chain_check"),
    )
    op.create_index("ix_event_at", "event", ["at"])
    op.create_index("ix_event_kind_at", "event", ["kind", "at"])
    op.create_index("ix_event_actor_at", "event", ["actor", "at"])
    op.create_index("ix_decision_decided_at", "decision", ["decided_at"])
    op.drop_index("ix_answer_asked_at", "answer")
    op.create_index("ix_answer_asked_at_source", "answer", ["asked_at", "source", "state"])


def downgrade() -> None:
    op.drop_index("ix_answer_asked_at_source", "answer")
    op.create_index("ix_answer_asked_at", "answer", ["asked_at"])
    op.drop_index("ix_decision_decided_at", "decision")
    op.drop_index("ix_event_actor_at", "event")
    op.drop_index("ix_event_kind_at", "event")
    op.drop_index("ix_event_at", "event")
    op.drop_table("chain_check")
