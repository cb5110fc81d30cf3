"""What a draft would change, in words, and whom it touches; to publish it, by somebody else, or to return it."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from housing.actions.reference import publish as publishing
from housing.actions.reference.draft_row import RowBeginsTooSoon
from housing.actions.reference.publication_hooks import hooks_for
from housing.queries.cases.inbox import count_unread
from housing.queries.reference import reference as kept
from housing.queries.reference.simulation import load_simulation
from housing.queries.reference.uses import count_uses_by_key
from housing.reference import reference
from housing.reference._catalog_parts import (
    DRAFTERS,
    READERS,
    describe_fault,
    find_catalog_or_404,
    list_terms_moved_by,
)
from housing.reference._field_text import LANGUAGES, format_value
from housing.reference_data.catalog_schema import BreakingChange, Catalog
from housing.reference_data.effective_rows import changed_fields_by_language
from housing.reference_data.fields import InvalidValueError
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

#: Due times that are listed; the file has all of them.
MAX_MOVED_TERMS = 20
PUBLISH_REFUSALS = {
    publishing.DraftChangedMeanwhile: _l("The draft has changed since you looked at it: look at it as it is now"),
    publishing.OwnDraft: _l("You wrote in this draft: somebody else publishes it"),
    publishing.SimulationNotSeen: _l("First somebody looks at the finished trial of this draft, as it is now"),
    RowBeginsTooSoon: _l("A row begins today, but it may begin tomorrow at the earliest: return the draft"),
    publishing.RowAlreadyBegun: _l("A row begins on a day that has been: return the draft, so that the day is moved"),
}


class PublishForm(FlaskForm):
    revision = HiddenField()
    compared = BooleanField(_l("I compared it with the document"), [InputRequired(_l("Compare it, then tick the box"))])
    touched = BooleanField(_l("I saw whom it touches"), [InputRequired(_l("Look at it, then tick the box"))])


class ReturnForm(FlaskForm):
    revision = HiddenField()
    reason = TextAreaField(
        _l("Reason, if you return it"),
        [InputRequired(_l("Write why you return it")), Length(max=500, message=_l("At most 500 characters"))],
        filters=[strip_text],
    )


def render_difference(catalog: Catalog, status: int = 200, form: Any = None, back: Any = None, **more: Any) -> Any:
    draft = kept.load_catalog_draft(catalog.code)
    if draft is None:
        return redirect_to("reference.catalog", code=catalog.code)
    form, back = form or PublishForm(None), back or ReturnForm(None)
    form.revision.data = back.revision.data = draft.version.revision
    terms = list_terms_moved_by(catalog, draft)
    trial = load_simulation(draft.version.id) if catalog.tried else None
    return page(
        "reference/difference.html",
        status,
        catalog=catalog,
        draft=draft,
        said=format_value,
        told_apart=changed_fields_by_language,
        languages=LANGUAGES,
        terms=terms[:MAX_MOVED_TERMS],
        moved=len(terms),
        latest=kept.load_latest_version_number(catalog.code),
        form=form,
        back=back,
        own=g.who.login in draft.version.editors,
        trial=trial,
        drafts=g.who.role in DRAFTERS,
        unread=count_unread(g.who),
        exact=trial is not None and trial.revision == draft.version.revision,
        moves_terms=hooks_for(catalog.code).list_moved_terms is not None,
        used=count_uses_by_key(catalog, draft.edits),
        **more,
    )


@reference.get("/reference/<code>/difference")
@access(*READERS)
def difference(code: str) -> Any:
    return render_difference(find_catalog_or_404(code))


@reference.post("/reference/<code>/publish")
@access(*DRAFTERS)
def difference_publish(code: str) -> Any:
    catalog, form = find_catalog_or_404(code), PublishForm()
    if not form.validate():
        return render_difference(catalog, 422, form)
    try:
        call_once(publishing.publish_draft, catalog, int(request.form.get("revision") or 0), g.who.login, now())
    except tuple(PUBLISH_REFUSALS) as fault:
        return render_difference(catalog, 409, faults=[PUBLISH_REFUSALS[type(fault)]])
    except (BreakingChange, InvalidValueError) as fault:
        return render_difference(catalog, 409, faults=[describe_fault(fault)])
    return redirect_to("reference.catalog", code=code)


@reference.post("/reference/<code>/return")
@access(*DRAFTERS)
def difference_return(code: str) -> Any:
    catalog, form = find_catalog_or_404(code), ReturnForm()
    if not form.validate():
        return render_difference(catalog, 422, back=form)
    try:
        revision = int(request.form.get("revision") or 0)
        call_once(publishing.return_draft, catalog, revision, form.reason.data, g.who.login, now())
    except publishing.DraftChangedMeanwhile as fault:
        return render_difference(catalog, 409, faults=[PUBLISH_REFUSALS[type(fault)]])
    return redirect_to("reference.catalog", code=code)
