"""A register whose lists are published."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.jobs import publish_job
from tests.register.conftest import enter, leave

__all__ = ["enter", "leave"]

NAMES = ("Әлиев Ержан", "Бекова Гүлнар", "Ғани Дәурен")


@pytest.fixture
def published(world, enter, leave):
    """Three registered in October; one leaves in November; both months are published."""
    numbers = [enter(name, days) for name, days in zip(NAMES, (50, 45, 40), strict=True)]
    leave(numbers[0])
    with world.app.app_context():
        publish_job(world.clock() - timedelta(days=20))
        world.clock.ahead(days=10)
        publish_job(world.clock())
    return numbers


@pytest.fixture
def visitor(world):
    return world.visitor_in("en")
