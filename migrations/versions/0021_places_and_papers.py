"""Settlements, branches, categories, kinds of documents and where people complain become catalogs.

What else needs the code of a branch keeps it.
"""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = depends_on = None

#: The first day of the Order.
FROM = date(2026, 7, 12)
TEXTS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
# Article 74(1) of the Law: the official words in Kazakh and in Russian.
CATEGORIES = TEXTS["categories"]
# Annex 1, row 9: kind, name, what the person is told of it, the basis on which it is asked for.
DOCUMENTS = TEXTS["documents"]
BASES = ("no_housing", "emergency_housing", "orphan_documents")
# Administrative Procedural Code, articles 80(5) and 92; Law on State Services, article 25(2).
BODIES = TEXTS["bodies"]

versions = sa.table(
    "catalog_version", sa.column("id"), sa.column("catalog"), sa.column("number"), sa.column("state"),
    sa.column("started_from"), sa.column("revision"), sa.column("editors", sa.JSON), sa.column("drafted_at", sa.DateTime()),
    sa.column("decided_by"), sa.column("decided_at", sa.DateTime()), sa.column("reason"),
)
kept = sa.table(
    "catalog_row", sa.column("version_id"), sa.column("catalog"), sa.column("key"), sa.column("since", sa.Date),
    sa.column("values", sa.JSON),
)


def upgrade() -> None:
    connection = op.get_bind()
    for catalog, key, rows in (
        ("settlements", "code", settlements(connection)), ("branches", "code", branches(connection)),
        ("categories", "code", categories()), ("documents", "kind", documents()), ("complaint_bodies", "code", bodies()),
    ):
        first_version(connection, catalog, key, rows)
    op.drop_table("settlement")
    for column in ("name_kk", "name_ru", "name_en", "serves"):
        op.drop_column("branch", column)


def first_version(connection: sa.Connection, catalog: str, key: str, rows: list[dict[str, object]]) -> None:
    """Published by the system, in force from the first day of the Order."""
    number = (connection.scalar(sa.text("SELECT max(id) FROM catalog_version")) or 0) + 1
    at = datetime.now(UTC).replace(tzinfo=None)
    op.bulk_insert(
        versions,
        [
            {
                "id": number, "catalog": catalog, "number": 1, "state": "published", "started_from": 0, "revision": 0,
                "editors": [], "drafted_at": at, "decided_by": "system", "decided_at": at, "reason": "",
            }
        ],
    )
    op.bulk_insert(
        kept,
        [{"version_id": number, "catalog": catalog, "key": row[key], "since": FROM, "values": row} for row in rows],
    )


def settlements(connection: sa.Connection) -> list[dict[str, object]]:
    rows = connection.execute(
        sa.text("SELECT code, parent_code, kind, name_kk, name_ru, applies FROM settlement ORDER BY code")
    )
    return [
        {"code": code, "name_kk": kk, "name_ru": ru, "parent": parent or "", "kind": kind, "applies": bool(applies)}
        for code, parent, kind, kk, ru, applies in rows
    ]


def branches(connection: sa.Connection) -> list[dict[str, object]]:
    """A branch named the first digits of codes: now it names every outermost settlement that begins so."""
    parents = {code: parent for code, parent in connection.execute(sa.text("SELECT code, parent_code FROM settlement"))}
    rows = connection.execute(sa.text("SELECT code, name_kk, name_ru, name_en, CAST(serves AS TEXT) FROM branch ORDER BY code"))
    made = []
    for code, kk, ru, en, serves in rows:
        served = {one for one in parents if one.startswith(tuple(json.loads(serves)))}
        outermost = sorted(one for one in served if parents[one] not in served)
        made.append({"code": code, "name": {"kk": kk, "ru": ru, "en": en}, "serves": outermost})
    return made


def categories() -> list[dict[str, object]]:
    return [
        {"code": code, "name": {"kk": kk, "ru": ru, "en": en}, "position": place}
        for place, (code, kk, ru, en) in enumerate(CATEGORIES, 1)
    ]


def documents() -> list[dict[str, object]]:
    return [
        {"kind": kind, "name": name, "hint": hint, **{basis: basis == asks for basis in BASES}}
        for kind, name, hint, asks in DOCUMENTS
    ]


def bodies() -> list[dict[str, object]]:
    return [
        {"code": code, "name": name, "how": how, "term": term, "position": place}
        for place, (code, name, how, term) in enumerate(BODIES, 1)
    ]


def downgrade() -> None:
    """What was published last goes back into the tables of its own; the past of the catalogs is lost.

    The words of categories, documents and bodies were in the code: what the bank changed in them is lost as well.
    """
    places, offices = latest("settlements"), latest("branches")
    settlement = op.create_table(
        "settlement",
        sa.Column("code", sa.String(9), nullable=False),
        sa.Column("parent_code", sa.String(9), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name_kk", sa.String(100), nullable=False),
        sa.Column("name_ru", sa.String(100), nullable=False),
        sa.Column("applies", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_code"], ["settlement.code"], name=op.f("fk_settlement_parent_code_settlement")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_settlement")),
    )
    rows = [
        {**{name: row[name] for name in ("code", "kind", "name_kk", "name_ru", "applies")}, "parent_code": row["parent"] or None}
        for row in places.values()
    ]
    op.bulk_insert(settlement, sorted(rows, key=lambda row: depth(row["code"], places)))
    for column in ("name_kk", "name_ru", "name_en"):
        op.add_column("branch", sa.Column(column, sa.String(100), nullable=False, server_default=""))
    op.add_column("branch", sa.Column("serves", sa.JSON(), nullable=False, server_default="[]"))
    for code, row in offices.items():
        op.execute(
            sa.text("UPDATE branch SET name_kk = :kk, name_ru = :ru, name_en = :en, serves = :serves WHERE code = :code").bindparams(
                code=code, serves=json.dumps(digits(row["serves"], places)), **row["name"]
            )
        )
    for catalog in ("settlements", "branches", "categories", "documents", "complaint_bodies"):
        op.execute(sa.text("DELETE FROM catalog_row WHERE catalog = :catalog").bindparams(catalog=catalog))
        op.execute(sa.text("DELETE FROM catalog_version WHERE catalog = :catalog").bindparams(catalog=catalog))


def latest(catalog: str) -> dict[str, dict]:
    """By key, what was published for the latest day; what has ended is not there."""
    rows = op.get_bind().execute(
        sa.text(
            'SELECT r.key, r."values" FROM catalog_row r JOIN catalog_version v ON v.id = r.version_id'
            " WHERE v.state = 'published' AND r.catalog = :catalog ORDER BY r.since, v.number"
        ),
        {"catalog": catalog},
    )
    read = {key: json.loads(values) if values else None for key, values in rows}
    return {key: values for key, values in read.items() if values}


def depth(code: str, places: dict[str, dict]) -> int:
    parent = places[code]["parent"]
    return 1 + depth(parent, places) if parent else 0


def digits(serves: list[str], places: dict[str, dict]) -> list[str]:
    """The first digits of what a branch serves: two of a region, of anything else the codes within it, one by one."""
    found = []
    for code in serves:
        if code in places and not places[code]["parent"]:
            found.append(code[:2])
        else:
            found += [one for one in places if lies_within(one, code, places)]
    return found


def lies_within(code: str, outer: str, places: dict[str, dict]) -> bool:
    while code:
        if code == outer:
            return True
        code = places[code]["parent"] if code in places else ""
    return False
