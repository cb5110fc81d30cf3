"""Was the key revoked? What follows from what the responder and the lists say, and from their silence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import CrlFolder, Responder, Revocation, SignatureRefused
from tests.gateways.revocation_workshop import HOUR, SERIAL, answer, crl

NEVER_ISSUED = datetime(1970, 1, 1, tzinfo=UTC)


class Sources:
    """A responder on loopback and a folder of lists, and how a key fares by them."""

    def __init__(self, workshop, trust, server, folder, certificate) -> None:
        self.workshop, self.trust, self.server, self.folder = workshop, trust, server, folder
        self.certificate, self.noon = certificate, workshop.noon
        responder = Responder(server.url, clock=lambda: workshop.noon, timeout=2.0)
        self.revocation = Revocation(CrlFolder(folder, trust), responder)
        server.says(b"", 500)

    def answers(self, **how) -> None:
        self.server.reply = lambda question: (200, answer(self.workshop, question, **how))

    def lists(self, *revoked, **how) -> None:
        (self.folder / "0.crl").write_bytes(crl(self.workshop, *revoked, **how))

    def judged(self, policy="require") -> str:
        authority = self.trust.authorities[0]
        return self.outcome(
            lambda: self.revocation.with_policy(policy).check_certificate(self.certificate, authority, self.noon)
        )

    def again(self, now=None, signed_at=None) -> str:
        """A look later, at `now`, at a signature of `signed_at`; the sources are those for documents."""
        how = {"trust": self.trust, "signed_at": signed_at or self.noon, "now": now or self.noon}
        return self.outcome(lambda: self.revocation.with_policy("if_known").check_again(self.certificate.der, **how))

    def outcome(self, ask) -> str:
        try:
            return ask().words
        except SignatureRefused as refused:
            return refused.code


@pytest.fixture
def sources(workshop, trust, server, tmp_path, certificate):
    return Sources(workshop, trust, server, tmp_path, certificate)


BY_LIST = "good by CRL of 2026-07-13 11:00 UTC"


def test_silence_everywhere_refuses_a_sign_in_and_not_an_application(sources):
    assert sources.judged("require") == "REVOCATION_UNKNOWN"
    assert sources.judged("if_known") == "not checked"


@pytest.mark.parametrize("policy", ["require", "if_known"])
def test_the_responder_is_believed_before_the_lists(sources, policy):
    sources.answers()
    assert sources.judged(policy) == "good by OCSP"
    sources.lists()
    assert sources.judged(policy) == "good by OCSP"


@pytest.mark.parametrize("policy", ["require", "if_known"])
def test_a_list_in_force_stands_in_for_a_silent_responder(sources, policy):
    sources.lists()
    assert sources.judged(policy) == BY_LIST


@pytest.mark.parametrize("policy", ["require", "if_known"])
def test_whoever_says_revoked_is_believed(sources, policy):
    sources.answers(status="revoked", since=sources.noon - HOUR)
    sources.lists()
    assert sources.judged(policy) == "CERT_REVOKED"
    sources.answers()
    sources.lists({SERIAL: sources.noon - HOUR})
    assert sources.judged(policy) == "CERT_REVOKED"


def test_who_stands_in_a_list_is_refused_without_asking_further(sources, server):
    sources.lists({SERIAL: sources.noon - HOUR})
    assert sources.judged() == "CERT_REVOKED"
    assert server.asked == []


@pytest.mark.parametrize("policy", ["require", "if_known"])
def test_a_certificate_that_was_never_issued_is_refused(sources, policy):
    sources.answers(status="revoked", since=NEVER_ISSUED)
    assert sources.judged(policy) == "CERT_REVOKED"


def test_revoked_a_moment_ahead_of_our_clock_is_revoked(sources):
    sources.answers(status="revoked", since=sources.noon + timedelta(minutes=2))
    assert sources.judged("if_known") == "CERT_REVOKED"


def test_unknown_proves_nothing_and_the_lists_decide(sources):
    sources.answers(status="unknown")
    assert sources.judged("require") == "REVOCATION_UNKNOWN"
    assert sources.judged("if_known") == "not checked"
    sources.lists()
    assert sources.judged("require") == BY_LIST


def test_a_forged_good_is_silence(sources):
    sources.answers(key="forger")
    assert sources.judged("require") == "REVOCATION_UNKNOWN"
    assert sources.judged("if_known") == "not checked"


def test_without_any_source_nobody_signs_in(certificate, trust, workshop):
    with pytest.raises(SignatureRefused, match="REVOCATION_UNKNOWN"):
        Revocation().check_certificate(certificate, trust.authorities[0], workshop.noon)


def test_evidence_of_an_answer_is_the_answer_itself(sources, certificate, trust, server):
    sources.answers()
    proof = sources.revocation.check_certificate(certificate, trust.authorities[0], sources.noon)
    assert proof.evidence.startswith(b"\x30") and b"20260713120000Z" in proof.evidence


# ------------------------------------------------------------------------------------------------------ a look later


def test_a_look_later_without_an_answer_says_so_whatever_the_policy(sources):
    assert sources.again() == "REVOCATION_UNKNOWN"


def test_a_look_later_that_finds_it_good_says_by_whom(sources):
    sources.lists()
    assert sources.again() == BY_LIST
    sources.answers()
    assert sources.again() == "good by OCSP"


def test_revoked_after_the_signature_does_not_annul_it(sources):
    later = sources.noon + 2 * HOUR
    sources.answers(status="revoked", since=sources.noon + HOUR, at=later)
    assert sources.again(now=later) == "good by OCSP"
    assert sources.again(now=later, signed_at=sources.noon + HOUR) == "CERT_REVOKED"


def test_revoked_by_the_signature_annuls_it(sources):
    later = sources.noon + HOUR
    sources.answers(status="revoked", since=sources.noon - HOUR, at=later)
    assert sources.again(now=later) == "CERT_REVOKED"


def test_in_a_list_too_the_moment_of_signing_decides(sources):
    later = sources.noon + HOUR
    how = {"issued": later, "until": later + HOUR}
    sources.lists({SERIAL: sources.noon + HOUR / 2}, **how)
    assert sources.again(now=later) == "good by CRL of 2026-07-13 13:00 UTC"
    sources.lists({SERIAL: sources.noon - HOUR / 2}, **how)
    assert sources.again(now=later) == "CERT_REVOKED"


def test_a_list_from_after_the_term_proves_nothing_for_ended_keys_are_dropped(sources, workshop):
    short = workshop.person(term=(workshop.noon - HOUR, workshop.noon + HOUR))
    der = short.public_bytes(Encoding.DER)
    later = sources.noon + 2 * HOUR
    sources.lists(issued=later, until=later + HOUR)
    how = {"trust": sources.trust, "signed_at": sources.noon, "now": later}
    assert sources.outcome(lambda: sources.revocation.check_again(der, **how)) == "REVOCATION_UNKNOWN"


def test_lists_at_hand_accuse_a_key_that_others_found_good(sources, certificate, trust):
    sources.lists({SERIAL: sources.noon - HOUR})
    with pytest.raises(SignatureRefused, match="CERT_REVOKED"):
        sources.revocation.refuse_listed(certificate.der, trust=trust, at=sources.noon)
    sources.revocation.refuse_listed(certificate.der, trust=trust, at=sources.noon - 2 * HOUR)
