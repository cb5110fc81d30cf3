"""The inventories of the register: which there were, which go on, and whether the quarter's has begun."""

from __future__ import annotations

from typing import Any

from housing.law.inventory import QUARTER_DAYS, quarter_of
from housing.law.working_time import ALMATY
from housing.queries.register.inventories import count_quarter_due, list_visible_inventories
from housing.register import READERS, register
from housing.register._inventory_parts import ACTORS, progress_of, reader_branch
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@register.get("/register/inventories")
@access(*READERS)
def inventories() -> Any:
    branch, today = reader_branch(), now().astimezone(ALMATY).date()
    rows = [(row, progress_of(row)) for row in list_visible_inventories(branch)]
    return page(
        "register/inventories.html",
        rows=rows,
        due=count_quarter_due(branch, now()),
        days=QUARTER_DAYS,
        quarter=quarter_of(today),
        actors=ACTORS,
    )
