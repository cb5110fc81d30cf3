"""Text comes in composed (NFC) by every door, whatever the program that wrote it made of its letters."""

from __future__ import annotations

import unicodedata

import pytest
from flask import request
from sqlalchemy import select

from housing.gateways.eds.certificates import subject_values
from housing.gateways.papers.names import clean_name
from housing.reference_data.fields import Field, read_field
from housing.registries.soap import SourceQuery, parse_envelope
from housing.storage.extensions import db
from housing.storage.models import Staff
from tests.registries.conftest import NOON, SOAP, SYNC

WHOLE = "\u0419\u0451\u0439 \u041a\u0438\u0457\u0432"
APART = unicodedata.normalize("NFD", WHOLE)


def form(app):
    with app.test_request_context("/", method="POST", data={"words": APART}):
        return request.form["words"]


def address(app):
    with app.test_request_context("/", query_string={"words": APART}):
        return request.args["words"]


def row(app):
    return read_field(Field("words", "", "text"), {"words": APART})


def words_of_a_row(app):
    return read_field(Field("words", "", "words", languages=("kk",)), {"words_kk": APART})["kk"]


def state_base(app):
    own, iin = "urn:kezek:assumed:orphans", "900101399998"
    raw = f"""<s:Envelope xmlns:s="{SOAP}"><s:Body><t:SendMessageResponse xmlns:t="{SYNC}/Types"><response>
<responseInfo><messageId>id-1</messageId><status><code>FOUND</code></status></responseInfo>
<responseData><data><k:answer xmlns:k="{own}"><iin>{iin}</iin><name>{APART}</name></k:answer></data></responseData>
</response></t:SendMessageResponse></s:Body></s:Envelope>""".replace("Types/Types", "Types")
    _code, data = parse_envelope(200, raw.encode(), SourceQuery("orphans", iin, "id-1", NOON, {}))
    return data.findtext("name")


def certificate(app):
    class Subject:
        subject_parts = [("2.5.4.3", bytes([12, len(APART.encode())]) + APART.encode())]

    return subject_values(Subject(), "2.5.4.3")[0]


def console(app):
    words = ["user", "add", "new-1", "--name", APART, "--role", "auditor", "--password", "k7-unlikely-Words-9"]
    assert app.test_cli_runner().invoke(args=words).exit_code == 0
    with app.app_context():
        return db.session.scalar(select(Staff.name).where(Staff.login == "new-1"))


def name_of_a_file(app):
    return clean_name(f"{APART}.pdf", "application/pdf").removesuffix(".pdf")


DOORS = (form, address, row, words_of_a_row, state_base, certificate, console, name_of_a_file)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_text_comes_in_composed(app, door):
    assert APART != WHOLE and door(app) == WHOLE
