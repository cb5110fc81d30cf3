"""NCANode: a server with the certified Kalkan library, asked for cryptography and revocation and for nothing else.

Its "valid": true is not enough. It says so of a message without signers and of a signer without certificate, does not
compare the content of an attached signature with what was asked, does not look at what a key is for, knows no moment
but its own, and takes an empty cache of lists for "not revoked". So everything but the two things above is decided by
our own code first, and whatever in its answer is missing or differs refuses. Its /pkcs12 is never called: private keys
do not travel.
"""

import json
import logging
from base64 import b64encode
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from housing.gateways.eds.certificates import Certificate, Purpose
from housing.gateways.eds.cms import SignedMessage, der_of
from housing.gateways.eds.exchange import NoAnswerError, address_of, exchange_http
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.revocation import NOT_CHECKED, Policy
from housing.gateways.eds.trust import Trust
from housing.gateways.eds.verifier import Signer, identify_signer, parse_signed_message

log = logging.getLogger(__name__)

_LARGEST = 256 * 1024  # bytes of an answer


@dataclass(frozen=True)
class NcaNodeAnswer:
    """What NCANode says about the one signer. `good`: its responder (OCSP) answered that the key is not revoked."""

    signature: bool
    certificate: bool
    revoked: bool
    good: bool
    raw: bytes


class NcaNode:
    """At the address of the settings. `timeout`: seconds. Thread-safe: it keeps nothing."""

    def __init__(self, url: str, *, timeout: float = 5.0) -> None:
        address_of(url)
        self.url, self.timeout = f"{url.rstrip('/')}/cms/verify", timeout

    def verify(
        self, cms: bytes, content: bytes, *, trust: Trust, at: datetime, purpose: Purpose, policy: Policy
    ) -> Signer:
        """As `verifier.verify`; `at` is now, for NCANode knows no other moment.

        Refused REVOCATION_UNKNOWN also where NCANode does not answer: the words ask to try again in a few minutes.
        """
        message, certificate = parse_signed_message(cms, content)
        _, signer = identify_signer(certificate, trust=trust, at=at, purpose=purpose)
        question = _build_request(cms, content, message)
        said = self._ask_node(question, ["OCSP"], certificate, signer)
        if policy == "if_known" and not said.certificate and not said.revoked:
            # The authority's responder may be silent: is at least the signature good?
            said = self._ask_node(question, [], certificate, signer)
        return replace(signer, **_accept_answer(said, policy))

    def _ask_node(
        self, question: dict[str, Any], checks: list[str], certificate: Certificate, signer: Signer
    ) -> NcaNodeAnswer:
        body = json.dumps({**question, "revocationCheck": checks}).encode()
        try:
            status, raw = exchange_http(self.url, body, "application/json", timeout=self.timeout, limit=_LARGEST)
            answer = json.loads(raw)
        except (NoAnswerError, ValueError, RecursionError) as fault:
            log.warning("NCANode does not answer: %s", type(fault).__name__)
            raise SignatureRefused("REVOCATION_UNKNOWN") from None
        if status != 200:
            log.warning("NCANode answers with status %d", status)
            raise SignatureRefused("SIGNATURE_INVALID" if status == 400 else "REVOCATION_UNKNOWN")
        try:
            return _parse_answer(answer, raw, certificate, signer)
        except (LookupError, TypeError, ValueError):
            log.warning("NCANode's answer does not fit the question")
            raise SignatureRefused("SIGNATURE_INVALID") from None


def _build_request(cms: bytes, content: bytes, message: SignedMessage) -> dict[str, Any]:
    """`data` goes along only with a detached signature; elsewhere NCANode ignores it."""
    question = {"cms": b64encode(der_of(cms)).decode()}
    return question if message.attached is not None else {**question, "data": b64encode(content).decode()}


def _parse_answer(answer: Any, raw: bytes, certificate: Certificate, signer: Signer) -> NcaNodeAnswer:
    """Raises LookupError, TypeError, ValueError where a field is missing, odd or about somebody else."""
    (one,) = answer["signers"]
    (shown,) = one["certificates"]
    if int(shown["serialNumber"], 16) != certificate.serial or shown["subject"]["iin"] != signer.iin:
        raise ValueError("another certificate")
    checks = [(check["by"], _parse_flag(check["revoked"])) for check in shown.get("revocations") or ()]
    return NcaNodeAnswer(
        signature=_parse_flag(answer["valid"]),
        certificate=_parse_flag(shown["valid"]),
        revoked=any(revoked for _, revoked in checks),
        good=("OCSP", False) in checks,
        raw=raw,
    )


def _parse_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false was expected")
    return value


def _accept_answer(said: NcaNodeAnswer, policy: Policy) -> dict[str, Any]:
    if said.revoked:
        raise SignatureRefused("CERT_REVOKED")
    if not said.certificate:
        raise SignatureRefused("REVOCATION_UNKNOWN")
    if not said.signature:
        raise SignatureRefused("SIGNATURE_INVALID")
    if not said.good and policy == "require":
        raise SignatureRefused("REVOCATION_UNKNOWN")
    words = "good by NCANode (OCSP)" if said.good else NOT_CHECKED
    return {"revocation": words, "revocation_evidence": said.raw}
