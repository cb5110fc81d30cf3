"""Registers that confirm categories of Article 74(1): kk әлеуметтік санаттар дерекқорлары, ru базы соцкатегорий.

Behind one service stand, as far as is known (who confirms what is nowhere published: the table is an assumption):

========  ==================================================================================================
C1 to C3  "E-maket" (kk/ru Е-макет) of the Ministry of Labour: allowances of veterans
C4, C5    republican data bank of orphans (see orphans.py), asked there as well, for the basis
C6        base of state awards (Altyn Alqa, Kümis Alqa, Mother Heroine, Maternal Glory)
C7        "E-maket": the large-family allowance; the civil registry alone does not make the status
C8, C9    centralised data bank of persons with disability (kk/ru ЦБДИ): a child's status; the first two groups
C10       "E-maket": survivor's benefit; the civil registry holds the spouse's death
========  ==================================================================================================

A category never changes the outcome, only the list (Rules 8 and 10). Assumed, as the schema is unpublished
(schemas/categories.xsd): `codes`, a `code` for each of C1 to C10 that is confirmed; what is no such code confirms
nothing, and neither does one that the catalog of categories lacks.
"""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element

from housing.labels import N_
from housing.law.fact_fields import parse_text
from housing.reference_data.fields import CATEGORY
from housing.registries.gateway import Gateway, SourceAnswer, build_answer
from housing.registries.reading import parts_of, value_of

NAME = "categories"
TITLE = N_("Registers of Social Categories")
ANSWERS = ("categories",)


def ask(gateway: Gateway, iin: str) -> SourceAnswer:
    """To which categories of Article 74(1) does this person belong?"""
    return build_answer(NAME, iin, gateway.send(NAME, iin), parse_facts)


def parse_facts(data: _Element) -> dict[str, Any]:
    confirmed = {value_of(code, parse_text) for code in parts_of(data, "codes", "code")}
    codes = [code for code in confirmed if code and CATEGORY.fullmatch(code)]
    return {"categories": sorted(codes, key=lambda code: int(code[1:]))}
