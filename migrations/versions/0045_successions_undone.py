"""What a place was before it passed on: an upheld complaint gives it back exactly as it was."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
TEXT = {
    "kk": "№{number}: өзіңізге өткен есептегі орын қайтарылды. Себебі кабинетте",
    "ru": "№{number}: место на учёте вернулось прежнему лицу. См. кабинет",
    "en": "No. {number}: the family's place went back. See your account",
}
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("register_act", sa.Column("entry_before", sa.JSON(), nullable=True))
    # What was written before: a database of PostgreSQL never had any.
    if op.get_context().dialect.name == "sqlite":
        tell_what_was_before()
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    row = {"version_id": op.get_bind().execute(wanted).scalar(), "catalog": "messages", "since": FROM}
    op.bulk_insert(ROWS, [{**row, "key": "returned", "values": {"message": "returned", "text": TEXT}}])


def tell_what_was_before() -> None:
    op.execute(
        "UPDATE register_act SET entry_before = json_object("
        " 'list_code', (SELECT m.list_code FROM register_movement m WHERE m.act_id = register_act.id AND m.sign = -1),"
        " 'category_declared', (SELECT a.category FROM application a WHERE a.id = register_act.application_id))"
        " WHERE kind = 'succeeded' AND state = 'confirmed'"
    )


def downgrade() -> None:
    """Who got a place back keeps it; nothing says why any more."""
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key == "returned"))
    for statement in (
        "DELETE FROM sealed_notice WHERE notice_id IN (SELECT id FROM notice WHERE kind = 'returned')",
        "DELETE FROM notice WHERE kind = 'returned'",
        "UPDATE application SET status = 'withdrawn' WHERE status = 'returned'",
        "UPDATE register_movement SET cause = 'complaint_upheld' WHERE cause = 'returned'",
        "ALTER TABLE register_act DROP COLUMN entry_before",
    ):
        op.execute(statement)
