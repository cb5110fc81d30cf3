"""Who is registered reports changes and leaves by statements that they sign, and is asked about a move.

A paper may come with such a statement: the facts of the application do not know it. A report of a change has a term of
its own beside that of a complaint (Administrative Procedural Code, article 76(1)).
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = depends_on = None

FROM = date(2026, 7, 12)
MESSAGES = {
    "change_settled": {
        "kk": "№{number}: өзгеріс туралы өтінішке жауап берілді. Кабинетті қараңыз",
        "ru": "№{number}: на сообщение об изменении дан ответ. Смотрите кабинет",
        "en": "No. {number}: the change you reported is answered. See your account",
    },
    "residence": {
        "kk": "№{number}: басқа жерге біржола көштіңіз бе? Кабинетте жауап беріңіз",
        "ru": "№{number}: вы переехали насовсем? Ответьте в личном кабинете",
        "en": "No. {number}: have you moved for good? Answer in your account",
    },
}
ROWS = sa.table(
    "catalog_row",
    sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()), sa.column("key", sa.String()),
    sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)
#: By a key: what both kinds of signed documents keep.
EVIDENCE = (
    ("document", sa.LargeBinary(), False), ("sha256", sa.String(64), False), ("certificate", sa.LargeBinary(), False),
    ("cms", sa.LargeBinary(), True), ("issuer_sha256", sa.String(64), True), ("signer_iin", sa.String(12), False),
    ("verified_at", sa.DateTime(), False), ("verifier", sa.String(40), False), ("revocation", sa.String(80), False),
    ("revocation_evidence", sa.LargeBinary(), True),
)


def create_statements() -> None:
    op.create_table(
        "register_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(20), nullable=True),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(12), server_default="", nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("text", sa.String(2000), server_default="", nullable=False),
        sa.Column("drafted_at", sa.DateTime(), nullable=False),
        sa.Column("filed_at", sa.DateTime(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(12), server_default="", nullable=False),
        sa.Column("answer", sa.String(2000), server_default="", nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_register_statement_application_id_application"
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"], name="fk_register_statement_answered_by_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_register_statement"),
        sa.UniqueConstraint("number", name="uq_register_statement_number"),
    )
    op.create_index("ix_register_statement_application_id", "register_statement", ["application_id"])
    draft, waiting = sa.text("state = 'draft'"), sa.text("state = 'open'")
    whose = ["application_id", "purpose"]
    op.create_index("uq_register_statement_draft", "register_statement", whose, unique=True, sqlite_where=draft)
    op.create_index("ix_register_statement_open", "register_statement", ["due_at", "id"], sqlite_where=waiting)


def create_evidence() -> None:
    op.create_table(
        "statement_signature",
        *(sa.Column(name, kind, nullable=may_lack) for name, kind, may_lack in EVIDENCE),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("rechecked", sa.String(10), server_default="", nullable=False),
        sa.Column("rechecked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["register_statement.id"], name="fk_statement_signature_statement_id_register_statement"
        ),
        sa.PrimaryKeyConstraint("statement_id", name="pk_statement_signature"),
    )
    op.create_index("ix_statement_signature_sha256", "statement_signature", ["sha256"])
    op.create_table(
        "residence_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("settlement", sa.String(9), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_residence_question_application_id_application"
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["register_statement.id"], name="fk_residence_question_statement_id_register_statement"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_residence_question"),
    )
    op.create_index("ix_residence_question_application_id", "residence_question", ["application_id"])
    still_open = sa.text("answered_at IS NULL")
    op.create_index(
        "uq_residence_question_open", "residence_question", ["application_id"], unique=True, sqlite_where=still_open
    )


def upgrade() -> None:
    create_statements()
    create_evidence()
    # In place: the table holds every document that was ever filed, and is not copied.
    op.execute(
        "ALTER TABLE paper ADD COLUMN statement_id INTEGER"
        " CONSTRAINT fk_paper_statement_id_register_statement REFERENCES register_statement (id)"
    )
    op.create_index("ix_paper_statement_id", "paper", ["statement_id"])
    days = """UPDATE catalog_row SET "values" = json_set("values", '$.days_change', 15) WHERE catalog = 'hours'"""
    if op.get_context().dialect.name == "postgresql":
        days = """UPDATE catalog_row SET "values" = ("values"::jsonb || '{"days_change": 15}')::json WHERE catalog = 'hours'"""
    op.get_bind().exec_driver_sql(days)
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    version = op.get_bind().execute(wanted).scalar()
    row = {"version_id": version, "catalog": "messages", "since": FROM}
    rows = [{**row, "key": key, "values": {"message": key, "text": text}} for key, text in MESSAGES.items()]
    op.bulk_insert(ROWS, rows)


def downgrade() -> None:
    """Statements are lost, and the papers that came with them."""
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key.in_(list(MESSAGES))))
    days = """UPDATE catalog_row SET "values" = json_remove("values", '$.days_change') WHERE catalog = 'hours'"""
    if op.get_context().dialect.name == "postgresql":
        days = """UPDATE catalog_row SET "values" = ("values"::jsonb - 'days_change')::json WHERE catalog = 'hours'"""
    op.get_bind().exec_driver_sql(days)
    op.execute("DELETE FROM sent_file WHERE paper_id IN (SELECT id FROM paper WHERE statement_id IS NOT NULL)")
    op.execute("DELETE FROM paper WHERE statement_id IS NOT NULL")
    op.drop_index("ix_paper_statement_id", "paper")
    with op.batch_alter_table("paper") as paper:
        paper.drop_column("statement_id")
    for table in ("residence_question", "statement_signature", "register_statement"):
        op.drop_table(table)
