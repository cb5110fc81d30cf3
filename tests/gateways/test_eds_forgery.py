"""Certificates that somebody made for himself: the best known weakness of sign-in by electronic signature."""

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import Refused, verify

FORGER = (("CN", "ЖАЛҒАН КУӘЛАНДЫРУШЫ"), ("C", "KZ"))


def test_login_refuses_certificate_from_forged_ca_with_nca_name(workshop, refusal):
    forged = workshop.person(issuer_key="forger")
    inside = workshop.cms(certificate=forged, along=[workshop.authority(key="forger")])
    assert refusal(workshop.cms(certificate=forged)) == "CERT_SIGNATURE_INVALID"
    assert refusal(inside) == "CERT_SIGNATURE_INVALID"


def test_login_refuses_certificate_with_patched_iin(workshop, refusal, make_key):
    genuine = workshop.person().public_bytes(Encoding.DER)
    patched = x509.load_der_x509_certificate(genuine.replace(b"IIN900101300017", b"IIN900101300018"))
    assert refusal(workshop.cms(certificate=patched)) == "CERT_SIGNATURE_INVALID"


def test_login_refuses_certificate_with_a_key_put_in_place_of_the_holders(workshop, refusal, make_key):
    genuine = workshop.person().public_bytes(Encoding.DER)
    theirs, mine = (make_key(name).public_key().public_numbers().n.to_bytes(256) for name in ("person", "forger"))
    swapped = x509.load_der_x509_certificate(genuine.replace(theirs, mine))
    assert refusal(workshop.cms(certificate=swapped, key=make_key("forger"))) == "CERT_SIGNATURE_INVALID"


def test_login_refuses_self_signed_and_untrusted_ca_even_if_shipped_in_cms(workshop, refusal):
    own = workshop.person(issuer=FORGER, issuer_key="forger")
    shipped = workshop.cms(certificate=own, along=[workshop.authority(key="forger")])
    assert refusal(shipped) == "UNTRUSTED_ISSUER"
    assert refusal(workshop.cms(), trust=workshop.trust()) == "UNTRUSTED_ISSUER"


def test_login_refuses_certificate_issued_by_an_end_entity(workshop, refusal):
    holder = workshop.person()
    parts = (("CN", "СЫНАҚОВ СЫНАҚ"), ("SN", "СЫНАҚОВ"), ("serialNumber", f"IIN{workshop.iin}"), ("C", "KZ"))
    child = workshop.person(issuer=parts, issuer_key="person")
    assert refusal(workshop.cms(certificate=child, along=[holder])) == "UNTRUSTED_ISSUER"


def test_a_signature_by_another_key_than_the_certificates_is_refused(workshop, refusal, make_key):
    assert refusal(workshop.cms(key=make_key("forger"))) == "SIGNATURE_INVALID"


def test_two_certificates_with_the_signers_number_leave_nobody_to_believe(workshop, refusal):
    twin = workshop.person(issuer_key="forger")
    assert refusal(workshop.cms(along=[twin])) == "NO_SIGNER_CERT"


def test_the_reason_says_nothing_about_the_person(workshop, refusal, trust):
    try:
        verify(workshop.cms()[:-9] + b"123456789", b"text", trust=trust, at=workshop.noon, purpose="signing")
    except Refused as refused:
        assert refused.args == ("SIGNATURE_INVALID",)
        assert refused.__cause__ is None
    else:
        raise AssertionError("accepted")
