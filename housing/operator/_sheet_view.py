"""How a page of a document is looked at: how large, and turned which way."""

from __future__ import annotations

from flask import request

#: Dots across, by zoom; degrees clockwise.
SHEET_WIDTHS, SHEET_TURNS = {1: 700, 2: 1100, 3: 1700}, (0, 90, 180, 270)


def requested_view() -> tuple[int, int]:
    """Zoom and turn of an address; what is not one of them is the plain view."""
    zoom, turn = request.args.get("zoom", 1, type=int), request.args.get("turn", 0, type=int)
    return zoom if zoom in SHEET_WIDTHS else 1, turn if turn in SHEET_TURNS else 0
