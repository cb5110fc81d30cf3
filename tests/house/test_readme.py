"""What the README shows is what the code does."""

from __future__ import annotations

import re

import pytest

from housing.law.lifecycle import diagram
from tests.house.house import ROOT, tell


@pytest.fixture(scope="module")
def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_diagram_of_the_readme_is_the_one_of_the_code(readme):
    shown = re.findall(r"```mermaid\n(.*?)```", readme, re.DOTALL)
    assert len(shown) == 1, "README.md shows one diagram"
    assert shown[0] == diagram(), "README.md: replace the diagram by what housing.lifecycle.diagram() prints"


def test_the_readme_says_how_to_start_and_how_to_test(readme):
    commands = {line.strip().lstrip("$ ") for line in re.findall(r"^ *.*python3 app\.py.*$", readme, re.MULTILINE)}
    assert any(line.startswith("python3 app.py test") for line in commands), "README.md: python3 app.py test"
    assert any(re.match(r"python3 app\.py(\s|$)(?!test|bench)", line) for line in commands), "README.md: python3 app.py"


def test_every_file_that_the_readme_names_is_there(readme):
    named = set(re.findall(r"`((?:housing|templates|tests|static|migrations|bench|translations)/[\w./-]+)`", readme))
    tell("README.md names what is gone:", [name for name in sorted(named) if not (ROOT / name).exists()])
