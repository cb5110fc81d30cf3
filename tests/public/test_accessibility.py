"""The accessibility statement says what is promised, tested and missing, whom to tell, and when it was true."""

from __future__ import annotations

from housing.public.accessibility import STATED_ON


def test_it_says_what_a_statement_has_to_say(world):
    page = world.visitor_in("en").get("/accessibility")
    assert "WCAG 2.2, level AA" in page.one(".lead")
    assert {tag["id"] for tag in page.select("main section h2")} == {"can", "tested", "not", "tell"}
    assert page.select("#not ~ ul li"), "what does not work is said"
    assert STATED_ON.strftime("%d.%m.%Y") in page.one("main")


def test_it_names_the_other_way_where_the_signature_is_in_the_way(world):
    assert "one-time password" in world.visitor_in("en").get("/accessibility").one("main")
