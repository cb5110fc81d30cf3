"""The documents: short where they are read first, and of what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from housing.jobs import JOBS
from tests.house.house import ROOT, tell

README_LINES = 150
#: What stands in the tree, as prose names it; what a running Kezek makes is not among it.
TOP = ("housing", "templates", "tests", "static", "migrations", "bench", "translations", "docs", "findings", ".ci")
HEADS = ["Context", "Choice", "Consequences"]
ADR = ROOT / "docs" / "adr"
ROOT_DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


def documents() -> list[Path]:
    return [ROOT / name for name in ROOT_DOCUMENTS] + sorted((ROOT / "docs").rglob("*.md"))


def code(text: str) -> list[str]:
    """What stands between backticks, in a line or in a block of commands."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)) + blocks


def gone(text: str, beside: Path = ROOT) -> list[str]:
    """Paths and files that a document names and that are not there; links count from the folder of the document."""
    words = [word for piece in code(text) for word in re.findall(r"[\w./-]+", piece)]
    paths = {word for word in words if "/" in word and word.split("/")[0] in TOP}
    files = {word for word in words if re.fullmatch(r"\w+\.(py|html|po|md)", word)}
    links = set(re.findall(r"\]\(([^):#]+)\)", text)) | set(re.findall(r'src="([^":]+)"', text))
    known = {path.name for top in TOP for path in (ROOT / top).rglob("*")} | {path.name for path in ROOT.iterdir()}
    missing = [path for path in paths if not (ROOT / path).exists()]
    return sorted(
        missing + [file for file in files if file not in known] + [x for x in links if not (beside / x).exists()]
    )


def test_the_readme_is_short():
    lines = len((ROOT / "README.md").read_text("utf-8").splitlines())
    assert lines <= README_LINES, f"README.md has {lines} lines: say it in docs/"


def test_everything_that_the_documents_name_is_there():
    found = [(path, gone(path.read_text("utf-8"), path.parent)) for path in documents()]
    tell(
        "Documents name what is gone:",
        [f"{path.relative_to(ROOT)}: {', '.join(names)}" for path, names in found if names],
    )


@pytest.mark.parametrize(
    "text", ["`housing/law/nobody.py`", "```\npytest tests/nowhere\n```\n", "`nobody.py`", "[a page](docs/nobody.md)"]
)
def test_what_is_gone_is_found(text):
    assert gone(text)


def test_every_room_stands_on_the_map():
    drawn = re.search(r"^## Map\n\n```\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert drawn, "README.md has a map"
    named = set(re.findall(r"\b([a-z_]+)/", drawn[1])) | set(re.findall(r"\b([a-z_]+\.py)\b", drawn[1]))
    housing = ROOT / "housing"
    rooms = {path.parent.name for path in housing.glob("*/__init__.py")}
    rooms |= {path.name for path in housing.glob("*.py")} - {"__init__.py"}
    assert not rooms - named, f"draw these into the map of README.md: {sorted(rooms - named)}"
    places = [*ROOT.iterdir(), *housing.rglob("*"), *(ROOT / "docs").iterdir()]
    assert not named - {path.name for path in places}, f"gone: {sorted(named - {path.name for path in places})}"


def test_decisions_are_numbered_without_a_gap():
    names = sorted(path.name for path in ADR.iterdir())
    wrong = [name for nth, name in enumerate(names, 1) if not re.fullmatch(rf"{nth:04}-[a-z0-9-]+\.md", name)]
    assert not wrong, f"NNNN-title.md, one number after the other: {wrong}"


@pytest.mark.parametrize("path", sorted(ADR.glob("*.md")), ids=lambda path: path.stem[:4])
def test_a_decision_has_its_number_its_day_and_its_three_parts(path):
    text = path.read_text("utf-8")
    assert text.startswith(f"# {int(path.stem[:4])}. "), "the title begins with the number"
    assert re.match(r".*\n\n20\d\d-\d\d-\d\d", text), "under the title stands the day"
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == HEADS
    parts = re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]
    assert all(len(part.split()) > 5 for part in parts), "each part says something"


def test_operations_names_every_setting():
    files = "".join((ROOT / "housing" / name).read_text("utf-8") for name in ("config.py", "backups/settings.py"))
    settings = set(re.findall(r'"(KEZEK_[A-Z_]+)"', files)) | {"PORT"}
    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text("utf-8")))
    assert settings - told == set(), "say in docs/operations.md what these are for"
    assert {name for name in told if name.startswith("KEZEK_")} - settings == set(), "these are read by nobody"


def test_operations_names_every_job():
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \| \d+ (?:s|min|h)", text, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"\w+", row)} == {job.name for job in JOBS}
