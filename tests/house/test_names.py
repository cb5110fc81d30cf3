"""Names are the field's standard terms, verb and object: guessable by whoever has not read the code (house.md)."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.house.house import classes, decorators, functions, modules, name_of, said, tell, tree

#: Of a hundred functions so many may bear one word: screens that bear the word of their address, nouns of the field.
ONE_WORD = 20
#: So many modules may define a function of one name; hooks that a library or app.py calls by name are free.
SAME_NAME, HOOKS = 4, {"init_app", "main", "ask", "parse_facts"}


def names_we_choose() -> list[str]:
    """Functions and methods whose name we choose: a screen's view bears the name of its address."""
    views = {"get", "post", "route", "put", "delete"}
    return [
        node.name
        for path in modules()
        for node in functions(path)
        if not (node.name.startswith("__") or decorators(node) & views)
    ]


def test_most_functions_are_named_by_verb_and_object():
    names = names_we_choose()
    short = [name for name in names if "_" not in name.strip("_")]
    share = 100 * len(short) / len(names)
    assert share <= ONE_WORD, f"{share:.0f} % of the functions have a name of one word, {ONE_WORD} % at most"


def test_one_name_does_not_stand_for_many_things():
    where = defaultdict(list)
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and node.name not in HOOKS:
                where[node.name].append(said(path))
    many = [f"{name}: {', '.join(paths)}" for name, paths in sorted(where.items()) if len(paths) > SAME_NAME]
    tell("Name each by its own verb and object:", many)


def test_an_exception_has_one_name_and_one_home():
    where = defaultdict(list)
    for path in modules():
        for node in classes(path):
            bases = {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
            if bases & {"Exception", "ValueError", "RuntimeError", "LookupError"} or any(
                b.endswith("Error") for b in bases
            ):
                where[node.name].append(said(path))
    tell("One name each:", [f"{name}: {', '.join(p)}" for name, p in sorted(where.items()) if len(p) > 1])


#: Rooms of screens.
AUDIENCES = ("operator", "citizen", "register", "reference", "public", "signin", "api")


def test_no_two_modules_of_a_room_differ_by_an_ending():
    """A list and its detail among the screens bear the words of their addresses."""
    rooms = defaultdict(set)
    for path in modules():
        parts = name_of(path).split(".")
        if len(parts) > 2 and parts[1] not in AUDIENCES:
            rooms[".".join(parts[1:-1])].add(parts[-1])
    found = [
        f"{room}: {one} and {other}"
        for room, names in sorted(rooms.items())
        for one in sorted(names)
        for other in sorted(names)
        if one != other and other.startswith(one) and len(other) - len(one) <= 2
    ]
    tell("Two modules that differ by an ending:", found)
