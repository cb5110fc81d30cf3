"""The console's command for a file of a former base: staged, checked whole, put on the register at one moment."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from flask_babel import force_locale

from housing.actions.register.apply_import import ImportHeldError, ImportNotReadyError, apply_import, undo_import
from housing.actions.register.stage_import import ReadElsewhereError, open_import, read_import, sweep_import
from housing.config import LANGUAGES
from housing.law.working_time import ALMATY
from housing.ops.schema_guard import schema_needed
from housing.presentation.csv_export import csv_lines
from housing.presentation.csv_import import UnreadableTableError
from housing.presentation.import_report import describe_column, describe_fault, iter_report
from housing.presentation.table_file import FileKind, TableFile, inspect_file
from housing.queries.register.imports import (
    SHOWN,
    ImportFile,
    iter_faults,
    list_faults,
    list_holders,
    load_import,
)
from housing.web.current import now

UNUSABLE, CONSOLE = 2, "console"
UNREADABLE = {
    "no_text": "this is neither a CSV file nor a workbook",
    "strange": "its letters were read wrongly before: save the table as “CSV UTF-8”",
    "lost": "it has question marks for letters: save the table as “CSV UTF-8”",
    "spoiled": "the workbook is spoiled: save it anew",
    "too_large": "the workbook is too large to be read: save the table as “CSV UTF-8”",
}


@click.command("import-register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--dry-run", is_flag=True, help="check it and say what is wrong; nothing comes onto the register")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="a CSV with every fault")
@click.option("--language", type=click.Choice([*LANGUAGES]), default="en", help="of the report")
@click.option("--take-back", type=int, help="the number of an import that leaves the register again, as a whole")
@schema_needed
def import_register_command(
    file: Path | None, dry_run: bool, report: Path | None, language: str, take_back: int | None
) -> None:
    """Take the people of a former base over: FILE is CSV or XLSX; all of it comes onto the register, or nothing."""
    if (file is None) is (take_back is None):
        exit_unusable("give a FILE, or --take-back with the number of an import")
    if take_back is not None:
        undo_and_tell(take_back)
        return
    assert file is not None
    with file.open("rb") as opened, force_locale(language):
        try:
            found = check_file(opened, inspect_file(opened))
            if not dry_run:
                found = apply_checked(found, opened)
        except UnreadableTableError as fault:
            exit_unusable(f"{file}: {UNREADABLE[fault.why]}")
        except ReadElsewhereError:
            exit_unusable("another process is reading this file: wait for it")
        tell_outcome(found, report)


def check_file(opened: BinaryIO, kind: FileKind) -> ImportFile:
    """Goes on where an earlier run of the same file was stopped."""
    number = open_import(kind, CONSOLE, now())
    with click.progressbar(length=100, label="checking", file=sys.stderr) as bar:
        read_import(number, lambda: TableFile(opened, kind), now, lambda percent: bar.update(percent - bar.pos))
    return reload(number)


def apply_checked(found: ImportFile, opened: BinaryIO) -> ImportFile:
    """Checks again as long as somebody of the file comes onto the register meanwhile."""
    while found.state in ("ready", "applying"):
        print("taking effect: whoever writes waits for it", file=sys.stderr)
        if not apply_import(found.id, CONSOLE, now()):
            found = check_file(opened, inspect_file(opened))
            continue
        sweep_import(found.id)
        found = reload(found.id)
    return found


def reload(number: int) -> ImportFile:
    found = load_import(number)
    assert found is not None
    return found


def tell_outcome(found: ImportFile, report: Path | None) -> None:
    if found.state == "applied" and found.applied_at:
        print(f"import {found.id}: {found.rows} entries on the register since {moment(found.applied_at)}")
        return
    if found.state == "ready":
        print(f"import {found.id}: {found.rows} rows, nothing is wrong; without --dry-run they come onto the register")
        return
    if report:
        with report.open("wb") as out:
            out.writelines(csv_lines(iter_report(iter_faults(found.id), found.headings)))
    for fault in list_faults(found.id, SHOWN):
        column = describe_column(fault.column, found.headings)
        print(f"line {fault.line}{', ' if column else ''}{column}: {describe_fault(fault)}", file=sys.stderr)
    if found.faults > SHOWN:
        print(f"and {found.faults - SHOWN} more: --report FILE has all of them", file=sys.stderr)
    exit_unusable(f"import {found.id}: {found.rows} rows, {found.faults} faults: nothing came onto the register")


def undo_and_tell(number: int) -> None:
    try:
        undo_import(number, CONSOLE, now())
    except ImportNotReadyError:
        exit_unusable(f"there is no import {number} on the register")
    except ImportHeldError:
        found = reload(number)
        for held in list_holders(found):
            print(f"{held.number}: {held.kind}{' ' if held.month else ''}{held.month}", file=sys.stderr)
        exit_unusable(f"import {number} stays: these entries have a later act, or a published list names them")
    print(f"import {number} has left the register")


def moment(at: datetime) -> str:
    return f"{at.astimezone(ALMATY):%Y-%m-%d %H:%M}"


def exit_unusable(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(UNUSABLE)
