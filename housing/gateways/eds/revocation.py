"""Was the key revoked? Asked of the authority's responder, then of the lists at hand; and what follows from silence.

Two policies. `require`: without a fresh answer nobody gets in (sign-in; the one-time password stays open). `if_known`:
whatever is at hand that says "revoked" refuses, silence does not (an application keeps its place in the queue, is
recorded as "not checked" and checked later).

Where to ask is a matter of settings. Addresses inside a certificate are not followed: whoever makes the certificate
writes them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from housing.gateways.eds.certificates import Certificate, read_certificate
from housing.gateways.eds.crl import Crl, CrlFolder
from housing.gateways.eds.ocsp import OcspError
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.responder import Responder
from housing.gateways.eds.trust import Trust

Policy = Literal["require", "if_known"]
NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Proof:
    """Why a certificate is held for good, or NOT_CHECKED; and what is kept of it."""

    words: str = NOT_CHECKED
    evidence: bytes = b""


@dataclass(frozen=True)
class Revocation:
    """The sources, shared by threads, and the policy. `crls`, `responder`: None where there is none."""

    crls: CrlFolder | None = None
    responder: Responder | None = None
    policy: Policy = "require"

    @property
    def has_sources(self) -> bool:
        """A responder, or at least one list at hand."""
        return self.responder is not None or bool(self.crls and self.crls.has_lists())

    def with_policy(self, policy: Policy) -> "Revocation":
        """The same sources under another policy."""
        return replace(self, policy=policy)

    def check_certificate(self, certificate: Certificate, authority: Certificate, at: datetime) -> Proof:
        """For a signature that arrives: revoked by `at` is CERT_REVOKED, silence is REVOCATION_UNKNOWN or NOT_CHECKED.

        A list proves something if it is in force at `at`; it accuses at any time.
        """
        self._refuse_listed(certificate, authority, at)
        proof = self._by_responder(certificate, authority, at, at) or self._by_list(certificate, authority, at)
        return self._otherwise_by_policy(proof)

    def check_again(self, certificate_der: bytes, *, trust: Trust, signed_at: datetime, now: datetime) -> Proof:
        """For a signature accepted at `signed_at` as NOT_CHECKED: was its key revoked by then, as far as is known now?

        Raises Refused: CERT_REVOKED; REVOCATION_UNKNOWN, still no answer, whatever the policy. A list of today says so
        only of a certificate whose term had not ended when it was issued: ended ones are dropped from lists.
        """
        certificate = read_certificate(certificate_der)
        authority = trust.issuer_of(certificate)
        self._refuse_listed(certificate, authority, signed_at)
        proof = self._by_responder(certificate, authority, signed_at, now) or self._by_list(certificate, authority, now)
        return self.with_policy("require")._otherwise_by_policy(proof)

    def refuse_listed(self, certificate_der: bytes, *, trust: Trust, at: datetime) -> None:
        """CERT_REVOKED where a list at hand says so; asks nobody."""
        certificate = read_certificate(certificate_der)
        self._refuse_listed(certificate, trust.issuer_of(certificate), at)

    def _lists_of(self, authority: Certificate) -> list[Crl]:
        return self.crls.lists_of(authority) if self.crls else []

    def _refuse_listed(self, certificate: Certificate, authority: Certificate, signed_at: datetime) -> None:
        for crl in self._lists_of(authority):
            since = crl.revoked_at(certificate.serial)
            if since is not None and since <= signed_at:
                raise SignatureRefused("CERT_REVOKED")

    def _by_list(self, certificate: Certificate, authority: Certificate, now: datetime) -> Proof | None:
        for crl in self._lists_of(authority):
            if crl.whole and crl.in_force(now) and crl.issued <= certificate.not_after:
                return Proof(f"good by {crl.words}", crl.evidence)
        return None

    def _by_responder(
        self, certificate: Certificate, authority: Certificate, signed_at: datetime, now: datetime
    ) -> Proof | None:
        """None where it is silent or does not know the certificate: then the lists decide."""
        try:
            answer = self.responder.ask_status(certificate, authority, now) if self.responder else None
        except OcspError:
            return None
        if answer is None or answer.status == "unknown":
            return None
        # Asked at the very moment of signing, "revoked" is enough: the responder's clock may be ahead of ours.
        if answer.revoked_at is not None and (answer.revoked_at <= signed_at or signed_at == now):
            raise SignatureRefused("CERT_REVOKED")
        return Proof("good by OCSP", answer.response)

    def _otherwise_by_policy(self, proof: Proof | None) -> Proof:
        if proof is None and self.policy == "require":
            raise SignatureRefused("REVOCATION_UNKNOWN")
        return proof or Proof()
