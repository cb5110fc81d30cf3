"""Before somebody is removed from the register they are told and may say what they think (APPC, article 73)."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import DateTime

revision = "0042"
down_revision = "0041"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
#: By kind of message, in Kazakh, Russian and English.
MESSAGES = {
    "hearing": (
        "№{number}: есептен шығару қаралуда. Пікір білдіру: {day} дейін",
        "№{number}: рассматривается снятие с учёта. Ваше мнение до {day}",
        "No. {number}: removal considered. Your opinion by {day}",
    ),
    "stays": (
        "№{number}: есептен шығарылмайсыз, орныңыз сақталады",
        "№{number}: вас не снимают с учёта, место сохраняется",
        "No. {number}: you are not removed from the register",
    ),
}
ROWS = sa.table(
    "catalog_row", sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()),
    sa.column("key", sa.String()), sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)


def upgrade() -> None:
    op.add_column("removal", sa.Column("heard_until", DateTime(), nullable=True))
    op.add_column("removal", sa.Column("opinion", sa.String(10), server_default="", nullable=False))
    op.add_column("removal", sa.Column("opinion_text", sa.String(2000), server_default="", nullable=False))
    op.add_column("removal", sa.Column("opinion_at", DateTime(), nullable=True))
    first = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    version = int(op.get_bind().execute(first).scalar() or 0)
    rows = [
        {"version_id": version, "catalog": "messages", "key": key, "since": FROM,
         "values": {"message": key, "text": dict(zip(("kk", "ru", "en"), texts))}}
        for key, texts in MESSAGES.items()
    ]
    op.bulk_insert(ROWS, rows)


def downgrade() -> None:
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key.in_(MESSAGES)))
    for name in ("opinion_at", "opinion_text", "opinion", "heard_until"):
        op.drop_column("removal", name)
