"""Consent first: without it nothing is asked of anybody."""

from __future__ import annotations

from sqlalchemy import func, select

from housing.storage.extensions import db
from housing.storage.models import Answer
from tests.citizen.steps import begun, english, refused, rows


def answers_kept(world):
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Answer))


def test_the_page_names_every_base_that_is_asked_and_the_consent_in_full(world):
    page = english(world, "aigerim").get("/apply")
    assert "Register of Immovable Property" in page.text and "Transfer abroad" in page.text
    assert len(page.select("ul.list.card > li")) == 9


def test_with_consent_the_bases_are_asked_and_a_draft_is_opened(world):
    page = english(world, "aigerim").post("/apply", {"consent": "y"})
    assert page.location == "/apply/facts"
    assert rows(world, "aigerim") == ["draft"] and answers_kept(world) > 9


def test_without_consent_nothing_is_asked_and_there_is_a_way_out(world):
    page = english(world, "aigerim").post("/apply", {}, status=422)
    assert "Without your consent we may not ask" in page.one("#errors")
    assert "1414" in page.one("aside") and "branch" in page.one("aside")
    assert rows(world, "aigerim") == [] and answers_kept(world) == 0


def test_a_second_press_makes_no_second_draft(world):
    browser = begun(world)
    browser.post("/apply", {"consent": "y"})
    assert rows(world, "aigerim") == ["draft"]
    assert "You have begun an application" in browser.get("/apply").text


def test_who_waits_for_a_decision_begins_no_other_application(world):
    world.filed("aigerim")
    browser = english(world, "aigerim")
    browser.post("/apply", {"consent": "y"}, status=200)
    assert "You have an application under way" in browser.get("/apply").text
    assert rows(world, "aigerim") == ["accepted"]


def test_who_is_on_the_register_is_told_so(world):
    world.settled("aigerim")
    page = english(world, "aigerim").get("/apply")
    assert "You are on the register already" in page.text and not page.select("input[name=consent]")


def test_who_was_refused_or_withdrew_may_begin_again(world):
    refused(world, "marat")
    begun(world, "marat").get("/apply/facts")
    assert sorted(rows(world, "marat")) == ["draft", "refused"]


def test_a_silent_base_stops_nobody(world):
    world.stage.silent.update({"real_property", "civil_registry"})
    assert begun(world).get("/apply/facts").h1


def test_a_forged_form_is_refused(world):
    english(world, "aigerim").post("/apply", {"consent": "y", "csrf_token": "forged"}, status=400)
    assert rows(world, "aigerim") == []


def test_who_is_not_signed_in_is_asked_to(world):
    assert "/sign-in" in world.visitor().get("/apply", status=302).location


def test_an_official_has_no_application_form(world):
    world.official("karaganda-1").get("/apply", status=403)
