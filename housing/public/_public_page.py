"""Pages that say the same to everybody: kept until reference data are published anew, or the day ends."""

from __future__ import annotations

from collections.abc import Hashable

from flask import Response

from housing.queries.reference.names import current_day
from housing.queries.reference.reference import load_edition_or_none
from housing.web.responses import framed_page, page


def public_page(template: str, **context: Hashable) -> Response:
    """With the numbers of the law and the hours of the bank; while the database is silent, those of the Order."""
    edition = load_edition_or_none()
    if edition is None:
        return page(template, 200, None, **context)
    return framed_page(template, (edition, current_day(), *context.values()), {}, **context)
