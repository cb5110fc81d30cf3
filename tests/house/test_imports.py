"""Who may import whom. The table is the architecture, and it stands here once.

Six walls stand elsewhere than house.md drew them:

* The pure rooms are more than four (facts, facts_json, parameters, words, settling, iin, chain came out of eligibility,
  cli and models) and may read each other: none knows a database, a clock or a language.
* `formats`, `telling`, `catalogue`, `field_words` are rooms of words: they translate, so they need babel, and of ours
  the pure rooms.
* `actions` read `formats` and `telling`: a notice is written once, in the transaction that decides, with dates as
  people read them. `notices` read the same two.
* `operator` reads `notices`: one screen shows every text that is sent, measured, to whoever edits them.
* `journal_words` says what a row of the journal bears: it reads `telling`, `queries` and the list of `registries`.
* `queue_rows` puts the rows of the queue into words, for two screens that show them: it reads `formats` and `queries`.
* `queries` read `registries`, without asking them: what a stored answer means is written in its source's file.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.house.house import ROOT, imports, modules, name_of, names_of_modules, said, tell

PURE = {
    "eligibility", "facts", "facts_json", "facts_line", "one_dwelling", "parameters", "words", "applicant_events",
    "working_time", "lifecycle", "settling", "supposing", "second_look", "iin", "chain", "pace", "spreadsheet",
    "folding", "person_name", "totp", "known_browser", "whereabouts", "passwords", "catalogs", "fields", "sound_rows",
    "declaration", "dated_rows", "charts", "trial", "reapplication", "blanks", "sms_length", "wording",
    "caller_check", "table_file", "number_words", "law_numbers", "plain_numbers", "law_fields", "alphabet",
    "typed_numbers", "incoming_text", "printed_signs",
}  # fmt: skip
AUDIENCE = PURE | {
    "actions", "queries", "web", "visit", "post_redirect_get", "formats", "telling", "config", "downloads",
    "form_checks",
}  # fmt: skip
ANYTHING = {"*"}

MAY: dict[str, set[str]] = {
    **dict.fromkeys(PURE, PURE),
    "bootstrap": set(),
    "config": set(),
    "extensions": set(),
    "formats": PURE,
    "telling": PURE | {"formats"},
    "field_words": PURE | {"formats", "queries"},
    "journal_words": PURE | {"formats", "telling", "queries", "registries"},
    "catalogue": PURE,
    "models": {"extensions", "lifecycle"},
    "transaction": {"extensions"},
    "audit": {"extensions", "models", "chain"},
    "registries": PURE | {"config"},
    "gateways": PURE | {"config"},
    "notices": PURE | {"config", "formats", "telling"},
    "queue_rows": PURE | {"formats", "queries"},
    "signed_document": PURE | {"config", "formats", "telling", "queries"},
    "workbook": PURE,
    "downloads": PURE | {"workbook"},
    "queries": PURE | {"extensions", "models", "registries"},
    "actions": PURE
    | {"models", "transaction", "audit", "queries", "registries", "gateways", "notices", "formats", "telling"},
    "visit": {"config"},
    "post_redirect_get": {"visit"},
    "form_owner": {"config", "visit"},
    "origins": {"config"},
    "incoming_request": {"incoming_text"},
    "form_checks": PURE,
    "web": {"config", "incoming_request", "visit", "post_redirect_get", "form_owner", "origins"},
    "templating": PURE | {"formats", "telling", "config", "web", "visit", "queries", "form_owner"},
    "outside": {"config", "gateways", "registries"},
    "public": AUDIENCE,
    "signin": AUDIENCE,
    "citizen": AUDIENCE | {"signed_document"},
    "operator": AUDIENCE | {"notices", "queue_rows", "journal_words"},
    "reference": AUDIENCE | {"field_words"},
    "jobs": AUDIENCE,
    "schema_guard": {"config", "queries"},
    "serve": {"jobs", "config", "queries"},
    "user_cli": AUDIENCE | {"schema_guard"},
    "eds_cli": AUDIENCE | {"gateways", "schema_guard"},
    "cli": AUDIENCE | {"schema_guard", "jobs", "serve", "demo", "user_cli", "eds_cli"},
    "demo": ANYTHING,
}
#: Third-party packages: the pure rooms take none; whoever shows pages or words takes none that reaches the database.
NO_DATABASE = ("sqlalchemy", "flask_sqlalchemy", "alembic", "sqlite3")
WITHOUT_DATABASE = {"web", "templating", "formats", "telling", "field_words", "catalogue", "jobs", "serve", "notices",
                    "queue_rows", "journal_words", "public", "signin", "citizen", "operator", "reference"}  # fmt: skip


def room_of(dotted: str) -> str:
    """The first name under `housing`; "" for the package itself and what it says of itself (VERSION)."""
    known = names_of_modules()
    while dotted not in known:
        dotted = dotted.rpartition(".")[0]
    return dotted.split(".")[1] if "." in dotted else ""


def fault(path: Path, room: str, imported: str) -> str | None:
    top = imported.split(".")[0]
    if imported.startswith("."):
        return "a relative import: write the whole name, so that the table can read it"
    if top == "housing":
        other, allowed = room_of(imported), MAY[room]
        if other and other != room and other not in allowed and allowed is not ANYTHING:
            return f"{room} may not import {other}: move the code, or the wall in this table with its reason"
    elif top == "app":
        return "nothing imports app.py: it puts the others together"
    elif top not in sys.stdlib_module_names and top != "__future__" and room in PURE | {"bootstrap"}:
        return f"{room} is pure and takes the standard library only, not {top}"
    elif top in NO_DATABASE and room in WITHOUT_DATABASE:
        return f"{room} does not touch the database: ask a query or call an action instead of importing {top}"
    return None


def test_every_room_stands_in_the_table():
    rooms = {name_of(path).split(".")[1] for path in modules() if path.parent != ROOT / "housing"}
    rooms |= {path.stem for path in (ROOT / "housing").glob("*.py")} - {"__init__"}
    assert not rooms - set(MAY), f"say in MAY what these may import: {sorted(rooms - set(MAY))}"
    assert not set(MAY) - rooms, f"take these out of MAY, they are gone: {sorted(set(MAY) - rooms)}"


@pytest.mark.parametrize("room", sorted(MAY))
def test_a_room_imports_only_what_the_table_gives_it(room):
    paths = [path for path in modules() if name_of(path).split(".")[1:2] == [room]]
    found = [(path, line, fault(path, room, imported)) for path in paths for line, imported in imports(path)]
    tell("Who may import whom:", [f"{said(path)}:{line}: {why}" for path, line, why in found if why])


def test_the_package_itself_imports_nothing():
    init = ROOT / "housing" / "__init__.py"
    assert [name for _, name in imports(init) if not name.startswith("__future__")] == [], said(init)


def test_a_phone_number_is_looked_up_without_the_registries():
    """The mobile citizens' base is no source of facts: it tells where a message may go, and nothing about a person."""
    path = ROOT / "housing" / "gateways" / "mobile_base.py"
    assert not [name for _, name in imports(path) if name.startswith("housing.registries")], said(path)


def test_nobody_imports_the_demo_but_who_puts_things_together():
    paths = [path for path in [*modules(), *modules("migrations")] if "demo" not in path.parts]
    found = [
        f"{said(path)}:{line}"
        for path in paths
        for line, name in imports(path)
        if name.startswith("housing.demo") and said(path) != "housing/cli.py"
    ]
    tell("housing.demo is imported by app.py and housing/cli.py alone:", found)


def test_nothing_is_imported_by_a_name_made_up_at_run_time():
    """Else the table could not see it."""
    forbidden = ("import_module(", "__import__(")
    found = [f"{said(path)}: {word}" for path in modules() for word in forbidden if word in path.read_text("utf-8")]
    tell("Imports stand in the open:", found)
