"""To withdraw: told what it means, a deliberate yes, once; what is decided stays decided."""

from __future__ import annotations

import pytest

from housing.storage.extensions import db
from housing.storage.models import Event
from tests.citizen.steps import english, number_of, rows


@pytest.fixture
def her(world):
    world.filed("aigerim")
    return english(world, "aigerim")


@pytest.fixture
def url(world, her):
    return f"/cabinet/withdraw/{number_of(world, 'aigerim')}"


def withdrawals(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.query(Event).filter_by(kind="application.withdrawn").count()


def test_what_it_means_is_said_before(her, url):
    page = her.get(url)
    assert "It cannot be undone." in page.text and "no place in the queue" in page.text
    assert "You may apply again at any time" in page.text


def test_nobody_withdraws_by_accident(world, her, url):
    page = her.post(url, {}, 422)
    assert page.one("#errors li") == "Tick the box if you want to withdraw the application"
    assert page.select("#errors a[href='#sure']") and rows(world, "aigerim") == ["accepted"]


def test_an_application_is_withdrawn_by_its_owner_once(world, her, url):
    for _press in range(2):
        assert her.post(url, {"sure": "y"}).location.startswith("/cabinet/application/")
    assert rows(world, "aigerim") == ["withdrawn"] and withdrawals(world) == 1
    page = her.get(url.replace("withdraw", "application"))
    assert "Withdrawn by you" in page.text and page.select("a[href^='/cabinet/again/']")
    assert "You have withdrawn it already." in her.get(url).text


def test_a_page_that_lay_open_withdraws_no_decision(world, her, url):
    world.work()
    page = her.post(url, {"sure": "y"}, 409)
    assert "could not be withdrawn" in page.one("main [role=alert]") and rows(world, "aigerim") == ["registered"]
    assert "a decision is not withdrawn" in page.text and not page.select("form[action^='/cabinet/withdraw']")


def test_nobody_withdraws_for_another(world, her, url):
    stranger = english(world, "marat")
    stranger.get(url, 404)
    stranger.post(url, {"sure": "y"}, 404)
    stranger.post("/cabinet/withdraw/" + "ө" * 1000, {"sure": "y"}, 404)
    assert rows(world, "aigerim") == ["accepted"]
