"""A month's lists are published once it has ended, as they stood then, signed; a stop in between loses none."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from sqlalchemy import select

from housing.actions.cases.register_entry import Act, end_entry, record_movement
from housing.actions.register.publish_list import publish_list
from housing.jobs import publish_job
from housing.law.register_moves import CAME
from housing.law.working_time import ALMATY
from housing.presentation.published_file import HEAD
from housing.queries.register.published import ListKey, iter_parts, load_published, load_signature
from housing.storage.extensions import db
from housing.storage.models import Application, Event, PublishedList, PublishedMonth, RegisterEntry
from housing.storage.transaction import transaction

KEY = ListKey("351010000", "general")


def at(day, month=11, hour=10):
    return datetime(2026, month, day, hour, tzinfo=ALMATY)


@pytest.fixture
def enters(world):
    """`enters(1, at(3), list_code="C7")`: somebody with that number, registered at that time."""

    def put(nth, moment, **entry):
        with transaction() as tx:
            application = Application(
                iin=f"{nth:012}", name="А", name_key="а", language="kk", status="registered", created_at=moment
            )
            tx.add(application)
            tx.flush()
            given = {"settlement": KEY.settlement, "list_code": KEY.list_code, "registered_at": moment, **entry}
            stands = RegisterEntry(application_id=application.id, number=f"{nth:010}", iin=application.iin, **given)
            tx.add(stands)
            tx.flush()
            record_movement(tx, stands, CAME, Act("registered", moment))
        return application.id

    with world.app.app_context():
        yield put


def leaves(application, moment):
    with transaction() as tx:
        end_entry(tx, application, Act("withdrawn", moment))


def lines(month):
    found = load_published(KEY, month)
    return b"".join(iter_parts(found.id)).decode().splitlines()


def test_a_list_is_as_it_stood_at_the_end_of_the_month(enters):
    first = enters(1, at(3))
    enters(2, at(4))
    enters(3, at(1, 12))
    leaves(first, at(1, 12, 9))
    assert publish_job(at(2, 12)) == 1
    assert lines("2026-11") == ["1,0000000001,2026-11-03 10:00:00", "2,0000000002,2026-11-04 10:00:00"]


def test_what_came_and_left_is_counted_by_cause_and_adds_up(enters):
    first = enters(1, at(3, 10))
    enters(2, at(4))
    leaves(first, at(9))
    publish_job(at(1, 11, 9)), publish_job(at(2, 12))
    before, after = load_published(KEY, "2026-10"), load_published(KEY, "2026-11")
    assert sorted(after.changes) == [("registered", 1, 1), ("withdrawn", -1, 1)]
    assert before.entries + sum(one.sign * one.entries for one in after.changes) == after.entries == 1


def test_each_month_is_published_once_and_written_down(enters):
    enters(1, at(3)), enters(2, at(4), list_code="C7")
    assert [publish_job(at(day, 12)) for day in (1, 1, 2)] == [2, 0, 0]
    assert db.session.scalars(select(PublishedMonth)).one().lists == 2
    told = db.session.scalars(select(Event).where(Event.kind == "list.published")).all()
    assert [one.detail["list_code"] for one in told] == ["C7", "general"]
    assert not publish_list(KEY, None, at(2, 12))


def test_a_stop_between_two_lists_leaves_the_others_to_the_next_round(enters, monkeypatch):
    enters(1, at(3)), enters(2, at(4), list_code="C7")
    real = publish_list

    def stopped(key, signing, now):
        if key.list_code == "general":
            raise OSError("the disk is full")
        return real(key, signing, now)

    monkeypatch.setattr("housing.jobs.publish_list", stopped)
    assert publish_job(at(1, 12)) == 1 and not db.session.scalars(select(PublishedMonth)).all()
    monkeypatch.undo()
    assert publish_job(at(1, 12)) == 1 and db.session.scalars(select(PublishedMonth)).one().entries == 2


def test_the_signature_is_the_banks_over_the_very_bytes_of_the_file(enters, bank_key):
    enters(1, at(25))
    publish_job(at(1, 12))
    found = db.session.scalars(select(PublishedList)).one()
    content = HEAD.encode() + b"".join(iter_parts(found.id))
    assert hashlib.sha256(content).hexdigest() == found.sha256
    signed = cms.ContentInfo.load(load_signature(found.id))["content"]
    assert signed["encap_content_info"]["content"].native is None, "the file stands beside its signature"
    (signer,) = signed["signer_infos"]
    attributes = {one["type"].native: one["values"][0].native for one in signer["signed_attrs"]}
    assert attributes["message_digest"] == hashlib.sha256(content).digest()
    told = signer["signed_attrs"].untag().dump()
    bank_key.certificate.public_key().verify(signer["signature"].native, told, PKCS1v15(), SHA256())


def test_a_long_list_is_cut_into_parts_that_go_on(enters, monkeypatch):
    monkeypatch.setattr("housing.presentation.published_file.PART", 2)
    for nth in range(1, 6):
        enters(nth, at(nth))
    publish_job(at(1, 12))
    assert [line.split(",")[0] for line in lines("2026-11")] == ["1", "2", "3", "4", "5"]
