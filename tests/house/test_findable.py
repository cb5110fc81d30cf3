"""What a developer holds in hand (an address, a ground, words of an error) leads to its file at the first hit.

The search is a plain one over `housing/` and `templates/`: for what does not vary of the address or of the text (of
each piece the first forty letters), for the code of the ground, as it stands, no letter before or after it. Hits are
ranked by: how many letters of it stand in the file; how many of its words are in the file's name, its folders and in
what it defines; how often the pieces stand there. Right is the module of the view, of the ground, one that states the
text.
"""

from __future__ import annotations

import ast
import inspect
import random
import re
from functools import cache
from pathlib import Path

from housing.law.eligibility import GROUNDS
from tests.house.house import modules, said, templates, tree

SEED, DRAWN, RIGHT = 13, 10, 27
MARKERS = {"_", "_l", "N_", "gettext", "lazy_gettext"}
#: What varies: a part of an address, a value in a text.
HOLE = re.compile(r"<[^>]*>|%\(\w+\)s")
DEFINED = re.compile(r"^\s*(?:async def|def|class|\{%-? *macro) +(\w+)", re.MULTILINE)
LETTERS = 40


def split_words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W_]+", text)}


def pieces(sought: str) -> list[str]:
    """`/operator/case/` and `/notes` of `/operator/case/<number>/notes`."""
    kept = [
        re.sub(r"\w+$", "", one[: LETTERS + 1]).strip() if len(one) > LETTERS else one for one in HOLE.split(sought)
    ]
    return [one for one in kept if split_words(one)]


@cache
def searched() -> dict[str, tuple[str, set[str]]]:
    """File → its text; the words of its name, its folders and of what it defines."""
    texts = {path: path.read_text(encoding="utf-8") for path in [*modules(), *templates()]}
    return {
        said(path): (text, split_words(" ".join([said(path.with_suffix("")), *DEFINED.findall(text)])))
        for path, text in texts.items()
    }


def first_hit(sought: str) -> str:
    sought_pieces = pieces(sought)
    patterns = [re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)") for piece in sought_pieces]
    words = split_words(HOLE.sub(" ", sought))

    def rank(file: str) -> tuple[int, int, int, str]:
        text, names = searched()[file]
        counts = [len(pattern.findall(text)) for pattern in patterns]
        letters = sum(len(piece) for piece, count in zip(sought_pieces, counts, strict=True) if count)
        return -letters, -len(words & names), -sum(counts), file

    return min(searched(), key=rank)


def addresses(app) -> dict[str, set[str]]:
    """Address → the modules of its views, of every route but that of the files."""
    found: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            view = inspect.unwrap(app.view_functions[rule.endpoint])
            found.setdefault(rule.rule, set()).add(said(Path(inspect.getfile(view))))
    return found


def error_texts() -> dict[str, set[str]]:
    """Text → the modules that raise it, give it to a validator, or put it at a field as its error."""
    found: dict[str, set[str]] = {}
    for path in modules():
        for text in texts_of_errors(tree(path)):
            found.setdefault(text, set()).add(said(path))
    return found


def texts_of_errors(module: ast.Module) -> list[str]:
    validators = {
        alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "wtforms.validators"
        for alias in node.names
    }
    return [
        marked.args[0].value
        for node in ast.walk(module)
        if isinstance(node, ast.Raise)
        or is_field_error(node)
        or getattr(getattr(node, "func", 0), "id", 0) in validators
        for marked in ast.walk(node)
        if isinstance(marked, ast.Call)
        and getattr(marked.func, "id", "") in MARKERS
        and isinstance(marked.args[0], ast.Constant)
    ]


def is_field_error(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and any(getattr(target, "attr", "") == "errors" for target in node.targets)


def test_of_thirty_that_are_drawn_the_file_is_the_first_hit(app):
    grounds = {ground.key: {"housing/law/eligibility.py"} for ground in GROUNDS}
    right, missed = 0, []
    for known in (addresses(app), grounds, error_texts()):
        for sought in random.Random(SEED).sample(sorted(known), DRAWN):
            hit = first_hit(sought)
            right += hit in known[sought]
            missed += [] if hit in known[sought] else [f"{sought}: {hit}, not {' or '.join(sorted(known[sought]))}"]
    assert right >= RIGHT, "\n".join(["Give it the name that people look for:", *missed])
