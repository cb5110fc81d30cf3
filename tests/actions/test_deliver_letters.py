"""Letters beside the SMS: the same words and the way to the account, in the applicant's language, if they want them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.filing.family_consent import request_consents
from housing.demo.post import Post
from housing.gateways.mail import Mailer
from housing.storage.models import Application, Message
from housing.storage.transaction import transaction

KEY, ADDRESS = "aigerim", "aty@example.kz"


@pytest.fixture
def post(tmp_path, app):
    opened = Post(tmp_path)
    opened.start()
    app.extensions["services"].mail = Mailer(opened.url, "kezek@bank.example", 2.0, opened.trust)
    yield opened
    opened.stop()


@pytest.fixture
def letters(left):
    """The letters of the outbox by kind."""
    return lambda case: {one.kind: one for one in left(case).of(Message) if one.channel == "email"}


def settled(world, key=KEY):
    return world.settled(key, email=ADDRESS)


def test_a_letter_says_the_same_as_the_sms_and_where_the_account_is(world, stage, post, letters):
    case = settled(world)
    (letter,), (sms,) = post.letters, stage.inbox(world.person(KEY).phone)
    assert letter["To"] == ADDRESS and sms.text in letter.get_content()
    assert "http://127.0.0.1:8000/cabinet" in letter.get_content()
    person = world.person(KEY)
    assert not [one for one in (person.surname_kk, person.iin, person.phone) if one in letter.as_string()]
    assert letters(case)["registered"].state == "sent"


def test_without_an_address_there_is_no_letter(world, post, letters):
    assert letters(world.settled(KEY)) == {} and post.letters == []


def test_whose_number_is_not_linked_gets_the_letter_all_the_same(world, stage, post, left):
    case = settled(world, "dauren")
    assert stage.messages == [] and len(post.letters) == 1
    assert {one.channel: one.state for one in left(case).of(Message) if one.kind == "registered"} == {
        "sms": "cabinet_only",
        "email": "sent",
    }


def test_where_no_server_is_configured_the_account_is_what_remains(world, letters):
    assert letters(settled(world))["registered"].state == "cabinet_only"


def test_a_letter_is_not_asked_about_afterwards(world, clock, post, letters):
    case = settled(world)
    clock.ahead(days=3)
    world.work()
    assert letters(case)["registered"].state == "sent"


def test_an_address_that_the_server_does_not_know_is_for_an_official_to_see(world, post, letters):
    post.fault = "refused"
    found = letters(settled(world))["registered"]
    assert (found.state, found.last_error, found.in_doubt) == ("failed", "address", False)


def test_a_letter_whose_answer_was_lost_goes_again_under_the_same_id(world, clock, post, letters):
    post.fault = "lost"
    case = settled(world)
    assert letters(case)["registered"].in_doubt
    post.fault = ""
    clock.go(letters(case)["registered"].next_at)
    world.work()
    first, second = post.letters
    assert first["Message-ID"] == second["Message-ID"] and letters(case)["registered"].state == "sent"


def test_a_silent_mail_server_holds_no_sms_up(world, stage, post, letters):
    post.fault = "down"
    case = settled(world)
    assert len(stage.inbox(world.person(KEY).phone)) == 1
    found = letters(case)["registered"]
    assert (found.state, found.last_error, found.attempts) == ("waiting", "down", 1)


def test_a_family_member_gets_no_letter_at_the_applicant_s_address(app, world, clock, letters):
    case = settled(world)
    with transaction() as db:
        application = db.scalars(select(Application).where(Application.id == case)).one()
        request_consents(db, application, ["900101399998"], clock())
    assert "consent" not in letters(case)
