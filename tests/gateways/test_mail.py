"""Letters: encrypted or not at all, to one address, saying only what they should; over a real socket."""

from __future__ import annotations

import socket
import ssl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.demo.post import Post
from housing.gateways.mail import Mailer, letter_of
from housing.gateways.sms import SmsAnswerLost, SmsDelayed, SmsFailed, SmsRefused

TO, SENDER, KEY = "aty@example.kz", "kezek@bank.example", "kezek-1"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    post = Post(tmp_path_factory.mktemp("post"))
    post.start()
    yield post
    post.stop()


@pytest.fixture
def post(opened):
    opened.fault = ""
    opened.letters.clear()
    return opened


def write(post, address=TO, subject="Kezek: өтініш", text="№1234567890: есепке қойылдыңыз\n.\n..end\n", **how):
    return Mailer(post.url, SENDER, 2.0, **{"tls": post.trust, **how}).send(address, subject, text, KEY)


def failure(do):
    with pytest.raises(SmsFailed) as failed:
        do()
    assert TO not in str(failed.value)
    return type(failed.value), failed.value.reason


def test_a_letter_arrives_as_it_was_written(post):
    assert write(post).provider_id == KEY
    (letter,) = post.letters
    assert (letter["From"], letter["To"], letter["Subject"]) == (SENDER, TO, "Kezek: өтініш")
    assert letter["Message-ID"] == "<kezek-1@bank.example>"
    assert letter.get_content().splitlines() == ["№1234567890: есепке қойылдыңыз", ".", "..end"]


def test_an_address_in_the_letters_of_another_domain_is_written_as_the_net_knows_it(post):
    write(post, "asel@мысал.қаз")
    assert post.letters[0]["To"].isascii() and "xn--" in post.letters[0]["To"]


@pytest.mark.parametrize(
    ("fault", "kind", "reason"),
    [("refused", SmsRefused, "address"), ("busy", SmsDelayed, "busy"), ("down", SmsDelayed, "down"), ("lost",
    SmsAnswerLost, "lost"),
     ("plain", SmsDelayed, "down")],
)  # fmt: skip
def test_what_a_server_may_do(post, fault, kind, reason):
    post.fault = fault
    assert failure(lambda: write(post)) == (kind, reason)
    assert len(post.letters) == (fault == "lost"), "without encryption nothing is told"


def test_a_server_whose_certificate_nobody_vouches_for_is_told_nothing(post):
    assert failure(lambda: write(post, tls=ssl.create_default_context())) == (SmsDelayed, "down")
    assert post.letters == []


def test_a_silent_server_is_waited_for_no_longer_than_it_should_be():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"smtp://127.0.0.1:{silent.getsockname()[1]}"
        assert failure(lambda: Mailer(url, SENDER, 0.3).send(TO, "s", "t", KEY)) == (SmsDelayed, "down")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@b",
        "a@b.kz\nBcc: c@d.kz",
        "a@b.kz\r\nRCPT TO:<c@d.kz>",
        "a b@c.kz",
        "a@b.kz,c@d.kz",
        "<a@b.kz>",
        '"a"@b.kz',
        "a@" + "x" * 70 + ".kz",
        "a@b..kz",
        "a\x00@b.kz",
        "әсел@example.kz",
    ],
)
def test_what_is_no_address_that_can_be_written_to_reaches_no_server(post, address):
    assert failure(lambda: write(post, address)) == (SmsRefused, "address")
    assert post.letters == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_a_letter_has_the_headers_that_we_gave_it(address, subject):
    try:
        letter = letter_of(SENDER, address, subject, "text", KEY)
    except SmsRefused:
        return
    assert len(letter["To"].addresses) == 1 and "\n" not in letter["Subject"]
    assert not {"bcc", "cc", "reply-to"} & {name.lower() for name, _ in letter.items()}
