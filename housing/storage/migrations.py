"""Flask-Migrate, imported by whoever migrates: with Alembic it is a tenth of all that a start would import."""

from __future__ import annotations

from functools import partial
from typing import Any

import click
from flask import Flask
from werkzeug.local import LocalProxy

from housing.storage.extensions import db


class MigrationCommands(click.Group):
    """`flask db ...`: the commands of Flask-Migrate."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return load_commands().list_commands(ctx)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return load_commands().get_command(ctx, name)


def load_commands() -> click.Group:
    from flask_migrate.cli import db as commands

    found: click.Group = commands
    return found


def init_app(app: Flask) -> None:
    app.extensions["migrate"] = LocalProxy(partial(connect_migrations, app))
    app.cli.add_command(MigrationCommands("db", help="Perform database migrations."))


def connect_migrations(app: Flask) -> Any:
    """What Flask-Migrate and `migrations/env.py` look for among the extensions of an application."""
    from flask_migrate import Migrate

    Migrate().init_app(app, db, directory=app.config["MIGRATIONS"], render_as_batch=True)
    return app.extensions["migrate"]
