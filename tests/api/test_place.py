"""The API: where somebody stands, for a system with a token; whatever it answers is as its OpenAPI file says."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from housing.actions.journal.plan_maintenance import announce_break
from housing.api.openapi import FILE
from housing.storage.extensions import db
from housing.storage.models import Event, RegisterEntry

TOKEN = "a token that somebody at the bank was given"
SPEC = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def ask(world):
    """Asks with these words as JSON; gives the answer, judged by the file."""
    world.set_up(api_tokens=(("contact-centre", hashlib.sha256(TOKEN.encode()).hexdigest()),))
    client = world.app.test_client()

    def send(question, status=200, token=TOKEN, **sent):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        given = {"json": question} if question is not None else {}
        answer = client.post("/api/place", headers=headers, **given, **sent)
        assert answer.status_code == status, answer.get_data(as_text=True)
        said = SPEC["paths"]["/api/place"]["post"]["responses"][str(status)]["content"]["application/json"]["schema"]
        assert faults(answer.get_json(), said) == []
        return answer.get_json()

    return send


TYPES = {"object": dict, "string": str, "integer": int, "null": type(None)}


def faults(value, schema, where="$"):
    """Where a value is not what the schema says: of the words that our file uses."""
    if "$ref" in schema:
        return faults(value, SPEC["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], where)
    if "oneOf" in schema:
        return [] if sum(not faults(value, one, where) for one in schema["oneOf"]) == 1 else [f"{where}: none of them"]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, TYPES[kind]) for kind in kinds):
        return [f"{where}: {value!r} is not {kinds}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r}"]
    if schema.get("format") == "date-time" and value and not re.fullmatch(r"[0-9-]{10}T[0-9:]{8}\+05:00", value):
        return [f"{where}: {value!r} is no moment of Almaty"]
    if not isinstance(value, dict):
        return []
    strange = set(value) - set(schema["properties"]) if schema.get("additionalProperties") is False else set()
    lacking = set(schema["required"]) - set(value)
    inside = [
        one
        for key in value.keys() & schema["properties"].keys()
        for one in faults(value[key], schema["properties"][key], f"{where}.{key}")
    ]
    return [f"{where}.{key}" for key in strange | lacking] + inside


def test_who_is_registered_is_told_the_place(world, ask):
    world.settled("aigerim")
    told = ask({"iin": world.person("aigerim").iin})
    assert told["application"]["status"] == "registered"
    entry = told["register"]
    assert (entry["state"], entry["place"], entry["ahead"], entry["total"]) == ("standing", 1, 0, 1)
    assert ask({"register_number": entry["number"]})["register"] == entry


def test_an_application_under_way_has_a_term_and_no_place(world, ask):
    world.filed("aigerim")
    told = ask({"iin": world.person("aigerim").iin})
    assert told["register"] is None and told["application"]["due_at"] == "2026-11-25T18:30:00+05:00"


def test_of_nobody_nothing_is_told(world, ask):
    assert ask({"iin": world.person("olzhas").iin}) == {
        "application": None,
        "register": None,
        "as_of": "2026-11-24T10:00:00+05:00",
    }
    assert ask({"register_number": "9999999999"})["application"] is None


def test_who_left_is_told_when_and_why(world, ask, enter, leave):
    number = enter("Әлиев", 5)
    leave(number)
    entry = ask({"register_number": number})["register"]
    assert (entry["state"], entry["place"], entry["left_because"]["en"]) == ("left", None, "Withdrawn by the applicant")


def test_no_name_and_no_iin_is_in_an_answer(world, ask):
    world.settled("aigerim")
    person = world.person("aigerim")
    told = json.dumps(ask({"iin": person.iin}), ensure_ascii=False)
    assert person.iin not in told and not any(
        word in told for word in (person.surname_kk, person.surname_ru, person.given_kk)
    )


@pytest.mark.parametrize("token", ["", "another one", "Bearer"])
def test_without_a_token_of_the_bank_nothing_is_told(world, ask, token):
    world.settled("aigerim")
    refused = ask({"iin": world.person("aigerim").iin}, 401, token)
    assert refused["error"]["code"] == "no_token"


@pytest.mark.parametrize(
    "question",
    [
        None,
        [],
        {},
        {"iin": 1},
        {"iin": "890412499901"},
        {"iin": "1' OR 1=1"},
        {"number": "3510000001"},
        {"iin": "890412499900", "register_number": "3510000001"},
        {"register_number": "\u0661" * 10},
    ],
)
def test_what_is_no_question_is_refused_in_words(ask, question):
    assert ask(question, 400)["error"]["code"] == "bad_question"


def test_every_question_is_written_down_without_what_was_asked_by(world, ask):
    case = world.settled("aigerim")
    ask({"iin": world.person("aigerim").iin}), ask({"register_number": "9999999999"})
    with world.app.app_context():
        told = db.session.scalars(select(Event).where(Event.kind == "register.asked").order_by(Event.id)).all()
        assert [(one.actor, one.application_id, one.detail) for one in told] == [
            ("api:contact-centre", case, {"by": "iin", "found": True}),
            ("api:contact-centre", None, {"by": "register_number", "found": False}),
        ]
        assert db.session.scalars(select(RegisterEntry)).one()


def test_who_asks_too_fast_is_told_when_to_come_again(ask, monkeypatch):
    monkeypatch.setattr("housing.api._caller.AT_ONCE", 2)
    ask({"register_number": "9999999999"}), ask({"register_number": "9999999999"})
    assert ask({"register_number": "9999999999"}, 429)["error"]["code"] == "too_fast"


def test_in_a_technical_break_a_program_is_told_when_to_come_again(world, ask):
    with world.app.app_context():
        announce_break(world.clock(), world.clock() + timedelta(hours=1), "console", world.clock())
    assert ask({"register_number": "9999999999"}, 503)["error"]["code"] == "unavailable"


def test_the_file_is_served_to_anybody(world):
    assert world.app.test_client().get("/api/openapi").get_json() == SPEC
