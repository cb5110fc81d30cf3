"""Alembic inside Flask-Migrate: the application's own engine and tables.

All that an upgrade has to do is one transaction, with the revision that it ends at: whoever is killed in the middle, or
fails, leaves the database as it was, and the next start begins anew. Within it what is sealed is proven before, and all
is sealed by the new columns after (`housing/ops/upgrade.py`): rows never bear the seals of another version. Alembic
believes that SQLite cannot take back what changes tables; with `BEGIN IMMEDIATE`, which the engine sends by itself, it
can.
"""

import sys

from alembic import context
from flask import current_app
from sqlalchemy import String, Text

database = current_app.extensions["migrate"].db


def run() -> None:
    with database.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return migrate(connection.execution_options(writes=True))
        # A batch rebuild drops and renames tables that others refer to. Straight to the driver: within a transaction,
        # which every statement of the engine begins, SQLite lets this word go by unheard.
        driver = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            migrate(connection.execution_options(writes=True))
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


def migrate(connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=is_other_type,
        transactional_ddl=True,
        transaction_per_migration=False,
        on_version_apply=finish_version,
    )
    told: list[str] = []
    with context.begin_transaction():
        # Who only asks (`current`, `check`) names nowhere to go, and changes nothing.
        if "destination_rev" in context.get_context().opts:
            with current_app.extensions["around_migrations"](connection) as told:
                context.run_migrations()
        else:
            context.run_migrations()
    for line in told:
        print(line, file=sys.stderr)


def is_other_type(context, inspected_column, column, inspected, expected) -> bool | None:
    """None: Alembic compares by itself. It takes the order of text by bytes for another type."""
    kept = expected.dialect_impl(context.dialect)
    kept = getattr(kept, "impl_instance", kept)
    return False if isinstance(inspected, Text) and isinstance(kept, String) else None


#: Columns of text that a migration made without saying how they order.
UNORDERED = """SELECT table_name, column_name, character_maximum_length FROM information_schema.columns
WHERE table_schema = current_schema() AND data_type IN ('character varying', 'text')
AND collation_name IS DISTINCT FROM 'C'"""


#: Sequences, the tables whose rows they number, and by which column.
NUMBERED = """SELECT pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name
FROM information_schema.columns WHERE table_schema = current_schema() AND left(column_default, 8) = 'nextval('"""


def finish_version(ctx, **_) -> None:
    if ctx.connection.dialect.name == "postgresql":
        order_by_bytes(ctx.connection)
        follow_numbers(ctx.connection)


def follow_numbers(connection) -> None:
    """Rows that a migration numbered itself: the next row takes the number after the last."""
    for sequence, table, column in connection.exec_driver_sql(NUMBERED).all():
        connection.exec_driver_sql(
            f'SELECT setval(\'{sequence}\', max("{column}")) FROM "{table}" HAVING max("{column}") IS NOT NULL'  # noqa: S608
        )


def order_by_bytes(connection) -> None:
    """Text orders as in SQLite, whatever order the database was made with: keys are built so that bytes are enough."""
    for table, column, length in connection.exec_driver_sql(UNORDERED).all():
        kind = f"varchar({length})" if length else "text"
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind} COLLATE "C"')


run()
