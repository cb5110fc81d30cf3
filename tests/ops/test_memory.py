"""What a large job let go of goes back to the system, though something small lies above it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from housing.config import ROOT
from housing.ops import memory

#: 200 MB in pieces of which the last one stays; afterwards what the process holds, in megabytes.
LARGE_JOB = """import re
from pathlib import Path
from housing.ops.memory import limit_heaps, return_free_memory
limit_heaps()
pieces = [bytes(2000) for _ in range(100_000)]
stays = pieces.pop()
pieces.clear()
{0}
print(int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)"""


def megabytes_after(step):
    command = [sys.executable, "-c", LARGE_JOB.format(step)]
    return int(subprocess.check_output(command, cwd=ROOT, text=True, timeout=60))


@pytest.mark.skipif(memory.load_allocator() is None, reason="memory is given out by another library than glibc")
def test_what_was_let_go_of_goes_back_to_the_system():
    kept, returned = megabytes_after("pass"), megabytes_after("return_free_memory()")
    assert kept > 200 and returned < 100


def test_where_there_is_no_glibc_nothing_is_said_to_it(monkeypatch):
    monkeypatch.setattr(memory.sys, "platform", "win32")
    memory.load_allocator.cache_clear()
    try:
        memory.limit_heaps()
        memory.return_free_memory()
    finally:
        memory.load_allocator.cache_clear()
