"""What never lands in the repository."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.house.house import ROOT, tell

#: Hosts of package registries, in pieces, so that this file does not name them.
NAMES = "pypi org|pythonhosted org|npmjs org|npmjs com|yarnpkg com|crates io|jsdelivr net|unpkg com|cdnjs cloudflare"
REGISTRIES = [name.replace(" ", ".") for name in NAMES.split("|")]
UNFINISHED = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error"]
PRIVATE = ["BEGIN " + kind + "PRIVATE KEY" for kind in ("", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH ")]
#: Where one machine keeps things.
MACHINE = re.compile(r"(?<![\w.])/(?:" + "|".join(["work", "tmp", "home", "root", "Users", "mnt"]) + r")/")
COMPILED = (".min.js", ".min.css", ".pyc", ".mo", ".db", ".so", ".whl", ".zip", ".gz", ".map", ".woff2", ".ttf")
LONGEST_LINE, LARGEST = 2000, 300_000
#: A catalogue of words is one file a language, and grows with every screen.
LARGEST_CATALOGUE = 600_000
#: What docs/make_pictures.py makes: the only files that are no text.
PICTURES, PNG, LARGEST_PICTURE = "docs/pictures/", b"\x89PNG\r\n\x1a\n", 150_000


@pytest.fixture(scope="module")
def files():
    """(name, content) of every tracked or about to be tracked file."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git working tree: nothing can land from here")
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    paths = [ROOT / name for name in sorted(set(listed)) if name and (ROOT / name).is_file()]
    return [(path.relative_to(ROOT).as_posix(), path.read_bytes()) for path in paths]


@pytest.fixture(scope="module")
def landed(files):
    """The texts among them."""
    return [(name, content) for name, content in files if not name.startswith(PICTURES)]


def bearing(landed, words, but=()):
    return [
        f"{name}: {word}"
        for name, content in landed
        for word in words
        if name not in but and re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])".encode(), content)
    ]


def test_nothing_is_tracked_that_is_made_by_a_machine(files):
    tell("Do not track these:", [name for name, _ in files if name.endswith(COMPILED) or name == "uv.lock"])


def ceiling(name):
    return LARGEST_CATALOGUE if name.endswith(".po") else LARGEST


def test_every_file_is_text_that_somebody_can_read(landed):
    too_long = [
        f"{name}: a line of {longest} characters"
        for name, content in landed
        if (longest := max(map(len, content.splitlines()), default=0)) > LONGEST_LINE
    ]
    binary = [f"{name}: not text" for name, content in landed if b"\0" in content]
    large = [f"{name}: {len(content)} bytes" for name, content in landed if len(content) > ceiling(name)]
    tell("Minified, generated or not text:", too_long + binary + large)


def test_a_picture_is_a_small_png(files):
    found = [
        f"{name}: {len(content)} bytes"
        for name, content in files
        if name.startswith(PICTURES)
        and not (name.endswith(".png") and content.startswith(PNG) and len(content) <= LARGEST_PICTURE)
    ]
    tell(f"Make pictures anew by docs/make_pictures.py, PNG of at most {LARGEST_PICTURE} bytes:", found)


def test_no_registry_is_named(landed):
    tell("The product does not depend on where packages come from:", bearing(landed, REGISTRIES))


def test_no_private_key_lands(landed):
    tell("Take the key out, and out of the history:", bearing(landed, PRIVATE))


def test_nothing_is_left_for_later(landed):
    tell("Do it, or write it down as a decision:", bearing(landed, UNFINISHED))


def test_no_path_of_one_machine_is_written_down(landed):
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, content in landed
        if not name.startswith("tests/")
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    tell("Ask the system for a place, or take it from the settings:", found)


def test_every_text_ends_with_a_line_end_and_has_no_carriage_returns(landed):
    wrong = [name for name, content in landed if content and (b"\r\n" in content or not content.endswith(b"\n"))]
    tell("Write these with plain line ends:", wrong)
