"""The register in figures: by region, list, waiting time and age, what came and left; and the way into each list."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request

from housing.presentation.charts import Section, iter_figure_rows
from housing.queries.register.figures import load_register_figures
from housing.queries.register.removal_figures import list_removal_months
from housing.register import READERS, register
from housing.register._figure_sections import build_sections
from housing.register._list_parts import visible_settlements
from housing.web.access import access
from housing.web.current import now
from housing.web.downloads import FORMS, rows_as_file
from housing.web.responses import page


@register.get("/register/register-figures")
@access(*READERS)
def register_figures() -> Any:
    """`as`: the same numbers as a file."""
    own = visible_settlements() if g.who.branch_code else None
    found = load_register_figures(own, now())
    sections = build_sections(found, list_removal_months(own, now()))
    if request.args.get("as") in FORMS:
        return figures_file(sections, request.args["as"])
    names = visible_settlements()
    places = [(code, names.get(code, code), entries) for code, entries in found.by_settlement.most_common()]
    return page("register/register_figures.html", found=found, sections=sections, places=places)


def figures_file(sections: list[Section], form: str) -> Response:
    return rows_as_file(iter_figure_rows(sections), f"kezek-register-figures-{g.who.branch_code or 'all'}", form)
