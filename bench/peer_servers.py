"""Other makers' admins over the same people: their environments, their database, their servers.

An environment is made once, of the versions and hashes of its lock file, and kept in `instance/bench-peers`, or where
KEZEK_BENCH_FOLDER says. fasthx-admin 0.6.6 answers 500 to every list with starlette 1: it has the one before.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.bench import ROOT, free_port
from bench.builds import Server, started, window
from bench.desk_clients import Window
from bench.kept_rows import iin_reader
from bench.sealed_writes import OURS
from housing.ops import bootstrap

PEERS = ROOT / "bench" / "peers"
#: What a careful owner of such a table would be found by.
INDEXES = (
    "number", "iin", "surname, given", "due_at, id", "status, due_at, id", "branch_code, status, due_at, id",
    "settlement, status, accepted_at", "accepted_at",
)  # fmt: skip
TABLES = """
CREATE TABLE branch (code TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE application (
 id INTEGER PRIMARY KEY, number TEXT NOT NULL, iin TEXT NOT NULL, surname TEXT NOT NULL, given TEXT NOT NULL,
 basis TEXT NOT NULL, settlement TEXT NOT NULL, status TEXT NOT NULL, accepted_at DATETIME NOT NULL,
 due_at DATETIME NOT NULL, branch_code TEXT NOT NULL REFERENCES branch (code)
);
"""
SAME_PEOPLE = """
INSERT INTO application
SELECT id, number, plain_iin(iin), substr(name, 1, instr(name, ' ') - 1), substr(name, instr(name, ' ') + 1), basis,
 settlement, status, accepted_at, due_at, branch_code FROM kezek.application
WHERE number IS NOT NULL AND accepted_at IS NOT NULL
"""
BRANCHES = "INSERT INTO branch SELECT DISTINCT branch_code, branch_code FROM kezek.application WHERE branch_code <> ''"


class Sought(NamedTuple):
    """What the pages of a list are asked for. `far`: which page of the decided ones."""

    branch: str
    iin: str
    surname: str
    far: int


class Peer(NamedTuple):
    """`module`: its file, and the one of its versions; `how`: tuned, or default: as its manual begins."""

    name: str
    module: str
    how: str

    def title(self) -> str:
        return f"{self.name}, {self.how}"


ALL = tuple(
    Peer(name, module, how)
    for how in ("tuned", "default")
    for name, module in (("Flask-Admin", "flask_admin"), ("Django", "django"), ("fasthx-admin", "fasthx_admin"))
)


def pages_of(peer: Peer, sought: Sought) -> dict[str, str]:
    """Addresses of the same pages: by name as the queue's own."""
    makers = {"flask_admin": flask_admin_pages, "django": django_pages, "fasthx_admin": fasthx_admin_pages}
    return makers[peer.module](peer.how == "tuned", sought)


def flask_admin_pages(tuned: bool, sought: Sought) -> dict[str, str]:
    root = "/admin/applications/?"
    status, branch = ("status_is", "branch_is") if tuned else ("status_equals", "branch_code_equals")
    iin = {"flt0_iin_is": sought.iin} if tuned else {"search": f"={sought.iin}"}
    surname = {"flt0_surname_begins_with": sought.surname} if tuned else {"search": f"^{sought.surname}"}
    within = {f"flt1_{branch}": sought.branch}
    return {
        "first": root + urlencode({f"flt0_{status}": "with_operator"} | within),
        "far": root + urlencode({f"flt0_{status}": "registered", "page": sought.far - 1} | within),
        "iin": root + urlencode(iin),
        "surname": root + urlencode(surname),
    }


def django_pages(tuned: bool, sought: Sought) -> dict[str, str]:
    root, within = "/admin/admin/application/?", {"branch__code__exact": sought.branch}
    return {
        "first": root + urlencode({"status": "with_operator"} | within),
        "far": root + urlencode({"status": "registered", "p": sought.far} | within),
        "iin": root + urlencode({"q": sought.iin}),
        "surname": root + urlencode({"q": sought.surname}),
    }


def fasthx_admin_pages(tuned: bool, sought: Sought) -> dict[str, str]:
    root, order = "/applications?", {"sort": "due_at"}
    within = {"flt1_branch_code_equals": sought.branch}
    return {
        "first": root + urlencode({"flt0_status_equals": "with_operator"} | within | order),
        "far": root + urlencode({"flt0_status_equals": "registered", "page": sought.far} | within | order),
        "iin": root + urlencode({"q": sought.iin}),
        "surname": root + urlencode({"q": sought.surname, "sort": "surname"}),
    }


def peers_folder() -> Path:
    named = os.environ.get("KEZEK_BENCH_FOLDER")
    return Path(named) / "peers" if named else ROOT / "instance" / "bench-peers"


def python_of(module: str) -> Path:
    """The interpreter of a peer's environment, which is made where it is not there yet or is of another lock file."""
    lock, folder = PEERS / f"{module}.lock", peers_folder() / module
    python, stamp = folder / "bin" / "python", folder / ".installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        print(f"installing {module}", file=sys.stderr)
        python.parent.parent.parent.mkdir(parents=True, exist_ok=True)
        bootstrap.make_environment(folder, folder.with_name(f"{module}.unfinished"))
        exact = ["--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
        install = [*bootstrap.pip_for(python), "install", "--quiet", *exact, "-r", str(lock)]
        subprocess.run(install, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        folder.with_name(f"{module}.unfinished").unlink(missing_ok=True)
        stamp.write_text(wanted, encoding="ascii")
    return python


def copy_people(kezek: Path, database: Path) -> int:
    """Everybody who has applied, into a table as such an admin would have it; how many."""
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.executescript(TABLES)
        raw.execute("ATTACH ? AS kezek", (str(kezek),))
        raw.create_function("plain_iin", 1, iin_reader(kezek.parent))
        with raw:
            raw.execute(BRANCHES)
            many = raw.execute(SAME_PEOPLE).rowcount
            for number, columns in enumerate(INDEXES):
                raw.execute(f"CREATE INDEX ix_{number} ON application ({columns})")
        raw.execute("DETACH kezek")
        raw.execute("ANALYZE")
    return many


@contextmanager
def served(peer: Peer, database: Path) -> Iterator[tuple[Server, Window]]:
    """The peer, and a browser that is signed in there."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    script = PEERS / f"served_{peer.module}.py"
    command = [str(python_of(peer.module)), str(script), str(database), str(port), peer.how]
    with started(command, database.parent, env, port) as server:
        browser = window(port)
        assert browser.get("sign in", "/sign-in").status == 200
        yield server, browser
        browser.line.close()
