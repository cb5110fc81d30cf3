"""How grounds of refusal are told, as the catalog has them in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from housing.extensions import remembered
from housing.queries.reference import standing
from housing.working_time import ALMATY


def ground_words(at: datetime) -> dict[str, Mapping[str, Any]]:
    """By the key of a ground: `words`, `mend` and `point`, each by language. Pages ask once for each ground."""
    day = at.astimezone(ALMATY).date()
    found: dict[str, Mapping[str, Any]] = remembered(("grounds", day), lambda: standing("grounds", day))
    return found
