"""Who tries the doors, and what lies behind them."""

from __future__ import annotations

from functools import cache

import pytest

from tests.house.doors import LOGINS
from tests.house.places import make_places
from tests.judge import Browser


@pytest.fixture
def places(world):
    return make_places(world)


@pytest.fixture
def browsers(world):
    """The browser of a role; of a citizen by their key."""

    @cache
    def browser(role: str, key: str) -> Browser:
        if role == "anonymous":
            return world.visitor()
        return world.citizen(key) if role == "citizen" else world.official(LOGINS[role])

    return browser


@pytest.fixture
def visitors(browsers):
    return lambda role, key: browsers(role, key).client


@pytest.fixture
def tokens(browsers):
    return cache(lambda role, key: browsers(role, key).csrf())
