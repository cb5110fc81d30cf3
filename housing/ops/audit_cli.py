"""The console's part of the journal: to prove it and all that is bound to it, and to give it another key."""

from __future__ import annotations

import sys

import click

from housing.actions.journal.check_invariants import check_invariants
from housing.actions.journal.prove_records import SealsRefused, add_key
from housing.labels.invariant_labels import INVARIANT_LABELS
from housing.labels.seal_labels import SEAL_FAULTS
from housing.nightly_jobs import KEPT_COUNTS
from housing.ops.schema_guard import schema_needed
from housing.queries.journal.invariants import NAMES as INVARIANTS
from housing.queries.journal.invariants import load_last_invariant_check
from housing.queries.journal.proof import Proof, prove_records
from housing.queries.journal.restores import list_gaps
from housing.web.current import now

FAILED = 1


@click.group("audit")
def audit_group() -> None:
    """The journal, and all that is bound to it."""


@audit_group.command("verify")
@click.option("--full/--new", "whole", default=True, help="all of it, or what was written since the last good walk")
@schema_needed
def audit_verify(whole: bool) -> None:
    """Prove journal and records: every row that does not fit is named; exit 1 where there is one."""
    found = prove_records(whole)
    print(f"{found.events} entries checked")
    print(f"{found.rows} rows checked against their seals" + ("" if found.whole else ", those of before were not"))
    for gap in list_gaps():
        lost = "an unknown number of" if gap.lost_events is None else gap.lost_events
        print(f"gap, acknowledged: entry {gap.event} restored a backup; {lost} entries before it are missing")
    if found.broken_at is not None:
        print(f"broken at entry {found.broken_at}")
    print_faults(found)
    if found.found:
        sys.exit(FAILED)


def print_faults(found: Proof) -> None:
    """One line each: table, row, column, what of it."""
    for fault in found.faults:
        where = " ".join(
            part
            for part in (fault.table, fault.row and f"row {fault.row}", fault.column and f"column {fault.column}")
            if part
        )
        print(f"{where}: {SEAL_FAULTS[fault.what]}")
    if found.found > len(found.faults):
        print(f"and {found.found - len(found.faults)} more")


@audit_group.command("add-key")
@schema_needed
def audit_add_key() -> None:
    """Seal with a new key from now on; what was sealed with the others stays proven by them."""
    try:
        number = add_key("console", now())
    except SealsRefused as fault:
        print(fault, file=sys.stderr)
        sys.exit(FAILED)
    print(f"key {number} was added to the file of keys: keep a copy of that file apart from the database")
    print("start Kezek again: a server that is running seals with the key before")


@audit_group.command("invariants")
@schema_needed
def audit_invariants() -> None:
    """Look at everything that always has to hold, and keep what is found; exit 1 where something is broken."""
    broken = check_invariants(KEPT_COUNTS, now())
    last = load_last_invariant_check()
    print(f"{len(INVARIANTS)} rules looked at in {last.seconds if last else 0:.1f} s, {len(broken)} broken")
    for name, one in broken.items():
        print(f"{name}: {one.found} found, first: {', '.join(one.first)}. {INVARIANT_LABELS[name].remedy}.")
    if broken:
        sys.exit(FAILED)
