"""Another database file for a while: what asks or writes the database within it asks or writes that one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, current_app

from housing.storage.extensions import db, prepare_engine


@contextmanager
def open_database(file: Path) -> Iterator[None]:
    """Within the context of an application of its own, so that nothing kept of the one around it is asked."""
    around = current_app.config
    app = Flask("housing.other_database", instance_path=str(file.parent))
    app.config.update(
        {name: around[name] for name in ("SQLALCHEMY_ENGINE_OPTIONS", "MIGRATIONS", "SECRET_KEY")},
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{file}",
    )
    for name in ("services", "journal_keys", "journal_head", "data_keys"):
        app.extensions[name] = current_app.extensions[name]
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()
