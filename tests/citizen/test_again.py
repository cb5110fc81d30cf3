"""To apply again: told what to mend, with the old answers, a consent anew, and one draft however often one presses."""

from __future__ import annotations

import pytest

from housing.storage.extensions import db
from housing.storage.models import Application, Paper
from tests.citizen.steps import english, number_of, refused, rows


@pytest.fixture
def marat(world):
    """Refused; what he answered then."""
    case = refused(world, "marat")
    with world.app.app_context():
        return dict(world.row(case).answers)


def url(world, key):
    return f"/cabinet/again/{number_of(world, key)}"


def draft(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.query(Application).filter_by(status="draft").one()


def test_each_ground_is_named_with_what_would_mend_it(world, marat):
    page = english(world, "marat").get(url(world, "marat"))
    grounds = page.select("section[aria-labelledby=mend] li")
    assert grounds and all("What would mend it" in ground.text for ground in grounds)


def test_the_answers_are_carried_over_but_not_what_was_signed(world, marat):
    browser = english(world, "marat")
    assert browser.post(url(world, "marat"), {"consent": "y"}).location == "/apply/facts"
    made = draft(world)
    carried = {key: marat[key] for key in ("basis", "settlement", "category", "agrees_smaller", "phone")}
    assert made.answers == {"consent": True, **carried} and made.phone == marat["phone"]
    assert (made.basis, made.settlement) == (marat["basis"], marat["settlement"])
    assert "Application that you began" in browser.get("/cabinet").text
    assert browser.get("/apply/check").status == 200, "nothing is left to fill in"


def test_without_a_new_consent_nothing_is_asked(world, marat):
    browser = english(world, "marat")
    assert "Without your consent" in browser.post(url(world, "marat"), {}, 422).one("#errors")
    assert rows(world, "marat") == ["refused"]


def test_pressed_twice_there_is_one_draft(world, marat):
    browser = english(world, "marat")
    where = url(world, "marat")
    for _press in range(2):
        assert browser.post(where, {"consent": "y"}).location == "/apply/facts"
    assert sorted(rows(world, "marat")) == ["draft", "refused"]
    assert "You have begun an application" in browser.get(where).text


def test_a_draft_that_is_there_is_not_overwritten(world, marat):
    again = url(world, "marat")
    world.drafted("marat", settlement="750000000", phone="+77010000000")
    before = draft(world).answers
    english(world, "marat").post(again, {"consent": "y"})
    assert draft(world).answers == before


def test_papers_are_attached_anew(world):
    world.settled("viktor")
    browser, where = english(world, "viktor"), url(world, "viktor")
    browser.post(where.replace("again", "withdraw"), {"sure": "y"})
    assert "Papers are not carried over: attach them anew." in browser.get(where).text
    browser.post(where, {"consent": "y"})
    with world.app.app_context():
        assert db.session.query(Paper).filter_by(application_id=draft(world).id).count() == 0


@pytest.mark.parametrize("key", ["aigerim", "ilyas"])
def test_what_is_not_over_is_not_begun_again(world, key):
    """On the register, or still open."""
    world.settled(key)
    browser = english(world, key)
    browser.get(url(world, key), 404)
    browser.post(url(world, key), {"consent": "y"}, 404)
    assert len(rows(world, key)) == 1


def test_who_has_one_under_way_is_told(world, marat):
    first = url(world, "marat")
    world.filed("marat")
    browser = english(world, "marat")
    assert "A new application is not possible now" in browser.get(first).text
    browser.post(first, {"consent": "y"}, 409)
    assert sorted(rows(world, "marat")) == ["accepted", "refused"]


def test_nobody_takes_over_the_answers_of_another(world, marat):
    stranger = english(world, "aigerim")
    stranger.get(url(world, "marat"), 404)
    stranger.post(url(world, "marat"), {"consent": "y"}, 404)
    assert rows(world, "aigerim") == []
