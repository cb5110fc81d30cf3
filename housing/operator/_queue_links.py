"""Where one may go from a page of the queue: other pages, other orders, a case and back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from housing.queries.cases.queue_filter import QueueFilter, queue_filter_args
from housing.queries.cases.return_address import ReturnAddress, format_return_query

QUEUE = "/operator/queue"


def list_address(asked: QueueFilter, **instead: Any) -> str:
    """The address of a list; `instead` changes a filter and begins at the first page."""
    changed = asked._replace(**{"after": None, "until": None, **instead}) if instead else asked
    query = urlencode(queue_filter_args(changed))
    return f"{QUEUE}?{query}" if query else QUEUE


@lru_cache(maxsize=512)
def page_links(asked: QueueFilter, before: str, following: str) -> dict[str, str]:
    """Where one may go from a page of the list."""
    args = queue_filter_args(asked._replace(after=None, until=None))
    turned = {by: f"-{by}" if asked.sort == by else by for by in ("due", "accepted")}
    return {
        "first": list_address(asked, after=None) if asked.after or asked.until else "",
        "before": f"{QUEUE}?{urlencode({**args, 'until': before})}" if before else "",
        "following": f"{QUEUE}?{urlencode({**args, 'after': following})}" if following else "",
        "query": list_address(asked).partition("?")[2],
        **return_links(ReturnAddress("queue", queue_filter_args(asked))),
        **{by: list_address(asked, sort=sort) for by, sort in turned.items()},
    }


def return_links(listed: ReturnAddress) -> dict[str, str]:
    """`act`: the query of a button of a row, `case`: of a link to a case, so that the same list comes back."""
    return {"act": listed.query, "case": format_return_query(listed.encoded)}
