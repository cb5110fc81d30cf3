"""An application whose key was revoked is annulled; a place on the register may be annulled with it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table(
        "revocation_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_revocation_check_signature_id_signature")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation_check")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_revocation_check_signature_id")),
    )
    with op.batch_alter_table("register_entry") as entry:
        entry.add_column(sa.Column("annulled_at", sa.DateTime(), nullable=True))
        entry.drop_constraint("uq_register_entry_iin", type_="unique")
        entry.create_index("uq_register_entry_iin", ["iin"], unique=True, sqlite_where=sa.text("annulled_at IS NULL"))


def downgrade() -> None:
    with op.batch_alter_table("register_entry") as entry:
        entry.drop_index("uq_register_entry_iin")
        entry.create_unique_constraint("uq_register_entry_iin", ["iin"])
        entry.drop_column("annulled_at")
    op.drop_table("revocation_check")
