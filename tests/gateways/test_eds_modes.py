"""Who verifies: our own code, NCANode, or both, which must then agree."""

from __future__ import annotations

import pytest

from housing.gateways.eds import CrlFolder, NcaNode, Responder, Revocation, SignatureRefused, Verifier
from tests.gateways.ncanode_double import REVOKED, answer, shown, written
from tests.gateways.revocation_workshop import HOUR, SERIAL, crl
from tests.gateways.revocation_workshop import answer as ocsp_answer


@pytest.fixture
def make(workshop, trust, server, tmp_path):
    """A verifier of this mode, with lists of `tmp_path`; `alarms` collects what it is alarmed about."""

    def verifier(mode, responder=None):
        node = None if mode == "python" else NcaNode(server.url, timeout=0.4)
        revocation = Revocation(CrlFolder(tmp_path, trust), responder)
        return Verifier(trust, mode, node, revocation, lambda ours, theirs: make_alarms.append((ours, theirs)))

    make_alarms = verifier.alarms = []
    server.says(written(answer()))
    (tmp_path / "0.crl").write_bytes(crl(workshop))
    return verifier


@pytest.fixture
def outcome(workshop):
    def of(verifier, cms=None, purpose="signing"):
        try:
            return verifier.verify(cms or workshop.cms(), b"text", at=workshop.noon, purpose=purpose).revocation
        except SignatureRefused as refused:
            return refused.code

    return of


BY_LIST = "good by CRL of 2026-07-13 11:00 UTC"
BY_NODE = "good by NCANode (OCSP)"


@pytest.mark.parametrize(("mode", "how"), [("python", BY_LIST), ("ncanode", BY_NODE), ("both", BY_LIST)])
def test_a_good_signature_is_good_in_every_mode(make, outcome, server, mode, how):
    assert outcome(make(mode)) == how
    assert len(server.asked) == (0 if mode == "python" else 1)
    assert make.alarms == []


@pytest.mark.parametrize("mode", ["python", "ncanode", "both"])
def test_a_sign_in_requires_an_answer_and_an_application_does_not(workshop, make, outcome, server, tmp_path, mode):
    (tmp_path / "0.crl").unlink()
    server.says(written(answer(shown([]))))
    login = workshop.cms(certificate=workshop.person(**workshop.login))
    assert outcome(make(mode), login, "sign-in") == "REVOCATION_UNKNOWN"
    assert outcome(make(mode)) == "not checked"
    assert make.alarms == []


@pytest.mark.parametrize("mode", ["python", "ncanode", "both"])
def test_a_list_at_hand_accuses_whatever_others_say(workshop, make, outcome, tmp_path, mode):
    (tmp_path / "0.crl").write_bytes(crl(workshop, {SERIAL: workshop.noon - HOUR}))
    assert outcome(make(mode)) == "CERT_REVOKED"
    assert make.alarms == []


def test_who_refuses_alike_is_not_alarming(workshop, make, outcome):
    assert outcome(make("both"), workshop.cms(content=b"other")) == "CONTENT_MISMATCH"
    assert outcome(make("both"), b"<html>") == "MALFORMED_CMS"
    assert make.alarms == []


@pytest.mark.parametrize(
    ("said", "status", "theirs"),
    [
        (answer(valid=False), 200, "SIGNATURE_INVALID"),
        ({"status": 400, "message": "?"}, 400, "SIGNATURE_INVALID"),
        (answer(signers=[]), 200, "SIGNATURE_INVALID"),
        (answer(shown([REVOKED])), 200, "CERT_REVOKED"),
    ],
)
def test_where_only_ours_accepts_it_is_refused_and_alarms(make, outcome, server, said, status, theirs):
    server.says(written(said), status)
    assert outcome(make("both")) == "SIGNATURE_INVALID"
    assert make.alarms == [("OK", theirs)]


def test_where_only_theirs_accepts_it_is_refused_and_alarms(workshop, make, outcome):
    assert outcome(make("both"), workshop.cms(key=workshop.key("forger"))) == "SIGNATURE_INVALID"
    assert make.alarms == [("SIGNATURE_INVALID", "OK")]


def test_a_responder_that_says_revoked_to_us_only_is_a_disagreement(workshop, make, outcome, server):
    node = server.reply
    revoked = {"status": "revoked", "since": workshop.noon - HOUR}
    server.reply = lambda asked: (200, ocsp_answer(workshop, asked, **revoked)) if asked[:1] == b"\x30" else node(asked)
    responder = Responder(server.url, clock=lambda: workshop.noon)
    assert outcome(make("both", responder)) == "SIGNATURE_INVALID"
    assert make.alarms == [("CERT_REVOKED", "OK")]


@pytest.mark.parametrize("silence", ["falls_silent", "is out of order"])
def test_the_silence_of_one_is_no_disagreement(make, outcome, server, silence):
    if silence == "falls_silent":
        server.falls_silent()
    else:
        server.says(b"<html>", 502)
    assert outcome(make("both")) == "REVOCATION_UNKNOWN"
    assert make.alarms == []


def test_our_own_silence_is_none_either(workshop, make, outcome, tmp_path):
    (tmp_path / "0.crl").unlink()
    login = workshop.cms(certificate=workshop.person(**workshop.login))
    assert outcome(make("both"), login, "sign-in") == "REVOCATION_UNKNOWN"
    assert make.alarms == []


def test_an_alarm_without_a_listener_goes_into_the_log_and_names_nobody(workshop, trust, server, outcome, caplog):
    server.says(written(answer(valid=False)))
    assert outcome(Verifier(trust, "both", NcaNode(server.url))) == "SIGNATURE_INVALID"
    (record,) = [one for one in caplog.records if one.levelname == "CRITICAL"]
    assert record.getMessage() == "verifiers disagree about a signature: python OK, NCANode SIGNATURE_INVALID"


@pytest.mark.parametrize("mode", ["ncanode", "both"])
def test_a_mode_without_its_server_does_not_start(trust, mode):
    with pytest.raises(ValueError, match="NCANode"):
        Verifier(trust, mode)


def test_a_server_without_its_mode_does_not_start(trust):
    with pytest.raises(ValueError, match="NCANode"):
        Verifier(trust, "python", NcaNode("http://127.0.0.1:9"))
