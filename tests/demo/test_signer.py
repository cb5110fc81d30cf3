"""NCALayer's messages, as the real program was recorded to answer them."""

import base64

import pytest

from housing.demo.signer import WrongKey, handle, purpose_of, wanted_iin

SIGNING = ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"]
SIGN_IN = ["1.2.398.3.3.4.1.1"]


def message(data="dGV4dA==", uses=SIGNING, **changes):
    args = {
        "format": "cms",
        "data": data,
        "signingParams": {"decode": True, "encapsulate": False, "digested": False, "tsaProfile": {}},
        "signerParams": {"extKeyUsageOids": uses, "iin": "900101300017"},
        "locale": "kk",
    }
    return {"module": "kz.gov.pki.knca.basics", "method": "sign", "args": args | changes}


def echo(data, purpose):
    return purpose.encode() + b":" + data


def signed(armoured):
    first, *lines, last, end = armoured.split("\n")
    assert (first, last, end) == ("-----BEGIN CMS-----", "-----END CMS-----", "")
    assert max(len(line) for line in lines) <= 64
    return base64.b64decode("".join(lines))


def test_the_decoded_data_is_signed_and_comes_back_in_armour():
    answer = handle(message(), echo)
    assert answer["status"] is True
    assert signed(answer["body"]["result"]) == b"signing:text"


def test_several_data_come_back_as_several_signatures():
    answer = handle(message(data=["dGV4dA==", "bW9yZQ=="]), echo)
    assert [signed(one) for one in answer["body"]["result"]] == [b"signing:text", b"signing:more"]


def test_the_purpose_follows_from_the_key_usages_that_are_asked_for():
    assert purpose_of(message(uses=SIGNING)["args"]) == "signing"
    assert purpose_of(message(uses=SIGN_IN)["args"]) == "sign-in"


def test_a_person_who_cancels_signs_nothing():
    assert handle(message(), None) == {"body": {}, "status": True}


def test_the_page_may_ask_for_one_persons_key():
    assert wanted_iin(message()) == "900101300017"
    assert wanted_iin(message(signerParams={"extKeyUsageOids": SIGN_IN})) is None


def test_a_key_that_was_not_asked_for_does_not_sign():
    def refuse(data, purpose):
        raise WrongKey

    answer = handle(message(), refuse)
    assert (answer["code"], answer["status"]) == ("SIGNING_FAILURE", False)


def test_a_module_that_is_not_installed_is_not_found():
    answer = handle(message() | {"module": "kz.gov.pki.knca.commonUtils"}, echo)
    assert answer == {"success": False, "errorCode": "MODULE_NOT_FOUND"}


@pytest.mark.parametrize(
    "broken",
    [
        {"module": "kz.gov.pki.knca.basics"},
        {"module": "kz.gov.pki.knca.basics", "method": "sign", "args": None},
        message(data="not base64!"),
        message(data=None),
        message(data=[1]),
        message(signerParams=None),
        message(signingParams=[]),
    ],
)
def test_a_message_that_cannot_be_read_is_an_invocation_error(broken):
    answer = handle(broken, echo)
    assert (answer["code"], answer["status"]) == ("INVOCATION_ERROR", False)
    assert answer["message"] == "An invoked method threw an exception."


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "xml"},
        {"signingParams": {"decode": False}},
        {"signingParams": {"decode": True, "encapsulate": True}},
        {"signingParams": {"decode": True, "digested": True}},
    ],
)
def test_what_the_demo_cannot_make_is_refused_and_not_made_differently(changes):
    assert handle(message(**changes), echo)["code"] == "INVALID_SIGNING_PARAMS"
    assert handle(message() | {"method": "getVersion"}, echo)["code"] == "INVALID_SIGNING_PARAMS"
