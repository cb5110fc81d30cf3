"""The form as a list of topics: what is done, what is to do, and when the decision would be due if signed now."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from housing.citizen import citizen
from housing.formats import language
from housing.queries.draft import Draft, draft_of
from housing.queries.settlements import settlement_name
from housing.queries.term import term_of
from housing.web import CITIZEN, access, back_to, now, page
from housing.words import BASIS, CATEGORIES

TITLES = {
    "basis": _l("Basis of registration"),
    "documents": _l("Documents"),
    "settlement": _l("Settlement"),
    "category": _l("Category of article 74"),
    "dwelling": _l("Floor area, fittings and storey of the dwelling"),
    "contact": _l("Contacts"),
}


class Task(NamedTuple):
    """A topic: its screen, its title, what was answered, whether it is done."""

    topic: str
    title: str
    answer: str
    done: bool


@citizen.get("/apply/tasks")
@access(CITIZEN)
def tasks() -> Response:
    draft = draft_of(g.who.iin)
    if draft is None:
        return back_to("citizen.apply")
    rows = [Task(topic, TITLES[topic], answered(draft, topic), topic not in draft.missing) for topic in draft.topics]
    basis = draft.answers.get("basis")
    term = term_of(now(), basis) if basis else None
    return page("citizen/tasks.html", rows=rows, draft=draft, term=term, turned_back=request.args.get("turned_back"))


def answered(draft: Draft, topic: str) -> str:
    """What was answered so far, in words."""
    a = draft.answers
    basis, category = a.get("basis"), a.get("category")
    if topic == "basis" and basis:
        return _(BASIS[basis].short)
    if topic == "documents":
        return attached(draft)
    if topic == "settlement" and a.get("settlement"):
        return settlement_name(a["settlement"], language(), with_parent=True)
    if topic == "category" and category is not None:
        return _(CATEGORIES[category]) if category else _("None of these")
    if topic == "dwelling" and a.get("agrees_smaller"):
        return _("I agree") if a["agrees_smaller"] == "yes" else _("I do not agree")
    return a.get("phone", "") if topic == "contact" else ""


def attached(draft: Draft) -> str:
    if any(paper.is_lost for paper in draft.papers):
        return _("A document was not kept: look why")
    if any(paper.waits for paper in draft.papers):
        return _("Being checked for viruses, usually within a minute")
    return ", ".join(paper.filename for paper in draft.papers if paper.kind != "other")
