"""Who drafts and who publishes; what they send."""

from __future__ import annotations

import pytest

NAMES = {"name_kk": "Жарық өшті", "name_ru": "Не было света", "name_en": "Power failure"}
CAUSE = {"code": "power", "position": "9", **NAMES}
DAY_OFF = {"day": "27.11.2026", "working": "no", "decree": "Decree No. 7 of 20.11.2026"}
SEEN = {"compared": "y", "touched": "y"}


@pytest.fixture
def drafter(world):
    return world.official("head-office", "en")


@pytest.fixture
def publisher(world):
    return world.official("administrator", "en")


@pytest.fixture
def draft():
    """Sends the form of a catalog as it is shown, with these words in it."""

    def send(browser, catalog, status=303, key=None, **words):
        which = f"?key={key}" if key else ""
        form = browser.get(f"/reference/{catalog}{which}").form("#catalog-form form")
        return browser.post(f"/reference/{catalog}/draft{which}", {**form, **words}, status=status)

    return send


@pytest.fixture
def publish():
    def send(browser, code, status=303, **words):
        form = browser.get(f"/reference/{code}/difference").form("form[action$='/publish']")
        return browser.post(f"/reference/{code}/publish", {**form, **SEEN, **words}, status=status)

    return send


def ending(browser, catalog, key):
    """What the form that ends a row sends."""
    return browser.get(f"/reference/{catalog}?key={key}").form("form[action*='/end']")
