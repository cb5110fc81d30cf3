"""Files of a former base: their rows are staged beside the register, and an entry says from which file it came."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = depends_on = None

OF_IMPORT = {
    "ix_register_entry_import": (["import_id"], "import_id IS NOT NULL"),
    "ix_register_entry_former": (["former_number"], "former_number <> ''"),
}


def text_column(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length), nullable=False)


def upgrade() -> None:
    op.create_table(
        "register_import",
        sa.Column("id", sa.Integer(), nullable=False),
        text_column("sha256", 64),
        text_column("form", 4),
        text_column("state", 10),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("ignored", sa.JSON(), nullable=False),
        text_column("brought_by", 40),
        sa.Column("brought_at", sa.DateTime(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("last_line", "percent", "rows", "faults", "seen_movement")
        ),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("applied_by", sa.String(40), nullable=True),
        sa.Column("applied_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(40), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_register_import"),
    )
    op.create_index(
        "uq_register_import_live",
        "register_import",
        ["sha256"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('dropped', 'undone')"),
    )
    op.create_table(
        "import_row",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        text_column("former_number", 30),
        text_column("iin", 12),
        *(text_column(name, 200) for name in ("name", "name_key", "given_key", "name_order")),
        text_column("settlement", 9),
        text_column("list_code", 10),
        text_column("branch_code", 20),
        sa.Column("registered_at", sa.DateTime(), nullable=True),
        text_column("phone", 16),
        sa.ForeignKeyConstraint(["import_id"], ["register_import.id"], name="fk_import_row_import_id_register_import"),
        sa.PrimaryKeyConstraint("import_id", "line", name="pk_import_row"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_fault",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        text_column("column", 20),
        text_column("why", 20),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["register_import.id"], name="fk_import_fault_import_id_register_import"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_fault"),
    )
    op.create_index("ix_import_fault_line", "import_fault", ["import_id", "line", "id"])
    # As SQLite adds a column by itself: a rebuild of the table would take its triggers with it.
    op.execute("ALTER TABLE register_entry ADD COLUMN import_id INTEGER REFERENCES register_import (id)")
    op.execute("ALTER TABLE register_entry ADD COLUMN former_number VARCHAR(30) NOT NULL DEFAULT ''")
    for name, (columns, where) in OF_IMPORT.items():
        op.create_index(name, "register_entry", columns, sqlite_where=sa.text(where))


def downgrade() -> None:
    for name in OF_IMPORT:
        op.drop_index(name, "register_entry")
    op.execute("ALTER TABLE register_entry DROP COLUMN former_number")
    op.execute("ALTER TABLE register_entry DROP COLUMN import_id")
    for name in ("import_fault", "import_row", "register_import"):
        op.drop_table(name)
