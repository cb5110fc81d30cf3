"""What is special about one catalog is a hook of its declaration (docs/adr/0034-catalog-hooks.md)."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from importlib import import_module

import pytest

from housing.reference_data.catalogs import CATALOGS
from tests.house.house import modules, name_of, names_of_modules, said, tell, tree

CODES = {catalog.code for catalog in CATALOGS}
#: Where any catalog is declared, drafted, published and shown.
ENGINE = ("housing.actions.reference", "housing.queries.reference", "housing.reference", "housing.reference_data")
#: Modules of these rooms that may name a catalog: what declares one, and what reads a certain one for the rest.
DECLARATIONS = {
    "housing.reference_data.catalogs",
    "housing.reference_data.law_fields",
    "housing.reference_data.reference_guards",
    "housing.reference_data.settlement_rows",
    "housing.actions.reference.publication_hooks",
}
READERS = {
    "housing.queries.reference.calendar",
    "housing.queries.reference.complaint_bodies",
    "housing.queries.reference.ground_words",
    "housing.queries.reference.law",
    "housing.queries.reference.message_texts",
    "housing.queries.reference.moved_terms",
    "housing.queries.reference.notice_words",
    "housing.queries.reference.papers",
    "housing.queries.reference.retention",
    "housing.queries.reference.settlements",
    "housing.queries.reference.source_settings",
    "housing.queries.reference.steps",
}
#: Code words that here are ordinary ones: units of time, and keys of what a simulation of the law's numbers counted.
OTHER_WORDS = {
    "housing.reference_data.number_words": {"days"},
    "housing.reference_data.retention_kinds": {"days"},
    "housing.reference.simulation": {"settlements"},
    "housing.reference.simulation_cases": {"settlements"},
    "housing.reference._simulation_parts": {"categories"},
}


def written_codes(source: ast.AST) -> list[tuple[int, str]]:
    """(line, code) of every catalog that a module names by its code."""
    constants = [node for node in ast.walk(source) if isinstance(node, ast.Constant)]
    return [(node.lineno, node.value) for node in constants if isinstance(node.value, str) and node.value in CODES]


def bound_codes(names: Mapping[str, object]) -> list[tuple[str, str]]:
    """(name, code) of every constant, an imported one too, that holds codes of catalogs."""
    found = []
    for name, value in names.items():
        held = value if isinstance(value, tuple | list | set | frozenset | dict) else (value,)
        # A container that holds other words too is of something else: statuses, sources.
        if all(isinstance(one, str) and one in CODES for one in held):
            found += [(name, one) for one in held]
    return found


def named_codes(module: str) -> list[str]:
    """The catalogs that a module of the engine names, each with where."""
    path = next(path for path in modules() if name_of(path) == module)
    other = OTHER_WORDS.get(module, set())
    written = [f"{said(path)}:{line}: {code}" for line, code in written_codes(tree(path)) if code not in other]
    bound = [f"{said(path)}: {name} is {code}" for name, code in bound_codes(vars(import_module(module)))]
    return written + bound


def test_no_module_of_the_engine_names_a_catalog():
    engine = {one for one in names_of_modules() if one.startswith(tuple(f"{room}." for room in ENGINE))}
    rest = sorted(engine - DECLARATIONS - READERS)
    tell("Make a hook of what is special about one catalog:", [fault for one in rest for fault in named_codes(one)])


@pytest.mark.parametrize("module", sorted(DECLARATIONS | READERS))
def test_who_may_name_a_catalog_does(module):
    assert named_codes(module), f"{module} names no catalog any more: take it off the list"


def test_a_code_is_found_wherever_it_stands():
    assert [code for _, code in written_codes(ast.parse("if catalog.code in ('days', 'hours', 'x'): pass"))] == [
        "days",
        "hours",
    ]
    assert bound_codes({"BRANCHES": "branches", "HOLDERS": {"settlements": 1}, "x": 1, "y": ("days", "x")}) == [
        ("BRANCHES", "branches"),
        ("HOLDERS", "settlements"),
    ]
