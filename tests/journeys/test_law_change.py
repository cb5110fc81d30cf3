"""A share does not count any more: entered by one, tried over the register, read, published by another."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from housing import jobs
from housing.queries.reference.law import load_effective_law
from housing.queries.reference.reference import load_effective_values
from tests.citizen.steps import refused
from tests.conftest import TUESDAY
from tests.journeys.conftest import publish
from tests.journeys.seat import PHONE
from tests.reference.steps import stands

DOCUMENT = {"kk": "№ 200 бұйрық, 20.11.2026", "ru": "Приказ № 200 от 20.11.2026", "en": "Order No. 200 of 20.11.2026"}
PAGE = "/reference/law/simulation"


@pytest.fixture
def owner_of_a_share(world):
    """Zhanna, refused for her share while every share counted."""
    with world.app.app_context():
        values = load_effective_values("law", TUESDAY.date())["law"]
        stands("law", since=date(2026, 7, 13), **{**values, "counted_share": "any"})
    return refused(world, "zhanna")


@pytest.fixture
def simulate(world):
    """The job that runs every second."""
    return lambda: jobs.run_job(world.app, next(job for job in jobs.JOBS if job.name == "simulate"))


def enter(desk):
    desk.go("/reference/law")
    desk.look()
    desk.choose("counted_share", "whole")
    for language, words in DOCUMENT.items():
        desk.page.fill(f"#source_{language}", words)
    desk.press("#catalog-form form button.btn")
    desk.page.wait_for_selector("main .box.warn")


def try_it(desk, simulate):
    desk.go(PAGE)
    desk.look()
    desk.press("form[action$='/start'] button")
    desk.page.wait_for_selector("progress")
    desk.look()
    simulate()
    expect(desk.page.locator("dl.tiles")).to_be_visible()  # it asks for itself


def read(desk, number):
    """Who would be decided otherwise, case by case; then it is said that somebody has read it."""
    assert [tile.inner_text() for tile in desk.page.locator("dl.tiles dd.big").all()] == ["2", "1", "0", "1"]
    desk.look()
    desk.press("#matrix ~ .scroll a")
    desk.at(f"{PAGE}/cases")
    assert number in desk.page.inner_text("table.grid").replace(" ", "")
    desk.look()
    desk.go(PAGE)
    desk.press("form[action$='/seen'] button")
    desk.at("/reference/law/difference")


def test_a_share_does_not_count_any_more(seated, world, owner_of_a_share, simulate, number):
    world.settled("aigerim")
    drafter, publisher = seated("head-office", "kk"), seated("administrator", "ru")
    enter(drafter)
    publish(publisher, "law")
    publisher.page.wait_for_selector("main .box.bad[role=alert]")
    publisher.complaints.clear()  # the browser complains of every 409
    publisher.look()
    try_it(drafter, simulate)
    read(drafter, number(owner_of_a_share))
    publish(publisher, "law")
    publisher.at("/reference/law")
    with world.app.app_context():
        assert load_effective_law(date(2026, 11, 25)).counted_share == "whole"
        assert world.status(owner_of_a_share) == "refused", "what was decided stays as it is"


def test_the_trial_is_read_on_a_phone(seated, world, owner_of_a_share, simulate):
    desk = seated("head-office", "ru", size=PHONE)
    enter(desk)
    try_it(desk, simulate)
    desk.look()
    desk.go(f"{PAGE}/cases?move=refuse+register")
    desk.look()
