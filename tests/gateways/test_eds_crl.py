"""Lists of revoked certificates in a folder: whose word counts, until when, and how often they are verified."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import CrlFolder, Revocation
from housing.gateways.eds import crl as module
from housing.gateways.eds.crl import UnusableCrlError, read_crl
from tests.gateways.revocation_workshop import HOUR, SERIAL, crl, delta
from tests.gateways.workshop import PERSON

STRANGER = (("CN", "БӨТЕН"), ("C", "KZ"))


@pytest.fixture
def checks(monkeypatch):
    """Every check of a list's signature, counted on its way to the algorithms."""
    done, real = [], module.check_signature

    def counted(*how, **more):
        done.append(how[1])
        return real(*how, **more)

    monkeypatch.setattr(module, "check_signature", counted)
    return done


@pytest.fixture
def listed(workshop, trust, refusal, tmp_path):
    """The code for a good signature where these lists are in the folder; its policy is `require`."""
    folder = CrlFolder(tmp_path, trust)

    def code(*lists, policy="require", **how):
        for number, content in enumerate(lists):
            (tmp_path / f"{number}.crl").write_bytes(content)
        return refusal(workshop.cms(), revocation=Revocation(folder, policy=policy), **how)

    code.folder, code.path = folder, tmp_path
    return code


def test_a_list_in_force_that_does_not_name_the_key_proves_it_good(workshop, listed):
    assert listed() == "REVOCATION_UNKNOWN"
    assert listed(crl(workshop, {SERIAL + 1: workshop.noon - HOUR})) is None


def test_a_list_that_names_the_key_refuses_it_since_that_moment(workshop, listed):
    half = workshop.noon - HOUR / 2
    assert listed(crl(workshop, {SERIAL: half})) == "CERT_REVOKED"
    assert listed(at=half) == "CERT_REVOKED"
    assert listed(at=half - timedelta(seconds=1)) is None


def test_a_list_is_verified_once_for_its_bytes_and_not_at_every_sign_in(workshop, listed, checks):
    assert [listed(crl(workshop)), *(listed() for _ in range(20))] == [None] * 21
    assert len(checks) == 1
    os.utime(listed.path / "0.crl", ns=(1, 1))
    assert (listed(), len(checks)) == (None, 1)


def test_a_list_that_is_ignored_is_looked_at_once_and_told_once(workshop, listed, checks, caplog):
    assert [listed(crl(workshop, key="forger")), *(listed() for _ in range(20))] == ["REVOCATION_UNKNOWN"] * 21
    assert len(checks) == len(caplog.messages) == 1
    assert listed.folder.ignored == {"0.crl": "its signature is not that of the pinned authority"}
    assert caplog.messages == ["0.crl is ignored: its signature is not that of the pinned authority"]


def test_a_list_replaced_in_the_folder_is_the_one_that_counts(workshop, listed, checks):
    assert listed(crl(workshop)) is None
    assert listed(crl(workshop, {SERIAL: workshop.noon - HOUR})) == "CERT_REVOKED"
    (listed.path / "0.crl").unlink()
    assert (listed(), len(checks)) == ("REVOCATION_UNKNOWN", 2)


def test_a_stale_list_proves_nothing_and_still_accuses(workshop, listed):
    stale = {"issued": workshop.noon - 3 * HOUR, "until": workshop.noon - 2 * HOUR}
    assert listed(crl(workshop, **stale)) == "REVOCATION_UNKNOWN"
    assert listed(crl(workshop, {SERIAL: workshop.noon - 9 * HOUR}, **stale)) == "CERT_REVOKED"


def test_a_list_before_its_time_proves_nothing(workshop, listed):
    early = crl(workshop, issued=workshop.noon + HOUR, until=workshop.noon + 2 * HOUR)
    assert listed(early) == "REVOCATION_UNKNOWN"


def test_of_two_lists_the_accuser_is_heard_whichever_is_later(workshop, listed):
    older = {"issued": workshop.noon - 3 * HOUR, "until": workshop.noon + HOUR}
    assert listed(crl(workshop), crl(workshop, {SERIAL: workshop.noon - 4 * HOUR}, **older)) == "CERT_REVOKED"


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"issuer": STRANGER}, "its issuer is not a pinned authority"),
        ({"issuer": PERSON, "key": "person"}, "its issuer is not a pinned authority"),
        ({"key": "forger"}, "its signature is not that of the pinned authority"),
    ],
)
def test_a_list_of_somebody_else_is_as_if_it_were_not_there(workshop, listed, how, why):
    accuses = crl(workshop, {SERIAL: workshop.noon - HOUR}, **how)
    assert listed(crl(workshop), accuses) is None
    assert listed.folder.ignored == {"1.crl": why}


def test_a_list_with_a_broken_signature_is_as_if_it_were_not_there(workshop, listed):
    good = crl(workshop, {SERIAL: workshop.noon - HOUR})
    for broken in (good[:-1] + bytes((good[-1] ^ 1,)), good.replace(b"\x02\x01\x4d", b"\x02\x01\x4e")):
        assert broken != good
        assert listed(broken, policy="if_known") is None
        assert listed() == "REVOCATION_UNKNOWN"


def test_a_delta_list_accuses_and_proves_nothing(workshop, listed):
    assert listed(crl(workshop, more=[delta()])) == "REVOCATION_UNKNOWN"
    assert listed(crl(workshop), crl(workshop, {SERIAL: workshop.noon - HOUR}, more=[delta()])) == "CERT_REVOKED"


def test_a_hold_that_a_delta_list_lifts_does_not_accuse(workshop, listed):
    assert listed(crl(workshop), crl(workshop, {SERIAL: None}, more=[delta()])) is None


def test_a_list_limited_in_a_way_that_is_not_understood_does_not_count(workshop, trust):
    limited = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
    with pytest.raises(UnusableCrlError, match="limited"):
        read_crl(crl(workshop, more=[(limited, True)]), trust)


def test_a_list_arrives_as_der_or_as_armour(workshop, trust):
    der = crl(workshop, {SERIAL: workshop.noon - HOUR})
    armoured = x509.load_der_x509_crl(der).public_bytes(Encoding.PEM)
    ours, theirs = read_crl(der, trust), read_crl(armoured, trust)
    assert (ours.sha256, ours.issued, ours.until, ours.whole) == (theirs.sha256, theirs.issued, theirs.until, True)


@pytest.mark.parametrize("content", [b"", b"no list", b"<html>", b"-----BEGIN X509 CRL-----\nMII\n", b"\x30\x00"])
def test_a_file_that_is_no_list_is_named_and_ignored(listed, content):
    assert listed(content) == "REVOCATION_UNKNOWN"
    assert listed.folder.ignored == {"0.crl": "it is not a list of revoked certificates"}


def test_a_list_of_an_unknown_version_is_named_and_ignored(workshop, listed):
    """Found by fuzzing: it ended every sign-in with an error of the server."""
    for version in (b"\x00", b"\x02", b"\x7f"):
        assert listed(crl(workshop).replace(b"\x02\x01\x01\x30", b"\x02\x01" + version + b"\x30", 1)) is not None
        assert listed.folder.ignored == {"0.crl": "it is not a list of revoked certificates"}


def test_files_of_other_kinds_and_a_folder_in_the_way_are_left_alone(workshop, listed):
    (listed.path / "readme.txt").write_text("nothing")
    (listed.path / "folder.crl").mkdir()
    assert listed(crl(workshop)) is None
    assert listed.folder.ignored == {"folder.crl": "it cannot be read"}


def test_a_folder_that_is_not_there_holds_no_lists(trust, tmp_path):
    assert CrlFolder(tmp_path / "nowhere", trust).lists_of(trust.authorities[0]) == []


def test_what_is_kept_as_evidence_names_the_list(workshop, trust, certificate, tmp_path):
    (tmp_path / "0.crl").write_bytes(crl(workshop))
    proof = Revocation(CrlFolder(tmp_path, trust)).check_certificate(certificate, trust.authorities[0], workshop.noon)
    assert proof.words == "good by CRL of 2026-07-13 11:00 UTC"
    assert read_crl(crl(workshop), trust).words in proof.evidence.decode()
    assert b"SHA-256" in proof.evidence
