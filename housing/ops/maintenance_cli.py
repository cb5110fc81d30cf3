"""The console's commands for technical breaks and for a clock that has jumped."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import NoReturn

import click

from housing.actions.journal.accept_clock import accept_clock
from housing.actions.journal.plan_maintenance import BreakNotPossible, NoBreakPlanned, announce_break, end_break
from housing.law.fact_fields import parse_moment
from housing.ops.schema_guard import schema_needed
from housing.web.current import now

CONSOLE, FAILED, UNUSABLE = "console", 1, 2


@click.group("maintenance")
def maintenance_group() -> None:
    """Technical breaks."""


@maintenance_group.command("announce")
@click.option("--from", "begins", default="", help="date and time in ISO 8601; without it, now")
@click.option("--until", "ends", required=True, help="date and time in ISO 8601; without an offset, Asia/Almaty")
@schema_needed
def maintenance_announce(begins: str, ends: str) -> None:
    """Announce a technical break on every page, or begin one at once; it ends by itself."""
    starts_at, ends_at = parse_option("--from", begins) if begins else now(), parse_option("--until", ends)
    try:
        announce_break(starts_at, ends_at, CONSOLE, now())
    except BreakNotPossible:
        complain("It would be over already, end before it begins, or last longer than a day.", UNUSABLE)
    print(f"technical break from {starts_at.isoformat()} until {ends_at.isoformat()}")


def parse_option(name: str, typed: str) -> datetime:
    try:
        return parse_moment(typed)
    except (ValueError, OverflowError):
        complain(f"{name}: expected a date and time in ISO 8601", UNUSABLE)


@maintenance_group.command("end")
@schema_needed
def maintenance_end() -> None:
    """End the technical break that is under way, or call off the one that is announced."""
    try:
        end_break(CONSOLE, now())
    except NoBreakPlanned:
        complain("No technical break is announced or under way.", FAILED)
    print("the technical break is over")


@maintenance_group.command("accept-clock")
@schema_needed
def maintenance_accept_clock() -> None:
    """While Kezek is stopped: the clock is right now, though the last event of the journal is later."""
    accept_clock("behind", CONSOLE, now())
    print("the journal goes on from now; start Kezek")


def complain(words: str, code: int) -> NoReturn:
    print(words, file=sys.stderr)
    sys.exit(code)
