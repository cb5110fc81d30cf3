"""Acts of two officials that move a date or give a place on to the family, and the movements that they make."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
MESSAGES = {
    "date_moved": {
        "kk": "№{number}: кезектегі күніңіз өзгерді. Себебі мен шағым кабинетте",
        "ru": "№{number}: дата в очереди изменена. Причина и жалоба в кабинете",
        "en": "No. {number}: your date in the queue was changed. See your account",
    },
    "succeeded": {
        "kk": "№{number}: отбасыңыздың есептегі орны сізге өтті. Кабинетті қараңыз",
        "ru": "№{number}: место семьи на учёте перешло к вам. Смотрите кабинет",
        "en": "No. {number}: your family's place is yours now. See your account",
    },
}
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)
FOREIGN = {
    "entry_id": "register_entry", "application_id": "application", "successor_id": "application",
    "proposed_by": "staff", "answered_by": "staff", "complaint_id": "complaint",
}


def upgrade() -> None:
    op.create_table(
        "register_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("was_at", sa.DateTime(), nullable=False),
        sa.Column("becomes_at", sa.DateTime(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("note_language", sa.String(2), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("comment", sa.String(1000), server_default="", nullable=False),
        sa.Column("cancelled_at", sa.DateTime(), nullable=True),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_register_act_{column}_{table}")
            for column, table in FOREIGN.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_register_act"),
    )
    for column in ("entry_id", "application_id", "successor_id"):
        op.create_index(f"ix_register_act_{column}", "register_act", [column])
    waiting = sa.text("state = 'open'")
    op.create_index("uq_register_act_open", "register_act", ["entry_id"], unique=True, sqlite_where=waiting)
    op.create_index("ix_register_act_waiting", "register_act", ["proposed_at"], sqlite_where=waiting)
    # In place: the rows, a million of them, need not be written anew.
    reference = "CONSTRAINT fk_register_movement_act_id_register_act REFERENCES register_act (id)"
    op.execute(f"ALTER TABLE register_movement ADD COLUMN act_id INTEGER {reference}")
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    version = op.get_bind().execute(wanted).scalar()
    row = {"version_id": version, "catalog": "messages", "since": FROM}
    rows = [{**row, "key": key, "values": {"message": key, "text": text}} for key, text in MESSAGES.items()]
    op.bulk_insert(ROWS, rows)


def downgrade() -> None:
    """Dates and holders stay as the acts made them; nothing says why any more."""
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key.in_(list(MESSAGES))))
    for statement in (
        "DELETE FROM sealed_notice WHERE notice_id IN (SELECT id FROM notice WHERE kind IN ('date_moved', 'succeeded'))",
        "DELETE FROM notice WHERE kind IN ('date_moved', 'succeeded')",
        "UPDATE application SET status = 'withdrawn' WHERE status = 'passed_on'",
        "UPDATE register_movement SET act_id = NULL",
        "UPDATE register_movement SET cause = 'complaint_upheld'"
        " WHERE cause IN ('date_moved', 'primary_date', 'succeeded')",
    ):
        op.execute(statement)
    with op.batch_alter_table("register_movement") as movement:
        movement.drop_column("act_id")
    op.drop_table("register_act")
