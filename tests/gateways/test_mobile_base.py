"""The number for an SMS: registered and connected to the portal account, or none."""

from __future__ import annotations

from types import SimpleNamespace
from xml.etree.ElementTree import Element, SubElement

import pytest

from housing.gateways.mobile_base import NAME, Linked, linked_number
from housing.registries.gateway import State

IIN = "900101399998"
LINKED = {"phone": "+77000000001", "registered": "true", "connected": "1"}


def base(state, data=None):
    """A gateway that answers about this person, at this service, and about nothing else."""
    answer = Element("answer")
    for name, value in (data or {}).items():
        SubElement(answer, name).text = value
    table = {(NAME, IIN): SimpleNamespace(state=state, data=answer)}
    return SimpleNamespace(send=lambda service, iin: table[service, iin])


def test_a_registered_and_connected_number_is_linked():
    assert linked_number(base(State.ANSWERED, LINKED), IIN) == Linked("answered", "+77000000001")


@pytest.mark.parametrize(
    "data",
    [
        {**LINKED, "connected": "false"},
        {**LINKED, "registered": "0"},
        {**LINKED, "connected": None},
        {**LINKED, "connected": "yes"},
        {"phone": "+77000000001"},
        {"registered": "false", "connected": "false"},
        {},
    ],
)
def test_a_number_merely_known_is_not_linked(data):
    assert linked_number(base(State.ANSWERED, data), IIN) == Linked("answered", None)


@pytest.mark.parametrize("phone", [None, "", "87000000001", "+7700000000", "+77000000001\n", "+7٧000000001"])
def test_a_number_that_is_none_is_not_known_rather_than_not_linked(phone):
    assert linked_number(base(State.ANSWERED, {**LINKED, "phone": phone}), IIN) == Linked("unavailable", None)


@pytest.mark.parametrize("phone", ["+77172700001", "+77122550001", "+74950000001", "+79990000001"])
def test_a_landline_or_a_number_abroad_is_no_mobile_number(phone):
    assert linked_number(base(State.ANSWERED, {**LINKED, "phone": phone}), IIN) == Linked("no_mobile", None)


@pytest.mark.parametrize("state", [State.UNAVAILABLE, State.NOT_FOUND, State.NO_DATA, State.NO_CONSENT])
def test_a_silent_base_says_why_and_gives_no_number(state):
    assert linked_number(base(state), IIN) == Linked(state, None)


def test_printing_it_shows_no_number():
    assert "+7" not in repr(Linked("answered", "+77000000001"))
