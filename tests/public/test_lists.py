"""Which lists are published: by settlement, and before there are any."""

from __future__ import annotations

from tests.inventories import begun

LIST = "/published-list/351010000/general"


def test_a_settlement_leads_to_its_lists(published, visitor, enter):
    assert visitor.get("/lists?at=351010000", status=303).location == LIST
    assert visitor.get("/lists").select("option[value='351010000']")


def test_before_a_month_has_ended_that_is_said(visitor):
    assert "No month has ended yet" in visitor.get("/lists").one(".box")


def test_what_an_inventory_came_to_is_published_in_numbers_and_names_nobody(world):
    world.settled("aigerim")
    world.clock.ahead(days=100)
    begun(world, name="Quarter 1")
    world.work()
    section = world.visitor_in("en").get("/lists").one("#lists-inventories")
    assert "Quarter 1 the whole country" in section and "Entries 1 Nothing has changed 1" in section
    assert "Not reached: its turn did not come 0" in section and "Ахметова" not in section
