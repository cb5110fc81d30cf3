"""What is let go of goes back to the system: glibc alone would keep it, in a heap of its own for every thread."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Any

#: `M_ARENA_MAX` of mallopt(3), and heaps for all threads together: Python lets one of them run at a time.
ARENA_MAX, ARENAS = -8, 2


def limit_heaps() -> None:
    """Before threads are started: a heap that there is stays."""
    if found := load_allocator():
        found.mallopt(ARENA_MAX, ARENAS)


def return_free_memory() -> None:
    if found := load_allocator():
        found.malloc_trim(0)


@cache
def load_allocator() -> Any:
    """None where memory is given out by another library than glibc, to which this cannot be said."""
    if not sys.platform.startswith("linux"):
        return None
    found = ctypes.CDLL(None)
    return found if hasattr(found, "malloc_trim") and hasattr(found, "mallopt") else None
