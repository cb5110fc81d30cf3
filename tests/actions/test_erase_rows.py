"""What stands for itself and has outlived its term goes at night; what has not, and what somebody needs, stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from housing.actions.retention import erase_kind, erase_rows
from housing.actions.retention.erase_kind import iter_erased
from housing.law.retention import Term
from housing.nightly_jobs import retention_job
from housing.queries.journal.row_seals import check_seals
from housing.queries.retention.due_counts import count_due
from housing.queries.retention.due_rows import count_due_rows
from housing.queries.retention.erased import load_last_sweep
from housing.storage.extensions import db
from housing.storage.models import (
    AttemptCount,
    Event,
    KeptAnswer,
    OneTimeCode,
    PhoneCheck,
    Signature,
    SignedInSession,
    SpentChallenge,
)
from housing.storage.transaction import WRITER, transaction

STRANGER = "900101399998"


def code_of(at):
    given = {"session_hash": "s", "purpose": "sign-in", "address_hash": "a", "salt": "s", "code_hash": f"{at}"}
    return OneTimeCode(iin=STRANGER, tries_left=5, asked_at=at, expires_at=at, **given)


#: By kind: the table, and a row that begins at a moment.
BEGUN = {
    "challenges": (SpentChallenge, lambda at: SpentChallenge(sha256=f"{at}", purpose="signing", at=at)),
    "attempts": (AttemptCount, lambda at: AttemptCount(name_hash=f"{at}", tries=1, last_at=at)),
    "sessions": (SignedInSession, lambda at: SignedInSession(token_hash=f"{at}", name="", since=at, until=at)),
    "kept_answers": (KeptAnswer, lambda at: KeptAnswer(iin=f"{at:%y%m%d%H%M%S}", path="/", fields={}, at=at)),
    "codes": (OneTimeCode, code_of),
    "phone_checks": (PhoneCheck, lambda at: PhoneCheck(iin=f"{at:%y%m%d%H%M%S}", state="answered", at=at)),
}
TERMS = {
    "challenges": timedelta(days=2),
    "attempts": timedelta(days=1),
    "sessions": timedelta(days=30),
    "kept_answers": timedelta(days=1),
    "codes": timedelta(days=30),
    "phone_checks": timedelta(days=366),
}


def many(table):
    return db.session.scalar(select(func.count()).select_from(table))


@pytest.fixture
def inside(world):
    with world.app.app_context():
        yield world


@pytest.mark.parametrize("kind", BEGUN)
def test_what_is_over_goes_and_what_is_not_stays(inside, clock, kind):
    (table, build), term = BEGUN[kind], TERMS[kind]
    with transaction() as session:
        before = many(table)
        session.add_all([build(clock() - term - timedelta(minutes=2)), build(clock() - term / 2)])
    due = {one.kind: one.due for one in count_due(clock())}
    assert due[kind] == 1 and many(table) == before + 2
    assert sum(iter_erased(kind, clock())) == 1 and many(table) == before + 1
    assert sum(iter_erased(kind, clock())) == 0 and not check_seals().faults


def test_a_code_that_signed_an_application_stays_with_it(inside, clock):
    case = inside.filed("aigerim")
    with transaction() as session:
        code = code_of(clock() - timedelta(days=90))
        session.add(code)
        session.flush()
        session.scalars(select(Signature).where(Signature.application_id == case)).one().code_id = code.id
    assert sum(iter_erased("codes", clock())) == 0 and many(OneTimeCode) == 1


def test_the_phone_of_who_has_something_under_way_stays(inside, clock):
    inside.drafted("olzhas")
    old = clock() - timedelta(days=800)
    with transaction() as session:
        session.add_all(PhoneCheck(iin=one, state="answered", at=old) for one in (inside.who("olzhas").iin, STRANGER))
    assert sum(iter_erased("phone_checks", clock())) == 1
    assert db.session.scalars(select(PhoneCheck.iin)).all() == [inside.who("olzhas").iin]


def test_nobody_who_writes_waits_while_it_is_looked_at_who_stays(inside, clock):
    """Those who stay are looked at anew every night, and on the register that is everybody."""
    inside.drafted("olzhas")
    with transaction() as session:
        session.add(PhoneCheck(iin=inside.who("olzhas").iin, state="answered", at=clock() - timedelta(days=800)))
    with WRITER.turn(), WRITER.hurried(0.2):
        assert sum(iter_erased("phone_checks", clock())) == 0


def test_lots_are_bounded_and_each_is_told_by_its_number_alone(inside, clock, monkeypatch):
    monkeypatch.setattr(erase_rows, "LOT", 2)
    build = BEGUN["attempts"][1]
    with transaction() as session:
        session.add_all(build(clock() - timedelta(days=2, minutes=one)) for one in range(5))
    assert list(iter_erased("attempts", clock())) == [2, 2, 1]
    told = db.session.scalars(select(Event.detail).where(Event.kind == "data.erased")).all()
    assert [one["rows"] for one in told] == [2, 2, 1]
    assert all(set(one) == {"what", "rows", "cases", "term", "unit"} for one in told)


def test_a_round_is_made_once_a_night_and_leaves_its_counts(inside, clock):
    clock.ahead(days=1)
    with transaction() as session:
        session.add(BEGUN["attempts"][1](clock() - timedelta(days=2)))
    assert retention_job(clock()) >= 1 and load_last_sweep().erased["attempts"] == 1
    last = load_last_sweep().at
    assert retention_job(clock() + timedelta(hours=3)) == 0 and load_last_sweep().at == last


def test_a_kind_without_a_row_in_the_catalog_is_never_erased(inside, clock, monkeypatch):
    monkeypatch.setattr(erase_kind, "load_retention_terms", lambda now: {})
    with transaction() as session:
        session.add(BEGUN["attempts"][1](clock() - timedelta(days=2)))
    assert list(iter_erased("attempts", clock())) == [] and many(AttemptCount) >= 1


def test_nothing_is_due_for_a_term_longer_than_the_world(inside, clock):
    assert count_due_rows("codes", Term(999, "years"), clock()) == 0
