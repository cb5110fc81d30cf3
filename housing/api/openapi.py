"""What the API understands and answers, for whoever builds upon it: an OpenAPI file."""

from __future__ import annotations

from pathlib import Path

from flask import Response

from housing.api import api
from housing.web.access import ANYONE, access

FILE = Path(__file__).with_name("openapi.json")


@api.get("/api/openapi")
@access(ANYONE)
def openapi() -> Response:
    return Response(FILE.read_bytes(), mimetype="application/json")
