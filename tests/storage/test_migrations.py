"""`flask db ...` is Flask-Migrate's, though it is imported only when somebody asks for it."""

from __future__ import annotations

from sqlalchemy import text

from housing.queries.journal.health import list_revisions
from housing.storage.extensions import db


def revision():
    with db.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def test_the_database_goes_up_and_back_by_the_commands_of_flask_migrate(bare):
    runner, (*_, before, head) = bare.test_cli_runner(), list_revisions(bare.config["MIGRATIONS"])
    for arguments, wanted in ((["upgrade"], head), (["downgrade"], before), (["upgrade", head], head)):
        done = runner.invoke(args=["db", *arguments])
        assert (done.exit_code, revision()) == (0, wanted), done.output


def test_its_options_and_its_help_are_those_of_flask_migrate(bare):
    runner, folder = bare.test_cli_runner(), bare.config["MIGRATIONS"]
    told = runner.invoke(args=["db", "--help"]).output
    assert "downgrade" in told and "history" in told
    assert runner.invoke(args=["db", "--directory", folder, "history"]).exit_code == 0
    assert runner.invoke(args=["db", "history", "--no-such-option"]).exit_code == 2


def test_the_list_of_all_commands_names_it(bare):
    told = bare.test_cli_runner().invoke(args=["--help"]).output
    assert "Perform database migrations." in told
