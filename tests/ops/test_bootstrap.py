"""From a bare Python: what is wrong is said in one line, and nothing is done twice."""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import importlib.util
import subprocess
import sys
from types import SimpleNamespace

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from housing.ops import bootstrap

TREE = bootstrap.ROOT
THIS = sys.executable
REAL_SPEC = importlib.util.find_spec
RUNNER = "/there/pip/__pip-runner__.py"
STUB = '#!/bin/sh\necho "$@" >> "{log}"\necho "some noise" >&2\necho "the last word of pip" >&2\nexit {code}\n'
START = "import sys; from housing.ops import bootstrap as b; from pathlib import Path; b.ROOT = Path({root!r}); "
GO = "b.SERVE = ('no_such_package',); sys.argv = ['app.py', 'one', 'two']; b.ensure_packages(testing=False)"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A tree with a lock file, and no .venv yet, of an interpreter that has a pip, whatever this one has."""
    (tmp_path / "housing").mkdir()
    (tmp_path / "housing" / "lock.txt").write_text("a==1 --hash=sha256:0\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    lay_pip(monkeypatch, "26.1")
    return tmp_path


def lay_pip(monkeypatch, version):
    """This interpreter with a pip of that version; None is without, as one made by a first start is."""
    pip = version and SimpleNamespace(origin="/there/pip/__init__.py")
    found = {"pip": pip, "ensurepip": "there"}
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: found[name] if name in found else REAL_SPEC(name))
    monkeypatch.setattr(importlib.metadata, "version", lambda name: version)


def lay_venv(root, code=0, installed=False):
    """This interpreter, and that of a .venv, only write down what they were asked; what they were asked."""
    log = root / "log"
    log.write_text("")
    for python in (root / "bin" / "python", root / ".venv" / "bin" / "python"):
        python.parent.mkdir(parents=True)
        python.write_text(STUB.format(log=log, code=code))
        python.chmod(0o755)
    if installed:
        digest = hashlib.sha256((root / "housing" / "lock.txt").read_bytes()).hexdigest()
        (root / ".venv" / ".installed-housing").write_text(digest)
    return log


def words_of_stop(capsys, do):
    """The one line with which it stops."""
    with pytest.raises(SystemExit) as stopped:
        do()
    lines = capsys.readouterr().err.splitlines()
    assert stopped.value.code == 1
    return lines[-1]


def test_an_old_python_is_told_so_in_one_line(monkeypatch, capsys):
    old = SimpleNamespace(version_info=(3, 8, 10), stderr=sys.stderr, exit=sys.exit, prefix=sys.prefix)
    monkeypatch.setattr(bootstrap, "sys", old)
    words = words_of_stop(capsys, lambda: bootstrap.ensure_packages(testing=False))
    assert words == "Kezek needs Python 3.11 or newer; this is 3.8."


@pytest.mark.parametrize("file", ["app.py", "housing/__init__.py", "housing/ops/bootstrap.py"])
def test_an_old_python_can_read_so_far(file):
    source = (TREE / file).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert "from __future__ import annotations" not in source, f"{file}: Python 3.6 stumbles over it"


def test_nothing_is_done_where_everything_is_importable(root):
    bootstrap.ensure_packages(testing=False)
    bootstrap.ensure_packages(testing=True)
    assert not (root / ".venv").exists()


def test_a_python_without_venv_is_told_which_package_to_install(root, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    words = words_of_stop(capsys, lambda: bootstrap.prepare_environment(root / "housing" / "lock.txt"))
    assert "apt install python3-venv" in words


def test_a_failed_installation_says_the_last_words_of_pip(root, capsys):
    lay_venv(root, code=1)
    words = words_of_stop(capsys, lambda: bootstrap.prepare_environment(root / "housing" / "lock.txt"))
    assert words == "The packages could not be installed: is there a network? the last word of pip"
    assert not (root / ".venv" / ".installed-housing").exists()


def test_packages_are_installed_from_the_lock_file_by_hash(root):
    log = lay_venv(root)
    bootstrap.prepare_environment(root / "housing" / "lock.txt")
    words = log.read_text().split()
    assert "install" in words and "--require-hashes" in words and str(root / "housing" / "lock.txt") in words


def applies(requirement):
    return not requirement.marker or requirement.marker.evaluate({"extra": ""})


@pytest.mark.parametrize("file", ["housing/lock.txt", "housing/postgres-lock.txt", "tests/lock.txt"])
def test_a_lock_file_names_all_that_anything_of_it_needs(file):
    """They are installed without a look at what they need."""
    lines = (TREE / file).read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.rstrip(" \\")) for line in lines if line[:1].isalnum()]
    named = {canonicalize_name(pin.name) for pin in pins}
    needed = {
        canonicalize_name(need.name): pin.name
        for pin in pins
        if applies(pin)
        for need in map(Requirement, importlib.metadata.requires(pin.name) or [])
        if applies(need)
    }
    assert len(named) > 1 and {need: by for need, by in needed.items() if need not in named} == {}


@pytest.mark.parametrize("version", [None, "21.1.3", "22.2"])
def test_where_this_interpreter_has_no_pip_or_an_old_one_the_environment_gets_its_own(root, monkeypatch, version):
    asked = []
    (root / ".venv").mkdir()
    lay_pip(monkeypatch, version)
    monkeypatch.setattr(bootstrap, "run_command", lambda command, otherwise: asked.append(command[1:4]))
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda command, **how: 1)
    bootstrap.prepare_environment(root / "housing" / "lock.txt")
    assert asked == [["-m", "venv", str(root / ".venv")], ["-m", "ensurepip"], ["-m", "pip", "install"]]


@pytest.mark.parametrize("version", ["22.3", "23.0.1", "26.1", "30.0b1"])
def test_a_pip_that_installs_for_another_interpreter_does_so(monkeypatch, version):
    lay_pip(monkeypatch, version)
    assert bootstrap.pip_for("python") == ["python", RUNNER]


def test_what_is_installed_is_not_installed_again(root):
    log = lay_venv(root, installed=True)
    bootstrap.prepare_environment(root / "housing" / "lock.txt")
    assert log.read_text() == ""


def test_a_changed_lock_file_is_installed_again(root):
    log = lay_venv(root, installed=True)
    (root / "housing" / "lock.txt").write_text("a==2 --hash=sha256:0\n")
    bootstrap.prepare_environment(root / "housing" / "lock.txt")
    assert "install" in log.read_text().split()


def start_in_tree(root, what):
    command = [THIS, "-c", START.format(root=str(root)) + what]
    return subprocess.Popen(command, cwd=TREE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="the stub interpreter is a shell script")
def test_the_same_command_starts_again_inside(root):
    log = lay_venv(root, code=7, installed=True)
    started = start_in_tree(root, GO)
    started.communicate(timeout=60)
    assert (started.returncode, log.read_text()) == (7, "app.py one two\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the stub interpreter is a shell script")
def test_the_process_stays_the_same_so_that_stopping_it_stops_the_server(root):
    lay_venv(root, installed=True)
    (root / ".venv" / "bin" / "python").write_text("#!/bin/sh\necho $$\n")
    started = start_in_tree(root, GO)
    out, _ = started.communicate(timeout=60)
    assert int(out) == started.pid


def test_what_is_missing_even_inside_is_named_once(root, monkeypatch, capsys):
    lay_venv(root, installed=True)
    monkeypatch.setattr(bootstrap, "SERVE", ("no_such_package",))
    monkeypatch.setattr(sys, "prefix", str(root / ".venv"))
    words = words_of_stop(capsys, lambda: bootstrap.ensure_packages(testing=False))
    assert words == "Packages are still missing after the installation: no_such_package"


def test_what_was_killed_while_it_was_made_is_made_anew(root, monkeypatch):
    """A .venv has its interpreter long before it has pip, and pip its names before its files."""
    log = lay_venv(root)
    (root / ".venv.unfinished").touch()
    asked = []
    monkeypatch.setattr(bootstrap, "run_command", lambda command, otherwise: asked.append(command))
    bootstrap.prepare_environment(root / "housing" / "lock.txt")
    assert asked[0][1:] == ["-m", "venv", "--without-pip", "--clear", str(root / ".venv")] and RUNNER in asked[1]
    assert not (root / ".venv.unfinished").exists() and log.exists()
    bootstrap.prepare_environment(root / "housing" / "lock.txt")
    assert len(asked) == 2, "what is whole is left alone"


def test_an_installation_that_did_not_end_leaves_its_mark(root, monkeypatch):
    lay_venv(root, code=1)
    with pytest.raises(SystemExit):
        bootstrap.prepare_environment(root / "housing" / "lock.txt")
    assert (root / ".venv.unfinished").exists()
