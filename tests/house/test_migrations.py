"""The migrations are one line, numbered, lead to exactly the tables of the models, and back."""

from __future__ import annotations

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect
from sqlalchemy.schema import CreateIndex

from housing.queries.journal.health import list_revisions
from housing.storage.extensions import db
from tests.house.house import ROOT, said

VERSIONS = ROOT / "migrations" / "versions"
OURS = re.compile(r"\s*(?:from|import)\s+(?:housing|app)\b")


@pytest.fixture(scope="module")
def scripts():
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config)


def tables():
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_there_is_exactly_one_head(scripts):
    assert len(scripts.get_heads()) == 1, f"two migrations follow the same one: {scripts.get_heads()}; renumber one"


def test_the_migrations_are_one_numbered_line(scripts):
    line = [script.revision for script in scripts.walk_revisions()][::-1]
    assert line == [f"{number:04}" for number in range(1, len(line) + 1)], "migrations/versions: number without gaps"


def test_a_migration_bears_its_number_and_what_it_does_in_its_name():
    wrong = [said(path) for path in VERSIONS.glob("*.py") if not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name)]
    assert not wrong, f"name them 0001_what_it_does.py: {wrong}"


def test_the_start_reads_the_line_of_migrations_off_their_names(scripts):
    line = [script.revision for script in scripts.walk_revisions()][::-1]
    assert list_revisions(str(ROOT / "migrations")) == tuple(line)


def test_a_migration_knows_nothing_of_the_application_that_grows_on():
    """What it does must not change with the code: its types and its texts are its own."""
    paths = [*VERSIONS.glob("*.py"), ROOT / "migrations" / "env.py", ROOT / "migrations" / "script.py.mako"]
    found = [
        f"{said(path)}: {line}" for path in paths for line in path.read_text("utf-8").splitlines() if OURS.match(line)
    ]
    assert not found, f"write the type out, keep the texts beside the migration: {found}"


#: Nobody reads such an index back as a model would say it: the next test does.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
def test_models_and_migrations_say_the_same(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        differences = compare_metadata(context, db.metadata)
    assert not differences, f"make a migration (flask --app app db migrate): {differences}"


def test_indexes_over_expressions_are_those_of_the_models(app):
    with app.app_context(), db.engine.connect() as connection:
        wanted = {
            index.name: str(CreateIndex(index).compile(db.engine)).strip()
            for table in db.metadata.tables.values()
            for index in table.indexes
            if len(index.columns) < len(index.expressions)
        }
        made = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index'").all())
    assert len(wanted) > 10 and {name: made[name] for name in wanted} == wanted


def test_from_an_empty_database_up_and_back_down(bare):
    upgrade()
    assert set(db.metadata.tables) <= tables()
    downgrade(revision="base")
    assert tables() <= {"alembic_version"}, "a downgrade leaves tables behind"


def test_what_went_down_comes_up_again(bare):
    upgrade()
    downgrade(revision="base")
    upgrade()
    assert set(db.metadata.tables) <= tables()


def test_a_second_upgrade_changes_nothing(bare):
    upgrade()
    with db.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM catalog_row").scalar()
    upgrade()
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM catalog_row").scalar() == before > 200
