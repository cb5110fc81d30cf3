"""The console's part of the keys of people's data: which there are, another one, one that nobody needs any more."""

from __future__ import annotations

import sys

import click

from housing.actions.journal.encrypt_data import KeysRefused, add_data_key, remove_data_key
from housing.ops.schema_guard import schema_needed
from housing.queries.journal.data_keys import list_data_keys
from housing.web.current import now

FAILED = 1


@click.group("data")
def data_group() -> None:
    """The keys by which IINs and phone numbers are encrypted."""


@data_group.command("keys")
@schema_needed
def data_keys_command() -> None:
    """Which keys there are, and whether anything is still to be encrypted by the newest one."""
    for one in list_data_keys():
        told = "people are looked for by it" if one.looks_up else ("encrypts" if one.is_newest else "decrypts")
        print(f"key {one.number} ({one.fingerprint}): {told}{'' if one.finished else ', not everything yet'}")


@data_group.command("add-key")
@schema_needed
def data_add_key() -> None:
    """Encrypt with a new key from now on; a server that runs encrypts everything else anew by it."""
    try:
        number = add_data_key("console", now())
    except KeysRefused as fault:
        print(fault, file=sys.stderr)
        sys.exit(FAILED)
    print(f"key {number} was added to the file of keys: keep a copy of that file apart from the database")
    print("what was encrypted before follows while Kezek serves; `data keys` tells when it has")


@data_group.command("remove-key")
@click.argument("number", type=int)
@schema_needed
def data_remove_key(number: int) -> None:
    """Take a key out that nothing is encrypted by any more; backups from before need it: keep a copy of the file."""
    try:
        remove_data_key(number, "console", now())
    except KeysRefused as fault:
        print(fault, file=sys.stderr)
        sys.exit(FAILED)
    print(f"key {number} was taken out; backups from before cannot be read without it")
