"""The console's commands for the counts that are kept beside the records."""

from __future__ import annotations

import click

from housing.actions.figures.keep_days import rebuild_days
from housing.actions.journal.rebuild_counts import rebuild_counts
from housing.ops.schema_guard import schema_needed
from housing.queries.figures.open_counts import OPEN_COUNTS
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


@click.group("figures")
def figures_group() -> None:
    """The figures of the dashboard."""


@figures_group.command("rebuild-index")
@schema_needed
def figures_rebuild_index() -> None:
    """Count the open applications and the days that are over anew: the dashboard is read from these counts."""
    opened, days = rebuild_counts(OPEN_COUNTS, now()), rebuild_days(now())
    print(f"{opened.compared} counts of open applications are kept; {opened.differing} had differed from them")
    print(f"{days.compared} rows of days that are over are kept; {days.differing} had differed from the records")
