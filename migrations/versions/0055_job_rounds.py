"""How the rounds of each job went is kept for the administrator."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "job_round",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("took", sa.Double(), nullable=False),
        sa.Column("worked_at", sa.DateTime(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(), nullable=True),
        sa.Column("fault", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_job_round"),
    )


def downgrade() -> None:
    op.drop_table("job_round")
