"""The receipt and the signed application as PDFs, to be kept or shown: for whoever may see the case alone."""

from __future__ import annotations

import io

from flask import Response, abort, g, send_file

from housing.actions.filing.print_filing import print_filing
from housing.citizen import citizen
from housing.config import current_services
from housing.labels import FILING_TITLES
from housing.presentation.formats import notice_language
from housing.queries.filing.cabinet import load_own_case
from housing.queries.filing.signed import load_signature_evidence
from housing.web.access import CITIZEN, access


@citizen.get("/cabinet/filing/<number>/<kind>.pdf")
@access(CITIZEN)
def filing(number: str, kind: str) -> Response:
    """In the language of the page. The name of the file bears the number and no name of a person."""
    case = load_own_case(g.who, number)
    evidence = load_signature_evidence(case.id) if case else None
    if case is None or evidence is None or kind not in FILING_TITLES or not evidence.is_readable:
        abort(404)
    content = print_filing(case, evidence, kind, notice_language(), current_services().settings.public_url)
    name = f"{number}-{kind}.pdf"
    return send_file(io.BytesIO(content), "application/pdf", as_attachment=True, download_name=name)
