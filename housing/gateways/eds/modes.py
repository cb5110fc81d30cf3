"""Who verifies: our own code, NCANode, or both, which must then agree (setting EDS_VERIFIER)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from housing.gateways.eds.certificates import Purpose
from housing.gateways.eds.documents import SignatureReport, judge_document_signature
from housing.gateways.eds.ncanode import NcaNode
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.revocation import Policy, Revocation
from housing.gateways.eds.trust import Trust
from housing.gateways.eds.verifier import Signer, verify_signature

log = logging.getLogger(__name__)

Mode = Literal["python", "ncanode", "both"]
#: Whoever signs in can try again in a minute; an application must not lose its place because a responder is silent.
POLICIES: dict[Purpose, Policy] = {"sign-in": "require", "signing": "if_known"}


def in_the_log(ours: str, theirs: str) -> None:
    log.critical("verifiers disagree about a signature: python %s, NCANode %s", ours, theirs)


@dataclass(frozen=True)
class Verifier:
    """Everything that is configured, shared by threads.

    `revocation`: None asks nobody (the demo: its authority has no lists). `alarm(ours, theirs)` is told when the two
    disagree: reason codes or "OK", no personal data.
    """

    trust: Trust
    mode: Mode = "python"
    node: NcaNode | None = None
    revocation: Revocation | None = None
    alarm: Callable[[str, str], None] = in_the_log

    def __post_init__(self) -> None:
        if (self.mode != "python") != (self.node is not None):
            raise ValueError("NCANode's address belongs to the modes ncanode and both, and they need it")

    @property
    def can_tell_revoked(self) -> bool:
        """Is there anybody to ask whether a key was revoked? Without, nobody signs in by EDS."""
        return self.node is not None or self.revocation is None or self.revocation.has_sources

    def verify(self, cms: bytes, content: bytes, *, at: datetime, purpose: Purpose) -> Signer:
        """As `verifier.verify`, with the policy of revocation that belongs to the purpose. Raises Refused."""
        if self.mode == "python":
            return self._by_python(cms, content, at, purpose)
        if self.mode == "ncanode":
            return self._by_node(cms, content, at, purpose)
        return self._by_both(cms, content, at, purpose)

    def judge_document(self, cms: bytes, digest: bytes, *, at: datetime) -> SignatureReport:
        """As `documents.judge_document_signature`: always by our own code, for nothing is decided by it."""
        return judge_document_signature(cms, digest, trust=self.trust, at=at, revocation=self.revocation)

    def _by_python(self, cms: bytes, content: bytes, at: datetime, purpose: Purpose) -> Signer:
        revocation = self.revocation.with_policy(POLICIES[purpose]) if self.revocation else None
        return verify_signature(cms, content, trust=self.trust, at=at, purpose=purpose, revocation=revocation)

    def _by_node(self, cms: bytes, content: bytes, at: datetime, purpose: Purpose) -> Signer:
        """A list at hand that says "revoked" refuses whatever NCANode says."""
        assert self.node is not None
        signer = self.node.verify(cms, content, trust=self.trust, at=at, purpose=purpose, policy=POLICIES[purpose])
        if self.revocation:
            self.revocation.refuse_listed(signer.certificate, trust=self.trust, at=at)
        return signer

    def _by_both(self, cms: bytes, content: bytes, at: datetime, purpose: Purpose) -> Signer:
        """Ours is the answer when both accept. Silence of a source (REVOCATION_UNKNOWN) is no disagreement."""
        ours = _run_verifier(self._by_python, cms, content, at, purpose)
        theirs = _run_verifier(self._by_node, cms, content, at, purpose)
        refused = [one for one in (ours, theirs) if isinstance(one, SignatureRefused)]
        if isinstance(ours, Signer) and isinstance(theirs, Signer):
            return ours
        if len(refused) == 1 and refused[0].code != "REVOCATION_UNKNOWN":
            self.alarm(_refusal_code(ours), _refusal_code(theirs))
            raise SignatureRefused("SIGNATURE_INVALID")
        raise refused[0]


def _run_verifier(
    how: Callable[[bytes, bytes, datetime, Purpose], Signer], cms: bytes, content: bytes, at: datetime, purpose: Purpose
) -> Signer | SignatureRefused:
    try:
        return how(cms, content, at, purpose)
    except SignatureRefused as refused:
        return refused


def _refusal_code(outcome: Signer | SignatureRefused) -> str:
    return outcome.code if isinstance(outcome, SignatureRefused) else "OK"
