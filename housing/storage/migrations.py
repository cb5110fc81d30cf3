"""Flask-Migrate, imported by whoever migrates: with Alembic it is a tenth of all that a start would import."""

from __future__ import annotations

from functools import partial
from typing import Any

import click
from flask import Flask
from werkzeug.local import LocalProxy

from housing.storage.extensions import db


class MigrationCommands(click.Command):
    """`flask db ...`: the group of Flask-Migrate, options and all, in whose name it is called."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        from flask_migrate.cli import db as group

        made: click.Context = group.make_context(info_name, args, parent, **extra)
        return made


def init_app(app: Flask) -> None:
    app.extensions["migrate"] = LocalProxy(partial(connect_migrations, app))
    app.cli.add_command(MigrationCommands("db", help="Perform database migrations."))


def connect_migrations(app: Flask) -> Any:
    """What Flask-Migrate and `migrations/env.py` look for among the extensions of an application."""
    from flask_migrate import Migrate

    Migrate().init_app(app, db, directory=app.config["MIGRATIONS"], render_as_batch=True)
    return app.extensions["migrate"]
