"""A proposal about a family's place, as somebody reads it whom it concerns: what, why, their opinion, their complaint.

Nothing is decided before they have answered, or the time to answer is over.
"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from housing.actions.filing.file_complaint import LONGEST, ComplaintRefused, file_family_complaint
from housing.actions.register.hear_family import state_family_opinion
from housing.actions.register.hear_removal import HearingOver
from housing.citizen import citizen
from housing.citizen._complaint_parts import REASON_MAX_LENGTH, REFUSAL_MESSAGES
from housing.citizen._opinion_form import OpinionForm
from housing.law.family_gone import GONE_REASONS
from housing.law.family_hearing import FAMILY
from housing.law.register_acts import KINDS, LEAVERS
from housing.law.removal import GROUNDS, OPINIONS
from housing.presentation.fact_text import describe_member
from housing.presentation.formats import language
from housing.queries.cases.complaints import list_application_complaints
from housing.queries.filing.act_knowledge import ActKnowledge, load_family_knowledge
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.reference.numbers import load_law_numbers
from housing.queries.register.family_hearings import FamilyHearing, load_own_hearing
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm


class FamilyComplaintForm(KeptForm):
    """Of the act alone: whoever is no applicant has no term and no papers here."""

    complaint = TextAreaField(
        _l("What happened, and what do you ask for?"),
        [
            DataRequired(_l("Write what happened and what you ask for")),
            Length(max=LONGEST, message=_l("At most 4000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
    late_reason = TextAreaField(
        _l("Why does it come now?"),
        [Length(max=REASON_MAX_LENGTH, message=_l("This is too long: shorten it")), require_printable],
        [strip_text],
    )


@citizen.get("/cabinet/family-place/<int(max=2147483647):heard>")
@access(CITIZEN)
def family_place(heard: int) -> Response:
    return render_hearing(load_or_404(heard))


@citizen.post("/cabinet/family-place/<int(max=2147483647):heard>/answer")
@access(CITIZEN)
def family_place_answer(heard: int) -> Response:
    one, form = load_or_404(heard), OpinionForm()
    if not form.validate_on_submit():
        return render_hearing(one, 422, opinion=form)
    try:
        call_once(state_family_opinion, one.id, g.who, form.opinion.data, form.text.data or "", now())
    except HearingOver:
        return render_hearing(load_or_404(heard), 409, opinion=form)
    return redirect_to("citizen.family_place", heard=heard)


@citizen.post("/cabinet/family-place/<int(max=2147483647):heard>/complain")
@access(CITIZEN)
def family_place_complain(heard: int) -> Response:
    one, form = load_or_404(heard), FamilyComplaintForm()
    if not form.validate_on_submit():
        return render_hearing(one, 422, complaint=form)
    try:
        late = form.late_reason.data or ""
        call_once(file_family_complaint, one.id, g.who, form.complaint.data, now(), late)
    except ComplaintRefused as fault:
        at = form.late_reason if fault.reason == "why_late" else form.complaint
        at.errors = [str(REFUSAL_MESSAGES[fault.reason])]
        return render_hearing(load_or_404(heard), 422, complaint=form)
    return redirect_to("citizen.family_place", heard=heard)


def load_or_404(heard: int) -> FamilyHearing:
    return load_own_hearing(heard, g.who.iin) or abort(404)


def load_knowledge(one: FamilyHearing) -> ActKnowledge | None:
    """Until when they may complain here; None: there is nothing to complain of, or they do so in their own case."""
    if one.is_in_force and one.part == FAMILY and one.answered_at is not None:
        return load_family_knowledge(one.application_id, g.who.iin, one.answered_at, now())
    return None


def render_hearing(
    one: FamilyHearing,
    status: int = 200,
    opinion: OpinionForm | None = None,
    complaint: FamilyComplaintForm | None = None,
) -> Response:
    """`opinion`, `complaint`: what was sent and not taken; `status` 409: it was decided while they wrote."""
    context: dict[str, Any] = {
        "opinion": opinion or OpinionForm(formdata=None),
        "complaint": complaint or FamilyComplaintForm(formdata=None),
        "wrong": opinion or complaint,
        "learned": load_knowledge(one),
        "filed": list_application_complaints(one.application_id, g.who.iin),
        "bodies": list_complaint_bodies(language(), load_law_numbers(g.who.on)),
        "kinds": KINDS,
        "leavers": LEAVERS,
        "grounds": GROUNDS,
        "gone": GONE_REASONS,
        "opinions": OPINIONS,
        "describe_member": describe_member,
        "late": status == 409,
    }
    return page("citizen/family_place.html", status, one=one, **context)
