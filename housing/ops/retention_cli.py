"""The console's command for what has outlived its term."""

from __future__ import annotations

import click

from housing.nightly_jobs import sweep_kinds
from housing.ops.schema_guard import schema_needed
from housing.queries.retention.due_counts import count_due
from housing.web.current import now

CONSOLE = "console"


@click.command("retention")
@click.option("--dry-run", is_flag=True, help="only say how much would be erased")
@schema_needed
def retention_command(dry_run: bool) -> None:
    """Erase what has outlived its term by the catalog, as the job does every night."""
    for one in count_due(now()):
        print(f"{one.kind}\t{one.term.number} {one.term.unit}\t{one.due}")
    if not dry_run:
        print(f"{sweep_kinds(CONSOLE, now())} erased")
