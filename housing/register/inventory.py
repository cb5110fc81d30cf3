"""An inventory: how far it is, in numbers, and the entries behind each of them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import abort, g, request

from housing.actions.cases.official import Official
from housing.actions.journal.write_readings import note_list
from housing.actions.register.begin_inventory import InventoryRefused, stop_inventory
from housing.law.inventory import CHECK_ANSWERS
from housing.queries.reference.source_settings import list_source_titles
from housing.queries.register.inventories import list_checks, load_inventory, load_progress
from housing.register import READERS, register
from housing.register._inventory_parts import ACTORS, CODES, build_progress_section, code_words, reader_branch
from housing.web.access import access
from housing.web.current import now
from housing.web.responses import page, redirect_to

#: What an address may name at most: the database knows no longer numbers.
LAST_ID = 2147483647


@register.get("/register/inventory/<int(max=2147483647):inventory_id>")
@access(*READERS)
def inventory(inventory_id: int) -> Any:
    """`at`: which number is opened; `after`: from where on. It asks for its numbers again while it goes on."""
    found = load_inventory(inventory_id, reader_branch()) or abort(404)
    progress = load_progress(inventory_id)
    at = request.args.get("at", "")
    at = at if at in CODES else ""
    after = min(request.args.get("after", 0, int), LAST_ID)
    rows, following = list_checks(inventory_id, at, reader_branch(), after) if at else ([], 0)
    note_list("checks", [one.number for one in rows], g.who.login, now(), inventory=inventory_id)
    return page(
        "register/inventory.html",
        fragment="register/_inventory_progress.html" if "seen" in request.args else None,
        found=found,
        progress=progress,
        section=build_progress_section(progress),
        numbers=[(code, code_words(code), progress.counts[code]) for code in CODES if progress.counts[code]],
        at=at,
        at_words=code_words(at) if at else "",
        rows=rows,
        following=following,
        answers=CHECK_ANSWERS,
        sources=dict(list_source_titles()),
        may_stop=g.who.role in ACTORS and reader_branch() in (None, found.branch_code),
    )


@register.post("/register/inventory/<int(max=2147483647):inventory_id>/stop")
@access(*ACTORS)
def inventory_stop(inventory_id: int) -> Any:
    """A second press finds it stopped and only shows it."""
    load_inventory(inventory_id, reader_branch()) or abort(404)
    with suppress(InventoryRefused):
        stop_inventory(inventory_id, Official.from_user(g.who), now())
    return redirect_to("register.inventory", inventory_id=inventory_id)
