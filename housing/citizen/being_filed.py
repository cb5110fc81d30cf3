"""While a signed application is being checked: a second press waits here, and ends where the first one does.

What is being checked is known in the memory of this process alone; what a restart forgets, the database tells.
"""

from __future__ import annotations

from flask import Response, request, session

from housing.citizen import citizen
from housing.citizen._filings import address_after_filing
from housing.web.access import CITIZEN, access
from housing.web.responses import go_to, page

#: Seconds between two looks: by the script, and by a browser without it, which loads the whole page.
POLL_SECONDS, RELOAD_SECONDS = 2, 5


@citizen.get("/apply/being-filed")
@access(CITIZEN)
def being_filed() -> Response:
    draft = request.args.get("draft", session.get("draft"), type=int) or 0
    ended_at = address_after_filing(draft)
    if ended_at:
        return go_to(ended_at)
    if request.headers.get("HX-Request"):
        return Response(status=204)  # nothing new: nothing is swapped, nothing is read aloud again
    return page("citizen/being_filed.html", draft=draft, pause=POLL_SECONDS, pause_without_script=RELOAD_SECONDS)
