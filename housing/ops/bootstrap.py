"""From a bare Python to a running Kezek: makes .venv, installs what the lock file pins by hash, starts again inside.

Standard library only, in words that Python 3.6 still reads, so that an old one is told so and does not fail at a comma.
"""

import gc
import hashlib
import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
OLDEST = (3, 11)
#: The first pip that knows `--python`.
OLDEST_PIP = (22, 3)
#: What must be importable before the packages need not be installed, by what is to be run.
SERVE = (
    "flask", "flask_sqlalchemy", "flask_migrate", "htmx_flask", "flask_wtf", "flask_babel", "apscheduler", "waitress",
    "holidays", "segno", "cryptography", "asn1crypto", "gostcrypto", "js_lib_htmx", "lxml", "signxml",
    "pikepdf", "PIL", "fontTools", "fontpkg_pt_sans", "pypdfium2", "xlsxwriter", "orjson",
)  # fmt: skip
TEST = (
    *SERVE,
    "pytest",
    "xdist",
    "hypothesis",
    "playwright",
    "axe_playwright_python",
    "bs4",
    "websockets",
    "pypdf",
    "pyhanko",
    "openpyxl",
)


def ensure_packages(testing: bool) -> None:
    """Returns when everything is importable here; else prepares .venv and runs the same command inside it."""
    if sys.version_info < OLDEST:
        exit_with("Kezek needs Python {}.{} or newer; this is {}.{}.".format(*OLDEST, *sys.version_info[:2]))
    wanted = TEST if testing else SERVE
    if not missing_modules(wanted):
        return
    python = prepare_environment(ROOT / "tests" / "lock.txt" if testing else ROOT / "housing" / "lock.txt")
    if Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        restart_inside([str(python), *sys.argv])
    importlib.invalidate_caches()
    if missing_modules(wanted):
        exit_with("Packages are still missing after the installation: " + ", ".join(missing_modules(wanted)))


def pause_collector() -> None:
    """Nothing of what is imported is garbage: to look for some among it takes a seventh of that time."""
    gc.disable()


def restart_inside(command: "list[str]") -> "NoReturn":
    """In the place of this process where that can be had, so that whoever stops this one stops the server."""
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command))  # noqa: S603
    os.execv(command[0], command)  # noqa: S606


def missing_modules(modules: "tuple[str, ...]") -> "list[str]":
    return [name for name in modules if importlib.util.find_spec(name) is None]


def prepare_environment(lock: Path) -> Path:
    """The interpreter of .venv with the packages of the lock file; nothing is done twice."""
    folder = ROOT / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # It stands beside .venv while that is not whole: a start that was killed there is healed by the next one.
    unfinished = folder.with_name(".venv.unfinished")
    if not python.exists() or unfinished.exists():
        print_line("Making the virtual environment .venv ...")
        make_environment(folder, unfinished)
    stamp = folder / (".installed-" + lock.parent.name)
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print_line("Installing packages (pinned, checked by hash); a minute the first time ...")
        unfinished.touch()
        # Python compiles a file when it is first imported: of thousands that are here a quarter ever is.
        # The lock file names all that anything of it needs: pip need not look for that again.
        install = ["install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps", "--require-hashes"]
        run_command(
            [*pip_for(python), *install, "-r", str(lock)], "The packages could not be installed: is there a network?"
        )
        stamp.write_text(wanted, encoding="utf-8")
        print_line("Ready.")
    if unfinished.exists():
        unfinished.unlink()
    return python


def make_environment(folder: Path, unfinished: Path) -> None:
    """Without a pip of its own where this interpreter's will do: that is a third of the work of a first start."""
    without = ["--without-pip"] if find_pip_runner() else []
    if not without and importlib.util.find_spec("ensurepip") is None:
        exit_with("Python's venv module is not complete here (on Debian and Ubuntu: apt install python3-venv).")
    anew = ["--clear"] if unfinished.exists() else []
    unfinished.touch()
    run_command(
        [sys.executable, "-m", "venv", *without, *anew, str(folder)], "The virtual environment could not be made."
    )


def pip_for(python: Path) -> "list[str]":
    """The command of a pip that installs into .venv: this interpreter's, else the one there, put there if need be."""
    runner = find_pip_runner()
    if runner:
        return [str(python), str(runner)]
    if subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL):  # noqa: S603
        run_command([str(python), "-m", "ensurepip"], "The virtual environment could not be given its pip.")
    return [str(python), "-m", "pip"]


def find_pip_runner() -> "Path | None":
    """Of this interpreter's pip, where it can install for another one.

    `pip --python` starts it in its turn: so pip is imported once. It hides all packages beside it but pip itself.
    """
    found = importlib.util.find_spec("pip")
    if found is None:
        return None
    # Imported here: an old Python, which has no such module, must come as far as being told that it is old.
    from importlib import metadata

    version = tuple(int(part) for part in metadata.version("pip").split(".")[:2] if part.isdigit())
    return Path(str(found.origin)).with_name("__pip-runner__.py") if version >= OLDEST_PIP else None


def run_command(command: "list[str]", otherwise: str) -> None:
    result = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if result.returncode != 0:
        last = [line for line in result.stderr.splitlines() if line.strip()]
        exit_with(otherwise + (" " + last[-1].strip() if last else ""))


def print_line(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def exit_with(words: str) -> "NoReturn":
    print_line(words)
    sys.exit(1)
