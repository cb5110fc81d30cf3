"""A process of its own for what may take long or break: this very Python, and none of the server's secrets."""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: All that the other process is told of this one's surroundings.
TOLD = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR", "TEMP")


def module_command(module: str) -> list[str]:
    """How a module of ours is run."""
    return [sys.executable, "-P", "-s", "-m", module]


def minimal_environment() -> dict[str, str]:
    """Where the packages are, and nothing that the settings hold."""
    here = str(Path(__file__).resolve().parents[2])
    known = {name: os.environ[name] for name in TOLD if name in os.environ}
    return {**known, "PYTHONPATH": os.pathsep.join([here, *filter(None, sys.path)])}
