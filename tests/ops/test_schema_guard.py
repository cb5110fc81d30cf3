"""On a database that is not at its head nothing is judged: commands say so in one line, pages answer 503."""

from __future__ import annotations

import json

import click
import pytest
from flask_migrate import upgrade

from housing.ops import serve as serving
from housing.queries.journal.health import load_schema
from housing.storage.extensions import db
from tests.cases import emergency

#: Every command of ours, as somebody would type it. `emergency` asks for papers that the catalog names.
COMMANDS = {
    "evaluate": ["evaluate"],
    "due": ["due", "--basis", "no_housing", "--filed", "2026-07-13T10:15"],
    "replay": ["replay"],
    "verify-signature": ["verify-signature", "--cms", "README.md"],
    "signatures verify": ["signatures", "verify"],
    "audit add-key": ["audit", "add-key"],
    "data keys": ["data", "keys"],
    "data add-key": ["data", "add-key"],
    "data remove-key": ["data", "remove-key", "1"],
    "audit verify": ["audit", "verify"],
    "audit invariants": ["audit", "invariants"],
    "user add": ["user", "add", "anybody", "--name", "N", "--role", "auditor", "--password", "long enough a word"],
    "user reset": ["user", "reset", "anybody"],
    "demo-data": ["demo-data", "--people", "5"],
    "register rebuild-index": ["register", "rebuild-index"],
    "figures rebuild-index": ["figures", "rebuild-index"],
    "export-register": ["export-register", "lists.csv"],
    "backup": ["backup", "nowhere.kezek"],
    "messages release": ["messages", "release", "--by", "anybody"],
    "maintenance announce": ["maintenance", "announce", "--until", "2026-11-24T12:00"],
    "maintenance end": ["maintenance", "end"],
    "maintenance accept-clock": ["maintenance", "accept-clock"],
    "import-register": ["import-register", "README.md"],
    "retention": ["retention", "--dry-run"],
}
#: What looks at no database.
WITHOUT_DATABASE = {"api-token", "restore", "sbom", "check-advisories"}
CASE = json.dumps(emergency(**{"application.documents": []})) + "\n"
#: Commands of Flask and Flask-Migrate.
NOT_OURS = {"db"}


@pytest.fixture
def run(bare):
    def invoke(arguments):
        db.session.remove()
        done = bare.test_cli_runner().invoke(args=arguments, input=CASE)
        return done.exit_code, done.stdout, done.stderr

    return invoke


def commands_of(group, before=""):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def test_every_command_of_ours_looks_at_the_schema_first(app):
    ours = {
        name: command for name, command in commands_of(app.cli) if name.split()[0] not in NOT_OURS | WITHOUT_DATABASE
    }
    assert set(ours) == set(COMMANDS), "say here how it is called"
    unguarded = [name for name, command in ours.items() if not getattr(command.callback, "schema_guarded", False)]
    assert not unguarded, "schema_needed or schema_or_none (housing/ops/schema_guard.py)"


def test_at_every_revision_but_the_last_every_command_refuses_in_one_line(run, bare):
    *earlier, head = load_schema().known
    for revision in earlier:
        upgrade(revision=revision)
        wanted = f"The database is between two migrations (it is at {revision}, this Kezek needs {head}): "
        for name, arguments in COMMANDS.items():
            code, said, words = run(arguments)
            assert (code, said, words.count("\n")) == (1, "", 1), (revision, name, words)
            assert words.startswith(wanted), (revision, name)


def test_at_the_head_the_missing_paper_refuses(run):
    upgrade()
    code, said, words = run(COMMANDS["evaluate"])
    assert (code, words) == (0, "")
    assert {"code": "requirements_not_met", "reasons": ["document_missing"]} in json.loads(said)["grounds"]


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"evaluate", "due", "verify-signature", "demo-data"}))
def test_without_a_database_what_needs_one_says_so(run, name):
    assert run(COMMANDS[name]) == (1, "", "There is no database yet: start Kezek once, it makes one.\n")


def test_without_a_database_evaluate_and_due_go_by_the_numbers_that_are_shipped(run):
    code, said, words = run(COMMANDS["evaluate"])
    assert (code, json.loads(said)["parameters"], words) == (0, "2026-07-12", "")
    code, said, words = run(COMMANDS["due"])
    assert (code, json.loads(said)["due_at"]) == (0, "2026-07-14T18:30:00+05:00")
    assert words == "There is no database yet: decrees that move days are not considered.\n"


def test_a_database_that_does_not_answer_is_not_taken_for_none(run, bare, tmp_path):
    (tmp_path / "kezek.db").write_bytes(b"this is no database, and it is longer than a header" * 100)
    for name in ("evaluate", "due", "replay"):
        code, said, words = run(COMMANDS[name])
        assert (code, said, words.count("\n")) == (1, "", 1), name
        assert words.startswith("The database cannot be read: "), name


def test_a_newer_database_is_left_alone(run, bare, capsys):
    upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    code, _, words = run(COMMANDS["replay"])
    assert code == 1 and "it is at 9999" in words
    assert serving.serve_app(bare, lambda app: pytest.fail("it was prepared")) == 1
    assert "start the newer Kezek that made it" in capsys.readouterr().err


def test_pages_answer_503_until_the_schema_is_there_and_then_as_always(bare):
    browser = bare.test_client()
    upgrade(revision="0019")
    for path in ("/", "/operator/sign-in", "/cabinet", "/verify/ABC"):
        answer = browser.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30"), path
        assert len(answer.text.splitlines()) == 3 and "Kezek is being brought up to date" in answer.text
    assert browser.post("/operator/sign-in", data={"login": "x", "password": "y"}).status_code == 503
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").json["migrations"] == "not well"
    upgrade()
    assert browser.get("/").status_code == 200
    assert browser.get("/readyz").json["migrations"] == "well"


def test_the_upgrade_leaves_references_enforced(bare):
    """They are off while tables are rebuilt: a parent that was rebuilt would else take its children with it."""
    upgrade()
    with db.engine.connect() as connection:
        assert connection.connection.dbapi_connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
