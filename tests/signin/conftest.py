"""Sign-in by keys that a test makes itself, RSA and GOST: the application trusts their authority and no other."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest

from tests.gateways.workshop import Workshop
from tests.judge import Browser, Page
from tests.world import World

LETTERS = (("CN", "СЫНАҚОВ СЫНАҚ"), ("SN", "СЫНАҚОВ"), ("C", "KZ"))


class Door:
    """A browser at the door and the workshop's keys."""

    def __init__(self, world: World, workshop: Workshop) -> None:
        self.world, self.workshop = world, workshop
        self.browser = world.visitor_in("en")

    def asked(self, browser: Browser | None = None) -> dict[str, str]:
        """The form with what it asks to sign."""
        return (browser or self.browser).get("/sign-in?lang=en").form("form[data-eds]")

    def signed(self, form: dict[str, str], content: bytes | None = None, **how: Any) -> dict[str, str]:
        """The form filled in by the person's key; `how`: as `Workshop.cms`, with what to do wrongly."""
        own = how.pop("certificate", None) or self.workshop.person(**self.workshop.login)
        what = base64.b64decode(form["challenge"]) if content is None else content
        return {**form, "cms": base64.b64encode(self.workshop.cms(what, own, **how)).decode()}

    def knock(self, sent: dict[str, str], browser: Browser | None = None, **headers: str) -> str:
        """What the door says: where to, or why not."""
        visitor = browser or self.browser
        page = Page(visitor.shown_by_get(visitor.ask(visitor.client.post, "/sign-in", data=sent, headers=headers)))
        assert page.status in (303, 422), page.text
        return page.location if page.status == 303 else page.one("#errors")

    def is_open(self, browser: Browser | None = None) -> bool:
        visitor = browser or self.browser
        return bool(visitor.ask(visitor.client.get, "/cabinet").status_code == 200)


@pytest.fixture
def door(world, workshop) -> Door:
    outside = world.app.extensions["services"]
    outside.verifier = replace(outside.verifier, trust=workshop.trust(workshop.authority()))
    return Door(world, workshop)
