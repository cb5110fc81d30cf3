"""What the stage sends, and what the bank asks, is what the assumed schemas beside the adapters say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from housing import registries
from housing.demo.bases import MEMBER_SERVICES, SERVICES
from housing.demo.people import people
from housing.demo.soap import read
from housing.demo.stage import Stage
from housing.gateways import mobile_base
from housing.registries.gateway import State
from housing.registries.soap import SourceQuery, build_envelope, inner_of, parse_envelope
from tests.registries.conftest import NOON, inner

TODAY = date(2026, 11, 24)
FOLDER = Path(registries.__file__).parent / "schemas"
NAMES = [*registries.SOURCES, mobile_base.NAME]
#: Nobody of the demo is on record as an orphan: here somebody is.
ORPHAN = {"orphan": replace(people(TODAY)["dauren"], iin="050101500002", flags=frozenset({"orphan_on_record"}))}
STAGE = Stage(lambda: TODAY, everybody=lambda day: people(day) | ORPHAN)


@pytest.fixture(scope="module")
def schema_of():
    schemas = {name: etree.XMLSchema(file=str(FOLDER / f"{name}.xsd")) for name in NAMES}
    return schemas.__getitem__


def everybody():
    for person in STAGE.everybody(TODAY).values():
        yield from ((service, person.iin) for service in SERVICES)
        yield from ((service, member.iin) for member in person.family for service in MEMBER_SERVICES)


def samples():
    """(service, the element that the stage sends) about everybody of the demo, and about a stranger."""
    for service, iin in [*everybody(), *((name, "900101399998") for name in NAMES)]:
        whole, _ = build_envelope(SourceQuery(service, iin, "id-1", NOON, {}), "bank", "", None)
        sent = STAGE.answer(whole)
        if sent.status == 200:
            yield service, etree.fromstring(sent.raw).find(".//{*}responseData/data")[0]


def test_every_answer_of_the_stage_keeps_to_its_schema(schema_of):
    seen = set()
    for service, element in samples():
        schema_of(service).assertValid(element)
        seen.add((service, etree.QName(element).localname))
    assert seen == {(name, kind) for name in NAMES for kind in ("answer", "silence")}


def test_what_the_bank_asks_keeps_to_the_schema(schema_of):
    for name in NAMES:
        schema_of(name).assertValid(inner_of(SourceQuery(name, "900101399998", "id-1", NOON, {})))


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_breaks_the_schema_does_not_pass_it(schema_of, name):
    stranger = inner(name, "900101399998", {"unheard_of": "x"})
    assert not schema_of(name).validate(etree.fromstring(stranger))


def test_every_schema_says_what_it_is_and_that_it_is_assumed():
    for file in FOLDER.glob("*.xsd"):
        assert etree.parse(file).findtext("{*}annotation/{*}documentation"), file.name
    assert {file.stem for file in FOLDER.glob("*.xsd")} == {*NAMES, "common"}


def test_the_adapters_name_the_schema_that_they_assume():
    for module in [*registries.SOURCES.values(), mobile_base]:
        assert f"schemas/{module.NAME}.xsd" in module.__doc__, module.__name__


def test_the_stage_and_the_transport_understand_each_other_about_somebody_unknown():
    question = SourceQuery("orphans", "900101399998", "id-1", NOON, {})
    whole, _ = build_envelope(question, "bank", "", None)
    assert read(whole).message_id == "id-1"
    code, data = parse_envelope(200, STAGE.answer(whole).raw, question)
    assert (State(code.lower()), data) == (State.NOT_FOUND, None)
