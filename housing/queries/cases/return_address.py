"""The way back from a case to the list it was opened from: a screen of staff with its filters, sort and page.

It travels in the address (`return_to`), so that two windows do not lead one another astray. It is relative and names
one of the screens below; of its query only what that screen filters by is taken, never a name or an IIN: what a
search by those has found is named by the key of that answer (post_redirect_get).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from housing.queries.cases.queue_filter import parse_queue_filter, queue_filter_args

#: Beyond this it is none of ours.
MAX_LENGTH = 600
CODE, KEY = r"[a-z][a-z0-9_.-]{0,39}", r"[0-9]{1,16}-[0-9]{1,15}"
DAY = r"[0-9]{1,2}\.[0-9]{1,2}\.20[0-9]{2}"
#: What an address of each list may hold. The filters of the queue are read as the queue reads them.
LISTS: dict[str, dict[str, str]] = {
    "queue": {"answer": "[A-Za-z0-9_-]{16}", "q": "[0-9]{10}"},
    "inbox": {"box": CODE, "branch": CODE, "after": KEY},
    "journal": {"kind": CODE, "actor": CODE, "number": "[0-9]{10}", "since": DAY, "until": DAY, "after": KEY},
    "complaints": {},
    "messages": {},
}


class ReturnAddress(NamedTuple):
    """A list of staff and its filters."""

    screen: str
    args: dict[str, str]

    @property
    def encoded(self) -> str:
        """As an address bears it, like `queue?sort=-due`; empty for the whole queue, to which a case leads anyway."""
        if self.screen == "queue" and not self.args:
            return ""
        return self.screen + self.query

    @property
    def query(self) -> str:
        return f"?{urlencode(self.args)}" if self.args else ""

    def url(self, **more: str) -> str:
        """The address of the list. `more`: what is to be said there."""
        return f"/operator/{self.screen}{ReturnAddress(self.screen, {**self.args, **more}).query}"


def build_return_address(screen: str, args: Mapping[str, str]) -> ReturnAddress:
    """What of these arguments that list filters by; of anything else nothing is kept. KeyError: it is no list."""
    wanted = LISTS[screen]
    filters = queue_filter_args(parse_queue_filter(args)) if screen == "queue" else {}
    kept = {name: args[name] for name in wanted if matches_pattern(wanted[name], args.get(name, ""))}
    return ReturnAddress(screen, {**filters, **kept})


def matches_pattern(pattern: str, value: str) -> bool:
    return re.fullmatch(pattern, value) is not None


def parse_return_address(sent: str) -> ReturnAddress | None:
    """What `encoded` wrote; None for anything else: another site, another screen, something that was tampered with."""
    screen, _, query = sent.partition("?")
    if len(sent) > MAX_LENGTH or screen not in LISTS:
        return None
    return build_return_address(screen, dict(parse_qsl(query)))


def format_return_query(written: str) -> str:
    """The query of a link to a case; empty where there is nothing to say."""
    return f"?return_to={quote(written, safe='')}" if written else ""
