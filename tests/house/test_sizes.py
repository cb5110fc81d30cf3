"""How large a thing may grow before it is two things (house.md, "Names and sizes")."""

from __future__ import annotations

import subprocess
import sys

from tests.house.house import ROOT, classes, decorators, functions, lines, modules, said, tell, templates
from tests.house.tables import unformatted

MODULE, ELIGIBILITY, FUNCTION, VIEW, FORM, RULE = 250, 500, 40, 25, 50, 15
PAGE, FRAGMENT, TEST_FUNCTION, TEST_FILE, COMPLEXITY = 120, 50, 25, 300, 8
TEMPLATE_LINE, ARGUMENTS = 160, 6
#: What is one word to whoever reads it: the path of a drawing.
UNBROKEN = ("<path ", "<symbol ")
VIEWS = {"route", "get", "post", "put", "delete"}


def length(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(sized, ceiling):
    return [f"{where}: {size} lines, {ceiling} at most" for where, size in sized if size > ceiling]


def written(path, wanted=lambda node: True):
    return [(f"{said(path)}:{node.lineno} {node.name}", lines(node)) for node in functions(path) if wanted(node)]


def test_a_module_is_read_in_one_sitting():
    paths = [path for path in [*modules(), ROOT / "app.py"] if path.name != "eligibility.py"]
    tell("Split the module by what it is about:", too_long([(said(path), length(path)) for path in paths], MODULE))


def test_the_law_is_one_file_and_stays_readable():
    path = ROOT / "housing" / "law" / "eligibility.py"
    tell("Move what is not a ground out of it:", too_long([(said(path), length(path))], ELIGIBILITY))


def test_the_composition_root_stays_a_list():
    tell("Put it where it belongs and call it from app.py:", too_long([("app.py", length(ROOT / "app.py"))], 80))


def test_a_function_does_one_thing():
    sized = [one for path in [*modules(), *modules("bench"), ROOT / "app.py"] for one in written(path)]
    tell("Name a part of it and take it out:", too_long(sized, FUNCTION))


def arguments(node):
    """Names of what a caller gives: positional and keyword-only, without `self` and `cls`."""
    names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def test_a_function_takes_six_arguments_at_most():
    """What belongs together travels as one value; the fields of a dataclass are no arguments."""
    many = [
        f"{said(path)}:{node.lineno} {node.name}: {len(arguments(node))} arguments, {ARGUMENTS} at most"
        for path in [*modules(), *modules("bench"), ROOT / "app.py"]
        for node in functions(path)
        if len(arguments(node)) > ARGUMENTS
    ]
    tell("Give what belongs together a name and a dataclass of its own:", many)


def test_a_view_parses_calls_and_answers():
    sized = [one for path in modules() for one in written(path, lambda node: decorators(node) & VIEWS)]
    tell("Leave the work to an action or a query:", too_long(sized, VIEW))


def test_a_rule_is_short_enough_to_be_compared_with_the_law():
    rules = written(ROOT / "housing" / "law" / "eligibility.py", lambda node: "ground" in decorators(node))
    assert rules, "no function is marked @ground: does this test still read the right file?"
    tell("Name a part of the rule and take it out:", too_long(rules, RULE))


def test_a_form_fits_a_screen():
    forms = [
        (f"{said(path)}:{node.lineno} {node.name}", lines(node))
        for path in modules()
        for node in classes(path)
        if any(getattr(base, "id", getattr(base, "attr", "")).endswith("Form") for base in node.bases)
    ]
    tell("One topic a page: split the form:", too_long(forms, FORM))


def test_a_template_fits_two_screens_and_a_fragment_one():
    pages = [(said(path), length(path)) for path in templates() if not path.name.startswith("_")]
    parts = [(said(path), length(path)) for path in templates() if path.name.startswith("_")]
    tell("Make a fragment or a macro of a part:", too_long(pages, PAGE) + too_long(parts, FRAGMENT))


def test_a_line_of_a_template_is_read_without_scrolling():
    wide = [
        f"{said(path)}:{number}: {len(line)} letters, {TEMPLATE_LINE} at most"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > TEMPLATE_LINE and not any(word in line for word in UNBROKEN)
    ]
    tell("Break the line between tags, attributes or arguments:", wide)


def test_only_a_table_keeps_the_formatter_away():
    """
    A table is a literal (list, tuple, set, dict) whose entries are of one kind and stand several to a line: data, or
    calls of one function; eight cells or more, several of them on two lines or more. `# fmt: skip` stands behind its
    closing bracket, with nothing before it on the line but closing brackets. `# fmt: off` stands nowhere.
    """
    folders = ("housing", "tests", "bench", "docs", "findings", "migrations")
    paths = [ROOT / "app.py", *(path for folder in folders for path in modules(folder))]
    kept = [f"{said(path)}:{line}" for path in paths for line in unformatted(path.read_text(encoding="utf-8"))]
    tell("Take the comment away and let `ruff format` lay it out:", kept)


def test_a_test_says_one_thing():
    sized = [one for path in modules("tests") for one in written(path, lambda node: node.name.startswith("test_"))]
    tell("Test one thing, or give the story a name in the world:", too_long(sized, TEST_FUNCTION))


def test_a_file_of_tests_is_about_one_thing():
    tell("Split it:", too_long([(said(path), length(path)) for path in modules("tests")], TEST_FILE))


def test_no_function_branches_beyond_reading():
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "C901", "--output-format", "concise"]
    limit = ["--config", f"lint.mccabe.max-complexity={COMPLEXITY}"]
    paths = ["housing", "app.py", "tests", *(["bench"] if (ROOT / "bench").exists() else [])]
    done = subprocess.run([*command, *limit, *paths], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"Take a branch out into a function of its own:\n{done.stdout}{done.stderr}"
