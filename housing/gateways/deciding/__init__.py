"""The whole register, decided again in processes of their own, while the site goes on answering."""

from __future__ import annotations

import json
import subprocess
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from housing.gateways.deciding.law_json import write_law
from housing.gateways.own_process import minimal_environment, module_command
from housing.law.parameters import Law

#: Seconds that a process has to end once nobody listens any more.
GRACE = 5
#: Processes that share the work where there are as many cores: more would take them from those who answer people.
MOST_SHARES = 2


class DecidingFailedError(Exception):
    """A process ended without a result."""


def decided_again(database: str, law: Law, since: datetime, shares: int = 1) -> Iterator[dict[str, Any]]:
    """What the processes say, step by step, in the order of the decisions: `percent` and `changes`, at last `result`.

    Raises DecidingFailedError. `database`: its address; it is only read. `since`: refusals older than that are not
    looked at. `shares`: how many processes share the work; each takes every so manyth lot.
    """
    task = {"database": database, "law": write_law(law), "since": since.isoformat()}
    with ExitStack() as open_ones:
        yield from join_shares(
            [open_ones.enter_context(deciding_process({**task, "share": [number, shares]})) for number in range(shares)]
        )


@contextmanager
def deciding_process(task: dict[str, Any]) -> Iterator[Iterator[dict[str, Any]]]:
    """What a process says of its share, to whom it is not worth waiting for once nobody listens."""
    with subprocess.Popen(  # noqa: S603 - this very Python and a module of ours
        module_command("housing.gateways.deciding.alone"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=minimal_environment(),
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps(task).encode())
        process.stdin.close()
        try:
            yield map(json.loads, process.stdout)
        finally:
            process.stdout.close()
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()


def join_shares(shares: list[Iterator[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """A lot of each in turn, so that they come in their order; at last one result of all."""
    going, results = deque(shares), list[dict[str, Any]]()
    while going:
        share = going.popleft()
        step = next(share, None)
        if step is None:
            raise DecidingFailedError
        if "result" in step:
            results.append(step["result"])
        else:
            yield step
            going.append(share)
    yield {"result": add_results(results)}


def add_results(results: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts by name, and counts within such, of all of them together."""
    total: dict[str, Any] = {}
    for result in results:
        for name, counted in result.items():
            before = total.get(name)
            both = [one for one in (before, counted) if one is not None]
            total[name] = add_results(both) if isinstance(counted, dict) else sum(both)
    return total
