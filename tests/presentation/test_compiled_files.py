"""What is compiled at one start serves at the next, and only while nothing that it was made of has changed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from jinja2 import DictLoader, Environment

from housing.config import ROOT
from housing.presentation import compiled_files, translations
from housing.presentation.compiled_files import HOUSING, CompiledFiles, TemplateCache

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Queue"\nmsgstr "{0}"\n'
#: Counts in another process, which writes compiled files, what the first page of a start compiles.
START = """import sys
sys.dont_write_bytecode = False
from jinja2 import Environment
from app import create_app
from housing.config import Settings
compiled, compile_template = [], Environment._compile
Environment._compile = lambda *given: compiled.append(given) or compile_template(*given)
app = create_app(Settings.from_environment({"KEZEK_INSTANCE": sys.argv[1]}))
app.jinja_env.get_template("public/start.html").render
print(len(compiled))"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return CompiledFiles(tmp_path / "compiled")


@pytest.fixture
def po(tmp_path):
    """Writes a catalogue that says this for "Queue"."""

    def write(word):
        file = tmp_path / "kk" / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PO.format(word), encoding="utf-8")
        return file

    return write


def forget():
    translations.parse_translations.cache_clear()


def test_a_catalogue_is_compiled_once(files, po, monkeypatch):
    assert translations.load_translations(po("Кезек"), files).gettext("Queue") == "Кезек"
    forget()
    monkeypatch.setattr(translations, "write_mo", lambda *_: pytest.fail("compiled again"))
    assert translations.load_translations(po("Кезек"), files).gettext("Queue") == "Кезек"


def test_a_catalogue_that_was_changed_is_compiled_anew(files, po):
    translations.load_translations(po("Кезек"), files)
    assert translations.load_translations(po("Тізім"), files).gettext("Queue") == "Тізім"


@pytest.mark.parametrize("harm", [lambda kept: b"", lambda kept: kept[:-1], lambda kept: kept[:40] + b"x" + kept[41:]])
def test_what_is_not_whole_is_made_anew(files, po, harm):
    translations.load_translations(po("Кезек"), files)
    kept = files.folder / "kk.mo"
    kept.write_bytes(harm(kept.read_bytes()))
    forget()
    assert translations.load_translations(po("Кезек"), files).gettext("Queue") == "Кезек"


def test_what_another_compiler_made_does_not_count(files, monkeypatch):
    files.store("one", b"source", b"content")
    assert files.load("one", b"source") == b"content" and files.load("one", b"other") is None
    monkeypatch.setattr(compiled_files, "hash_compilers", lambda: b"of another version")
    assert files.load("one", b"source") is None


def test_the_compilers_are_files_of_ours():
    assert [name for name in compiled_files.COMPILERS if not (HOUSING / name).exists()] == []


def test_a_folder_that_cannot_be_written_hinders_nobody(files, po):
    files.folder.write_bytes(b"no folder")
    assert translations.load_translations(po("Кезек"), files).gettext("Queue") == "Кезек"


def test_where_python_writes_no_compiled_files_none_are_written(files, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    files.store("one", b"source", b"content")
    assert not files.folder.exists()


def test_a_template_says_what_its_source_says(files):
    def render(source):
        return Environment(loader=DictLoader({"page": source}), bytecode_cache=TemplateCache(files)).get_template(
            "page"
        )

    assert [render(source).render() for source in ("one", "one", "two")] == ["one", "one", "two"]


def test_the_second_start_compiles_no_template_that_the_first_did(tmp_path):
    command = [sys.executable, "-c", START, str(tmp_path)]
    counts = [int(subprocess.check_output(command, cwd=ROOT, text=True, timeout=120)) for _ in range(2)]
    assert counts[0] > 0 and counts[1] == 0
    assert {one.name for one in (tmp_path / "compiled").iterdir()} >= {"kk.mo", "ru.mo"}
