"""Whom of a family a proposal about the place concerns is told, heard and may complain (APPC, articles 73 and 91)."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
MESSAGES = {
    "family_hearing": {
        "kk": "№{number}: отбасы орны туралы ұсыныс. Пікіріңіз {day} дейін",
        "ru": "№{number}: вопрос о месте семьи на учёте. Ваше мнение до {day}",
        "en": "No. {number}: a proposal on the family's place. Reply by {day}",
    },
    "family_place": {
        "kk": "№{number}: отбасы орны туралы мәселе шешілді. Кабинетті қараңыз",
        "ru": "№{number}: вопрос о месте семьи на учёте решён. См. кабинет",
        "en": "No. {number}: the family's place is decided. See your account",
    },
}
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)
FOREIGN = {"act_id": "register_act", "removal_id": "removal", "application_id": "application"}
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "heard_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.Column("removal_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("iin", sa.String(12), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("part", sa.String(20), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("opinion", sa.String(10), server_default="", nullable=False),
        sa.Column("opinion_text", sa.String(2000), server_default="", nullable=False),
        sa.Column("opinion_at", sa.DateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_heard_person_{column}_{table}")
            for column, table in FOREIGN.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_heard_person"),
    )
    for column in ("act_id", "removal_id", "iin"):
        op.create_index(f"ix_heard_person_{column}", "heard_person", [column])
    op.add_column("complaint", sa.Column("by_iin", sa.String(12), server_default="", nullable=False))
    op.drop_index("uq_complaint_open", "complaint")
    columns = ["application_id", "subject", "by_iin"]
    op.create_index("uq_complaint_open", "complaint", columns, unique=True, sqlite_where=OPEN)
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    row = {"version_id": op.get_bind().execute(wanted).scalar(), "catalog": "messages", "since": FROM}
    rows = [{**row, "key": key, "values": {"message": key, "text": text}} for key, text in MESSAGES.items()]
    op.bulk_insert(ROWS, rows)


def downgrade() -> None:
    """What families complained of stands among the complaints of the case, where one of the same subject is not open."""
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key.in_(list(MESSAGES))))
    op.drop_index("uq_complaint_open", "complaint")
    op.execute("DELETE FROM complaint WHERE by_iin <> '' AND state = 'open'")
    op.execute("ALTER TABLE complaint DROP COLUMN by_iin")
    op.create_index("uq_complaint_open", "complaint", ["application_id", "subject"], unique=True, sqlite_where=OPEN)
    op.drop_table("heard_person")
