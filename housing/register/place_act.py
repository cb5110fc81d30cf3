"""To move the date of a place, or to give the place on to the family: one official proposes, another confirms."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _

from housing.actions.cases.official import Official
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.journal.write_readings import note_file_reading
from housing.actions.register import change_place
from housing.actions.register.hear_removal import HearingUnderWay
from housing.actions.register.remove import EntryNotStanding
from housing.law.family_hearing import PARTS
from housing.law.register_acts import LEAVERS, OBJECTIONS, SUCCEEDED, ActNotAllowed
from housing.law.removal import OPINIONS
from housing.presentation.fact_text import describe_member
from housing.queries.cases.complaints import load_open_complaint_number
from housing.queries.register.entry import EntryFile
from housing.queries.register.family_hearings import list_heard_of_acts
from housing.queries.register.place_acts import PlaceAct, list_place_acts, may_answer_act
from housing.register import READERS, register
from housing.register._act_form import FIELD_OF, ActForm, build_act_form, read_act
from housing.register._list_parts import load_entry_or_404
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.return_form import ReturnForm

ACTORS = ("supervisor", "head_office")


@register.get("/register/place-act/<number>")
@access(*READERS)
def place_act(number: str) -> Any:
    found = load_entry_or_404(number)
    record_file_opening(found.application_id, g.who.login, now(), "entry")
    return render_acts(found, build_act_form(found))


@register.post("/register/place-act/<number>")
@access(*ACTORS)
def place_act_propose(number: str) -> Any:
    found = load_entry_or_404(number)
    form = build_act_form(found)
    if not form.validate_on_submit():
        return render_acts(found, form, 422)
    try:
        call_once(change_place.propose_act, found.id, read_act(form), Official.from_user(g.who), now())
    except ActNotAllowed as fault:
        form[FIELD_OF.get(fault.reason, "on")].errors = [_(OBJECTIONS[fault.reason])]
        return render_acts(found, form, 422)
    except (EntryNotStanding, change_place.ActWaitsAlready):
        return render_acts(found, form, 409)
    return redirect_to("register.place_act", number=number)


@register.post("/register/place-act/<number>/confirm")
@access(*ACTORS)
def place_act_confirm(number: str) -> Any:
    return answer_act(number, lambda act, official: change_place.confirm_act(act, official, now()))


@register.post("/register/place-act/<number>/return")
@access(*ACTORS)
def place_act_return(number: str) -> Any:
    """Without words nothing is returned: whoever proposed it has to know why."""
    form = ReturnForm()
    if not form.validate():
        found = load_entry_or_404(number)
        return render_acts(found, build_act_form(found), 422, returned=form)
    comment = form.comment.data or ""
    return answer_act(number, lambda act, official: change_place.return_act(act, comment, official, now()))


@register.post("/register/place-act/<number>/take-back")
@access(*ACTORS)
def place_act_take_back(number: str) -> Any:
    return answer_act(number, lambda act, official: change_place.take_back_act(act, official, now()))


def answer_act(number: str, answer: Any) -> Any:
    """The act that the page had shown; what somebody has answered meanwhile is shown as it stands."""
    found, act = load_entry_or_404(number), request.form.get("act", 0, type=int)
    try:
        call_once(answer, act, Official.from_user(g.who))
    except (change_place.OwnAct, change_place.NotActProposer):
        abort(403)
    except (change_place.ActAnswered, change_place.OpenComplaint, HearingUnderWay, ActNotAllowed):
        return render_acts(load_entry_or_404(number), build_act_form(found), 409)
    return redirect_to("register.place_act", number=number)


def load_barring_complaint(found: EntryFile, newest: PlaceAct | None) -> str | None:
    """A place does not pass on while a complaint about it is open."""
    passes = newest is not None and newest.waits and newest.kind == SUCCEEDED
    return load_open_complaint_number(found.application_id) if passes else None


def render_acts(found: EntryFile, form: ActForm, status: int = 200, returned: ReturnForm | None = None) -> Any:
    if request.method == "POST":
        note_file_reading(found.application_id, g.who.login, now(), "entry")
    acts = list_place_acts(found.id)
    newest = acts[0] if acts else None
    waits = newest is not None and newest.waits
    heard, at = list_heard_of_acts([one.id for one in acts]), now()
    return page(
        "register/place_act.html",
        status,
        found=found,
        form=form if g.who.role in ACTORS and not waits and not found.left_at else None,
        acts=acts,
        waits=waits,
        answers=newest is not None and may_answer_act(newest, found.branch_code, g.who),
        takes_back=newest is not None and newest.waits and newest.proposed_by_id == g.who.staff_id,
        heard=heard,
        hearing=max((one.until for one in heard[newest.id] if one.is_awaited(at)), default=None) if newest else None,
        complaint=load_barring_complaint(found, newest),
        words={"parts": PARTS, "opinions": OPINIONS},
        leavers=LEAVERS,
        describe_member=describe_member,
        changed=status == 409,
        returned=returned or ReturnForm(formdata=None),
        wrong=returned is not None,
    )
