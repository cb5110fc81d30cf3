"""Backups, for the administrator: what lies in the folder, the last one restored on trial, messages held back."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import g

from housing.actions.journal.release_messages import MessagesNotHeld, release_messages
from housing.config import current_services
from housing.labels.backup_labels import BACKUP_FAULTS, BACKUP_STATES
from housing.operator import operator
from housing.presentation.formats import format_duration
from housing.queries.cases.inbox import count_unread
from housing.queries.journal.backups import describe_backups, list_backups, load_last_event
from housing.queries.journal.restores import are_messages_held
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


@operator.get("/operator/backups")
@access("administrator")
def backups() -> Any:
    how = current_services().settings.backups
    state, drill = describe_backups(how.folder, now()), load_last_event("drill.passed", "drill.failed")
    return page(
        "operator/backups.html",
        backups=list_backups(how.folder),
        state=BACKUP_STATES[state],
        well=state == "well",
        last=load_last_event("backup.made", "backup.failed"),
        drill=drill,
        took=format_duration(drill.detail["seconds"]) if drill else "",
        faults=BACKUP_FAULTS,
        held=are_messages_held(),
        days=how.days,
        weeks=how.weeks,
        unread=count_unread(g.who),
    )


@operator.post("/operator/backups/release")
@access("administrator")
def backups_release() -> Any:
    """Messages go out again; where nothing holds them any more that is no fault."""
    with suppress(MessagesNotHeld):
        call_once(release_messages, g.who.login, now())
    return redirect_to("operator.backups")
