"""The queue at a million applications: indexes for its orders and its search, and filters kept under a name."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = depends_on = None

OPEN = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator')"
CLOSED = "status IN ('registered', 'refused', 'withdrawn')"
FILED = "number IS NOT NULL"
FOLDED = str.maketrans("әғқңөұүһіё", "агкноуухие")
AT_ONE_GO = 10_000


def upgrade() -> None:
    with op.batch_alter_table("application") as application:
        application.drop_index("ix_application_name_key")
        application.drop_index("ix_application_open")
        application.add_column(sa.Column("given_key", sa.String(length=200), nullable=False, server_default=""))
    fold()
    key = ["branch_code", "due_at", "id"]
    held = ["status", "claimed_by", "lease_until"]
    op.create_index("ix_application_open", "application", [*key, *held], sqlite_where=sa.text(OPEN))
    op.create_index(
        "ix_application_open_accepted", "application", ["branch_code", "accepted_at", "id"], sqlite_where=sa.text(OPEN)
    )
    told, claimed = sa.text(f"{OPEN} AND escalation > 0"), sa.text(f"{OPEN} AND claimed_by IS NOT NULL")
    op.create_index("ix_application_escalated", "application", key, sqlite_where=told)
    op.create_index("ix_application_claimed", "application", ["claimed_by", "due_at", "id"], sqlite_where=claimed)
    op.create_index(
        "ix_application_closed", "application", ["branch_code", "status", "due_at", "id"], sqlite_where=sa.text(CLOSED)
    )
    for name in ("name", "given"):
        columns = ["branch_code", f"{name}_key", "id"]
        op.create_index(f"ix_application_{name}", "application", columns, sqlite_where=sa.text(FILED))
    unread = sa.text("read_at IS NULL")
    op.create_index("ix_alert_unread", "alert", ["branch_code", "role", "staff_id"], sqlite_where=unread)
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("query", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_filter_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("staff_id", "name", name=op.f("uq_saved_filter_staff_id")),
    )


def downgrade() -> None:
    op.drop_table("saved_filter")
    op.drop_index("ix_alert_unread", "alert")
    for name in ("given", "name", "closed", "claimed", "escalated", "open_accepted", "open"):
        op.drop_index(f"ix_application_{name}", "application")
    with op.batch_alter_table("application") as application:
        application.drop_column("given_key")
    op.create_index("ix_application_open", "application", ["branch_code", "due_at", "id"], sqlite_where=sa.text(OPEN))
    op.create_index("ix_application_name_key", "application", ["name_key"])


def fold() -> None:
    """Both keys of every name that is there, as housing/text/name_search.py makes them."""
    connection = op.get_bind()
    update = sa.text("UPDATE application SET name_key = :name, given_key = :given WHERE id = :id")
    found = sa.text("SELECT id, name FROM application WHERE id > :last ORDER BY id LIMIT :most")
    last = 0
    while rows := connection.execute(found, {"last": last, "most": AT_ONE_GO}).all():
        connection.execute(update, [keys(*row) for row in rows])
        last = rows[-1].id


def keys(id: int, name: str) -> dict:
    folded = unicodedata.normalize("NFC", " ".join(name.split())).casefold().translate(FOLDED)
    surname, _, rest = folded.partition(" ")
    given, _, others = rest.partition(" ")
    return {"id": id, "name": folded, "given": " ".join(filter(None, (given, surname, others))) if given else ""}
