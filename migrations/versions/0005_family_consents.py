"""Consents of family members, and text messages to them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "family_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("iin", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_family_consent_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family_consent")),
        sa.UniqueConstraint("application_id", "iin", name=op.f("uq_family_consent_application_id")),
    )
    op.create_index(op.f("ix_family_consent_iin"), "family_consent", ["iin"])
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("to_iin", sa.String(length=12), nullable=False, server_default=""))
        message.drop_constraint("uq_message_application_id", type_="unique")
        message.create_unique_constraint("uq_message_application_id", ["application_id", "kind", "to_iin"])


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE to_iin <> ''")
    with op.batch_alter_table("message") as message:
        message.drop_constraint("uq_message_application_id", type_="unique")
        message.drop_column("to_iin")
        message.create_unique_constraint("uq_message_application_id", ["application_id", "kind"])
    op.drop_table("family_consent")
