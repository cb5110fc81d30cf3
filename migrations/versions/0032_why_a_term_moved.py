"""The message that a due time was moved says why: the calendar, the bank's hours, the term, or point 16.

The row that was in force stays as it was: a new one begins. Where nobody has filed yet nobody was told anything, so
there it begins on the first day of all; else today, for the upgrade itself may move due times and has to tell why.
Words that the bank has changed itself stay the bank's.
"""

from datetime import UTC, date, datetime, timedelta, timezone

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = depends_on = None

FIRST_DAY, ALMATY = date(2026, 7, 12), timezone(timedelta(hours=5))
CATALOG, KEY = "messages", "term_moved"
WORDS = {
    "message": "term_moved",
    "text": {
        "kk": "№{number}: жауап мерзімі {day}, {cause}",
        "ru": "№{number}: срок ответа {day}, {cause}",
        "en": "No. {number}: answer due {day}, {cause}",
    },
}
VERSIONS = sa.table(
    "catalog_version",
    sa.column("id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("number", sa.Integer()),
    sa.column("state", sa.String()), sa.column("started_from", sa.Integer()), sa.column("revision", sa.Integer()),
    sa.column("editors", sa.JSON()), sa.column("drafted_at", sa.DateTime()), sa.column("decided_by", sa.String()),
    sa.column("decided_at", sa.DateTime()), sa.column("reason", sa.String()), sa.column("undoes", sa.Integer()),
)
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)
STANDS = sa.select(VERSIONS.c.number).join(ROWS, VERSIONS.c.id == ROWS.c.version_id).where(
    VERSIONS.c.state == "published", ROWS.c.catalog == CATALOG, ROWS.c.key == KEY
)


def upgrade() -> None:
    connection = op.get_bind()
    if set(connection.scalars(STANDS)) != {1}:
        return
    filed = connection.scalar(sa.text("SELECT count(*) FROM application WHERE filed_at IS NOT NULL"))
    since = datetime.now(ALMATY).date() if filed else FIRST_DAY
    published = VERSIONS.c.catalog == CATALOG, VERSIONS.c.state == "published"
    before = connection.scalar(sa.select(sa.func.max(VERSIONS.c.number)).where(*published)) or 0
    version = (connection.scalar(sa.select(sa.func.max(VERSIONS.c.id))) or 0) + 1
    now = datetime.now(UTC).replace(tzinfo=None)
    made = {
        "id": version, "catalog": CATALOG, "number": before + 1, "state": "published", "started_from": before,
        "revision": 0, "editors": [], "drafted_at": now, "decided_by": "system", "decided_at": now, "reason": "",
        "undoes": None,
    }
    op.bulk_insert(VERSIONS, [made])
    op.bulk_insert(ROWS, [{"version_id": version, "catalog": CATALOG, "key": KEY, "since": since, "values": WORDS}])


def downgrade() -> None:
    """What this row said is lost; what was published after it stays."""
    connection = op.get_bind()
    ours = sa.select(VERSIONS.c.id).where(
        VERSIONS.c.catalog == CATALOG, VERSIONS.c.decided_by == "system", VERSIONS.c.number > 1
    )
    for version in connection.scalars(ours).all():
        keys = set(connection.scalars(sa.select(ROWS.c.key).where(ROWS.c.version_id == version)))
        if keys == {KEY}:
            op.execute(ROWS.delete().where(ROWS.c.version_id == version))
            op.execute(VERSIONS.delete().where(VERSIONS.c.id == version))
