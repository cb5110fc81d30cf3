"""Who looked at the person's file, day by day: in which role, from when to when, and at what."""

from __future__ import annotations

from datetime import date

from flask import Response, g, request

from housing.citizen import citizen
from housing.labels.reading_labels import LOOKED_AT, READERS
from housing.queries.filing.file_readings import list_numbers, load_readings_page
from housing.web.access import CITIZEN, access
from housing.web.responses import page


@citizen.get("/cabinet/readings")
@access(CITIZEN)
def readings() -> Response:
    """`before`: the day before which the page ends."""
    before = requested_day()
    listed = load_readings_page(g.who, before)
    several = len(list_numbers(listed)) > 1
    return page(
        "citizen/readings.html", listed=listed, before=before, several=several, readers=READERS, looked_at=LOOKED_AT
    )


def requested_day() -> date | None:
    """None for what is no day: the newest ones are shown then."""
    try:
        return date.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return None
