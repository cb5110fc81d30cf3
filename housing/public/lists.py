"""The published lists of the register: for everybody, by settlement and list."""

from __future__ import annotations

from flask import Response, request

from housing.presentation.formats import language
from housing.public import public
from housing.queries.reference.settlements import settlement_name
from housing.queries.register.inventories import list_ended_inventories
from housing.queries.register.published import list_published_lists, load_last_month
from housing.text.alphabet import order_key
from housing.web.access import ANYONE, access
from housing.web.responses import page, redirect_to

#: So many of the last inventories are told: two years of the country's, or the last ones of branches.
INVENTORIES = 8


@public.get("/lists")
@access(ANYONE)
def lists() -> Response:
    """`at`: a settlement whose lists are wanted."""
    month = load_last_month()
    found = list_published_lists(month) if month else []
    names = {key.settlement: settlement_name(key.settlement, language(), True) for key, _entries in found}
    wanted = request.args.get("at", "")
    own = [(key, entries) for key, entries in found if key.settlement == wanted]
    if len(own) == 1:
        return redirect_to("public.published_list", **own[0][0]._asdict())
    settlements = sorted(names.items(), key=lambda one: order_key(one[1]))
    inventories = list_ended_inventories(INVENTORIES)
    return page(
        "public/lists.html", month=month, settlements=settlements, wanted=wanted, own=own, inventories=inventories
    )
