"""To move the date of a place, or to give the place on to the family: one official proposes, another confirms."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from housing.actions.cases.official import Official
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.journal.write_readings import note_file_reading
from housing.actions.register import change_place
from housing.actions.register.remove import EntryNotStanding
from housing.law.register_acts import KINDS, LEAVERS, OBJECTIONS, ActNotAllowed, ProposedAct
from housing.presentation.fact_text import describe_member
from housing.presentation.formats import notice_language
from housing.queries.register.entry import EntryFile
from housing.queries.register.place_acts import list_place_acts, may_answer_act
from housing.queries.register.removals import list_registered_family
from housing.register import READERS, register
from housing.register._list_parts import load_entry_or_404
from housing.text.typed_days import parse_typed_day
from housing.web.access import access
from housing.web.current import now
from housing.web.form_validators import require_printable, strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.return_form import ReturnForm

ACTORS = ("supervisor", "head_office")
#: At which field an objection of the law stands.
FIELD_OF = {
    "why": "why",
    "leaver": "leaver",
    "successor": "successor",
    "elsewhere": "successor",
    "child": "successor",
    "not_orphan": "kind",
}


class ActForm(FlaskForm):
    """Which act, the day, what proves it, why; of a succession who left and who follows."""

    kind = RadioField(
        _l("What is to be done?"),
        [InputRequired(_l("Choose what is to be done"))],
        choices=[SelectChoice(one.key, _l(one.words)) for one in KINDS.values()],
    )
    on = StringField(
        _l("Day"),
        [DataRequired(_l("Write the day like 24.11.2026")), require_printable],
        [strip_text],
    )
    document = StringField(
        _l("Document: its kind, number, date and who issued it"),
        [
            DataRequired(_l("Name the document that proves it")),
            Length(max=300, message=_l("This is too long: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
    leaver = SelectField(
        _l("Why the place passes on"),
        choices=[
            SelectChoice("", _l("does not pass on")),
            *(SelectChoice(key, _l(words)) for key, words in LEAVERS.items()),
        ],
        default="",
    )
    successor = SelectField(_l("Who follows"), default="")
    why = TextAreaField(
        _l("Why, in words for the person"),
        [
            DataRequired(_l("Write why: the person reads it")),
            Length(max=2000, message=_l("At most 2000 characters: shorten it")),
            require_printable,
        ],
        [strip_text],
    )

    #: Who is offered: no IIN stands in the page.
    iins: dict[str, str] = {}

    def validate_on(self, field: StringField) -> None:
        if parse_typed_day(field.data or "") is None:
            raise ValidationError(_("Write the day like 24.11.2026"))


def read_act(form: ActForm) -> ProposedAct:
    """Its words are in the language in which the official reads the page."""
    return ProposedAct(
        form.kind.data,
        parse_typed_day(form.on.data or ""),
        form.document.data or "",
        form.why.data or "",
        notice_language(),
        form.leaver.data or "",
        form.iins.get(form.successor.data or "", ""),
    )


def build_form(found: EntryFile) -> ActForm:
    form = ActForm()
    family = [one for one in list_registered_family(found.application_id) if one.get("iin")]
    members = [SelectChoice(str(nth), describe_member(one)) for nth, one in enumerate(family, 1)]
    form.successor.choices = [SelectChoice("", _("nobody")), *members]
    form.iins = {str(nth): one["iin"] for nth, one in enumerate(family, 1)}
    return form


@register.get("/register/place-act/<number>")
@access(*READERS)
def place_act(number: str) -> Any:
    found = load_entry_or_404(number)
    record_file_opening(found.application_id, g.who.login, now(), "entry")
    return render_acts(found, build_form(found))


@register.post("/register/place-act/<number>")
@access(*ACTORS)
def place_act_propose(number: str) -> Any:
    found = load_entry_or_404(number)
    form = build_form(found)
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
        return render_acts(found, build_form(found), 422, returned=form)
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
    except (change_place.ActAnswered, ActNotAllowed):
        return render_acts(load_entry_or_404(number), build_form(found), 409)
    return redirect_to("register.place_act", number=number)


def render_acts(found: EntryFile, form: ActForm, status: int = 200, returned: ReturnForm | None = None) -> Any:
    if request.method == "POST":
        note_file_reading(found.application_id, g.who.login, now(), "entry")
    acts = list_place_acts(found.id)
    newest = acts[0] if acts else None
    waits = newest is not None and newest.waits
    return page(
        "register/place_act.html",
        status,
        found=found,
        form=form if g.who.role in ACTORS and not waits and not found.left_at else None,
        acts=acts,
        waits=waits,
        answers=newest is not None and may_answer_act(newest, found.branch_code, g.who),
        takes_back=newest is not None and newest.waits and newest.proposed_by_id == g.who.staff_id,
        leavers=LEAVERS,
        describe_member=describe_member,
        changed=status == 409,
        returned=returned or ReturnForm(formdata=None),
        wrong=returned is not None,
    )
