"""Republican data bank of orphans and children left without parental care: kk РДБ, ru РБД (Ministry of Education).

Whether the bank has the person on record as an orphan or as left without care (Law 69(2)). The one source whose
"no data" is a fact: it opens the basis of orphans by documents (Annex 1, rows 4 and 9). Assumed, as the schema is
unpublished (schemas/orphans.xsd): `onRecord` true, or false where a record was struck off, anything else is unknown;
`representative` the IIN of
the guardian, trustee or foster carer, nil where none is on record. Who represents is no fact of the law: it opens the
child's data to that person, and spares them the document (Law 71(3)).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.law.iin import is_valid_iin
from housing.registries.gateway import Gateway, SourceAnswer, State, build_answer
from housing.registries.reading import field_of, parse_boolean, part_of

NAME = "orphans"
TITLE = N_("Republican Data Bank of Orphans")
ANSWERS = ("applicant.orphan_on_record",)


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """Is this person on record? NO_DATA keeps its state and says: not on record."""
    answer = build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)
    return replace(answer, facts=on_record(False)) if answer.state is State.NO_DATA else answer


def parse_facts(data: _Element) -> dict[str, Any]:
    """Without `onRecord` the data break the schema: raises LookupError."""
    if part_of(data, "onRecord") is None:
        raise LookupError("onRecord")
    named = field_of(data, "representative", iin_of)
    return on_record(field_of(data, "onRecord", parse_boolean)) | ({"representative": named} if named else {})


def iin_of(value: str) -> str:
    if not is_valid_iin(value):
        raise ValueError("not an IIN")
    return value


def on_record(value: bool | None) -> dict[str, Any]:
    return {"applicant": {"orphan_on_record": value}}
