"""Sign-out ends the session on the server."""

from __future__ import annotations


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
