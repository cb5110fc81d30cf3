"""Codes of notices are looked up by their digest; a notice may replace another; their sealed PDFs."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("code_sha256", sa.String(length=64), nullable=True))
        notice.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        notice.add_column(sa.Column("reason", sa.String(length=500), nullable=False, server_default=""))
        notice.add_column(sa.Column("replaced_at", sa.DateTime(), nullable=True))
    connection = op.get_bind()
    for number, code in connection.execute(sa.text("SELECT id, code FROM notice")).all():
        connection.execute(
            sa.text("UPDATE notice SET code_sha256 = :digest WHERE id = :id"),
            {"digest": hashlib.sha256(code.encode()).hexdigest(), "id": number},
        )
    with op.batch_alter_table("notice") as notice:
        notice.alter_column("code_sha256", existing_type=sa.String(length=64), nullable=False)
        notice.alter_column("code", existing_type=sa.String(length=10), type_=sa.String(length=12))
        notice.drop_constraint("uq_notice_application_id", type_="unique")
        notice.drop_constraint("uq_notice_code", type_="unique")
        notice.create_unique_constraint("uq_notice_code_sha256", ["code_sha256"])
        notice.create_foreign_key("fk_notice_replaces_id_notice", "notice", ["replaces_id"], ["id"])
    op.create_index("ix_notice_application_id", "notice", ["application_id"])
    op.create_index(
        "uq_notice_in_force", "notice", ["application_id"], unique=True, sqlite_where=sa.text("replaced_at IS NULL")
    )
    op.create_table(
        "sealed_notice",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_sealed_notice_notice_id_notice")),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_sealed_notice")),
    )


def downgrade() -> None:
    op.drop_table("sealed_notice")
    op.drop_index("uq_notice_in_force", "notice")
    op.drop_index("ix_notice_application_id", "notice")
    op.execute("UPDATE notice SET replaces_id = NULL")
    op.execute("DELETE FROM notice WHERE replaced_at IS NOT NULL")
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint("fk_notice_replaces_id_notice", type_="foreignkey")
        notice.drop_constraint("uq_notice_code_sha256", type_="unique")
        notice.create_unique_constraint("uq_notice_code", ["code"])
        notice.create_unique_constraint("uq_notice_application_id", ["application_id"])
        notice.alter_column("code", existing_type=sa.String(length=12), type_=sa.String(length=10))
        for column in ("code_sha256", "replaces_id", "reason", "replaced_at"):
            notice.drop_column(column)
