"""What jobs and rare filters look for is found by an index: steps of escalation, categories to ask about, silent bases."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = depends_on = None

OPEN = "status IN ('submitted', 'accepted', 'checking', 'source_awaited', 'with_operator', 'second_look', 'renewed')"
CLOSED = "status IN ('registered', 'refused', 'withdrawn')"
UNCONFIRMED = "annulled_at IS NULL AND list_code = 'general' AND category_declared <> ''"
SILENT = f"{OPEN} AND silent_sources <> ''"
INDEXES = {
    "ix_application_step": (["basis", "escalation", "due_at", "accepted_at"], OPEN),
    "ix_application_open_basis": (["branch_code", "basis", "due_at", "id"], OPEN),
    "ix_application_open_category": (["branch_code", "category", "due_at", "id"], OPEN),
    "ix_application_open_basis_category": (["branch_code", "basis", "category", "due_at", "id"], OPEN),
    "ix_application_open_status": (["branch_code", "status", "due_at", "id"], OPEN),
    "ix_application_silent": (["branch_code", "due_at", "id"], SILENT),
    "ix_application_closed_category": (["branch_code", "status", "category", "due_at", "id"], CLOSED),
}
#: Bases whose last word about somebody of the case was silence, between commas; as housing/actions/filing has it.
SILENT_SOURCES = f"""
UPDATE application SET silent_sources = (
    SELECT ',' || group_concat(source, ',') || ',' FROM (
        SELECT DISTINCT x.source FROM answer x
        WHERE x.application_id = application.id AND x.state = 'unavailable' AND NOT EXISTS (
            SELECT 1 FROM answer y WHERE y.application_id = x.application_id AND y.source = x.source
            AND y.about = x.about AND y.id > x.id)
        ORDER BY x.source))
WHERE ({OPEN} OR status = 'draft') AND EXISTS (
    SELECT 1 FROM answer x WHERE x.application_id = application.id AND x.state = 'unavailable' AND NOT EXISTS (
        SELECT 1 FROM answer y WHERE y.application_id = x.application_id AND y.source = x.source
        AND y.about = x.about AND y.id > x.id))
"""  # noqa: S608
#: A day after the bases were last asked.
NEXT_ASK = f"""
UPDATE register_entry SET next_ask_at = strftime('%Y-%m-%d %H:%M:%f000', coalesce((
    SELECT max(x.asked_at) FROM answer x WHERE x.application_id = register_entry.application_id
    AND x.source = 'categories'), registered_at), '+1 day')
WHERE {UNCONFIRMED}
"""  # noqa: S608


def upgrade() -> None:
    op.add_column("application", sa.Column("silent_sources", sa.String(200), server_default="", nullable=False))
    op.add_column("register_entry", sa.Column("next_ask_at", sa.DateTime(), nullable=True))
    # What was written before: a database of PostgreSQL never had any.
    if op.get_context().dialect.name == "sqlite":
        op.execute(SILENT_SOURCES)
        op.execute(NEXT_ASK)
    for name, (columns, where) in INDEXES.items():
        op.create_index(name, "application", columns, sqlite_where=sa.text(where))
    op.create_index(
        "ix_register_entry_unconfirmed", "register_entry", ["next_ask_at"], sqlite_where=sa.text(UNCONFIRMED)
    )


def downgrade() -> None:
    """Columns are dropped as SQLite does it by itself: a rebuild of the tables would take their triggers with it."""
    op.drop_index("ix_register_entry_unconfirmed", "register_entry")
    for name in INDEXES:
        op.drop_index(name, "application")
    op.execute("ALTER TABLE register_entry DROP COLUMN next_ask_at")
    op.execute("ALTER TABLE application DROP COLUMN silent_sources")
