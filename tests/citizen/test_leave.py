"""To leave the register: what it means first, a signature, then the end of the place by one's own wish."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from sqlalchemy import select

from housing.actions.filing.file_complaint import file_complaint
from housing.actions.register.hear_removal import state_opinion
from housing.actions.register.remove import confirm_removal, propose_removal
from housing.storage.extensions import db
from housing.storage.models import Event, Notice, RegisterEntry, RegisterMovement, RegisterStatement, StatementSignature
from tests.citizen.steps import english, number_of, signed
from tests.removals import HOUSED, branch_of, judge, official_named


@pytest.fixture
def case(world):
    return world.settled("aigerim")


@pytest.fixture
def her(world, case):
    return english(world, "aigerim")


@pytest.fixture
def url(world, case):
    return f"/cabinet/leave/{number_of(world, 'aigerim')}"


def kept(world, table):
    with world.app.app_context():
        db.session.rollback()
        return list(db.session.scalars(select(table)))


def test_what_it_means_is_said_and_signed(her, url):
    page = her.get(url)
    assert "The place in the queue is lost at once" in page.text and "I may apply again at any time" in page.text
    assert "three months" in page.text and "may pass to them" in page.text


def test_it_ends_the_place_at_once_with_a_notice(world, case, her, url):
    her.post(url, signed(world, her, "aigerim", page=her.get(url)))
    assert world.status(case) == "removed" and kept(world, RegisterEntry)[0].annulled_at == world.clock()
    assert [one.cause for one in kept(world, RegisterMovement)] == ["registered", "left_by_wish"]
    assert [one.kind for one in kept(world, Notice)] == ["registered", "removed"]
    assert [(one.purpose, one.state) for one in kept(world, RegisterStatement)] == [("leave", "settled")]


def test_the_account_tells_of_it_and_offers_to_apply_again(world, her, url):
    her.post(url, signed(world, her, "aigerim", page=her.get(url)))
    assert "You do not stand on the register any more." in her.get(url).text
    page = her.get(url.replace("leave", "application"))
    assert "You signed that you leave the register" in page.text and "Removed from the register" in page.text


def test_a_second_press_ends_nothing_twice(world, her, url):
    sent = signed(world, her, "aigerim", page=her.get(url))
    for _press in range(2):
        assert her.post(url, sent).location == url
    assert [one.kind for one in kept(world, Event)].count("entry.removed") == 1


def test_the_key_of_another_ends_nothing(world, case, her, url):
    page = her.post(url, signed(world, her, "marat", page=her.get(url)), 422)
    assert "belongs to another person" in page.text and world.status(case) == "registered"


def test_nobody_leaves_for_another(world, her, url):
    english(world, "marat").get(url, 404)


def test_a_report_that_was_signed_ends_no_place(world, case, her, url):
    change = url.replace("leave", "change")
    checking = her.get(her.post(change, {"what": "other", "since": "20.11.2026", "text": "Хат"}).location)
    page = her.post(url, signed(world, her, "aigerim", page=checking), 422)
    assert "This request is spent" in page.text and world.status(case) == "registered"


@pytest.fixture
def doubtful(world, case, ocsp, stage, url):
    """Signed while nobody could say whether the key was revoked."""
    world.clock.ahead(hours=2)
    her = english(world, "aigerim")
    stage.silent.add("ocsp")
    her.post(url, signed(world, her, "aigerim", page=her.get(url)))
    stage.silent.discard("ocsp")
    world.clock.ahead(seconds=61)
    return her


def test_a_key_that_nobody_vouches_for_ends_nothing_yet(world, case, doubtful, url):
    assert world.status(case) == "registered" and "Signed, and waiting" in doubtful.get(url).text
    office, report = world.official("almaty-head", "en"), "/register/change/2611-Ө-000001"
    assert not office.get(report).select("form[action$='/settle']")
    assert "meanwhile" in office.post(f"{report}/settle", {"outcome": "nothing", "words": "Жоқ"}, 409).text
    world.work()
    assert world.status(case) == "removed"


def test_a_stolen_key_never_ends_a_place(world, case, doubtful, ocsp):
    certificate = x509.load_der_x509_certificate(kept(world, StatementSignature)[0].certificate)
    ocsp[certificate.serial_number] = world.clock() - timedelta(hours=1)
    world.work()
    assert [one.state for one in kept(world, RegisterStatement)] == ["void"]
    assert kept(world, RegisterEntry)[0].annulled_at is None


def by_another_act(world, case):
    """Two officials remove her while a word about her key is awaited; she has said that she agrees."""
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry)).one()
        removal = propose_removal(entry.id, HOUSED, official_named(f"{branch_of(world, entry)}-1"), world.clock())
        state_opinion(removal, world.who("aigerim"), "agrees", "", world.clock())
        confirm_removal(removal, official_named(f"{branch_of(world, entry)}-head"), world.clock())


def decided_anew(world, case):
    """Her complaint about the decision is upheld meanwhile."""
    with world.app.app_context():
        number = file_complaint(case, world.who("aigerim"), "decision", "The list is wrong", world.clock())
        judge(world, "head-office", number)


@pytest.mark.parametrize("ended", [by_another_act, decided_anew])
def test_a_wish_lapses_with_the_place_that_it_was_about(world, case, doubtful, url, ended):
    ended(world, case)
    page = doubtful.get(url)
    assert "Signed, and waiting" not in page.text
    world.work()
    (statement,), (signature,) = kept(world, RegisterStatement), kept(world, StatementSignature)
    assert (statement.state, signature.rechecked) == ("lapsed", "good"), "nothing is asked about it any more"
    assert "nothing follows from this wish" in doubtful.get(url.replace("leave", "change")).text
    assert "Lapsed" in world.official("almaty-head", "en").get("/register/changes").text


def test_who_is_decided_anew_withdraws_and_is_not_made_to_sign_for_nothing(world, case, her, url):
    decided_anew(world, case)
    page = her.get(url)
    assert "Being decided anew" in page.text and not page.select("form[data-eds]")
    assert page.select("main a[href^='/cabinet/withdraw/']")
    assert not her.get(url.replace("leave", "application")).select("a[href^='/cabinet/leave/']")
