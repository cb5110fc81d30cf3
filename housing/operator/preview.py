"""The notice as it would be, in Kazakh and in Russian, before the decision is final; what was typed goes on."""

from __future__ import annotations

from typing import Any

from flask import g, request
from markupsafe import Markup

from housing.actions.cases.official import DoesNotFollow, Official
from housing.actions.cases.preview import preview_notice as compose
from housing.actions.journal.write_readings import note_file_reading
from housing.operator import operator
from housing.operator._case_form import read_decision
from housing.operator._case_page import render_case, submitted_decision
from housing.operator._case_parts import WORKERS, contradiction
from housing.queries.cases.inbox import count_unread
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page

#: Sent with the form, but not typed by anybody.
NOT_TYPED = ("csrf_token",)


@operator.post("/operator/case/<number>/preview")
@access(*WORKERS)
def preview(number: str) -> Any:
    """Nothing is changed: the same answers are sent once more by the button that decides."""
    found, form, fault = submitted_decision(number)
    if fault:
        return fault
    try:
        texts = call_once(compose, found.id, read_decision(form), Official.from_user(g.who), now())
    except DoesNotFollow as no:
        form.form_errors.append(contradiction(no.outcome, no.unknown, form.law.facts.given))
        return render_case(found, 422, form)
    note_file_reading(found.id, g.who.login, now(), "preview")
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]
    # The words of people in them were escaped when they were composed.
    bodies = {language: Markup(text) for language, text in texts.items()}  # noqa: S704
    return page("operator/preview.html", case=found, texts=bodies, typed=typed, unread=count_unread(g.who))
