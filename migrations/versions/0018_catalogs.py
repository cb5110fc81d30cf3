"""The catalogs that the bank changes itself; what stood in tables of its own becomes their first version."""

import json
from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)


def upgrade() -> None:
    versions = op.create_table(
        "catalog_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalog", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("started_from", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("editors", sa.JSON(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(40), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_version")),
        sa.UniqueConstraint("catalog", "number", name=op.f("uq_catalog_version_catalog")),
    )
    op.create_index(
        "uq_catalog_version_draft", "catalog_version", ["catalog"], unique=True, sqlite_where=sa.text("state = 'draft'")
    )
    rows = op.create_table(
        "catalog_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("catalog", sa.String(40), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["catalog_version.id"], name=op.f("fk_catalog_row_version_id_catalog_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_row")),
        sa.UniqueConstraint("version_id", "key", "since", name=op.f("uq_catalog_row_version_id")),
    )
    op.create_index(op.f("ix_catalog_row_catalog"), "catalog_row", ["catalog", "key", "since"])
    now = datetime.now(UTC).replace(tzinfo=None)
    for number, (catalog, kept) in enumerate(first_rows(op.get_bind()).items(), 1):
        first = {
            "id": number, "catalog": catalog, "number": 1, "state": "published", "started_from": 0, "revision": 0,
            "editors": [], "drafted_at": now, "decided_at": now, "decided_by": "system",
            "reason": "", "undoes": None,
        }
        op.bulk_insert(versions, [first])
        op.bulk_insert(rows, [{"version_id": number, "catalog": catalog, **row} for row in kept])
    with op.batch_alter_table("alert") as alert:
        alert.drop_constraint(op.f("fk_alert_cause_breach_cause"), type_="foreignkey")
        alert.alter_column("cause", type_=sa.String(40))
    for table in ("day_correction", "second_look_rule", "breach_cause"):
        op.drop_table(table)


def first_rows(connection: sa.Connection) -> dict[str, list[dict[str, object]]]:
    """What is in force today, by catalog."""
    days = connection.execute(sa.text("SELECT day, working, decree FROM day_correction"))
    causes = connection.execute(sa.text("SELECT code, position, name_kk, name_ru, name_en FROM breach_cause"))
    looks = connection.execute(sa.text("SELECT rule, since, value, seed FROM second_look_rule"))
    return {
        "days": [
            {"key": str(day), "since": FROM, "values": {"day": str(day), "working": "yes" if working else "no", "decree": decree}}
            for day, working, decree in days
        ],
        "causes": [
            {"key": code, "since": FROM, "values": {"code": code, "name": {"kk": kk, "ru": ru, "en": en}, "position": position}}
            for code, position, kk, ru, en in causes
        ],
        "second_look": [
            {"key": rule, "since": date.fromisoformat(str(since)), "values": {"rule": rule, "value": value, "seed": seed}}
            for rule, since, value, seed in looks
        ],
    }


def downgrade() -> None:
    """What was published last goes back into the tables of its own; the past of the catalogs is lost."""
    kept = op.get_bind().execute(
        sa.text(
            "SELECT r.catalog, r.key, r.since, r.\"values\" FROM catalog_row r JOIN catalog_version v ON v.id = r.version_id"
            " WHERE v.state = 'published' ORDER BY r.catalog, r.key, r.since, v.number"
        )
    )
    latest = {(catalog, key): (since, json.loads(values)) for catalog, key, since, values in kept if values}
    of = {name: [row for (catalog, _), row in latest.items() if catalog == name] for name in ("days", "causes", "second_look")}
    days = op.create_table(
        "day_correction",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("working", sa.Boolean(), nullable=False),
        sa.Column("decree", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_correction")),
    )
    op.bulk_insert(
        days,
        [{**row, "day": date.fromisoformat(row["day"]), "working": row["working"] == "yes"} for _, row in of["days"]],
    )
    looks = op.create_table(
        "second_look_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("rule", "since"),
    )
    op.bulk_insert(looks, [{**row, "since": date.fromisoformat(since)} for since, row in of["second_look"]])
    causes = op.create_table(
        "breach_cause",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_kk", sa.String(100), nullable=False),
        sa.Column("name_ru", sa.String(100), nullable=False),
        sa.Column("name_en", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.bulk_insert(
        causes,
        [
            {"code": row["code"], "position": row["position"], **{f"name_{one}": row["name"][one] for one in row["name"]}}
            for _, row in of["causes"]
        ],
    )
    with op.batch_alter_table("alert") as alert:
        alert.alter_column("cause", type_=sa.String(20))
        alert.create_foreign_key(op.f("fk_alert_cause_breach_cause"), "breach_cause", ["cause"], ["code"])
    op.drop_table("catalog_row")
    op.drop_table("catalog_version")
