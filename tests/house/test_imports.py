"""Who may import whom. The table is the architecture, and it stands here once (docs/adr/0001-rooms.md)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.house.house import ROOT, imports, modules, name_of, names_of_modules, said, tell

#: These know no database, no clock, no language and no library but the standard one.
PURE = {"law", "labels", "text", "reference_data", "security"}
READ = {"law", "labels", "text", "reference_data"}
AUDIENCE = READ | {"actions", "queries", "web", "presentation", "security", "notices", "registries", "config"}
AUDIENCE |= {"backups"}
ANYTHING = {"*"}

MAY: dict[str, set[str]] = {
    "backups": {"labels"},
    "encryption": set(),
    "config": {"backups"},
    "labels": set(),
    "text": set(),
    "law": {"labels"},
    "security": {"labels"},
    "reference_data": {"law", "labels", "text"},
    "presentation": READ,
    "storage": {"law", "labels", "encryption"},
    "registries": READ | {"config"},
    "gateways": READ | {"config", "encryption"},
    "notices": READ | {"config", "presentation"},
    "services": {"config", "registries", "gateways"},
    "queries": READ | {"storage", "encryption", "registries", "backups"},
    "actions": READ
    | {"storage", "encryption", "queries", "security", "presentation", "registries", "gateways", "notices", "backups"},
    "web": READ | {"config", "security", "presentation", "queries"},
    "public": AUDIENCE,
    "signin": AUDIENCE,
    "citizen": AUDIENCE,
    "operator": AUDIENCE,
    "reference": AUDIENCE,
    "register": AUDIENCE,
    "api": AUDIENCE,
    "rounds": set(),
    "backup_jobs": AUDIENCE | {"rounds"},
    "signin_jobs": AUDIENCE | {"rounds"},
    "nightly_jobs": AUDIENCE | {"rounds"},
    "jobs": AUDIENCE | {"rounds", "backup_jobs", "signin_jobs", "nightly_jobs"},
    "ops": AUDIENCE | {"gateways", "jobs", "rounds", "backup_jobs", "nightly_jobs", "demo"},
    "demo": ANYTHING,
}
AUDIENCES = ("public", "signin", "citizen", "operator", "register", "api", "reference")
#: Third-party packages: the pure rooms take none; whoever shows pages or words takes none that reaches the database.
NO_DATABASE = ("sqlalchemy", "flask_sqlalchemy", "alembic", "sqlite3")
WITHOUT_DATABASE = {
    "web",
    "presentation",
    "rounds",
    "backup_jobs",
    "signin_jobs",
    "nightly_jobs",
    "jobs",
    "ops",
    "notices",
    "public",
    "signin",
    "citizen",
    "operator",
    "register",
    "api",
    "reference",
}

#: Walls of single files inside what the table allows: within a folder, a module is imported by these alone.
FILE_WALLS = (
    ("housing.storage.transaction", "housing/", ("housing/actions/", "housing/demo/")),
    ("housing.queries", "housing/web/", ("housing/web/templating.py",)),
    ("housing.demo", "housing/", ("housing/ops/cli.py", "housing/demo/")),
)
#: Subjects of actions and queries, in the order in which they may know one another: none knows a later one.
SUBJECTS = (
    *("notice", "reference", "journal", "signin", "filing", "cases", "staff", "register", "figures", "signatures"),
    "retention",
)


def room_of(dotted: str) -> str:
    """The first name under `housing`; "" for the package itself and what it says of itself (VERSION)."""
    known = names_of_modules()
    while dotted not in known:
        dotted = dotted.rpartition(".")[0]
    return dotted.split(".")[1] if "." in dotted else ""


def fault(path: Path, room: str, imported: str) -> str | None:
    top = imported.split(".", maxsplit=1)[0]
    if imported.startswith("."):
        return "a relative import: write the whole name, so that the table can read it"
    if top == "housing":
        other, allowed = room_of(imported), MAY[room]
        if other and other != room and other not in allowed and allowed is not ANYTHING:
            return f"{room} may not import {other}: move the code, or the wall in this table with its reason"
    elif top == "app":
        return "nothing imports app.py: it puts the others together"
    elif top not in sys.stdlib_module_names and top != "__future__" and room in PURE:
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


def test_a_wall_of_a_single_file_holds():
    found = [
        f"{said(path)}:{line}: {walled} is not for it"
        for path in modules()
        for line, name in imports(path)
        for walled, folder, allowed in FILE_WALLS
        if (name == walled or name.startswith(f"{walled}."))
        and said(path).startswith(folder)
        and not said(path).startswith(allowed)
    ]
    tell("Walls of single files:", found)


@pytest.mark.parametrize("top", ["actions", "queries"])
def test_a_subject_knows_only_the_subjects_before_it(top):
    found = []
    for path in modules(f"housing/{top}"):
        for line, name in imports(path):
            parts, own = name.split("."), path.parent.name
            if parts[:2] == ["housing", top] and len(parts) > 2 and SUBJECTS.index(parts[2]) > SUBJECTS.index(own):
                found.append(f"{said(path)}:{line}: {own} stands before {parts[2]}")
    tell("The order of the subjects:", found)


def test_the_rooms_make_no_circle():
    edges = {room: set() for room in MAY}
    for path in modules():
        room = room_of(name_of(path))
        if room and room != "demo":
            edges[room] |= {room_of(name) for _, name in imports(path) if name.startswith("housing.")} - {room, ""}
    while leaves := [room for room, others in edges.items() if not others & set(edges)]:
        for room in leaves:
            del edges[room]
    assert not set(edges) - {"demo", "ops"}, f"a circle among {sorted(edges)}"
    assert len(MAY) <= 31


def test_nothing_is_imported_by_a_name_made_up_at_run_time():
    """Else the table could not see it."""
    forbidden = ("import_module(", "__import__(")
    found = [f"{said(path)}: {word}" for path in modules() for word in forbidden if word in path.read_text("utf-8")]
    tell("Imports stand in the open:", found)


def test_a_screen_imports_no_screen():
    """What several screens of an audience share stands in a module that begins with `_`, and in no other screen."""
    found = [
        f"{said(path)}:{line}: {audience}.{module} is a screen: move what is shared into a part"
        for audience in AUDIENCES
        for path in modules(f"housing/{audience}")
        if path.stem != "__init__"
        for line, name in imports(path)
        if name.startswith(f"housing.{audience}.") and not (module := name.split(".")[2]).startswith("_")
        if f"housing.{audience}.{module}" in names_of_modules()
    ]
    tell("A screen imports no screen:", found)
