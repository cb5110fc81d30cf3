"""The folder of pinned authorities: what is not listed with its digest is not believed."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from housing.demo.authority import Authority
from housing.gateways.eds import Trust, is_demo_anchor, load_trust


@pytest.fixture
def folder(workshop, tmp_path):
    """One authority in DER, one in PEM, both listed."""
    for name, key, form in (("a.cer", "authority", Encoding.DER), ("b.pem", "renewed", Encoding.PEM)):
        content = workshop.authority(key=key).public_bytes(form)
        (tmp_path / name).write_bytes(content)
        with (tmp_path / "SHA256SUMS").open("a") as sums:
            sums.write(f"{sha256(content).hexdigest()}  {name}\n")
    return tmp_path


def test_listed_authorities_are_loaded_from_der_and_pem(workshop, folder):
    expected = workshop.trust(workshop.authority(), workshop.authority(key="renewed"))
    assert [one.subject for one in load_trust(folder).authorities] == [one.subject for one in expected.authorities]
    assert load_trust(folder).authorities[0].key_info == expected.authorities[0].key_info


def test_a_folder_that_is_not_there_is_empty_trust(tmp_path):
    assert load_trust(tmp_path / "nowhere") == Trust(())


def test_a_certificate_that_is_not_listed_is_named_and_refused(workshop, folder):
    (folder / "c.crt").write_bytes(workshop.authority(key="forger").public_bytes(Encoding.DER))
    with pytest.raises(ValueError, match=r"c\.crt is not listed"):
        load_trust(folder)
    assert len(load_trust(folder, listed=False).authorities) == 3


def test_a_certificate_that_was_exchanged_is_named_and_refused(workshop, folder):
    (folder / "a.cer").write_bytes(workshop.authority(key="forger").public_bytes(Encoding.DER))
    with pytest.raises(ValueError, match=r"a\.cer is not the file"):
        load_trust(folder)


def test_a_listed_certificate_that_is_missing_is_named(folder):
    (folder / "b.pem").unlink()
    with pytest.raises(ValueError, match=r"b\.pem is listed .* missing"):
        load_trust(folder)


def test_a_folder_without_a_list_is_refused(folder):
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(ValueError, match=r"a\.cer"):
        load_trust(folder)


@pytest.mark.parametrize("content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nMII\n"])
def test_a_file_that_is_no_certificate_is_named(tmp_path, content):
    (tmp_path / "x.der").write_bytes(content)
    with pytest.raises(ValueError, match=r"x\.der is not a certificate"):
        load_trust(tmp_path, listed=False)


@pytest.mark.parametrize("form", [Encoding.DER, Encoding.PEM])
def test_a_certificate_of_an_unknown_version_is_named(workshop, tmp_path, form):
    der = workshop.authority().public_bytes(Encoding.DER)
    odd = der.replace(bytes.fromhex("a003020102"), bytes.fromhex("a003020107"), 1)
    armour = b"-----BEGIN CERTIFICATE-----\n%s-----END CERTIFICATE-----\n" % base64.encodebytes(odd)
    (tmp_path / "x.cer").write_bytes(odd if form is Encoding.DER else armour)
    with pytest.raises(ValueError, match=r"x\.cer is not a certificate"):
        load_trust(tmp_path, listed=False)


def test_a_persons_certificate_is_no_authority(workshop, tmp_path):
    (tmp_path / "person.cer").write_bytes(workshop.person().public_bytes(Encoding.DER))
    with pytest.raises(ValueError, match=r"person\.cer is not the certificate of a certification authority"):
        load_trust(tmp_path, listed=False)


def test_the_demo_authority_is_recognised_and_no_other(workshop, tmp_path):
    demo = Authority.open(tmp_path).certificate.public_bytes(Encoding.DER)
    assert is_demo_anchor(demo)
    assert not is_demo_anchor(workshop.authority().public_bytes(Encoding.DER))
