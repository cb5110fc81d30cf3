"""Acts on places that wait for a second official have a clock; whom a revoked key or a place taken back concerns is told."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
MESSAGES = {
    "key_void": {
        "kk": "№{number}: есептегі орынның негізі тексерілуде. Кабинетті қараңыз",
        "ru": "№{number}: основание места на учёте проверяется. См. кабинет",
        "en": "No. {number}: the basis of the place is checked. See your account",
    },
    "ground_gone": {
        "kk": "№{number}: бас тарту негізі жойылды. Не істеуге болады: кабинетте",
        "ru": "№{number}: основание отказа отпало. Что можно сделать: в кабинете",
        "en": "No. {number}: the ground of refusal is gone. See your account",
    },
}
#: No text that the bank has given names the number: a lawyer has yet to look at it.
RESTS_ON = "ӘРПК / АППК, 76(1): заңгер растамаған / юрист не подтвердил"
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("register_act", sa.Column("escalation", sa.Integer(), server_default="0", nullable=False))
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    row = {"version_id": op.get_bind().execute(wanted).scalar(), "catalog": "messages", "since": FROM}
    rows = [{**row, "key": key, "values": {"message": key, "text": text}} for key, text in MESSAGES.items()]
    op.bulk_insert(ROWS, rows)
    said = sa.text("""UPDATE catalog_row SET "values" = json_set("values", '$.source_change', :said) WHERE catalog = 'hours'""")
    if op.get_context().dialect.name == "postgresql":
        said = sa.text(
            """UPDATE catalog_row SET "values" = ("values"::jsonb || jsonb_build_object('source_change', CAST(:said AS text)))::json"""
            " WHERE catalog = 'hours'"
        )
    op.execute(said.bindparams(said=RESTS_ON))


def downgrade() -> None:
    gone = """UPDATE catalog_row SET "values" = json_remove("values", '$.source_change') WHERE catalog = 'hours'"""
    if op.get_context().dialect.name == "postgresql":
        gone = """UPDATE catalog_row SET "values" = ("values"::jsonb - 'source_change')::json WHERE catalog = 'hours'"""
    op.get_bind().exec_driver_sql(gone)
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key.in_(list(MESSAGES))))
    op.execute("ALTER TABLE register_act DROP COLUMN escalation")
