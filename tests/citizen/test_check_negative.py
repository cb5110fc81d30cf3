"""An application signed wrongly, by RSA and GOST keys: another version, another person, another purpose."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from housing.storage.extensions import db
from housing.storage.models import Signature
from tests.citizen.steps import answered, rows
from tests.gateways.workshop import Workshop
from tests.world import World

URL = "/apply/check"
SPENT, ANOTHER = "This request is spent", "That key belongs to another person"


class Desk:
    """The page to check and to sign, and keys for its person and for others."""

    def __init__(self, world: World, workshop: Workshop) -> None:
        self.world, self.workshop = world, workshop
        self.browser = answered(world)
        outside = world.app.extensions["services"]
        outside.verifier = replace(outside.verifier, trust=workshop.trust(workshop.authority()))

    def asked(self) -> dict[str, str]:
        return self.browser.get(URL).form("form[data-eds]")

    def signed(self, form: dict[str, str], who: str = "aigerim", content: bytes | None = None) -> dict[str, str]:
        person = self.world.person(who)
        subject = (("CN", f"{person.surname_kk} {person.given_kk}"), ("serialNumber", f"IIN{person.iin}"), ("C", "KZ"))
        what = base64.b64decode(form["challenge"]) if content is None else content
        cms = self.workshop.cms(what, self.workshop.person(subject=subject))
        return {**form, "cms": base64.b64encode(cms).decode()}

    def refused(self, sent: dict[str, str]) -> str:
        said = self.browser.post(URL, sent, status=422).one("#errors")
        assert rows(self.world, "aigerim") == ["draft"]
        return said


@pytest.fixture
def desk(world, workshop) -> Desk:
    return Desk(world, workshop)


def test_a_key_of_either_kind_signs_an_application(desk, world):
    sent = desk.signed(desk.asked())
    assert desk.browser.post(URL, sent).location.startswith("/cabinet/receipt/")
    with world.app.app_context():
        kept = db.session.query(Signature).one()
        assert (kept.cms, kept.signer_iin) == (sent["cms"].encode(), world.person("aigerim").iin)


def test_application_refuses_signature_over_other_version_or_by_other_person(desk):
    before = desk.asked()
    desk.browser.post("/apply/settlement", {"settlement": "351010000"})
    assert SPENT in desk.refused(desk.signed(before))
    now = desk.asked()
    old = base64.b64decode(before["challenge"])
    assert "What was signed is not what we asked to sign" in desk.refused(desk.signed(now, content=old))
    assert ANOTHER in desk.refused(desk.signed(desk.asked(), "marat"))


def test_an_application_refuses_a_challenge_or_signature_made_for_sign_in(desk, world):
    form, login = desk.asked(), world.visitor().get("/sign-in").form("form[data-eds]")
    assert SPENT in desk.refused(desk.signed({**form, "challenge": login["challenge"], "seal": login["seal"]}))
    payload = base64.b64decode(login["challenge"])
    assert "What was signed is not what we asked to sign" in desk.refused(desk.signed(form, content=payload))


def test_another_person_may_not_try_again_with_the_same_request(desk):
    form = desk.asked()
    assert ANOTHER in desk.refused(desk.signed(form, "marat"))
    assert SPENT in desk.refused(desk.signed(form))
