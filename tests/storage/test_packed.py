"""Questions to state bases and their answers lie packed, are read as they came, and rows of before as they were."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from housing.queries.filing.raw_answer import load_raw_answer
from housing.storage.extensions import db
from housing.storage.models import Answer
from housing.storage.packed import ENVELOPES, MARK, pack_bytes, unpack_bytes

KEPT = "SELECT sum(length(request) + length(raw)) FROM answer"
#: Changed, it would read nothing of what was packed before: a new one needs a mark of its own.
FROZEN = "f4975b63b70272a3dfe693a0dc8318ba2a91ddf1dd067b9a55d5cbb3dc71e049"


def test_the_dictionary_is_the_one_by_which_rows_were_packed():
    assert hashlib.sha256(MARK + ENVELOPES).hexdigest() == FROZEN


@given(st.binary(max_size=4000) | st.text(max_size=2000).map(str.encode) | st.binary(max_size=40).map(MARK.__add__))
def test_whatever_came_is_read_as_it_came(content):
    assert unpack_bytes(pack_bytes(content)) == content


@given(st.binary(max_size=200))
def test_what_grows_by_it_is_not_packed(content):
    assert content.startswith(MARK) or len(pack_bytes(content)) <= len(content)


#: The last ones begin like a packed row, and are none.
BEFORE = [b"", b"<a/>", b"\x00", MARK, MARK + b"<a/>", pack_bytes(ENVELOPES)[:-3], pack_bytes(ENVELOPES) + b"z"]


@pytest.mark.parametrize("content", BEFORE)
def test_a_row_from_before_is_read_as_it_is(content):
    assert unpack_bytes(content) == content


def test_of_an_application_they_take_a_quarter_encrypted_as_they_are(world):
    world.settled("aigerim")
    with world.app.app_context():
        kept = db.session.scalar(text(KEPT))
        rows = list(db.session.scalars(db.select(Answer)))
        came = sum(len(row.request) + len(row.raw) for row in rows)
        assert len(rows) > 10 and kept * 4 < came
        assert all(hashlib.sha256(row.raw).hexdigest() == row.sha256 and row.raw.startswith(b"<?xml") for row in rows)


def test_a_page_tells_an_old_row_beside_a_new_one(world):
    case = world.settled("aigerim")
    with world.app.app_context():
        old, new = list(db.session.scalars(db.select(Answer).order_by(Answer.id)))[:2]
        unpacked = {"request": old.request, "raw": old.raw, "id": old.id}
        shown = load_raw_answer(case, old.request_id)
        db.session.execute(text("UPDATE answer SET request = :request, raw = :raw WHERE id = :id"), unpacked)
        db.session.commit()
        assert load_raw_answer(case, old.request_id) == shown and "FOUND" in shown.answer
        assert new.source in load_raw_answer(case, new.request_id).request
