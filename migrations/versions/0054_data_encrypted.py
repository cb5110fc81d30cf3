"""IINs and phone numbers are encrypted: indexes are over what they are looked for by, years of birth stand by themselves.

The values are encrypted after this, when the keys are at hand; until then they are read as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = depends_on = None

TOKEN = "substr({}, 1, 16)"
#: Of each index the table and the columns of it that are encrypted.
INDEXES = {
    "ix_application_iin_status": ("application", ["iin"]),
    "uq_application_iin_open": ("application", ["iin"]),
    "uq_application_draft": ("application", ["iin", "representative_iin"]),
    "ix_answer_application_id_source": ("answer", ["about"]),
    "uq_complaint_open": ("complaint", ["by_iin"]),
    "uq_register_entry_iin": ("register_entry", ["iin"]),
    "ix_family_consent_iin": ("family_consent", ["iin"]),
    "ix_heard_person_iin": ("heard_person", ["iin"]),
    "ix_one_time_code_iin": ("one_time_code", ["iin"]),
}
#: Unique by the constraint of a table until now, by an index from now on.
UNIQUE = {
    "uq_message_application_id": ("message", ["application_id", "kind", "to_iin", "channel"], "to_iin"),
    "uq_family_consent_application_id": ("family_consent", ["application_id", "iin"], "iin"),
}
KEYS = {"uq_kept_answer_iin": "kept_answer", "uq_phone_check_iin": "phone_check"}
#: Its condition is over the same expression: a query that asks for it must find it there.
REPRESENTED = "ix_application_representative"
#: By table: text that rows are looked for by, and what else is encrypted and was no bytes before.
LOOKED_FOR = {
    "kept_answer": ("iin",), "one_time_code": ("iin",), "phone_check": ("iin",), "import_row": ("iin",),
    "application": ("iin", "representative_iin"), "signed_in": ("iin",), "answer": ("about",), "complaint": ("by_iin",),
    "family_consent": ("iin",), "message": ("to_iin",), "representation": ("iin",), "signature": ("signer_iin",),
    "register_entry": ("iin",), "statement_signature": ("signer_iin",), "heard_person": ("iin",),
}
ENCRYPTED = {
    "kept_answer": ("fields",), "phone_check": ("phone",), "import_row": ("phone",), "application": ("answers", "phone"),
    "answer": ("facts",), "message": ("phone",), "refusal_proposal": ("findings",), "settled": ("value",),
    "decision": ("facts",), "dispute": ("said",), "inventory_check": ("facts",), "register_act": ("facts",),
    "sent_file": ("signatures",), "removal": ("facts",),
}
BORN = """
UPDATE register_entry SET birth_year =
 1800 + 100 * ((CAST(substr(iin, 7, 1) AS INTEGER) - 1) / 2) + CAST(substr(iin, 1, 2) AS INTEGER)
WHERE substr(iin, 7, 1) BETWEEN '1' AND '6'
"""


def is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def load_definition(name: str) -> str:
    wanted = "SELECT sql FROM sqlite_master WHERE name = :name"
    if not is_sqlite():
        wanted = "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname = :name"
    return op.get_bind().execute(sa.text(wanted), {"name": name}).scalar()


def keep_bytes() -> None:
    """What is encrypted has another form than what it is of. SQLite keeps what it is given."""
    for table, columns in LOOKED_FOR.items():
        for column in columns:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE text')
    for table, columns in ENCRYPTED.items():
        for column in columns:
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" DROP DEFAULT')
            op.execute(f"""ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE bytea USING convert_to("{column}"::text, 'UTF8')""")


def make_anew(name: str, table: str, columns: dict[str, str]) -> None:
    """An index over other columns, unique or not as it was, with the condition that it had."""
    made = load_definition(name)
    head, _, rest = made.partition(" (")
    listed, where, condition = rest.partition(" WHERE ")
    for before, after in columns.items():
        listed = ", ".join(after if one == before else one for one in listed.split(", "))
    op.drop_index(name, table)
    op.get_bind().exec_driver_sql(f"{head} ({listed}{where}{condition}")


def listed_as(columns: list[str]) -> dict[str, str]:
    """The last column of an index stands before its bracket."""
    plain = {one: TOKEN.format(one) for one in columns}
    return plain | {f"{one})": f"{token})" for one, token in plain.items()}


def upgrade() -> None:
    op.create_table(
        "data_key",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_data_key"),
    )
    for table in ("register_entry", "import_row"):
        op.add_column(table, sa.Column("birth_year", sa.Integer(), nullable=False, server_default="0"))
    if is_sqlite():
        op.execute(BORN)
    else:
        keep_bytes()
    # Before the others: a table that is rebuilt loses its indexes over expressions.
    for name, (table, columns, encrypted) in UNIQUE.items():
        with op.batch_alter_table(table) as rebuilt:
            rebuilt.drop_constraint(name, type_="unique")
        expressions = [sa.text(TOKEN.format(one)) if one == encrypted else one for one in columns]
        op.create_index(name, table, expressions, unique=True)
    for name, (table, columns) in INDEXES.items():
        make_anew(name, table, listed_as(columns))
    op.drop_index(REPRESENTED, "application")
    acted_for = TOKEN.format("representative_iin")
    op.create_index(REPRESENTED, "application", [sa.text(acted_for)], sqlite_where=sa.text(f"{acted_for} <> ''"))
    for name, table in KEYS.items():
        op.create_index(name, table, [sa.text(TOKEN.format("iin"))], unique=True)


def downgrade() -> None:
    """Of the tables alone: what is encrypted stays so, and an older Kezek cannot read it."""
    for name, table in KEYS.items():
        op.drop_index(name, table)
    op.drop_index(REPRESENTED, "application")
    op.create_index(
        REPRESENTED, "application", ["representative_iin"], sqlite_where=sa.text("representative_iin <> ''")
    )
    for name, (table, columns) in INDEXES.items():
        made_plain(name, table, columns)
    for name, (table, columns, _) in UNIQUE.items():
        op.drop_index(name, table)
        with op.batch_alter_table(table) as rebuilt:
            rebuilt.create_unique_constraint(name, columns)
    for table in ("register_entry", "import_row"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN birth_year")
    op.drop_table("data_key")


def made_plain(name: str, table: str, columns: list[str]) -> None:
    made = load_definition(name)
    for one in columns:
        made = made.replace(TOKEN.format(one), one)
    op.drop_index(name, table)
    op.get_bind().exec_driver_sql(made)
