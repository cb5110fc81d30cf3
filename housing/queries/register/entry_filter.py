"""What is wanted of the register, as it stands in an address: a list, a state, days, a page. Never a name or an IIN."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from housing.labels import GENERAL_LIST
from housing.queries.cases.queue_filter import parse_list
from housing.text.typed_days import parse_typed_day

STATES = ("standing", "left")
DAYS = ("first", "last")


class EntryKey(NamedTuple):
    """A row at the edge of a page: the moment by which the list is sorted, and the register number."""

    at: datetime
    number: str


class EntryFilter(NamedTuple):
    """One list of a settlement; "": the reader's branch serves none.

    `first`, `last`: days of the queue date, or of leaving, both included.
    """

    settlement: str
    list: str = GENERAL_LIST
    state: str = STATES[0]
    first: date | None = None
    last: date | None = None
    after: EntryKey | None = None

    @property
    def stands(self) -> bool:
        return self.state == STATES[0]


def parse_entry_filter(args: Mapping[str, str], settlements: Collection[str]) -> tuple[EntryFilter, list[str]]:
    """And the names of the fields that cannot be read. `settlements`: those that the reader may see."""
    wanted = args.get("settlement", "")
    days = {name: parse_typed_day(args.get(name, "")) for name in DAYS}
    wrong = [name for name in DAYS if args.get(name, "").strip() and days[name] is None]
    return EntryFilter(
        wanted if wanted in settlements else next(iter(settlements), ""),
        parse_list(args.get("list", "")) or GENERAL_LIST,
        args["state"] if args.get("state") in STATES else STATES[0],
        days["first"],
        days["last"],
        parse_entry_key(args.get("after", "")),
    ), wrong


def entry_filter_args(asked: EntryFilter) -> dict[str, str]:
    """The same as it stands in an address, without the page and what is usual."""
    days = {name: f"{day:%d.%m.%Y}" for name in DAYS if (day := getattr(asked, name))}
    state = {} if asked.stands else {"state": asked.state}
    return {"settlement": asked.settlement, "list": asked.list, **state, **days}


def format_entry_key(key: EntryKey) -> str:
    return f"{int(key.at.timestamp())}.{key.at.microsecond:06}-{key.number}"


def parse_entry_key(sent: str) -> EntryKey | None:
    """What `format_entry_key` wrote; None for anything else."""
    read = re.fullmatch(r"([0-9]{1,10})\.([0-9]{6})-([0-9]{1,12})", sent)
    if not read:
        return None
    return EntryKey(datetime.fromtimestamp(int(read[1]), UTC).replace(microsecond=int(read[2])), read[3])
