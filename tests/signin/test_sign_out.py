"""Sign-out ends the session on the server."""

from __future__ import annotations

from base64 import urlsafe_b64decode

import pytest

from tests.house.doors import LOGINS


def test_a_citizen_goes_out_to_the_start_page(world):
    browser = world.citizen("aigerim")
    assert browser.post("/sign-out").location == "/"
    assert "/sign-in" in browser.get("/cabinet", status=302).location


def test_an_official_goes_out_to_the_door_of_officials(world):
    assert "/operator/sign-in" in world.official("karaganda-1").post("/sign-out").location


def test_a_token_that_somebody_kept_opens_nothing_afterwards(world):
    browser, thief = world.citizen("aigerim"), world.visitor()
    with browser.client.session_transaction() as kept:
        token = kept["token"]
    browser.post("/sign-out")
    with thief.client.session_transaction() as session:
        session["token"] = token
    assert "/sign-in" in thief.get("/cabinet", status=302).location


def test_the_language_stays(world):
    browser = world.citizen("aigerim")
    browser.get("/cabinet?lang=ru")
    browser.post("/sign-out")
    assert browser.get("/").html.html["lang"] == "ru"


def test_a_visitor_may_press_it_too(world):
    assert world.visitor().post("/sign-out").location == "/"


def test_a_forged_form_signs_nobody_out(world):
    browser = world.citizen("aigerim")
    browser.post("/sign-out", {"csrf_token": "forged"}, status=400)
    browser.get("/cabinet")


@pytest.mark.parametrize("login", sorted(LOGINS.values()))
def test_every_page_of_staff_leads_out(world, login):
    browser = world.official(login)
    for address in ("/operator/sessions", "/operator/password", "/operator/nowhere"):
        page = browser.get(address, 404 if "nowhere" in address else 200)
        assert len(page.select('form[method=post][action="/sign-out"] button')) == 1


@pytest.mark.parametrize("address", ["/cabinet", "/cabinet/readings", "/apply", "/consents", "/help", "/nowhere"])
def test_every_page_of_a_citizen_leads_out(world, address):
    page = world.citizen("aigerim").get(address, 404 if "nowhere" in address else 200)
    assert len(page.select('form[method=post][action="/sign-out"] button')) == 1


@pytest.mark.parametrize("sign_in", [lambda world: world.signed_in("aigerim"), lambda world: world.at_desk("auditor")])
def test_the_token_of_a_session_is_new_each_time_and_has_256_bits(world, sign_in):
    tokens = [sign_in(world).in_session(lambda session: session["token"]) for _ in range(2)]
    assert tokens[0] != tokens[1]
    assert all(len(urlsafe_b64decode(token + "=")) == 32 for token in tokens)
