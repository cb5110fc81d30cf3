"""Counts of the register by settlement, list and day of the queue date, kept by triggers; and what a check of them found.

Who stands is counted, by days of Almaty, UTC+5. What is there already is counted once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = depends_on = None

KEY = "{row}.settlement, {row}.list_code, strftime('%Y-%m-%d', {row}.registered_at, '+5 hours')"
POSTGRESQL_KEY = (
    "{row}.settlement, {row}.list_code, to_char({row}.registered_at + interval '5 hours', 'YYYY-MM-DD')"
)
COLUMNS = "settlement, list_code, since"
COUNT = (
    f"INSERT INTO register_count ({COLUMNS}, entries) SELECT {KEY}, {{change}} WHERE {{row}}.annulled_at IS NULL "
    "ON CONFLICT DO UPDATE SET entries = entries + excluded.entries;"
)
ADD, TAKE = COUNT.format(row="NEW", change=1), COUNT.format(row="OLD", change=-1)
TRIGGERS = {
    "register_entry_counted": f"AFTER INSERT ON register_entry BEGIN {ADD} END",
    "register_entry_recounted": (
        f"AFTER UPDATE OF settlement, list_code, registered_at, annulled_at ON register_entry BEGIN {TAKE} {ADD} END"
    ),
    "register_entry_uncounted": f"AFTER DELETE ON register_entry BEGIN {TAKE} END",
}
#: Who has left, the last one first.
LEFT = {"ix_register_entry_left": ["settlement", "list_code", "annulled_at", "number"]}


def upgrade() -> None:
    op.create_table(
        "register_count",
        sa.Column("settlement", sa.String(length=9), nullable=False),
        sa.Column("list_code", sa.String(length=10), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("settlement", "list_code", "since", name=op.f("pk_register_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kept_counts_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counts", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_counts_check")),
    )
    op.create_index("ix_kept_counts_check_counts", "kept_counts_check", ["counts", "id"])
    for name, columns in LEFT.items():
        op.create_index(name, "register_entry", columns, sqlite_where=sa.text("annulled_at IS NOT NULL"))
    if is_sqlite():
        count_what_is_there()
    for name, body in TRIGGERS.items():
        create_trigger(name, body)


def count_what_is_there() -> None:
    op.execute(
        f"INSERT INTO register_count ({COLUMNS}, entries) "  # noqa: S608
        f"SELECT {KEY.format(row='e')}, count(*) FROM register_entry e WHERE e.annulled_at IS NULL GROUP BY 1, 2, 3"
    )


def is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def create_trigger(name: str, body: str) -> None:
    if is_sqlite():
        op.execute(f"CREATE TRIGGER {name} {body}")
        return
    when, _, does = body.replace(" END", "").partition(" BEGIN ")
    for row in ("NEW", "OLD"):
        does = does.replace(KEY.format(row=row), POSTGRESQL_KEY.format(row=row))
    does = does.replace("CONFLICT DO", f"CONFLICT ({COLUMNS}) DO").replace("= entries", "= register_count.entries")
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {does} RETURN NULL; END $$")
    op.execute(f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    for name in TRIGGERS:
        if is_sqlite():
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP FUNCTION {name} CASCADE")
    for name in LEFT:
        op.drop_index(name, "register_entry")
    op.drop_table("kept_counts_check")
    op.drop_table("register_count")
