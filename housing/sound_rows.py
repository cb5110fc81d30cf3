"""What the values of a row, and the rows of a catalog together, have to keep to beside what each field takes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from housing.fields import Wrong
from housing.words import N_

Values = Mapping[str, Any]


def hours_in_order(values: Values) -> None:
    """A working day has time before lunch and after it. Raises Wrong."""
    if not values["opens"] < values["lunch_begins"] <= values["lunch_ends"] < values["closes"]:
        raise Wrong(N_("The day opens, then lunch begins and ends, then the day closes: put these times in order"))


def somebody_told(values: Values) -> None:
    """A step tells somebody; the last one, at which the term is broken, comes when no time is left. Raises Wrong."""
    if not any(values[role] for role in ("operator", "supervisor", "head_office")):
        raise Wrong(N_("Somebody has to be told: choose at least one"))
    if values["step"].endswith("_3") and values["minutes"]:
        raise Wrong(N_("The third step says that the term is broken: it comes at 0 minutes"))


def steps_in_order(rows: Mapping[str, Values]) -> None:
    """Of a term no step comes before the one that goes before it. Raises Wrong."""
    for key, values in sorted(rows.items()):
        term, _, level = key.rpartition("_")
        before = rows.get(f"{term}_{int(level) - 1}")
        if before and before["minutes"] <= values["minutes"]:
            raise Wrong(N_("A later step of a term would come before an earlier one: each has fewer minutes left"))
