"""The words of text messages, grounds of refusal and notices become catalogs, as they stand today."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
#: By catalog and key, the values of a row.
FIRST_ROWS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

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


def upgrade() -> None:
    connection = op.get_bind()
    for catalog, kept in FIRST_ROWS.items():
        number = (connection.scalar(sa.select(sa.func.max(VERSIONS.c.id))) or 0) + 1
        now = datetime.now(UTC).replace(tzinfo=None)
        first = {
            "id": number, "catalog": catalog, "number": 1, "state": "published", "started_from": 0, "revision": 0,
            "editors": [], "drafted_at": now, "decided_at": now, "decided_by": "system", "reason": "", "undoes": None,
        }
        op.bulk_insert(VERSIONS, [first])
        row = {"version_id": number, "catalog": catalog, "since": FROM}
        op.bulk_insert(ROWS, [{**row, "key": key, "values": values} for key, values in kept.items()])


def downgrade() -> None:
    """All is said as the code says them again; what was published of them is lost."""
    for catalog in FIRST_ROWS:
        op.execute(ROWS.delete().where(ROWS.c.catalog == catalog))
        op.execute(VERSIONS.delete().where(VERSIONS.c.catalog == catalog))
