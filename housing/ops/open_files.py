"""How many files, lines among them, this process may have open at once."""

from __future__ import annotations

import sys

#: Of Windows, whose `select` waits for no more than 512 lines.
WINDOWS = 512


def raise_file_limit(wanted: int) -> int:
    """As many as are wanted, or as many as this system allows."""
    if sys.platform == "win32":
        return WINDOWS
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = allowed
    return wanted if soft == resource.RLIM_INFINITY else min(wanted, soft)
