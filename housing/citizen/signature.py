"""What was signed and what proves it: the answers word for word, the key, its authority, and how to check it alone."""

from __future__ import annotations

from flask import Response, abort, g

from housing.citizen import citizen
from housing.presentation.formats import language
from housing.queries.filing.cabinet import load_own_case
from housing.queries.filing.signed import load_signature_evidence
from housing.web.access import CITIZEN, access
from housing.web.responses import page

#: How to check it with OpenSSL, the files being named as they are saved: the signature, then the hash.
VERIFY_COMMANDS = {
    "eds": (
        "openssl cms -verify -binary -inform DER -in {0}.p7s -content {0}.json -CAfile authority.pem -purpose any"
        " -no_check_time -out signed.json",
        "openssl dgst -sha256 {0}.json",
    ),
    "code": (
        "openssl pkeyutl -verify -pubin -keyform DER -inkey {0}.key.der -rawin -in {0}.sealed.json -sigfile {0}.seal",
        "openssl dgst -sha256 {0}.json",
    ),
}


@citizen.get("/cabinet/signature/<number>")
@access(CITIZEN)
def signature(number: str) -> Response:
    case = load_own_case(g.who, number) or abort(404)
    evidence = load_signature_evidence(case.id) or abort(404)
    doc = evidence.answers
    # Frozen in Kazakh, in Russian, and as it was shown: a page in another language shows the Kazakh text.
    tongue = language() if language() in doc.get("asks", {}) else "kk"
    command = [words.format(case.number) for words in VERIFY_COMMANDS[evidence.way]]
    return page(
        "citizen/signature.html",
        case=case,
        evidence=evidence,
        doc=doc,
        tongue=tongue,
        command=command,
        readable=evidence.is_readable,
    )
