"""The console: what scripts and acceptance rely on (`flask --app app COMMAND`), and how app.py starts."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask import Flask

from housing.demo.demo_data import demo_data_command
from housing.law.fact_fields import parse_moment
from housing.law.facts import BASES
from housing.law.parameters import FIRST_PERIODS
from housing.law.working_time import Calendar, acceptance_time, due_by_row_4, due_time, explain_due_time
from housing.ops.audit_cli import audit_group
from housing.ops.backup_cli import backup_command, messages_group, restore_command
from housing.ops.counts_cli import figures_group, register_group
from housing.ops.data_cli import data_group
from housing.ops.eds_cli import signatures_group, verify_signature_command
from housing.ops.evaluate import WorkerLostError, evaluate_file
from housing.ops.evaluate_lines import Answers
from housing.ops.import_cli import import_register_command
from housing.ops.maintenance_cli import maintenance_group
from housing.ops.packages_cli import check_advisories_command, sbom_command
from housing.ops.register_cli import api_token_command, export_register_command
from housing.ops.retention_cli import retention_command
from housing.ops.schema_guard import schema_needed, schema_or_none
from housing.ops.serve import serve_app
from housing.ops.user_cli import user_group
from housing.queries.journal.health import load_schema
from housing.queries.journal.replay import replay_decisions
from housing.queries.reference.calendar import YEARS, calendar, shipped_calendar
from housing.queries.reference.law import load_law_periods

UNUSABLE = 2
#: What is measured by itself, in a file of its name.
BENCHES = (
    "queue", "desk", "simulation", "start", "submissions", "table", "peers",
    "seals", "kills", "restores", "fuzz", "soak", "wapiti",
)  # fmt: skip


def init_app(app: Flask) -> None:
    for command in (
        evaluate_command,
        due_command,
        replay_command,
        verify_signature_command,
        signatures_group,
        audit_group,
        data_group,
        register_group,
        figures_group,
        backup_command,
        restore_command,
        messages_group,
        maintenance_group,
        retention_command,
        export_register_command,
        import_register_command,
        api_token_command,
        user_group,
        demo_data_command,
        sbom_command,
        check_advisories_command,
    ):
        app.cli.add_command(command)


@click.command("evaluate")
@click.argument("file", type=click.File("rb"), default="-")
@schema_or_none
def evaluate_command(file: BinaryIO) -> None:
    """Decide cases: one JSON object of facts a line in, one of outcome a line out."""
    periods = FIRST_PERIODS if load_schema().is_absent else load_law_periods()
    faulty = False
    try:
        with closing(evaluate_file(file, periods)) as answered:
            for answers in answered:
                faulty = print_answers(answers) or faulty
    except WorkerLostError:
        raise click.ClickException("The second process ended before it had answered: not all lines are.") from None
    if faulty:
        sys.exit(UNUSABLE)


def print_answers(answers: Answers) -> bool:
    """Whether there were faults."""
    if answers.outcomes:
        print("\n".join(answers.outcomes))
    for fault in answers.faults:
        print(fault, file=sys.stderr)
    return bool(answers.faults)


@click.command("due")
@click.option("--basis", required=True, help=f"one of {', '.join(BASES)}")
@click.option("--filed", required=True, help="date and time in ISO 8601; without an offset, Asia/Almaty")
@schema_or_none
def due_command(basis: str, filed: str) -> None:
    """When an application is accepted and due, and why."""
    if basis not in BASES:
        exit_unusable(f"--basis: expected {' or '.join(BASES)}")
    try:
        at = parse_moment(filed)
    except (ValueError, OverflowError):
        exit_unusable("--filed: expected a date and time in ISO 8601")
    if at.year not in YEARS[:-1]:
        exit_unusable(f"--filed: the calendar of public holidays is kept for {YEARS[0]} to {YEARS[-2]}")
    if absent := load_schema().is_absent:
        print("There is no database yet: decrees that move days are not considered.", file=sys.stderr)
    days = shipped_calendar() if absent else calendar()
    print(json.dumps(build_terms(at, basis, days), ensure_ascii=False))


def build_terms(filed: datetime, basis: str, calendar: Calendar) -> dict[str, Any]:
    """As in the contract; the days begin with the one of acceptance."""
    accepted = acceptance_time(filed, calendar)
    until = due_time(filed, accepted, basis, calendar)
    days = [day for day in explain_due_time(filed, basis, calendar) if day.date >= accepted.date()]
    cut = {"limited_by": "point 16"} if until < due_by_row_4(accepted, basis, calendar) else {}
    return {
        "accepted_at": accepted.isoformat(),
        "due_at": until.isoformat(),
        "days": [{"date": day.date.isoformat(), "is": day.what} for day in days],
        **cut,
    }


def exit_unusable(words: str) -> None:
    print(words, file=sys.stderr)
    sys.exit(UNUSABLE)


@click.command("replay")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="decisions taken on that day or later; else all")
@schema_needed
def replay_command(since: datetime | None) -> None:
    """Decide every decision again from its stored facts; exit 1 where one in force comes out otherwise."""
    differ = count = 0
    for one in replay_decisions(since.date() if since else None):
        count += 1
        if one.now:
            differ += not one.cancelled
            ended = " (cancelled since)" if one.cancelled else ""
            print(f"{one.number}: decided {one.kept}{ended}; now {one.now}")
    print(f"{count} decisions replayed, {differ} differ")
    if differ:
        sys.exit(1)


def main(create_app: Callable[[], Flask], arguments: list[str]) -> int:
    """`app.py`: serve; `app.py test ...`: the tests; `app.py bench [FORM]`: the measurements."""
    # What was imported stays, and is not looked through any more; see bootstrap.pause_collector.
    gc.freeze()
    gc.enable()
    if arguments[:1] == ["test"]:
        import pytest

        # The whole suite takes every core; one file is there sooner without.
        # One more than there are cores: a worker waits for a browser, a disk, another process a good part of its time.
        workers = str((os.cpu_count() or 1) + 1)
        return int(pytest.main(arguments[1:] or ["-n", workers, "--dist", "worksteal"]))
    if arguments[:1] == ["bench"]:
        import runpy

        named = arguments[1] if arguments[1:] and arguments[1] in BENCHES else ""
        file = f"measure_{named}.py" if named else "bench.py"
        runpy.run_path(str(Path(__file__).resolve().parents[2] / "bench" / file), run_name="__main__")
        return 0
    if arguments:
        print(f"Usage: python3 app.py [test | bench [{' | '.join(BENCHES)}]]", file=sys.stderr)
        return UNUSABLE
    app = create_app()
    return serve_app(app, prepare_demo if app.config["DEMO"] else lambda app: None)


def prepare_demo(app: Flask) -> None:
    from housing import demo

    demo.start(app)
