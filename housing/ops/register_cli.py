"""The console's commands for the register: its lists as a file, and a token for a system that asks."""

from __future__ import annotations

import hashlib
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import click

from housing.ops.schema_guard import schema_needed
from housing.presentation.csv_export import csv_lines
from housing.queries.register.standing import iter_standing

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
    standing = iter_standing(settlement, list_code)
    first = next(standing, None)
    if first is None:
        exit_unusable("nobody stands in such a list")
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        counted = write_lists(chain([first], standing), unfinished, form)
        unfinished.rename(file)
    except OSError as fault:
        exit_unusable(f"{file} cannot be written: {fault.strerror}")
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{counted.entries} entries of {counted.lists} lists")


@dataclass
class Counted:
    """How many have been written."""

    entries: int = 0
    lists: int = 0


def write_lists(standing: Iterable[Any], file: Path, form: str) -> Counted:
    counted = Counted()
    with file.open("wb") as out:
        if form == "csv":
            out.writelines(csv_lines(iter_rows(standing, counted, str)))
        else:
            # Late: the library is forty modules.
            from housing.presentation.xlsx_export import write_workbook

            write_workbook(out, iter_rows(standing, counted, datetime.fromisoformat))
    return counted


def iter_rows(
    standing: Iterable[Any], counted: Counted, read_date: Callable[[str], object]
) -> Iterator[tuple[object, ...]]:
    """With the place in each list. `read_date`: what a queue date is in the file."""
    yield HEAD
    own, place = None, 0
    for row in standing:
        key = row.settlement, row.list_code
        if own != key:
            counted.entries += place
            counted.lists += 1
            own, place = key, 0
        place += 1
        yield *key, place, row.number, read_date(row.queue_date)
    counted.entries += place


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
