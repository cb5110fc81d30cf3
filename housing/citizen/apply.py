"""Before anything is asked: what will happen, of whom what is asked where, and the consent to it (Rules, point 13)."""

from __future__ import annotations

from flask import Response, g

from housing.actions.filing.start import start_application
from housing.citizen import citizen
from housing.citizen._consent_form import ConsentForm
from housing.config import current_services
from housing.presentation.formats import notice_language
from housing.queries.filing.draft import load_applicant_status
from housing.queries.reference.source_settings import list_source_titles
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.responses import page, redirect_to


@citizen.route("/apply", methods=["GET", "POST"])
@access(CITIZEN)
def apply() -> Response:
    form, standing = ConsentForm(), load_applicant_status(g.who.iin)
    if form.validate_on_submit() and standing.may_begin:
        start_application(g.who.iin, g.who.name, notice_language(), True, current_services().gateway, now())
        return redirect_to("citizen.facts")
    return page(
        "citizen/apply.html", 422 if form.errors else 200, form=form, standing=standing, sources=list_source_titles()
    )
