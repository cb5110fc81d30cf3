"""Days as people type them: 24.11.2026."""

from __future__ import annotations

import re
from datetime import date

TYPED = re.compile(r"([0-3]?[0-9])\.([01]?[0-9])\.(20[0-9]{2})")


def parse_typed_day(typed: str) -> date | None:
    """None for what is no day."""
    found = TYPED.fullmatch(typed.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
