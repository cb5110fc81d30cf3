"""The console's command for the counts that are kept of the register."""

from __future__ import annotations

import click

from housing.actions.journal.rebuild_counts import rebuild_counts
from housing.ops.schema_guard import schema_needed
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.web.current import now


@click.group("register")
def register_group() -> None:
    """The register."""


@register_group.command("rebuild-index")
@schema_needed
def register_rebuild_index() -> None:
    """Count the entries by settlement, list and day anew: from these counts the place in the queue is read."""
    made = rebuild_counts(REGISTER_COUNTS, now())
    print(f"{made.compared} counts are kept; {made.differing} had differed from the register")
