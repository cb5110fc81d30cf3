"""The demo shows what would have come: SMS on phones, letters beside; all of it simulated."""

from __future__ import annotations

import pytest

from housing import demo


@pytest.fixture
def begun(world, capsys):
    """The demo as `python3 app.py` starts it."""
    demo.start(world.app)
    stage = world.app.extensions["demo"]["stage"]
    yield stage
    stage.stop()


def test_the_phone_and_the_letter_say_the_same(begun, world):
    world.settled("aigerim", email="aty@example.kz")
    page = world.visitor().get("/demo/phone?lang=en")
    bubbles = [tag.get_text(strip=True) for tag in page.select(".bubble")]
    assert len(begun.post.letters) == 1 and bubbles[0] == bubbles[1] == begun.messages[0].text
    assert "aty@example.kz" in page.text and "/cabinet" in bubbles[2]


def test_without_an_address_there_is_no_letter(begun, world):
    world.settled("aigerim")
    page = world.visitor().get("/demo/phone?lang=en")
    assert len(page.select(".bubble")) == 1 and begun.post.letters == []
