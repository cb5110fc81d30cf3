"""The whole register, decided again in a process of its own, while the site goes on answering."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from housing.gateways.deciding.law_json import write_law
from housing.gateways.own_process import minimal_environment, module_command
from housing.law.parameters import Law

#: Seconds that the process has to end once nobody listens any more.
GRACE = 5


class DecidingFailedError(Exception):
    """The process ended without a result."""


def decided_again(database: str, law: Law, since: datetime, keys: dict[int, str]) -> Iterator[dict[str, Any]]:
    """What the process says, step by step: `percent` and `changes`, and at last `result`. Raises Broken.

    `database`: its address; it is only read. `since`: refusals older than that are not looked at. `keys`: by number,
    what decrypts facts; the process is told them by its input and nowhere else.
    """
    task = {"database": database, "law": write_law(law), "since": since.isoformat(), "keys": keys}
    with subprocess.Popen(  # noqa: S603 - this very Python and a module of ours
        module_command("housing.gateways.deciding.alone"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=minimal_environment(),
    ) as process:
        try:
            yield from read_steps(process, task)
        finally:
            process.stdout.close()  # type: ignore[union-attr]
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()


def read_steps(process: subprocess.Popen[bytes], task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps(task).encode())
    process.stdin.close()
    finished = False
    for line in process.stdout:
        step = json.loads(line)
        finished = "result" in step
        yield step
    if not finished:
        raise DecidingFailedError
