"""An official has an authenticator and recovery codes; their session says from where and in what it was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("staff") as staff:
        staff.add_column(sa.Column("must_change", sa.Boolean(), nullable=False, server_default="0"))
        staff.add_column(sa.Column("totp_secret", sa.String(length=200), nullable=True))
        staff.add_column(sa.Column("totp_step", sa.Integer(), nullable=True))
        staff.add_column(sa.Column("totp_since", sa.DateTime(), nullable=True))
    with op.batch_alter_table("signed_in") as session:
        session.add_column(sa.Column("address", sa.String(length=45), nullable=False, server_default=""))
        session.add_column(sa.Column("browser", sa.String(length=20), nullable=False, server_default=""))
        session.create_index("ix_signed_in_staff_id", ["staff_id"])
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("staff_id", "code_hash"),
    )


def downgrade() -> None:
    op.drop_table("recovery_code")
    with op.batch_alter_table("signed_in") as session:
        session.drop_index("ix_signed_in_staff_id")
        session.drop_column("browser")
        session.drop_column("address")
    with op.batch_alter_table("staff") as staff:
        staff.drop_column("totp_since")
        staff.drop_column("totp_step")
        staff.drop_column("totp_secret")
        staff.drop_column("must_change")
