"""The register in other makers' admins: a table of its entries with the indexes of a careful owner, and its pages."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.peer_servers import Peer

#: Those that are asked for the register: tuned, as their documents say.
TUNED = (Peer("Flask-Admin", "flask_admin", "tuned"), Peer("Django", "django", "tuned"))
TABLE = """
CREATE TABLE entry (
 id INTEGER PRIMARY KEY, number TEXT NOT NULL, surname TEXT NOT NULL, given TEXT NOT NULL, iin TEXT NOT NULL,
 settlement TEXT NOT NULL, list_code TEXT NOT NULL, registered_at DATETIME NOT NULL, left_at DATETIME
);
"""
SAME_ENTRIES = """
INSERT INTO entry SELECT e.id, e.number, substr(a.name, 1, instr(a.name, ' ') - 1),
 substr(a.name, instr(a.name, ' ') + 1), e.iin, e.settlement, e.list_code, e.registered_at, e.annulled_at
FROM kezek.register_entry e JOIN kezek.application a ON a.id = e.application_id
"""
OF_LIST = "settlement, list_code, registered_at, number"
INDEXES = ("(number)", "(iin)", "(surname, given)", f"({OF_LIST})", f"({OF_LIST}) WHERE left_at IS NULL")


class SoughtEntry(NamedTuple):
    """What pages of the register are asked for: a list, which page of it is far, an IIN, the beginning of a surname."""

    settlement: str
    list_code: str
    far: int
    iin: str
    surname: str


def copy_entries(kezek: Path, database: Path) -> int:
    """Every entry of the register, into a table as such an admin would have it; how many."""
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.executescript(TABLE)
        raw.execute("ATTACH ? AS kezek", (str(kezek),))
        with raw:
            many = raw.execute(SAME_ENTRIES).rowcount
            for number, columns in enumerate(INDEXES):
                raw.execute(f"CREATE INDEX ix_entry_{number} ON entry {columns}")
        raw.execute("DETACH kezek")
        raw.execute("ANALYZE")
    return many


def entry_pages_of(peer: Peer, sought: SoughtEntry) -> dict[str, str]:
    """Addresses of the same pages, by name."""
    return {"flask_admin": flask_admin_pages, "django": django_pages}[peer.module](sought)


def flask_admin_pages(sought: SoughtEntry) -> dict[str, str]:
    root, within = "/admin/entries/?", {"flt0_settlement_is": sought.settlement, "flt1_list_is": sought.list_code}
    return {
        "first": root + urlencode(within),
        "far": root + urlencode(within | {"page": sought.far - 1}),
        "iin": root + urlencode({"flt0_iin_is": sought.iin}),
        "surname": root + urlencode({"flt0_surname_begins_with": sought.surname}),
    }


def django_pages(sought: SoughtEntry) -> dict[str, str]:
    root = "/admin/admin/entry/?"
    within = {"settlement__exact": sought.settlement, "list_code__exact": sought.list_code}
    return {
        "first": root + urlencode(within),
        "far": root + urlencode(within | {"p": sought.far}),
        "iin": root + urlencode({"q": sought.iin}),
        "surname": root + urlencode({"q": sought.surname}),
    }
