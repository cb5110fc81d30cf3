"""What filing leaves behind, and what it refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import update

from housing.actions.filing.signed_document import AnotherSigner
from housing.actions.filing.submit import AlreadyUnderWay, submit_application
from housing.actions.signin.challenge import ChallengeSpent, SignedChallenge, issue_challenge
from housing.gateways import eds
from housing.law.lifecycle import MoveNotAllowed
from housing.law.working_time import ALMATY
from housing.storage.models import Application, Signature
from housing.storage.transaction import transaction


@pytest.fixture
def sign(world, app, clock):
    """Signs a draft as somebody and submits it as somebody."""

    def file(draft: int, signer: str, person: str, version: int | None = None):
        outside, secret = app.extensions["services"], app.config["SECRET_KEY"]
        document = {"application": draft, "version": version or world.row(draft).version}
        asked = issue_challenge(secret, "a browser", "signing", document, clock())
        signed = SignedChallenge(asked, world.sign(signer, asked.payload, "signing"))
        iin = world.person(person).iin
        return lambda: submit_application(signed, "a browser", secret, iin, outside.verifier, clock())

    return file


def test_in_working_hours_it_is_accepted_at_that_moment(world, left):
    case = left(world.filed("aigerim"))
    row = world.row(case.id)
    assert row.status == "accepted"
    assert row.accepted_at == row.filed_at
    assert row.due_at == datetime(2026, 11, 25, 18, 30, tzinfo=ALMATY)
    assert case.kinds()[-2:] == ["application.submitted", "application.accepted"]


def test_after_hours_it_is_accepted_at_nine_of_the_next_working_day(world, app, clock):
    clock.go(datetime(2026, 11, 24, 18, 30, tzinfo=ALMATY))
    case = world.settled("aigerim")
    assert world.status(case) == "submitted"
    clock.go(datetime(2026, 11, 25, 8, 59, 59, tzinfo=ALMATY))
    world.work()
    assert world.status(case) == "submitted"
    clock.go(datetime(2026, 11, 25, 9, 0, tzinfo=ALMATY))
    world.work()
    assert world.status(case) == "registered"


def test_the_evidence_is_what_was_signed(world, left):
    case = left(world.filed("aigerim"))
    (signature,) = case.of(Signature)
    assert signature.signer_iin == world.person("aigerim").iin
    assert eds.verify_signature(
        signature.cms,
        signature.document,
        trust=world.app.extensions["services"].verifier.trust,
        at=signature.verified_at,
        purpose="signing",
    )


def test_the_same_signature_twice_makes_one_application(world, sign, left):
    file = sign(world.drafted("aigerim"), "aigerim", "aigerim")
    first = file()
    with pytest.raises(ChallengeSpent):
        file()
    assert len(left(first).of(Signature)) == 1


def test_of_two_browsers_that_send_the_same_signature_at_once_exactly_one_files(world, app, clock, left):
    draft, services = world.drafted("aigerim"), app.extensions["services"]
    secret, iin = app.config["SECRET_KEY"], world.person("aigerim").iin
    with app.app_context():
        document = {"application": draft, "version": world.row(draft).version}
    asked = issue_challenge(secret, "a browser", "signing", document, clock())
    signed = SignedChallenge(asked, world.sign("aigerim", asked.payload, "signing"))

    def send(_):
        with app.test_request_context():
            try:
                return submit_application(signed, "a browser", secret, iin, services.verifier, clock())
            except ChallengeSpent:
                return None

    with ThreadPoolExecutor(4) as browsers:
        filed = list(browsers.map(send, range(4)))
    assert sorted(filed, key=str) == [draft, None, None, None]
    assert len(left(draft).of(Signature)) == 1


def test_what_was_refused_is_burnt_as_what_was_filed(world, sign, left):
    """Another application was under way; once it is withdrawn, the same signature still files nothing."""
    other, draft = world.drafted("aigerim"), world.drafted("marat")
    file = sign(draft, "marat", "marat")
    lay_beside(other, world.person("marat").iin, "accepted")
    with pytest.raises(AlreadyUnderWay):
        file()
    lay_beside(other, world.person("aigerim").iin, "withdrawn")
    with pytest.raises(ChallengeSpent):
        file()
    assert world.status(draft) == "draft"


def lay_beside(application_id, iin, status):
    with transaction() as db:
        db.execute(update(Application).where(Application.id == application_id).values(iin=iin, status=status))


def test_a_second_signature_over_a_filed_application_is_not_allowed(world, sign, left):
    draft = world.drafted("aigerim")
    first, second = sign(draft, "aigerim", "aigerim"), sign(draft, "aigerim", "aigerim")
    first()
    with pytest.raises(MoveNotAllowed):
        second()


def test_another_persons_key_files_nothing(world, sign, left):
    draft = world.drafted("aigerim")
    with pytest.raises(AnotherSigner):
        sign(draft, "marat", "aigerim")()
    assert world.row(draft).status == "draft"


def test_an_answer_changed_since_asks_for_a_new_signature(world, sign, left):
    draft = world.drafted("aigerim")
    with pytest.raises(ChallengeSpent):
        sign(draft, "aigerim", "aigerim", version=1)()
    assert world.row(draft).status == "draft"


def test_somebody_elses_draft_is_not_filed_by_signing_it(world, sign, left):
    draft = world.drafted("aigerim")
    with pytest.raises(ChallengeSpent):
        sign(draft, "marat", "marat")()
    assert world.row(draft).status == "draft"
