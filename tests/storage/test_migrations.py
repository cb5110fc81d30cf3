"""`flask db ...` is Flask-Migrate's, though it is imported only when somebody asks for it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app import create_app
from housing.queries.journal.health import list_revisions
from housing.storage.extensions import db
from tests.conftest import TUESDAY, outside_for, settings_for
from tests.world import Clock


@pytest.fixture
def fresh(tmp_path, authority):
    """An application whose database is not even there yet."""
    settings = settings_for(tmp_path)
    app = create_app(settings, outside_for(settings, Clock(TUESDAY), authority, None))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def revision(app):
    with app.app_context(), db.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def test_the_database_goes_up_and_back_by_the_commands_of_flask_migrate(fresh):
    runner, (*_, before, head) = fresh.test_cli_runner(), list_revisions(fresh.config["MIGRATIONS"])
    for arguments, wanted in ((["upgrade"], head), (["downgrade"], before), (["upgrade", head], head)):
        done = runner.invoke(args=["db", *arguments])
        assert (done.exit_code, revision(fresh)) == (0, wanted), done.output


def test_its_options_and_its_help_are_those_of_flask_migrate(fresh):
    runner, folder = fresh.test_cli_runner(), fresh.config["MIGRATIONS"]
    told = runner.invoke(args=["db", "--help"]).output
    assert "downgrade" in told and "history" in told
    assert runner.invoke(args=["db", "--directory", folder, "history"]).exit_code == 0
    assert runner.invoke(args=["db", "history", "--no-such-option"]).exit_code == 2


def test_the_list_of_all_commands_names_it(fresh):
    told = fresh.test_cli_runner().invoke(args=["--help"]).output
    assert "Perform database migrations." in told
