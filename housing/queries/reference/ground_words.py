"""How grounds of refusal are told, as the catalog has them in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from housing.law.working_time import ALMATY
from housing.queries.reference.reference import load_effective_values
from housing.storage.query_cache import cached_query


def load_ground_texts(at: datetime) -> dict[str, Mapping[str, Any]]:
    """By the key of a ground: `words`, `mend` and `point`, each by language. Pages ask once for each ground."""
    day = at.astimezone(ALMATY).date()
    found: dict[str, Mapping[str, Any]] = cached_query(("grounds", day), lambda: load_effective_values("grounds", day))
    return found
