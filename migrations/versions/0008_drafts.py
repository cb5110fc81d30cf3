"""Drafts: who fills one in, at which version each answer was given, and what was sent to a session that had ended."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = depends_on = None

OPEN = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"
DRAFT = "status = 'draft'"
REPRESENTED = "representative_iin <> ''"


def upgrade() -> None:
    op.drop_index("uq_application_iin_open", "application")
    with op.batch_alter_table("application") as application:
        application.add_column(sa.Column("representative_iin", sa.String(12), nullable=False, server_default=""))
        application.add_column(sa.Column("represented_until", sa.Date(), nullable=True))
        application.add_column(sa.Column("answered", sa.JSON(), nullable=False, server_default="{}"))
        application.add_column(sa.Column("rules", sa.Date(), nullable=True))
    op.create_index("uq_application_iin_open", "application", ["iin"], unique=True, sqlite_where=sa.text(OPEN))
    draft = ["iin", "representative_iin"]
    op.create_index("uq_application_draft", "application", draft, unique=True, sqlite_where=sa.text(DRAFT))
    where = sa.text(REPRESENTED)
    op.create_index("ix_application_representative", "application", ["representative_iin"], sqlite_where=where)
    op.create_table(
        "representation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("iin", sa.String(12), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("relation", sa.String(20), nullable=False),
        sa.Column("document", sa.String(200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_representation_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
        sa.UniqueConstraint("application_id", name=op.f("uq_representation_application_id")),
    )
    op.create_table(
        "kept_answer",
        sa.Column("iin", sa.String(12), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("iin", name=op.f("pk_kept_answer")),
    )


def downgrade() -> None:
    op.drop_table("kept_answer")
    op.drop_table("representation")
    op.drop_index("ix_application_representative", "application")
    op.drop_index("uq_application_draft", "application")
    op.drop_index("uq_application_iin_open", "application")
    with op.batch_alter_table("application") as application:
        for column in ("representative_iin", "represented_until", "answered", "rules"):
            application.drop_column(column)
    where = sa.text(f"{DRAFT} OR {OPEN}")
    op.create_index("uq_application_iin_open", "application", ["iin"], unique=True, sqlite_where=where)
