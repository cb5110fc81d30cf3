"""Alembic inside Flask-Migrate: the application's own engine and tables.

All that an upgrade has to do is one transaction, with the revision that it ends at: whoever is killed in the middle, or
fails, leaves the database as it was, and the next start begins anew. Alembic believes that SQLite cannot take back what
changes tables; with `BEGIN IMMEDIATE`, which the engine sends by itself, it can.
"""

from alembic import context
from flask import current_app

database = current_app.extensions["migrate"].db


def run() -> None:
    with database.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return migrate(connection)
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
        compare_type=True,
        transactional_ddl=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
