"""The form as a list of topics: what is done, what is to do, and when the decision would be due if signed now."""

from __future__ import annotations

from typing import NamedTuple

from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from housing.actions.filing.answer import acknowledge_rules
from housing.citizen import catalog_label, citizen, current_draft
from housing.citizen._draft_parts import list_obstacles
from housing.presentation.fact_text import format_answer
from housing.queries.filing.draft import Draft, load_new_rules
from housing.queries.reference.term import build_term
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page, redirect_to

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
    title: LazyString
    answer: str
    done: bool


@citizen.get("/apply/tasks")
@access(CITIZEN)
def tasks() -> Response:
    draft = current_draft()
    rows = [
        Task(topic, TITLES[topic], describe_answer(draft, topic), topic not in draft.missing_topics)
        for topic in draft.topics
    ]
    basis = draft.answers.get("basis")
    return page(
        "citizen/tasks.html",
        rows=rows,
        draft=draft,
        term=build_term(now(), basis) if basis else None,
        turned_back=request.args.get("turned_back"),
        new_rules=load_new_rules(draft, g.who.on),
        ahead=list_obstacles(draft),
    )


@citizen.post("/apply/tasks/rules")
@access(CITIZEN)
def tasks_rules() -> Response:
    """The person has read that the numbers of the law changed while they were filling it in."""
    acknowledge_rules(current_draft().id, g.who.on, now())
    return redirect_to("citizen.tasks")


def describe_answer(draft: Draft, topic: str) -> str:
    """What was answered so far, in words."""
    if topic == "documents":
        return describe_papers(draft)
    key = {"dwelling": "agrees_smaller", "contact": "phone"}.get(topic, topic)
    return format_answer(key, draft.answers.get(key), catalog_label)


def describe_papers(draft: Draft) -> str:
    if any(paper.is_lost for paper in draft.papers):
        return _("A document was not kept: look why")
    if any(paper.is_waiting for paper in draft.papers):
        return _("Being checked for viruses, usually within a minute")
    return ", ".join(paper.filename for paper in draft.papers if paper.kind != "other")
