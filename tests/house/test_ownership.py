"""What belongs to another citizen or another branch is not there: 404, as for what does not exist."""

from __future__ import annotations

import pytest

from tests.house.doors import DRAFTING


@pytest.mark.parametrize("url", [
    "/cabinet/receipt/{number}", "/cabinet/notice/{notice}", "/cabinet/notice/{notice}.pdf",
    "/cabinet/application/{number}", "/cabinet/withdraw/{number}", "/cabinet/own-consent/{number}",
    "/cabinet/signature/{number}", "/cabinet/evidence/{number}/document", "/cabinet/complaint/{number}",
    "/cabinet/again/{refused}", "/cabinet/document/{paper}", "/cabinet/awaited-consents/{number}",
])  # fmt: skip
def test_what_belongs_to_another_citizen_is_not_there(visitors, places, url):
    assert visitors("citizen", DRAFTING).get(url.format(**places)).status_code == 404


@pytest.mark.parametrize(
    ("login", "url"),
    [
        ("almaty-1", "/operator/case/{case}"),
        ("almaty-1", "/operator/document/{paper}"),
        ("astana-head", "/operator/complaint/{complaint}"),
    ],
)
def test_what_belongs_to_another_branch_is_not_there(world, places, login, url):
    answer = world.official(login).client.get(url.format(**places))
    assert answer.status_code == 404
