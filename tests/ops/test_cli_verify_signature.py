"""`flask verify-signature`: whose signature is this, for scripts (contract: one line of JSON, exit 0; unusable, 2)."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from housing.demo.people import CertificateSubject
from tests.gateways.revocation_workshop import HOUR, SERIAL, crl
from tests.vectors import PURPOSES, VECTORS, copied, listed, needs_vectors

NOON = "2026-07-13T12:00:00Z"


class Console:
    """A folder with a good signature over "text", and the command."""

    def __init__(self, app, workshop, folder) -> None:
        self.app, self.workshop, self.folder = app, workshop, folder
        self.trust = folder / "trust"
        self.trust.mkdir()
        (self.trust / "authority.cer").write_bytes(workshop.authority().public_bytes(Encoding.DER))
        self.options = {
            "--cms": self.file("a.cms", workshop.cms()),
            "--content": self.file("text.txt", b"text"),
            "--trust": str(self.trust),
            "--at": NOON,
        }

    def file(self, name, content) -> str:
        (self.folder / name).write_bytes(content)
        return str(self.folder / name)

    def lists(self, content) -> str:
        (self.folder / "crl").mkdir(exist_ok=True)
        self.file("crl/0.crl", content)
        return str(self.folder / "crl")

    def run(self, **changed):
        """Exit code, what it prints, what it complains of; `changed`: options by name, None leaves one out."""
        options = {**self.options, **{f"--{name}": value for name, value in changed.items()}}
        args = [word for name, value in options.items() if value is not None for word in (name, value)]
        done = self.app.test_cli_runner().invoke(args=["verify-signature", *args])
        return done.exit_code, done.stdout, done.stderr

    def says(self, **changed):
        """The reason, or the IIN of who signed."""
        code, out, _ = self.run(**changed)
        assert code == 0 and out.count("\n") == 1
        said = json.loads(out)
        assert list(said) == ["valid", "iin", "name", "reason"]
        assert said["valid"] is (said["reason"] is None) is (said["iin"] is not None)
        return said["reason"] or said["iin"]

    def unusable(self, **changed):
        """The one line that says what cannot be used."""
        code, out, err = self.run(**changed)
        assert (code, out, err.count("\n")) == (2, "", 1), (code, out, err)
        return err.strip()


@pytest.fixture
def console(app, workshop, tmp_path):
    return Console(app, workshop, tmp_path)


def test_a_good_signature_says_who_signed(console):
    code, out, err = console.run()
    assert (code, err) == (0, "")
    assert json.loads(out) == {"valid": True, "iin": console.workshop.iin, "name": "СЫНАҚОВ СЫНАҚ", "reason": None}
    assert "СЫНАҚОВ" in out, "letters are written as such"


def test_a_refused_one_says_why_and_names_nobody(console):
    code, out, err = console.run(content=console.file("other.txt", b"other"))
    assert (code, err) == (0, "")
    assert json.loads(out) == {"valid": False, "iin": None, "name": None, "reason": "CONTENT_MISMATCH"}


def test_it_comes_as_der_as_armour_or_as_base64(console):
    bare = base64.encodebytes(console.workshop.cms())
    armoured = b"-----BEGIN CMS-----\n" + bare + b"-----END CMS-----\n"
    for name, content in (("a.pem", armoured), ("a.b64", bare)):
        assert console.says(cms=console.file(name, content)) == console.workshop.iin


def test_an_attached_one_needs_no_content_and_must_fit_it_where_it_is_given(console):
    attached = console.file("attached.cms", console.workshop.cms(inside=b"text"))
    assert console.says(cms=attached, content=None) == console.workshop.iin
    assert console.says(cms=attached) == console.workshop.iin
    assert console.says(cms=attached, content=console.file("other.txt", b"other")) == "CONTENT_MISMATCH"


@pytest.mark.parametrize("content", [b"", b"<html>", b"\x30\x03\x02\x01\x01", b"\x00" * 300_000])
def test_what_is_no_signature_is_malformed_with_and_without_content(console, content):
    assert console.says(cms=console.file("b.cms", content)) == "MALFORMED_CMS"
    assert console.says(cms=console.file("b.cms", content), content=None) == "MALFORMED_CMS"


def test_empty_content_is_content(console):
    cms = console.file("empty.cms", console.workshop.cms(b""))
    assert console.says(cms=cms, content=console.file("empty.txt", b"")) == console.workshop.iin


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (NOON, "900101300017"), ("2026-07-13T17:00:00+05:00", "900101300017"),
        ("2025-12-31T23:59:59Z", "CERT_NOT_YET_VALID"), ("2027-01-01T00:00:00Z", "CERT_EXPIRED"),
        ("2026-01-01T04:59:59", "CERT_NOT_YET_VALID"), ("2026-01-01T05:00:00", "900101300017"),
        ("0001-01-01T00:00:00", "CERT_NOT_YET_VALID"), ("9999-12-31T23:59:59", "CERT_EXPIRED"),
    ],
)  # fmt: skip
def test_the_moment_is_as_given_and_in_almaty_without_an_offset(console, at, expected):
    assert console.says(at=at) == expected


def test_without_a_moment_it_is_now(console, clock):
    assert console.says(at=None) == console.workshop.iin
    clock.ahead(days=60)
    assert console.says(at=None) == "CERT_EXPIRED"


def test_the_purpose_is_signing_where_nothing_is_said(console):
    certificate = console.workshop.person(**console.workshop.login)
    login = console.file("login.cms", console.workshop.cms(certificate=certificate))
    assert console.says(cms=login, purpose="sign-in") == console.workshop.iin
    expected = "WRONG_KEY_PURPOSE" if console.workshop.login else console.workshop.iin
    assert console.says(cms=login) == console.says(cms=login, purpose="signing") == expected


def test_a_folder_of_authorities_needs_no_digests_and_is_the_only_trust(console, tmp_path):
    (tmp_path / "none").mkdir()
    assert console.says(trust=str(tmp_path / "none")) == "UNTRUSTED_ISSUER"


def test_without_a_folder_the_authorities_of_the_settings_are_believed(console, authority, tmp_path):
    assert console.says(trust=None) == "UNTRUSTED_ISSUER"
    demo = authority.sign(CertificateSubject("900101300017", "СЫНАҚОВ", "СЫНАҚ"), b"text", "signing")
    assert console.says(trust=None, cms=console.file("demo.cms", demo)) == "900101300017"


def test_a_folder_of_lists_asks_for_one_in_force(console):
    noon = console.workshop.noon
    assert console.says(crl=console.lists(crl(console.workshop))) == console.workshop.iin
    assert console.says(crl=console.lists(crl(console.workshop, {SERIAL: noon - HOUR}))) == "CERT_REVOKED"
    stale = crl(console.workshop, issued=noon - 3 * HOUR, until=noon - 2 * HOUR)
    assert console.says(crl=console.lists(stale)) == "REVOCATION_UNKNOWN"


def test_a_list_that_does_not_count_is_told_on_the_side(console):
    code, out, err = console.run(crl=console.lists(crl(console.workshop, key="forger")))
    assert (code, json.loads(out)["reason"]) == (0, "REVOCATION_UNKNOWN")
    assert err == "0.crl is ignored: its signature is not that of the pinned authority\n"


@pytest.mark.parametrize("option", ["cms", "content"])
def test_a_file_that_cannot_be_read_is_named(console, option, tmp_path):
    missing, folder = str(tmp_path / "missing"), str(tmp_path)
    assert console.unusable(**{option: missing}) == f"--{option}: cannot read {missing}: No such file or directory"
    assert console.unusable(**{option: folder}) == f"--{option}: cannot read {folder}: Is a directory"
    assert console.unusable(**{option: ""}).startswith(f"--{option}: cannot read ")


@pytest.mark.parametrize("option", ["trust", "crl"])
def test_a_folder_that_is_none_is_named(console, option, tmp_path):
    assert console.unusable(**{option: str(tmp_path / "none")}) == f"--{option}: there is no folder {tmp_path / 'none'}"
    assert console.unusable(**{option: console.options["--cms"]}).startswith(f"--{option}: there is no folder ")
    assert console.unusable(**{option: ""}).startswith(f"--{option}: there is no folder")


def test_a_detached_signature_without_its_content_is_told(console):
    assert console.unusable(content=None).startswith("--content: the signature is detached")


def test_a_file_in_the_folder_that_is_no_authority_is_named(console):
    (console.trust / "x.cer").write_bytes(b"no certificate")
    assert console.unusable() == "--trust: x.cer is not a certificate"
    (console.trust / "x.cer").write_bytes(console.workshop.person().public_bytes(Encoding.DER))
    assert console.unusable() == "--trust: x.cer is not the certificate of a certification authority"


@pytest.mark.parametrize(
    "at", ["", "noon", "2026-13-01T00:00:00Z", "13.07.2026", "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"]
)
def test_a_moment_that_is_none_is_told(console, at):
    assert console.unusable(at=at) == "--at: expected a date and time in ISO 8601"


@pytest.mark.parametrize("purpose", ["", "auth", "SIGNING", "sign"])
def test_a_purpose_that_is_none_is_told(console, purpose):
    assert console.unusable(purpose=purpose) == "--purpose: expected signing or sign-in"


def test_without_a_signature_there_is_nothing_to_ask(console):
    code, out, err = console.run(cms=None)
    assert (code, out) == (2, "") and "--cms" in err


@needs_vectors
@pytest.mark.parametrize("vector", listed("vectors"))
def test_a_vector_of_the_manifest_gives_its_expected_answer(app, vector, tmp_path):
    lists = copied(vector["crls"], tmp_path / "crl")
    options = {
        "--cms": VECTORS / vector["file"],
        "--content": VECTORS / vector["content"],
        "--at": vector["moment"],
        "--trust": copied(vector["trust"], tmp_path / "trust"),
        "--purpose": PURPOSES[vector["purpose"]],
        **({} if vector["revocation"] == "off" else {"--crl": lists}),
    }
    args = [str(word) for pair in options.items() for word in pair]
    done = app.test_cli_runner().invoke(args=["verify-signature", *args])
    said = json.loads(done.stdout)
    assert (done.exit_code, said["iin"]) == (0, vector["iin"])
    assert (said["reason"] or "OK") in vector["expect"]
