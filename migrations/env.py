"""Alembic inside Flask-Migrate: the application's own engine and tables."""

from alembic import context
from flask import current_app

from housing import models  # noqa: F401  (the tables register themselves)

database = current_app.extensions["migrate"].db


def run() -> None:
    with database.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:  # a batch rebuild drops and renames tables that others refer to
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        writing = connection.execution_options(writes=True)
        context.configure(
            connection=writing, target_metadata=database.metadata, render_as_batch=True, compare_type=True
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
