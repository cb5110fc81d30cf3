"""The console's commands for staff."""

from __future__ import annotations

import sys

import click

from housing.actions.staff.add_staff import CannotAddStaff, NewAccount, add_staff
from housing.actions.staff.change_staff import reset_authenticator_from_console
from housing.ops.schema_guard import schema_needed
from housing.text.normalization import to_nfc
from housing.web.current import now


@click.group("user")
def user_group() -> None:
    """Staff."""


@user_group.command("add")
@click.argument("login")
@click.option("--name", required=True, help="as it stands on notices")
@click.option("--role", required=True)
@click.option("--branch", help="code of the branch, for operators and supervisors")
@click.password_option()
@schema_needed
def add_user_command(login: str, name: str, role: str, branch: str | None, password: str) -> None:
    """Add an official; asks for the password."""
    try:
        add_staff(NewAccount(login, to_nfc(name), role, branch), password, now())
    except CannotAddStaff as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)


@user_group.command("reset")
@click.argument("login")
@schema_needed
def reset_user_command(login: str) -> None:
    """Take an official's authenticator away, for who has lost it and every recovery code; their sessions end."""
    if not reset_authenticator_from_console(login, now()):
        print(f"there is no official {login}", file=sys.stderr)
        sys.exit(2)
