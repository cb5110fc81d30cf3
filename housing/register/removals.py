"""Removals that somebody has to see to: those that wait for a second official, and those yet to be told."""

from __future__ import annotations

from typing import Any

from flask import g

from housing.actions.journal.write_readings import note_list
from housing.law.removal import GROUNDS
from housing.law.removal_clock import NOTICE_DAYS
from housing.law.working_time import ALMATY
from housing.queries.cases.inbox import count_unread
from housing.queries.register.removals import MAX_SHOWN, list_untold_removals, list_waiting_removals
from housing.register import REMOVAL_READERS, register
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page


@register.get("/register/removals")
@access(*REMOVAL_READERS)
def removals() -> Any:
    at = now()
    waiting, untold = list_waiting_removals(g.who.branch_code), list_untold_removals(g.who.branch_code)
    note_list("removals", [one.register_number for one in (*waiting, *untold)], g.who.login, at)
    return page(
        "register/removals.html",
        waiting=waiting,
        untold=untold,
        at=at,
        today=at.astimezone(ALMATY).date(),
        grounds=GROUNDS,
        most=MAX_SHOWN,
        notice_days=NOTICE_DAYS,
        unread=count_unread(g.who),
    )
