"""What no line of the product does: run words as code or command, read objects back, draw lots, trust anybody."""

from __future__ import annotations

import ast

import pytest

from tests.house.house import ROOT, modules, said, tell

#: Modules that bring objects or commands back to life, or numbers that can be foretold. A demo may draw lots.
MODULES = {"pickle", "shelve", "dill", "random", "yaml", "telnetlib", "xml"}
BUILT_IN = {"eval", "exec", "compile", "__import__"}
CALLS = {"system", "popen", "from_string", "render_template_string", "loads"}
#: `loads` of these reads values and never objects.
READERS = {"json", "orjson"}
NAMES = {"CERT_NONE", "_create_unverified_context"}
FLAGS = {("shell", True), ("check_hostname", False), ("verify", False), ("resolve_entities", True)}
SCRIPTS = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage",
    "sessionStorage", "indexedDB", "document.cookie", "__proto__",
)  # fmt: skip


def owner_of(call):
    return call.func.value.id if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) else ""


def is_dangerous(node):
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
        return any(name.split(".")[0] in MODULES for name in names)
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name):
            called = node.func.id in BUILT_IN | CALLS
        else:
            called = getattr(node.func, "attr", "") in CALLS and owner_of(node) not in READERS
        return called or any((one.arg, getattr(one.value, "value", None)) in FLAGS for one in node.keywords)
    return isinstance(node, ast.Attribute | ast.Name) and getattr(node, "attr", getattr(node, "id", "")) in NAMES


def dangerous_lines(text):
    return sorted({node.lineno for node in ast.walk(ast.parse(text)) if is_dangerous(node)})


def test_no_line_of_the_product_is_dangerous():
    paths = [path for path in modules() if "demo" not in path.relative_to(ROOT).parts]
    found = [f"{said(path)}:{line}" for path in paths for line in dangerous_lines(path.read_text("utf-8"))]
    tell("Find a way without it:", found)


@pytest.mark.parametrize(
    "line",
    [
        "import pickle",
        "from random import choice",
        "eval(words)",
        "os.system(words)",
        "run(words, shell=True)",
        "marshal.loads(content)",
        "environment.from_string(words)",
        "context.verify_mode = ssl.CERT_NONE",
        "XMLParser(resolve_entities=True)",
    ],
)
def test_a_dangerous_line_is_found(line):
    assert dangerous_lines(line) == [1]


def test_no_script_makes_markup_of_words_or_keeps_anything_in_the_browser():
    paths = sorted((ROOT / "static").glob("*.js"))
    assert paths, "does this test still find the scripts?"
    found = [f"{said(path)}: {word}" for path in paths for word in SCRIPTS if word in path.read_text("utf-8")]
    tell("Set textContent, keep nothing:", found)
