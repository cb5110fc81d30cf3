"""Encodings and structures that are nearly right. One signature has one form, and it is the expected one."""

import base64

from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding

from tests.gateways.workshop import only_rsa


def changed(signature, change):
    """The same message with one part replaced and encoded anew; the rest keeps its bytes."""
    message = cms.ContentInfo.load(signature)
    change(message["content"])
    return message.dump()


def test_base64_with_foreign_characters_is_refused(workshop, refusal):
    text = base64.b64encode(workshop.cms())
    assert refusal(text[:40] + b"!*" + text[40:]) == "MALFORMED_CMS"


def test_signed_attributes_that_speak_of_another_content_type_are_refused(workshop, refusal):
    assert refusal(workshop.cms(kind="signed_data")) == "MALFORMED_CMS"


def test_content_of_another_type_is_refused(workshop, refusal):
    def retype(content):
        content["encap_content_info"] = {"content_type": "signed_data"}

    assert refusal(changed(workshop.cms(), retype)) == "MALFORMED_CMS"


def test_a_message_of_another_type_is_refused(refusal):
    data = cms.ContentInfo({"content_type": "data", "content": b"text"})
    assert refusal(data.dump()) == "MALFORMED_CMS"


def test_a_signer_named_only_by_a_key_identifier_is_refused(workshop, refusal):
    def rename(content):
        content["signer_infos"][0]["sid"] = cms.SignerIdentifier("subject_key_identifier", b"12345678901234567890")

    assert refusal(changed(workshop.cms(), rename)) == "NO_SIGNER_CERT"


@only_rsa
def test_a_certificate_that_names_two_signature_algorithms_is_refused(workshop, refusal):
    def disagree(certificate):
        certificate["signature_algorithm"]["algorithm"] = "sha512_rsa"

    assert refusal(workshop.cms(certificate=workshop.odd_person(disagree))) == "MALFORMED_CMS"


def test_a_certificate_of_an_unknown_version_is_refused(workshop, refusal):
    der = workshop.person().public_bytes(Encoding.DER)
    assert refusal(
        workshop.cms(certificate=der.replace(bytes.fromhex("a003020102"), bytes.fromhex("a003020103"), 1))
    ) == ("MALFORMED_CMS")


@only_rsa
def test_a_certificate_with_an_extension_given_twice_is_refused(workshop, refusal):
    def repeat(certificate):
        extensions = certificate["tbs_certificate"]["extensions"]
        extensions.append(extensions[0].copy())

    assert refusal(workshop.cms(certificate=workshop.odd_person(repeat))) == "MALFORMED_CMS"


def test_a_certificate_is_accepted_in_one_encoding_only(workshop, refusal):
    """A signature with an even last byte could also be written as a string of bits one shorter."""
    names = ((("CN", f"СЫНАҚОВ {n}"), ("serialNumber", f"IIN{workshop.iin}")) for n in range(99))
    made = (workshop.person(subject=name) for name in names)
    even = next(one for one in made if one.signature[-1] % 2 == 0)
    der, signature = even.public_bytes(Encoding.DER), even.signature
    shorter = der.replace(b"\x00" + signature, b"\x01" + signature)
    assert refusal(workshop.cms(certificate=der)) is None
    assert refusal(workshop.cms(certificate=shorter)) == "MALFORMED_CMS"
