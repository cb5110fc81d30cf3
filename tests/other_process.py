"""Another process of the product, to be killed or to write at the same time.

It is forked from one that has imported everything once a run: what is tried is what a process does, not that Python
starts.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TextIO

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["app", "tests.conftest", "tests.storage.test_durability"])
#: Seconds after which a process that does not end is given up.
PATIENCE = 120


def do(function: Callable[..., object], told: Connection, heard: Connection, values: tuple[object, ...]) -> None:
    """In the other process: what this one reads and writes are its standard streams."""
    os.dup2(told.fileno(), 1)
    sys.stdout, sys.stdin = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(heard.fileno(), encoding="utf-8")
    function(*values)
    sys.stdout.flush()


class OtherProcess:
    """A function of a module at work. `stdout`: what it prints; `stdin`: what it reads."""

    def __init__(self, function: Callable[..., object], *values: object) -> None:
        (told, telling), (hearing, heard) = CONTEXT.Pipe(duplex=False), CONTEXT.Pipe(duplex=False)
        self.stdout: TextIO = os.fdopen(os.dup(told.fileno()), encoding="utf-8")
        self.stdin: TextIO = os.fdopen(os.dup(heard.fileno()), "w", encoding="utf-8")
        self.process = CONTEXT.Process(target=do, args=(function, telling, hearing, values))
        self.process.start()
        for one in (told, telling, hearing, heard):
            one.close()

    def kill(self) -> None:
        """By SIGKILL, and it is gone."""
        self.process.kill()
        self.wait()

    def wait(self) -> int:
        """How it ended: 0, another code, or the signal that killed it, negative."""
        self.process.join(PATIENCE)
        assert self.process.exitcode is not None, "it does not end"
        return self.process.exitcode

    def end(self) -> None:
        """Nothing of it is left."""
        self.kill()
        self.stdout.close()
        self.stdin.close()


def run_another(function: Callable[..., object], *values: object) -> tuple[int, str]:
    """How it ended and what it printed."""
    other = OtherProcess(function, *values)
    printed, code = other.stdout.read(), other.wait()
    other.end()
    return code, printed
