"""To judge the signatures of a sent PDF: whose each was, and whether it held when the file came.

The copy that is kept does not bear them, for it is written anew: what is found here is kept beside it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from housing.gateways import eds
from housing.gateways.papers.signatures import EmbeddedSignature, signatures_in


def verify_pdf_signatures(content: bytes, verifier: eds.Verifier, now: datetime) -> list[dict[str, Any]]:
    """One by one: `state` as in `eds.documents`, or earlier; `holder`, `organisation`, `revocation`.

    earlier: it held for what the file was when it was signed, and all that was added since is covered by a later
    signature that holds. Asks the authority's responder where one is configured, so in no transaction.
    """
    found = [(one, verify_embedded(one, verifier, now)) for one in signatures_in(content)]
    covered = any(one.reach == "whole" and said.state == "good" for one, said in found)
    return [
        {
            "state": signature_state(one, said, covered),
            "holder": said.holder,
            "organisation": said.organisation,
            "revocation": said.revocation,
        }
        for one, said in found
    ]


def verify_embedded(one: EmbeddedSignature, verifier: eds.Verifier, now: datetime) -> eds.SignatureReport:
    if one.reach == "none":
        return eds.SignatureReport("changed")
    return verifier.judge_document(one.cms, one.digest, at=now) if one.digest else eds.SignatureReport("unread")


def signature_state(one: EmbeddedSignature, said: eds.SignatureReport, covered: bool) -> str:
    if said.state == "good" and one.reach == "part":
        return "earlier" if covered else "changed"
    return said.state
