"""Which lists are published: by settlement, and before there are any."""

from __future__ import annotations

LIST = "/published-list/351010000/general"


def test_a_settlement_leads_to_its_lists(published, visitor, enter):
    assert visitor.get("/lists?at=351010000", status=303).location == LIST
    assert visitor.get("/lists").select("option[value='351010000']")


def test_before_a_month_has_ended_that_is_said(visitor):
    assert "No month has ended yet" in visitor.get("/lists").one(".box")
