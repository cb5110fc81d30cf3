"""Messages: reports of delivery, why an attempt failed, what an official did about it; letters beside SMS."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("application") as application:
        application.add_column(sa.Column("email", sa.String(length=100), nullable=True))
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("channel", sa.String(length=5), nullable=False, server_default="sms"))
        message.add_column(sa.Column("series", sa.Integer(), nullable=False, server_default="0"))
        message.add_column(sa.Column("in_doubt", sa.Boolean(), nullable=False, server_default="0"))
        message.add_column(sa.Column("last_error", sa.String(length=20), nullable=False, server_default=""))
        message.add_column(sa.Column("delivered_at", sa.DateTime(), nullable=True))
        message.add_column(sa.Column("tended_at", sa.DateTime(), nullable=True))
        message.drop_constraint("uq_message_application_id", type_="unique")
        message.create_unique_constraint("uq_message_application_id", ["application_id", "kind", "to_iin", "channel"])
    op.create_index(op.f("ix_message_tended_at"), "message", ["tended_at"])


def downgrade() -> None:
    op.execute("DELETE FROM message WHERE channel <> 'sms'")
    op.drop_index(op.f("ix_message_tended_at"), "message")
    with op.batch_alter_table("message") as message:
        message.drop_constraint("uq_message_application_id", type_="unique")
        message.create_unique_constraint("uq_message_application_id", ["application_id", "kind", "to_iin"])
        for name in ("tended_at", "delivered_at", "last_error", "in_doubt", "series", "channel"):
            message.drop_column(name)
    with op.batch_alter_table("application") as application:
        application.drop_column("email")
