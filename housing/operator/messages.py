"""Messages that reached nobody: why, when they are tried next; to send one again, or to give it up with a reason.

Whoever looks sees the number of the application and what the message told, never a name, a phone number or an address.
"""

from __future__ import annotations

from typing import Any

from flask import abort, g, request

from housing.actions.notice.give_up import give_up_message
from housing.actions.notice.send_again import MessageNotStuck, send_again
from housing.labels import MESSAGE_KINDS, MESSAGE_STATES
from housing.labels.message_labels import MESSAGE_CLOSED, MESSAGE_FAULTS
from housing.operator import operator
from housing.queries.cases.inbox import count_unread
from housing.queries.filing import messages as outbox
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

CHANGERS = ("supervisor", "head_office", "administrator")
READERS = (*CHANGERS, "auditor")
LABELS = {"kinds": MESSAGE_KINDS, "states": MESSAGE_STATES, "faults": MESSAGE_FAULTS, "reasons": MESSAGE_CLOSED}


def visible_branch() -> str | None:
    """The branch whose messages somebody may see; None: all."""
    return (g.who.branch_code or "") if g.who.role == "supervisor" else None


def messages_context() -> dict[str, Any]:
    return {**LABELS, "may_change": g.who.role in CHANGERS, "waiting": outbox.count_failed_messages(visible_branch())}


@operator.get("/operator/messages")
@access(*READERS)
def messages() -> Any:
    found = outbox.list_failed_messages(visible_branch())
    return page(
        "operator/messages.html",
        messages=found,
        shown=outbox.MAX_SHOWN,
        unread=count_unread(g.who),
        **messages_context(),
    )


@operator.post("/operator/messages/<int(max=999999999):message_id>/again")
@access(*CHANGERS)
def messages_again(message_id: int) -> Any:
    found = outbox.load_failed_message(visible_branch(), message_id) or abort(404)
    try:
        call_once(send_again, found.id, g.who.login, now())
    except MessageNotStuck:
        return render_result(message_id, 409)
    return render_result(message_id)


@operator.post("/operator/messages/<int(max=999999999):message_id>/close")
@access(*CHANGERS)
def messages_close(message_id: int) -> Any:
    found, reason = (
        outbox.load_failed_message(visible_branch(), message_id) or abort(404),
        request.form.get("reason", ""),
    )
    if reason not in MESSAGE_CLOSED:
        return render_result(message_id, 422)
    try:
        call_once(give_up_message, found.id, reason, g.who.login, now())
    except MessageNotStuck:
        return render_result(message_id, 409)
    return render_result(message_id)


def render_result(message_id: int, status: int = 200) -> Any:
    """To HTMX the row as it is now; without it back to the list, or the list with what was wrong."""
    fresh = outbox.load_failed_message(visible_branch(), message_id) or abort(404)
    if request.htmx:  # type: ignore[attr-defined]
        return page("operator/_messages_changed.html", status, message=fresh, outcome=status, **messages_context())
    if status == 200:
        return redirect_to("operator.messages", _anchor=f"messages-row-{message_id}")
    found = outbox.list_failed_messages(visible_branch())
    return page(
        "operator/messages.html",
        status,
        messages=found,
        shown=outbox.MAX_SHOWN,
        unread=count_unread(g.who),
        wrong=fresh,
        wrong_status=status,
        **messages_context(),
    )
