"""Whose electronic digital signature (ЭЦҚ, ЭЦП) is this? Pinned authorities and the server's clock decide."""

from housing.gateways.eds.certificates import Purpose
from housing.gateways.eds.crl import CrlFolder
from housing.gateways.eds.crl_fetch import Fetched, fetch_crls
from housing.gateways.eds.documents import SignatureReport, judge_document_signature
from housing.gateways.eds.modes import Mode, Verifier
from housing.gateways.eds.ncanode import NcaNode
from housing.gateways.eds.refusals import WORDS, SignatureRefused
from housing.gateways.eds.responder import Responder
from housing.gateways.eds.revocation import NOT_CHECKED, Proof, Revocation
from housing.gateways.eds.trust import Trust, is_demo_anchor, load_trust
from housing.gateways.eds.verifier import Signer, verify_signature

__all__ = [
    "NOT_CHECKED",
    "WORDS",
    "CrlFolder",
    "Fetched",
    "SignatureReport",
    "Mode",
    "NcaNode",
    "Proof",
    "Purpose",
    "SignatureRefused",
    "Responder",
    "Revocation",
    "Signer",
    "Trust",
    "Verifier",
    "fetch_crls",
    "is_demo_anchor",
    "judge_document_signature",
    "load_trust",
    "verify_signature",
]
