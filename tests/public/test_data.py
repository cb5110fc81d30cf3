"""What is kept, why, by which law, how long, who sees it, and what a person may ask for."""

from __future__ import annotations

from housing.web.sessions import IDLE


def test_each_kind_of_data_has_its_reason(world):
    page = world.visitor_in("en").get("/data")
    for key in ("yours", "bases", "proof"):
        names = [" ".join(tag.get_text().split()) for tag in page.select(f"[aria-labelledby={key}] dt")]
        assert names[:2] == ["What", "Why"]
    assert "article 8" in page.one("main") and "Who is responsible" in page.one("main")


def test_it_says_how_long_who_sees_it_and_how_to_take_it_back(world):
    main = world.visitor_in("en").get("/data").one("main")
    assert "five years after it" in main and "Withdraw your consent" in main and "Names are not" in main


def test_the_cookie_lasts_as_long_as_the_page_says(world):
    assert f"after {int(IDLE.total_seconds() // 60)} minutes" in world.visitor_in("en").get("/data").one("main")
