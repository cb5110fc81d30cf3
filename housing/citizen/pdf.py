"""A notice as a PDF: both texts in one document, sealed where the bank has a key. For its addressee alone."""

from __future__ import annotations

import io

from flask import Response, abort, g, send_file

from housing.actions.notice.record_notice_opening import record_notice_opening
from housing.actions.notice.seal import build_notice_pdf
from housing.citizen import citizen
from housing.config import current_services
from housing.queries.filing.notice import load_own_notice
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import redirect_to


@citizen.get("/cabinet/notice/<number>.pdf")
@access(CITIZEN)
def pdf(number: str) -> Response:
    """Always the same bytes. The name of the file bears the number and no name of a person."""
    stored = load_own_notice(g.who, number) or abort(404)
    if not stored.is_intact:
        # The page says what is wrong; no paper leaves that is not what the bank issued.
        return redirect_to("citizen.notice", number=number)
    record_notice_opening(stored, now())
    content = build_notice_pdf(stored, current_services().notice_key, current_services().settings.public_url)
    return send_file(io.BytesIO(content), "application/pdf", as_attachment=True, download_name=f"{stored.number}.pdf")
