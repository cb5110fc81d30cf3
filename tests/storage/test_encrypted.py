"""IINs and phone numbers lie encrypted: what goes in comes out, equal values are found, and no key is in the way."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from housing.actions.journal.encrypt_data import add_data_key, encrypt_lot_anew, finish_newest_key, iter_lots
from housing.encryption.data_keys import DataKeyRing, DataKeys, UnreadableValueError
from housing.queries.cases.queue_search import BY_IIN
from housing.queries.journal.row_seals import check_seals
from housing.storage.extensions import db
from housing.storage.lookup import LookupText, token_of
from housing.storage.models import Application, FamilyConsent, OneTimeCode, PhoneCheck, RegisterEntry
from housing.storage.transaction import transaction
from tests.conftest import KEYS, TUESDAY

LINES = [(0, b"0" * 32), (1, b"1" * 32)]
ROTATED = [*LINES, (2, b"2" * 32)]
IINS = [f"85010130012{n}" for n in range(4)]


@given(st.text(max_size=40))
def test_text_comes_out_as_it_went_in_by_every_later_key_too(value):
    before, after = DataKeys(LINES), DataKeys(ROTATED)
    kept = before.seal_text(value)
    assert after.open_text(kept) == value == after.open_text(after.seal_text(value))
    assert kept[:16] == after.seal_text(value)[:16], "what people are looked for by outlives every rotation"
    assert not value or value not in kept or len(value) < 8


@given(st.binary(max_size=2000))
def test_bytes_come_out_as_they_went_in_and_never_look_the_same(value):
    before, after = DataKeys(LINES), DataKeys(ROTATED)
    assert after.decrypt_bytes(before.encrypt_bytes(value)) == value
    assert before.encrypt_bytes(value) != before.encrypt_bytes(value)


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_byte_that_was_changed_is_never_read(at, change):
    keys = DataKeys(LINES)
    kept = bytearray(keys.encrypt_bytes(b"850101300123"))
    kept[2 + at % (len(kept) - 2)] ^= change
    with pytest.raises(UnreadableValueError):
        keys.decrypt_bytes(bytes(kept))
    text = keys.seal_text("850101300123")
    other = keys.seal_text("850101300124")
    with pytest.raises(UnreadableValueError):
        keys.open_text(text[:16] + other[16:])


@pytest.mark.parametrize(
    "ask",
    [lambda c: c.like("85%"), lambda c: c < "9", lambda c: c.desc(), lambda c: c + "x", lambda c: c.contains("8")],
)
def test_nothing_is_asked_of_an_iin_but_whether_it_is_equal(ask):
    with pytest.raises(TypeError, match="is encrypted"):
        ask(Application.iin)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (BY_IIN, "ix_application_iin_status"),
        (select(RegisterEntry.id).where(RegisterEntry.iin == "1", RegisterEntry.annulled_at.is_(None)), "uq_register"),
        (select(FamilyConsent.id).where(FamilyConsent.iin == "1"), "ix_family_consent_iin"),
        (select(OneTimeCode.id).where(OneTimeCode.iin.in_(IINS)), "ix_one_time_code_iin"),
        (select(PhoneCheck.at).where(PhoneCheck.iin == "1"), "uq_phone_check_iin"),
    ],
)
def test_who_is_looked_for_is_found_by_an_index(app, statement, index):
    with app.app_context():
        written = str(statement.compile(db.engine, compile_kwargs={"render_postcompile": True}))
        given = (None,) * written.count("?")
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {written}", given)
        told = " ".join(row.detail for row in plan)
    assert f"USING INDEX {index}" in told or f"USING COVERING INDEX {index}" in told, told


def test_every_column_is_looked_for_by_one_statement_for_all_values():
    column = RegisterEntry.__table__.c.iin
    assert isinstance(column.type, LookupText)
    assert str(token_of(column)) == "substr(register_entry.iin, 1, 16)"
    assert (column == "1")._generate_cache_key().key == (column == "2")._generate_cache_key().key


@pytest.fixture
def kept(bare, tmp_path, empty_database):
    """A database whose keys are its own to change."""
    shutil.copy(empty_database, tmp_path / "kezek.db")
    shutil.copy(KEYS.data_keys, tmp_path / "data-keys")
    bare.extensions["data_keys"] = DataKeyRing(tmp_path / "data-keys")
    return bare


STEPS = st.lists(
    st.one_of(st.tuples(st.just("write"), st.sampled_from(IINS)), st.sampled_from(["rotate", "lot", "finish"])),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whoever_is_written_is_found_once_while_keys_change(kept, steps):
    told, lots = {}, iter(())
    with transaction() as session:
        for one in session.scalars(select(PhoneCheck)):
            session.delete(one)
    for number, step in enumerate(steps):
        if step == "rotate":
            add_data_key("console", TUESDAY)
            lots = iter_lots()
        elif step == "lot":
            encrypt_lot_anew(lot) if (lot := next(lots, None)) else None
        elif step == "finish":
            finish_newest_key(TUESDAY)
        else:
            told[step[1]] = f"+7701000{number:04}"
            with transaction() as session:
                session.merge(PhoneCheck(iin=step[1], state="answered", phone=told[step[1]], at=TUESDAY))
        db.session.rollback()
        assert {one.iin: one.phone for one in db.session.scalars(select(PhoneCheck))} == told
        assert all(db.session.get(PhoneCheck, iin).phone == phone for iin, phone in told.items())
    assert check_seals().faults == []
