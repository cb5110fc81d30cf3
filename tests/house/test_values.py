"""Data that travels is a value object: who takes names of facts apart by hand writes a second parser."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.house import modules, said, tell, tree

TEXT_METHODS = {"split", "rsplit", "partition", "rpartition", "startswith", "endswith", "removeprefix"}
#: Variables that hold the name of a fact, and the parts of one that are looked for in it.
FACT_NAMES = {"fact", "name", "path", "one"}
FACT_PART = re.compile(r"\.|\[|\]|\]\.|(application\.documents|applicant|family|dwellings|established)([.\[].*)?")
#: A regular expression of a position, `[0]`.
POSITION = r"\[\d+\]"


def takes_apart(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and POSITION in node.value
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr not in TEXT_METHODS or getattr(node.func.value, "id", "") not in FACT_NAMES:
        return False
    return any(isinstance(one, ast.Constant) and FACT_PART.fullmatch(str(one.value)) for one in node.args)


def parsers(path: Path) -> list[str]:
    return [f"{said(path)}:{node.lineno}" for node in ast.walk(tree(path)) if takes_apart(node)]  # type: ignore[attr-defined]


def test_names_of_facts_are_taken_apart_in_one_place():
    paths = [path for path in modules() if said(path) != "housing/law/fact_path.py"]
    tell("Ask FactPath.parse(...) instead:", [place for path in paths for place in parsers(path)])
