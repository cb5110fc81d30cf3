"""What was signed and what proves it: the answers word for word, the key, its authority, and how to check it alone."""

from __future__ import annotations

from flask import Response, abort, g

from housing.citizen import citizen
from housing.formats import language
from housing.queries.cabinet import case_of
from housing.queries.signed import signed
from housing.web import CITIZEN, access, page


@citizen.get("/cabinet/signature/<number>")
@access(CITIZEN)
def signature(number: str) -> Response:
    case = case_of(g.who.iin, number) or abort(404)
    evidence = signed(case.id) or abort(404)
    doc = evidence.answers
    # Frozen in Kazakh, in Russian, and as it was shown: a page in another language shows the Kazakh text.
    tongue = language() if language() in doc["asks"] else "kk"
    return page("citizen/signature.html", case=case, evidence=evidence, doc=doc, tongue=tongue)
