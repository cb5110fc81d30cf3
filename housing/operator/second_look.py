"""The supervisor's second look at a refusal: confirmed, it takes effect; returned, the branch's officials go on.

Until then whoever proposed it may take it back.
"""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _

from housing.actions.cases import four_eyes as looking
from housing.actions.cases.official import (
    CaseChangedMeanwhile,
    ClaimedByAnother,
    DoesNotFollow,
    Official,
    TookPart,
)
from housing.operator import operator, redirect_to_list
from housing.operator._case_page import render_case
from housing.operator._case_parts import WORKERS, load_case_or_404
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import redirect_to
from housing.web.return_form import ReturnForm

REVIEWERS = ("supervisor", "head_office")


def posted_version() -> int:
    """The version of the case that the page had shown."""
    return request.form.get("version", -1, type=int)


@operator.post("/operator/case/<number>/second-look/confirm")
@access(*REVIEWERS)
def second_look_confirm(number: str) -> Any:
    """The law is asked again with what the proposer found: the refusal must still follow."""
    found = load_case_or_404(number)
    try:
        call_once(looking.confirm_refusal, found.id, posted_version(), Official.from_user(g.who), now())
    except (CaseChangedMeanwhile, ClaimedByAnother):
        return render_case(load_case_or_404(number), 409, changed=True)
    except (looking.OwnProposal, TookPart):
        abort(403)
    except DoesNotFollow:
        words = _("The refusal no longer follows from the facts: return it with a comment.")
        return render_case(load_case_or_404(number), 422, faults=[words], errors_on_page=True)
    return redirect_to_list(done=found.number)


@operator.post("/operator/case/<number>/second-look/return")
@access(*REVIEWERS)
def second_look_return(number: str) -> Any:
    found, form = load_case_or_404(number), ReturnForm()
    if not form.validate():
        return render_case(found, 422, look=form, errors_on_page=True)
    try:
        call_once(
            looking.return_from_review, found.id, posted_version(), form.comment.data, Official.from_user(g.who), now()
        )
    except (CaseChangedMeanwhile, ClaimedByAnother):
        return render_case(load_case_or_404(number), 409, changed=True, comment=form.comment.data)
    except (looking.OwnProposal, TookPart):
        abort(403)
    return redirect_to_list(done=found.number)


@operator.post("/operator/case/<number>/second-look/take-back")
@access(*WORKERS)
def second_look_take_back(number: str) -> Any:
    try:
        call_once(
            looking.withdraw_from_review,
            load_case_or_404(number).id,
            posted_version(),
            Official.from_user(g.who),
            now(),
        )
    except (CaseChangedMeanwhile, ClaimedByAnother):
        return render_case(load_case_or_404(number), 409, changed=True)
    except looking.NotProposer:
        abort(403)
    return redirect_to("operator.case", number=number)
