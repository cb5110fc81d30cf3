"""To print what was filed: the receipt, and the application as it was signed, each as a PDF on one sheet."""

from __future__ import annotations

from housing.queries.filing.cabinet import CabinetCase
from housing.queries.filing.filing import filing_code
from housing.queries.filing.signed import SignatureEvidence
from housing.queries.reference.settlements import branch_for, branch_name


def print_filing(case: CabinetCase, evidence: SignatureEvidence, kind: str, language: str, public_url: str) -> bytes:
    """`kind`: receipt or application; `language`: kk or ru. Raises KeyError of a document that this form never made."""
    # Late, as in actions/notice/seal.py: what draws a sheet is heavy.
    from housing.notices.filing_pdf import Filing, make_filing_pdf

    code = filing_code(evidence.sha256)
    filing = Filing(
        number=case.number,
        doc=evidence.answers,
        signer=evidence.signer,
        by_key=evidence.certificate is not None,
        sha256=evidence.sha256,
        code=code,
        signed_at=evidence.verified_at,
        accepted_at=case.accepted_at,
        due_at=case.due_at,
        branch=branch_name(branch_for(case.settlement), language),
        language=language,
        address=f"{public_url}/verify/{code}",
    )
    return make_filing_pdf(filing, kind)
