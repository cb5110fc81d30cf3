"""The server's own seal: it holds over the very bytes, by the very key, and the key is kept for its owner alone."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from housing.gateways.seal import load_seal, make_seal, verify_seal
from tests.gateways.workshop import key_named

CONTENT = "өтініш".encode()


def pem(key, how=None):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how or NoEncryption())


@pytest.fixture
def seal(tmp_path):
    return make_seal(tmp_path / "keys" / "seal.pem")


def test_a_seal_holds_over_what_it_was_put_on(seal):
    assert (len(seal.public), len(seal.sign_bytes(CONTENT))) == (32, 64)
    assert verify_seal(seal.public, seal.sign_bytes(CONTENT), CONTENT)


def test_a_seal_holds_over_nothing_else_and_by_no_other_key(seal, tmp_path):
    put, other = seal.sign_bytes(CONTENT), make_seal(tmp_path / "other.pem")
    assert not verify_seal(seal.public, put, CONTENT + b" ")
    assert not verify_seal(other.public, put, CONTENT)
    assert not verify_seal(seal.public, bytes(64), CONTENT)


@pytest.mark.parametrize("broken", [b"", b"x", b"x" * 33])
def test_what_is_no_key_or_no_seal_holds_nothing(seal, broken):
    assert not verify_seal(broken, seal.sign_bytes(CONTENT), CONTENT)
    assert not verify_seal(seal.public, broken, CONTENT)


def test_the_key_is_made_once_and_for_its_owner(seal, tmp_path):
    file = tmp_path / "keys" / "seal.pem"
    assert file.stat().st_mode & 0o777 == 0o600
    assert make_seal(file).public == load_seal(file).public == seal.public


def test_a_key_of_another_kind_is_named_and_refused(tmp_path):
    file = tmp_path / "seal.pem"
    file.write_bytes(pem(key_named("person")))
    with pytest.raises(ValueError, match=r"seal\.pem holds no Ed25519 key"):
        load_seal(file)


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN KEY-----\nMC4\n-----END KEY-----\n"])
def test_a_file_that_holds_no_key_is_refused(tmp_path, content):
    (tmp_path / "seal.pem").write_bytes(content)
    with pytest.raises(ValueError):
        load_seal(tmp_path / "seal.pem")


def test_a_key_under_a_password_is_refused_in_words(tmp_path):
    locked = pem(ed25519.Ed25519PrivateKey.generate(), BestAvailableEncryption(b"secret"))
    (tmp_path / "seal.pem").write_bytes(locked)
    with pytest.raises(ValueError, match="password"):
        load_seal(tmp_path / "seal.pem")


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        load_seal(tmp_path / "seal.pem")
