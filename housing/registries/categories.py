"""Registers that confirm categories of Article 74(1): kk әлеуметтік санаттар дерекқорлары, ru базы соцкатегорий.

Behind one service stand the bank of persons with disability (kk/ru ЦБДИ), "E-maket" (benefits of veterans, large
families, widows) and the base of awards. A category never changes the outcome, only the list (Rules 8 and 10). Assumed,
as the schema is unpublished: `codes`, those of C1 to C10 that are confirmed; a code unknown to us confirms nothing.
"""

from __future__ import annotations

from typing import Any

from housing.registries.gateway import Answer, Gateway, answered
from housing.words import CATEGORIES, N_

NAME = "categories"
TITLE = N_("Registers of Social Categories")
ANSWERS = ("categories",)


def ask(gateway: Gateway, iin: str) -> Answer:
    """To which categories of Article 74(1) does this person belong?"""
    return answered(NAME, iin, gateway.send(NAME, iin), facts)


def facts(data: dict[str, Any]) -> dict[str, Any]:
    confirmed = set(data["codes"])
    return {"categories": [code for code in CATEGORIES if code in confirmed]}
