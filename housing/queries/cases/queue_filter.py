"""What is wanted of the queue, as it stands in an address: filters, order, place. Never a name, never an IIN."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from housing.labels import BASIS, GENERAL_LIST
from housing.law.lifecycle import OPEN_STATUSES
from housing.reference_data.fields import CATEGORY
from housing.registries import SOURCES

WHOSE = ("mine", "branch", "unassigned", "review", "escalated")
SORTS = ("due", "-due", "accepted", "-accepted")
#: Statuses that are no longer open, under which the branch may look back.
CLOSED = ("registered", "refused", "withdrawn")
#: Rows of a page; the first is the usual one.
SIZES = (50, 25, 100)
ANY = "any"


class QueuePageKey(NamedTuple):
    """A row at the edge of a page: the time by which the list is sorted, and the case."""

    at: datetime
    id: int


class QueueFilter(NamedTuple):
    """`list`: a category that is declared, or general; `trouble`: a base that is silent about the case, or any.

    `before`: due on that day or earlier; `holder`: of a lease, by number; `after`, `until`: the row after which, or up
    to which, a page is read; "" and None mean any.
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
    after: QueuePageKey | None = None
    until: QueuePageKey | None = None

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def has_filters(self) -> bool:
        """Is any filter set?"""
        return any((self.basis, self.status, self.list, self.trouble, self.before, self.holder))


DEFAULT_FILTER = QueueFilter()


def parse_queue_filter(args: Mapping[str, str]) -> QueueFilter:
    """The filters of an address; what is not one of them is left out."""

    def chosen(name: str, among: Collection[str], otherwise: str = "") -> str:
        return args[name] if args.get(name) in among else otherwise

    queue_filter = QueueFilter(
        chosen("whose", WHOSE, "branch"),
        chosen("basis", BASIS),
        chosen("status", OPEN_STATUSES + CLOSED),
        parse_list(args.get("list", "")),
        chosen("trouble", (ANY, *SOURCES)),
        parse_day(args.get("before", "")),
        parse_number(args.get("holder", "")),
        chosen("sort", SORTS, "due"),
        int(chosen("rows", [str(size) for size in SIZES], str(SIZES[0]))),
        parse_page_key(args.get("after", "")),
        parse_page_key(args.get("until", "")),
    )
    queue_filter = queue_filter._replace(until=None) if queue_filter.after else queue_filter
    if not queue_filter.is_closed:
        return queue_filter
    # What was decided is nobody's any more, no base is queue_filter about it, and it lies in the order of due times.
    return queue_filter._replace(
        whose="branch", trouble="", holder=0, sort=queue_filter.sort.replace("accepted", "due")
    )


def queue_filter_args(queue_filter: QueueFilter) -> dict[str, str]:
    """The same as it stands in an address, without what is usual."""
    written = {
        "after": format_page_key(queue_filter.after),
        "until": format_page_key(queue_filter.until),
        "before": str(queue_filter.before or ""),
    }
    plain = {
        name: str(value) for name, value in zip(QueueFilter._fields, queue_filter, strict=True) if name not in written
    }
    usual = {name: str(value) for name, value in zip(QueueFilter._fields, DEFAULT_FILTER, strict=True)}
    return {name: value for name, value in {**plain, **written}.items() if value and value != usual[name]}


def parse_list(sent: str) -> str:
    """The general list, or the code of a category, ended ones too: whoever is in its list may be looked for."""
    return sent if sent == GENERAL_LIST or CATEGORY.fullmatch(sent) else ""


def parse_day(sent: str) -> date | None:
    try:
        found = date.fromisoformat(sent)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def parse_number(sent: str) -> int:
    return int(sent) if re.fullmatch(r"[1-9][0-9]{0,8}", sent) else 0


def format_page_key(key: QueuePageKey | None) -> str:
    """Microseconds, for times of acceptance have them."""
    return f"{int(key.at.timestamp())}.{key.at.microsecond:06}-{key.id}" if key else ""


def parse_page_key(sent: str) -> QueuePageKey | None:
    """What `format_page_key` wrote; None for anything else."""
    read = re.fullmatch(r"([0-9]{1,10})\.([0-9]{6})-([0-9]{1,15})", sent)
    if not read:
        return None
    return QueuePageKey(datetime.fromtimestamp(int(read[1]), UTC).replace(microsecond=int(read[2])), int(read[3]))
