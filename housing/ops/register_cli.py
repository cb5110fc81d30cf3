"""The console's commands for the register: its lists as a file, and a token for a system that asks."""

from __future__ import annotations

import hashlib
import secrets
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from housing.ops.schema_guard import schema_needed
from housing.presentation.csv_export import csv_lines
from housing.queries.register.published import ListKey
from housing.queries.register.standing import iter_standing, list_standing_lists

UNUSABLE = 2
HEAD = ("settlement", "list", "place", "number", "queue_date")


@click.command("export-register")
@click.option("--settlement", default="", help="code of the classifier of settlements; else all")
@click.option("--list", "list_code", default="", help="general, or a category of article 74(1); else all")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="else by the ending of FILE")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@schema_needed
def export_register_command(settlement: str, list_code: str, form: str | None, file: Path) -> None:
    """Write the lists as they stand into FILE: settlement, list, place, number, queue date. No names."""
    form = form or file.suffix.lstrip(".").lower()
    if form not in ("csv", "xlsx"):
        exit_unusable("FILE ends in .csv or .xlsx, or --format says which it is")
    if file.exists():
        exit_unusable(f"{file} is there already: nothing is written over it")
    lists = list_standing_lists(settlement, list_code)
    if not lists:
        exit_unusable("nobody stands in such a list")
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        written = write_lists(lists, unfinished, form)
        unfinished.rename(file)
    except OSError as fault:
        exit_unusable(f"{file} cannot be written: {fault.strerror}")
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{written} entries of {len(lists)} lists")


def write_lists(lists: list[ListKey], file: Path, form: str) -> int:
    """How many entries were written."""
    counted = Counter[str]()
    with file.open("wb") as out:
        if form == "csv":
            out.writelines(csv_lines(iter_rows(lists, counted)))
        else:
            # Late: the library is forty modules.
            from housing.presentation.xlsx_export import write_workbook

            write_workbook(out, iter_rows(lists, counted))
    return counted.total()


def iter_rows(lists: list[ListKey], counted: Counter[str]) -> Iterator[tuple[object, ...]]:
    yield HEAD
    for key in lists:
        for place, (registered_at, number) in enumerate(iter_standing(key), 1):
            counted[key.list_code] += 1
            yield key.settlement, key.list_code, place, number, registered_at


@click.command("api-token")
@click.argument("name")
def api_token_command(name: str) -> None:
    """Make a token for a system that asks where somebody stands: it is shown once, and kept nowhere."""
    token = secrets.token_urlsafe(32)
    print(f"token for {name}, to be given to its keepers: {token}")
    print(f"for KEZEK_API_TOKENS: {name}:{hashlib.sha256(token.encode()).hexdigest()}")


def exit_unusable(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(UNUSABLE)
