"""Certificates that somebody made for himself: the best known weakness of sign-in by electronic signature."""

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import SignatureRefused, verify_signature


def test_a_certificate_with_a_key_put_in_place_of_the_holders_is_refused(workshop, refusal, make_key):
    genuine = workshop.person().public_bytes(Encoding.DER)
    theirs, mine = (workshop.key_info(make_key(name)) for name in ("person", "forger"))
    swapped = x509.load_der_x509_certificate(genuine.replace(theirs, mine))
    assert refusal(workshop.cms(certificate=swapped, key=make_key("forger"))) == "CERT_SIGNATURE_INVALID"


def test_a_signature_by_another_key_than_the_certificates_is_refused(workshop, refusal, make_key):
    assert refusal(workshop.cms(key=make_key("forger"))) == "SIGNATURE_INVALID"


def test_two_certificates_with_the_signers_number_leave_nobody_to_believe(workshop, refusal):
    twin = workshop.person(issuer_key="forger")
    assert refusal(workshop.cms(along=[twin])) == "NO_SIGNER_CERT"


def test_the_reason_says_nothing_about_the_person(workshop, refusal, trust):
    try:
        verify_signature(workshop.cms()[:-9] + b"123456789", b"text", trust=trust, at=workshop.noon, purpose="signing")
    except SignatureRefused as refused:
        assert refused.args == ("SIGNATURE_INVALID",)
        assert refused.__cause__ is None
    else:
        raise AssertionError("accepted")
