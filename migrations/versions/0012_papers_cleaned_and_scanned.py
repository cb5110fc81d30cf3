"""A paper bears the hash of what came too, its pages, and whether anybody has looked for viruses."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("paper") as paper:
        paper.add_column(sa.Column("received_sha256", sa.String(length=64), nullable=True))
        paper.add_column(sa.Column("pages", sa.Integer(), nullable=True))
        paper.add_column(sa.Column("scan", sa.String(length=10), nullable=False, server_default="none"))
    op.create_index("ix_paper_waiting", "paper", ["id"], sqlite_where=sa.text("scan = 'waiting'"))


def downgrade() -> None:
    op.drop_index("ix_paper_waiting", "paper")
    with op.batch_alter_table("paper") as paper:
        paper.drop_column("scan")
        paper.drop_column("pages")
        paper.drop_column("received_sha256")
