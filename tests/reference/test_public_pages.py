"""Pages that say the same to everybody are kept: until something is published, and never with what is somebody's."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import product

import pytest
from sqlalchemy.exc import OperationalError

from housing.law.working_time import ALMATY
from housing.queries.reference import reference
from housing.storage.query_cache import query_cache
from tests.reference.test_hours import SHORTER

PATHS, LANGUAGES = ("/", "/help", "/accessibility", "/data"), ("kk", "ru", "en")
TOKEN = re.compile(r"[\w-]{40,}\.[\w-]{4,}\.[\w-]{20,}")


def seal(page):
    return TOKEN.findall(page.html.body["hx-headers"])[0].split(".")[0]


def foot(page):
    return page.one("footer")


def test_each_visitor_has_a_token_of_their_own_on_a_kept_page(world):
    first, second = world.visitor(), world.visitor()
    seals = [seal(browser.get("/help")) for browser in (first, second, first, second)]
    assert seals[0] != seals[1] and seals[:2] == seals[2:]


def test_a_kept_page_says_word_for_word_what_one_made_anew_does(world, app):
    people = [world.visitor(), world.citizen("aigerim"), world.official("karaganda-1")]
    ways = list(product(range(len(people)), PATHS, LANGUAGES))

    def walk(before=lambda: None):
        pages = []
        for who, path, tongue in ways:
            before()
            pages.append(TOKEN.sub("", people[who].get(f"{path}?lang={tongue}").source))
        return pages

    walk()
    kept, frames = walk(), app.extensions["page_frames"]
    assert kept == walk(before=frames.clear)
    assert len(set(kept)) == 2 * len(PATHS) * len(LANGUAGES), "an official reads what a visitor does"


def test_a_visitor_is_not_shown_the_bar_of_a_citizen(world):
    citizen, visitor = world.citizen("aigerim"), world.visitor()
    for _ in range(2):
        assert citizen.get("/help").select("form[action='/sign-out']")
        assert not visitor.get("/help").select("form[action='/sign-out']")


@pytest.fixture
def shortened(drafter, publisher, draft, publish):
    def change():
        draft(drafter, "hours", key="provider", **SHORTER)
        publish(publisher, "hours")

    return change


def test_what_is_published_stands_on_the_page_from_its_day(world, shortened):
    visitor = world.visitor_in("en")
    before = foot(visitor.get("/help"))
    shortened()
    assert foot(visitor.get("/help")) == before and "18:30" in before
    world.clock.go(datetime(2026, 11, 27, 10, 0, tzinfo=ALMATY))
    assert "17:00" in foot(visitor.get("/help"))


def test_a_publication_makes_another_frame(world, app, shortened):
    visitor = world.visitor_in("en")
    visitor.get("/help")
    frames = len(app.extensions["page_frames"])
    shortened()
    visitor.get("/help"), visitor.get("/help")
    assert len(app.extensions["page_frames"]) == frames + 1


def test_while_the_database_is_silent_the_page_is_there_and_nothing_of_it_is_kept(world, monkeypatch):
    def silent():
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(reference, "load_reference_edition", silent)
    query_cache.invalidate()
    assert "1414" in world.visitor().get("/data").text
    assert not world.app.extensions.get("page_frames")
