"""A signature's verification beside its floor, GOST beside RSA, and how often a list of revoked keys is verified."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bench.bench import Line
from bench.measure_pages import milliseconds
from housing.gateways.eds import CrlFolder, Revocation, Signer, Trust, verify_signature
from housing.gateways.eds import crl as lists
from tests.gateways.gost_workshop import GostWorkshop
from tests.gateways.revocation_workshop import crl
from tests.gateways.workshop import NOON, Workshop

CONTENT, SIGN_INS = b"text", 100
HOUR = timedelta(hours=1)


def verifying(workshop: Workshop) -> tuple[Callable[[], Signer], Trust]:
    """One verification by our own code, from the bytes that arrived to who signed."""
    trust = workshop.trust(workshop.authority())
    certificate = workshop.person(**workshop.login)
    message = workshop.cms(CONTENT, certificate)
    return partial(verify_signature, message, CONTENT, trust=trust, at=NOON, purpose="sign-in"), trust


def floor(workshop: Workshop) -> Callable[[], None]:
    """The libraries' own parsing of what decides, and the two RSA verifications; nothing is compared or judged."""
    message, authority = workshop.cms(CONTENT, workshop.person(**workshop.login)), workshop.authority()

    def call() -> None:
        content = cms.ContentInfo.load(message, strict=True)["content"]
        (signer,), (shown,) = content["signer_infos"], content["certificates"]
        read_by_asn1crypto(content, signer)
        certificate = x509.load_der_x509_certificate(shown.chosen.dump())
        read_by_cryptography(certificate)
        signed = b"\x31" + signer["signed_attrs"].dump()[1:]
        verified(certificate, signer["signature"].native, signed)
        verified(authority, certificate.signature, certificate.tbs_certificate_bytes)

    return call


def read_by_asn1crypto(content: cms.SignedData, signer: cms.SignerInfo) -> None:
    sid = signer["sid"].chosen
    assert sid["serial_number"].native and sid["issuer"].dump()
    assert signer["digest_algorithm"]["algorithm"].dotted and signer["signature_algorithm"]["algorithm"].dotted
    assert content["encap_content_info"]["content"].native is None
    for attribute in signer["signed_attrs"]:
        assert attribute["type"].dotted and attribute["values"][0].native


def read_by_cryptography(certificate: x509.Certificate) -> None:
    assert [(one.oid.dotted_string, one.value) for one in certificate.subject]
    assert [(one.oid.dotted_string, one.value) for one in certificate.extensions]
    assert certificate.not_valid_before_utc < certificate.not_valid_after_utc and certificate.serial_number


def verified(signer: x509.Certificate, signature: bytes, message: bytes) -> None:
    key = signer.public_key()
    assert isinstance(key, RSAPublicKey)
    key.verify(signature, message, PKCS1v15(), hashes.SHA256())


def checks_of_a_list(workshop: Workshop) -> int:
    """Signature checks of the one list at hand, in so many sign-ins."""
    done, real = 0, lists.check_signature

    def counted(*how: object, **more: object) -> bool:
        nonlocal done
        done += 1
        return real(*how, **more)  # type: ignore[arg-type]

    sign_in, trust = verifying(workshop)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "list.crl").write_bytes(crl(workshop, {1000 + n: NOON - HOUR for n in range(200)}))
        revocation = Revocation(CrlFolder(Path(folder), trust))
        lists.check_signature = counted
        try:
            for _ in range(SIGN_INS):
                assert sign_in(revocation=revocation).revocation.startswith("good by CRL")  # type: ignore[call-arg]
        finally:
            lists.check_signature = real
    return done


def signatures(many: int) -> list[Line]:
    rsa, gost = Workshop(), GostWorkshop()
    ours, lowest, national = milliseconds(many, verifying(rsa)[0], floor(rsa), verifying(gost)[0])
    checks = [checks_of_a_list(workshop) for workshop in (rsa, gost)]
    beside, slower = ours / lowest, national / ours
    return [
        Line("a signature by RSA, processor time", f"{ours:.3f} ms", "", True),
        Line("its floor: two verifications and parsing", f"{lowest:.3f} ms", "", True),
        Line("a signature by RSA beside its floor", f"{beside:.2f}", "<= 1.5", beside <= 1.5),
        Line("a signature by GOST, processor time", f"{national:.2f} ms", "", True),
        Line("a signature by GOST beside one by RSA", f"{slower:.1f}", "< 25", slower < 25),
        Line(f"checks of a list in {SIGN_INS} sign-ins", f"{max(checks)}", "1", checks == [1, 1]),
    ]
