"""How long each kind of data is kept is a catalog; what was erased of a case, and when, is a record."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = depends_on = None

#: The day on which Order No. 115 is in force.
FROM = date(2026, 7, 12)
#: No text at hand names these terms: a lawyer has yet to look at them.
BANK = {
    "kk": "Банктің мерзімі: заңгер растамаған",
    "ru": "Срок банка: юрист не подтвердил",
    "en": "A term of the bank: not confirmed by a lawyer",
}
CONSENT = {
    "kk": "Келісім («Дербес деректер және оларды қорғау туралы» Заң, 8-бап, 4-тармақ): мерзімді келісім атайды; "
    "одан ұзағын заңгер растамаған",
    "ru": "Согласие (Закон «О персональных данных и их защите», статья 8, пункт 4): срок называет согласие; "
    "более долгий юрист не подтвердил",
    "en": "The consent (Law on Personal Data, article 8(4)): it names the term; no longer one is confirmed by a lawyer",
}
TERMS = (
    ("codes", 30, "days"), ("challenges", 2, "days"), ("attempts", 1, "days"), ("sessions", 30, "days"),
    ("kept_answers", 1, "days"), ("phone_checks", 12, "months"), ("drafts", 12, "months"),
    ("simulations", 12, "months"), ("import_faults", 12, "months"), ("sent_files", 36, "months"),
    ("answers", 36, "months"), ("papers", 36, "months"), ("cases", 5, "years"),
)
VERSIONS = sa.table(
    "catalog_version",
    sa.column("id", sa.Integer), sa.column("catalog", sa.String), sa.column("number", sa.Integer),
    sa.column("state", sa.String), sa.column("started_from", sa.Integer), sa.column("revision", sa.Integer),
    sa.column("editors", sa.JSON), sa.column("drafted_at", sa.DateTime()), sa.column("decided_at", sa.DateTime()),
    sa.column("decided_by", sa.String), sa.column("reason", sa.String),
)
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer), sa.column("catalog", sa.String), sa.column("key", sa.String),
    sa.column("since", sa.Date), sa.column("values", sa.JSON),
)


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(6), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name="fk_erasure_application_id_application"),
        sa.UniqueConstraint("application_id", "kind", name="uq_erasure_application_id"),
    )
    now, connection = datetime.now(UTC).replace(tzinfo=None), op.get_bind()
    connection.execute(
        VERSIONS.insert().values(
            catalog="retention", number=1, state="published", started_from=0, revision=0, editors=[], drafted_at=now,
            decided_at=now, decided_by="system", reason="",
        )
    )
    version = connection.scalar(sa.select(VERSIONS.c.id).where(VERSIONS.c.catalog == "retention"))
    of = {"version_id": version, "catalog": "retention", "since": FROM}
    rows = [
        {"kind": kind, "number": number, "unit": unit, "source": CONSENT if kind == "cases" else BANK}
        for kind, number, unit in TERMS
    ]
    connection.execute(ROWS.insert(), [{**of, "key": row["kind"], "values": row} for row in rows])


def downgrade() -> None:
    for table in (ROWS, VERSIONS):
        op.get_bind().execute(table.delete().where(table.c.catalog == "retention"))
    op.drop_table("erasure")
