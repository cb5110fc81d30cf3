"""Complaints, the applicant's consent taken back, what the mobile base said; the place is counted from an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = depends_on = None

PLACE = ["settlement", "list_code", "registered_at", "number"]


def upgrade() -> None:
    with op.batch_alter_table("application") as application:
        application.add_column(sa.Column("consent_withdrawn_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("register_entry") as entry:
        entry.drop_index("ix_register_entry_place")
        entry.create_index("ix_register_entry_place", [*PLACE, "annulled_at"])
    op.create_table(
        "phone_check",
        sa.Column("iin", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("phone", sa.String(16), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("iin"),
    )
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(10), nullable=False),
        sa.Column("text", sa.String(4000), nullable=False),
        sa.Column("filed_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answer", sa.String(4000), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"]),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    with op.batch_alter_table("complaint") as complaint:
        complaint.create_index("ix_complaint_application_id", ["application_id"])
        complaint.create_index("ix_complaint_state_due_at", ["state", "due_at"])
        complaint.create_index(
            "uq_complaint_open", ["application_id", "subject"], unique=True, sqlite_where=sa.text("state = 'open'")
        )


def downgrade() -> None:
    op.drop_table("complaint")
    op.drop_table("phone_check")
    with op.batch_alter_table("register_entry") as entry:
        entry.drop_index("ix_register_entry_place")
        entry.create_index("ix_register_entry_place", PLACE)
    with op.batch_alter_table("application") as application:
        application.drop_column("consent_withdrawn_at")
