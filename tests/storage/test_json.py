"""JSON lies in the database as short as it can be said, and is read as it was given."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from housing.storage.extensions import db, serialize_json
from housing.storage.models import Notice

PLAIN = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=()))
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(VALUES)
def test_whatever_is_kept_is_read_as_it_was_given(value):
    kept = serialize_json(value)
    assert json.loads(kept) == value and json.loads(kept.encode()) == value


def test_the_texts_of_a_notice_take_two_bytes_a_letter(world):
    world.settled("aigerim")
    with world.app.app_context():
        texts = db.session.scalars(db.select(Notice)).one().texts
        said = sum(len(words.encode()) for words in texts.values())
        kept = db.session.scalar(text("SELECT length(CAST(texts AS BLOB)) FROM notice"))
        assert said < kept < said * 1.1


def test_one_that_was_kept_escaped_is_read_alike(world):
    world.settled("aigerim")
    with world.app.app_context():
        notice = db.session.scalars(db.select(Notice)).one()
        texts = dict(notice.texts)
        db.session.execute(text("UPDATE notice SET texts = :texts"), {"texts": json.dumps(texts)})
        db.session.commit()
        assert db.session.scalars(db.select(Notice)).one().texts == texts
