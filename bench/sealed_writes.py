"""Rows written by SQL into the database of a build, past its acts, and sealed as whatever it writes itself.

Else its server would find that a foreign hand had changed them, and say so.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
#: Variables that would lead a command elsewhere.
OURS = ("KEZEK_", "PIP_", "PYTHON", "VIRTUAL_ENV")
#: A statement and its values.
Write = tuple[str, Sequence[Any]]


class Tree(Protocol):
    """Of any commit. `folder`: its files; `instance`: its database."""

    folder: Path
    python: str
    instance: Path


def environment_of(instance: Path, port: int | None = None) -> dict[str, str]:
    """Of a demo in this folder, whatever is set around it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(OURS) and name != "PORT"}
    return env | {"KEZEK_INSTANCE": str(instance)} | ({"PORT": str(port)} if port else {})


def write_rows(tree: Tree, *writes: Write) -> None:
    """In one transaction. Another commit does it by its own code, in a process of its own."""
    env = environment_of(tree.instance)
    if tree.folder == ROOT:
        with patch.dict(os.environ, env, clear=True):
            write_here(writes)
        return
    command = [tree.python, str(Path(__file__).absolute())]
    subprocess.run(command, cwd=tree.folder, env=env, input=pickle.dumps(writes), check=True)  # noqa: S603


def write_here(writes: Sequence[Write]) -> None:
    """By the application that can be imported, into the database that the environment names."""
    from app import create_app
    from housing.storage.extensions import db
    from housing.storage.transaction import transaction

    with create_app().app_context():
        with transaction() as session:
            for statement, values in writes:
                session.connection().exec_driver_sql(statement, tuple(values))
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    write_here(pickle.load(sys.stdin.buffer))  # noqa: S301
