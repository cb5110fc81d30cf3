"""The demo's certification authority and the keys of demo people."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from housing.demo.authority import Authority
from housing.demo.people import CertificateSubject
from housing.gateways.eds import SignatureRefused, is_demo_anchor, load_trust, verify_signature
from housing.gateways.eds.trust import DEMO_ISSUER_MARK

NOON = datetime(2026, 7, 13, 12, tzinfo=UTC)
WHO = CertificateSubject("900101300017", "СЫНАҚОВ", "СЫНАҚ", "СЫНАҚҰЛЫ")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority.open(tmp_path_factory.mktemp("authority"))


def accepted(authority, signature, purpose, content=b"text"):
    return verify_signature(signature, content, trust=load_trust(authority.trust_folder), at=NOON, purpose=purpose)


@pytest.mark.parametrize("attached", [True, False])
@pytest.mark.parametrize("purpose", ["sign-in", "signing"])
def test_what_a_demo_person_signs_is_accepted_for_that_purpose(authority, purpose, attached):
    signer = accepted(authority, authority.sign(WHO, b"text", purpose, attached), purpose)
    assert (signer.iin, signer.name, signer.surname) == ("900101300017", "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ", "СЫНАҚОВ")


def test_a_demo_sign_in_key_does_not_sign_a_document(authority):
    with pytest.raises(SignatureRefused, match="WRONG_KEY_PURPOSE"):
        accepted(authority, authority.sign(WHO, b"text", "sign-in"), "signing")


def test_one_demo_key_may_serve_both_purposes(authority):
    _, certificate = authority.certificate_for(WHO)
    uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert {"1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"} == {use.dotted_string for use in uses}


def test_line_ends_and_binary_data_are_signed_as_they_are(authority):
    data = b"a\r\nb\n\x00\xff \n"
    assert accepted(authority, authority.sign(WHO, data, "signing"), "signing", data)


def test_the_authority_is_made_once_and_then_only_loaded(authority):
    again = Authority.open(authority.folder)
    assert again.certificate == authority.certificate
    assert accepted(again, authority.sign(WHO, b"text", "signing"), "signing")


def test_a_trust_folder_is_whole_while_another_process_opens_the_authority(authority, tmp_path):
    shutil.copy(authority.folder / "authority.pem", tmp_path)
    own = Authority.open(tmp_path)
    with ThreadPoolExecutor(1) as other:
        opening = other.submit(lambda: [Authority.open(tmp_path) for _ in range(100)])
        while not opening.done():
            assert load_trust(own.trust_folder).authorities
        opening.result()


def test_a_trust_folder_that_was_changed_is_put_right_at_the_next_start(authority, tmp_path):
    shutil.copy(authority.folder / "authority.pem", tmp_path)
    (Authority.open(tmp_path).trust_folder / "authority.cer").write_bytes(b"torn")
    assert load_trust(Authority.open(tmp_path).trust_folder).authorities


def test_another_folders_authority_is_not_trusted_though_it_bears_the_same_name(authority, tmp_path):
    other = Authority.open(tmp_path)
    with pytest.raises(SignatureRefused, match="CERT_SIGNATURE_INVALID"):
        accepted(authority, other.sign(WHO, b"text", "signing"), "signing")


def test_a_certificate_is_made_once_and_the_name_of_its_file_tells_no_iin(authority):
    assert authority.certificate_for(WHO)[1] == authority.certificate_for(WHO)[1]
    names = [file.name for file in (authority.folder / "people").iterdir()]
    assert names
    assert not any("900101300017" in name for name in names)


def test_keys_are_readable_by_their_owner_only(authority):
    assert authority.certificate_for(WHO)
    files = [authority.folder / "authority.pem", *(authority.folder / "people").iterdir()]
    assert {file.stat().st_mode & 0o077 for file in files} == {0}


def test_who_comes_second_gets_the_first_ones_certificate(authority, monkeypatch):
    who = WHO._replace(iin="910101300018")
    first = []

    def meanwhile(instead, name, purposes):
        """Another process makes the same person's certificate between the look and the writing."""
        monkeypatch.undo()
        first.append(instead.certificate_for(who)[1])
        return instead._new_person(name, purposes)

    monkeypatch.setattr(Authority, "_new_person", meanwhile)
    assert authority.certificate_for(who)[1] == first[0]


def test_a_person_without_patronymic_or_surname_has_a_certificate(authority):
    signer = accepted(
        authority, authority.sign(CertificateSubject("900101300017", "", "АЙША"), b"text", "signing"), "signing"
    )
    assert (signer.name, signer.surname) == ("АЙША", "")


def test_production_can_tell_the_demo_authority(authority):
    units = authority.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    assert [unit.value for unit in units] == ["DEMO", DEMO_ISSUER_MARK]
    assert is_demo_anchor(authority.certificate.public_bytes(Encoding.DER))
