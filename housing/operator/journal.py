"""The journal, for auditors: who read and changed what, and whether the chain of its rows holds."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for

from housing.labels import ACTORS, EVENTS
from housing.labels.unjournalled import UNJOURNALLED
from housing.operator import operator
from housing.operator._journal_filter import READERS, filter_args, parse_filter
from housing.operator._journal_text import actor_label, describe_details, event_label
from housing.queries.cases.inbox import count_unread
from housing.queries.journal import events as told
from housing.web.access import access
from housing.web.responses import page


@operator.get("/operator/journal")
@access(*READERS)
def journal() -> Any:
    sought, wrong = parse_filter(request.args)
    listed = told.load_journal_page(sought)
    return page(
        "operator/journal.html",
        422 if wrong else 200,
        listed=listed,
        sought=sought,
        wrong=wrong,
        kinds=EVENTS,
        others=ACTORS,
        actors=told.list_actors(),
        check=told.load_last_chain_check(),
        who_did=actor_label,
        kind_of=event_label,
        details=describe_details,
        filter=filter_args(sought),
        following=journal_address(sought, after=listed.following) if listed.following else None,
        first=journal_address(sought) if sought.after else None,
        most=told.MAX_ROWS,
        unread=count_unread(g.who),
        unjournalled=dict.fromkeys(UNJOURNALLED.values()),
        sent=request.args,
        errors_on_page=bool(wrong),
    )


def journal_address(sought: told.EventFilter, **more: Any) -> str:
    return url_for("operator.journal", **filter_args(sought), **more)
