"""The contract with NCANode 3, and everything that it says too easily."""

from __future__ import annotations

import base64
import json
from time import monotonic

import pytest

from housing.gateways.eds import NcaNode, SignatureRefused
from tests.gateways.ncanode_double import GOOD, REVOKED, Asked, answer, shown, written

BY_CRL = {**GOOD, "by": "CRL"}


@pytest.fixture
def node(server):
    server.says(written(answer()))
    return NcaNode(f"{server.url}/", timeout=0.4)


@pytest.fixture
def ask(workshop, trust, node):
    """What NCANode's answer comes to: how the key was found good, or the code of the refusal."""

    def run(cms=None, policy="require", **how):
        asked = {"trust": trust, "at": workshop.noon, "purpose": "signing", "policy": policy} | how
        try:
            return node.verify(cms or workshop.cms(), b"text", **asked).revocation
        except SignatureRefused as refused:
            return refused.code

    return run


@pytest.fixture
def told(server, ask):
    """The same, where the server gives this answer."""

    def run(said, status=200, **how):
        server.says(said if isinstance(said, bytes) else written(said), status)
        return ask(**how)

    return run


def test_a_detached_signature_goes_out_with_its_content(workshop, ask, server):
    assert ask() == "good by NCANode (OCSP)"
    sent = Asked(server.asked[0])
    assert (sent.path, sent.kind, sent.cms) == ("/cms/verify", "application/json", workshop.cms())
    assert (sent.data, sent.checks, sent.fields) == (b"text", ["OCSP"], {"cms", "data", "revocationCheck"})


def test_an_attached_signature_goes_out_without_content_for_it_would_be_ignored(workshop, ask, server):
    assert ask(workshop.cms(inside=b"text")) == "good by NCANode (OCSP)"
    assert Asked(server.asked[0]).fields == {"cms", "revocationCheck"}


def test_an_armoured_signature_goes_out_as_der(workshop, ask, server):
    der = workshop.cms()
    ask(b"-----BEGIN CMS-----\n" + base64.encodebytes(der) + b"-----END CMS-----\n")
    assert Asked(server.asked[0]).cms == der


def test_who_signed_is_read_by_our_own_code_and_the_answer_is_kept(workshop, trust, node):
    how = {"trust": trust, "at": workshop.noon, "purpose": "signing", "policy": "require"}
    signer = node.verify(workshop.cms(), b"text", **how)
    assert (signer.iin, signer.surname, signer.serial) == (workshop.iin, "СЫНАҚОВ", "4d")
    assert json.loads(signer.revocation_evidence)["valid"] is True


@pytest.mark.parametrize(
    "said",
    [
        answer(signers=[]),
        answer(signers=[{"certificates": [], "tsp": None}]),
        answer(shown(), shown()),
        answer(signers=[{"certificates": [shown()]}] * 2),
        answer(shown(iin="900101300018")),
        answer(shown(serial=78)),
        answer(signers=[{"certificates": None}]),
        answer(signers=None) | {"signers": None},
        {"status": 200, "message": "OK", "valid": True},
        {key: value for key, value in answer().items() if key != "valid"},
        answer({key: value for key, value in shown().items() if key != "valid"}),
        answer({key: value for key, value in shown().items() if key != "subject"}),
        answer({key: value for key, value in shown().items() if key != "serialNumber"}),
        answer(valid="true"),
        answer(valid=1),
        answer(shown(valid="true")),
        answer(shown([{**GOOD, "revoked": "false"}])),
        answer(shown([{"by": "OCSP"}])),
        answer(shown() | {"serialNumber": "no number"}),
        [],
        None,
        "valid",
        200,
    ],
)
@pytest.mark.parametrize("policy", ["require", "if_known"])
def test_an_answer_that_is_too_easy_or_does_not_fit_refuses(told, said, policy):
    assert told(said, policy=policy) == "SIGNATURE_INVALID"


@pytest.mark.parametrize("said", [answer(valid=False), {"status": 400, "message": "Bad CMS"}])
def test_a_signature_that_it_does_not_find_good_is_refused(told, said):
    assert told(said, said["status"]) == "SIGNATURE_INVALID"


@pytest.mark.parametrize("policy", ["require", "if_known"])
@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"<html>Bad gateway</html>", 200),
        (b"", 200),
        (b'{"valid": tr', 200),
        (b"\xff\xfe", 200),
        (b"[" * 100_000, 200),
        (written(answer()), 500),
        (written(answer()), 302),
        (b"{}", 503),
        (b" " * 300_000, 200),
    ],
)
def test_where_it_is_out_of_order_nobody_is_believed(told, said, status, policy):
    assert told(said, status, policy=policy) == "REVOCATION_UNKNOWN"


def test_who_says_nothing_is_not_waited_for(ask, server):
    server.falls_silent()
    began = monotonic()
    assert ask() == "REVOCATION_UNKNOWN"
    assert monotonic() - began < 2


def test_who_drips_is_not_waited_for_to_the_end(ask, server):
    server.drip = 0.01
    began = monotonic()
    assert ask() == "REVOCATION_UNKNOWN"
    assert monotonic() - began < 2


@pytest.mark.parametrize("policy", ["require", "if_known"])
@pytest.mark.parametrize("revocations", [[REVOKED], [GOOD, REVOKED], [{**REVOKED, "by": "CRL"}, GOOD]])
def test_revoked_in_any_of_its_checks_is_revoked(told, revocations, policy):
    assert told(answer(shown(revocations, valid=False), valid=False), policy=policy) == "CERT_REVOKED"
    assert told(answer(shown(revocations)), policy=policy) == "CERT_REVOKED"


def answering_revoked_where_it_looks(question):
    if json.loads(question)["revocationCheck"]:
        return 200, written(answer(shown([REVOKED], valid=False), valid=False))
    return 200, written(answer(shown([])))


@pytest.mark.parametrize("policy", ["require", "if_known"])
def test_revoked_is_not_forgotten_by_asking_once_more_without_the_check(ask, server, policy):
    server.reply = answering_revoked_where_it_looks
    assert ask(policy=policy) == "CERT_REVOKED"


@pytest.mark.parametrize("revocations", [[], [BY_CRL]])
def test_not_revoked_by_a_list_may_be_an_empty_cache_and_proves_nothing(told, revocations):
    assert told(answer(shown(revocations))) == "REVOCATION_UNKNOWN"
    assert told(answer(shown(revocations)), policy="if_known") == "not checked"


def answering_without_ocsp(question):
    """As where the authority's responder is silent: with the check it is not valid, without it is."""
    checked = json.loads(question)["revocationCheck"] != []
    return 200, written(answer(shown([], valid=not checked), valid=not checked))


def test_a_responder_silent_behind_it_refuses_a_sign_in_and_not_an_application(ask, server):
    server.reply = answering_without_ocsp
    assert ask(policy="require") == "REVOCATION_UNKNOWN"
    assert len(server.asked) == 1
    assert ask(policy="if_known") == "not checked"
    assert [Asked(one).checks for one in server.asked] == [["OCSP"], ["OCSP"], []]


def test_an_application_with_a_bad_signature_is_refused_though_the_responder_is_silent(told):
    assert told(answer(shown([], valid=False), valid=False), policy="if_known") == "REVOCATION_UNKNOWN"
    assert told(answer(shown([], valid=True), valid=False), policy="if_known") == "SIGNATURE_INVALID"


def test_what_our_own_code_refuses_is_not_even_asked(workshop, ask, server):
    forged = workshop.person(issuer_key="forger")
    refused = [
        ask(workshop.cms(inside=b"other", content=b"other")),
        ask(workshop.cms(content=b"other")),
        ask(workshop.cms(certificate=forged)),
        ask(workshop.cms(signers=0)),
        ask(b"<html>"),
        ask(workshop.cms(certificate=workshop.person(usage=()))),
    ]
    assert refused == [
        "CONTENT_MISMATCH",
        "CONTENT_MISMATCH",
        "CERT_SIGNATURE_INVALID",
        "SIGNER_COUNT",
        "MALFORMED_CMS",
        "WRONG_KEY_PURPOSE",
    ]
    assert server.asked == []


@pytest.mark.parametrize("url", ["", "ncanode:14579", "ftp://ncanode", "http://"])
def test_an_address_that_is_none_is_a_mistake_of_the_settings(url):
    with pytest.raises(ValueError, match="http"):
        NcaNode(url)
