"""Whose electronic digital signature (ЭЦҚ, ЭЦП) is this? Pinned authorities and the server's clock decide."""

from housing.gateways.eds.certificates import Purpose
from housing.gateways.eds.refusals import WORDS, Refused
from housing.gateways.eds.trust import Trust, is_demo_anchor, load_trust
from housing.gateways.eds.verifier import Signer, verify

__all__ = ["WORDS", "Purpose", "Refused", "Signer", "Trust", "is_demo_anchor", "load_trust", "verify"]
