"""What the README and the picture of an application's life show is what the code does."""

from __future__ import annotations

import re

import pytest

from housing.law.lifecycle import state_diagram
from tests.house.house import ROOT


@pytest.fixture(scope="module")
def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_diagram_of_the_life_is_the_one_of_the_code():
    shown = re.findall(r"```mermaid\n(.*?)```", (ROOT / "docs" / "lifecycle.md").read_text("utf-8"), re.DOTALL)
    assert len(shown) == 1, "docs/lifecycle.md shows one diagram"
    assert shown[0] == state_diagram(), "docs/lifecycle.md: replace the diagram by what lifecycle.diagram() prints"


def test_the_readme_says_how_to_start_and_how_to_test(readme):
    commands = {line.strip().lstrip("$ ") for line in re.findall(r"^ *.*python3 app\.py.*$", readme, re.MULTILINE)}
    assert any(line.startswith("python3 app.py test") for line in commands), "README.md: python3 app.py test"
    assert any(re.match(r"python3 app\.py(\s|$)(?!test|bench)", line) for line in commands), "README.md: python3 app.py"
