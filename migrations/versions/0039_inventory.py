"""Inventories of the register: what each covers, how every entry fares, when an entry was last checked, what is told.

Whoever is on the register by a decision was checked then. The column is added as SQLite does it by itself: a rebuild of
the table would take its triggers with it.
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = depends_on = None

STANDS, OPEN = sa.text("annulled_at IS NULL"), sa.text("closed_at IS NULL")
NEVER = "2000-01-01 00:00:00.000000"
CHECKED = """
UPDATE register_entry SET checked_at = coalesce(
    (SELECT max(d.decided_at) FROM decision d WHERE d.application_id = register_entry.application_id),
    (SELECT a.decided_at FROM application a WHERE a.id = register_entry.application_id), registered_at)
"""
CHECKED_BY = ["settlement", "checked_at", "list_code", "annulled_at"]
INDEXES = {
    "uq_inventory_check_entry": (["inventory_id", "entry_id"], True, None),
    "uq_inventory_check_open": (["entry_id"], True, OPEN),
    "ix_inventory_check_due": (["inventory_id", "state", "next_at", "id"], False, OPEN),
    "ix_inventory_check_state": (["inventory_id", "state", "outcome", "id"], False, None),
}
FROM = date(2026, 7, 12)
MESSAGES = {
    "inventory": {
        "kk": "№{number}: түгендеу, кабинетте {day} дейін жауап беріңіз",
        "ru": "№{number}: инвентаризация, ответьте в кабинете до {day}",
        "en": "No. {number}: inventory, answer in your account by {day}",
    },
    "inventory_again": {
        "kk": "№{number}: түгендеу, жауабыңызды {day} дейін күтеміз",
        "ru": "№{number}: инвентаризация, ждём ответа до {day}",
        "en": "No. {number}: inventory, we await your answer by {day}",
    },
}
ROWS = sa.table(
    "catalog_row", sa.column("version_id", sa.Integer()), sa.column("catalog", sa.String()),
    sa.column("key", sa.String()), sa.column("since", sa.Date()), sa.column("values", sa.JSON()),
)


def add_words() -> None:
    """New texts among the first ones: nobody has published anything about them yet."""
    wanted = sa.text("SELECT min(id) FROM catalog_version WHERE catalog = 'messages' AND state = 'published'")
    first = op.get_bind().execute(wanted).scalar()
    for kind, text in MESSAGES.items():
        values = {"message": kind, "text": text}
        row = {"version_id": first, "catalog": "messages", "key": kind, "since": FROM, "values": values}
        op.bulk_insert(ROWS, [row])


def upgrade() -> None:
    op.add_column("register_entry", sa.Column("checked_at", sa.DateTime(), server_default=NEVER, nullable=False))
    op.execute(CHECKED)
    op.create_index(
        "ix_register_entry_checked", "register_entry", CHECKED_BY, sqlite_where=STANDS
    )
    op.create_table(
        "inventory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("branch_code", sa.String(20), nullable=True),
        sa.Column("settlement", sa.String(9), nullable=False),
        sa.Column("list_code", sa.String(10), nullable=False),
        sa.Column("checked_before", sa.DateTime(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("pace", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("filled_to", sa.String(9), server_default="", nullable=False),
        sa.Column("filled_at", sa.DateTime(), nullable=True),
        sa.Column("elsewhere", sa.Integer(), server_default="0", nullable=False),
        sa.Column("paced_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["branch_code"], ["branch.code"], name="fk_inventory_branch_code_branch"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_inventory_staff_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_inventory"),
    )
    op.create_table(
        "inventory_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inventory_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("silent", sa.String(200), server_default="", nullable=False),
        sa.Column("found", sa.JSON(), nullable=True),
        sa.Column("unknown", sa.JSON(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(10), server_default="", nullable=False),
        sa.Column("note", sa.String(1000), server_default="", nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(1000), server_default="", nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(10), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name="fk_inventory_check_entry_id_register_entry"),
        sa.ForeignKeyConstraint(["inventory_id"], ["inventory.id"], name="fk_inventory_check_inventory_id_inventory"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_inventory_check_paper_id_paper"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_inventory_check_staff_id_staff"),
        sa.PrimaryKeyConstraint("id", name="pk_inventory_check"),
    )
    for name, (columns, unique, where) in INDEXES.items():
        op.create_index(name, "inventory_check", columns, unique=unique, sqlite_where=where)
    add_words()


def downgrade() -> None:
    op.execute(ROWS.delete().where(ROWS.c.catalog == "messages", ROWS.c.key.in_(list(MESSAGES))))
    op.drop_table("inventory_check")
    op.drop_table("inventory")
    op.drop_index("ix_register_entry_checked", "register_entry")
    op.execute("ALTER TABLE register_entry DROP COLUMN checked_at")
