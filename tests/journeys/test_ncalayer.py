"""The electronic signature over NCALayer's own socket: it signs in and signs, and failures show a way out."""

from __future__ import annotations

import socket
import ssl
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from housing.demo.people import CertificateSubject
from housing.gateways.eds import Trust
from housing.gateways.eds.certificates import read_certificate
from tests.journeys.conftest import WINDOWED, launch_browser
from tests.journeys.gost_key import GostAuthority
from tests.journeys.ncalayer import BROKEN, CANCELLED, NO_MODULE, NcaLayer, gost_key, rsa_keys
from tests.journeys.seat import PHONE

KEY = "aigerim"
#: What the browser itself prints of a connection that failed.
NO_CONNECTION = "WebSocket connection to"


@pytest.fixture(scope="module")
def gost_authority():
    return GostAuthority()


@pytest.fixture
def nca(app, authority, gost_authority):
    """NCALayer on this computer, and a site that sends people to it and trusts both authorities. No demonstration."""
    outside = app.extensions["services"]
    trusted = (*outside.verifier.trust.authorities, read_certificate(gost_authority.certificate))
    outside.verifier = replace(outside.verifier, trust=Trust(trusted))
    app.extensions.pop("demo")
    with NcaLayer() as layer:
        point_to(app, layer)
        yield layer


def point_to(app, layer):
    outside = app.extensions["services"]
    outside.settings = replace(outside.settings, signer_url=layer.url)


@pytest.fixture(params=["rsa", "gost"])
def own_keys(request, nca, world, authority, gost_authority):
    """What she has on her computer: two RSA keys or one of GOST."""
    who = world.person(KEY)
    nca.keys = rsa_keys(authority, who) if request.param == "rsa" else gost_key(gost_authority, who)


@pytest.fixture
def hand(window, nca):
    """Her phone's browser before the sign-in page; a phone's width is the hardest to fill well."""
    hand = window(PHONE)
    hand.go("/sign-in")
    return hand


def sign(hand):
    hand.press("form[data-eds] button")


def told(hand, case):
    """The words of this case stand there, the page is still sound, and the form can be sent again."""
    hand.page.wait_for_selector(f"[data-eds-status] [data-case={case}]")
    hand.look()
    assert hand.page.locator("[data-eds-status] > *").count() == 1
    assert hand.page.get_attribute("form[data-eds]", "aria-busy") is None
    hand.at("/sign-in")
    return hand.page.inner_text("[data-eds-status]")


def then_it_works(hand, nca, world):
    """The cause is gone; the same page, the same button."""
    nca.says, nca.greets = "a signature", True
    nca.keys = rsa_keys(world.authority, world.person(KEY))
    sign(hand)
    hand.at("/cabinet")


def test_she_signs_in_and_signs_her_application(hand, nca, own_keys, world):
    world.drafted(KEY)
    hand.look()
    sign(hand)
    hand.at("/cabinet")
    hand.look()
    hand.go("/apply/check")
    hand.look()
    sign(hand)
    hand.at("/cabinet/receipt/")
    hand.look()
    world.work()
    assert hand.language == "kk"
    signed_in, signed = (one["signerParams"] for one in nca.asked)
    assert signed_in == {"extKeyUsageOids": ["1.2.398.3.3.4.1.1"]}, "a key that lacks clientAuth is not hidden from her"
    iin = world.person(KEY).iin
    assert signed == {"extKeyUsageOids": ["1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"], "iin": iin}


@pytest.mark.parametrize(
    ("says", "case"),
    [
        (CANCELLED, "cancelled"),
        (NO_MODULE, "too-old"),
        (BROKEN, "failed"),
        (None, "cut-off"),
        ("<html>", "no-signature"),
        ({"body": {"result": "<html>"}, "status": True}, "no-signature"),
        ({"body": {"result": {}}, "status": True}, "no-signature"),
    ],
)
def test_what_came_instead_of_a_signature_is_told_and_she_tries_again(hand, nca, world, says, case):
    nca.says = says
    sign(hand)
    told(hand, case)
    then_it_works(hand, nca, world)


def test_no_key_that_the_page_asks_for(hand, nca, world):
    sign(hand)
    told(hand, "wrong-key")
    then_it_works(hand, nca, world)


def test_the_key_for_signing_is_refused_by_the_server_and_she_tries_again(hand, nca, world, authority):
    """NCALayer shows it among the others at sign-in, because it is asked for any key of an individual."""
    nca.keys = rsa_keys(authority, world.person(KEY))[::-1]
    sign(hand)
    hand.page.wait_for_selector("#errors")
    hand.look()
    hand.complaints.clear()  # the browser prints the 422 that this test asked for
    then_it_works(hand, nca, world)


def test_the_key_of_another_person_does_not_sign_her_application(window, nca, world, authority):
    world.drafted(KEY)
    hand = window(PHONE)
    hand.enter(world.citizen(KEY))
    nca.keys = rsa_keys(authority, world.person("ilyas"))
    hand.go("/apply/check")
    sign(hand)
    hand.page.wait_for_selector("[data-eds-status] [data-case=wrong-key]")
    hand.look()
    assert nca.asked[-1]["signerParams"]["iin"] == world.person(KEY).iin


def test_ncalayer_is_looked_for_and_then_waits_for_her(hand, nca):
    nca.greets = False
    sign(hand)
    hand.page.wait_for_selector("[data-eds-status] [data-case=connecting]")
    hand.look()


def expect_no_connection(hand):
    assert hand.complaints and all(NO_CONNECTION in words for words in hand.complaints)
    hand.complaints.clear()


def test_not_running_names_three_causes_and_the_way_without_a_key(hand, app, nca, world):
    with NcaLayer() as gone:
        point_to(app, gone)
    hand.go("/sign-in")
    sign(hand)
    told(hand, "not-running")
    links = hand.page.locator("[data-eds-status] a")
    addresses = [link.get_attribute("href") for link in links.all()]
    assert addresses == [gone.url.replace("ws://", "http://"), "/sign-in/code"]
    assert hand.page.locator("[data-eds-status] li").count() == 3
    sign(hand)
    told(hand, "not-running")
    links.last.click()
    hand.at("/sign-in/code")
    expect_no_connection(hand)


def test_a_program_that_does_not_even_open_the_connection_is_not_waited_for_without_end(hand, app):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        outside = app.extensions["services"]
        outside.settings = replace(outside.settings, signer_url=f"ws://127.0.0.1:{mute.getsockname()[1]}/")
        hand.page.context.grant_permissions(["local-network-access"])
        hand.page.clock.install()
        hand.go("/sign-in")
        sign(hand)
        hand.page.wait_for_selector("[data-case=connecting]")
        hand.page.clock.fast_forward(11_000)
        told(hand, "not-running")
    hand.complaints.clear()


@pytest.fixture
def stranger(authority, tmp_path):
    """TLS with a certificate that no browser trusts."""
    key, certificate = authority.certificate_for(CertificateSubject("990000000000", "", "NCALayer"))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "tls.pem").write_bytes(private + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "tls.pem")
    return context


def test_a_certificate_that_the_browser_does_not_trust_is_among_the_causes(hand, app, nca, stranger):
    with NcaLayer(tls=stranger) as untrusted:
        point_to(app, untrusted)
        hand.go("/sign-in")
        sign(hand)
        told(hand, "not-running")
    address = hand.page.locator("[data-eds-status] li a").get_attribute("href")
    assert address == untrusted.url.replace("wss://", "https://")
    assert any("ERR_CERT" in words for words in hand.complaints)
    expect_no_connection(hand)


@pytest.fixture
def public(chromium, site):
    """A browser to which this site is one of the public network, as the real one is."""
    override = f"--ip-address-space-overrides={urlsplit(site).netloc}=public"
    browser = launch_browser(chromium.browser_type, override, names=WINDOWED)
    yield browser
    browser.close()


def test_a_browser_that_was_not_allowed_is_told_from_ncalayer_that_is_not_there(window, public, nca, world):
    hand = window(PHONE, browser=public)
    hand.go("/sign-in")
    sign(hand)
    told(hand, "not-allowed")
    assert any("LOCAL_NETWORK_ACCESS" in words for words in hand.complaints)
    expect_no_connection(hand)
    hand.page.context.grant_permissions(["local-network-access"])
    then_it_works(hand, nca, world)
