"""What is wanted of the queue, as it stands in an address: filters, order, place. Never a name, never an IIN."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from housing.labels import BASIS, GENERAL_LIST
from housing.law.lifecycle import OPEN
from housing.reference_data.fields import CATEGORY
from housing.registries import SOURCES

WHOSE = ("mine", "branch", "unassigned", "review", "escalated")
SORTS = ("due", "-due", "accepted", "-accepted")
#: Statuses that are no longer open, under which the branch may look back.
CLOSED = ("registered", "refused", "withdrawn")
#: Rows of a page; the first is the usual one.
SIZES = (50, 25, 100)
ANY = "any"
Key = tuple[datetime, int]


class Asked(NamedTuple):
    """`list`: a category that is declared, or general; `trouble`: a base that is silent about the case, or any.

    `before`: due on that day or earlier; `holder`: of a lease, by number; `after`, `until`: the (moment, id) of the row
    after which, or up to which, a page is read; "" and None mean any.
    """

    whose: str = "branch"
    basis: str = ""
    status: str = ""
    list: str = ""
    trouble: str = ""
    before: date | None = None
    holder: int = 0
    sort: str = "due"
    rows: int = SIZES[0]
    after: Key | None = None
    until: Key | None = None

    @property
    def closed(self) -> bool:
        return self.status in CLOSED

    @property
    def narrowed(self) -> bool:
        """Is any filter set?"""
        return any((self.basis, self.status, self.list, self.trouble, self.before, self.holder))


USUAL = Asked()


def asked_in(args: Mapping[str, str]) -> Asked:
    """The filters of an address; what is not one of them is left out."""

    def chosen(name: str, among: Collection[str], otherwise: str = "") -> str:
        return args[name] if args.get(name) in among else otherwise

    asked = Asked(
        chosen("whose", WHOSE, "branch"), chosen("basis", BASIS), chosen("status", OPEN + CLOSED),
        list_in(args.get("list", "")), chosen("trouble", (ANY, *SOURCES)),
        day_in(args.get("before", "")), number_in(args.get("holder", "")),
        chosen("sort", SORTS, "due"), int(chosen("rows", [str(size) for size in SIZES], str(SIZES[0]))),
        read_key(args.get("after", "")), read_key(args.get("until", "")),
    )  # fmt: skip
    asked = asked._replace(until=None) if asked.after else asked
    if not asked.closed:
        return asked
    # What was decided is nobody's any more, no base is asked about it, and it lies in the order of due times.
    return asked._replace(whose="branch", trouble="", holder=0, sort=asked.sort.replace("accepted", "due"))


def as_args(asked: Asked) -> dict[str, str]:
    """The same as it stands in an address, without what is usual."""
    written = {"after": key_of(asked.after), "until": key_of(asked.until), "before": str(asked.before or "")}
    plain = {name: str(value) for name, value in zip(Asked._fields, asked, strict=True) if name not in written}
    usual = {name: str(value) for name, value in zip(Asked._fields, USUAL, strict=True)}
    return {name: value for name, value in {**plain, **written}.items() if value and value != usual[name]}


def list_in(sent: str) -> str:
    """The general list, or the code of a category, ended ones too: whoever is in its list may be looked for."""
    return sent if sent == GENERAL_LIST or CATEGORY.fullmatch(sent) else ""


def day_in(sent: str) -> date | None:
    try:
        found = date.fromisoformat(sent)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def number_in(sent: str) -> int:
    return int(sent) if re.fullmatch(r"[1-9][0-9]{0,8}", sent) else 0


def key_of(key: Key | None) -> str:
    """Microseconds, for times of acceptance have them."""
    return f"{int(key[0].timestamp())}.{key[0].microsecond:06}-{key[1]}" if key else ""


def read_key(sent: str) -> Key | None:
    """What `key_of` wrote; None for anything else."""
    read = re.fullmatch(r"([0-9]{1,10})\.([0-9]{6})-([0-9]{1,15})", sent)
    if not read:
        return None
    return datetime.fromtimestamp(int(read[1]), UTC).replace(microsecond=int(read[2])), int(read[3])
